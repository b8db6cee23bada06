import Kernel
import Web
import Wire

/// What those who write programs against the system read: the operations by family with what they
/// take and answer, examples that a test runs, what changed; and the same as OpenAPI 3.1.
struct DeveloperPages: Sendable {
    let document: APIDocument
    let families: [APIFamily]
    let changelog: String
    let site: Site

    init(_ routes: [Route], words: APIWords, changelog: String, site: Site) {
        families = words.families
        self.changelog = changelog
        self.site = site
        // The document describes itself, too.
        let itself = DeveloperPages(
            document: APIDocument([], words), families: families, changelog: "", site: site
        ).routes
        document = APIDocument(routes + itself, words)
    }

    private init(
        document: APIDocument, families: [APIFamily], changelog: String, site: Site
    ) {
        self.document = document
        self.families = families
        self.changelog = changelog
        self.site = site
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/developers", access: .anyone, summary: DeveloperWords.title
            ) { visit in start(visit) },
            Route(
                .get, "/{language}/developers/changelog", access: .anyone,
                summary: DeveloperWords.changelog
            ) { visit in
                ChangelogPage(text: changelog, site: site).answer(visit)
            },
            Route(
                .get, "/{language}/developers/{family}", access: .anyone,
                summary: DeveloperWords.families
            ) { visit in
                guard let family = families.first(where: { $0.id == visit.parameters["family"] })
                else { throw WebRefusal.notFound }
                return DeveloperFamilyPage(
                    family: family, operations: document.operations(of: family, among: families),
                    document: document, site: site
                ).answer(visit)
            },
            Route(
                .get, "/api/v1/openapi.json", access: .anyone,
                summary: Localized(zh: "接口说明（OpenAPI 3.1）", en: "This document (OpenAPI 3.1)")
            ) { _ in .json(document.json.encoded) },
        ]
    }

    private func start(_ visit: Visit) -> Answer {
        let language = visit.language
        let links = families.map { family -> TaskLink in
            let count = document.operations(of: family, among: families).count
            let counted = "\(count) \(DeveloperWords.operations[language])"
            return TaskLink(
                family.name[language], note: "\(family.lede[language]) \(counted)",
                path: "/\(language.rawValue)/developers/\(family.id)")
        }
        return site.page(
            visit, title: DeveloperWords.title[language],
            content: """
                \(.heading(
                    DeveloperWords.title[language], lede: DeveloperWords.lede[language],
                    actions: [.linkButton("OpenAPI 3.1", to: "/api/v1/openapi.json", .secondary)]))
                \(.panel(
                    DeveloperWords.start[language], id: "start", content: first(visit)))
                \(.panel(
                    DeveloperWords.families[language], id: "reference", content: .taskLinks(links)))
                \(.panel(DeveloperWords.errors[language], id: "errors", content: errors(language)))
                \(.panel(DeveloperWords.more[language], id: "more", content: also(visit)))
                """)
    }

    private func first(_ visit: Visit) -> HTML {
        let language = visit.language
        let settings = """
            export SERVER=\(visit.origin)
            export KEY=tw_…
            curl -sS --fail-with-body -H "Authorization: Bearer $KEY" "$SERVER/api/v1/parties/me"
            """
        return """
            <p>\(DeveloperWords.startWords, language)</p>
            \(.codeBlock(settings, label: DeveloperWords.command[language]))
            <h3>\(DeveloperWords.program, language)</h3>
            \(.codeBlock(DeveloperPages.pull, label: DeveloperWords.program[language]))
            """
    }

    /// Pulls every receipt, in order, from where it stopped the last time.
    static let pull = """
        import json, os, urllib.request

        def get(path):
            request = urllib.request.Request(
                os.environ["SERVER"] + path,
                headers={"Authorization": "Bearer " + os.environ["KEY"]})
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)

        after = 0                    # keep it: the next run goes on from here
        while True:
            page = get(f"/api/v1/receipts?after={after}&limit=200")
            for receipt in page["receipts"]:
                print(receipt["sequence"], receipt["type"], receipt["subject"], receipt["status"])
            if not page["receipts"]:
                break
            after = page["next"]
        """

    private func errors(_ language: Language) -> HTML {
        let lines = [400, 401, 403, 404, 409, 413, 422, 429, 503].map { status -> HTML in
            "<li><code>\(status)</code> \(DeveloperWords.status(status), language)</li>\n"
        }
        let index = HTML.link(
            DeveloperWords.errorCodes[language], to: "/\(language.rawValue)/problems")
        return """
            <p>\(DeveloperWords.errorWords, language)</p><ul>\(lines)</ul>
            <p>\(index)</p>
            """
    }

    private func also(_ visit: Visit) -> HTML {
        let language = visit.language
        var pages: [(Localized, Localized, String)] = [
            (DeveloperWords.messages, DeveloperWords.messagesNote, "/messages"),
            (DeveloperWords.codes, DeveloperWords.codesNote, "/codes"),
            (DeveloperWords.sandbox, DeveloperWords.sandboxNote, "/sandbox"),
            (DeveloperWords.changelog, DeveloperWords.changelogNote, "/developers/changelog"),
        ]
        // Nobody is led to a closed door; who is not signed in may turn out to be let in.
        if visit.principal.map({ $0.may(Permission("declarations.lodge")) }) ?? true {
            pages.append((DeveloperWords.webhooks, DeveloperWords.webhooksNote, "/webhooks"))
        }
        return .taskLinks(
            pages.map { name, note, path in
                TaskLink(name[language], note: note[language], path: "/\(language.rawValue)\(path)")
            })
    }
}
