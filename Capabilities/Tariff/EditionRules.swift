import Kernel
import Origin
import Reference

extension EditionReading {
    /// Columns `agreement`, `code` (an entry of two to ten digits), `test` (the notation of the
    /// rules that come with the product), and as wanted `hs_edition`, the year of the nomenclature
    /// its codes are of.
    func originRules(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let (agreement, code) = (try file.column("agreement"), try file.column("code"))
        let test = try file.column("test")
        let nomenclature = file.place(of: "hs_edition")
        let years = book.nomenclatures(on: edition.from, state)
        var tests: [String: [String: OriginTest]] = [:]
        var editions: [String: Int] = [:]
        var seen: [String: Int] = [:]
        var changes: [EditionReport.Change] = []
        var before: [String: [String: OriginTest]] = [:]
        while let row = try file.next() {
            let name = try row.required(agreement, "agreement")
            guard knowsAgreement(name, state) else {
                throw row.fault("agreement", EditionReading.noAgreement)
            }
            let entry = row.text(code)
            guard GoodsCode.pack(entry) != nil, [2, 4, 6, 8, 10].contains(entry.utf8.count) else {
                throw row.fault("code")
            }
            if let first = seen.updateValue(row.line, forKey: "\(name) \(entry)") {
                throw row.fault("code", EditionReading.repeated(first))
            }
            let text = try row.required(test, "test")
            guard let read = book.rules.test(text) else { throw row.fault("test") }
            editions[name] = try year(row, nomenclature, editions[name], years)
            tests[name, default: [:]][entry] = read
            if before[name] == nil {
                before[name] = book.rules.entries(of: name, on: edition.from, with: state.rules)
            }
            let old = before[name]?[entry].map { book.rules.words(of: $0) }
            changes.append(told("\(name) \(entry)", old?.en, book.rules.words(of: read).en))
        }
        for (name, read) in tests.sorted(by: { $0.key < $1.key }) {
            state.rules.append(
                LoadedRules.Edition(
                    list: RuleList(
                        agreement: name, from: edition.from, to: nil,
                        edition: editions[name] ?? years.last ?? 0,
                        coverage: edition.isWhole ? .complete : .part,
                        citation: Citation(document: edition.document), englishName: "",
                        confidence: .read,
                        note: edition.isWhole
                            ? Localized(same: "") : EditionReading.loadedPart(read.count)),
                    tests: read, isWhole: edition.isWhole))
        }
        return changes
    }

    /// The edition of the Harmonized System a row is written in; that of the first day where it
    /// says none.
    func nomenclature(_ row: DataRow, _ column: Int, _ years: [Int]) throws(DataFault) -> Int? {
        let text = row.text(column)
        guard !text.isEmpty, let latest = years.last else { return years.last }
        guard let year = Int(text), years.contains(year) else {
            throw row.fault("hs_edition", EditionFault.noNomenclature(latest, years))
        }
        return year
    }

    private static func loadedPart(_ count: Int) -> Localized {
        Localized(zh: "导入了 \(count) 项", en: "\(count) entries were loaded")
    }

    /// The nomenclature a list is written in; where the file does not say, that of the first day.
    private func year(
        _ row: DataRow, _ column: Int, _ before: Int?, _ years: [Int]
    ) throws(DataFault) -> Int {
        let text = row.text(column)
        guard !text.isEmpty, let latest = years.last else { return before ?? years.last ?? 0 }
        guard let year = Int(text), years.contains(year) else {
            throw row.fault("hs_edition", EditionFault.noNomenclature(latest, years))
        }
        guard year == before ?? year else {
            throw row.fault("hs_edition", EditionFault.otherNomenclature(before ?? year))
        }
        return year
    }
}
