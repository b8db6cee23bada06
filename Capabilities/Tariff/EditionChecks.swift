import Kernel
import Origin
import Reference

/// What a table may not say although each of its cells can be read: codes that do not exist, rows
/// that never hold, rates nobody levies. Told by line and column before anything is loaded.
extension EditionReading {
    /// Refuses rows that contradict the tables, the law or each other.
    ///
    /// - Parameter state: what holds with the rows of the file.
    func check(
        _ source: DataFile, _ edition: Edition, _ state: LoadedEditions.State
    ) throws(DataFault) {
        var file = source
        var known = KnownDigits(book: book, state: state)
        let years = book.nomenclatures(on: edition.from, state)
        var spans: [String: [(line: Int, from: Day, to: Day?)]] = [:]
        while let row = try file.next() {
            try days(row, file, edition)
            try units(row, file, edition.from)
            try vat(row, file, edition.from)
            switch edition.kind {
            case .codes: try chapterExists(row, file, edition.from, state)
            case .agreementRates:
                try member(row, file, edition, state)
                try exists(row, file, "code", &known)
            case .originRules: try entryExists(row, file, years, &known)
            case .exportDuties: try exists(row, file, "code", &known)
            case .positiveList: try exists(row, file, "heading", &known)
            case .refundRates:
                guard try holds(row, file, edition) else { continue }
                try refund(row, file, edition.from, &known)
                try overlaps(row, file, edition, &spans)
            default: continue
            }
        }
    }

    // MARK: Days

    /// A row that ends before it begins never holds, nor does one that ended before the first day.
    /// Libraries of refund rates list what is over as well: that is passed by.
    private func days(_ row: DataRow, _ file: DataFile, _ edition: Edition) throws(DataFault) {
        guard let last = try row.day(file.place(of: "valid_to"), "valid_to") else { return }
        if let first = try row.day(file.place(of: "valid_from"), "valid_from"), last < first {
            throw row.fault("valid_to", EditionFault.endsBefore(first))
        }
        if last < edition.from, edition.kind != .refundRates {
            throw row.fault("valid_to", EditionFault.neverHolds(edition.from))
        }
    }

    private func holds(_ row: DataRow, _ file: DataFile, _ edition: Edition) throws(DataFault)
        -> Bool
    {
        try row.day(file.place(of: "valid_to"), "valid_to").map { edition.from <= $0 } ?? true
    }

    /// Two rates of one code on one day.
    private func overlaps(
        _ row: DataRow, _ file: DataFile, _ edition: Edition,
        _ spans: inout [String: [(line: Int, from: Day, to: Day?)]]
    ) throws(DataFault) {
        let stated = try row.day(file.place(of: "valid_from"), "valid_from")
        let first = max(stated ?? edition.from, edition.from)
        let last = try row.day(file.place(of: "valid_to"), "valid_to")
        let digits = row.text(file.place(of: "code"))
        for other in spans[digits] ?? []
        where last.map({ other.from <= $0 }) ?? true && other.to.map({ first <= $0 }) ?? true {
            throw row.fault("code", EditionFault.overlaps(other.line))
        }
        spans[digits, default: []].append((row.line, first, last))
    }

    // MARK: Codes

    private func exists(
        _ row: DataRow, _ file: DataFile, _ column: String, _ known: inout KnownDigits
    ) throws(DataFault) {
        guard !known.has(row.text(file.place(of: column))) else { return }
        throw row.fault(column, EditionFault.noCode)
    }

    /// A new code lies in a chapter that exists; a new heading may be, and is only told.
    private func chapterExists(
        _ row: DataRow, _ file: DataFile, _ day: Day, _ state: LoadedEditions.State
    ) throws(DataFault) {
        let chapter = String(row.text(file.place(of: "hs10")).prefix(2))
        guard !isNamed(chapter, day, state) else { return }
        throw row.fault("hs10", EditionFault.noChapter(chapter))
    }

    /// Lists of rules are written in older nomenclatures, too: of those the heading is known here.
    private func entryExists(
        _ row: DataRow, _ file: DataFile, _ years: [Int], _ known: inout KnownDigits
    ) throws(DataFault) {
        let entry = row.text(file.place(of: "code"))
        let text = row.text(file.place(of: "hs_edition"))
        let isOld = !text.isEmpty && Int(text) != years.last
        guard known.has(String(entry.prefix(isOld ? 4 : 6))) else {
            throw row.fault("code", EditionFault.noCode)
        }
    }

    private func member(
        _ row: DataRow, _ file: DataFile, _ edition: Edition, _ state: LoadedEditions.State
    ) throws(DataFault) {
        let partner = row.text(file.place(of: "partner"))
        guard !partner.isEmpty, let iso = try? book.origin(partner).iso else { return }
        let name = row.text(file.place(of: "agreement"))
        let members = treaties(on: edition.from, state)
            .filter { $0.id.utf8.elementsEqual(name.utf8) }.flatMap(\.partners).map(\.iso3)
        guard members.contains(where: { $0.utf8.elementsEqual(iso.utf8) }) else {
            throw row.fault("partner", EditionFault.noMember(members))
        }
    }

    // MARK: Figures

    private func refund(
        _ row: DataRow, _ file: DataFile, _ day: Day, _ known: inout KnownDigits
    ) throws(DataFault) {
        let digits = row.text(file.place(of: "code"))
        // The tax administration splits codes further; the subheading it splits is ours.
        guard known.has(String(digits.prefix(6))) else {
            throw row.fault("code", EditionFault.noCode)
        }
        guard let pct = try row.number(file.place(of: "refund_pct"), "refund_pct") else { return }
        let own = try row.number(file.place(of: "vat_pct"), "vat_pct")
        guard let vat = own ?? book.codes.lines(under: digits, on: day).compactMap(\.vat).max(),
            pct > vat
        else { return }
        throw row.fault("refund_pct", EditionFault.aboveVAT(vat))
    }

    private func vat(_ row: DataRow, _ file: DataFile, _ day: Day) throws(DataFault) {
        let column = file.place(of: "vat_pct")
        guard column >= 0, let pct = try row.number(column, "vat_pct"),
            let highest = try? book.thresholds.amount(.highestVAT, on: day), pct > highest.value
        else { return }
        throw row.fault("vat_pct", EditionFault.aboveHighest(highest.value))
    }

    /// Units of rates and of codes stand in the customs' table of units.
    private func units(_ row: DataRow, _ file: DataFile, _ day: Day) throws(DataFault) {
        for column in ["mfn", "general", "rate"] {
            let parts = row.text(file.place(of: column)).utf8.split(separator: UInt8(ascii: "/"))
            for part in parts.dropFirst() {
                let unit = part.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                try unitExists(String(decoding: unit, as: UTF8.self), row, column, day)
            }
        }
        for column in [
            "unit1", "unit2", "consumption_amount_unit", "consumption_threshold_unit",
        ] {
            try unitExists(row.text(file.place(of: column)), row, column, day)
        }
    }

    private func unitExists(
        _ unit: String, _ row: DataRow, _ column: String, _ day: Day
    ) throws(DataFault) {
        guard !unit.isEmpty, book.tables[.units].entry(unit, on: day) == nil else { return }
        throw row.fault(column, EditionFault.noUnit(unit))
    }

    /// Refuses a first day before the tariff held here begins: no answer reaches back there, so it
    /// is a slip. Tables that are asked about other days, such as rates of exchange, may.
    func refuseBeforeTheFirst(_ edition: Edition) throws(LookupRefusal) {
        let kinds: [Edition.Kind] = [
            .codes, .agreementRates, .originRules, .exportDuties, .legalNotes, .names,
            .searchWords, .agreements, .agreementPartners,
        ]
        guard kinds.contains(edition.kind), let first = book.codes.edition?.from,
            edition.from < first
        else { return }
        throw .contradictory(
            field: "from", EditionFault.beforeTheFirst(edition.from, first),
            fix: EditionFault.fromTheFirst(first))
    }

    /// Refuses a rate of exchange that is more than ten times the one in force or less than a
    /// tenth of it: a slip in the units or the point.
    func refuseLargeChanges(_ edition: Edition) throws(LookupRefusal) {
        guard edition.kind == .exchangeRates else { return }
        do throws(DataFault) {
            var file = try DataFile(edition.content, named: edition.fileName)
            let (currency, cny) = (try file.column("currency"), try file.column("cny"))
            let units = try file.column("units")
            while let row = try file.next() {
                guard let code = try? book.currency(row.text(currency)),
                    let old = book.exchange.yuanPerUnit(of: code, on: edition.from),
                    let price = try row.number(cny, "cny"),
                    let count = try row.number(units, "units"), count > .zero
                else { continue }
                let new = try? price.scaled(Int128(Fixed.scale), over: Int128(count.raw))
                if let new, Int128(new.raw) <= Int128(old.raw) * 10,
                    Int128(new.raw) * 10 >= Int128(old.raw)
                {
                    continue
                }
                throw row.fault("cny", EditionFault.largeChange(old))
            }
        } catch { throw EditionReading.told(error, edition.content, edition.kind) }
    }
}

/// Which digits codes begin with, in the tables and in what is being loaded.
struct KnownDigits {
    let book: TariffBook
    let state: LoadedEditions.State
    private var found: [String: Bool] = [:]

    init(book: TariffBook, state: LoadedEditions.State) {
        self.book = book
        self.state = state
    }

    mutating func has(_ digits: String) -> Bool {
        if let known = found[digits] { return known }
        let isThere = book.codes.contains(prefix: digits) || isLoaded(digits)
        found[digits] = isThere
        return isThere
    }

    private func isLoaded(_ digits: String) -> Bool {
        guard !state.lines.isEmpty, let low = GoodsCode.pack(digits) else { return false }
        let scale = GoodsCode.scale(of: digits.utf8.count)
        return state.lines.contains { code, versions in
            code >= low * scale && code < (low + 1) * scale && versions.contains { $0.line != nil }
        }
    }
}
