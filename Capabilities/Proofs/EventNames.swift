import Kernel
import Reference
import Wire

/// What members of journal entries and their values are called for people: words of
/// `Data/event-words.csv`, and of the room for what only that room knows.
struct EventNames: Sendable {
    /// What an id of a room is called: member, value, and all members of the entry beside it.
    typealias Elsewhere = @Sendable (String, String, [String: String]) -> Localized?

    private let words: [String: Localized]
    private let elsewhere: Elsewhere

    /// Throws a `DataFault` of a damaged table.
    static func load(_ share: Share, _ elsewhere: @escaping Elsewhere) throws -> EventNames {
        var words: [String: Localized] = [:]
        var file = try DataFile("Capabilities/Proofs/Data/event-words.csv", in: share)
        let (member, value) = (try file.column("member"), try file.column("value"))
        let (zh, en) = (try file.column("zh"), try file.column("en"))
        while let row = try file.next() {
            words[key(try row.required(member, "member"), row.text(value))] = Localized(
                zh: try row.required(zh, "zh"), en: try row.required(en, "en"))
        }
        return EventNames(words: words, elsewhere: elsewhere)
    }

    private static func key(_ member: String, _ value: String) -> String { "\(member)=\(value)" }

    /// What a member is.
    func name(of member: String) -> Localized {
        words[Self.key(member, "")] ?? Localized(zh: "其他内容", en: "Further content")
    }

    /// What kind of thing an entry is about.
    func type(_ type: String) -> Localized {
        words[Self.key("type", type)] ?? Localized(zh: "业务", en: "Matter")
    }

    /// A value of a member, in words.
    func value(_ value: JSON, of member: String, beside: [String: String]) -> Localized {
        switch value {
        case .null: return Localized(zh: "无", en: "none")
        case .bool(let isTrue):
            return isTrue ? Localized(zh: "是", en: "yes") : Localized(zh: "否", en: "no")
        case .number(let text): return told(text, member, beside)
        case .text(let text):
            return text.isEmpty ? Localized(zh: "无", en: "none") : told(text, member, beside)
        case .array(let elements):
            guard !elements.isEmpty else { return Localized(zh: "无", en: "none") }
            let parts = elements.map { self.value($0, of: member, beside: beside) }
            return Localized(
                zh: parts.map(\.zh).joined(separator: "、"),
                en: parts.map(\.en).joined(separator: ", "))
        case .object(let members):
            let parts = members.map { part in
                (name(of: part.name), self.value(part.value, of: part.name, beside: beside))
            }
            return Localized(
                zh: parts.map { "\($0.zh)：\($1.zh)" }.joined(separator: "；"),
                en: parts.map { "\($0.en): \($1.en)" }.joined(separator: "; "))
        }
    }

    private func told(_ text: String, _ member: String, _ beside: [String: String]) -> Localized {
        if let word = words[Self.key(member, text)] ?? elsewhere(member, text, beside) {
            return word
        }
        return Localized(same: Self.moment(text) ?? text)
    }

    /// A moment as entries write it, `2026-11-20T09:00:00.000+08:00`, for people.
    private static func moment(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            Day(String(text.prefix(10))) != nil
        else { return nil }
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }
}

extension LegalEvent {
    /// The members of the payload, by name, as far as each is a single text.
    var members: [String: String] {
        var found: [String: String] = [:]
        for field in fields {
            for member in (try? JSON(Array(field.value.utf8)))?.members ?? [] {
                found[member.name] = member.value.string
            }
        }
        return found
    }
}

extension EventDesk {
    /// What an event is about, for people: what kind of thing, and its number where that is one
    /// that stands on papers.
    func subject(of event: LegalEvent) -> (kind: Localized, number: String?) {
        let type = event.fields.first { $0.name == "type" }?.value ?? ""
        let isID = event.subject.utf8.count == 36
            && event.subject.utf8.count { $0 == UInt8(ascii: "-") } == 4
        let hasDigits = event.subject.utf8.contains { (0x30...0x39).contains($0) }
        // What lies in an account is known by the letter or book that moved it.
        let letter = event.members["reference"]
        let number = !isID && hasDigits ? event.subject : letter.flatMap { $0.isEmpty ? nil : $0 }
        return (names.type(type), number)
    }

    /// A field in words: what it is, and what it says.
    func told(
        _ field: LegalEvent.Field, of event: LegalEvent
    ) -> [(name: Localized, value: Localized)] {
        switch field.name {
        case "kind": return [(EventWords.event, table.title(field.value))]
        case "type": return [(EventWords.matter, names.type(field.value))]
        case "subject":
            let about = subject(of: event)
            return [
                (EventWords.subject, about.number.map { Localized(same: $0) } ?? about.kind)
            ]
        case "citation": return [(EventWords.basis, Localized(same: field.value))]
        default:
            let beside = event.members
            guard let json = try? JSON(Array(field.value.utf8)), !json.members.isEmpty else {
                return [(names.name(of: ""), Localized(same: field.value))]
            }
            return json.members.map { member in
                (
                    names.name(of: member.name),
                    names.value(member.value, of: member.name, beside: beside)
                )
            }
        }
    }
}
