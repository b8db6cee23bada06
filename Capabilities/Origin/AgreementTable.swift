public import Kernel
import Reference

/// Which agreements are in force, and with whom.
///
///     let table = try AgreementTable.load(share)
///     table.agreements(with: "THA", on: day).map(\.id)   // ["RCEP", "ACFTA"]
public struct AgreementTable: Sendable {
    /// Every version of every agreement that came with the product, in the order of the file.
    public let shipped: [Agreement]
    /// What an operator loaded; from its first day on it takes the place of the shipped ones.
    public var loaded = LoadedRules()

    init(_ shipped: [Agreement]) { self.shipped = shipped }

    /// Reads the tables. Refuses one that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> AgreementTable {
        let partners = try readPartners(share)
        var file = try DataFile("\(folder)/agreements.csv", in: share)
        let columns = try AgreementColumns(file)
        let id = try file.column("agreement")
        let dates = try DateColumns(file)
        let confidence = try file.column("confidence")
        var all: [Agreement] = []
        while let row = try file.next() {
            guard let known = Agreement.Confidence(rawValue: row.text(confidence)) else {
                throw row.fault("confidence")
            }
            all.append(
                try columns.agreement(
                    row, partners: partners[try row.required(id, "agreement")] ?? [],
                    from: try dates.from(row), to: try dates.to(row), try dates.citation(row),
                    known))
        }
        return AgreementTable(all)
    }

    /// The versions that count for a day.
    public func versions(on day: Day) -> [Agreement] { loaded.agreements(on: day) ?? shipped }

    /// The version of an agreement in force on a day; letters of either size.
    public func agreement(_ id: String, on day: Day) -> Agreement? {
        versions(on: day).filter { sameCode($0.id, id) && $0.holds(on: day) }
            .max { $0.from < $1.from }
    }

    /// Whether there is an agreement of that name, on whatever day.
    public func knows(_ id: String) -> Bool {
        (shipped + loaded.everyAgreement).contains { sameCode($0.id, id) }
    }

    /// Short names of all agreements, on whatever day.
    public var names: [String] {
        var seen: Set<String> = []
        return (shipped + loaded.everyAgreement).map(\.id).filter { seen.insert($0).inserted }
    }

    /// Three letters of a country that takes part in a loaded agreement, by two of them.
    public func iso3(loaded letters: String) -> String? {
        guard letters.utf8.count == 2 else { return nil }
        return loaded.everyAgreement.lazy.flatMap(\.partners).first {
            sameCode($0.iso2, letters)
        }?.iso3
    }

    /// Agreements in force on a day.
    public func inForce(on day: Day) -> [Agreement] {
        let versions = versions(on: day)
        return versions.filter { $0.holds(on: day) && agreement($0.id, on: day) == $0 }
    }

    /// Agreements a country takes part in on a day; the country by either ISO code. China takes
    /// part in all of them, for goods that leave it.
    public func agreements(with country: String, on day: Day) -> [Agreement] {
        inForce(on: day).filter { $0.admits(country, on: day) }
    }

    private static func readPartners(_ share: Share) throws(DataFault)
        -> [String: [Agreement.Partner]]
    {
        var file = try DataFile("\(folder)/agreement-partners.csv", in: share)
        let agreement = try file.column("agreement")
        let iso3 = try file.column("iso3")
        let iso2 = try file.column("iso2")
        let dates = try DateColumns(file)
        var partners: [String: [Agreement.Partner]] = [:]
        while let row = try file.next() {
            partners[try row.required(agreement, "agreement"), default: []].append(
                Agreement.Partner(
                    iso3: try row.required(iso3, "iso3"), iso2: try row.required(iso2, "iso2"),
                    from: try dates.from(row), to: try dates.to(row)))
        }
        return partners
    }
}

/// Where the tables of this capability lie.
let folder = "Capabilities/Origin/Data"

/// Columns that say from when until when a row holds and where it is written.
struct DateColumns {
    private let validFrom, validTo, document: Int
    private let article: Int?

    init(_ file: DataFile) throws(DataFault) {
        validFrom = try file.column("valid_from")
        validTo = try file.column("valid_to")
        document = try file.column("document")
        article = file.has("article") ? try file.column("article") : nil
    }

    func from(_ row: DataRow) throws(DataFault) -> Day {
        guard let day = try row.day(validFrom, "valid_from") else { throw row.fault("valid_from") }
        return day
    }

    func to(_ row: DataRow) throws(DataFault) -> Day? { try row.day(validTo, "valid_to") }

    func citation(_ row: DataRow) throws(DataFault) -> Citation {
        Citation(
            document: try row.required(document, "document"),
            article: article.map { row.text($0) } ?? "")
    }
}
