import Balances
import Kernel
import Procedures
import Tariff
import Web
import Wire

/// `/api/v1/quota-certificates`: certificates of tariff quota, what is left, what took it.
struct QuotaResource: Sendable {
    let quota: QuotaDesk

    var routes: [Route] {
        let path = "/api/v1/quota-certificates"
        return [
            Route(
                .get, path, access: .signedIn, summary: QuotaTexts.title, handler: list),
            Route(
                .get, path + "/{number}", access: .signedIn, summary: QuotaTexts.check,
                query: [
                    Route.Query("code", QuotaTexts.code),
                    Route.Query("quantity", QuotaTexts.amount),
                    Route.Query("unit", QuotaTexts.unit),
                ], handler: one),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let found = try await quota.holdings("", for: try EntriesResource.person(visit))
        return .json(
            JSON.object([
                .init("certificates", .array(found.map { .object(Self.members($0)) }))
            ]).encoded)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let principal = try EntriesResource.person(visit)
        let ask = QuotaAsk(visit, number: visit.parameters["number"])
        let found = try await quota.holdings(ask.number, for: principal)
            .first { $0.grant.number.utf8.elementsEqual(ask.number.utf8) }
        guard let found else { throw QuotaRefusal.noSuchCertificate(ask.number) }
        var members = Self.members(found)
        if ask.isOfLine {
            let cover = try await quota.ask(
                ask.number, code: ask.code, quantity: try ask.amount(), unit: ask.unit,
                by: principal)
            members.append(.init("check", Self.json(cover)))
        }
        return .json(JSON.object(members).encoded)
    }

    private static func members(_ holding: QuotaDesk.Holding) -> [JSON.Member] {
        let grant = holding.grant
        return [
            .init("number", .text(grant.number)), .init("quota", .text(grant.quota)),
            .init("name", holding.name.json), .init("unit", .text(grant.unit)),
            .init("granted", .text(grant.granted.text)), .init("left", .text(holding.left.text)),
            .init("from", .text(grant.from.text)), .init("to", .optional(grant.to?.text)),
            .init("source", .text(grant.citation.text)),
            .init("uses", .array(holding.lines.map { line in
                .object([
                    // What was given back to the body names the certificate and no entry.
                    .init(
                        "entry",
                        line.reference == grant.number ? .null : .text(line.reference)),
                    .init("quantity", .text(line.amount.text)),
                    .init("left", .text(line.balance.text)), .init("at", .text(line.at.iso)),
                ])
            })),
        ]
    }

    private static func json(_ cover: QuotaCover) -> JSON {
        var members: [JSON.Member] = []
        switch cover.outcome {
        case .none: members.append(.init("result", .text("not-needed")))
        case .taken(let amount):
            members.append(.init("result", .text("covered")))
            members.append(.init("takes", .text(amount.text)))
        case .refused(let fault):
            let told = fault.fault(at: "")
            members.append(.init("result", .text("refused")))
            members.append(.init("code", .text(told.code)))
            members.append(.init("message", told.message.json))
            members.append(.init("fix", told.fix.json))
        }
        if let goods = cover.goods {
            members.append(.init("rate", goods.rate.json))
            members.append(.init("otherCode", .optional(goods.other?.code)))
            members.append(.init("otherRate", goods.other.map { $0.rate.json } ?? .null))
        }
        members.append(.init("explanation", cover.explanation.json))
        return .object(members)
    }
}

/// A certificate that is not there for who asks.
enum QuotaRefusal: Refusal, Hashable {
    case noSuchCertificate(String)

    var code: String { "entries.no-such-quota-certificate" }
    var status: Int { 404 }

    var message: Localized {
        switch self {
        case .noSuchCertificate(let number):
            Localized(
                zh: "没有编号为“\(number)”的关税配额证。", en: "There is no quota certificate “\(number)”.")
        }
    }

    var fix: Localized {
        Localized(
            zh: "核对证号；证号与申请号相同，例如 SW19-2026-0000001。",
            en: "Check the number: it is that of the application, such as SW19-2026-0000001.")
    }
}
