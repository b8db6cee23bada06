import Kernel
import Web
import Wire

/// What those who write programs against the system read: every operation with who may use it, and
/// the same as OpenAPI 3.1.
struct DeveloperPages: Sendable {
    let document: APIDocument
    let site: Site

    static let title = Localized(zh: "开发者", en: "Developers")
    static let reference = Localized(zh: "接口一览", en: "API reference")

    var routes: [Route] {
        [
            Route(.get, "/{language}/developers", access: .anyone, summary: Self.title) { visit in
                page(visit)
            },
            Route(
                .get, "/api/v1/openapi.json", access: .anyone,
                summary: Localized(zh: "接口说明（OpenAPI 3.1）", en: "This document (OpenAPI 3.1)")
            ) { _ in .json(document.json.encoded) },
        ]
    }

    private func page(_ visit: Visit) -> Answer {
        let language = visit.language
        let groups = document.groups.map { group -> HTML in
            .panel(
                group.name, id: group.name,
                content: .table(
                    caption: group.name, columns: columns(language), rows: group.operations,
                    empty: ""))
        }
        let lede = Localized(
            zh: "用企业的接口密钥调用：Authorization: Bearer tw_…。出错时答复说明哪里不对、怎么改、依据是什么。",
            en: """
                Call it with an API key of your enterprise: Authorization: Bearer tw_…. An error \
                says what is wrong, how to mend it and on what basis.
                """)
        let curl = """
            curl -H "Authorization: Bearer $KEY" \(visit.origin)/api/v1/needs
            """
        return site.page(
            visit, title: Self.title[language],
            content: """
                \(.heading(
                    Self.title[language], lede: lede[language],
                    actions: [
                        .linkButton("OpenAPI 3.1", to: "/api/v1/openapi.json", .secondary)
                    ]))
                \(.codeBlock(curl, label: PortalWords.commandLine[language]))
                \(groups)
                """)
    }

    private func columns(_ language: Language) -> [Column<APIDocument.Operation>] {
        [
            Column(
                Localized(zh: "操作", en: "Operation")[language], .code, isHeader: true,
                text: { "\($0.route.method.rawValue) \($0.route.path)" }),
            Column(Localized(zh: "用途", en: "What for")[language]) { operation in
                operation.route.summary[language]
            },
            Column(
                Localized(zh: "谁可以用", en: "Who may")[language],
                html: { operation in
                    switch operation.route.access {
                    case .anyone: .tag(Localized(zh: "任何人", en: "Anyone")[language], .success)
                    case .signedIn, .ownAccount:
                        .tag(Localized(zh: "已登录", en: "Signed in")[language], .info)
                    case .permission(let permission):
                        "<code>\(permission.name)</code>"
                    }
                }),
        ]
    }
}
