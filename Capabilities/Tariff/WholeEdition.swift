import Kernel
import Origin
import Reference

/// What an edition of a whole table takes the place of. What it does not name holds no longer from
/// its first day on; what it names is put in place by the reading of its rows.
extension EditionReading {
    /// How many lines of what a file is about are in force before its first day counts.
    func held(_ file: DataFile, _ edition: Edition, _ state: LoadedEditions.State) -> Int {
        switch edition.kind {
        case .codes: codesInForce(on: edition.from, state).count
        case .agreementRates:
            schedules(in: file).reduce(0) { $0 + lines(of: $1.key, edition.from, state).count }
        case .originRules:
            agreements(in: file).reduce(0) {
                $0 + book.rules.entries(of: $1.key, on: edition.from, with: state.rules).count
            }
        case .exportDuties: exportsInForce(on: edition.from, state).count
        case .legalNotes: notesInForce(on: edition.from, state).count
        case .exchangeRates: 0
        case .refundRates: refundsInForce(on: edition.from, state).count
        case .positiveList: headingsInForce(on: edition.from, state).count
        default:
            SmallTable.of(edition.kind)?.held(book, edition.from, state).count ?? 0
        }
    }

    /// Takes away what a whole table does not name, and tells what that is.
    ///
    /// - Parameters:
    ///   - before: what held before the rows of the file were read.
    ///   - state: what holds with them.
    func drop(
        _ file: DataFile, _ edition: Edition, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        let gone: [String]
        switch edition.kind {
        case .codes: gone = try dropCodes(file, edition.from, before, &state)
        case .agreementRates: gone = dropRates(file, edition.from, before, &state)
        case .originRules: gone = dropRules(file, edition.from, before)
        case .exportDuties: gone = try dropExports(file, edition, before, &state)
        case .legalNotes: gone = try dropNotes(file, edition, before, &state)
        case .exchangeRates: throw DataFault.neverWhole(edition)
        case .refundRates: gone = try dropRefunds(file, edition.from, before, &state)
        case .positiveList: gone = try dropHeadings(file, edition.from, before, &state)
        default: gone = try dropShort(file, edition, before, &state)
        }
        return gone.map { EditionReport.Change(what: .dropped, subject: $0, details: []) }
    }

    // MARK: Short tables

    private func dropShort(
        _ file: DataFile, _ edition: Edition, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [String] {
        guard let table = SmallTable.of(edition.kind) else { return [] }
        let named = try table.named(self, file, edition, before)
        table.drop(&state, named, edition.from)
        return table.held(book, edition.from, before).filter { !named.contains($0) }
    }

    // MARK: Goods codes

    private func codesInForce(on day: Day, _ state: LoadedEditions.State) -> [GoodsCode] {
        book.codes.shippedCodes(and: state).filter {
            book.codes.line($0, on: day, with: state) != nil
        }
    }

    private func dropCodes(
        _ source: DataFile, _ day: Day, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [String] {
        let named = Set(try column("hs10", of: source).compactMap { GoodsCode($0) })
        let gone = codesInForce(on: day, before).filter { !named.contains($0) }
        for code in gone {
            state.lines[code.packed, default: []].append(
                LoadedEditions.LineVersion(from: day, line: nil))
        }
        state.wholeCodes.append(day)
        return gone.map(\.text)
    }

    // MARK: Rates of agreements

    /// Codes by schedule, each under the name its rates are kept by: `CN-AUS`, `RCEP:VNM`.
    private func schedules(in source: DataFile) -> [String: Set<String>] {
        var file = source
        let (agreement, partner) = (file.place(of: "agreement"), file.place(of: "partner"))
        let code = file.place(of: "code")
        var found: [String: Set<String>] = [:]
        // A line that cannot be read is told by the reading of its rows.
        while let row = try? file.next() {
            var name = row.text(agreement)
            if let iso = try? book.origin(row.text(partner)).iso { name += ":\(iso)" }
            found[name, default: []].insert(String(row.text(code).prefix(8)))
        }
        return found
    }

    /// Lines of a schedule that have a rate, eight digits each.
    func lines(
        of name: String, _ day: Day, _ state: LoadedEditions.State
    ) -> Set<String> {
        let parts = name.split(separator: ":")
        let begun = (state.schedules[name] ?? []).filter { $0 <= day }.max()
        var found: Set<String> = []
        for (code, versions) in state.rates[name] ?? [:]
        where versions.contains(where: { version in
            version.from <= day && (version.to.map { day <= $0 } ?? true)
                && (begun.map { $0 <= version.from } ?? true)
        }) {
            found.insert(String(code.prefix(8)))
        }
        if begun == nil, let agreement = parts.first {
            for line in book.agreements.shippedLines(
                of: String(agreement), partner: parts.count > 1 ? String(parts[1]) : nil)
            {
                let digits = String(line)
                found.insert(String(repeating: "0", count: 8 - digits.utf8.count) + digits)
            }
        }
        return found
    }

    private func dropRates(
        _ source: DataFile, _ day: Day, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) -> [String] {
        var gone: [String] = []
        for (name, named) in schedules(in: source).sorted(by: { $0.key < $1.key }) {
            gone += lines(of: name, day, before).subtracting(named).sorted()
                .map { "\(name) \($0)" }
            state.schedules[name, default: []].append(day)
            // What an earlier edition said from the same day on goes, too.
            for kept in before.rates.keys where kept == name || kept.hasPrefix(name + ":") {
                for (code, rows) in before.rates[kept] ?? [:] {
                    let read = (state.rates[kept]?[code] ?? []).dropFirst(rows.count)
                    state.rates[kept]?[code] = rows.filter { $0.from < day } + read
                }
            }
        }
        return gone
    }

    // MARK: Rules of origin

    /// Entries by agreement.
    private func agreements(in source: DataFile) -> [String: Set<String>] {
        var file = source
        let (agreement, code) = (file.place(of: "agreement"), file.place(of: "code"))
        var found: [String: Set<String>] = [:]
        // A line that cannot be read is told by the reading of its rows.
        while let row = try? file.next() {
            found[row.text(agreement), default: []].insert(row.text(code))
        }
        return found
    }

    /// What a whole list leaves out; it takes its place by being kept as one.
    private func dropRules(
        _ source: DataFile, _ day: Day, _ before: LoadedEditions.State
    ) -> [String] {
        agreements(in: source).sorted { $0.key < $1.key }.flatMap { name, named in
            book.rules.entries(of: name, on: day, with: before.rules).keys
                .filter { !named.contains($0) }.sorted().map { "\(name) \($0)" }
        }
    }

    // MARK: Refund rates

    func refundsInForce(on day: Day, _ state: LoadedEditions.State) -> [String] {
        state.refunds.filter { _, versions in
            versions.contains { $0.from <= day && ($0.to.map { day <= $0 } ?? true) }
        }.keys.sorted()
    }

    private func dropRefunds(
        _ source: DataFile, _ day: Day, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [String] {
        let named = Set(try column("code", of: source))
        let gone = refundsInForce(on: day, before).filter { !named.contains($0) }
        let last = day.adding(days: -1)
        for code in state.refunds.keys where !named.contains(code) {
            state.refunds[code] = state.refunds[code]?.compactMap { version in
                guard version.from < day else { return nil }
                return LoadedEditions.RefundVersion(
                    from: version.from, to: min(version.to ?? last, last), rate: version.rate)
            }
        }
        return gone
    }

    // MARK: The positive list

    func headingsInForce(on day: Day, _ state: LoadedEditions.State) -> [String] {
        Set(
            state.headings.flatMap { number, rows in
                rows.filter { $0.holds(on: day) }.map { EditionReading.digits($0.value, number) }
            }
        ).sorted()
    }

    private func dropHeadings(
        _ source: DataFile, _ day: Day, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [String] {
        let named = Set(try column("heading", of: source))
        let gone = headingsInForce(on: day, before).filter { !named.contains($0) }
        let last = day.adding(days: -1)
        for (number, rows) in before.headings {
            let read = (state.headings[number] ?? []).dropFirst(rows.count)
            state.headings[number] = rows.filter { $0.from < day }.map { row in
                Dated(
                    from: row.from, to: min(row.to ?? last, last), value: row.value,
                    citation: row.citation)
            } + read
        }
        return gone
    }

    /// A heading with the noughts in front that its number has lost.
    private static func digits(_ heading: LoadedHeading, _ number: UInt64) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, heading.digits - text.utf8.count)) + text
    }

    func column(_ name: String, of source: DataFile) throws(DataFault) -> [String] {
        var file = source
        let place = try file.column(name)
        var found: [String] = []
        while let row = try file.next() { found.append(row.text(place)) }
        return found
    }
}
