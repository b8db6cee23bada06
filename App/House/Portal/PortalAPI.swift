import Kernel
import Plug
import Web
import Wire

/// The first page and the search for programs and for suggestions while somebody types.
struct PortalAPI: Sendable {
    let home: PortalHome
    let search: PortalSearch

    /// Somebody who types gets an answer to every letter; a program that reads everything does not.
    static let rate = Rate(60, perSeconds: 30)
    /// Most things of one kind in an answer.
    static let most = 20

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/search", access: .anyone,
                summary: Localized(zh: "搜索全部内容", en: "Search everything"),
                rate: PortalAPI.rate,
                query: [
                    Route.Query(
                        "q",
                        Localized(
                            zh: "编号或词语，全角半角均可", en: "A number or words, of any width"),
                        isRequired: true),
                    Route.Query(
                        "limit",
                        Localized(
                            zh: "每类最多几条，1 到 20，不填为 10",
                            en: "Most things of a kind, 1 to 20; 10 without it"), kind: .integer),
                    Route.Query(
                        "language",
                        Localized(zh: "zh 或 en", en: "zh or en")),
                ], handler: results),
            Route(
                .get, "/api/v1/needs", access: .signedIn,
                summary: Localized(zh: "现在要办的事", en: "What needs me now"), handler: needs),
        ]
    }

    private func results(_ visit: Visit) async throws -> Answer {
        let limit = visit.query["limit"].flatMap { Int($0) } ?? PortalPages.found
        let language = visit.query["language"].flatMap(Language.init(rawValue:)) ?? visit.language
        let outcome = await search.search(
            visit.query["q"] ?? "", by: visit.principal,
            limit: min(PortalAPI.most, max(1, limit)))
        let groups = outcome.groups.map { group -> JSON in
            .object([
                .init("kind", .text(group.finder.name)),
                .init("title", .text(group.finder.title[language])),
                .init(
                    "items",
                    .array(
                        group.found.map { found in
                            .object([
                                .init("title", .text(found.title[language])),
                                .init("note", found.note.map { .text($0[language]) } ?? .null),
                                .init("page", .text("/\(language.rawValue)\(found.path)")),
                                .init("exact", .bool(found.isExact)),
                            ])
                        })),
            ])
        }
        return .json(
            JSON.object([
                .init("question", .text(outcome.text)), .init("groups", .array(groups)),
                .init("unavailable", .array(outcome.missing.map { .text($0[language]) })),
            ]).encoded)
    }

    private func needs(_ visit: Visit) async throws -> Answer {
        guard let person = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let outcome = await home.gather(for: person, limit: PortalAPI.most)
        let parts = outcome.shown.filter { $0.part.tone != nil }.map { shown -> JSON in
            .object([
                .init("kind", .text(shown.part.name)),
                .init("title", .text(shown.part.title[language])),
                .init("more", .bool(shown.isCut)),
                .init("items", .array(shown.rows.map { item($0, language) })),
            ])
        }
        return .json(
            JSON.object([
                .init("needs", .array(parts)),
                .init("unavailable", .array(outcome.missing.map { .text($0[language]) })),
            ]).encoded)
    }

    private func item(_ row: HomePart.Row, _ language: Language) -> JSON {
        .object([
            .init("number", .text(row.title)), .init("kind", .text(row.kind[language])),
            .init("state", .text(row.state[language])),
            .init("note", row.note.map { .text($0[language]) } ?? .null),
            .init("page", .text("/\(language.rawValue)\(row.path)")),
            .init("since", row.since.map { .text($0.text) } ?? .null),
            .init("due", row.due.map { .text($0.text) } ?? .null),
        ])
    }
}
