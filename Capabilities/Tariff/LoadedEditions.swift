import Kernel
import Origin
import Synchronization

/// What an operator loaded on top of the tables the product came with. One value is shared by every
/// copy of the tables, so that an edition counts for whoever asks, from the moment it is loaded.
final class LoadedEditions: Sendable {
    /// A code as it is from a day on; without a line it has ended.
    struct LineVersion: Sendable, Hashable {
        let from: Day
        let line: TariffLine?
        /// Ten-digit codes that carry on with one that has ended, where the file says so.
        var successors: [String] = []
    }

    /// A rate of a schedule for codes with a prefix, from a day on.
    struct RateVersion: Sendable, Hashable {
        let from: Day
        let to: Day?
        /// Nil: excluded from the agreement.
        let rate: DutyRate?
        let citation: Citation
        let isReferenceOnly: Bool
        /// The edition of the Harmonized System its codes are of.
        var edition: Int?
    }

    /// A table that was loaded as a whole.
    struct Whole: Sendable, Hashable {
        let from: Day
        let citation: Citation
    }

    /// Everything loaded so far.
    struct State: Sendable {
        /// In order of loading; the last that fits a day holds.
        var lines: [UInt64: [LineVersion]] = [:]
        /// By agreement, or `agreement:partner`, then by code of eight or ten digits as text.
        var rates: [String: [String: [RateVersion]]] = [:]
        var exchange: [CurrencyCode: [Dated<ExchangeRates.Rate>]] = [:]
        var refunds: [String: [RefundVersion]] = [:]
        /// Product rules of agreements, in the order they hold in.
        var rules: [LoadedRules.Edition] = []
        /// Export duties by code of eight or ten digits, in order of their first days.
        var exports: [String: [ExportDuty]] = [:]
        /// Whole tables of export duties: a code they do not name owes none.
        var wholeExports: [Whole] = []
        /// Legal notes by section, chapter, heading or subheading.
        var notes: [String: [LegalNote]] = [:]
        /// First days of whole sets of notes.
        var wholeNotes: [Day] = []
        /// Headings of the positive list, by their number.
        var headings: [UInt64: [Dated<LoadedHeading>]] = [:]
        var listedFrom: Day?
        /// Short tables: classes of articles, limits and shares of retail imports, yearly
        /// quantities, quotas, figures of the law, conversions, terms of summary statistics.
        var postal = LoadedRows<PostalTax.Class>()
        var limits = LoadedRows<RetailImportLimits>()
        var factors = LoadedRows<RetailImportFactors>()
        var caps = LoadedRows<RetailQuantityCaps.Row>()
        var quotas = LoadedRows<QuotaCatalogue.Quota>()
        var thresholds = LoadedRows<Threshold>()
        var conversions = LoadedRows<GoodsConversions.Figure>()
        var summary = LoadedRows<ExportSummaryTerms>()
        /// Lines of an agreement that ask for value added in the exporting party.
        var additional = LoadedRows<AddedValueLine>()
        /// Editions of the Harmonized System that lists of rules may be written in.
        var nomenclatures = LoadedRows<HSEdition>()
        /// Names of sections, chapters, headings, subheadings and tariff lines.
        var names = LoadedRows<TariffName>()
        /// Words goods are searched by.
        var words = LoadedRows<SearchWord>()
        /// Which units stand for each other in any goods.
        var metrics = LoadedRows<MetricConversion>()
        /// Agreements with their terms, and who takes part in them.
        var agreements = LoadedRows<Agreement>()
        var partners = LoadedRows<AgreementPartner>()
        /// What these two make of the agreements, from their first day on; empty while neither
        /// says anything.
        var treaties: [LoadedTreaties] = []
        /// First days of whole tables of goods codes: tariffs that are held.
        var wholeCodes: [Day] = []
        /// First days of whole schedules, by name as in `rates`: from then on nothing said of it
        /// before holds, be it loaded or shipped.
        var schedules: [String: [Day]] = [:]
        /// Kept, and not put on top because they do not fit.
        var setAside: [SetAside] = []
    }

    /// A refund rate for codes with a prefix.
    struct RefundVersion: Sendable, Hashable {
        let from: Day
        let to: Day?
        let rate: RefundRate
    }

    /// What is loaded, day by day: an edition that is withdrawn from a day on goes on holding for
    /// the days before it.
    struct Timeline: Sendable {
        var first = State()
        /// From the days of withdrawals on, in their order.
        var later: [(from: Day, state: State)] = []
        /// Codes that editions name, in order.
        fileprivate(set) var codes: [GoodsCode] = []
        /// Days on which names, words or codes may become others, in order.
        fileprivate(set) var wordingDays: [Day] = []
        /// How many times it was replaced.
        fileprivate(set) var mark = 0
    }

    private let timeline = Mutex(Timeline())
    /// The product rules among it, for whoever tests origin.
    let rules = LoadedRules()

    /// Puts a whole new state in place of the old one.
    func replace(with new: State) { replace(with: Timeline(first: new)) }

    func replace(with new: Timeline) {
        var new = new
        new.codes = new.first.lines.keys.sorted().map { GoodsCode(packed: $0) }
        new.wordingDays = Set(
            new.first.wordingDays + new.later.map(\.from) + new.later.flatMap(\.state.wordingDays)
        ).sorted()
        timeline.withLock {
            new.mark = $0.mark + 1
            $0 = new
            rules.replace(
                with: new.first.forOrigin,
                later: new.later.map { ($0.from, $0.state.forOrigin) })
        }
    }

    /// How many times something was loaded or withdrawn, and the first of the days that have the
    /// same names, words and codes as this one; nil for days before anything was loaded.
    func wording(on day: Day) -> (mark: Int, from: Day?) {
        timeline.withLock { timeline in
            (timeline.mark, timeline.wordingDays.last { $0 <= day })
        }
    }

    /// Whether any goods codes were loaded.
    var hasLines: Bool { timeline.withLock { !$0.codes.isEmpty } }

    /// Reads what counts for a day, without taking a copy of it.
    func at<Value: Sendable>(_ day: Day, _ read: (State) -> Value) -> Value {
        timeline.withLock { timeline in
            guard let place = timeline.later.lastIndex(where: { $0.from <= day }) else {
                return read(timeline.first)
            }
            return read(timeline.later[place].state)
        }
    }

    /// Everything loaded that counts for a day.
    func now(on day: Day) -> State { at(day) { $0 } }

    /// Editions that are kept and do not hold, in order.
    var setAside: [SetAside] { timeline.withLock { $0.first.setAside } }

    /// Everything loaded, as it is before the first withdrawal.
    var now: State { timeline.withLock { $0.first } }

    func version(of code: GoodsCode, on day: Day) -> LineVersion? {
        at(day) { $0.version(of: code, on: day) }
    }

    /// The same, and the English name of its subheading where one was loaded.
    func line(_ code: GoodsCode, on day: Day) -> (version: LineVersion?, english: String?) {
        at(day) { state in
            let version = state.version(of: code, on: day)
            guard !state.names.isEmpty else { return (version, nil) }
            return (version, state.names.row(String(code.text.prefix(6)), on: day)?.value.name.en)
        }
    }

    func knows(_ code: GoodsCode) -> Bool {
        timeline.withLock { $0.first.lines[code.packed] != nil }
    }

    var codes: [GoodsCode] {
        timeline.withLock { $0.codes }
    }

    /// The rate of an agreement for a line, if one was loaded: one for the partner alone goes
    /// before one for all partners, ten digits before eight.
    func rate(_ membership: AgreementRates.Membership, _ code: GoodsCode, on day: Day)
        -> RateVersion?
    {
        at(day) { state in
            guard !state.rates.isEmpty else { return nil }
            let text = code.text
            let whole = LoadedEditions.replaced(membership, on: day, in: state)
            for name in LoadedEditions.names(of: membership) {
                guard let table = state.rates[name] else { continue }
                for digits in [10, 8] {
                    if let versions = table[String(text.prefix(digits))],
                        let found = versions.last(where: { version in
                            version.from <= day && (version.to.map { day <= $0 } ?? true)
                                && (whole.map { $0 <= version.from } ?? true)
                        })
                    {
                        return found
                    }
                }
            }
            return nil
        }
    }

    /// How many lines (of eight or ten digits) loaded rates of an agreement name for a partner, of
    /// those that hold on a day.
    func rates(of membership: AgreementRates.Membership, on day: Day) -> Int {
        at(day) { state in
            guard !state.rates.isEmpty else { return 0 }
            let whole = LoadedEditions.replaced(membership, on: day, in: state)
            let named = LoadedEditions.names(of: membership).flatMap { name in
                (state.rates[name] ?? [:]).filter { _, versions in
                    versions.contains { version in
                        version.from <= day && (version.to.map { day <= $0 } ?? true)
                            && (whole.map { $0 <= version.from } ?? true)
                    }
                }.keys
            }
            return Set(named).count
        }
    }

    /// Whether a whole schedule was loaded that is in force on a day: the one that came with the
    /// product says nothing any more.
    func isReplaced(_ membership: AgreementRates.Membership, on day: Day) -> Bool {
        at(day) { state in
            !state.schedules.isEmpty
                && LoadedEditions.replaced(membership, on: day, in: state) != nil
        }
    }

    /// The first day of the latest whole schedule of a membership that has begun.
    static func replaced(
        _ membership: AgreementRates.Membership, on day: Day, in state: State
    ) -> Day? {
        guard !state.schedules.isEmpty else { return nil }
        return names(of: membership).flatMap { state.schedules[$0] ?? [] }
            .filter { $0 <= day }.max()
    }

    /// Under which names rates of a membership are kept: `CN-AUS:AUS`, `CN-AUS`.
    private static func names(of membership: AgreementRates.Membership) -> [String] {
        ["\(membership.agreement):\(membership.partner)", membership.agreement]
    }

    /// The headings of a positive list that was loaded, by number; empty when none was.
    func headings(_ number: UInt64, on day: Day) -> [Dated<LoadedHeading>] {
        at(day) { $0.headings[number] ?? [] }
    }

    /// Whether a loaded positive list is enforced on a day.
    func isListed(on day: Day) -> Bool { at(day) { $0.listedFrom.map { $0 <= day } ?? false } }

    func exchange(_ currency: CurrencyCode, on day: Day) -> Dated<ExchangeRates.Rate>? {
        at(day) { $0.exchange[currency]?.last { $0.holds(on: day) } }
    }

    /// Currencies of which some rate was loaded.
    func currencies(on day: Day) -> [CurrencyCode] { at(day) { Array($0.exchange.keys) } }

    /// The refund rate of the longest prefix that is in force on a day.
    func refund(_ code: String, on day: Day) -> (prefix: String, version: RefundVersion)? {
        at(day) { state in
            guard !state.refunds.isEmpty else { return nil }
            var prefix = code
            while prefix.utf8.count >= 2 {
                if let found = state.refunds[prefix]?.last(where: {
                    $0.from <= day && ($0.to.map { day <= $0 } ?? true)
                }) {
                    return (prefix, found)
                }
                prefix.removeLast()
            }
            return nil
        }
    }

    /// Whether there are refund rates for longer codes that begin with these digits.
    func hasRefunds(below digits: String, on day: Day) -> Bool {
        at(day) { state in
            state.refunds.contains { code, versions in
                code.utf8.count > digits.utf8.count && code.utf8.starts(with: digits.utf8)
                    && versions.contains {
                        $0.from <= day && ($0.to.map { day <= $0 } ?? true)
                    }
            }
        }
    }

    static func latest(_ versions: [LineVersion], on day: Day) -> LineVersion? {
        var best: LineVersion?
        for version in versions where version.from <= day {
            if let found = best, found.from > version.from { continue }
            best = version
        }
        return best
    }
}

extension LoadedEditions.State {
    func version(of code: GoodsCode, on day: Day) -> LoadedEditions.LineVersion? {
        guard !lines.isEmpty, let versions = lines[code.packed] else { return nil }
        return LoadedEditions.latest(versions, on: day)
    }

    /// Days on which names, words or codes may become others.
    fileprivate var wordingDays: [Day] {
        lines.values.flatMap { $0.map(\.from) } + names.days + words.days
    }

    /// What whoever tests origin has to know.
    fileprivate var forOrigin: LoadedRules.State {
        LoadedRules.State(
            editions: rules, requirements: requirements,
            agreements: treaties.map {
                LoadedRules.Agreements(from: $0.from, all: $0.agreements)
            })
    }

    /// Lines of appendices that ask for value added in the exporting party.
    private var requirements: LoadedRules.Requirements {
        var found = LoadedRules.Requirements()
        found.wholes = additional.wholes
        for line in additional.rows.values.joined() {
            found.add(
                Dated(
                    from: line.from, to: line.to,
                    value: AdditionalRequirement(
                        loaded: line.value.code, share: line.value.pct, citation: line.citation),
                    citation: line.citation), of: line.value.agreement)
        }
        return found
    }
}
