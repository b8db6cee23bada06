import Balances
import Kernel
import Parties
import Web
import Wire

/// Identity cases for officers, and for a person the own yearly amount and the report “not mine”.
struct IdentityResource: Sendable {
    let desk: IdentityDesk
    let consumers: ConsumerDesk

    /// Who guesses is slowed down; who knows needs it once.
    static let rate = Rate(6, perSeconds: 60)
    private static let examine = Access.permission(DeclarationsPermission.examine)

    var routes: [Route] { [quota, report, cases, one, decide] }

    private var quota: Route {
        Route(
            .post, "/api/v1/consumer/quota", access: .anyone,
            summary: Localized(
                zh: "消费者查询本人年度额度和名下订单", en: "A person's own yearly amount and orders"),
            rate: Self.rate
        ) { visit in
            guard let json = try? JSON(visit.body) else { throw IdentityRefusal.input }
            let answer = try await consumers.look(
                idType: json["idType"]?.string ?? "1", idNumber: json["idNumber"]?.string ?? "",
                orderNo: json["orderNo"]?.string ?? "",
                telephoneTail: json["telephoneTail"]?.string ?? "")
            return .json(Self.json(answer).encoded)
        }
    }

    private var report: Route {
        Route(
            .post, "/api/v1/consumer/reports", access: .anyone,
            summary: Localized(zh: "消费者申诉身份被冒用", en: "A person reports an order as not the own"),
            rate: Self.rate
        ) { visit in
            guard let json = try? JSON(visit.body), let ticket = json["ticket"]?.string,
                let reference = json["reference"]?.string
            else { throw IdentityRefusal.ticketEnded }
            let number = try await consumers.report(ticket: ticket, reference: reference)
            return .json(
                JSON.object([
                    .init("number", .text(number)),
                    .init("state", .text(IdentityCase.State.open.rawValue)),
                ]).encoded, status: 201)
        }
    }

    private var cases: Route {
        Route(
            .get, "/api/v1/identity-cases", access: Self.examine,
            summary: Localized(zh: "身份核查案件", en: "Identity cases"),
            query: [
                Route.Query(
                    "state",
                    Localized(zh: "open 待核查（缺省）或 decided 已有结论", en: "open, or decided"))
            ]
        ) { visit in
            guard let officer = visit.principal else { throw WebRefusal.signInNeeded }
            let found = try await desk.cases(
                isOpen: visit.query["state"] != "decided", limit: 200, for: officer)
            return .json(
                JSON.object([
                    .init("cases", .array(found.map { .object(Self.members($0)) }))
                ]).encoded)
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/identity-cases/{number}", access: Self.examine,
            summary: Localized(zh: "一起身份核查案件", en: "One identity case")
        ) { visit in
            guard let officer = visit.principal else { throw WebRefusal.signInNeeded }
            let view = try await desk.view(visit.parameters["number"] ?? "", for: officer)
            return .json(
                JSON.object(
                    Self.members(view.one) + [
                        .init("explanation", view.explanation.json),
                        .init("marks", .array(view.marks.map { .text($0.rawValue) })),
                    ]
                ).encoded)
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/identity-cases/{number}/decision", access: Self.examine,
            summary: Localized(zh: "作出身份核查结论", en: "Decide an identity case")
        ) { visit in
            guard let officer = visit.principal else { throw WebRefusal.signInNeeded }
            let json = try? JSON(visit.body)
            guard
                let outcome = json?["outcome"]?.string
                    .flatMap(IdentityDesk.Outcome.init(rawValue:))
            else { throw IdentityRefusal.outcome }
            let decided = try await desk.decide(
                visit.parameters["number"] ?? "", outcome,
                reason: json?["reason"]?.string ?? "", by: officer)
            return .json(JSON.object(Self.members(decided)).encoded)
        }
    }

    private static func members(_ one: IdentityCase) -> [JSON.Member] {
        [
            .init("number", .text(one.number)), .init("kind", .text(one.kind.rawValue)),
            .init("kindName", one.kind.name.json),
            .init("preNo", .text(one.preNo)), .init("district", .text(one.district)),
            .init("at", .text(one.at.iso)), .init("state", .text(one.state.rawValue)),
            .init("stateName", one.state.name.json),
            .init(
                "findings",
                .array(
                    one.findings.map {
                        .object([
                            .init("rule", .text($0.rule)),
                            .init("count", .integer(Int64($0.count))),
                        ])
                    })),
            .init("decidedAt", .optional(one.decidedAt?.iso)), .init("reason", .text(one.reason)),
        ]
    }

    private static func json(_ answer: ConsumerDesk.Answer) -> JSON {
        .object([
            .init("year", .integer(Int64(answer.year))),
            .init("limitYuan", .text(answer.allowance.limit.text)),
            .init("usedYuan", .text(answer.allowance.used.text)),
            .init("leftYuan", .text(answer.allowance.available.text)),
            .init("citation", .text(answer.citation.text)),
            .init(
                "orders",
                .array(
                    answer.orders.map { order in
                        .object([
                            .init("reference", .text(order.reference)),
                            .init("day", .text(order.day.text)),
                            .init("platform", order.platform.json),
                            .init("order", .text(order.order)),
                            .init("valueYuan", .text(Fixed(raw: order.value * 1000).text)),
                            .init("status", .integer(order.status.rawValue)),
                            .init("statusName", order.status.name.json),
                            .init("report", .optional(order.report?.number)),
                            .init("reportState", .optional(order.report?.state.rawValue)),
                        ])
                    })),
            .init("ticket", .text(answer.ticket)),
            .init("ticketEnds", .text(answer.ticketEnds.iso)),
        ])
    }
}
