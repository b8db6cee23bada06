import Kernel
import Wire

/// What is said about one checked file.
struct MessagesReport: Sendable {
    let file: String
    /// `CEB311`, or `Unknown`.
    let type: String
    let documents: Int
    let faults: [Fault]

    var isValid: Bool { faults.isEmpty }

    /// What a check of the schema does not say.
    static let limits = Localized(
        zh: "注：这里只检查报文结构、长度和格式；代码、金额关系和企业资格由网关在接收时检查。",
        en: "Note: this checks structure, lengths and forms only; codes, sums and enterprises are "
            + "checked by the gateway when it takes the message.")

    init(
        file: String, input: Result<[UInt8], Fault>, _ catalogue: MessageCatalogue,
        _ envelopes: EnvelopeForm
    ) {
        self.file = file
        switch input {
        case .failure(let fault):
            type = "Unknown"
            documents = 0
            faults = [fault]
        case .success(let bytes):
            if let kind = envelopes.kind(of: bytes) {
                let found = EnvelopeReport(bytes, kind, catalogue, envelopes)
                (type, documents, faults) = (found.type, found.documents, found.faults)
                return
            }
            let reading = catalogue.read(bytes)
            type = reading.type
            documents = reading.documents.count
            faults = reading.faults
        }
    }

    /// For machines: an array of `{file, type, valid, faults}`.
    static func json(_ reports: [MessagesReport]) -> String {
        JSON.array(reports.map(\.json)).encoded
    }

    private var json: JSON {
        .object([
            JSON.Member("file", .text(file)), JSON.Member("type", .text(type)),
            JSON.Member("valid", .bool(isValid)),
            JSON.Member("faults", .array(faults.map(MessagesReport.json))),
        ])
    }

    private static func json(_ fault: Fault) -> JSON {
        .object([
            JSON.Member("code", .text(fault.code)), JSON.Member("path", .text(fault.path)),
            JSON.Member("line", .integer(fault.line)), JSON.Member("message", fault.message.json),
            JSON.Member("fix", fault.fix.json),
        ])
    }

    /// For people: the verdict, then each fault with its place and the way to mend it.
    func text(_ language: Language) -> String {
        var lines = ["\(MessagesText.harmless(file))  \(type)  \(verdict[language])"]
        for fault in faults {
            var heading: [String] = []
            if fault.line > 0 {
                let line = Localized(zh: "第 \(fault.line) 行", en: "line \(fault.line)")
                heading.append(line[language])
            }
            if !fault.path.isEmpty { heading.append(fault.path) }
            heading.append("[\(fault.code)]")
            lines.append("  " + MessagesText.harmless(heading.joined(separator: "  ")))
            lines.append("    " + MessagesText.harmless(fault.message[language]))
            lines.append("    → " + MessagesText.harmless(fault.fix[language]))
        }
        return lines.joined(separator: "\n")
    }

    private var verdict: Localized {
        if isValid {
            let noun = documents == 1 ? "document" : "documents"
            return Localized(
                zh: "符合规范，单证 \(documents) 份", en: "fits the schema, \(documents) \(noun)")
        }
        let noun = faults.count == 1 ? "fault" : "faults"
        return Localized(
            zh: "不符合规范，错误 \(faults.count) 处", en: "does not fit, \(faults.count) \(noun)")
    }
}
