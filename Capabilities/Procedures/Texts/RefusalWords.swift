import Kernel
import Uploads

/// The words of every refusal.
struct RefusalWords {
    let code: String
    let status: Int
    let message: Localized
    let fix: Localized

    init(_ code: String, _ status: Int, zh: String, en: String, zhFix: String, enFix: String) {
        self.code = code
        self.status = status
        message = Localized(zh: zh, en: en)
        fix = Localized(zh: zhFix, en: enFix)
    }
}

extension ProceduresRefusal {
    var words: RefusalWords {
        switch self {
        case .notReadable, .noSuchService, .notInRole, .noSuchCase, .noSuchDocument, .keyDiffers,
            .form, .seat:
            applicationWords
        case .documentType, .documentSize, .documentEmpty, .documentLocked, .documentActive,
            .documentEmbedded, .documentInfected, .tooManyDocuments, .notDrawable,
            .byDeclaration, .licenceEnded, .batchesUsedUp, .quantity,
            .quantityWhole:
            thingWords
        case .answersDiffer, .versionMissing, .notReplaceable, .yearlyCap, .serviceEnded,
            .editionLost, .textChanged:
            amendWords
        case .offer, .noSuchOffer, .offerFull, .filedTwice, .documentBomb, .documentPixels,
            .documentTangled, .documentUnreadable,
            .documentTiny, .documentPages, .partDecided,
            .partsWait, .partsFailed, .quotaExhausted:
            engineWords
        case .sameOfficer, .ownRefusal: secondWords
        case .noSuchLetter, .noRegister: absentWords
        case .noMandate, .notReturnable, .quotaReturnLate, .quotaReturnMuch:
            returnWords
        default: moveWords
        }
    }

    private var applicationWords: RefusalWords {
        switch self {
        case .noSuchService(let id):
            RefusalWords(
                "no-such-service", 404, zh: "没有事项 \(id)，或今天不能申请。",
                en: "There is no service \(id), or it cannot be begun today.",
                zhFix: "请在“办事”中查找现行事项。", enFix: "Look for it under Services.")
        case .notInRole(let role):
            RefusalWords(
                "not-in-role", 403, zh: "“\(role.service.zh)”只由下列企业申请：\(role.roles.zh)。",
                en: "“\(role.service.en)” is for enterprises in one of these roles: "
                    + role.roles.en + ".",
                zhFix: "请先登记相应企业类型，或由具备该类型的企业申请。",
                enFix: "Register the role first, or let an enterprise apply that has it.")
        case .noSuchCase(let number):
            RefusalWords(
                "no-such-case", 404, zh: "没有编号为 \(number) 的申请。",
                en: "There is no application \(number).", zhFix: "请核对编号。",
                enFix: "Check the number.")
        case .noSuchDocument:
            RefusalWords(
                "no-such-document", 404, zh: "事项不要求这份材料，或材料不存在。",
                en: "The service asks for no such document, or it is not there.",
                zhFix: "请对照事项说明中的材料名称。", enFix: "See the documents the service asks for.")
        case .keyDiffers(let key):
            RefusalWords(
                "key-differs", 409, zh: "键 \(key) 已用于另一事项的申请。",
                en: "The key \(key) was used for an application of another service.",
                zhFix: "每份申请请用自己的键。", enFix: "Use a key of its own for each application.")
        case .form(let faults, _):
            RefusalWords(
                "form", 422, zh: "申请表有 \(faults.count) 处需要修改。",
                en: faults.count == 1
                    ? "One thing in the form needs mending."
                    : "\(faults.count) things in the form need mending.",
                zhFix: "请逐项修改后重新提交；已填内容都已保存。",
                enFix: "Mend each of them and submit again; what was filled in is kept.")
        case .seat(let faults):
            RefusalWords(
                "seat", 422, zh: "席位有 \(faults.count) 处需要修改。",
                en: faults.count == 1
                    ? "One thing about the seat needs mending."
                    : "\(faults.count) things about the seat need mending.",
                zhFix: "请逐项修改。",
                enFix: "Mend each of them.")
        default:
            RefusalWords(
                "not-readable", 400, zh: "请求不是可读的 JSON 对象。",
                en: "The request is no readable JSON object.", zhFix: "请对照接口说明。",
                enFix: "See the description of the interface.")
        }
    }

    private var moveWords: RefusalWords {
        switch self {
        case .movedOn(let state):
            RefusalWords(
                "moved-on", 409, zh: "申请已经变化，现为“\(state.name.zh)”。",
                en: "The application has changed; it is now: \(state.name.en).",
                zhFix: "请刷新后按最新情况处理。", enFix: "Open it again and act on what it says now.")
        case .ownApplication:
            RefusalWords(
                "own-application", 403, zh: "不能处理本人或本企业的申请。",
                en: "Nobody decides an application of their own.",
                zhFix: "由负责单位的其他人员处理。", enFix: "Another officer of the body has to act.")
        case .notPossible(let state):
            RefusalWords(
                "not-possible", 409, zh: "申请现为“\(state.name.zh)”，不能这样处理。",
                en: "This cannot be done while the application is: \(state.name.en).",
                zhFix: "请查看申请页面上现在可做的事。",
                enFix: "See on its page what can be done now.")
        case .notYourDesk(let body):
            RefusalWords(
                "not-your-desk", 403, zh: "本环节由\(body.name.zh)负责。",
                en: "\(body.name.en) is responsible for this step.",
                zhFix: "请由该单位的人员处理；需要席位的，请管理员安排。",
                enFix: "Let an officer of that body act; an administrator gives seats.")
        case .takenByOther:
            RefusalWords(
                "taken", 409, zh: "已由另一名人员领办。", en: "Another officer has taken it.",
                zhFix: "请该人员退回台面，或写明理由后接办。",
                enFix: "Let that officer put it back, or take it over with a reason.")
        case .noSuchAction(let id, let actions):
            RefusalWords(
                "no-such-action", 422, zh: "本环节没有动作 \(id)。",
                en: "This step has no action \(id).",
                zhFix: "可用：\(actions.joined(separator: "、"))。",
                enFix: "There are: \(actions.joined(separator: ", ")).")
        case .reasonTooLong(let limit):
            RefusalWords(
                "reason-long", 422, zh: "理由超过 \(limit) 个字。",
                en: "The reason has more than \(limit) characters.", zhFix: "请缩短。",
                enFix: "Shorten it.")
        case .proposedAlready(let isOwn):
            RefusalWords(
                "proposed-already", 409,
                zh: isOwn
                    ? "您已提出办理意见；须由另一名人员复核后才生效，重复提出没有效果。"
                    : "已有人员提出办理意见；现在要做的是复核，不是另提意见。",
                en: isOwn
                    ? "You have proposed this: it takes effect once a second officer agrees, and "
                        + "not by proposing it again."
                    : "An officer has proposed a decision: what is wanted now is a second "
                        + "officer's word, not another proposal.",
                zhFix: isOwn
                    ? "请本单位另一名人员打开申请，选择“同意”，或写明理由选择“不同意”。"
                    : "请选择“同意”，或写明理由选择“不同意”；不同意后可以重新提出。",
                enFix: isOwn
                    ? "Ask another officer of the body to open it and agree (`agree`), or not "
                        + "(`dissent`, with a reason)."
                    : "Agree (`agree`), or not (`dissent`, with a reason); after that something "
                        + "else can be proposed.")
        case .noAppeal:
            RefusalWords(
                "no-appeal", 409, zh: "该决定不能在此申请复核，或已经复核过。",
                en: "This decision cannot be appealed against here, or was already.",
                zhFix: "可依法申请行政复议或提起诉讼。", enFix: "Reconsideration and court remain open.")
        case .appealLate(let days, _):
            RefusalWords(
                "appeal-late", 409, zh: "申请复核的期限（\(days) 日）已过。",
                en: "The \(days) days for an appeal are over.",
                zhFix: "可重新提出申请。", enFix: "A new application may be made.")
        default:
            RefusalWords(
                "reason-missing", 422, zh: "请写明理由；准予少于申请的，也须写明为什么。",
                en: "A reason is needed; also where less is granted than was asked for.",
                zhFix: "申请人会看到理由，决定书上也有，请写清楚事实和要求。",
                enFix: "The other side reads it, in the letter too: say what and why.")
        }
    }

    private var thingWords: RefusalWords {
        switch self {
        case .documentType(let types):
            RefusalWords(
                "document-type", 422, zh: "文件内容不是所要求的类型。",
                en: "The file is not of a type that is taken.",
                zhFix: "请上传：\(types.map { $0.rawValue.uppercased() }.joined(separator: "、"))。",
                enFix: "Taken are: "
                    + types.map { $0.rawValue.uppercased() }.joined(separator: ", ") + ".")
        case .documentSize(let name, let most, let came):
            RefusalWords(
                "document-size", 413,
                zh: "“\(name.zh)”最大 \(most / 1_048_576) MB，收到的文件有 \(came) 字节，没有保存。",
                en: "“\(name.en)” has \(most / 1_048_576) MB at most; the file has \(came) bytes "
                    + "and was not kept.",
                zhFix: "请压缩，或分成几份分别上传。", enFix: "Make it smaller, or send it in parts.")
        case .documentEmpty:
            RefusalWords(
                "document-empty", 422, zh: "没有收到文件。", en: "No file came.",
                zhFix: "请选择文件后再上传。", enFix: "Choose a file, then send it.")
        case .documentLocked:
            RefusalWords(
                "document-locked", 422, zh: "文件已加密或限制了权限，无法检查其内容。",
                en: "The file is encrypted or its use restricted: nobody can look into it.",
                zhFix: "请取消密码和权限限制后重新导出，再上传。",
                enFix: "Take password and restrictions off, export it anew and send that.")
        case .documentActive:
            RefusalWords(
                "document-active", 422, zh: "文件中含有脚本、启动程序的动作或带脚本的表单，不予接收。",
                en: "The file holds a script, an action that starts a program, or a form with "
                    + "scripts: it is not taken.",
                zhFix: "请打印为新的 PDF（脚本不会保留）后再上传。",
                enFix: "Print it to a new PDF, which leaves scripts out, and send that.")
        case .documentEmbedded:
            RefusalWords(
                "document-embedded", 422, zh: "文件中嵌有其他文件，不予接收。",
                en: "Other files are embedded in the file: it is not taken.",
                zhFix: "请去掉嵌入的文件；需要的，另作一份材料上传。",
                enFix: "Take them out; send what is needed as a document of its own.")
        case .documentInfected:
            RefusalWords(
                "document-infected", 422, zh: "病毒检查发现文件含有恶意内容，不予接收。",
                en: "The scanner for viruses found something harmful in the file: it is not taken.",
                zhFix: "请检查本机是否感染病毒，重新扫描纸质原件后再上传。",
                enFix: "Look whether your computer is infected; scan the paper itself anew and "
                    + "send that.")
        case .tooManyDocuments(let most):
            RefusalWords(
                "documents-many", 422, zh: "一份申请最多 \(most) 份材料。",
                en: "An application has at most \(most) documents.", zhFix: "请先删除不需要的材料。",
                enFix: "Remove some first.")
        case .byDeclaration:
            RefusalWords(
                "by-declaration", 409, zh: "关税配额由报关单联网核销，不能手工分批使用。",
                en: "A tariff quota is written off by declarations, not by hand.",
                zhFix: "在报关单商品项填写配额证号。",
                enFix: "Name the certificate at the line of the declaration.")
        case .licenceEnded(let day, _):
            RefusalWords(
                "licence-ended", 409, zh: "有效期已于 \(day.text) 届满，不能再使用。",
                en: "It was valid until \(day.text) and cannot be drawn on any more.",
                zhFix: "请重新申请。", enFix: "Apply for a new one.")
        case .batchesUsedUp(let most, _):
            RefusalWords(
                "batches-used-up", 409, zh: "最多使用 \(most) 批，已用完。",
                en: "All of the \(most) batches are used.", zhFix: "请重新申请。",
                enFix: "Apply for a new one.")
        case .quantity:
            RefusalWords(
                "quantity", 422, zh: "数量应为大于零的数字，小数最多 5 位。",
                en: "The quantity must be a number above zero, with 5 decimals at most.",
                zhFix: "按普通小数填写，例如 120.5；不用科学计数法，也不带单位。",
                enFix: "Write it out, such as 120.5: no exponent and no unit.")
        case .quantityWhole:
            RefusalWords(
                "quantity-whole", 422, zh: "准予的数量按整数计，不能使用小数。",
                en: "What was granted is counted in whole ones: no part of one can be used.",
                zhFix: "请填写整数，例如 3。", enFix: "Write a whole number, such as 3.")
        default:
            RefusalWords(
                "not-drawable", 409, zh: "没有可分批使用的许可。",
                en: "There is nothing granted here that is drawn on in batches.",
                zhFix: "请核对编号；只有准予后的分批许可可以使用。",
                enFix: "Check the number; only a granted licence with batches is drawn on.")
        }
    }
}
