import Kernel
import Web
import Wire

/// Look-ups for programs; no account is needed.
struct TariffResource: Sendable {
    let book: TariffBook
    let clock: Clock

    /// Most lines a search gives.
    static let mostFound = 100

    var routes: [Route] { [search, code, best, taxes, exchange, quotas] }

    private func query(_ visit: Visit, _ known: [Route.Query]) throws -> TariffQuery {
        try TariffQuery(visit, known: known, today: clock.today)
    }

    private var search: Route {
        Route(
            .get, "/api/v1/tariff/codes", access: .anyone,
            summary: Localized(zh: "按品名或编号开头查商品编号", en: "Goods codes by words or digits"),
            query: TariffQuery.search
        ) { visit in
            let query = try query(visit, TariffQuery.search)
            let day = try query.day
            try book.inEdition(day)
            let found = book.look(
                for: try query.required("q"), on: day, limit: TariffResource.mostFound)
            if visit.wantsCSV {
                return TariffCSV(book: book, day: day, language: visit.language)
                    .lines(found.lines)
            }
            return .json(TariffJSON(book: book, day: day).found(found).encoded)
        }
    }

    private var code: Route {
        Route(
            .get, "/api/v1/tariff/codes/{code}", access: .anyone,
            summary: Localized(zh: "一个编号：税率或下级编号", en: "A code: its rates, or what is below"),
            query: [TariffQuery.on, TariffQuery.format]
        ) { visit in
            let day = try query(visit, []).day
            let json = TariffJSON(book: book, day: day)
            let given = visit.parameters["code"] ?? ""
            guard let digits = given.halfWidth.codeDigits else {
                throw LookupRefusal.codeForm(given)
            }
            if digits.utf8.count < 9 {
                let branch = try book.branch(digits, on: day)
                if visit.wantsCSV {
                    return TariffCSV(book: book, day: day, language: visit.language)
                        .lines(book.codes.lines(under: digits, on: day))
                }
                return .json(json.branch(branch).encoded)
            }
            let line = try book.line(digits, on: day)
            if visit.wantsCSV {
                return TariffCSV(book: book, day: day, language: visit.language).lines([line])
            }
            return .json(json.line(line).encoded)
        }
    }

    private var best: Route {
        Route(
            .get, "/api/v1/tariff/best", access: .anyone,
            summary: Localized(zh: "最优税率", en: "The best lawful rate"),
            query: TariffQuery.best
        ) { visit in
            let best = try best(query(visit, TariffQuery.best))
            if visit.wantsCSV {
                return TariffCSV(book: book, day: best.day, language: visit.language).best(best)
            }
            return .json(TariffJSON(book: book, day: best.day).best(best).encoded)
        }
    }

    /// What a query for the best rate asks.
    func best(_ query: TariffQuery) throws -> BestRate {
        let day = try query.day
        let origin = try book.origin(query.required("origin"))
        let amount = try query.amount("value")
        let given = try query["currency"].flatMap { currency in
            try amount.map { Money($0, try book.currency(currency)) }
        }
        let value = try given.map { try book.exchange.yuan($0, on: day) } ?? amount
        let route = query.form.all("route").filter { !$0.trimmedBlanks.isEmpty }
        var best = try book.bestRate(
            query.required("code"), from: origin, on: day, value: value,
            quantities: query.quantities(),
            route: route.isEmpty ? nil : book.route(route.joined(separator: " ")))
        best.given = given.flatMap { $0.currency == .cny ? nil : $0 }
        return best
    }

    private var taxes: Route {
        Route(
            .post, "/api/v1/tariff/taxes", access: .anyone,
            summary: Localized(zh: "一票货物的进口税款", en: "Import taxes of a consignment"),
            bodyLimit: 4 << 20, rate: Rate(20, perSeconds: 60), query: TariffQuery.consignment
        ) { visit in
            let query = try query(visit, TariffQuery.consignment)
            let input = ConsignmentInput(book: book, today: clock.today)
            let isTable = ["text/csv", GoodsTable.workbook].contains(visit.contentType)
            let consignment = try isTable
                ? input.csv(visit.body, query)
                : input.json(visit.body)
            let answer = ConsignmentAnswer(
                book: book, consignment: consignment, taxes: try book.taxes(of: consignment))
            let wantsJSON = visit.headers["accept"]?.contains("application/json") ?? false
            return visit.wantsCSV || (isTable && !wantsJSON)
                ? answer.csv(visit.language) : .json(answer.json.encoded)
        }
    }

    private var exchange: Route {
        Route(
            .get, "/api/v1/tariff/exchange-rates", access: .anyone,
            summary: ExchangeRatesPage.title, query: [TariffQuery.on, TariffQuery.format]
        ) { visit in
            let view = ExchangeView(book: book, day: try query(visit, []).day)
            return visit.wantsCSV ? view.csv : .json(view.json.encoded)
        }
    }

    private var quotas: Route {
        Route(
            .get, "/api/v1/tariff/quotas", access: .anyone,
            summary: Localized(zh: "关税配额商品目录", en: "Goods under tariff quotas"),
            query: [TariffQuery.on, TariffQuery.format]
        ) { visit in
            let day = try query(visit, []).day
            try book.inEdition(day)
            let rows = QuotaView.rows(book, on: day)
            if visit.wantsCSV { return QuotaView.csv(rows, day) }
            return .json(
                JSON.object([
                    .init("on", .text(day.text)),
                    .init("carriedOver", book.carriedOver(to: day).map(\.json) ?? .null),
                    .init("quotas", .array(rows.map { QuotaView.json($0, book) })),
                ]).encoded)
        }
    }
}
