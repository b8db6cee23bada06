import Web
import Wire

/// What the API document says once and refers to.
extension APIDocument {
    var components: JSON {
        let shapes = answers.components.sorted { $0.key < $1.key }.map { name, shape in
            JSON.Member(name, shape.schema(glossary, .init(component: name)))
        }
        return .object([
            .init("securitySchemes", APIDocument.securitySchemes),
            .init("schemas", .object([.init("Problem", APIDocument.problem)] + shapes)),
        ])
    }

    private static let securitySchemes = JSON.object([
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
                .init("message", shape("Localized", "中英文说明 / In both languages")),
                .init("fix", shape("Localized", "怎么改 / How to mend it")),
                .init("field", member("string", "哪个字段 / Field at fault")),
                .init("faults", faults),
                .init("citation", shape("Citation", "依据 / Legal basis")),
                .init("requestId", member("string", "日志编号 / Stands in the log")),
            ])),
    ])

    private static let faults = JSON.object([
        .init("type", .text("array")),
        .init("description", .text("全部问题 / Everything that is wrong")),
        .init(
            "items",
            .object([
                .init("type", .text("object")),
                .init(
                    "properties",
                    .object([
                        .init("code", member("string", "稳定的代码 / Stable code")),
                        .init("path", member("string", "在报文中的位置 / Where in the message")),
                        .init("line", member("integer", "第几行 / Line")),
                        .init("message", shape("Localized", "哪里不对 / What is wrong")),
                        .init("fix", shape("Localized", "怎么改 / How to mend it")),
                        .init("citation", shape("Citation", "这一项的依据 / Basis of this one")),
                    ])),
            ])),
    ])

    private static func shape(_ name: String, _ about: String) -> JSON {
        .object([
            .init("$ref", .text("#/components/schemas/\(name)")),
            .init("description", .text(about)),
        ])
    }

    private static func member(_ type: String, _ about: String) -> JSON {
        .object([.init("type", .text(type)), .init("description", .text(about))])
    }
}

extension APIDocument.Operation {
    /// `POST /api/v1/mandates`.
    var title: String { "\(route.method.rawValue) \(route.path)" }
}
