import Kernel
import Parties
import Web
import Wire

/// `/api/v1/sites`: the register of supervised sites, with how much room there is.
struct SitesResource: Sendable {
    let desk: SiteDesk

    /// Open to everybody; each answer reads the whole register.
    static let rate = Rate(60, perSeconds: 60)
    private static let lodge = Access.permission(DeclarationsPermission.lodge)
    private static let examine = Access.permission(DeclarationsPermission.examine)

    var routes: [Route] { [list, one, apply, decide, suspend, begin] }

    private var list: Route {
        Route(
            .get, "/api/v1/sites", access: .anyone,
            summary: Localized(zh: "出口监管作业场所名录和当日余量", en: "Supervised sites and their room"),
            rate: Self.rate,
            query: [
                Route.Query(
                    "day", Localized(zh: "日期，缺省为当天", en: "The day; today without it"), kind: .day),
                Route.Query("district", Localized(zh: "关区代码", en: "Customs district")),
                Route.Query("format", Localized(zh: "csv 得到表格", en: "csv for a table")),
            ]
        ) { visit in
            let day = visit.query["day"].flatMap { Day($0) } ?? desk.clock.today
            var found = try await desk.sites(on: day, for: visit.principal)
            if let district = visit.query["district"] {
                found = found.filter { $0.site.district == district }
            }
            if visit.query["format"] == "csv" { return csv(found) }
            let registers = try await desk.registers().sorted { $0.key < $1.key }
            return .json(
                JSON.object([
                    .init("day", .text(day.text)),
                    .init("sites", .array(found.map { .object(members($0)) })),
                    .init(
                        "registers",
                        .array(
                            registers.map { district, first in
                                .object([
                                    .init("district", .text(district)),
                                    .init("from", .text(first.text)),
                                ])
                            })),
                ]).encoded)
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/sites/{code}", access: .anyone,
            summary: Localized(zh: "一个监管作业场所及近日运抵", en: "One site with its last days"),
            rate: Self.rate
        ) { visit in
            let days = try await desk.site(
                visit.parameters["code"] ?? "", days: 14, for: visit.principal)
            guard let today = days.first else { throw SiteRefusal.noSuchSite }
            return .json(
                JSON.object(
                    members(today) + [
                        .init(
                            "days",
                            .array(
                                days.map {
                                    .object([
                                        .init("day", .text($0.day.text)),
                                        .init("parcels", .integer($0.parcels)),
                                        .init("free", .integer($0.free)),
                                        .init("overfull", .bool($0.isOverfull)),
                                    ])
                                }))
                    ]
                ).encoded)
        }
    }

    private var apply: Route {
        Route(
            .post, "/api/v1/sites", access: Self.lodge,
            summary: Localized(zh: "申请登记监管作业场所", en: "Apply for a site")
        ) { visit in
            guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
            let json = try? JSON(visit.body)
            func text(_ name: String) -> String { json?[name]?.string?.trimmedBlanks ?? "" }
            let site = try await desk.apply(
                SiteDesk.Application(
                    code: text("code"), district: text("district"), name: text("name"),
                    nameEn: text("nameEn"), address: text("address"),
                    capacity: json?["capacity"]?.integer ?? 0,
                    area: json?["area"]?.integer ?? 0,
                    equipment: (json?["equipment"]?.elements ?? []).map {
                        SupervisedSite.Equipment(
                            name: $0["name"]?.string?.trimmedBlanks ?? "",
                            count: Int($0["count"]?.integer ?? 0))
                    }), by: principal)
            return .json(answer(site), status: 201)
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/sites/{code}/decision", access: Self.examine,
            summary: Localized(zh: "审核监管作业场所", en: "Decide about a site")
        ) { visit in
            let (code, officer, json) = try asked(visit)
            switch json["decision"]?.string {
            case "approve":
                return .json(
                    answer(
                        try await desk.approve(
                            code, from: try day(json, "from") ?? desk.clock.today,
                            to: try day(json, "to"), by: officer)))
            case "refuse":
                return .json(
                    answer(
                        try await desk.refuse(
                            code, reason: json["reason"]?.string ?? "", by: officer)))
            default: throw SiteRefusal.input(["decision"])
            }
        }
    }

    private var suspend: Route {
        Route(
            .post, "/api/v1/sites/{code}/suspension", access: Self.examine,
            summary: Localized(zh: "暂停或恢复监管作业场所", en: "Suspend or resume a site")
        ) { visit in
            let (code, officer, json) = try asked(visit)
            if json["resume"]?.boolean == true {
                return .json(answer(try await desk.resume(code, by: officer)))
            }
            return .json(
                answer(
                    try await desk.suspend(
                        code, from: try day(json, "from") ?? desk.clock.today,
                        to: try day(json, "to"), reason: json["reason"]?.string ?? "",
                        by: officer)))
        }
    }

    private var begin: Route {
        Route(
            .post, "/api/v1/site-registers", access: Self.examine,
            summary: Localized(
                zh: "关区自某日起按名录核对运抵", en: "From which day arrivals of a district are checked")
        ) { visit in
            let (_, officer, json) = try asked(visit)
            guard let first = try day(json, "from"), let district = json["district"]?.string
            else { throw SiteRefusal.input(["district", "from"]) }
            try await desk.begin(district, on: first, by: officer)
            return .json(
                JSON.object([
                    .init("district", .text(district)), .init("from", .text(first.text)),
                ]).encoded)
        }
    }

    private func asked(_ visit: Visit) throws -> (String, Principal, JSON) {
        guard let officer = visit.principal else { throw WebRefusal.signInNeeded }
        return (visit.parameters["code"] ?? "", officer, (try? JSON(visit.body)) ?? .object([]))
    }

    private func day(_ json: JSON, _ name: String) throws -> Day? {
        guard let text = json[name]?.string else { return nil }
        guard let day = Day(text) else { throw SiteRefusal.decision }
        return day
    }

    private func answer(_ site: SupervisedSite) -> String {
        let day = desk.clock.today
        return JSON.object(
            members(
                SiteDay(site: site, day: day, parcels: 0, standing: site.standing(on: day)))
        ).encoded
    }

    private func members(_ one: SiteDay) -> [JSON.Member] {
        let site = one.site
        let name = desk.register.enterprise(id: site.operatorID)?.localizedName
        return [
            .init("code", .text(site.code)), .init("district", .text(site.district)),
            .init("name", site.title.json),
            .init("operator", (name ?? Localized(same: "–")).json),
            .init("address", .text(site.address)), .init("capacity", .integer(site.capacity)),
            .init("area", .integer(site.area)),
            .init(
                "equipment",
                .array(
                    site.equipment.map {
                        .object([
                            .init("name", .text($0.name)),
                            .init("count", .integer(Int64($0.count))),
                        ])
                    })),
            .init("standing", .text(one.standing.rawValue)),
            .init("standingName", one.standing.name.json),
            .init("from", .optional(site.from?.text)), .init("to", .optional(site.to?.text)),
            .init("suspendedFrom", .optional(site.suspendedFrom?.text)),
            .init("suspendedTo", .optional(site.suspendedTo?.text)),
            .init("reason", .text(site.reason)), .init("parcels", .integer(one.parcels)),
            .init("free", .integer(one.free)), .init("overfull", .bool(one.isOverfull)),
        ]
    }

    private func csv(_ found: [SiteDay]) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "code", "district", "name", "operator", "capacity", "parcels", "free", "standing",
            "valid_from", "valid_to",
        ])
        for one in found {
            writer.write([
                one.site.code, one.site.district, one.site.name,
                desk.register.enterprise(id: one.site.operatorID)?.name ?? "",
                String(one.site.capacity), String(one.parcels), String(one.free),
                one.standing.rawValue, one.site.from?.text ?? "", one.site.to?.text ?? "",
            ])
        }
        return Answer(
            status: 200, headers: [.init("content-type", "text/csv; charset=utf-8")],
            body: writer.take())
    }
}
