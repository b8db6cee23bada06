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
                group.name, id: group.name, content: lines(group.operations, language))
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

    /// A line for each operation: a table of all of them would be too long a page.
    private func lines(
        _ operations: [APIDocument.Operation], _ language: Language
    ) -> HTML {
        let lines = operations.map { operation -> HTML in
            let route = operation.route
            return """
                <li><code>\(route.method.rawValue) \(route.path)</code> \
                \(route.summary[language]) · \(access(route.access, language))</li>
                """
        }
        return "<ul>\(lines)</ul>"
    }

    private func access(_ access: Access, _ language: Language) -> String {
        switch access {
        case .anyone: Localized(zh: "任何人", en: "anyone")[language]
        case .signedIn, .ownAccount: Localized(zh: "已登录", en: "signed in")[language]
        case .permission(let permission): permission.name
        }
    }
}
