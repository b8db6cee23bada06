import Testing
import Wire

/// The customs' table of import numbers says which of them this house gives; a scenario has a
/// message cause each, and the README of the room says where, or why no sender can cause it.
@Suite("Official numbers") struct OfficialNumberTests {
    static let table = "Reference/Data/ceb-error-codes.csv"
    static let account = "Capabilities/Declarations/README.md"

    @Test("Every official number that is given here is caused in a scenario, and says how to mend it")
    func caused() throws {
        let scenarios = Dictionary(
            Tree.files { $0.hasSuffix(".swift") && $0.hasPrefix("Scenarios/") }.map {
                (String($0.path.dropFirst("Scenarios/".count).dropLast(".swift".count)), $0.text.filter { $0 != "_" })
            }, uniquingKeysWith: { first, _ in first })
        let rows = try Self.rows()
        let account = try Self.told()
        var count = 0
        for row in rows {
            let code = row.code
            #expect(["here", "schema", "customs"].contains(row.given), "\(code)")
            let places = account.filter { $0.codes.contains(code) }
            guard places.count == 1, let place = places.first else {
                Issue.record("\(code) stands \(places.count) times in the table of \(Self.account)")
                continue
            }
            guard row.given != "customs" else {
                // A reason, and no scenario.
                #expect(place.scenario == nil && place.text.count > 20, "\(code) is given nowhere: say why")
                continue
            }
            count += 1
            #expect(!row.fix.zh.isEmpty && !row.fix.en.isEmpty, "\(code) does not say how to mend it")
            let text = place.scenario.flatMap { scenarios[$0] }
            #expect(text.map { Self.names(code, in: $0) } == true, "\(code) is caused in no scenario \(place.text)")
        }
        #expect(count > 80 && rows.count > 150)
        for code in account.flatMap(\.codes) {
            #expect(rows.contains { $0.code == code }, "\(code) is no number of the table")
        }
    }

    @Test("A number is not found in a longer one", arguments: [
        ("x -621026 y", "-621026", true), ("-6210261", "-621026", false), ("621026", "-621026", false), ("a: -10101,", "-10101", true),
        ("-101012", "-10101", false),
    ])
    func whole(text: String, code: String, isThere: Bool) { #expect(Self.names(code, in: text) == isThere) }

    private static func names(_ code: String, in text: String) -> Bool {
        var rest = text[...]
        while let found = rest.firstRange(of: code) {
            rest = rest[found.upperBound...]
            if rest.first?.isNumber != true { return true }
        }
        return false
    }

    private static func rows() throws -> [(code: String, given: String, fix: (zh: String, en: String))] {
        let file = try #require(Tree.files { $0 == Self.table }.first)
        var table = try CSVTable(Array(file.text.utf8))
        let code = try #require(table.columns.firstIndex(of: "code"))
        let given = try #require(table.columns.firstIndex(of: "given"))
        let zh = try #require(table.columns.firstIndex(of: "fix_zh"))
        let en = try #require(table.columns.firstIndex(of: "fix_en"))
        var rows: [(code: String, given: String, fix: (zh: String, en: String))] = []
        while let row = try table.next() {
            rows.append((row.fields[code], row.fields[given], (row.fields[zh], row.fields[en])))
        }
        return rows
    }

    /// Rows of the README: numbers, and a scenario in back-ticks or a reason.
    private static func told() throws -> [(codes: [String], scenario: String?, text: String)] {
        let file = try #require(Tree.files { $0 == Self.account }.first)
        let start = try #require(file.text.firstRange(of: "### Numbers of the import table")).upperBound
        let section = file.text[start...].components(before: "\n## ")
        return section.split(separator: "\n").filter { $0.hasPrefix("| -") }.map { line in
            let cells = line.split(separator: "|").map { $0.trimmingSpaces }
            let text = cells.count > 1 ? cells[1] : ""
            let name = text.hasPrefix("`") && text.hasSuffix("`") ? String(text.dropFirst().dropLast()) : nil
            return (cells.first?.split(separator: " ").map(String.init) ?? [], name, text)
        }
    }
}

extension Substring {
    fileprivate func components(before end: String) -> Substring {
        firstRange(of: end).map { self[..<$0.lowerBound] } ?? self
    }

    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
