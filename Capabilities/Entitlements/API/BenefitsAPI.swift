import Kernel
import Lists
import Papers
import Parties
import Web
import Wire

/// `/api/v1/benefits` and `/api/v1/entitlements`: what there is, and what a firm has.
struct BenefitsAPI: Sendable {
    let desk: EntitlementsDesk

    static let path = "/api/v1/benefits"
    private static let decisions = "/api/v1/entitlement-decisions"
    static let onDay = Route.Query(
        "day",
        Localized(zh: "日期，例如 2026-11-20；默认今日", en: "the day, 2026-11-20; today by default"),
        kind: .day)
    private static let code = Route.Query(
        "code", Localized(zh: "企业代码（官员）", en: "code of a firm, for officers"))
    private static let item = Route.Query(
        "item",
        Localized(
            zh: "商品编号，按商品问的政策", en: "code of the goods, where it is asked about goods"))

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: .anyone, summary: BenefitWords.benefits,
                query: [Self.onDay]
            ) { visit in
                let day = try askedDay(visit, desk.today)
                return .json(
                    JSON.object([
                        .init("day", .text(day.text)),
                        .init(
                            "benefits", .array(desk.book.rules(on: day).map(BenefitJSON.rule))),
                    ]).encoded)
            },
            Route(
                .get, Self.path + "/{benefit}", access: .anyone, summary: BenefitWords.benefit,
                query: [Self.onDay]
            ) { visit in
                let rule = try desk.rule(
                    visit.parameters["benefit"] ?? "", on: try askedDay(visit, desk.today))
                return .json(BenefitJSON.rule(rule).encoded)
            },
            Route(
                .get, Self.path + "/{benefit}/entitlement", access: .signedIn,
                summary: Localized(
                    zh: "企业某日是否享受，逐条说明", en: "Whether a firm has it on a day, explained"),
                query: [Self.onDay, Self.code, Self.item]
            ) { visit in
                let found = try desk.judge(
                    visit.parameters["benefit"] ?? "", code: visit.query["code"] ?? "",
                    day: try askedDay(visit, desk.today), item: visit.query["item"] ?? "",
                    for: try visit.person())
                return .json(BenefitJSON.verdict(found.verdict).encoded)
            },
            Route(
                .get, "/api/v1/entitlements", access: .signedIn,
                summary: Localized(zh: "企业的全部惠企政策", en: "Every benefit of a firm"),
                query: [Self.onDay, Self.code], handler: all),
        ] + events
    }

    private var events: [Route] {
        [
            Route(
                .post, Self.decisions, access: .signedIn,
                summary: Localized(
                    zh: "就一笔业务作出判断并留存", en: "Decides for one event, and keeps it")
            ) { visit in
                let json = try BenefitJSON.object(
                    visit,
                    [
                        "benefit": .text, "firm": .text, "reference": .text, "item": .text,
                        "day": .text,
                    ])
                func text(_ name: String) -> String { json[name]?.string ?? "" }
                let one = try await desk.decide(
                    EntitlementsDesk.Question(
                        benefit: text("benefit"), firm: text("firm"),
                        reference: text("reference"), item: text("item"), day: text("day")),
                    by: try visit.person())
                let (decision, verdict) = try await desk.decision(one.id, for: try visit.person())
                return .json(BenefitJSON.decision(decision, verdict).encoded, status: 201)
            },
            Route(
                .get, Self.decisions + "/{id}", access: .signedIn,
                summary: Localized(zh: "一次判断及其说明", en: "A decision, explained")
            ) { visit in
                let (decision, verdict) = try await desk.decision(
                    visit.parameters["id"] ?? "", for: try visit.person())
                return .json(BenefitJSON.decision(decision, verdict).encoded)
            },
        ] + papers
    }

    /// A decision on paper, for people and programs.
    private var papers: [Route] {
        ["/{language}/entitlement-decisions", Self.decisions].map { path in
            Route(
                .get, path + "/{id}/pdf", access: .signedIn,
                summary: Localized(zh: "享受判断（PDF）", en: "A decision on a benefit as PDF"),
                rate: PaperDesk.rate
            ) { visit in
                let draft = try await desk.paper(
                    visit.parameters["id"] ?? "", for: try visit.person())
                return try await desk.papers.answer(draft, visit)
            }
        }
    }

    private func all(_ visit: Visit) async throws -> Answer {
        let day = try askedDay(visit, desk.today)
        let found = try await desk.overview(
            code: visit.query["code"] ?? "", day: day, for: try visit.person())
        return .json(
            JSON.object([
                .init("day", .text(day.text)),
                .init("firm", found.firm.localizedName.json),
                .init("benefits", .array(found.verdicts.map(BenefitJSON.verdict))),
                .init("applied", .array(found.applied.map(BenefitJSON.applied))),
                .init(
                    "decisions",
                    .array(found.decisions.map { BenefitJSON.decision($0, nil) })),
            ]).encoded)
    }
}

/// The day of a query; one that is none is refused.
func askedDay(_ visit: Visit, _ today: Day) throws -> Day {
    guard let text = visit.query["day"], !text.isEmpty else { return today }
    guard let day = Day(text) else { throw EntitlementsRefusal.day(text) }
    return day
}
