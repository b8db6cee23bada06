import Kernel
import Lists
import Procedures
import Testing

@testable import Entitlements

@Suite("Benefit files") struct BenefitFileTests {
    static let sound = """
        benefit: test-benefit
        row: ID-14
        from: 2026-01-01
        owner: commerce
        name: {zh: 测试, en: Test}
        summary: {zh: 测试, en: A test}
        gives: {zh: 测试, en: Something}
        way: automatic
        bases: [paper-9-6]
        when: {fact: small-micro, is: 1}
        """

    static func catalogue() throws -> BenefitCatalogue {
        let share = try Share.find()
        return try BenefitCatalogue.load(share, lists: try ListCatalogue.load(share))
    }

    @Test("Every shipped benefit file is sound, with its row")
    func shipped() throws {
        let rows = Set(try Self.catalogue().rules.map(\.row))
        for row in ["ID-14", "ID-15", "RG-04", "ID-06", "SW-05"] {
            #expect(rows.contains(row), "\(row)")
        }
    }

    @Test(
        "A wrong benefit file is refused with its line",
        arguments: [
            ("owner: commerce", "owner: nobody", 4), ("way: automatic", "way: never", 8),
            ("bases: [paper-9-6]", "bases: [nothing]", 9),
            ("fact: small-micro", "list: [nothing]", 10), ("is: 1", "is: one", 10),
            ("when:", "surprise: 1\nwhen:", 10), ("gives: {zh: 测试, en: Something}", "", 1),
            ("way: automatic", "way: application\nservice: nothing", 9),
            // The service must ask for the benefit's condition itself.
            ("way: automatic", "way: application\nservice: customs-window", 9),
            ("when:", "stated: [warehouse-area]\nwhen:", 10),
            ("from: 2026-01-01", "from: 2026-01-01\nto: 2025-01-01", 1),
        ])
    func wrong(from: String, to: String, line: Int) throws {
        let catalogue = try Self.catalogue()
        #expect(throws: Never.self) {
            _ = try catalogue.read(Array(Self.sound.utf8), path: "x")
        }
        let text = Self.sound.replacing(from, with: to)
        do {
            _ = try catalogue.read(Array(text.utf8), path: "x")
            Issue.record("it was taken")
        } catch {
            #expect(error.faults.contains { $0.line == line }, "\(error.description)")
        }
    }
}
