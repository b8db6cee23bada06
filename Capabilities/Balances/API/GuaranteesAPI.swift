import Kernel
import Web
import Wire

/// `POST /api/v1/balances/guarantees`: an officer adds a guarantee. Its number is the key: the same
/// guarantee sent again is added once.
struct GuaranteesAPI: Sendable {
    let desk: BalancesDesk

    var routes: [Route] {
        [
            Route(
                .post, "/api/v1/balances/guarantees",
                access: .permission(BalancesDesk.manage),
                summary: Localized(zh: "登记一笔税款担保", en: "Adds a guarantee"),
                handler: add),
            Route(
                .post, "/api/v1/balances/guarantees/release",
                access: .permission(BalancesDesk.manage),
                summary: Localized(zh: "退还一笔税款担保", en: "Gives a guarantee back"),
                handler: release),
        ]
    }

    private func add(_ visit: Visit) async throws -> Answer {
        guard let json = try? JSON(visit.body), case .object = json, let actor = visit.principal
        else { throw BalanceRefusal.notReadable }
        let (guarantee, holder) = try GuaranteeInput(json: json)
            .checked(
                on: desk.clock.today, holders: desk.holders(for: actor), issuers: desk.holders)
        let outcome = try await desk.add(guarantee, to: holder, by: actor.id)
        let answer = JSON.object([
            .init("transfer", .text(outcome.transfer.id)),
            .init("account", .text(outcome.transfer.credit.text)),
            .init("amount", .text(outcome.transfer.amount.text)),
            .init("balance", .optional(outcome.transfer.creditBalance?.text)),
            .init("at", .text(outcome.transfer.at.iso)), .init("repeat", .bool(outcome.isRepeat)),
        ])
        return .json(answer.encoded, status: outcome.isRepeat ? 200 : 201)
    }

    private func release(_ visit: Visit) async throws -> Answer {
        guard let json = try? JSON(visit.body), case .object = json, let actor = visit.principal
        else { throw BalanceRefusal.notReadable }
        let named = json["enterprise"]?.string ?? ""
        guard let holder = desk.holders(for: actor).find(named) else {
            throw BalanceRefusal.noSuchHolder(named)
        }
        let entry = try await desk.release(
            json["reference"]?.string ?? "", of: holder, by: actor.id)
        return .json(
            JSON.object([
                .init("reference", .text(entry.guarantee.reference)),
                .init("called", .text(entry.called.text)),
                .init("releasedAt", .optional(entry.releasedAt?.iso)),
            ]).encoded)
    }
}
