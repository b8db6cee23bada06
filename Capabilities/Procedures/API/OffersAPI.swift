import Kernel
import Web
import Wire

/// `/api/v1/services/{service}/offers` and `…/register`: what can be chosen, and what was granted,
/// open to everybody; the body that keeps the offers makes and closes them.
struct OffersAPI: Sendable {
    let desk: CaseDesk

    var routes: [Route] {
        let path = "/api/v1/services/{service}"
        let decide = Access.permission(ProceduresCapability.decide)
        return [
            Route(
                .get, path + "/offers", access: .anyone,
                summary: Localized(zh: "可选的场次、批次、目录项", en: "What can be chosen"),
                handler: list),
            Route(
                .post, path + "/offers", access: decide,
                summary: Localized(zh: "发布场次、批次、目录项", en: "Publishes an offer"),
                handler: make),
            Route(
                .post, path + "/offers/{offer}/closing", access: decide,
                summary: Localized(zh: "停止受理", en: "Closes an offer")
            ) { visit in
                let offer = try await desk.closeOffer(
                    visit.parameters["offer"] ?? "", by: try visit.person())
                return .json(CaseJSON.offer(offer, on: desk.clock.today).encoded)
            },
            Route(
                .get, path + "/register", access: .anyone,
                summary: Localized(zh: "公开查询的登记", en: "The public register of a service"),
                query: [
                    Route.Query(
                        "q",
                        Localized(
                            zh: "编号、名称或内容中的文字", en: "words of number, name or content"))
                ], handler: register),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let id = visit.parameters["service"] ?? ""
        guard let service = desk.catalogue.current(id, on: desk.clock.today) else {
            throw ProceduresRefusal.noSuchService(id)
        }
        let offers = try await desk.offers(of: service.id)
        let today = desk.clock.today
        return .json(
            JSON.object([
                .init("service", .text(service.id)),
                .init("offers", .array(offers.map { CaseJSON.offer($0, on: today) })),
            ]).encoded)
    }

    private func make(_ visit: Visit) async throws -> Answer {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ProceduresRefusal.notReadable
        }
        func text(_ name: String) -> String {
            switch json[name] {
            case .text(let text): text
            case .number(let digits): digits
            default: ""
            }
        }
        let offer = try await desk.offer(
            CaseDesk.OfferRequest(
                service: visit.parameters["service"] ?? "", titleZh: text("title-zh"),
                titleEn: text("title-en"), note: text("note"), opens: text("opens"),
                closes: text("closes"), day: text("day"), hours: text("hours"),
                capacity: text("capacity")), by: try visit.person())
        return .json(CaseJSON.offer(offer, on: desk.clock.today).encoded, status: 201)
    }

    private func register(_ visit: Visit) async throws -> Answer {
        let id = visit.parameters["service"] ?? ""
        let words = (visit.query["q"] ?? "").trimmedText
        let found = try await desk.register(of: id, words: words)
        let today = desk.clock.today
        return .json(
            JSON.object([
                .init("service", .text(id)), .init("title", CaseJSON.words(found.rule.title)),
                .init("entries", .array(found.entries.map { CaseJSON.entry($0, on: today) })),
            ]).encoded)
    }
}
