import Kernel
import Testing

@testable import Policies

@Suite("Search of the register") struct PolicyIndexTests {
    private static let texts = [
        "无陪同查验占比七成以上 Seven tenths of inspections go without the owner",
        "出口退税办理时间 Time of export refunds",
        "口岸收费目录清单 Charges of the port in a list",
        "跨境电商零售出口商品可以退货 Retail exports may be returned",
    ]

    private static var index: PolicyIndex {
        var index = PolicyIndex()
        for text in texts { index.add([(text, 2)]) }
        return index
    }

    @Test(
        "The entry that has most of the question comes first, in either language",
        arguments: [
            ("无陪同查验", 0), ("INSPECTIONS owner", 0), ("退税", 1), ("refund", 1),
            ("口岸收费", 2), ("charge", 2), ("零售出口退货", 3), ("税", 1), ("ｒｅｆｕｎｄ", 1),
            ("出口的退税要多久", 1),
        ])
    func first(question: String, entry: Int) {
        let hits = Self.index.search(question, limit: 3) { _ in true }
        #expect(hits.first?.entry == entry, "\(hits)")
    }

    @Test(
        "What is nowhere, or is no word, finds nothing",
        arguments: ["", "  ", "the of", "龙井", "zebra", "。！"])
    func nothing(question: String) {
        #expect(Self.index.search(question, limit: 3) { _ in true }.isEmpty)
    }

    @Test("What may not be given is not given, and the limit holds")
    func admits() {
        #expect(Self.index.search("出口", limit: 9) { $0 != 1 }.map(\.entry) == [3])
        #expect(Self.index.search("出口", limit: 1) { _ in true }.count == 1)
    }

    @Test("What leads comes before what fits better and does not")
    func leads() {
        let plain = Self.index.search("出口", limit: 9, leads: { $0 == 3 }) { _ in true }
        #expect(plain.map(\.entry) == [3, 1])
    }

    @Test("A question of a hundred thousand signs is answered like any other")
    func long() {
        let hits = Self.index.search(
            String(repeating: "退税", count: 50_000), limit: 3) { _ in true }
        #expect(hits.first?.entry == 1)
    }
}
