public import Kernel
import Reference

/// Conventional and special preferential rates: which agreements are open to an origin on a day,
/// and what they say of a code in a year.
public struct AgreementRates: Sendable {
    /// How a cheaper rate is earned.
    public enum Treatment: String, Sendable, Hashable {
        /// Conventional rate of a trade agreement (协定税率).
        case agreement
        /// Special preferential rate of one side (特惠税率).
        case special
    }

    /// A partner of an agreement, from its first day on.
    public struct Membership: Sendable, Hashable {
        /// Short name: `RCEP`.
        public let agreement: String
        /// Three letters of the country.
        public let partner: String
        public let name: Localized
        public let treatment: Treatment
        /// Name of the schedule its rates stand in; nil when the house does not hold it.
        public let schedule: String?
        public let from: Day
        public let to: Day?
        public let citation: Citation
    }

    /// What a schedule says of a code on a day.
    public enum Entry: Sendable, Hashable {
        case rate(DutyRate, Citation, isReferenceOnly: Bool)
        /// The code is left out of the agreement.
        case excluded
        /// The schedule has no line of these digits: another edition of the nomenclature.
        case noLine
        /// The house does not hold the schedule: the rate is not stated, which is not zero.
        case notHeld
    }

    /// Rates of a line by year, beginning with the base rate; nil for a line that is left out.
    private struct Ladder: Sendable {
        let baseYear: Int
        let rates: [Fixed?]

        func rate(in year: Int) -> Fixed? {
            rates[min(max(0, year - baseYear), rates.count - 1)]
        }
    }

    private struct Schedule: Sendable {
        /// Eight digits, ascending; places are those of `steps`.
        var lines: [UInt32] = []
        var steps: [UInt16] = []
        var source = Citation(document: "")

        func place(of hs8: UInt64) -> Int? {
            var from = 0
            var to = lines.count
            while from < to {
                let middle = (from + to) / 2
                if UInt64(lines[middle]) < hs8 { from = middle + 1 } else { to = middle }
            }
            return from < lines.count && UInt64(lines[from]) == hs8 ? from : nil
        }
    }

    private var memberships: [String: [Membership]] = [:]
    /// Which schedule that came with the product holds the rates for a partner.
    private(set) var scheduleNames: [ScheduleName: (String, Citation)] = [:]
    /// What is written of the schedules that came with the product.
    private var terms: [String: ScheduleTerms] = [:]
    private var schedules: [String: Schedule] = [:]
    private var ladders: [Ladder] = []
    /// By agreement: an appendix lists lines, whoever the partner is.
    private var additional: [String: [UInt64: Dated<AddedValueLine>]] = [:]
    var loaded: LoadedEditions

    /// Who takes part in what on a day: shipped, or as loaded tables left it.
    private func memberships(on day: Day) -> [String: [Membership]] {
        loaded.at(day) { state in
            state.treaties.isEmpty ? nil : state.treaties.last { $0.from <= day }?.memberships
        } ?? memberships
    }

    /// Agreements open to goods of an origin (alpha-3) on a day, in order of their names.
    public func open(to origin: String, on day: Day) -> [Membership] {
        (memberships(on: day)[origin] ?? []).filter {
            $0.from <= day && ($0.to.map { day <= $0 } ?? true)
        }
    }

    /// Every partner (alpha-3) of an agreement on a day.
    public func partners(of agreement: String, on day: Day) -> [String] {
        memberships(on: day).filter { _, list in
            list.contains {
                $0.agreement == agreement && $0.from <= day && ($0.to.map { day <= $0 } ?? true)
            }
        }.keys.sorted()
    }

    /// Every agreement and schedule of a day with its partners (alpha-3), those with rates first.
    func every(on day: Day) -> [(Membership, [String])] {
        var found: [String: (Membership, [String])] = [:]
        for (partner, list) in memberships(on: day).sorted(by: { $0.key < $1.key }) {
            for one in list where one.from <= day && (one.to.map { day <= $0 } ?? true) {
                let key = (one.schedule == nil ? "1" : "0") + one.agreement
                found[key, default: (one, [])].1.append(partner)
            }
        }
        return found.keys.sorted().compactMap { key in
            found[key].map { ($0.0, $0.1.sorted()) }
        }
    }

    /// Agreements of a day of which any rate is held, in order of their names.
    func withRates(on day: Day) -> [String] {
        let some = every(on: day).map(\.0).filter {
            let held = held($0, on: day)
            return held.lines + held.loaded > 0
        }
        return Set(some.map(\.agreement)).sorted()
    }

    /// Lines (eight digits) that shipped schedules of an agreement have, for one partner or, where
    /// none is named, for any.
    func shippedLines(of agreement: String, partner: String?) -> Set<UInt64> {
        let names = memberships.values.lazy.flatMap { $0 }
            .filter { one in
                one.agreement.utf8.elementsEqual(agreement.utf8)
                    && (partner.map { one.partner.utf8.elementsEqual($0.utf8) } ?? true)
            }.compactMap(\.schedule)
        return Set(names).reduce(into: []) { found, name in
            for line in schedules[name]?.lines ?? [] { found.insert(UInt64(line)) }
        }
    }

    /// The rate of the shipped schedule for a partner, `U` for a line left out; nil where none is
    /// held.
    func shippedRate(
        _ agreement: String, of partner: String, _ code: String, on day: Day
    ) -> String? {
        let key = ScheduleName(agreement: agreement, partner: partner)
        guard let line = GoodsCode.pack(String(code.prefix(8))),
            let schedule = scheduleNames[key].flatMap({ schedules[$0.0] }),
            let place = schedule.place(of: line)
        else { return nil }
        let pct = ladders[Int(schedule.steps[place])].rate(in: day.year)
        return pct.map { DutyRate.adValorem(pct: $0).notation } ?? "U"
    }

    /// How many lines are held of a schedule that is shipped, how many were loaded, and whether
    /// these are the whole schedule.
    func held(_ membership: Membership, on day: Day)
        -> (lines: Int, loaded: Int, isWhole: Bool)
    {
        let isWhole = loaded.isReplaced(membership, on: day)
        return (
            isWhole ? 0 : membership.schedule.flatMap { schedules[$0]?.lines.count } ?? 0,
            loaded.rates(of: membership, on: day), isWhole
        )
    }

    /// What the schedule of a membership says of a code on a day.
    public func entry(_ membership: Membership, _ code: GoodsCode, on day: Day) -> Entry {
        let name = membership.schedule ?? membership.agreement
        if let version = loaded.rate(membership, code, on: day) {
            guard let rate = version.rate else { return .excluded }
            return .rate(rate, version.citation, isReferenceOnly: version.isReferenceOnly)
        }
        if loaded.isReplaced(membership, on: day) { return .noLine }
        // A few lines that were loaded say nothing of the others.
        guard let schedule = schedules[name] else { return .notHeld }
        guard let place = schedule.place(of: code.prefix(8)) else { return .noLine }
        guard let pct = ladders[Int(schedule.steps[place])].rate(in: day.year) else {
            return .excluded
        }
        return .rate(.adValorem(pct: pct), schedule.source, isReferenceOnly: true)
    }

    /// First day of the rate that an agreement gives a code on a day; nil where it gives none. A
    /// schedule goes by calendar years; from when it is open to a partner its membership says.
    func since(_ membership: Membership, _ code: GoodsCode, on day: Day) -> Day? {
        if let version = loaded.rate(membership, code, on: day) {
            return version.rate.map { _ in version.from }
        }
        guard !loaded.isReplaced(membership, on: day), let ladder = steps(membership, code),
            let rate = ladder.rate(in: day.year)
        else { return nil }
        var year = day.year
        while year - 1 > ladder.baseYear, ladder.rate(in: year - 1) == rate { year -= 1 }
        return Day(year: year, month: 1, day: 1)
    }

    /// The rates from the year of a day on, until they change no more; at most `count` years.
    public func future(_ membership: Membership, _ code: GoodsCode, after day: Day, count: Int)
        -> [(year: Int, rate: Fixed)]
    {
        guard !loaded.isReplaced(membership, on: day), let ladder = steps(membership, code) else {
            return []
        }
        var found: [(year: Int, rate: Fixed)] = []
        var last = ladder.rate(in: day.year)
        for year in (day.year + 1)..<(day.year + 1 + count) {
            guard let rate = ladder.rate(in: year) else { break }
            if rate != last { found.append((year, rate)) }
            last = rate
        }
        return found
    }

    /// Every year of a schedule for a code, the base rate first as year `baseYear`.
    public func ladder(_ membership: Membership, _ code: GoodsCode) -> [(year: Int, rate: Fixed)] {
        guard let ladder = steps(membership, code) else { return [] }
        return ladder.rates.enumerated().compactMap { index, rate in
            rate.map { (ladder.baseYear + index, $0) }
        }
    }

    /// The rates by year of a line of the shipped schedule; nil where it has none.
    private func steps(_ membership: Membership, _ code: GoodsCode) -> Ladder? {
        membership.schedule.flatMap { schedules[$0] }.flatMap { schedule in
            schedule.place(of: code.prefix(8)).map { ladders[Int(schedule.steps[$0])] }
        }
    }

    /// How the rate of a line was found on a day: in which schedule, of which edition, in which of
    /// its years; nil where no rate is held.
    func match(_ membership: Membership, _ code: GoodsCode, on day: Day) -> ScheduleMatch? {
        if let version = loaded.rate(membership, code, on: day) {
            return version.rate.map { _ in ScheduleMatch(loadedIn: version.edition) }
        }
        guard !loaded.isReplaced(membership, on: day), let ladder = steps(membership, code),
            let terms = membership.schedule.flatMap({ terms[$0] })
        else { return nil }
        return ScheduleMatch(
            edition: terms.edition, terms: terms, year: day.year - ladder.baseYear)
    }

    /// What share of value the agreement asks to be added in the exporting party itself before its
    /// rate for that party applies (RCEP 第2.6条第3款), and where that is written; nil for none.
    func additionalRequirement(_ membership: Membership, _ code: GoodsCode, on day: Day)
        -> Dated<AddedValueLine>?
    {
        let found: (own: Dated<AddedValueLine>?, isWhole: Bool)? = loaded.at(day) { state in
            let lines = state.additional
            if lines.isEmpty { return nil }
            let key = AddedValueLine.key(membership.agreement, String(code.text.prefix(8)))
            return (lines.row(key, on: day), lines.isWhole(on: day))
        }
        if let own = found?.own { return own.value.pct.isZero ? nil : own }
        guard found?.isWhole != true,
            let dated = additional[membership.agreement]?[code.prefix(8)],
            dated.holds(on: day)
        else { return nil }
        return dated
    }

    /// The lines with such a requirement that came with the product.
    var shippedAdditional: [Dated<AddedValueLine>] {
        additional.sorted { $0.key < $1.key }.flatMap { _, lines in
            lines.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

extension AgreementRates {
    /// - Parameter memberships: who takes part in what, by three letters of the partner.
    static func load(
        _ share: Share, memberships: [String: [Membership]],
        schedules: [ScheduleName: (String, Citation)], loaded: LoadedEditions
    ) throws(DataFault) -> AgreementRates {
        // Memberships are of the same share.
        var whole = try share.once { () throws(DataFault) in try read(share, memberships) }
        whole.scheduleNames = schedules
        whole.loaded = loaded
        return whole
    }

    private static func read(
        _ share: Share, _ memberships: [String: [Membership]]
    ) throws(DataFault) -> AgreementRates {
        var whole = AgreementRates(loaded: LoadedEditions())
        whole.memberships = memberships
        whole.terms = try ScheduleTerms.load(share)
        let places = try whole.readLadders(share)
        try whole.readLines(share, places)
        try whole.readAdditional(share)
        return whole
    }

    /// Which schedule holds the rates of an agreement for a partner.
    struct ScheduleName: Sendable, Hashable {
        let agreement: String
        /// Three letters.
        let partner: String
    }

    /// Schedules by agreement and partner, with the document they stand in.
    static func schedules(_ share: Share) throws(DataFault) -> [ScheduleName: (String, Citation)] {
        var file = try DataFile("\(folder)/agreement-schedules.csv", in: share)
        let agreement = try file.column("agreement")
        let partners = try file.column("partners")
        let schedule = try file.column("schedule")
        let columns = try DatedColumns(file)
        var found: [ScheduleName: (String, Citation)] = [:]
        while let row = try file.next() {
            let name = try row.required(schedule, "schedule")
            let citation = try columns.citation(row)
            for partner in row.text(partners).split(separator: " ") {
                let key = ScheduleName(
                    agreement: try row.required(agreement, "agreement"), partner: String(partner))
                found[key] = (name, citation)
            }
        }
        return found
    }

    private mutating func readLadders(_ share: Share) throws(DataFault) -> [String: UInt16] {
        var file = try DataFile("\(folder)/agreement-steps.csv", in: share)
        let steps = try file.column("steps")
        let base = try file.column("base_year")
        let rates = try file.column("rates")
        var places: [String: UInt16] = [:]
        while let row = try file.next() {
            guard let year = Int(row.text(base)) else { throw row.fault("base_year") }
            var values: [Fixed?] = []
            for text in row.text(rates).split(separator: "|") {
                if text.utf8.elementsEqual("U".utf8) {
                    values.append(nil)
                } else if let rate = DutyRate(notation: text)?.pct {
                    values.append(rate)
                } else {
                    throw row.fault("rates")
                }
            }
            guard !values.isEmpty, ladders.count < Int(UInt16.max) else {
                throw row.fault("rates")
            }
            places[row.text(steps)] = UInt16(ladders.count)
            ladders.append(Ladder(baseYear: year, rates: values))
        }
        return places
    }

    private mutating func readLines(_ share: Share, _ places: [String: UInt16]) throws(DataFault) {
        var file = try DataFile("\(folder)/agreement-rates.csv", in: share)
        let name = try file.column("schedule")
        let hs8 = try file.column("hs8")
        let steps = try file.column("steps")
        var current = ""
        var schedule = Schedule()
        while let row = try file.next() {
            let text = row.text(name)
            if !text.utf8.elementsEqual(current.utf8) {
                if !current.isEmpty { schedules[current] = schedule }
                guard schedules[text] == nil else { throw row.fault("schedule") }
                current = text
                schedule = Schedule()
                schedule.source = source(of: text)
            }
            guard let code = GoodsCode.pack(row.text(hs8)), row.text(hs8).utf8.count == 8,
                schedule.lines.last.map({ UInt64($0) < code }) ?? true
            else { throw row.fault("hs8") }
            guard let place = places[row.text(steps)] else { throw row.fault("steps") }
            schedule.lines.append(UInt32(code))
            schedule.steps.append(place)
        }
        if !current.isEmpty { schedules[current] = schedule }
    }

    private func source(of schedule: String) -> Citation {
        memberships.values.lazy.flatMap { $0 }.first { $0.schedule == schedule }?.citation
            ?? Citation(document: schedule)
    }

    private mutating func readAdditional(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/additional-requirement.csv", in: share)
        let agreement = try file.column("agreement")
        let hs8 = try file.column("hs8")
        let pct = try file.column("added_value_pct")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let source = try file.column("source")
        while let row = try file.next() {
            guard let code = GoodsCode.pack(row.text(hs8)) else { throw row.fault("hs8") }
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            guard let share = try row.number(pct, "added_value_pct") else {
                throw row.fault("added_value_pct")
            }
            let name = try row.required(agreement, "agreement")
            additional[name, default: [:]][code] = Dated(
                from: first, to: try row.day(to, "valid_to"),
                value: AddedValueLine(agreement: name, code: row.text(hs8), pct: share),
                citation: Citation(document: try row.required(source, "source")))
        }
    }
}
