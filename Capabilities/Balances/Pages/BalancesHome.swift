import Kernel
import Plug
import Web

/// What the first page shows of guarantees: to who owes by them, and to who answers for them.
struct BalancesHome: Sendable {
    let desk: BalancesDesk

    var parts: [HomePart] { [toSeeTo, given] }

    private static let firms: Set<Principal.Kind> = [.member, .key]

    /// Drawn, over or about to end: what one has given for others, then one's own.
    private var toSeeTo: HomePart {
        HomePart(
            "balances.guarantees", BalanceTexts.toSeeTo, tone: .warn, more: "/balances",
            kinds: Self.firms, access: .permission(BalancesDesk.read)
        ) { person, limit in
            guard let own = desk.holders.find(person.enterprise) else { return [] }
            let today = desk.clock.today
            let issued = try await desk.issued(by: own.tenant)
                .compactMap { row($0.entry, for: $0.holder, isIssuer: true, on: today) }
            let held = try await desk.overview(of: own).guarantees
                .filter { $0.need(on: today) != .drawn }
                .compactMap { row($0, for: own, isIssuer: false, on: today) }
            return Array((issued + held).prefix(limit))
        }
    }

    /// What one has given and nothing is to be done about, the first to end first.
    private var given: HomePart {
        HomePart(
            "balances.issued", BalanceTexts.issued, tone: nil, more: "/balances",
            kinds: Self.firms, access: .permission(BalancesDesk.read)
        ) { person, limit in
            let today = desk.clock.today
            return try await desk.issued(by: person.enterprise)
                .filter { $0.entry.releasedAt == nil && $0.need(on: today) == nil }
                .prefix(limit).map { one in
                    HomePart.Row(
                        one.entry.guarantee.reference,
                        kind: BalanceTexts.form(one.entry.guarantee.form),
                        state: BalanceTexts.valid, tone: .success,
                        note: BalancesHome.summary(one), path: "/balances",
                        due: one.entry.guarantee.validTo)
                }
        }
    }

    private static func summary(_ one: IssuedGuarantee) -> Localized {
        Localized(
            zh: "\(one.holder.name.zh)，\(one.entry.guarantee.amount.grouped) 元",
            en: "\(one.holder.name.en), CNY \(one.entry.guarantee.amount.grouped)")
    }

    private func row(
        _ entry: GuaranteeEntry, for holder: Holder, isIssuer: Bool, on today: Day
    ) -> HomePart.Row? {
        guard let need = entry.need(on: today) else { return nil }
        let (state, tone, note): (Localized, Tone, Localized) =
            switch need {
            case .drawn: (BalanceTexts.drawn, .danger, BalanceTexts.drawnNote)
            case .over: (BalanceTexts.expired, .danger, BalanceTexts.overNote)
            case .endsSoon: (BalanceTexts.endsSoon, .warn, BalanceTexts.endsSoonNote)
            }
        let whose = Localized(
            zh: "为\(holder.name.zh)出具的保函", en: "Letter for \(holder.name.en)")
        return HomePart.Row(
            entry.guarantee.reference, kind: isIssuer ? whose : BalanceTexts.ownLetter,
            state: state, tone: tone, note: note, path: "/balances",
            due: entry.guarantee.validTo)
    }
}
