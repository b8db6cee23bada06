import Kernel

extension ProceduresRefusal {
    /// Of what is not there although what it would belong to is.
    var absentWords: RefusalWords {
        switch self {
        case .noSuchLetter(let number, let letters):
            RefusalWords(
                "no-such-letter", 404, zh: "申请 \(number) 没有这一份决定书。",
                en: "The application \(number) has no such letter.",
                zhFix: letters.isEmpty
                    ? "还没有作出决定；作出后在申请页面查看。"
                    : "现有决定书：\(letters.map { String($0) }.joined(separator: "、"))。",
                enFix: letters.isEmpty
                    ? "Nothing was decided yet; the letter will be on its page."
                    : "It has: \(letters.map { String($0) }.joined(separator: ", ")).")
        case .noRegister(let service):
            RefusalWords(
                "no-register", 404, zh: "“\(service.zh)”的办理结果不公开查询。",
                en: "“\(service.en)” publishes no register of what was granted.",
                zhFix: "可凭决定书上的核验码核验；公开查询的事项列在“办事”页面。",
                enFix: "Verify a letter by its code; Services lists those that publish.")
        default: secondWords
        }
    }
}
