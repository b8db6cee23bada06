import Kernel
import Testing

@testable import Tariff

private let day = Day(sinceEpoch: 20_777)

@Suite("Retail import, laws that hold for every order")
struct RetailImportLawsTests {
    @Test("the values of the lines add up to the order, whatever the prices", arguments: 1...40)
    func sums(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let lines = (0...Int(random.next() % 20)).map { _ in
            line(fen: Int64(random.next() % 100_000), quantity: 1)
        }
        let order = RetailImportOrder(
            lines: lines + [line(fen: 1, quantity: 1)],
            freight: fen(Int64(random.next() % 5000)), insurance: fen(Int64(random.next() % 300)))
        let values = try freightAndInsuranceFollowTheLines(order)
        let sum = values.reduce(0) { $0 + $1.value.raw }
        let wanted =
            order.lines.reduce(0) { $0 + $1.price.raw } + order.freight.raw + order.insurance.raw
        #expect(sum == wanted)
        #expect(values.allSatisfy { !$0.share.isNegative && $0.share.raw % 1000 == 0 })
    }

    @Test("a dearer order never owes less", arguments: [
        "8516711000", "2204210000", "3304990029", "2208300000",
    ])
    func monotone(code: String) throws {
        var random = SplitMix(seed: 11)
        var last = Fixed.zero
        var price: Int64 = 1
        while price < 500_000 {
            let taxes = try assess(code: code, fen: price).taxes
            let total = try #require(taxes).total
            #expect(total >= last, "\(code) at \(price) fen")
            last = total
            price += Int64(random.next() % 4000) + 1
        }
    }

    @Test("going above the order limit never makes one article cheaper")
    func limitStep() throws {
        let below = try #require(try assess(code: "8516711000", fen: 500_000).taxes)
        let above = try #require(try assess(code: "8516711000", fen: 500_001).taxes)
        #expect(above.total > below.total)
    }

    @Test("the totals are the sums of the lines")
    func totals() throws {
        var random = SplitMix(seed: 3)
        for _ in 0..<50 {
            let lines = (0..<5).map { _ in
                line(fen: Int64(random.next() % 90_000) + 1, quantity: 1)
            }
            let order = RetailImportOrder(lines: lines, freight: fen(1234))
            let taxes = try #require(
                try duties.get().assess(order: order, on: day, usedThisYear: .zero).taxes)
            #expect(taxes.vat.raw == taxes.lines.reduce(0) { $0 + $1.vat.raw })
            #expect(taxes.total.raw == taxes.lines.reduce(0) { $0 + $1.total.raw })
        }
    }

    @Test("numbers at the edge of the range are refused, not trapped")
    func edges() throws {
        for code in ["8516711000", "2208300000", "3304990029"] {
            for price in [Int64.max, Int64.max - 1, 1] {
                for amount in [Int64.max, 1] {
                    let order = RetailImportOrder(
                        lines: [
                            RetailImportOrder.Line(
                                hs10: code, price: Fixed(raw: price),
                                quantity: Quantity(Fixed(raw: amount), unit: "011"),
                                statutory: [Quantity(Fixed(raw: amount), unit: "035")])
                        ], freight: Fixed(raw: price))
                    let result = Result {
                        try duties.get().assess(order: order, on: day, usedThisYear: .zero)
                    }
                    switch result {
                    case .success(let assessment): #expect(assessment.limit.value > .zero)
                    case .failure(let error): #expect(error is TariffRefusal)
                    }
                }
            }
        }
    }

    private func assess(code: String, fen price: Int64) throws -> RetailImportAssessment {
        try duties.get().assess(
            order: RetailImportOrder(lines: [line(code, fen: price, quantity: 1)]), on: day,
            usedThisYear: .zero)
    }

    private func line(
        _ code: String = "8516711000", fen price: Int64, quantity: Int32
    ) -> RetailImportOrder.Line {
        RetailImportOrder.Line(
            hs10: code, price: fen(price), quantity: Quantity(Fixed(quantity), unit: "011"),
            statutory: [Quantity(Fixed(1), unit: "035")])
    }

    private func fen(_ count: Int64) -> Fixed { Fixed(raw: count * 1000) }
}

/// A random source that a seed replays.
private struct SplitMix {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
