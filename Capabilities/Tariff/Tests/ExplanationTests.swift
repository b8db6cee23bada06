import Kernel
import Testing

@testable import Tariff

@Suite("Explanation of a retail import")
struct ExplanationTests {
    @Test("every step says in both languages what was decided, on what figures and where it is written", arguments: examples("retail-import-orders"))
    func complete(example: Example) throws {
        let result = try duties.get().assess(
            order: try example.order(), on: try example.day,
            usedThisYear: try example.number("used"))
        for step in flat(result.explanation) {
            #expect(!step.title.zh.isEmpty && !step.title.en.isEmpty)
            #expect(!step.outcome.zh.isEmpty && !step.outcome.en.isEmpty)
            #expect(!step.citations.isEmpty, "\(step.rule)")
            #expect(step.rule.hasPrefix("tariff."))
        }
        let taxes = flat(result.explanation).filter { $0.rule == "tariff.import-vat" }
        #expect(taxes.count == result.taxes?.lines.count ?? 0)
    }

    @Test("the sums can be followed with a pocket calculator", arguments: [
        ("3304990029 300 1/142 0.03/035 1/011", "消费税 = 300.00 ÷ (1 − 15%) × 15% × 70% = 37.06 元。"),
        ("3304990029 300 1/142 0.03/035 1/011", "增值税 = 300.00 ÷ (1 − 15%) × 13% × 70% = 32.12 元。"),
        ("3304990029 300 1/142 0.03/035 1/011", "每克 300.00 ÷ 30 = 10.00 元，达到 10.00 元的起征标准。"),
        ("3304990029 100 1/142 0.03/035 1/011", "每克 100.00 ÷ 30 = 3.33333 元，未达到 10.00 元的起征标准。"),
        ("1901101090 238 1/122", "关税 = 238.00 × 0% = 0.00 元；限值以内，关税税率暂设为 0%。"),
        ("1901101090 238 1/122", "增值税 = 238.00 × 13% × 70% = 21.66 元。"),
        ("2208300000 300 1/142 0.7/035", "消费税 = [(300.00 + 0.70) ÷ (1 − 20%) × 20% + 0.70] × 70% = 53.11 元。"),
        ("2208300000 8000 1/142 0.7/035", "消费税 = (8,000.00 + 400.00 + 0.70) ÷ (1 − 20%) × 20% + 0.70 = 2,100.88 元。"),
        ("9101110000 12000 1/008 1/008", "增值税 = (12,000.00 + 960.00 + 3,240.00) × 13% = 2,106.00 元。"),
        ("9101110000 12000 1/008 1/008", "关税 = 12,000.00 × 8% = 960.00 元；按最惠国税率 8% 计，未审查原产地。"),
        ("2206001000 100 1/142 5/035", "消费税 = 1.20 × 70% = 0.84 元。"),
    ])
    func formulas(lines: String, sentence: String) throws {
        let example = Example(cells: ["lines": lines])
        let result = try duties.get().assess(
            order: try example.order(), on: Day(sinceEpoch: 20_777), usedThisYear: .zero)
        let found = flat(result.explanation).map(\.outcome.zh)
        #expect(found.contains(sentence), "\(found)")
    }

    @Test("the version shown is the first day of the value that was applied")
    func versions() throws {
        let example = Example(cells: ["lines": "2208300000 300 1/142 0.7/035"])
        let result = try duties.get().assess(
            order: try example.order(), on: Day(sinceEpoch: 20_777), usedThisYear: .zero)
        let versions = Dictionary(
            flat(result.explanation).map { ($0.rule, $0.version?.text ?? "") },
            uniquingKeysWith: { first, _ in first })
        #expect(versions["tariff.retail-import-limit"] == "2019-01-01")
        #expect(versions["tariff.import-duty"] == "2016-04-08")
        #expect(versions["tariff.retail-import-line"] == "2026-02-02")
    }

    @Test("a refused order says why and what to do", arguments: [
        ("8516711000 6000 2/007", 0, "订单完税价格 6,000.00 元超过单次交易限值 5,000.00 元，且订单下不止一件商品（2 件），不得按跨境电商零售进口。"),
        ("8516711000 3000 1/007", 24_000, "本年度已使用 24,000.00 元，加上本单 3,000.00 元，超过个人年度交易限值 26,000.00 元。"),
        ("8516711000 26000 1/007", 0, "单件商品完税价格 26,000.00 元，未低于年度交易限值 26,000.00 元。"),
    ] as [(String, Int32, String)])
    func refused(lines: String, used: Int32, sentence: String) throws {
        let example = Example(cells: ["lines": lines])
        let result = try duties.get().assess(
            order: try example.order(), on: Day(sinceEpoch: 20_777), usedThisYear: Fixed(used))
        #expect(result.explanation.outcome.zh == sentence)
        guard case .refused(let reason) = result.limit.treatment else {
            Issue.record("the order was admitted")
            return
        }
        #expect(!reason.fix.zh.isEmpty && !reason.fix.en.isEmpty)
    }

    private func flat(_ step: Explanation) -> [Explanation] {
        [step] + step.children.flatMap(flat)
    }
}
