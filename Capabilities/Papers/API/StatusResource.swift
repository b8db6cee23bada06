import Kernel
import Web
import Wire

/// `/api/v1/status`: where something stands, by its number and the code of a paper about it.
struct StatusResource: Sendable {
    let desk: PaperDesk
    let sources: PaperStatus.Sources

    var route: Route {
        Route(
            .get, "/api/v1/status", access: .anyone, summary: PapersTexts.status,
            rate: PaperDesk.verifyRate,
            query: [
                Route.Query(
                    "number",
                    Localized(
                        zh: "清单、报关单或单证的编号", en: "number of the list, declaration or document"),
                    isRequired: true),
                Route.Query(
                    "code",
                    Localized(zh: "单据上的核验码", en: "verification code on a paper about it"),
                    isRequired: true),
            ]
        ) { visit in
            let found = try await desk.status(
                number: visit.query["number"] ?? "", code: visit.query["code"] ?? "", sources)
            return .json(
                JSON.object([
                    .init("number", .text(found.number)),
                    .init("state", found.status.state.json),
                    .init(
                        "events",
                        .array(
                            found.status.events.map {
                                .object([
                                    .init("name", $0.name.json),
                                    .init("at", .text($0.iso)),
                                ])
                            })),
                ]).encoded)
        }
    }

}
