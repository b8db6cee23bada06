import Kernel
import Wire

/// JSON Schema of shapes.
extension AnswerShape {
    func schema(_ glossary: APIGlossary, _ place: APIGlossary.Place) -> JSON {
        .object(described(nil, glossary, place))
    }

    private func described(
        _ about: Localized?, _ glossary: APIGlossary, _ place: APIGlossary.Place
    ) -> [JSON.Member] {
        var schema: [JSON.Member] = []
        if let component {
            let named = JSON.object([
                .init("$ref", .text("#/components/schemas/\(component)"))
            ])
            var rest = self
            rest.component = nil
            schema =
                rest.isUnknown
                ? named.members
                : [.init("anyOf", .array([named, rest.schema(glossary, place)]))]
        } else {
            schema = itself(glossary, place)
        }
        if let about { schema.append(.init("description", .text("\(about.zh) / \(about.en)"))) }
        return schema
    }

    private func itself(_ glossary: APIGlossary, _ place: APIGlossary.Place) -> [JSON.Member] {
        let types = self.types
        // What is free, and what nobody has seen but as null, may be anything.
        guard !types.isEmpty, types != ["null"], !kinds.contains(.any) else { return [] }
        var schema: [JSON.Member] = [
            .init("type", types.count == 1 ? .text(types[0]) : .array(types.map { .text($0) }))
        ]
        if !kinds.contains(.text) {
            schema += formats
        }
        if let item = items.first {
            schema.append(.init("items", item.schema(glossary, place)))
        }
        if let value = values.first {
            schema.append(.init("additionalProperties", value.schema(glossary, place)))
        }
        guard let members, !members.isEmpty else { return schema }
        let properties = members.map { member in
            JSON.Member(
                member.name,
                .object(member.shape.described(glossary[member.name, place], glossary, place)))
        }
        schema.append(.init("properties", .object(properties)))
        let needed = members.filter(\.isAlways).map { JSON.text($0.name) }
        if !needed.isEmpty { schema.append(.init("required", .array(needed))) }
        return schema
    }

    /// A day, a time, or either: JSON Schema knows one format a schema.
    private var formats: [JSON.Member] {
        let found: [JSON] = [(Kind.day, "date"), (.instant, "date-time")].compactMap { kind, name in
            kinds.contains(kind) ? .object([.init("format", .text(name))]) : nil
        }
        if found.count > 1 { return [.init("anyOf", .array(found))] }
        return found.first?.members ?? []
    }

    /// Names of JSON types, as JSON Schema has them.
    private var types: [String] {
        var types: [String] = []
        if members != nil || !values.isEmpty { types.append("object") }
        if !items.isEmpty { types.append("array") }
        if !kinds.isDisjoint(with: [.text, .day, .instant]) { types.append("string") }
        if kinds.contains(.number) {
            types.append("number")
        } else if kinds.contains(.integer) {
            types.append("integer")
        }
        if kinds.contains(.boolean) { types.append("boolean") }
        if kinds.contains(.null) { types.append("null") }
        return types
    }

    /// What people read: `string | null`, `[object]`.
    var words: String {
        var words: [String] = []
        if let component { words.append(component) }
        if members != nil { words.append("object") }
        if let item = items.first { words.append("[\(item.words)]") }
        if let value = values.first { words.append("{\(value.words)}") }
        words += Kind.allCases.filter(kinds.contains).map { kind in
            switch kind {
            case .text: "string"
            case .day: "date"
            case .instant: "date-time"
            default: kind.rawValue
            }
        }
        return words.isEmpty ? "any" : words.joined(separator: " | ")
    }

    /// Names of everything it refers to.
    var referred: Set<String> {
        var names: Set<String> = []
        if let component { names.insert(component) }
        for inner in items + values + (members ?? []).map(\.shape) {
            names.formUnion(inner.referred)
        }
        return names
    }
}
