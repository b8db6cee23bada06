import Kernel
import Testing
import Web

@testable import Declarations

@Suite("Tax bills on a page") struct PagesTaxesTests {
    @Test("a busy month is shown in parts that stay small, each bill on one of them", arguments: Language.allCases)
    func parts(language: Language) throws {
        let day = try #require(Day("2026-11-20"))
        let bills = (1...250).map { index in
            TaxView.Bill(
                bill: TaxBill(
                    guarantor: "guarantor", number: "TB\(1_000 + index)", declarant: "declarant",
                    list: "B2026112000\(1_000 + index)", invtNo: "", district: "2244", releasedOn: day,
                    dueFrom: day, dueTo: day, lines: [], total: Fixed(12), status: .summarised,
                    dutyNo: "JK\(1_000 + index / 2)"),
                daysLate: 0, lateFee: .zero)
        }
        let view = TaxView(guarantor: "guarantor", name: Localized(same: "测试企业"), today: day, bills: bills)
        #expect(view.books.count == 126)
        var seen: Set<String> = []
        var before = 0
        while before < bills.count {
            let page = TaxesPage(
                view: view, enterprise: "3122000001", maySettle: true, token: String(repeating: "t", count: 64),
                booksBefore: 40, billsBefore: before)
            let text = page.html(language).text
            #expect(text.utf8.count < 80_000)
            let numbers = bills.map(\.bill.number).filter { text.contains(">\($0)<") }
            #expect(numbers.count <= TaxesPage.most && seen.isDisjoint(with: numbers))
            seen.formUnion(numbers)
            before += TaxesPage.most
            // The other list stays where it is.
            let next = "enterprise=3122000001&amp;books=40&amp;bills=\(before)#bills"
            #expect(text.contains(next) == (before < bills.count))
        }
        #expect(seen.count == bills.count)
        let beyond = TaxesPage(view: view, enterprise: nil, maySettle: false, token: "", billsBefore: 9_999)
        #expect(beyond.html(language).text.contains(">TB1001<"), "beyond the end stands the beginning")
    }
}
