import Kernel
import Web
import Wire

/// `/api/v1/balances/stock…`: account books of special zones: what is there and how it came about,
/// entries by filing lists, counts.
struct StockAPI: Sendable {
    let desk: BalancesDesk

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/balances/stock", access: .permission(BalancesDesk.read),
                summary: Localized(
                    zh: "账册库存：期初、入区、出区、退回与期末",
                    en: "Stock of account books: opening, in, out, returned, closing"),
                handler: show),
            Route(
                .post, "/api/v1/balances/stock/entries",
                access: .permission(BalancesDesk.manage),
                summary: Localized(
                    zh: "按核注清单登记入区", en: "Books in goods by a filing list"),
                handler: enter),
            Route(
                .post, "/api/v1/balances/stock/counts",
                access: .permission(BalancesDesk.manage),
                summary: Localized(
                    zh: "登记盘点并处理差异", en: "Holds a count against the book"),
                handler: count),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let holder = try desk.holder(of: visit)
        let query = try StockQuery(visit.query, today: desk.clock.today)
        let lines = try await desk.stock(
            of: holder, book: query.book, from: query.from, to: query.to)
        let json = JSON.object([
            .init("enterprise", .object([
                .init("id", .text(holder.tenant)), .init("name", holder.name.json),
            ])),
            .init("from", .text(query.from.text)), .init("to", .text(query.to.text)),
            .init("items", .array(lines.map(Self.json))),
        ])
        return .json(json.encoded)
    }

    private func enter(_ visit: Visit) async throws -> Answer {
        let (input, actor) = try read(visit, StockInput.Name.entry)
        let (entry, holder) = try input.entry(holders: desk.holders(for: actor))
        let outcome = try await desk.enter(entry, to: holder, by: actor.id)
        let answer = JSON.object([
            .init("transfer", .text(outcome.transfer.id)),
            .init("account", .text(outcome.transfer.credit.text)),
            .init("quantity", .text(outcome.transfer.amount.text)),
            .init("balance", .optional(outcome.transfer.creditBalance?.text)),
            .init("at", .text(outcome.transfer.at.iso)), .init("repeat", .bool(outcome.isRepeat)),
        ])
        return .json(answer.encoded, status: outcome.isRepeat ? 200 : 201)
    }

    private func count(_ visit: Visit) async throws -> Answer {
        let (input, actor) = try read(visit, StockInput.Name.count)
        let (count, holder) = try input.count(holders: desk.holders(for: actor))
        let entry = try await desk.count(count, of: holder, by: actor.id)
        return .json(Self.json(entry).encoded, status: 201)
    }

    private func read(_ visit: Visit, _ names: [StockInput.Name]) throws(BalanceRefusal) -> (
        StockInput, Principal
    ) {
        guard let json = try? JSON(visit.body), case .object = json, let actor = visit.principal
        else { throw .notReadable }
        return (StockInput(names, json: json), actor)
    }

    static func json(_ line: BalancesDesk.StockLine) -> JSON {
        let statement = line.statement
        return .object([
            .init("book", .text(line.item.book)), .init("item", .text(line.item.item)),
            .init("name", .text(line.item.name)), .init("unit", .text(line.item.unit)),
            .init("account", .text(line.item.account.text)),
            .init("opening", .text(statement.opening.text)),
            .init("entered", .text(statement.entered.text)),
            .init("taken", .text(statement.taken.text)),
            .init("freed", .text(statement.freed.text)),
            .init("returned", .text(statement.returned.text)),
            .init("adjusted", .text(statement.adjusted.text)),
            .init("closing", .text(statement.closing.text)),
            .init("balance", .text(line.balance.text)),
            .init("count", line.count.map(json) ?? .null),
        ])
    }

    static func json(_ count: StockCountEntry) -> JSON {
        .object([
            .init("reference", .text(count.reference)), .init("booked", .text(count.booked.text)),
            .init("counted", .text(count.counted.text)),
            .init("difference", .text(count.difference.text)),
            .init("decision", .text(count.decision.rawValue)),
            .init("reason", .text(count.reason)), .init("at", .text(count.at.iso)),
        ])
    }
}
