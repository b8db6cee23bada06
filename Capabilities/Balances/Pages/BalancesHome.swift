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
            let (today, notice) = (desk.clock.today, try desk.noticeDays)
            let issued = try await desk.issued(by: own.tenant)
                .compactMap {
                    row(
                        $0.entry, for: $0.holder, isIssuer: true,
                        end: $0.entry.end(on: today, notice: notice))
                }
            let held = try await desk.overview(of: own).guarantees
                .compactMap {
                    row($0, for: own, isIssuer: false, end: $0.end(on: today, notice: notice))
                }
            return Array((issued + held).prefix(limit))
        }
    }

    /// What one has given and nothing is to be done about, the first to end first.
    private var given: HomePart {
        HomePart(
            "balances.issued", BalanceTexts.issued, tone: nil, more: "/balances",
            kinds: Self.firms, access: .permission(BalancesDesk.read)
        ) { person, limit in
            let (today, notice) = (desk.clock.today, try desk.noticeDays)
            return try await desk.issued(by: person.enterprise)
                .filter {
                    $0.entry.releasedAt == nil && !$0.entry.isDrawn
                        && $0.entry.end(on: today, notice: notice) == nil
                }
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

    /// Nil where nobody has to do anything. That it was drawn from is for who answers for it to
    /// see to; its end is for both, whatever was drawn.
    private func row(
        _ entry: GuaranteeEntry, for holder: Holder, isIssuer: Bool, end: GuaranteeEntry.End?
    ) -> HomePart.Row? {
        let isDrawn = isIssuer && entry.isDrawn
        guard isDrawn || end != nil else { return nil }
        let (state, tone, note): (Localized, Tone, Localized) =
            switch end {
            case .over: (BalanceTexts.expired, .danger, BalanceTexts.overNote)
            case .soon: (BalanceTexts.endsSoon, .warn, BalanceTexts.endsSoonNote)
            case nil: (BalanceTexts.drawn, .danger, BalanceTexts.drawnNote)
            }
        let whose = Localized(
            zh: "为\(holder.name.zh)出具的保函", en: "Letter for \(holder.name.en)")
        return HomePart.Row(
            entry.guarantee.reference, kind: isIssuer ? whose : BalanceTexts.ownLetter,
            state: isDrawn && end != nil ? BalanceTexts.drawnAnd(state) : state,
            tone: isDrawn ? .danger : tone,
            note: isDrawn && end != nil ? BalanceTexts.both(BalanceTexts.drawnNote, note) : note,
            path: "/balances", due: entry.guarantee.validTo)
    }

    // MARK: The search

    /// Guarantees by their number, for who holds or gave them and for the officers of the district.
    var finders: [Finder] {
        [
            Finder("balances.guarantees", BalanceTexts.guarantees, access: .signedIn) { question in
                guard let person = question.person,
                    person.may(BalancesDesk.read) || person.may(BalancesDesk.manage)
                else { return [] }
                let found = try await desk.letters(numbered: question.text, for: person)
                return found.prefix(question.limit).map { one in
                    let isBooking = person.enterprise.isEmpty
                    return Finder.Found(
                        Localized(same: one.entry.guarantee.reference),
                        note: BalancesHome.summary(one),
                        path: Address.path(
                            "/balances",
                            query: isBooking ? [Form.Pair("enterprise", one.holder.tenant)] : []),
                        isExact: true)
                }
            }
        ]
    }
}
