import Journal
import Kernel
import Origin
import Store

/// An order that was declared and released as a retail import, as the tariff looks at it.
public struct DeclaredOrder: Sendable {
    /// Id of the enterprise that declared it.
    public let enterprise: String
    /// Number of the list.
    public let number: String
    public let order: RetailImportOrder

    public init(enterprise: String, number: String, order: RetailImportOrder) {
        self.enterprise = enterprise
        self.number = number
        self.order = order
    }
}

/// What a change of law would do to a firm's trade of the year before.
struct TradeAffected: Sendable {
    /// One declaration that would owe something else.
    struct Change: Sendable {
        /// Number of the declaration, with its line where it has lines.
        let number: String
        let codes: [String]
        let before: Fixed
        /// Nil when it could no longer be declared or computed; then why.
        let after: Fixed?
        let refusal: Localized?
        /// On what condition it would owe that.
        var note: Localized?
    }

    /// Id of the enterprise.
    let enterprise: String
    var changes: [Change] = []

    /// Of what can be computed on both sides, in yuan.
    var before: Fixed { sum { $0.after == nil ? .zero : $0.before } }
    var after: Fixed { sum { $0.after ?? .zero } }
    var lost: Int { changes.count { $0.after == nil } }
    /// What those owe that could no longer be declared so, in yuan: lost, not saved.
    var lostBefore: Fixed { sum { $0.after == nil ? $0.before : .zero } }

    private func sum(_ part: (Change) -> Fixed) -> Fixed {
        changes.reduce(Fixed.zero) { (try? $0.adding(part($1))) ?? $0 }
    }
}

/// Holds last year's trade against the tables as they are and as an edition would make them, both
/// as of its first day: what differs is its doing alone.
struct EditionTrial: Sendable {
    /// What is owed, or why that cannot be said.
    private enum Owed {
        case yuan(Fixed)
        case refused(Localized)
    }

    let book: TariffBook
    let trial: TariffBook
    let day: Day
    let kind: Edition.Kind
    /// Whether it is about value that must be added: it changes no rate, but who may have it.
    private var isRequirement: Bool { kind == .additionalRequirement }

    init(book: TariffBook, edition: Edition) throws(LookupRefusal) {
        self.book = book
        day = edition.from
        kind = edition.kind
        var state = book.codes.loaded.now(on: edition.from)
        _ = try EditionReading(book: book).add(edition, to: &state)
        trial = book.holding(state)
    }

    /// What withdrawing an edition would do.
    init(book: TariffBook, withdrawing one: EditionDesk.Withdrawing) {
        self.book = book
        day = one.from
        kind = one.kind
        trial = book.holding(one.without)
    }

    /// A line of a declaration in general trade; nil when nothing changes for it.
    func change(of line: PastLine) -> TradeAffected.Change? {
        if isRequirement { return requirement(of: line) }
        return change(
            "\(line.entry)/\(line.line)", [line.code], before: taxes(line, book),
            after: taxes(line, trial))
    }

    /// A line whose claimed rate would ask for value added in the exporting party, or no longer:
    /// what it owes as claimed, and what it owes where that is not proved.
    private func requirement(of line: PastLine) -> TradeAffected.Change? {
        guard !line.claim.isEmpty, let was = claimed(line, book), let will = claimed(line, trial),
            (was.0.additionalRequirement == nil) != (will.0.additionalRequirement == nil),
            let proved = owed(will.0), let unproved = will.1.flatMap(owed)
        else { return nil }
        let isAsked = will.0.additionalRequirement != nil
        return TradeAffected.Change(
            number: "\(line.entry)/\(line.line)", codes: [line.code],
            before: isAsked ? proved : unproved, after: isAsked ? unproved : proved, refusal: nil,
            note: isAsked
                ? Localized(
                    zh: "须另证明出口方增值；能证明的税款不变",
                    en: "unless value added in the exporting party is proved")
                : Localized(
                    zh: "不再要求证明出口方增值；此前已证明的税款不变",
                    en: "value added need not be proved any more"))
    }

    private func claimed(
        _ line: PastLine, _ book: TariffBook
    ) -> (BestRate.Candidate, BestRate.Candidate?)? {
        guard let origin = try? book.origin(line.origin),
            let best = try? book.bestRate(
                line.code, from: origin, on: day, value: line.value,
                quantities: line.quantities),
            let used = best.candidates.first(where: {
                $0.agreement?.agreement.utf8.elementsEqual(line.claim.utf8) ?? false
            })
        else { return nil }
        return (used, best.unclaimed)
    }

    private func owed(_ rate: BestRate.Candidate) -> Fixed? { rate.taxes?.total ?? rate.duty }

    /// An order of retail import; nil when nothing changes for it.
    func change(of declared: DeclaredOrder) -> TradeAffected.Change? {
        change(
            declared.number, declared.order.lines.map(\.hs10),
            before: taxes(declared.order, book), after: taxes(declared.order, trial))
    }

    private func change(
        _ number: String, _ codes: [String], before: Owed,
        after: Owed
    ) -> TradeAffected.Change? {
        // What cannot be computed today says nothing about tomorrow.
        guard case .yuan(let now) = before else { return nil }
        switch after {
        case .yuan(let then):
            return now == then
                ? nil
                : TradeAffected.Change(
                    number: number, codes: codes, before: now, after: then, refusal: nil)
        case .refused(let why):
            return TradeAffected.Change(
                number: number, codes: codes, before: now, after: nil, refusal: why)
        }
    }

    private func taxes(_ line: PastLine, _ book: TariffBook) -> Owed {
        do throws(LookupRefusal) {
            let best = try book.bestRate(
                line.code, from: try book.origin(line.origin), on: day, value: line.value,
                quantities: line.quantities)
            let used = line.claim.isEmpty
                ? nil : best.candidates.first { $0.agreement?.agreement == line.claim }
            let rate = used ?? best.unclaimed
            if let total = rate?.taxes?.total ?? rate?.duty { return .yuan(total) }
            return .refused(
                rate?.trouble?.message ?? LookupRefusal.missing(field: "quantity").message)
        } catch { return .refused(error.message) }
    }

    private func taxes(_ order: RetailImportOrder, _ book: TariffBook)
        -> Owed
    {
        do throws(TariffRefusal) {
            let result = try book.retail.assess(order: order, on: day, usedThisYear: .zero)
            guard let taxes = result.taxes else {
                return .refused(TariffRefusal.noRuleOnDay(day).message)
            }
            return .yuan(taxes.total)
        } catch { return .refused(error.message) }
    }
}

extension TariffBook {
    /// The same tables with something else loaded on top of them.
    func holding(_ state: LoadedEditions.State) -> TariffBook {
        let loaded = LoadedEditions()
        loaded.replace(with: state)
        var codes = codes
        codes.loaded = loaded
        var agreements = agreements
        agreements.loaded = loaded
        var exchange = exchange
        exchange.loaded = loaded
        var (treaties, rules) = (treaties, rules)
        treaties.loaded = loaded.rules
        rules.loaded = loaded.rules
        var (thresholds, quotas, postal) = (thresholds, quotas, postal)
        thresholds.loaded = loaded
        quotas.loaded = loaded
        postal.loaded = loaded
        return TariffBook(
            codes: codes, agreements: agreements, treaties: treaties, rules: rules,
            exchange: exchange, retail: retail.holding(codes), thresholds: thresholds,
            quotas: quotas, postal: postal, nomenclatures: nomenclatures,
            summaryTerms: summaryTerms, exports: exports, search: search.fresh, tables: tables,
            origins: origins, currencies: currencies)
    }
}

extension RetailImportDuties {
    fileprivate func holding(_ codes: GoodsCodes) -> RetailImportDuties {
        var list = positiveList
        list.loaded = codes.loaded
        var (conversions, caps) = (conversions, caps)
        conversions.loaded = codes.loaded
        caps.loaded = codes.loaded
        return RetailImportDuties(
            codes: codes, positiveList: list, limits: limits, factors: factors,
            conversions: conversions, caps: caps)
    }
}

extension PastTradeDesk {
    /// The tables that taxes of import declarations are computed from.
    private static let touching: Set<Edition.Kind> = [
        .codes, .agreementRates, .positiveList, .retailLimits, .retailFactors, .conversions,
        .additionalRequirement, .unitConversions, .agreements, .agreementPartners,
    ]

    /// Whom a change of a table touches, by the trade of the last year, today with it; nil for
    /// tables that no import tax is computed from.
    ///
    /// - Parameter orders: retail imports released in a time.
    func affected(by trial: EditionTrial, orders: TariffCapability.RecentOrders?) async throws
        -> [TradeAffected]?
    {
        guard PastTradeDesk.touching.contains(trial.kind) else { return nil }
        // Up to now: what was declared today says what tomorrow's will meet.
        let last = journal.clock.today
        let first = last.adding(months: -12)
        var found: [String: TradeAffected] = [:]
        func note(_ enterprise: String, _ change: TradeAffected.Change?) {
            guard let change else { return }
            found[enterprise, default: TradeAffected(enterprise: enterprise)].changes.append(change)
        }
        var tenant = ""
        while true {
            let after = tenant
            let tenants = try await store.read {
                try PastLineRows.tenants(after: after, limit: 50, in: $0)
            }
            guard let end = tenants.last else { break }
            tenant = end
            for one in tenants {
                let lines = try await store.read {
                    try PastLineRows.lines(
                        of: one, from: first, to: last, limit: PastTradeDesk.mostLines, in: $0)
                }
                for line in lines { note(one, trial.change(of: line)) }
            }
        }
        for order in try await orders?(first, last) ?? [] {
            note(order.enterprise, trial.change(of: order))
        }
        return found.values.sorted { $0.enterprise < $1.enterprise }
    }
}
