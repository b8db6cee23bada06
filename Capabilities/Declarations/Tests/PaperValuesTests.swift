import Kernel
import Reference
import Testing

@testable import Declarations

@Suite("Values on paper") struct PaperValuesTests {
    @Test("an English name stands apart from its code, so that a narrow column does not break the code")
    func names() throws {
        let day = try #require(Day("2026-11-20"))
        let codes = try CodeTables.load(try Share.find())
        #expect(codes.named("609", .countries, day, .en) == "New Zealand (609)")
        #expect(codes.named("609", .countries, day, .zh) == "新西兰(609)")
        #expect(codes.named("000", .countries, day, .en) == "000")
    }

    @Test("a currency is three letters in English, and an amount has its groups and two places at least")
    func money() throws {
        let day = try #require(Day("2026-11-20"))
        let codes = try CodeTables.load(try Share.find())
        let yuan = FieldValue(
            element: "currency", title: Localized(same: "currency"), value: "142", isPersonal: false)
        #expect(codes.currency(yuan, on: day, .en) == "CNY")
        #expect(codes.currency(yuan, on: day, .zh) == codes.shown(yuan, on: day, .zh))
        for (typed, shown) in [("268", "268.00"), ("1798", "1,798.00"), ("0.12345", "0.12345"), ("–", "–"), ("", "")] {
            #expect(CodeTables.amount(typed) == shown)
        }
    }
}
