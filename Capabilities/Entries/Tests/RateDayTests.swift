import Kernel
import Reference
import Tariff
import Testing

@testable import Entries

@Suite("Day of the rates")
struct RateDayTests {
    @Test(
        "Goods declared in advance owe by the rates of the day their transport declared entry",
        arguments: [("2026-02-01", "10"), ("2026-02-02", "5")])
    func rates(entered: String, percent: String) throws {
        let share = try Share.find()
        let book = try TariffBook.load(share, tables: try CodeTables.load(share))
        let accepted = try #require(Day("2026-01-28"))
        // Whisky: the provisional rate of 5 % begins on 2026-02-02.
        let document = EntryDocument(
            header: ["terms": "cif"],
            lines: [[
                "code": "2208300000", "quantity": "10", "unit": "095", "secondQuantity": "10", "secondUnit": "035",
                "price": "100000", "currency": "142", "origin": "303",
            ]])
        let day = try #require(Day(entered))
        let result = try EntryTax(book: book).assess(document, rates: day, currencies: accepted)
        // Duty, then consumption tax of 20 % and one yuan a kilogram, then VAT of 13 %.
        let duty = try Fixed("100000").multiplied(by: Fixed(percent)).scaled(1, over: 100)
        let base = try Fixed("100000").adding(duty)
        let consumption = try base.adding(Fixed(10)).scaled(100, over: 80, places: 2).subtracting(base)
        let vat = try base.adding(consumption).scaled(13, over: 100, places: 2)
        #expect(try result.total == duty.adding(consumption).adding(vat))
        #expect(result.value == Fixed(100_000))
    }

    @Test("A currency is taken of the day of declaration")
    func currencies() throws {
        let share = try Share.find()
        let book = try TariffBook.load(share, tables: try CodeTables.load(share))
        let document = EntryDocument(
            header: [:],
            lines: [["code": "6403911190", "quantity": "1", "unit": "035", "price": "1000", "currency": "502", "origin": "116"]])
        let day = try #require(Day("2026-11-20"))
        let rate = try #require(book.exchange.yuanPerUnit(of: .usd, on: day))
        let result = try EntryTax(book: book).assess(document, rates: day, currencies: day)
        #expect(try result.value == rate.multiplied(by: Fixed(1000)))
    }

    @Test("A line of the wrong unit, an unknown code and one of six digits say where and how")
    func faults() throws {
        let share = try Share.find()
        let book = try TariffBook.load(share, tables: try CodeTables.load(share))
        let day = try #require(Day("2026-11-20"))
        func line(_ code: String, _ unit: String) -> [String: String] {
            ["code": code, "quantity": "1", "unit": unit, "price": "1000", "currency": "142", "origin": "116"]
        }
        let document = EntryDocument(header: [:], lines: [line("6403911190", "007"), line("9999999999", "035")])
        do {
            _ = try EntryTax(book: book).assess(document, rates: day, currencies: day)
            Issue.record("was assessed")
        } catch EntryRefusal.input(let faults) {
            #expect(faults.map(\.path) == ["/lines/0/unit", "/lines/1/code"])
        }
        let dearest = try EntryTax(book: book).assess(
            EntryDocument(header: [:], lines: [line("640391", "035")]), rates: day, currencies: day)
        let one = try EntryTax(book: book).assess(
            EntryDocument(header: [:], lines: [line("6403911190", "035")]), rates: day, currencies: day)
        #expect(dearest.total >= one.total)
    }
}
