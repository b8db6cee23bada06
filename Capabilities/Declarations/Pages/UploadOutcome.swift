import Kernel
import Reference
import Web

/// What the gateway said about a message that was sent from the page.
extension UploadPage {
    private static let repeated = Localized(
        zh: "此报文此前已收过，返回当时的回执，未重复处理。",
        en: "Received before: this is its receipt, nothing was done twice.")

    func outcome(_ outcome: Checked.Outcome?, _ type: String, _ language: Language) -> HTML? {
        switch outcome {
        case nil: nil
        case .taken(let reply): taken(reply, language)
        case .refused(let refusal): refused(refusal, language)
        }
    }

    private func taken(_ reply: Gateway.Reply, _ language: Language) -> HTML {
        let told: HTML? = reply.isRepeat ? .notice(UploadPage.repeated[language]) : nil
        let list: HTML = .table(
            caption: Localized(zh: "回执", en: "Receipt")[language],
            columns: columns(reply, language), rows: reply.results, empty: "")
        let xml = indented(String(decoding: reply.receipt, as: UTF8.self))
        return """
            \(told)\(list)
            \(.fold(
                Localized(zh: "回执报文", en: "The receipt as XML")[language],
                content: .codeBlock(xml, label: "XML")))
            """
    }

    private func columns(_ reply: Gateway.Reply, _ language: Language)
        -> [Column<Gateway.Reply.Result>]
    {
        [
            Column(
                Localized(zh: "单证", en: "Document")[language], .code, isHeader: true,
                html: { subject($0, reply.type, language) }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { result in
                    let status = Status(rawValue: result.status)
                    let tag: HTML = .tag(
                        status?.name[language]
                            ?? Localized(zh: "未通过", en: "Not accepted")[language],
                        status?.tone ?? .danger)
                    return .under(tag, String(result.status))
                }),
            Column(
                Localized(zh: "说明", en: "What it says")[language],
                html: { result in
                    let lines = says(result, language)
                    return #"<ul class="plain-list">\#(lines)</ul>"#
                }),
        ]
    }

    /// What does not hold, in the reader's language; else the words of the receipt.
    private func says(_ result: Gateway.Reply.Result, _ language: Language) -> [HTML] {
        guard result.findings.isEmpty else {
            return result.findings.map { finding in
                let code = finding.code.isEmpty ? String(result.status) : finding.code
                return """
                    <li><code>\(code)</code> <code>\(finding.element)</code> \
                    \(finding.message, language)<span class="under">\(finding.fix, language)\
                    </span></li>
                    """
            }
        }
        return ReceiptText(result.info).parts.map { part in
            let code: HTML? = part.code.isEmpty ? nil : "<code>\(part.code)</code> "
            let own = language == .en ? ReceiptSentences.english(part.words) : nil
            return "<li>\(code)\(ReceiptWords.said(part.words, own))</li>"
        }
    }

    /// A list that was taken has a page; a supporting document has a number only.
    private func subject(
        _ result: Gateway.Reply.Result, _ type: String, _ language: Language
    ) -> HTML {
        let isList = MessageType(rawValue: type)?.isInventory ?? false
        guard isList, result.status > 0 else { return "\(result.subject)" }
        return .link(result.subject, to: language.address("/declarations/\(result.subject)"))
    }

    private func refused(_ refusal: DeclarationsRefusal, _ language: Language) -> HTML {
        .notice(
            refusal.message[language], .danger,
            content: """
                <p>\(refusal.fix, language)</p>
                <p>\(.link(refusal.code, to: language.address("/problems/\(refusal.code)")))</p>
                """)
    }
}
