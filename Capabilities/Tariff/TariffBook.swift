public import Kernel
public import Origin
public import Reference

/// The whole tariff as of any day: names, rates, agreements, currencies, limits. Read once at
/// start; editions loaded later count for every copy.
public struct TariffBook: Sendable {
    public let codes: GoodsCodes
    public let agreements: AgreementRates
    let treaties: AgreementTable
    /// Product rules of agreements, with what was loaded beside them.
    public let rules: OriginRuleBook
    public let exchange: ExchangeRates
    /// Taxation of retail imports, with the positive list.
    public let retail: RetailImportDuties
    let thresholds: Thresholds
    let quotas: QuotaCatalogue
    let postal: PostalTax
    /// Editions of the Harmonized System.
    let nomenclatures: [Dated<HSEdition>]
    /// Terms of summary statistics that came with the product.
    let summaryTerms: [Dated<ExportSummaryTerms>]
    let exports: ExportDuties
    let search: SearchShelf
    let tables: CodeTables
    /// Origins by customs number and by alpha-3.
    let origins: [String: Origin]
    let currencies: [String: CurrencyCode]

    /// Reads every table. Refuses one that is missing or damaged, naming file and line.
    public static func load(_ share: Share, tables: CodeTables) throws -> TariffBook {
        try load(share, tables: tables, retail: RetailImportDuties.load(share))
    }

    /// The same on codes that were read before, so that both see what is loaded later.
    public static func load(_ share: Share, tables: CodeTables, retail: RetailImportDuties) throws
        -> TariffBook
    {
        var agreements = try AgreementTable.load(share)
        var rules = try OriginRuleBook.load(share)
        let loaded = retail.codes.loaded
        rules.loaded = loaded.rules
        agreements.loaded = loaded.rules
        let schedules = try AgreementRates.schedules(share)
        var thresholds = try Thresholds.load(share)
        thresholds.loaded = loaded
        var quotas = try QuotaCatalogue.load(share)
        quotas.loaded = loaded
        var postal = try PostalTax.load(share)
        postal.loaded = loaded
        return TariffBook(
            codes: retail.codes,
            agreements: try AgreementRates.load(
                share, memberships: memberships(agreements.shipped, schedules: schedules),
                schedules: schedules, loaded: loaded),
            treaties: agreements, rules: rules,
            exchange: try ExchangeRates.load(share, beside: retail.codes),
            retail: retail, thresholds: thresholds,
            quotas: quotas, postal: postal, nomenclatures: try HSEdition.load(share),
            summaryTerms: try ExportSummaryRule.load(share).shipped,
            exports: try ExportDuties.load(share),
            search: SearchShelf(share.once { CodeSearch(retail.codes) }), tables: tables,
            origins: origins(tables, agreements), currencies: currencies(tables))
    }

    /// Where goods come from.
    public struct Origin: Sendable, Hashable {
        /// Three digits of the customs.
        public let code: String
        /// Three letters; empty for unknown origins.
        public let iso: String
        public let name: Localized
        /// Whether goods of this origin get the most-favoured-nation rate (关税法 第十二条). By
        /// default all of known origin do: the list of those that do not is not in our tables.
        public var isFavoured: Bool { !iso.isEmpty }
    }

    /// Every origin, in order of the customs' numbers.
    public var everyOrigin: [Origin] {
        Set(origins.values).sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    }

    /// An origin by customs number, three letters, its name in either language, or two letters.
    public func origin(_ text: String) throws(LookupRefusal) -> Origin {
        let letters = text.halfWidth.uppercased()
        guard let found = origins[letters]
            ?? treaties.iso3(loaded: letters).flatMap({ origins[$0] })
        else { throw .originUnknown(text) }
        return found
    }

    /// A currency by three letters or customs number.
    public func currency(_ text: String) throws(LookupRefusal) -> CurrencyCode {
        guard let found = currencies[text.halfWidth.uppercased()] else {
            throw .currencyUnknown(text)
        }
        return found
    }

    /// Three letters of a currency; its number where it has none.
    public func letters(of currency: CurrencyCode, on day: Day) -> String {
        tables[.currencies].entry(currency.code, on: day)?.iso ?? currency.code
    }

    /// What a unit is called.
    public func unit(_ code: String, on day: Day) -> Localized {
        guard let entry = tables[.units].entry(code, on: day) else { return Localized(same: code) }
        // 千克 has no note in brackets, `unit (machine)` has: the first words say enough.
        let english = entry.name.en.prefix { $0 != "(" }
        return Localized(
            zh: entry.name.zh, en: String(english.last == " " ? english.dropLast() : english))
    }

    /// The line of ten digits in force on a day.
    ///
    /// - Throws: a refusal that says whether the code is too short, was never in an edition held
    ///   here, is no more, or the day lies outside every edition.
    public func line(_ text: String, on day: Day) throws(LookupRefusal) -> TariffLine {
        guard let digits = text.halfWidth.codeDigits else { throw .codeForm(text) }
        if let code = GoodsCode(digits), let line = codes.line(code, on: day) { return line }
        try inEdition(day)
        if digits.utf8.count < 10, codes.contains(prefix: digits) {
            throw .codeTooShort(digits, count: codes.lines(under: digits, on: day).count)
        }
        throw unknown(digits, on: day)
    }

    /// Why a code cannot be found.
    func unknown(_ digits: String, on day: Day) -> LookupRefusal {
        if let lost = lostZero(digits, on: day) { return lost }
        if let code = GoodsCode(digits), let version = codes.loaded.version(of: code, on: day),
            version.line == nil
        {
            return .codeEndedOn(
                digits, version.from.adding(days: -1), successors: version.successors)
        }
        if var former = codes.nomenclature.former(digits) {
            if former.successors.isEmpty {
                former.derived = codes.derivedSuccessors(of: former, on: day)
            }
            if former.successors.isEmpty, former.derived.isEmpty {
                former.around = codes.subheadings(of: String(former.code.prefix(4)))
            }
            return .codeEnded(former)
        }
        var known = digits
        while known.utf8.count > 2 {
            known.removeLast()
            guard [2, 4, 6, 8].contains(known.utf8.count), codes.contains(prefix: known) else {
                continue
            }
            if known.utf8.count >= 6, let first = codes.edition?.from {
                return .codeNotHeld(digits, first: first, likely: likely(known, on: day))
            }
            return .codeUnknown(digits, known: known)
        }
        return .codeUnknown(digits, known: nil)
    }

    /// Set for nine digits that are a code in force with a zero before them, which spreadsheets
    /// take off the front of numbers; nil for all others.
    func lostZero(_ digits: String, on day: Day) -> LookupRefusal? {
        guard digits.utf8.count == 9,
            GoodsCode("0" + digits).flatMap({ codes.line($0, on: day) }) != nil
        else { return nil }
        return .codeLostZero(digits)
    }

    /// Codes of a day below known digits; the digits alone where there are too many to choose of.
    private func likely(_ known: String, on day: Day) -> [String] {
        let below = codes.lines(under: known, on: day).map(\.code.text)
        return below.isEmpty || below.count > 12 ? [known] : below
    }

    /// Refuses a day before the first edition.
    func inEdition(_ day: Day) throws(LookupRefusal) {
        if let edition = codes.edition, day < edition.from {
            throw .dayOutside(day, first: edition.from)
        }
    }

    /// Set for a day in a year whose tariff is not held as a whole: a tariff is made for a year, so
    /// what is told for it is carried over from the one before.
    func carriedOver(to day: Day) -> Localized? {
        guard let edition = codes.edition else { return nil }
        let whole = codes.loaded.now(on: day).wholeCodes.filter { $0 <= day }.max()?.year
        return carriedOver(from: max(edition.from.year, whole ?? 0), to: day)
    }

    /// The same of one line: an edition that amends others says nothing about it.
    func carriedOver(_ line: TariffLine, to day: Day) -> Localized? {
        carriedOver(from: line.ratesOf, to: day)
    }

    /// The same of several: of the one whose figures are the oldest.
    func carriedOver(_ lines: [TariffLine], to day: Day) -> Localized? {
        lines.min { $0.ratesOf < $1.ratesOf }.flatMap { carriedOver($0, to: day) }
    }

    private func carriedOver(from year: Int, to day: Day) -> Localized? {
        guard day.year > year else { return nil }
        return Localized(
            zh: "\(day.year) 年的税则本系统尚未载有，下列税率沿用 \(year) 年版，届时可能不同。"
                + "请在当年税则公布并导入后再查。",
            en: "The tariff of \(day.year) is not held here: these rates are carried over from "
                + "that of \(year) and may differ. Ask again once that tariff is loaded.")
    }

    /// Who takes part in which agreement, with the schedule of its rates where one is held.
    static func memberships(
        _ agreements: [Agreement],
        schedules: [AgreementRates.ScheduleName: (String, Citation)]
    ) -> [String: [AgreementRates.Membership]] {
        var found: [String: [AgreementRates.Membership]] = [:]
        for agreement in agreements {
            for partner in agreement.partners where partner.iso3 != "CHN" {
                let schedule = schedules[
                    AgreementRates.ScheduleName(
                        agreement: agreement.id, partner: partner.iso3)]
                found[partner.iso3, default: []].append(
                    AgreementRates.Membership(
                        agreement: agreement.id, partner: partner.iso3, name: agreement.name,
                        treatment: agreement.kind == .unilateral ? .special : .agreement,
                        schedule: schedule?.0, from: max(agreement.from, partner.from),
                        to: [agreement.to, partner.to].compactMap { $0 }.min(),
                        citation: schedule?.1 ?? agreement.citation))
            }
        }
        return found
    }

    private static func origins(
        _ tables: CodeTables, _ agreements: AgreementTable
    ) -> [String: Origin] {
        var found: [String: Origin] = [:]
        for entry in tables[.countries].entries(on: Day(sinceEpoch: 20_454)) {
            let origin = Origin(code: entry.code, iso: entry.iso ?? "", name: entry.name)
            found[entry.code] = origin
            if let iso = entry.iso { found[iso] = origin }
            for name in [entry.name.zh, entry.name.en] { found[name.uppercased()] = origin }
        }
        // Two letters are known of those that take part in an agreement, as worksheets take them.
        for partner in agreements.shipped.flatMap(\.partners) {
            let letters = partner.iso2.uppercased()
            if let origin = found[partner.iso3], found[letters] == nil { found[letters] = origin }
        }
        return found
    }

    private static func currencies(_ tables: CodeTables) -> [String: CurrencyCode] {
        var found: [String: CurrencyCode] = [:]
        for entry in tables[.currencies].entries(on: Day(sinceEpoch: 20_454)) {
            guard let code = CurrencyCode(entry.code) else { continue }
            found[entry.code] = code
            if let iso = entry.iso { found[iso] = code }
        }
        return found
    }
}
