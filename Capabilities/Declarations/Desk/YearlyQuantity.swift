import Balances
import Kernel
import Store
import Tariff

/// What a line takes of a quantity one person may import in a year (每人每年限量), and from which
/// account of the buyer.
struct YearlyQuantity: Sendable {
    /// Number of the line.
    let line: String
    let cap: Dated<RetailQuantityCap>
    let quantity: Fixed
    let allowance: Allowance

    /// What the lines of a list take.
    ///
    /// - Throws: a `TariffRefusal` for a line without a quantity that could be counted.
    static func uses(
        _ order: RetailImportOrder, _ list: Inventory, _ duties: RetailImportDuties, on day: Day
    ) throws -> [YearlyQuantity] {
        try duties.quantityUses(of: order, on: day).compactMap { use in
            let cap = use.cap.value
            guard list.lines.indices.contains(use.line - 1),
                let unit = BalanceUnit(code: "unit-" + cap.unit),
                let account = Allowance.account("cap-\(cap.id)", period: String(day.year))
            else { return nil }
            return YearlyQuantity(
                line: list.lines[use.line - 1].number, cap: use.cap, quantity: use.quantity,
                allowance: Allowance(
                    plan: AccountPlan(
                        id: account, unit: unit,
                        label: Localized(
                            zh: "\(day.year) 年零售进口限量：\(cap.name.zh)",
                            en: "Retail import of \(cap.name.en) in \(day.year)")),
                    limit: cap.quantity, citation: use.cap.citation))
        }
    }

    /// Which quantities the buyer would exceed. Everybody with a part in the list reads this: what
    /// the buyer had before stays out of it.
    static func findings(
        _ uses: [YearlyQuantity], of person: String, _ ledger: Ledger, in session: Session
    ) throws -> [Finding] {
        var found: [Finding] = []
        for use in first(uses) {
            let same = uses.filter { $0.allowance.plan.id == use.allowance.plan.id }
            let wanted = try same.reduce(Fixed.zero) { try $0.adding($1.quantity) }
            let left = try ledger.state(of: use.allowance, tenant: person, in: session).available
            guard wanted > left else { continue }
            let cap = use.cap.value
            found.append(
                Finding(
                    "QUANTITY_CAP", "621 qty1",
                    Localized(
                        zh: "本单\(cap.name.zh) \(wanted.grouped) \(cap.unitName.zh)计入后，订购人本年度将"
                            + "超过每人每年 \(cap.quantity.grouped) \(cap.unitName.zh)的限量",
                        en: "With this list's \(wanted.grouped) \(cap.unitName.en) of "
                            + "\(cap.name.en) the buyer would exceed the \(cap.quantity.grouped) "
                            + "\(cap.unitName.en) a person may import in a year"),
                    fix: Localized(
                        zh: "减少数量，按一般贸易办理，或待下一年度再购买",
                        en: "Order less, declare as general trade, or buy in the next year"),
                    citation: use.cap.citation))
        }
        return found
    }

    /// One of each account.
    private static func first(_ uses: [YearlyQuantity]) -> [YearlyQuantity] {
        var seen: Set<String> = []
        return uses.filter { seen.insert($0.allowance.plan.id.text).inserted }
    }

    /// What became of it, for the explanation of a list.
    static func explanation(
        _ order: RetailImportOrder, _ duties: RetailImportDuties, on day: Day
    ) -> Explanation? {
        guard let uses = try? duties.quantityUses(of: order, on: day), !uses.isEmpty else {
            return nil
        }
        return Explanation(
            rule: "declarations.yearly-quantity", version: uses.map(\.cap.from).max(),
            title: Localized(zh: "每人每年限量", en: "Yearly quantity per person"),
            inputs: uses.map { use in
                let (cap, unit) = (use.cap.value, use.cap.value.unitName)
                return .init(
                    Localized(
                        zh: "第 \(use.line) 项 \(cap.name.zh)",
                        en: "Line \(use.line), \(cap.name.en)"),
                    "\(use.quantity.grouped) / \(cap.quantity.grouped) \(unit.zh)")
            },
            outcome: Localized(
                zh: "未超过限量，已从订购人本年度限量中扣减", en: "Within the limit; taken from the buyer's year"),
            citations: uses.map(\.cap.citation))
    }
}

extension ImportReturn {
    /// Gives the buyer back what returned lines had taken of yearly quantities.
    func restoreQuantities(
        _ parts: [(line: String, quantity: Fixed, of: Fixed)], _ list: Inventory,
        _ before: [String: Fixed], _ record: InventoryShelf.Record, _ decision: Decision,
        key: String, _ ledger: Ledger, in session: Session
    ) throws {
        guard let person = decision.person else { return }
        for part in parts where decision.cappedLines.contains(part.line) {
            guard let transfer = decision.cappedTransfer(part.line),
                let taken = try ledger.transfer(transfer, of: person, in: session),
                let sold = list.lines.first(where: { $0.number == part.line })
            else { continue }
            // The last return of a line gives the rest.
            let isAll = try (before[part.line] ?? .zero).adding(part.quantity) >= sold.quantity
            let share = try taken.amount.scaled(
                Int128(part.quantity.raw), over: Int128(sold.quantity.raw), .down)
            guard isAll || share > .zero else { continue }
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/cap/\(part.line)", tenant: person, reverses: transfer,
                    amount: isAll ? nil : share, at: clock.now(), reference: record.preNo,
                    citation: Law.imports), in: session)
        }
    }
}
