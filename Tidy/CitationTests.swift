import Testing
import Wire

@Suite("Citations")
struct CitationTests {
    /// Names the register has: `document` and `aliases` of its table.
    static func register() throws -> Set<String> {
        let path = "Capabilities/Policies/Data/policies.csv"
        var names: Set<String> = []
        for file in Tree.files({ $0 == path }) {
            var table = try CSVTable(Array(file.text.utf8))
            let document = try table.index(of: "document")
            let aliases = try table.index(of: "aliases")
            while let row = try table.next() {
                names.insert(row.fields[document])
                names.formUnion(row.fields[aliases].split(separator: ";").map { String($0) })
            }
        }
        return names
    }

    @Test("Every document that data cite is in the register of policies")
    func data() throws {
        let known = try Self.register()
        #expect(known.count > 80)
        for file in DataTests.files where file.path.hasPrefix("Capabilities/") {
            var table = try CSVTable(Array(file.text.utf8))
            guard let column = table.columns.firstIndex(of: "document") else { continue }
            while let row = try table.next() {
                let document = row.fields[column]
                #expect(
                    document.isEmpty || known.contains(document),
                    "\(file.path):\(row.line): add \(document) to Policies/Data/policies.csv")
            }
        }
    }

    @Test("Every document that code cites is in the register of policies")
    func code() throws {
        let known = try Self.register()
        for file in Tree.swift where !file.isTest {
            for document in Self.cited(in: file.text) {
                #expect(
                    known.contains(document),
                    "\(file.path): add \(document) to Policies/Data/policies.csv")
            }
        }
    }

    @Test("A citation in code is found, however it is broken into lines")
    func found() {
        let text = "Citation(document: \"甲\")\nCitation(\n    document: \"乙\", article: \"一\")\n"
            + "Citation(document: name)\nCitation(document: \"\\(name)\")\nCitation(document: \"\")"
        #expect(Self.cited(in: text) == ["甲", "乙"])
    }

    /// Literal documents; what is put together at run time is not seen.
    static func cited(in text: String) -> [String] {
        let pieces = text.split(separator: "Citation(", omittingEmptySubsequences: false)
        return pieces.dropFirst().compactMap { rest -> String? in
            let start = rest.drop { $0 == " " || $0 == "\n" }
            guard start.hasPrefix("document: \"") else { return nil }
            let name = start.dropFirst("document: \"".count).prefix { $0 != "\"" }
            return name.isEmpty || name.contains("\\") ? nil : String(name)
        }
    }
}
