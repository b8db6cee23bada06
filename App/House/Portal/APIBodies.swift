import Kernel
import Wire

/// What operations take as their body: a table beside the routes (`Data/bodies.tsv`), which a test
/// holds against the routes and against what they say to the examples in it.
struct APIBodies: Sendable {
    /// One member of a JSON object.
    struct Member: Sendable {
        enum Kind: String, Sendable {
            case text, date, integer, number, boolean, object, objects, texts
        }

        /// Names from the outside in: `["citation", "article"]`; `["*"]` for whatever the form has.
        let path: [String]
        let kind: Kind
        /// The only values there are; empty where any may stand.
        let choices: [String]
        let isNeeded: Bool
        /// Nil where it is better left out of an example.
        let example: JSON?
        let about: Localized

        var name: String { path.joined(separator: ".") }
    }

    enum Body: Sendable {
        /// Nothing is read.
        case empty
        /// Media types of a file that is the body.
        case file([String])
        case members([Member])
    }

    private let bodies: [String: Body]

    /// Operations that the table knows: `POST /api/v1/mandates`.
    var operations: Set<String> { Set(bodies.keys) }

    subscript(operation: String) -> Body? { bodies[operation] }

    /// Throws with the line that cannot be read.
    static func load(_ share: Share) throws -> APIBodies {
        var bodies: [String: Body] = [:]
        for row in try TabTable(share, "App/House/Data/bodies.tsv", columns: 7).rows {
            let operation = row[0]
            switch row[1] {
            case "-": bodies[operation] = .empty
            case "=": bodies[operation] = .file(row[2].split(separator: " ").map(String.init))
            default:
                guard let member = Member(row) else {
                    throw TabTable.Broken(what: "App/House/Data/bodies.tsv: \(operation) \(row[1])")
                }
                if case .members(let before) = bodies[operation] {
                    bodies[operation] = .members(before + [member])
                } else {
                    bodies[operation] = .members([member])
                }
            }
        }
        return APIBodies(bodies: bodies)
    }
}

extension APIBodies.Member {
    /// Nil when kind or example are none.
    fileprivate init?(_ row: [String]) {
        var choices: [String] = []
        var word = row[2]
        if word.utf8.starts(with: "choice:".utf8) {
            choices = word.utf8.dropFirst(7).split(separator: UInt8(ascii: "|"))
                .map { String(decoding: $0, as: UTF8.self) }
            word = "text"
        }
        guard let kind = Kind(rawValue: word) else { return nil }
        var example: JSON?
        switch kind {
        case .text, .date, .number: example = row[4].isEmpty ? nil : .text(row[4])
        case .integer, .boolean, .object, .objects, .texts:
            guard let read = try? JSON(Array(row[4].utf8)) else { return nil }
            example = read
        }
        self.init(
            path: row[1].split(separator: ".").map(String.init), kind: kind, choices: choices,
            isNeeded: row[3] == "yes", example: example, about: Localized(zh: row[5], en: row[6]))
    }

    /// JSON Schema of the value.
    var schema: JSON {
        var members: [JSON.Member] = []
        switch kind {
        case .text: members.append(.init("type", .text("string")))
        case .date:
            members.append(.init("type", .text("string")))
            members.append(.init("format", .text("date")))
        case .integer: members.append(.init("type", .text("integer")))
        case .number:
            members.append(.init("type", .array([.text("string"), .text("number")])))
        case .boolean: members.append(.init("type", .text("boolean")))
        case .object: members.append(.init("type", .text("object")))
        case .objects, .texts:
            members.append(.init("type", .text("array")))
            let item = kind == .texts ? "string" : "object"
            members.append(.init("items", .object([.init("type", .text(item))])))
        }
        if !choices.isEmpty {
            members.append(.init("enum", .array(choices.map { .text($0) })))
        }
        members.append(.init("description", .text("\(about.zh) / \(about.en)")))
        return .object(members)
    }
}

extension APIBodies.Body {
    /// An example that is taken as far as its form goes; nil where there is no JSON.
    var example: JSON? {
        guard case .members(let members) = self else { return nil }
        return .object(
            APIBodies.Body.nested(members.filter { $0.example != nil }) { $0.example ?? .null })
    }

    /// JSON Schema of the body; nil where it is no JSON.
    var schema: JSON? {
        guard case .members(let members) = self else { return nil }
        let named = members.filter { $0.path != ["*"] }
        var schema: [JSON.Member] = [.init("type", .text("object"))]
        let inner = Dictionary(grouping: named) { $0.path.first ?? "" }
        schema.append(
            .init(
                "properties",
                .object(
                    APIBodies.Body.order(named).map { name in
                        let under = inner[name] ?? []
                        guard let one = under.first, one.path.count > 1 else {
                            return .init(name, under.first?.schema ?? .object([]))
                        }
                        return .init(
                            name,
                            .object([
                                .init("type", .text("object")),
                                .init(
                                    "properties",
                                    .object(
                                        under.map { .init($0.path.last ?? "", $0.schema) })),
                            ]))
                    })))
        let needed = named.filter { $0.isNeeded && $0.path.count == 1 }
        if !needed.isEmpty {
            schema.append(.init("required", .array(needed.map { .text($0.name) })))
        }
        return .object(schema)
    }

    private static func order(_ members: [APIBodies.Member]) -> [String] {
        var names: [String] = []
        for name in members.compactMap(\.path.first) where names.last != name {
            names.append(name)
        }
        return names
    }

    private static func nested(
        _ members: [APIBodies.Member], value: (APIBodies.Member) -> JSON
    ) -> [JSON.Member] {
        order(members).map { name in
            let under = members.filter { $0.path.first == name }
            guard let one = under.first, one.path.count > 1 else {
                return .init(name, under.first.map(value) ?? .null)
            }
            return .init(name, .object(under.map { .init($0.path.last ?? "", value($0)) }))
        }
    }
}
