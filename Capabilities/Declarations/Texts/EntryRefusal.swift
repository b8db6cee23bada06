import Kernel

/// Why a draft was not kept or sent. In order of precedence.
enum EntryRefusal: Refusal, Hashable {
    /// There is none, or it is another enterprise's.
    case notFound
    /// Messages of this type are not entered by hand.
    case noForm(String)
    case tooManyDrafts(limit: Int)
    case tooManyLines(limit: Int)
    /// Somebody else has changed it since.
    case changed
    /// It was sent.
    case sent(String)
    /// What was handed in is no draft.
    case input(String)
    /// Only a list that was refused or withdrawn is mended.
    case nothingToMend
    /// The enterprise signs its messages, and its key is not here.
    case signatureNeeded
    case faulty([Fault])

    static let all: [EntryRefusal] = [
        .notFound, .noForm("CEB900"), .tooManyDrafts(limit: 200), .tooManyLines(limit: 40),
        .changed, .sent(""), .input("lines"), .nothingToMend, .signatureNeeded, .faulty([]),
    ]

    var code: String {
        switch self {
        case .notFound: "declarations.draft-not-found"
        case .noForm: "declarations.draft-type"
        case .tooManyDrafts: "declarations.drafts-too-many"
        case .tooManyLines: "declarations.draft-lines"
        case .changed: "declarations.draft-changed"
        case .sent: "declarations.draft-sent"
        case .input: "declarations.draft-input"
        case .nothingToMend: "declarations.draft-nothing-to-mend"
        case .signatureNeeded: "declarations.draft-signature"
        case .faulty: "declarations.draft-faulty"
        }
    }

    var status: Int {
        switch self {
        case .notFound: 404
        case .tooManyDrafts, .changed, .sent: 409
        default: 422
        }
    }

    var field: String? {
        switch self {
        case .noForm: "type"
        case .input(let name): name
        case .tooManyLines: "lines"
        default: nil
        }
    }

    var faults: [Fault] {
        if case .faulty(let faults) = self { return faults }
        return []
    }

    var message: Localized {
        switch self {
        case .notFound: Localized(zh: "没有这份草稿。", en: "There is no such draft.")
        case .noForm(let type):
            Localized(zh: "\(type) 不能在页面填写。", en: "\(type) is not entered by hand.")
        case .tooManyDrafts(let limit):
            Localized(zh: "草稿已达 \(limit) 份上限。", en: "There are \(limit) drafts already.")
        case .tooManyLines(let limit):
            Localized(
                zh: "在页面填写最多 \(limit) 项商品。", en: "By hand, \(limit) lines of goods at most.")
        case .changed:
            Localized(
                zh: "这份草稿已在别处改过，本次填写尚未保存。",
                en: "The draft was changed elsewhere; what was sent now is not saved yet.")
        case .sent(let number):
            Localized(zh: "这份申报已报送：\(number)", en: "It was sent already: \(number)")
        case .input(let name):
            Localized(zh: "无法读取 \(name)。", en: "\(name) cannot be read.")
        case .nothingToMend:
            Localized(
                zh: "这份清单没有被退单或撤回。", en: "The list was neither refused nor withdrawn.")
        case .signatureNeeded:
            Localized(
                zh: "本企业已登记签名证书，清单须由签名卡或密钥文件签名。",
                en: "The enterprise has registered a certificate, so its lists have to be signed.")
        case .faulty(let faults):
            Localized(
                zh: "还有 \(faults.count) 处需要更正，未报送。",
                en: "Not sent: \(faults.count) to mend.")
        }
    }

    var fix: Localized {
        switch self {
        case .notFound: Localized(zh: "从草稿列表中选择。", en: "Choose one of the list.")
        case .noForm:
            Localized(zh: "请上传报文或用接口报送。", en: "Upload the message or use the interface.")
        case .tooManyDrafts:
            Localized(zh: "删除不再需要的草稿。", en: "Remove drafts that are not needed any more.")
        case .tooManyLines:
            Localized(zh: "请用表格上传。", en: "Upload a spreadsheet instead.")
        case .changed:
            Localized(
                zh: "在页面上按保存按钮，比较两边后决定；程序请重新读取草稿后再改。",
                en: "On the page, press a button that saves: it shows where they differ. Programs"
                    + " read the draft again and change it there.")
        case .sent: Localized(zh: "查看申报进展。", en: "See where it stands.")
        case .input:
            Localized(
                zh: "按接口说明填写：head 和 lines 中的值均为文本。",
                en: "See the reference: values of head and lines are texts.")
        case .nothingToMend:
            Localized(zh: "查看清单进展。", en: "See where the list stands.")
        case .signatureNeeded:
            Localized(
                zh: "下载报文，用签名工具或签名卡签名后上传。",
                en: "Download the message, sign it (tradewind messages sign, or the card) and"
                    + " upload it.")
        case .faulty:
            Localized(zh: "按列出的各处更正。", en: "Mend what is listed.")
        }
    }
}
