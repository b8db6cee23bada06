import Kernel

/// Words of what cannot be changed as it was asked for.
extension ProceduresRefusal {
    var amendWords: RefusalWords {
        switch self {
        case .answersDiffer(let key, let number, let faults):
            RefusalWords(
                "key-answers-differ", 409,
                zh: "键 \(key) 已用于申请 \(number)，有 \(faults.count) 项内容不同；没有改动。",
                en: "The key \(key) has begun \(number), with \(faults.count) other answers; "
                    + "nothing was changed.",
                zhFix: "要修改这份申请，用 POST /api/v1/applications/\(number)/answers；"
                    + "另一份申请请用另一个键。",
                enFix: "Change it with POST /api/v1/applications/\(number)/answers; "
                    + "use another key for another application.")
        case .textChanged(let name, let faults, _):
            RefusalWords(
                "text-changed", 409,
                zh: "“\(name.zh)”的要求在起草之后有 \(faults.count) 处变化；没有提交，草稿已改按今天的文本。",
                en: "What “\(name.en)” asks for has changed in \(faults.count) points since the "
                    + "draft was begun; nothing was submitted, and the draft follows today's text.",
                zhFix: "请逐项核对变化，补齐后再次提交；仍须填写的内容都已保留，不再要求的已删去，见各项说明。",
                enFix: "Look at each of them, complete the draft and submit it again; what is "
                    + "still asked is kept, what is not was taken out, as each of them says.")
        case .serviceEnded(let name, _):
            RefusalWords(
                "service-ended", 409, zh: "“\(name.zh)”已停止受理，这份草稿不能再提交。",
                en: "“\(name.en)” is not offered any more: this draft cannot be submitted.",
                zhFix: "请在事项清单中查看现行事项，按现行事项重新申请；已提交的申请照常办完。",
                enFix: "Look for what is offered now and apply for that; what was submitted "
                    + "before is worked to the end.")
        case .editionLost(let service, let day):
            RefusalWords(
                "edition-lost", 409,
                zh: "这份申请按事项 \(service) 自 \(day.text) 起的版本受理，系统读不到该版本的文本，暂不能办理。",
                en: "The application was begun under \(service) of \(day.text), whose text cannot "
                    + "be read; it cannot go on.",
                zhFix: "申请及其期限没有改动；请运行单位恢复该版本的事项文件后重新启动。",
                enFix: "Nothing was changed; the operator has to put the file of that edition "
                    + "back and start again.")
        case .versionMissing(let version):
            RefusalWords(
                "version-missing", 422, zh: "没有写明读到的版本，不能确认他人没有改过。",
                en: "The version that was read is missing: somebody else may have changed it.",
                zhFix: "在地址中加上 version；现在的版本是 \(version)，请先核对内容。",
                enFix: "Add version to the address; it is now \(version): read it first.")
        case .notReplaceable(let number):
            RefusalWords(
                "not-replaceable", 409, zh: "原许可 \(number) 已失效或已变更，不能再变更。",
                en: "\(number) has ended or was amended already: it cannot be amended.",
                zhFix: "不予变更，或由申请人撤回后重新申领。",
                enFix: "Refuse, or let the applicant withdraw it and apply for a new one.")
        case .yearlyCap(let cap):
            RefusalWords(
                "yearly-cap", 409,
                zh: "“\(cap.service.zh)”每家企业每年最多 \(cap.most.text) 元，本年尚余 "
                    + "\(cap.left.text) 元，不足 \(cap.needed.text) 元；没有准予。",
                en: "A firm has \(cap.most.text) yuan a year of “\(cap.service.en)” at most; "
                    + "\(cap.left.text) are left, not \(cap.needed.text); nothing was granted.",
                zhFix: "暂停办理，次年再拨付；或不予准予并写明理由。",
                enFix: "Pause it and pay next year, or refuse with the reason.")
        default: RefusalWords("not-possible", 409, zh: "", en: "", zhFix: "", enFix: "")
        }
    }
}
