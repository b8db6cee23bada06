import Kernel
import Reference
import Testing

@testable import Tariff

/// The whole tariff, read once for all tests; nothing is loaded on top of it.
let book = Result { try freshBook() }

/// A tariff of its own, for a test that loads something.
func freshBook() throws -> TariffBook {
    try TariffBook.load(share.get(), tables: CodeTables.load(share.get()))
}

/// A tariff with one edition loaded on top.
func book(with table: String, from day: String) throws -> TariffBook {
    let book = try freshBook()
    _ = try put(table, from: day, on: book)
    return book
}

/// Loads a table into a tariff as the desk would, without a store.
@discardableResult
func put(
    _ table: String, from day: String, on book: TariffBook, isWhole: Bool = false
) throws -> EditionReport {
    let content = Array(table.utf8)
    let edition = Edition(
        kind: try EditionReading.kind(of: content, name: "test.csv"), from: try #require(Day(day)),
        document: "测试公告第1号", fileName: "test.csv", content: content,
        isWhole: isWhole)
    var state = book.codes.loaded.now
    let report = try EditionReading(book: book).add(edition, to: &state)
    book.codes.loaded.replace(with: state)
    return report
}

/// Quantities as `10/070 5/035`.
func quantities(_ text: String) throws -> [Quantity] {
    try TariffQuery.quantities(text, "quantity")
}

extension TariffBook {
    /// What one good owes, in words of three figures and their sum.
    func owed(
        _ code: String, _ price: String, _ quantity: String = "", on day: String,
        currency: String = "CNY", origin: String? = "DEU", claim: String? = nil
    ) throws -> String {
        let taxes = try taxes(
            of: Consignment(
                day: try #require(Day(day)),
                lines: [
                    Consignment.Line(
                        hs10: code, origin: origin,
                        price: Money(try Fixed(price), try self.currency(currency)),
                        quantities: try quantities(quantity), claim: claim)
                ]))
        let totals = try #require(taxes.totals)
        return ConsignmentTaxes.Tax.allCases.map { totals[$0]?.grouped ?? "" }
            .joined(separator: " ") + " = " + (taxes.total?.grouped ?? "")
    }
}

/// A house that holds nothing, for commands that need none.
enum NoHouse: TariffHouse {
    static func perform(_ request: TariffRequest, data: String?) async throws -> String { "[]" }
}
