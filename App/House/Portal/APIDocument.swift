import Kernel
import Web
import Wire

/// The description of the interface for programs (OpenAPI 3.1), made of the routes that serve it:
/// what is not served is not described, and what is served is.
struct APIDocument: Sendable {
    /// One thing a program may do.
    struct Operation: Sendable {
        let route: Route

        /// `/api/v1/declarations/{preNo}` is among `declarations`.
        let group: String
        /// The segment after that; empty where there is none.
        let part: String

        init(route: Route) {
            self.route = route
            let parts = route.path.split(separator: "/", maxSplits: 4)
            group = parts.count > 2 ? String(parts[2]) : String(parts.first ?? "")
            part = parts.count > 3 ? String(parts[3]) : ""
        }

        /// Unique: `get-declarations-preNo`.
        var id: String {
            let parts = route.path.split(separator: "/").dropFirst(2).map { part in
                part.filter { $0 != "{" && $0 != "}" }
            }
            return ([route.method.rawValue.lowercased()] + parts).joined(separator: "-")
        }

        /// Names in braces.
        var parameters: [String] {
            route.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
        }

        var changes: Bool {
            switch route.method {
            case .get, .head: false
            default: true
            }
        }
    }

    let operations: [Operation]
    private let words: APIWords

    var bodies: APIBodies { words.bodies }
    var answers: APIAnswers { words.answers }
    var examples: APIExamples { words.examples }
    var glossary: APIGlossary { words.glossary }

    init(_ routes: [Route], _ words: APIWords) {
        self.words = words
        operations = routes.filter { $0.path.hasPrefix("/api/") }.map(Operation.init(route:))
            .sorted { one, two in
                (one.route.path, one.route.method.rawValue)
                    < (two.route.path, two.route.method.rawValue)
            }
    }

    /// Operations by group, in order.
    var groups: [(name: String, operations: [Operation])] {
        Dictionary(grouping: operations, by: \.group).sorted { $0.key < $1.key }
            .map { (name: $0.key, operations: $0.value) }
    }

    // MARK: The document

    var json: JSON {
        var paths: [JSON.Member] = []
        var path = ""
        var methods: [JSON.Member] = []
        for operation in operations {
            if operation.route.path != path {
                if !methods.isEmpty { paths.append(.init(path, .object(methods))) }
                path = operation.route.path
                methods = []
            }
            methods.append(
                .init(operation.route.method.rawValue.lowercased(), described(operation)))
        }
        if !methods.isEmpty { paths.append(.init(path, .object(methods))) }
        return .object([
            .init("openapi", .text("3.1.0")),
            .init(
                "info",
                .object([
                    .init("title", .text("信风 Tradewind")), .init("version", .text("1")),
                    .init("summary", .text("国际贸易单一窗口 / Trade single window")),
                    .init(
                        "license",
                        .object([
                            .init("name", .text("Apache-2.0")),
                            .init("identifier", .text("Apache-2.0")),
                        ])),
                ])),
            .init("servers", .array([.object([.init("url", .text("/"))])])),
            .init("tags", .array(groups.map { .object([.init("name", .text($0.name))]) })),
            .init("paths", .object(paths)), .init("components", components),
        ])
    }

    private func described(_ operation: Operation) -> JSON {
        let route = operation.route
        var members: [JSON.Member] = [
            .init("operationId", .text(operation.id)),
            .init("summary", .text("\(route.summary.zh) / \(route.summary.en)")),
            .init("tags", .array([.text(operation.group)])),
        ]
        let place = APIGlossary.Place(operation)
        let parameters =
            operation.parameters.map {
                parameter($0, "path", .text, isRequired: true, glossary[$0, place])
            }
            + route.query.map {
                parameter($0.name, "query", $0.kind, isRequired: $0.isRequired, $0.about)
            }
        if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
        if let body = body(operation) { members.append(.init("requestBody", body)) }
        members.append(.init("responses", responses(operation)))
        members.append(.init("security", security(route.access)))
        if case .permission(let permission) = route.access {
            members.append(.init("x-permission", .text(permission.name)))
        }
        return .object(members)
    }

    private func parameter(
        _ name: String, _ place: String, _ kind: Route.Query.Kind, isRequired: Bool,
        _ about: Localized?
    ) -> JSON {
        var schema = [JSON.Member("type", .text(kind == .integer ? "integer" : "string"))]
        if kind == .day { schema.append(.init("format", .text("date"))) }
        var members: [JSON.Member] = [
            .init("name", .text(name)), .init("in", .text(place)),
            .init("required", .bool(isRequired)),
            .init("schema", .object(schema)),
        ]
        if let about { members.append(.init("description", .text("\(about.zh) / \(about.en)"))) }
        return .object(members)
    }

    /// Nil for operations without a body.
    private func body(_ operation: Operation) -> JSON? {
        guard operation.changes else { return nil }
        let kinds: [JSON.Member]
        switch bodies[operation.title] {
        case .empty, nil: return nil
        case .file(let types):
            let file = JSON.object([
                .init("type", .text("string")), .init("format", .text("binary")),
            ])
            kinds = types.map { .init($0, .object([.init("schema", file)])) }
        case .members?:
            let body = bodies[operation.title]
            kinds = [
                .init(
                    "application/json",
                    .object([
                        .init("schema", body?.schema ?? .object([])),
                        .init("example", body?.example ?? .object([])),
                    ]))
            ]
        }
        return .object([.init("required", .bool(true)), .init("content", .object(kinds))])
    }

    private func responses(_ operation: Operation) -> JSON {
        let schema = JSON.object([
            .init("schema", .object([.init("$ref", .text("#/components/schemas/Problem"))]))
        ])
        var refusals = [JSON.Member("application/problem+json", schema)]
        if case .file(let types) = bodies[operation.title], types.contains("application/xml") {
            // Refusals in the protocol of the message.
            refusals.append(.init("application/xml", .object([])))
        }
        let problem = JSON.object([
            .init("description", .text("哪里不对、怎么改 / What is wrong and how to mend it")),
            .init("content", .object(refusals)),
        ])
        let answer = answers[operation.title]
        let given = (answer?.types ?? []).map { type in
            let shape = type == "application/json" ? answer?.shape : nil
            let schema = shape?.schema(glossary, .init(operation))
            var content: [JSON.Member] = schema.map { [.init("schema", $0)] } ?? []
            if type == "application/json", let example = examples[operation.title] {
                content.append(.init("example", example))
            }
            return JSON.Member(type, .object(content))
        }
        var done: [JSON.Member] = [.init("description", .text("成功 / Done"))]
        if !given.isEmpty { done.append(.init("content", .object(given))) }
        return .object([
            .init("2XX", .object(done)), .init("4XX", problem), .init("503", problem),
        ])
    }

    private func security(_ access: Access) -> JSON {
        guard access != .anyone else { return .array([]) }
        return .array(["key", "session"].map { .object([.init($0, .array([]))]) })
    }
}
