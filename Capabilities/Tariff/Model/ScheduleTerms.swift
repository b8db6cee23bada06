import Kernel
import Reference

/// What is written of a schedule of rates that came with the product.
struct ScheduleTerms: Sendable, Hashable {
    /// Its short name: `RCEP-ASEAN`.
    let name: String
    /// The edition of the Harmonized System its lines are of; nil where the table does not say.
    let edition: Int?
    /// First day of its first year, for every partner, whenever the agreement came for that one.
    let yearsFrom: Day
    /// Its heading, and the document it stands in.
    let citation: Citation
    /// Where it is written of which edition it is and how its years are counted.
    let notes: Citation

    /// Columns `hs_edition` and `notes` may be left out: then nothing is said of them.
    static func load(_ share: Share) throws(DataFault) -> [String: ScheduleTerms] {
        var file = try DataFile("\(folder)/agreement-schedules.csv", in: share)
        let name = try file.column("schedule")
        let document = try file.column("document")
        let (edition, notes) = (file.place(of: "hs_edition"), file.place(of: "notes"))
        let columns = try DatedColumns(file)
        var found: [String: ScheduleTerms] = [:]
        while let row = try file.next() {
            let schedule = try row.required(name, "schedule")
            let written = row.text(notes)
            let citation = try columns.citation(row)
            found[schedule] = ScheduleTerms(
                name: schedule,
                edition: row.text(edition).isEmpty ? nil : try HSEdition.year(row, edition),
                yearsFrom: try columns.from(row), citation: citation,
                notes: written.isEmpty
                    ? citation
                    : Citation(
                        document: try row.required(document, "document"), article: written))
        }
        return found
    }
}

/// How the rate of a line was found: by which digits, in which schedule, in which of its years.
struct ScheduleMatch: Sendable, Hashable {
    /// The edition of the Harmonized System the rate is written in; nil where it is not said.
    let edition: Int?
    /// Of a schedule that came with the product; nil for a table that was loaded.
    let terms: ScheduleTerms?
    /// Which of its years, from 1.
    let year: Int?
    /// Former headings or subheadings of that edition from which goods came to the line's own
    /// subheading, or which were divided anew: it has to be compared.
    var changed: [String] = []
    /// Whether a later edition than that is in force on the day that was asked about.
    var isOlder = false

    init(edition: Int?, terms: ScheduleTerms?, year: Int?) {
        self.edition = edition
        self.terms = terms
        self.year = year
    }

    init(loadedIn edition: Int?) { self.init(edition: edition, terms: nil, year: nil) }
}

extension TariffBook {
    /// How the rate of an agreement was found for a line, and whether its subheading has become
    /// another one since the edition the rate is written in, as far as the data here say.
    func match(
        _ membership: AgreementRates.Membership, _ code: GoodsCode, on day: Day
    ) -> ScheduleMatch? {
        guard var found = agreements.match(membership, code, on: day) else { return nil }
        let latest = nomenclatures.filter { $0.holds(on: day) }.map(\.value.year).max()
        if let edition = found.edition, edition < latest ?? edition {
            found.isOlder = true
            found.changed = codes.nomenclature.changed(String(code.text.prefix(6)), since: edition)
        }
        return found
    }
}
