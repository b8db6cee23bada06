import Kernel
import Testing
import Wire

@Suite("Data")
struct DataTests {
    static let files = Tree.files {
        $0.hasSuffix(".csv") && $0.contains("/Data/") && !$0.contains("/Tests/")
    }

    @Test("A dated value says from which day it holds and where that is written")
    func datedValues() {
        #expect(!Self.files.isEmpty)
        report(Self.files.flatMap(Self.findings))
    }

    @Test("A table without days of its own is dated as a whole, or said to be timeless")
    func undatedTables() throws {
        for file in Self.files where file.path.hasPrefix("Capabilities/") {
            if try Self.columns(of: file).contains("valid_from") { continue }
            let folder = file.folders.joined(separator: "/")
            let name = String(file.path.split(separator: "/").last ?? "")
            let said = Tree.files { $0 == folder + "/tables.csv" || $0 == folder + "/SOURCES.md" }
            #expect(
                said.contains { $0.text.contains(name) },
                """
                \(file.path):1: give each row valid_from and a source, or name \(name) in \
                \(folder)/tables.csv (first day of the whole) or SOURCES.md (why it has none)
                """)
        }
    }

    @Test("Origin's and Tariff's copies of the appendix on added value agree on every line")
    func appendix() throws {
        let (origin, tariff) = (
            try Self.appendix(in: "Origin", share: "share_pct"),
            try Self.appendix(in: "Tariff", share: "added_value_pct")
        )
        #expect(!origin.isEmpty && origin == tariff)
    }

    /// Days and share of each line of the appendix, by agreement and line.
    private static func appendix(in room: String, share: String) throws
        -> [String: [String]]
    {
        let path = "Capabilities/\(room)/Data/additional-requirement.csv"
        let file = try #require(Tree.files { $0 == path }.first)
        var table = try CSVTable(Array(file.text.utf8))
        let places = try ["agreement", "hs8", "valid_from", "valid_to", share].map { name in
            try #require(table.columns.firstIndex(of: name))
        }
        var found: [String: [String]] = [:]
        while let row = try table.next() {
            let told = places.map { row.fields[$0] }
            found[told[0] + " " + told[1]] = Array(told[2...])
        }
        return found
    }

    @Test(
        "A row without first day, without source or with a wrong day is found",
        arguments: [
            ("id,valid_from,source\n1,2026-01-01,a\n", 0),
            ("id,valid_from,source\n1,,a\n", 1),
            ("id,valid_from,source\n1,2026-02-30,a\n", 1),
            ("id,valid_from,document\n1,2026-01-01,\n", 1),
            ("id,valid_from\n1,2026-01-01\n", 1),
            ("id,name\n1,a\n", 0),
            ("id,valid_from,valid_to,source\n1,2026-02-01,2026-01-01,a\n", 1),
        ])
    func faultyRowsAreFound(text: String, count: Int) {
        let file = TextFile(path: "Capabilities/Tariff/Data/a.csv", text: text)
        #expect(Self.findings(in: file).count == count)
    }

    static func columns(of file: TextFile) throws -> [String] {
        try CSVTable(Array(file.text.utf8)).columns
    }

    static func findings(in file: TextFile) -> [Finding] {
        do {
            var table = try CSVTable(Array(file.text.utf8))
            // Code tables say when they were seen, not when each code began: their days may be open.
            let needsDay = !file.path.hasPrefix("Reference/")
            guard let from = table.columns.firstIndex(of: "valid_from") else { return [] }
            let to = table.columns.firstIndex(of: "valid_to")
            let sources = ["source", "document"].compactMap { table.columns.firstIndex(of: $0) }
            if sources.isEmpty {
                return [finding(file, 1, "add a column source or document: who says so?")]
            }
            var found: [Finding] = []
            while let row = try table.next() {
                let fields = row.fields
                if sources.allSatisfy({ fields[$0].isEmpty }) {
                    found.append(finding(file, row.line, "no source: say where it is written"))
                }
                let first = Day(fields[from])
                if first == nil, needsDay || !fields[from].isEmpty {
                    found.append(
                        finding(file, row.line, "valid_from must be a day such as 2026-01-01"))
                }
                guard let to, !fields[to].isEmpty else { continue }
                let last = Day(fields[to])
                if last == nil || isBefore(last, first) {
                    found.append(
                        finding(file, row.line, "valid_to must be a day not before valid_from"))
                }
            }
            return found
        } catch {
            return [finding(file, 1, "not readable as CSV: \(error)")]
        }
    }

    private static func isBefore(_ last: Day?, _ first: Day?) -> Bool {
        guard let last, let first else { return false }
        return last < first
    }

    private static func finding(_ file: TextFile, _ line: Int, _ advice: String) -> Finding {
        Finding(path: file.path, line: line, advice: advice)
    }
}
