import Kernel
import Reference

extension EditionReading {
    /// Columns `agreement`, `code` (eight or ten digits), `rate` (our notation, `U` for a line that
    /// is left out), and as wanted `partner` (three letters), `valid_to`, `hs_edition`.
    func rates(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let agreement = try file.column("agreement")
        let code = try file.column("code")
        let rate = try file.column("rate")
        let partner = file.place(of: "partner")
        let to = file.place(of: "valid_to")
        let written = file.place(of: "hs_edition")
        let years = book.nomenclatures(on: edition.from, state)
        let held = RatesHeld(book: book, day: edition.from)
        var groups: [String: [[String]]] = [:]
        var changes: [EditionReport.Change] = []
        var seen: [String: Int] = [:]
        while let row = try file.next() {
            var name = try row.required(agreement, "agreement")
            guard knowsAgreement(name, state) else {
                throw row.fault("agreement", EditionReading.noAgreement)
            }
            let country = row.text(partner)
            var iso = ""
            if !country.isEmpty {
                guard let origin = try? book.origin(country), !origin.iso.isEmpty else {
                    throw row.fault("partner", EditionReading.noCountry)
                }
                iso = origin.iso
            }
            let agreed = name
            if !iso.isEmpty { name += ":\(iso)" }
            let digits = row.text(code)
            guard GoodsCode.pack(digits) != nil, [8, 10].contains(digits.utf8.count) else {
                throw row.fault("code")
            }
            if let first = seen.updateValue(row.line, forKey: "\(name) \(digits)") {
                throw row.fault("code", EditionReading.repeated(first))
            }
            let text = try row.required(rate, "rate")
            var value: DutyRate?
            if text != "U" {
                guard let read = DutyRate(notation: text), read.isStated else {
                    throw row.fault("rate")
                }
                guard read.isPlausible else { throw row.fault("rate", TariffTable.tooHigh) }
                value = read
            }
            if !iso.isEmpty { groups[agreed] = nil }
            let whom = iso.isEmpty
                ? groups[agreed] ?? held.groups(of: agreed, [state]) : [[iso]]
            if iso.isEmpty { groups[agreed] = whom }
            let old = held.rates(agreed, digits, whom, state)
            state.rates[name, default: [:]][digits, default: []].append(
                LoadedEditions.RateVersion(
                    from: edition.from, to: try row.day(to, "valid_to"), rate: value,
                    citation: Citation(document: edition.document),
                    isReferenceOnly: edition.isReferenceOnly,
                    edition: try nomenclature(row, written, years)))
            let turns = RatesHeld.turns(
                whom, from: old, to: held.rates(agreed, digits, whom, state))
            changes.append(RatesHeld.change("\(name) \(digits)", turns))
        }
        return changes
    }

    /// Columns `currency`, `units`, `cny`, and as wanted `valid_to`.
    func exchange(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let currency = try file.column("currency")
        let units = try file.column("units")
        let cny = try file.column("cny")
        let to = file.place(of: "valid_to")
        var changes: [EditionReport.Change] = []
        var seen: [CurrencyCode: Int] = [:]
        while let row = try file.next() {
            guard let code = try? book.currency(row.text(currency)) else {
                throw row.fault("currency")
            }
            if let first = seen.updateValue(row.line, forKey: code) {
                throw row.fault("currency", EditionReading.repeated(first))
            }
            guard let count = try row.number(units, "units"), count > .zero else {
                throw row.fault("units")
            }
            guard let price = try row.number(cny, "cny"), price > .zero else {
                throw row.fault("cny")
            }
            let old = book.exchange.yuanPerUnit(of: code, on: edition.from)
            let dated = Dated(
                from: edition.from, to: try row.day(to, "valid_to"),
                value: ExchangeRates.Rate(units: count, cny: price),
                citation: Citation(document: edition.document))
            state.exchange[code, default: []].append(dated)
            let new = try? price.scaled(Int128(Fixed.scale), over: Int128(count.raw))
            changes.append(told(row.text(currency), old?.text, new?.text ?? price.text))
        }
        return changes
    }

    /// Columns `code` (two to ten digits), `refund_pct`, and as wanted `mark` (1 taxed, 2 exempt),
    /// `vat_pct`, `name`, `valid_from` (later than the first day of the edition, else that), and
    /// `valid_to`. What ended before the first day is passed by. What is said of a code takes the
    /// place of all that was said of it from that day on.
    func refunds(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let code = try file.column("code")
        let pct = try file.column("refund_pct")
        let mark = file.place(of: "mark")
        let vat = file.place(of: "vat_pct")
        let name = file.place(of: "name")
        let from = file.place(of: "valid_from")
        let to = file.place(of: "valid_to")
        var changes: [EditionReport.Change] = []
        var seen: Set<String> = []
        while let row = try file.next() {
            let digits = row.text(code)
            guard GoodsCode.pack(digits) != nil, digits.utf8.count >= 2 else {
                throw row.fault("code")
            }
            guard let rate = try row.number(pct, "refund_pct"), !rate.isNegative,
                rate <= Fixed(100)
            else { throw row.fault("refund_pct") }
            guard let meaning = RefundRate.Mark(rawValue: Int(row.text(mark)) ?? 0) else {
                throw row.fault("mark")
            }
            let last = try row.day(to, "valid_to")
            if let last, last < edition.from { continue }
            let first = max(try row.day(from, "valid_from") ?? edition.from, edition.from)
            let old = state.refunds[digits]?.last { $0.from <= edition.from }?.rate.pct.text
            if seen.insert(digits).inserted {
                state.refunds[digits]?.removeAll { $0.from >= edition.from }
            }
            state.refunds[digits, default: []].append(
                LoadedEditions.RefundVersion(
                    from: first, to: last,
                    rate: RefundRate(
                        pct: rate, mark: meaning, vatPct: try row.number(vat, "vat_pct"),
                        name: row.text(name), citation: Citation(document: edition.document))))
            changes.append(told(digits, old, rate.text))
        }
        return changes
    }

    /// Columns `heading` (four, six, eight or ten digits), and as wanted `valid_to`, `only_for`
    /// (`drug-pilot`, or `origin:` with origins), `remark_zh`, `remark_en`. Rows that are not for
    /// everybody do not make the list be enforced.
    func headings(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let heading = try file.column("heading")
        let to = file.place(of: "valid_to")
        let onlyFor = file.place(of: "only_for")
        let chinese = file.place(of: "remark_zh")
        let english = file.place(of: "remark_en")
        let yearly = file.place(of: "yearly_quantity")
        let unit = file.place(of: "yearly_unit")
        var isForAll = false
        var changes: [EditionReport.Change] = []
        while let row = try file.next() {
            let digits = row.text(heading)
            guard let whom = listedFor(row.text(onlyFor)) else { throw row.fault("only_for") }
            if whom == .everybody { isForAll = true }
            guard let number = GoodsCode.pack(digits), [4, 6, 8, 10].contains(digits.utf8.count)
            else { throw row.fault("heading") }
            let old = state.headings[number]?.contains {
                $0.holds(on: edition.from) && $0.value.listedFor == whom
            } ?? false
            state.headings[number, default: []].append(
                Dated(
                    from: edition.from, to: try row.day(to, "valid_to"),
                    value: LoadedHeading(
                        digits: digits.utf8.count, listedFor: whom,
                        remark: Localized(
                            zh: row.text(chinese),
                            en: row.text(english).isEmpty ? row.text(chinese) : row.text(english)),
                        yearly: try self.yearly(row, yearly, unit, on: edition.from)),
                    citation: Citation(document: edition.document)))
            changes.append(
                EditionReport.Change(what: old ? .same : .new, subject: digits, details: []))
        }
        if isForAll { state.listedFrom = min(state.listedFrom ?? edition.from, edition.from) }
        return changes
    }

    /// How much a person may import in a year, where the row says so; a unit must stand beside it.
    private func yearly(
        _ row: DataRow, _ quantity: Int, _ unit: Int, on day: Day
    ) throws(DataFault) -> LoadedHeading.Yearly? {
        guard let amount = try row.number(quantity, "yearly_quantity") else { return nil }
        guard amount > .zero else { throw row.fault("yearly_quantity") }
        guard book.tables[.units].entry(row.text(unit), on: day) != nil else {
            throw row.fault("yearly_unit")
        }
        return LoadedHeading.Yearly(quantity: amount, unit: row.text(unit))
    }

    /// For whom a row is; nil for what says nothing.
    private func listedFor(_ text: String) -> ListedFor? {
        if text.isEmpty { return .everybody }
        if text == "drug-pilot" { return .drugPilot }
        guard text.utf8.starts(with: "origin:".utf8) else { return nil }
        let names = text.dropFirst("origin:".count).split(separator: " ")
        let origins = names.compactMap { try? book.origin(String($0)).code }
        return origins.isEmpty || origins.count != names.count ? nil : .origins(origins)
    }

    /// What changes of several parts: only those that do.
    func told(_ subject: String, _ old: [String]?, _ new: [String]) -> EditionReport.Change {
        guard let old else {
            return EditionReport.Change(what: .new, subject: subject, details: new)
        }
        let differing = old.count == new.count
            ? zip(old, new).filter { !$0.utf8.elementsEqual($1.utf8) }
            : [(old.joined(separator: ", "), new.joined(separator: ", "))]
        return EditionReport.Change(
            what: differing.isEmpty ? .same : .changed, subject: subject,
            details: differing.map { "\($0) → \($1)" })
    }

    func told(_ subject: String, _ old: String?, _ new: String) -> EditionReport.Change {
        guard let old else {
            return EditionReport.Change(what: .new, subject: subject, details: [new])
        }
        let isSame = old.utf8.elementsEqual(new.utf8)
        return EditionReport.Change(
            what: isSame ? .same : .changed, subject: subject,
            details: isSame ? [] : ["\(old) → \(new)"])
    }
}
