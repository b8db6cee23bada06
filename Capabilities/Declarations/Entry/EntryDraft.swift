import Kernel
import Wire

/// A declaration as somebody is writing it: values by element name, as the message will have them.
struct EntryDraft: Sendable, Hashable {
    var head: [String: String] = [:]
    var lines: [[String: String]] = []
    /// Pre-entry number of the refused list it mends; empty for a new one.
    var mends = ""
    /// `1` for a new document, `2` for one that changes what was sent before.
    var appType = "1"

    /// Most lines on a page; more go by spreadsheet or message. A line has some twenty fields, and
    /// a form has an upper limit of fields (`Form.mostPairs`).
    static let mostLines = 40

    init() {}

    init(encoded: [UInt8]) {
        guard let json = try? JSON(encoded) else { return }
        head = EntryDraft.values(json["head"])
        lines = (json["lines"]?.elements ?? []).map { EntryDraft.values($0) }
        mends = json["mends"]?.string ?? ""
        appType = json["appType"]?.string ?? "1"
    }

    var encoded: [UInt8] {
        Array(
            JSON.object([
                .init("head", EntryDraft.json(head)),
                .init("lines", .array(lines.map(EntryDraft.json))), .init("mends", .text(mends)),
                .init("appType", .text(appType)),
            ]).encoded.utf8)
    }

    static func json(_ values: [String: String]) -> JSON {
        .object(values.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) })
    }

    static func values(_ json: JSON?) -> [String: String] {
        var values: [String: String] = [:]
        for member in json?.members ?? [] {
            if let text = member.value.string, !text.isEmpty { values[member.name] = text }
        }
        return values
    }
}
