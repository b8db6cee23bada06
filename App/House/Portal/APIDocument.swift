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
        var group: String {
            let parts = route.path.split(separator: "/")
            return parts.count > 2 ? String(parts[2]) : String(parts.first ?? "")
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

    init(_ routes: [Route]) {
        operations = routes.filter { $0.path.hasPrefix("/api/") }.map(Operation.init)
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
            .init("paths", .object(paths)), .init("components", APIDocument.components),
        ])
    }

    private func described(_ operation: Operation) -> JSON {
        let route = operation.route
        var members: [JSON.Member] = [
            .init("operationId", .text(operation.id)),
            .init("summary", .text("\(route.summary.zh) / \(route.summary.en)")),
            .init("tags", .array([.text(operation.group)])),
        ]
        let parameters =
            operation.parameters.map { parameter($0, "path", isRequired: true, nil) }
            + route.query.map {
                parameter($0.name, "query", isRequired: $0.isRequired, $0.about)
            }
        if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
        if operation.changes { members.append(.init("requestBody", body(route))) }
        members.append(.init("responses", responses(route)))
        members.append(.init("security", security(route.access)))
        if case .permission(let permission) = route.access {
            members.append(.init("x-permission", .text(permission.name)))
        }
        return .object(members)
    }

    private func parameter(
        _ name: String, _ place: String, isRequired: Bool, _ about: Localized?
    ) -> JSON {
        var members: [JSON.Member] = [
            .init("name", .text(name)), .init("in", .text(place)),
            .init("required", .bool(isRequired)),
            .init("schema", .object([.init("type", .text("string"))])),
        ]
        if let about { members.append(.init("description", .text("\(about.zh) / \(about.en)"))) }
        return .object(members)
    }

    private func body(_ route: Route) -> JSON {
        let types = route.takes.isEmpty ? ["application/json"] : route.takes
        return .object([
            .init(
                "content",
                .object(types.map { .init($0, .object([.init("schema", .object([]))])) }))
        ])
    }

    private func responses(_ route: Route) -> JSON {
        let problem = JSON.object([
            .init("description", .text("哪里不对、怎么改 / What is wrong and how to mend it")),
            .init(
                "content",
                .object([
                    .init(
                        "application/problem+json",
                        .object([
                            .init(
                                "schema",
                                .object([.init("$ref", .text("#/components/schemas/Problem"))]))
                        ]))
                ])),
        ])
        return .object([
            .init("2XX", .object([.init("description", .text("成功 / Done"))])),
            .init("4XX", problem), .init("503", problem),
        ])
    }

    private func security(_ access: Access) -> JSON {
        guard access != .anyone else { return .array([]) }
        return .array(["key", "session"].map { .object([.init($0, .array([]))]) })
    }

    private static let components = JSON.object([
        .init(
            "securitySchemes",
            .object([
                .init(
                    "key",
                    .object([
                        .init("type", .text("http")), .init("scheme", .text("bearer")),
                        .init("description", .text("企业的接口密钥 / API key of an enterprise")),
                    ])),
                .init(
                    "session",
                    .object([
                        .init("type", .text("apiKey")), .init("in", .text("cookie")),
                        .init("name", .text("__Host-session")),
                        .init("description", .text("登录会话 / Session of a person")),
                    ])),
            ])),
        .init("schemas", .object([.init("Problem", problem)])),
    ])

    /// RFC 9457 with what `Problem` adds to it.
    private static let problem = JSON.object([
        .init("type", .text("object")),
        .init(
            "required",
            .array(
                ["type", "title", "status", "detail", "code", "message", "fix"].map { .text($0) })),
        .init(
            "properties",
            .object([
                .init("type", member("string", "规则页面 / Page about the problem")),
                .init("title", member("string", "状态的含义 / What the status means")),
                .init("status", member("integer", "HTTP 状态 / HTTP status")),
                .init("detail", member("string", "哪里不对 / What is wrong")),
                .init("instance", member("string", "请求的路径 / Path of the request")),
                .init("code", member("string", "稳定的代码 / Stable code")),
                .init("message", member("object", "中英文说明 / In both languages")),
                .init("fix", member("object", "怎么改 / How to mend it")),
                .init("field", member("string", "哪个字段 / Field at fault")),
                .init("faults", member("array", "全部问题 / Everything that is wrong")),
                .init("citation", member("object", "依据 / Legal basis")),
                .init("requestId", member("string", "日志编号 / Stands in the log")),
            ])),
    ])

    private static func member(_ type: String, _ about: String) -> JSON {
        .object([.init("type", .text(type)), .init("description", .text(about))])
    }
}
