import Kernel
import Web
import Wire

/// Messages by hand: checked against the message tables, every fault at its place, and sent when
/// they fit.
struct UploadPage: Sendable {
    /// One message that was pasted or uploaded, and what came of it.
    struct Checked: Sendable {
        enum Outcome: Sendable {
            case taken(Gateway.Reply)
            case refused(DeclarationsRefusal)
        }

        /// Name of the file; empty for a pasted one.
        var name: String
        /// `CEB311`, or `Unknown`.
        var type: String
        var title: Localized?
        var guid: String
        var documents: Int
        var faults: [Fault]
        /// The message; nil when it is no text.
        var source: String?
        /// Nil when it was only checked.
        var outcome: Outcome?
    }

    var checked: [Checked] = []
    /// What stands in the box: nothing typed is lost.
    var pasted = ""
    var mayLodge: Bool
    /// *Send* was pressed.
    var wasSent = false
    var formToken: String
    /// Nothing was given to check.
    var isMissing = false

    static let title = Localized(zh: "上传报文", en: "Upload a message")

    /// Longer text is not put back into the box, and its whole source is not shown.
    static let mostShown = 256 * 1024

    func html(_ language: Language) -> HTML {
        let missing = Localized(
            zh: "请粘贴报文或选择文件。", en: "Paste a message or choose a file.")[language]
        return """
            \(.errorSummary(
                isMissing ? [FormError(field: "message", missing)] : [], language: language))
            \(.heading(
                UploadPage.title[language],
                lede: Localized(
                    zh: "粘贴或选择 CEB 报文。先按报文规范逐项检查，所有问题一次列出；全部符合才会报送。",
                    en: """
                        Paste or choose CEB messages. They are checked against the message tables \
                        and every fault is listed at once; only what fits is sent.
                        """)[language]))
            \(results(language))
            \(form(missing, language))
            """
    }

    private func form(_ missing: String, _ language: Language) -> HTML {
        let check: HTML = .button(
            Localized(zh: "只检查", en: "Check only")[language], mayLodge ? .secondary : .primary,
            name: "do", value: "check")
        let send: HTML? =
            mayLodge
            ? .button(
                Localized(zh: "检查并报送", en: "Check and send")[language], name: "do",
                value: "send") : nil
        return .form(
            to: language.address("/upload"), token: formToken, .upload,
            content: """
                \(.textArea(
                    Field(
                        "message", label: Localized(zh: "粘贴报文", en: "Paste messages")[language],
                        hint: Localized(
                            zh: "可一次粘贴多个报文，每个以 <?xml 开头。",
                            en: "Several may follow each other, each beginning with <?xml.")[
                                language], error: isMissing ? missing : nil, isRequired: false,
                        marksOptional: false),
                    value: pasted, rows: 14, isCode: true, language: language))
                \(.fileInput(
                    Field(
                        "files", label: Localized(zh: "或选择文件", en: "Or choose files")[language],
                        hint: Localized(
                            zh: "XML 文件，UTF-8 编码，总计不超过 10 MB，可多选。",
                            en: "XML in UTF-8, 10 MB in all, several at once.")[language],
                        isRequired: false, marksOptional: false),
                    accept: ".xml,text/xml,application/xml", allowsSeveral: true,
                    language: language))
                <p class="row">\(send) \(check)</p>
                """)
    }

    // MARK: What came of it

    private func results(_ language: Language) -> HTML? {
        guard !checked.isEmpty else { return nil }
        let items = checked.enumerated().map { result($0.element, number: $0.offset + 1, language) }
        return "\(verdict(language))\(items)"
    }

    private func verdict(_ language: Language) -> HTML {
        let faulty = checked.count { !$0.faults.isEmpty }
        let refused = checked.count { if case .refused = $0.outcome { true } else { false } }
        if faulty > 0 {
            let total = checked.reduce(0) { $0 + $1.faults.count }
            let sent =
                wasSent
                ? Localized(zh: "，未报送任何内容", en: "; nothing was sent")
                : Localized(same: "")
            return .notice(
                Localized(
                    zh: "\(checked.count) 个报文中有 \(faulty) 个不符合规范，共 \(total) 处问题\(sent.zh)",
                    en: "\(faulty) of \(counted(checked.count)) not fitting the schema,"
                        + " faults in all: \(total)\(sent.en)")[language], .danger, isNew: true)
        }
        if refused > 0 {
            return .notice(
                Localized(
                    zh: "\(refused) 个报文未被接收，原因见下",
                    en: "Not taken: \(counted(refused)); the reasons follow")[language],
                .danger, isNew: true)
        }
        let objected = checked.count { $0.isObjectedTo }
        if objected > 0 {
            return .notice(
                Localized(
                    zh: "已接收 \(checked.count) 个报文，其中 \(objected) 个有单证未通过，原因见下",
                    en: "Received \(checked.count); documents of \(objected) were refused, "
                        + "the reasons follow")[language], .danger, isNew: true)
        }
        return .notice(
            wasSent
                ? Localized(
                    zh: "已接收 \(checked.count) 个报文，回执如下",
                    en: "Received: \(counted(checked.count)); the receipts follow")[language]
                : Localized(
                    zh: "\(checked.count) 个报文全部符合规范，可以报送",
                    en: "Fitting the schema, ready to be sent: "
                        + counted(checked.count))[language],
            .success, isNew: true)
    }

    private func counted(_ count: Int) -> String {
        count == 1 ? "1 message" : "\(count) messages"
    }

    private func result(_ message: Checked, number: Int, _ language: Language) -> HTML {
        let kind = message.title.map { "\(message.type) \($0[language])" } ?? message.type
        let name = message.name.isEmpty ? kind : "\(message.name) · \(kind)"
        let fits = message.faults.isEmpty
        let tag: HTML = .tag(
            fits
                ? Localized(zh: "符合规范", en: "Fits")[language]
                : Localized(
                    zh: "\(message.faults.count) 处问题",
                    en: message.faults.count == 1
                        ? "1 fault" : "\(message.faults.count) faults")[language],
            fits ? .success : .danger)
        return .panel(
            name, id: "message-\(number)", tag: tag,
            content: """
                \(facts(message, language))
                \(.faultList(
                    message.faults, id: "fault-\(number)", source: message.source,
                    language: language, pageOfCode: { language.address("/problems/\($0)") }))
                \(outcome(message.outcome, message.type, language))
                \(source(message, number, language))
                """)
    }

    private func facts(_ message: Checked, _ language: Language) -> HTML? {
        guard message.title != nil else { return nil }
        return .summaryList(
            [
                SummaryItem(
                    "guid",
                    html: message.guid.isEmpty ? "–" : "<code>\(message.guid)</code>"),
                SummaryItem(
                    Localized(zh: "单证份数", en: "Documents")[language], String(message.documents)),
                SummaryItem(
                    Localized(zh: "报文结构", en: "Message table")[language],
                    html: .link(
                        message.type, to: language.address("/messages/\(message.type.dropFirst(3))")
                    )),
            ], isCompact: true)
    }

    private func source(_ message: Checked, _ number: Int, _ language: Language) -> HTML? {
        guard !message.faults.isEmpty, let source = message.source,
            source.utf8.count <= UploadPage.mostShown
        else { return nil }
        return .fold(
            Localized(zh: "整份报文", en: "The whole message")[language],
            note: Localized(zh: "有问题的行已标出", en: "lines at fault are marked")[language],
            content: .source(
                source, id: "source-\(number)", marked: Set(message.faults.map(\.line)),
                language: language))
    }
}

extension UploadPage.Checked {
    /// Taken, with a document in it that was refused.
    fileprivate var isObjectedTo: Bool {
        guard case .taken(let reply) = outcome else { return false }
        return reply.results.contains { $0.status < 0 || $0.status == Status.rejected.rawValue }
    }
}
