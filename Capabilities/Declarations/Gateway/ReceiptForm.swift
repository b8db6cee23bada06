import Kernel
import Wire

/// A receipt that is to be written: what came of one document.
struct ReceiptDraft: Sendable, Hashable {
    /// The request it answers.
    var type: MessageType
    /// Number of the list, or kind and number of the document.
    var subject: String
    var status: Int64
    var info: String
    /// Values of the keys by which the sender finds its document, by element name.
    var keys: [String: String]
    /// What the text says, in both languages and with its sources.
    var findings: [Finding] = []
    /// The sender's number of a document of which only this receipt is kept; nil for others.
    var refusedNumber: String?
}

/// Writes receipts as messages.
struct ReceiptForm: Sendable {
    let catalogue: MessageCatalogue
    let handlings: Handlings
    let identifiers: Identifiers
    let clock: Clock

    /// One message with all receipts of a request; they answer the same type. Without a moment they
    /// are given now.
    func write(_ drafts: [ReceiptDraft], at moment: Instant? = nil) throws -> [UInt8] {
        guard let first = drafts.first,
            let table = catalogue.table(handlings[first.type].receipt)
        else {
            throw StoreShape(what: "receipt without a document")
        }
        let time = (moment ?? clock.now()).compactMilliseconds
        let documents = drafts.map { draft in
            var head = ReceiptForm.fitting(draft.keys, in: table.head)
            head["guid"] = identifiers.next()
            head["returnStatus"] = String(draft.status)
            head["returnTime"] = time
            head["returnInfo"] = shortened(draft.info)
            return MessageDraft.Document(head: head)
        }
        return try table.write(MessageDraft(guid: identifiers.next(), documents: documents))
    }

    /// A request takes some values that its receipt does not, for instance an inventory number of
    /// less than eighteen characters. Where the receipt can do without, it goes without.
    private static func fitting(
        _ keys: [String: String], in head: RecordTable
    ) -> [String: String] {
        keys.filter { name, value in
            guard let field = head.field(name), !field.isRequired,
                case .text(let least, let most) = field.type
            else { return true }
            let length = value.unicodeScalars.count
            return length >= least && length <= most ?? .max
        }
    }

    /// So many bytes of a message that does not fit go back with its receipt. The schema has no
    /// limit; ten megabytes twice would cost everybody more than they tell.
    static let quotedBytes = 64 * 1024

    /// The answer to a message that does not fit: CEB900 with the message itself in it.
    ///
    /// - Parameter numbers: of the customs' table, one for each fault; empty where it has none.
    func misfit(
        _ body: [UInt8], type: String, guid: String, faults: [Fault], numbers: [Int64] = []
    ) -> [UInt8] {
        guard let table = catalogue.table("CEB900") else { return [] }
        let info = faults.prefix(50).enumerated().map { index, fault in
            let place = fault.path.isEmpty ? "" : "\(fault.path) "
            let code = numbers.indices.contains(index) ? String(numbers[index]) : fault.code
            return
                "[Code:\(code);Desc:\(place)L\(fault.line)"
                + " \(plain(fault.message.zh))，\(plain(fault.fix.zh))]"
        }.joined()
        let draft = MessageDraft(
            guid: identifiers.next(),
            documents: [
                MessageDraft.Document(head: [
                    "guid": identifiers.next(), "returnStatus": String(numbers.first ?? -1),
                    "returnInfo": String(info.unicodeScalars.prefix(5000).map(Character.init)),
                    "returnTime": clock.now().compactMilliseconds,
                    "oriCopMsgId": String(guid.prefix(255)),
                    "oriMessageType": type == "Unknown" ? type : "\(type)Message",
                    "oriBizMessage": quoted(body),
                ])
            ])
        return (try? table.write(draft)) ?? []
    }

    /// The message as it came, to the limit. What is no text cannot stand in a message: it goes
    /// back as its length only.
    private func quoted(_ body: [UInt8]) -> String {
        var end = min(body.count, ReceiptForm.quotedBytes)
        while end > 0, end < body.count, body[end] & 0xC0 == 0x80 { end -= 1 }
        guard let text = String(validating: body[..<end], as: UTF8.self),
            text.unicodeScalars.allSatisfy(isXMLCharacter)
        else { return "(\(body.count) bytes, not text)" }
        guard end < body.count else { return text }
        return text + "…（原报文共 \(body.count) 字节，至此截断 / cut here, \(body.count) bytes in all）"
    }

    /// The schema ends at a thousand characters.
    private func shortened(_ info: String) -> String {
        info.utf8.count <= 1000
            ? info : String(String.UnicodeScalarView(info.unicodeScalars.prefix(1000)))
    }
}

/// A promise of the message tables that was not kept: a defect of ours.
struct StoreShape: Error, Sendable {
    let what: String
}

/// `[Code:…;Desc:…]` ends at the first bracket: brackets inside become full-width ones.
func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) else {
        return text
    }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        scalars.append(scalar == "[" ? "［" : scalar == "]" ? "］" : scalar)
    }
    return String(scalars)
}

/// `[Code:1800;Desc:逻辑校验通过]`.
func coded(_ code: String, _ text: String) -> String { "[Code:\(code);Desc:\(plain(text))]" }

/// Findings as the text of a receipt: every one with its way to mend, and none twice where several
/// lines say the same.
func receiptInfo(_ findings: [Finding], code: Int64) -> String {
    var told: Set<String> = []
    return findings.map { finding in
        coded(
            finding.code.isEmpty ? String(code) : finding.code,
            "\(finding.element) \(withoutStop(finding.message.zh))；\(finding.fix.zh)")
    }.filter { told.insert($0).inserted }.joined()
}

/// Something follows it: a full stop before that would be one too many.
private func withoutStop(_ text: String) -> String {
    text.unicodeScalars.last == "。" ? String(text.unicodeScalars.dropLast()) : text
}

private func isXMLCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
}
