import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Registers retail exports as exempt without purchase invoice, list by list, and adds up what they
/// owe in a quarter.
struct InvoiceExemptionDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let values: ExportValue

    private var rule: InvoiceExemptionRule { InvoiceExemptionRule(settings: reader.settings) }

    /// Registers a list of the seller that asks. Gives why it is exempt.
    func register(
        _ invtNo: String, _ statement: InvoiceExemptionStatement, by visitor: Principal
    ) async throws -> (exemption: InvoiceExemption, explanation: Explanation) {
        guard let seller = reader.register.enterprise(id: visitor.enterprise) else {
            throw DeclarationsRefusal.noEnterprise
        }
        return try await store.write { session in
            guard
                let record = try InventoryQueries.find(
                    invtNo: invtNo, type: .exportInventory, in: session)
            else { throw InvoiceExemptionRefusal.noList(invtNo) }
            let list = try reader.list(record)
            guard reader.register.find(code: list.seller)?.id == seller.id else {
                throw InvoiceExemptionRefusal.noList(invtNo)
            }
            guard record.status == .released || record.status == .closed else {
                throw InvoiceExemptionRefusal.notOut(record.status)
            }
            let decision = record.decision.flatMap(Decision.init(encoded:))
            let day = try InventoryShelf.releasedAt(record, in: session).day
            let whole = try decision?.exportValue ?? reckoned(list, invtNo, on: day)
            let returned = try returned(record, list, in: session)
            let revenue = try returned.left.isZero
                ? .zero : whole.multiplied(by: returned.left).rounded(to: 2)
            let outcome = try rule.outcome(
                InvoiceExemptionRule.Question(
                    mode: record.tradeMode, district: record.district,
                    sellerDistrict: seller.district ?? "", exportedOn: day, lines: list.lines,
                    statement: statement, revenue: revenue, hadRefund: returned.hadRefund))
            guard outcome.failed.isEmpty else {
                throw InvoiceExemptionRefusal.fails(outcome.failed)
            }
            let exemption = InvoiceExemption(
                seller: seller.id, list: record.preNo, declarant: record.declarant,
                invtNo: invtNo, quarter: InvoiceExemption.quarter(of: day), exportedOn: day,
                statement: statement, revenue: revenue, assessed: outcome.assessed,
                at: clock.now())
            guard try InvoiceExemptionShelf.add(exemption, in: session) else {
                throw InvoiceExemptionRefusal.twice(invtNo)
            }
            try journal.append(
                Draft(
                    JournalKind.invoiceExemption, actor: visitor.id, tenant: seller.id,
                    subjectType: "declaration", subject: record.preNo,
                    payload: .object([
                        .init("quarter", .text(exemption.quarter)),
                        .init("revenue", .text(revenue.text)),
                        .init("assessed", .text(outcome.assessed.text)),
                    ]), citation: InvoiceExemptionRule.law.text), in: session)
            return (exemption, outcome.explanation)
        }
    }

    /// What came back of a list: the share of its value that is left, and whether the seller has
    /// stated of its returns that a refund had been granted.
    private func returned(
        _ record: InventoryShelf.Record, _ list: Inventory, in session: Session
    ) throws -> (left: Fixed, hadRefund: Bool) {
        var hadRefund = false
        var back: [String: Fixed] = [:]
        for one in try FollowUpShelf.about(record.key, limit: 1000, in: session)
        where one.type == .exportReturn && !one.status.isOver && one.status != .staged {
            let tax = try ReturnTaxShelf.find(one.preNo, of: one.holder, in: session)
            let lines = (tax?.restated ?? tax?.statement)?.lines ?? []
            if lines.contains(where: { $0.refund > .zero }) { hadRefund = true }
            guard one.status == .released else { continue }
            for line in try ExportReturn.wanted(reader.document(one.type, one.body)) {
                back[line.number] = try (back[line.number] ?? .zero)
                    .adding(line.quantities.declared)
            }
        }
        var (all, left) = (Fixed.zero, Fixed.zero)
        for line in list.lines {
            all = try all.adding(line.total)
            let kept = try line.quantity.subtracting(back[line.number] ?? .zero)
            guard line.quantity > .zero, kept > .zero else { continue }
            left = try left.adding(
                line.total.scaled(Int128(kept.raw), over: Int128(line.quantity.raw)))
        }
        guard all > .zero else { return (Fixed(1), hadRefund) }
        return (try Fixed(1).scaled(Int128(left.raw), over: Int128(all.raw)), hadRefund)
    }

    /// Of a list that a far side decided: from its lines.
    private func reckoned(_ list: Inventory, _ invtNo: String, on day: Day) throws -> Fixed {
        guard let value = values.yuan(list, on: day), value > .zero else {
            throw InvoiceExemptionRefusal.noValue(invtNo)
        }
        return value
    }

    /// The quarter of today.
    var thisQuarter: String { InvoiceExemption.quarter(of: clock.today) }

    /// Lists shown together.
    private static let page = 200

    /// What the visitor's enterprise has registered in a quarter (`2026Q4`): sums of all lists, and
    /// those that follow one.
    func quarter(
        _ quarter: String, after list: String = "", for visitor: Principal
    ) async throws -> InvoiceExemptionQuarter {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        guard let last = InvoiceExemptionDesk.lastDay(of: quarter), quarter <= thisQuarter else {
            throw InvoiceExemptionRefusal.quarter
        }
        return try await store.read { session in
            let sums = try InvoiceExemptionShelf.sums(
                of: visitor.enterprise, quarter: quarter, in: session)
            let found = try InvoiceExemptionShelf.page(
                of: visitor.enterprise, quarter: quarter, after: list,
                limit: InvoiceExemptionDesk.page + 1, in: session)
            let shown = Array(found.prefix(InvoiceExemptionDesk.page))
            let year = try InvoiceExemptionShelf.assessed(
                of: visitor.enterprise, to: quarter, in: session)
            // One who says once of a quarter that it is not small is not.
            let tax = try rule.tax(
                sums.assessed, year: year, isSmall: sums.isSmall, on: last)
            return InvoiceExemptionQuarter(
                quarter: quarter, exemptions: shown, count: sums.count,
                next: found.count > shown.count ? shown.last?.list : nil, revenue: sums.revenue,
                assessed: sums.assessed, tax: tax.tax, explanation: tax.explanation)
        }
    }

    /// Nil when it is no quarter.
    private static func lastDay(of quarter: String) -> Day? {
        let bytes = Array(quarter.utf8)
        guard bytes.count == 6, bytes[4] == UInt8(ascii: "Q"), (0x31...0x34).contains(bytes[5]),
            let first = Day("\(quarter.prefix(4))-01-01")
        else { return nil }
        return first.adding(months: 3 * Int(bytes[5] - 0x30)).adding(days: -1)
    }
}

extension InvoiceExemptionDesk {
    /// Looks and writes where enquiries look.
    init(_ enquiries: Enquiries) {
        self.init(
            store: enquiries.store, journal: enquiries.journal, clock: enquiries.clock,
            reader: enquiries.reader,
            values: ExportValue(rates: enquiries.explainer.judge.rates))
    }
}
