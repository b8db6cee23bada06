public import Kernel

extension OriginRefusal {
    public var message: Localized { words.message }
    public var fix: Localized { words.fix }

    private var words: (message: Localized, fix: Localized) {
        switch self {
        case .notReadable:
            (
                Localized(zh: "请求内容不是 JSON 对象。", en: "The body is not a JSON object."),
                Localized(zh: "以 JSON 对象发送。", en: "Send a JSON object.")
            )
        case .input(let faults):
            (
                Localized(
                    zh: "有 \(faults.count) 项需要改正。", en: "\(faults.count) field(s) must be mended."),
                Localized(
                    zh: "按各项说明改正后重发。", en: "Mend each field as it says and send again.")
            )
        case .enterpriseNeeded:
            (
                Localized(
                    zh: "保存原产地工作表须以企业身份登录。", en: "Worksheets are kept for an enterprise."),
                Localized(
                    zh: "用企业用户或企业接口密钥操作。", en: "Sign in as a user of an enterprise or use its key.")
            )
        case .noSuchAgreement(let text):
            (
                Localized(
                    zh: "该日没有生效的协定“\(text)”。", en: "No agreement “\(text)” is in force that day."),
                Localized(
                    zh: "从协定列表中选取代号。", en: "Take an identifier from the list of agreements.")
            )
        case .noSuchWorksheet:
            (
                Localized(zh: "没有这张工作表。", en: "There is no such worksheet."),
                Localized(zh: "从本企业的工作表中选取。", en: "Choose one of your own worksheets.")
            )
        }
    }
}
