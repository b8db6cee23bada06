import Kernel
import Web
import Wire

/// Unused preferences for programs.
struct UnusedResource: Sendable {
    let desk: PastTradeDesk
    let clock: Clock

    var routes: [Route] { [look, keep, kept, utilisation] }

    private func time(_ visit: Visit) throws -> (from: Day, to: Day) {
        let usual = desk.usualTime
        func day(_ name: String, _ other: Day) throws -> Day {
            let query = try TariffQuery(visit, known: TariffQuery.time, today: clock.today)
            guard let text = query[name] else { return other }
            guard let day = Day(text) else { throw LookupRefusal.dayForm(text, field: name) }
            return day
        }
        return (try day("from", usual.from), try day("to", usual.to))
    }

    private func answer(_ report: UnusedPreferences.Report, _ visit: Visit) -> Answer {
        let answer = UnusedAnswer(book: desk.book, report: report)
        return visit.wantsCSV ? answer.csv(visit.language) : .json(answer.json.encoded)
    }

    private var look: Route {
        Route(
            .post, "/api/v1/tariff/unused", access: .anyone,
            summary: Localized(
                zh: "排查报关单表体（不保存）", en: "Look for unused preferences, keeping nothing"),
            bodyLimit: 4 << 20, rate: Rate(20, perSeconds: 60), query: [TariffQuery.format]
        ) { visit in
            _ = try TariffQuery(visit, known: [TariffQuery.format], today: clock.today)
            let lines = try PastLinesFile(book: desk.book, today: clock.today).read(visit.body)
            return answer(desk.report(on: lines), visit)
        }
    }

    private var keep: Route {
        Route(
            .post, "/api/v1/tariff/past-lines", access: .permission(PastTradeDesk.keep),
            summary: Localized(zh: "保存本企业报关单表体", en: "Keep lines of past declarations"),
            bodyLimit: 4 << 20, rate: Rate(20, perSeconds: 60)
        ) { visit in
            guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
            let lines = try PastLinesFile(book: desk.book, today: clock.today).read(visit.body)
            try await desk.keep(lines, by: principal)
            return .json(JSON.object([.init("kept", .integer(lines.count))]).encoded, status: 201)
        }
    }

    private var kept: Route {
        Route(
            .get, "/api/v1/tariff/unused", access: .permission(PastTradeDesk.read),
            summary: Localized(
                zh: "本企业已保存报关单的少享优惠", en: "Unused preferences of one's kept lines"),
            rate: Rate(20, perSeconds: 60), query: TariffQuery.time + [TariffQuery.format]
        ) { visit in
            guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
            let time = try time(visit)
            return answer(
                try await desk.report(of: principal.enterprise, from: time.from, to: time.to),
                visit)
        }
    }

    private var utilisation: Route {
        Route(
            .get, "/api/v1/tariff/utilisation", access: .permission(PastTradeDesk.statistics),
            summary: Localized(zh: "协定利用率统计", en: "How far agreements are used"),
            rate: Rate(5, perSeconds: 60), query: TariffQuery.time
        ) { visit in
            let time = try time(visit)
            let all = try await desk.utilisation(from: time.from, to: time.to)
            let shown: [JSON] = all.map { one in
                guard one.isShown else {
                    // Figures of one or two firms would tell what these firms do.
                    return .object([
                        .init("agreement", .text(one.sum.agreement)),
                        .init("withheld", .bool(true)),
                    ])
                }
                guard case .object(let members) = UnusedAnswer.json(one.sum) else { return .null }
                return .object(members + [.init("firms", .integer(one.firms))])
            }
            return .json(
                JSON.object([
                    .init("from", .text(time.from.text)), .init("to", .text(time.to.text)),
                    .init("fewestFirms", .integer(PastTradeDesk.fewestFirms)),
                    .init("agreements", .array(shown)),
                ]).encoded)
        }
    }
}
