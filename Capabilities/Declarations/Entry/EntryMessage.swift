import Kernel
import Parties
import Secrets
import Wire

/// Makes the message of a draft. The same version of a draft always gives the same bytes, so that
/// one sent twice is recognised by the gateway as the repeat it is.
struct EntryMessage: Sendable {
    let form: EntryForm
    let enterprise: Enterprise

    /// What tells this version of this draft from everything else.
    struct Key: Sendable, Hashable {
        let tenant: String
        let id: String
        let version: Int64
        /// Time of filing.
        let at: Instant
    }

    func bytes(_ draft: EntryDraft, _ key: Key) throws -> [UInt8] {
        let guid = EntryMessage.guid("message/\(key.tenant)/\(key.id)/\(key.version)")
        return try form.table.write(
            MessageDraft(
                guid: guid, documents: [document(draft, key)], transfer: transfer,
                signature: form.table.signature == .required ? unsigned : nil))
    }

    /// Who transmits. The node may be empty for an enterprise that has registered none.
    private var transfer: [String: String] {
        [
            "copCode": enterprise.customsCode ?? enterprise.codes.first ?? "",
            "copName": enterprise.name, "dxpMode": "DXP", "dxpId": enterprise.dxpID ?? "",
        ]
    }

    func document(_ draft: EntryDraft, _ key: Key) -> MessageDraft.Document {
        var head = draft.head.filter { form.table.head.field($0.key) != nil }
        for field in form.table.head.fields {
            if let value = given(field, draft, key) { head[field.name] = value }
        }
        var lines: [[String: String]] = []
        for line in draft.lines where !line.isEmpty {
            var values = line.filter { form.table.line?.field($0.key) != nil }
            values["gnum"] = String(lines.count + 1)
            for field in form.table.line?.fields ?? [] {
                if let value = field.fixed ?? EntryForm.onlyValue(of: field) {
                    values[field.name] = value
                }
            }
            lines.append(values)
        }
        return MessageDraft.Document(head: head, lines: lines)
    }

    private func given(_ field: MessageField, _ draft: EntryDraft, _ key: Key) -> String? {
        switch field.name {
        case "guid":
            EntryMessage.guid("document/\(key.tenant)/\(key.id)/\(key.version)")
        case "appType": draft.appType
        case "appTime": key.at.compact
        case "appStatus": "2"
        case "ieFlag": form.type.isImport ? "I" : "E"
        case "declTime": key.at.day.compact
        case "copNo" where form.type.isInventory:
            // A list goes by this number; a firm that has none of its own is given one.
            draft.head["copNo"] ?? "TW\(key.id.uppercased())"
        default: field.fixed ?? EntryForm.onlyValue(of: field)
        }
    }

    /// A UUID of version 8 (RFC 9562) from a name: the same name gives the same.
    static func guid(_ name: String) -> String {
        var bytes = Array(Digest.sha256(Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Array(Digest.hex(bytes).uppercased())
        return [hex[0..<8], hex[8..<12], hex[12..<16], hex[16..<20], hex[20..<32]]
            .map { String($0) }.joined(separator: "-")
    }

    /// The element the schema asks for, from an enterprise that has registered no certificate and
    /// is known by its session. It holds for nobody, and says so.
    private var unsigned: [UInt8] {
        let algorithm = "http://www.w3.org/2000/09/xmldsig#"
        let form = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
        let nothing = String(repeating: "A", count: 171) + "="
        return Array(
            """
            <ds:Signature xmlns:ds="\(algorithm)"><ds:SignedInfo>\
            <ds:CanonicalizationMethod Algorithm="\(form)"></ds:CanonicalizationMethod>\
            <ds:SignatureMethod Algorithm="\(algorithm)rsa-sha1"></ds:SignatureMethod>\
            <ds:Reference URI=""><ds:Transforms>\
            <ds:Transform Algorithm="\(algorithm)enveloped-signature"></ds:Transform>\
            </ds:Transforms><ds:DigestMethod Algorithm="\(algorithm)sha1"></ds:DigestMethod>\
            <ds:DigestValue>AAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue></ds:Reference>\
            </ds:SignedInfo><ds:SignatureValue>\(nothing)</ds:SignatureValue>\
            <ds:KeyInfo><ds:KeyName>UNSIGNED</ds:KeyName></ds:KeyInfo></ds:Signature>
            """.utf8)
    }
}
