import Kernel
import Procedures
import Reference
import Testing

@testable import Lists

@Suite("List files") struct ListFileTests {
    static let sound = """
        list: test-list
        row: ID-02
        from: 2026-01-01
        owner: commerce
        kind: register
        name: {zh: 测试, en: Test}
        summary: {zh: 测试名单, en: A test}
        bases: [default-list]
        nominated-by: [firm]
        public: true
        criteria:
          - id: one
            name: {zh: 一, en: One}
            needs: {fact: small-micro, is: 1}
            basis: default-list
        """

    static func faults(_ text: String) throws -> [ServiceFault] {
        do {
            _ = try ListCatalogue.read(
                [(path: "x/test-list.yaml", bytes: Array(text.utf8))], of: try Share.find())
            return []
        } catch let faults as ServiceFaults {
            return faults.faults
        }
    }

    @Test("Every shipped list file is sound, and no row of the mission's lists is without one")
    func shipped() throws {
        let catalogue = try ListCatalogue.load(try Share.find())
        let rows = Set(catalogue.lists.map(\.row))
        for row in [
            "ID-02", "ID-03", "ID-04", "ID-06", "ID-08", "ID-09", "ID-10", "ID-11", "ID-12",
            "ID-16", "RG-04",
        ] { #expect(rows.contains(row), "\(row)") }
        #expect(catalogue.lists.count { $0.row == "ID-02" && $0.capacity == 100 } == 4)
        #expect(try Self.faults(Self.sound).isEmpty)
    }

    @Test(
        "A wrong list file is refused with its line",
        arguments: [
            ("owner: commerce", "owner: nobody", 4), ("kind: register", "kind: other", 1),
            ("bases: [default-list]", "bases: [nothing]", 1),
            ("fact: small-micro", "fact: nothing", 14), ("is: 1", "is: 1, above: 2", 14),
            ("en: Test}", "en: ''}", 6), ("public: true", "public: maybe", 10),
            ("list: test-list", "list: other", 1), ("from: 2026-01-01", "from: soon", 3),
            ("kind: register", "kind: register\nsurprise: 1", 6),
        ])
    func wrong(from: String, to: String, line: Int) throws {
        let faults = try Self.faults(Self.sound.replacing(from, with: to))
        #expect(faults.contains { $0.line == line }, "\(faults.map(\.text))")
    }
}
