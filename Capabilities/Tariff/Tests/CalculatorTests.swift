import ArgumentParser
import Kernel
import Testing
import Web

@testable import Tariff

private let today = Day(sinceEpoch: 20_777)

@Suite("Calculators")
struct CalculatorTests {
    /// Figures of a calculator for pairs as `name=value`, blanks between.
    private func figures(_ id: String, _ pairs: String, _ book: TariffBook? = nil) throws
        -> [String: String]
    {
        let book = try book ?? Self.shared.get()
        let calculator = try #require(book.calculators.first { $0.id == id })
        let form = Form(
            pairs.split(separator: " ").map { word in
                let parts = word.split(separator: "=", maxSplits: 1)
                return Form.Pair(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            })
        let result = try calculator.compute(TariffQuery(form, today: today))
        #expect(!result.explanation.outcome.zh.isEmpty && !result.explanation.outcome.en.isEmpty)
        return Dictionary(uniqueKeysWithValues: result.outputs.map { ($0.name, $0.value) })
    }

    private static let shared = Result { try freshBook() }

    @Test("every calculator answers its own example")
    func examples() throws {
        for calculator in try Self.shared.get().calculators {
            let form = Form(calculator.example.map { Form.Pair($0.0, $0.1) })
            let result = try calculator.compute(TariffQuery(form, today: today))
            #expect(!result.outputs.isEmpty, "\(calculator.id)")
        }
    }

    @Test("retail imports within the limits", arguments: [
        ("code=2204210000 price=500", "38.89", "50.56", "89.45"),
        ("code=8516711000 price=300", "0", "27.3", "27.3"),
    ])
    func retail(pairs: String, consumption: String, vat: String, total: String) throws {
        let found = try figures("retail", pairs)
        #expect(found["consumption"] == consumption && found["vat"] == vat)
        #expect(found["total"] == total)
    }

    @Test("commas count between thousands and nowhere else", arguments: [
        ("1,234.5", "1234.5"), ("12,345,678", "12345678"), ("1，234．50", "1234.5"), ("10,5", nil),
        ("1,2,3,4", nil), ("0,500", nil), ("1,234,5", nil), ("1234,567", nil), (",500", nil),
        ("1.5,000", nil), ("1,234.", nil), ("-1,000", nil), ("10", "10"),
    ] as [(String, String?)])
    func commas(text: String, value: String?) throws {
        guard let value else {
            #expect(throws: LookupRefusal.numberForm(field: "price", text)) {
                try TariffQuery.amount(text, "price")
            }
            return
        }
        #expect(try TariffQuery.amount(text, "price").text == value)
    }

    @Test("parcels: a tax of fifty yuan or less is not levied", arguments: [
        ("240", "2", "48", "0"), ("251", "2", "50.2", "50.2"), ("384.61", "1", "50", "0"),
        ("100", "3", "50", "0"),
    ])
    func postal(value: String, kind: String, tax: String, levied: String) throws {
        let found = try figures("postal", "value=\(value) class=\(kind)")
        #expect(found["tax"] == tax && found["levied"] == levied)
    }

    @Test("a late fee cites the law of its day", arguments: [
        ("2024-11-30", "进出口关税条例", "第三十七条"), ("2024-12-01", "关税法", "第四十三条"),
    ])
    func lateFeeLaw(day: String, document: String, article: String) throws {
        let fee = LateFee(try Self.shared.get().thresholds)
        let outcome = try fee.of(Fixed(15_000), days: 20, on: try #require(Day(day)))
        #expect(outcome.levied == Fixed(150))
        #expect(outcome.explanation.citations.first?.document == document)
        #expect(outcome.explanation.citations.first?.article == article)
    }

    @Test("a refusal of the trade ends a command with 1 and without words on its use")
    func commandRefusal() async throws {
        let command = try TariffShowCommand<NoHouse>.parse(["0", "--lang", "en"])
        let error = try await #require(throws: (any Error).self) { try await command.run() }
        #expect(TariffShowCommand<NoHouse>.exitCode(for: error) == .failure)
        #expect(!TariffShowCommand<NoHouse>.fullMessage(for: error).contains("Usage"))
    }

    @Test("late fees and temporary imports", arguments: [
        ("late-fee", "tax=15000 days=20", "fee", "150"),
        ("late-fee", "tax=100000 days=10", "fee", "500"),
        ("temporary", "duty=120000 months=6 days=16", "due", "14000"),
        ("temporary", "duty=120000 months=6 days=15", "due", "12000"),
        ("temporary", "duty=120000 months=1", "due", "2000"),
        ("temporary", "duty=120000 months=99", "due", "120000"),
        ("deemed-income", "revenue=5000000", "tax", "10000"),
        ("deemed-income", "revenue=12000000", "tax", "24000"),
        ("deemed-income", "revenue=75000000", "tax", "150000"),
        ("deemed-income", "revenue=75000001", "tax", "750000.01"),
        ("deemed-income", "revenue=100000000", "tax", "1000000"),
        ("deemed-income", "revenue=5000000 on=2022-06-30", "tax", "50000"),
    ])
    func others(id: String, pairs: String, name: String, value: String) throws {
        #expect(try figures(id, pairs)[name] == value)
    }

    @Test("a trader gets the lower of refund rate and invoice rate", arguments: [
        ("amount=100000 vat=13 refund=13", "13000", "0"),
        ("amount=100000 vat=13 refund=9", "9000", "4000"),
        ("amount=100000 vat=3 refund=13", "3000", "0"),
        ("amount=50000 vat=3 refund=13", "1500", "0"),
        ("amount=710000 vat=13 refund=13", "92300", "0"),
    ])
    func trader(pairs: String, refund: String, cost: String) throws {
        let found = try figures("refund", pairs)
        #expect(found["refund"] == refund && found["toCost"] == cost)
    }

    @Test("a producer gets the credit up to the ceiling", arguments: [
        ("fob=2000000 vat=13 refund=9 output=130000 input=280000",
            "80000 -70000 180000 70000 110000 0"),
        ("fob=2000000 vat=13 refund=13 output=50000 input=400000",
            "0 -350000 260000 260000 0 90000"),
        ("fob=2000000 vat=13 refund=13 output=500000 input=400000", "0 100000 260000 0 260000 0"),
        ("fob=2000000 vat=13 refund=9 output=130000 input=280000 free=500000",
            "60000 -90000 135000 90000 45000 0"),
        ("fob=710000 vat=13 refund=10 output=20000 input=120000",
            "21300 -78700 71000 71000 0 7700"),
        ("fob=500000 vat=13 refund=13 output=10000 input=40000", "0 -30000 65000 30000 35000 0"),
    ])
    func producer(pairs: String, figures wanted: String) throws {
        let found = try figures("refund-producer", pairs)
        let names = ["notCreditable", "due", "ceiling", "refund", "credited", "carriedOn"]
        #expect(names.map { found[$0] ?? "" }.joined(separator: " ") == wanted)
    }

    @Test("the refund rate is that of the longest prefix in force on the day of export")
    func library() throws {
        let book = try freshBook()
        try put(
            "code,refund_pct,mark,vat_pct\n8517,13,0,13\n85171300,9,0,13\n7108,0,1,13\n7113,0,2,13\n",
            from: "2026-06-09", on: book)
        #expect(try figures("refund", "code=8517130000 amount=100 vat=13", book)["refund"] == "9")
        #expect(try figures("refund", "code=8517620000 amount=100 vat=13", book)["refund"] == "13")
        let taxed = try figures(
            "refund", "code=7108120000 amount=100 vat=13 fob=113000", book)
        #expect(taxed["refund"] == "0" && taxed["outputVat"] == "13000")
        #expect(try figures("refund", "code=7113191000 amount=100 vat=13", book)["outputVat"] == "0")
    }

    @Test("a refund rate that is not held is not stated, never zero", arguments: [
        "code=8517130000 amount=100 vat=13", "code=8517130000 amount=100 vat=13 on=2020-01-01",
    ])
    func notHeld(pairs: String) throws {
        #expect { try figures("refund", pairs) } throws: { error in
            (error as? LookupRefusal)?.code == "tariff.not-stated"
        }
    }

    @Test("a page names the field as people see it, not as programs send it")
    func toldToPeople() {
        let missing = LookupRefusal.missing(field: "code")
        #expect(missing.message.zh == "缺少“品名或编号”（code）。")
        #expect(LookupRefusal.toldToPeople(missing).zh == "缺少“品名或编号”。")
        #expect(LookupRefusal.toldToPeople(missing).en == "Goods or code is missing.")
    }

    @Test("a code that is no more, never was, is none or too short for one rate is said to be so", arguments: [
        ("code=abc", "tariff.code-form"), ("code=9999999999", "tariff.code-never-existed"),
        ("code=8517", "tariff.code-too-short"), ("code=8471", "tariff.code-too-short"),
        ("", "tariff.missing"), ("code=8516712000", "tariff.not-stated"),
        ("code=8517130000 on=2020-01-01", "tariff.not-stated"),
    ])
    func refundCodes(pairs: String, code: String) throws {
        let book = try freshBook()
        try put("code,refund_pct\n8517,13\n85171300,9\n", from: "2026-06-09", on: book)
        #expect { try figures("refund", "amount=100 vat=13 " + pairs, book) } throws: { error in
            (error as? any Refusal)?.code == code
        }
    }

    @Test("the refund examples of the rules", arguments: [
        ("EX054", "refund", "amount=100000 vat=13 refund=9", "refund=9000 toCost=4000"),
        ("EX055", "refund", "amount=50000 vat=3 refund=13", "refund=1500"),
        ("EX058", "refund", "amount=1 vat=13 document=none fob=113000 input=9000",
            "outputVat=13000 payable=4000"),
        ("EX059", "refund", "amount=1 vat=13 document=none fob=113000 on=2026-03-01",
            "treatment=taxed refund=0"),
        ("10.1 (4)", "refund", "amount=1 vat=13 document=ordinary", "treatment=exempt outputVat=0"),
        ("EX060", "refund-window", "exported=2026-03-10", "ordinary=2027-04-30 last=2029-03-10"),
        ("EX061", "refund-window", "exported=2025-11-20", "ordinary=2026-04-30 last=none"),
        ("the last day of the rule before", "refund-window", "exported=2025-12-31",
            "ordinary=2026-04-30 last=none"),
        ("its first day", "refund-window", "exported=2026-01-01",
            "ordinary=2027-04-30 last=2029-01-01"),
        ("EX069", "deemed-income", "revenue=25000000", "income=1000000 tax=50000"),
        ("EX071", "refund", "amount=710000 vat=13 refund=13", "refund=92300"),
        ("EX117", "late-fee", "tax=100000 days=10", "fee=500"),
    ])
    func ruleExamples(id: String, calculator: String, pairs: String, wanted: String) throws {
        let found = try figures(calculator, pairs)
        for pair in wanted.split(separator: " ") {
            let parts = pair.split(separator: "=")
            #expect(found[String(parts[0])] == String(parts[1]), "\(id)")
        }
    }

    @Test("a person's yearly quantity stands with the code", arguments: [
        ("code=1701991090", "2"), ("code=1006308090", "20"), ("code=1901101090", nil),
    ])
    func yearly(pairs: String, quantity: String?) throws {
        #expect(try figures("positive-list", pairs)["yearly"] == quantity)
    }

    @Test("value added is tested on the exact quotient", arguments: [
        ("1300", "yes"), ("1299.99", "no"), ("900", "no"),
    ])
    func valueAdded(price: String, isFree: String) throws {
        let found = try figures("value-added", "price=\(price) imported=800 domestic=200")
        #expect(found["dutyFree"] == isFree)
    }

    @Test("calculators that use the tariff tell figures of the year before", arguments: [
        ("retail", "code=2204210000 price=500", true),
        ("selective", "code=8516601000 value=1000 material=8501109990:200", true),
        ("late-fee", "tax=15000 days=20", false),
    ])
    func carriedOver(id: String, pairs: String, usesTariff: Bool) throws {
        func told(_ day: String) throws -> Localized? {
            let calculator = try #require(
                try Self.shared.get().calculators.first { $0.id == id })
            let form = Form((pairs + " on=" + day).split(separator: " ").map { word in
                let parts = word.split(separator: "=", maxSplits: 1)
                return Form.Pair(String(parts[0]), String(parts[1]))
            })
            let result = try calculator.compute(TariffQuery(form, today: today))
            #expect(
                CalculatorResource.csv(result).text.contains("carriedOver")
                    == (result.carriedOver != nil))
            return result.carriedOver
        }
        #expect((try told("2027-02-01") != nil) == usesTariff)
        #expect(try told("2026-12-31") == nil)
    }

    @Test("rates no invoice or refund can have, and figures that contradict, are refused with the field", arguments: [
        ("refund", "amount=100 vat=13 refund=19", "refund"),
        ("refund", "amount=100 vat=45 refund=13", "vat"),
        ("refund", "amount=100 vat=17 refund=13", "vat"),
        ("refund", "amount=100 vat=13 refund=13 flag=2", "flag"),
        ("refund-producer", "fob=1 vat=9 refund=13 output=1 input=1", "refund"),
        ("refund-producer", "fob=1 vat=19 refund=13 output=1 input=1", "vat"),
        ("value-added", "price=1300 imported=800 threshold=0", "threshold"),
        ("value-added", "price=1300 imported=800 threshold=400", "threshold"),
    ])
    func contradictory(id: String, pairs: String, field: String) throws {
        #expect { try figures(id, pairs) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            let words = [refusal.message.zh, refusal.message.en, refusal.fix.zh, refusal.fix.en]
            return refusal.code == "tariff.contradictory" && refusal.field == field
                && words.allSatisfy { !$0.isEmpty }
        }
    }

    @Test("the standard rate is that of the day of export")
    func standardRate() throws {
        #expect(
            try figures("refund", "amount=100 vat=17 refund=17 on=2018-04-30")["refund"] == "17")
        #expect(throws: (any Error).self) {
            try figures("refund", "amount=100 vat=17 refund=17 on=2018-05-01")
        }
    }

    @Test("absurd values are refused by name", arguments: [
        ("postal", "value=0 class=1", "tariff.number-form"),
        ("late-fee", "tax=0 days=3", "tariff.number-form"),
        ("temporary", "duty=0 months=3", "tariff.number-form"),
        ("refund", "amount=0 vat=13 refund=9", "tariff.number-form"),
        ("refund", "amount=1 vat=13 refund=0 flag=7 fob=1", "tariff.choice"),
        ("selective", "code=2204210000 value=1 material=2204210000:0", "tariff.number-form"),
        ("retail", "code=2204210000 price=1 quantity=0/035", "tariff.number-form"),
        ("deemed-income", "revenue=0", "tariff.number-form"),
        ("postal", "value=-1 class=1", "tariff.number-form"),
        ("postal", "value=1 class=9", "tariff.choice"), ("postal", "class=1", "tariff.missing"),
        ("late-fee", "tax=1 days=x", "tariff.number-form"),
        ("refund", "amount=1 vat=100 refund=9", "tariff.number-form"),
        ("selective", "code=2204210000 value=1 material=abc", "tariff.number-form"),
        ("value-added", "price=1 imported=0", "tariff.number-form"),
        ("deemed-income", "revenue=9999999999999999", "tariff.number-form"),
    ])
    func refused(id: String, pairs: String, code: String) throws {
        #expect { try figures(id, pairs) } throws: { error in
            (error as? any Refusal)?.code == code
        }
    }
}
