import Web
import Wire

/// What the API document says once and refers to.
extension APIDocument {
    static let components = JSON.object([
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

extension APIDocument.Operation {
    /// `POST /api/v1/mandates`.
    var title: String { "\(route.method.rawValue) \(route.path)" }

    /// Media types of what it answers when all is well.
    var gives: [String] {
        let last = route.path.split(separator: "/").last.map(String.init) ?? ""
        if let named = APIDocument.files[last] { return [named] }
        if let named = APIDocument.answers[title] { return named }
        let formats = route.query.contains { $0.name == "format" }
        return formats ? ["application/json", "text/csv"] : ["application/json"]
    }
}

extension APIDocument {
    /// By the end of the path.
    fileprivate static let files = [
        "pdf": "application/pdf", "due-days.ics": "text/calendar",
        "problem-days.ics": "text/calendar", "service-schema": "application/schema+json",
        "inspection-statistics.csv": "text/csv", "audit.csv": "text/csv",
        "policy-feed.atom": "application/atom+xml",
        "workbook": Self.workbook,
    ]

    private static let workbook = """
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
        """

    /// Those that answer otherwise than by JSON alone; with none, there is nothing to read (204).
    fileprivate static let answers: [String: [String]] = [
        "POST /api/v1/ceb": ["application/xml", "application/json"],
        "POST /api/v1/sandbox/ceb": ["application/xml", "application/json"],
        "POST /api/v1/dxp": ["application/xml", "application/json"],
        "GET /api/v1/receipts/{sequence}": ["application/xml", "application/json"],
        "DELETE /api/v1/sandbox": [],
        "GET /api/v1/sheets/templates/{type}": [Self.workbook],
        "GET /api/v1/applications/{number}/documents/{id}": ["application/octet-stream"],
        "GET /api/v1/inspections/{number}/media/{id}": ["image/jpeg", "image/png", "video/mp4"],
    ]
}
