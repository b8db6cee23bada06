import Testing
import Wire

/// The customs' table of import numbers says which of them this house gives; a test has a message
/// earn each.
@Suite("Official numbers") struct OfficialNumberTests {
    static let table = "Reference/Data/ceb-error-codes.csv"

    @Test("Every official number that is given here is earned in a test, and says how to mend it")
    func earned() throws {
        let tests = Tree.files {
            $0.hasSuffix(".swift") && ($0.hasPrefix("Scenarios/") || $0.contains("/Tests/"))
        }.map { $0.text.filter { $0 != "_" } }
        let file = try #require(Tree.files { $0 == Self.table }.first)
        var rows = try CSVTable(Array(file.text.utf8))
        let code = try #require(rows.columns.firstIndex(of: "code"))
        let given = try #require(rows.columns.firstIndex(of: "given"))
        let fix = try #require(rows.columns.firstIndex(of: "fix_zh"))
        var count = 0
        while let row = try rows.next() {
            #expect(["here", "schema", "customs"].contains(row.fields[given]), "\(row.fields[code])")
            guard row.fields[given] == "here" else { continue }
            count += 1
            #expect(!row.fields[fix].isEmpty, "\(row.fields[code]) does not say how to mend it")
            #expect(tests.contains { $0.contains(row.fields[code]) }, "\(row.fields[code]) is earned in no test")
        }
        #expect(count > 50)
    }
}
