internal import Evidence
import Journal
import Kernel
import Wire

/// A legal event as it is sealed: single fields of a journal entry, each hashed by itself, so that
/// each can be shown without the others.
struct LegalEvent: Sendable, Hashable {
    /// One field. Its name is a word of the program, so that nothing of the trade stands in an
    /// entry of the log in the clear.
    struct Field: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// Enterprise it concerns, by its id: who may show it.
    let holder: String
    /// Number of the journal entry.
    let entry: Int64
    let at: Instant
    /// `inspections.concluded`, and the number of what it is about.
    let kind: String
    let subject: String
    let fields: [Field]

    /// Names of fields with what the payload says; the last takes everything that is left over.
    private static let parts: [Leaf.Word] = [
        "data.1", "data.2", "data.3", "data.4", "data.5", "data.6",
    ]
    private static let words: [Leaf.Word] = ["kind", "subject", "type", "citation", "actor"] + parts

    init(_ entry: Entry) {
        holder = entry.tenant
        self.entry = entry.sequence
        at = entry.at
        kind = entry.kind
        subject = entry.subject
        var fields = [
            Field(name: "kind", value: entry.kind), Field(name: "subject", value: entry.subject),
            Field(name: "type", value: entry.subjectType), Field(name: "actor", value: entry.actor),
        ]
        if let citation = entry.citation {
            fields.append(Field(name: "citation", value: citation))
        }
        let members = entry.payload.members
        let single = members.prefix(Self.parts.count - 1)
        for (part, member) in zip(Self.parts, single) {
            fields.append(Field(name: part.text, value: JSON.object([member]).canonical))
        }
        let rest = members.dropFirst(single.count)
        if let last = Self.parts.last, !rest.isEmpty {
            fields.append(Field(name: last.text, value: JSON.object(Array(rest)).canonical))
        }
        self.fields = fields
    }

    init(
        holder: String, entry: Int64, at: Instant, kind: String, subject: String, fields: [Field]
    ) {
        self.holder = holder
        self.entry = entry
        self.at = at
        self.kind = kind
        self.subject = subject
        self.fields = fields
    }

    /// What its holder may show. Who acted is hashed and told nobody: it concerns a person, and an
    /// authority opens it where the law says so.
    var shown: [Field] { fields.filter { !$0.name.utf8.elementsEqual("actor".utf8) } }

    /// As the log takes it.
    var logged: [(name: Leaf.Word, value: [UInt8])] {
        fields.compactMap { field in
            Self.words.first { $0.text.utf8.elementsEqual(field.name.utf8) }
                .map { ($0, Array(field.value.utf8)) }
        }
    }

    /// In and out of a column.
    var text: String {
        JSON.array(
            fields.map { .array([.text($0.name), .text($0.value)]) }
        ).canonical
    }

    static func fields(_ text: String) -> [Field]? {
        guard let json = try? JSON(Array(text.utf8)) else { return nil }
        return json.elements.compactMap { pair in
            guard pair.elements.count == 2, let name = pair.elements[0].string,
                let value = pair.elements[1].string
            else { return nil }
            return Field(name: name, value: value)
        }
    }
}
