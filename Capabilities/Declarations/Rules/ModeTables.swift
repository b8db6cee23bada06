import Kernel
import Reference

/// From when modes may be used, where, and which documents they need (`Data/modes.csv`,
/// `Data/mode-documents.csv`).
struct ModeTables: Sendable {
    struct Mode: Sendable {
        let code: String
        let direction: DealFacts.Direction
        /// Beginning of the districts it holds for; empty for all.
        let districts: String
        let dated: Dated<Localized>
    }

    /// When a document is needed.
    enum Needed: String, Sendable, CaseIterable { case before, declaration, demand }

    struct Paper: Sendable {
        let code: String
        let direction: DealFacts.Direction
        let needed: Needed
        /// `CEB303`; empty where none carries it.
        let message: String
        let dated: Dated<Localized>
    }

    let modes: [Mode]
    let papers: [Paper]

    /// The mode as it may be used on a day at a customs office; nil when it may not.
    func usable(_ code: String, _ facts: DealFacts) -> Dated<Localized>? {
        modes.filter {
            $0.code == code && $0.direction == facts.direction
                && facts.district.utf8.starts(with: $0.districts.utf8)
        }.map(\.dated).inForce(on: facts.day)
    }

    func papers(_ code: String, _ facts: DealFacts) -> [Paper] {
        papers.filter {
            $0.code == code && $0.direction == facts.direction && $0.dated.holds(on: facts.day)
        }
    }

    static func load(_ share: Share) throws -> ModeTables {
        let folder = "Capabilities/Declarations/Data"
        var modes: [Mode] = []
        var file = try DataFile("\(folder)/modes.csv", in: share)
        var columns = try Columns(file, "districts")
        while let row = try file.next() {
            modes.append(
                Mode(
                    code: try row.required(columns.code, "code"),
                    direction: try columns.direction(row), districts: row.text(columns.other[0]),
                    dated: try columns.dated(row)))
        }
        var papers: [Paper] = []
        file = try DataFile("\(folder)/mode-documents.csv", in: share)
        columns = try Columns(file, "needed", "message")
        while let row = try file.next() {
            guard let needed = Needed(rawValue: row.text(columns.other[0])) else {
                throw row.fault("needed")
            }
            papers.append(
                Paper(
                    code: try row.required(columns.code, "code"),
                    direction: try columns.direction(row), needed: needed,
                    message: row.text(columns.other[1]), dated: try columns.dated(row)))
        }
        return ModeTables(modes: modes, papers: papers)
    }

    private struct Columns {
        let code: Int
        let direction: Int
        let dates: [Int]
        let names: [Int]
        let source: [Int]
        let other: [Int]

        init(_ file: DataFile, _ more: String...) throws {
            code = try file.column("code")
            direction = try file.column("direction")
            dates = try ["valid_from", "valid_to"].map { try file.column($0) }
            names = try ["name_zh", "name_en"].map { try file.column($0) }
            source = try ["document", "article"].map { try file.column($0) }
            other = try more.map { try file.column($0) }
        }

        func direction(_ row: DataRow) throws -> DealFacts.Direction {
            guard let value = DealFacts.Direction(rawValue: row.text(direction)) else {
                throw row.fault("direction")
            }
            return value
        }

        func dated(_ row: DataRow) throws -> Dated<Localized> {
            guard let from = try row.day(dates[0], "valid_from") else {
                throw row.fault("valid_from")
            }
            return Dated(
                from: from, to: try row.day(dates[1], "valid_to"),
                value: Localized(zh: row.text(names[0]), en: row.text(names[1])),
                citation: Citation(
                    document: try row.required(source[0], "document"),
                    article: row.text(source[1])))
        }
    }
}
