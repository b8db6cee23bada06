import Kernel
import Testing
import Web
import Wire

@testable import Tariff

@Suite("Taxes of a consignment")
struct ConsignmentTests {
    @Test("a bottle of wine in dollars is converted at the rate of the day, then taxed")
    func wineInDollars() throws {
        let book = try book(with: "currency,units,cny\nUSD,1,7.1234\n", from: "2026-08-01")
        #expect(
            try book.owed("2204210000", "12345.67", on: "2026-08-15", currency: "USD")
                == "12,312.04 11,139.47 14,481.31 = 37,932.82")
    }

    @Test("a duty by weight counts kilograms")
    func specific() throws {
        let book = try book(with: "hs10,mfn\n0207141100,0.6/035\n", from: "2026-03-01")
        #expect(
            try book.owed("0207141100", "240000", "20000/035", on: "2026-03-01")
                == "12,000.00 0.00 22,680.00 = 34,680.00")
    }

    @Test("a duty with two rates goes by the price of a piece in dollars", arguments: [
        ("200000", "49,740.00 0.00 32,466.20 = 82,206.20"),
        ("100000", "30,000.00 0.00 16,900.00 = 46,900.00"),
        // 14,200 yuan a piece is 2,000.00 dollars: the lower range includes it.
        ("142000", "42,600.00 0.00 23,998.00 = 66,598.00"),
    ])
    func byPrice(value: String, owed: String) throws {
        let book = try book(
            with: "hs10,mfn\n8521101900,502<=2000/001?30:3+4374/001\n", from: "2026-03-01")
        #expect(try book.owed("8521101900", value, "10/001", on: "2026-03-01") == owed)
    }

    @Test("spirits, beer and watches bear their consumption tax", arguments: [
        ("2208300000", "100000", "1000/095 912/035", "10,000.00 28,640.00 18,023.20 = 56,663.20"),
        ("2208300000", "100000", "1000/095", "10,000.00 28,640.00 18,023.20 = 56,663.20"),
        ("2203000000", "25000", "9880/095", "0.00 2,200.00 3,536.00 = 5,736.00"),
        ("2710121000", "100000", "1000/035", "5,000.00 2,109.76 13,924.27 = 21,034.03"),
        ("2710122000", "100000", "1000/035", "0.00 2,105.20 13,273.68 = 15,378.88"),
        ("2710123000", "100000", "1/070", "6,000.00 1,948.64 14,033.32 = 21,981.96"),
        ("2710192600", "100000", "1/070", "6,000.00 1,411.20 13,963.46 = 21,374.66"),
        ("2710192600", "100000", "1176/095", "6,000.00 1,411.20 13,963.46 = 21,374.66"),
        ("2710199100", "100000", "1000/035", "6,000.00 1,711.52 14,002.50 = 21,714.02"),
        ("2203000000", "25000", "10/070", "0.00 2,200.00 3,536.00 = 5,736.00"),
        ("2203000000", "30000", "10/070", "0.00 2,500.00 4,225.00 = 6,725.00"),
        ("2203000000", "26270", "10000/035", "0.00 2,500.00 3,740.10 = 6,240.10"),
        ("9101110000", "12000", "1/008", "960.00 3,240.00 2,106.00 = 6,306.00"),
        ("9101110000", "9999.99", "1/008", "800.00 0.00 1,404.00 = 2,204.00"),
    ])
    func consumption(code: String, value: String, quantity: String, owed: String) throws {
        #expect(try book.get().owed(code, value, quantity, on: "2026-01-15") == owed)
    }

    @Test("cigarettes bear 0.003 yuan each, and 36 or 56 per cent by the reckoned price of a carton of 200", arguments: [
        // (100,000 + 25,000 + 3,000) ÷ 0.64 is 40 yuan a carton.
        ("100000", "25,000.00 75,000.00 26,000.00 = 126,000.00"),
        ("200000", "50,000.00 325,000.00 74,750.00 = 449,750.00"),
        // Exactly 70 yuan a carton is in the upper class.
        ("176800", "44,200.00 288,090.91 66,181.82 = 398,472.73"),
        ("176799.9", "44,199.98 128,999.93 45,499.98 = 218,699.89"),
    ])
    func cigarettes(value: String, owed: String) throws {
        for quantity in ["1000000/012", "1000/143"] {
            #expect(try book.get().owed("2402200000", value, quantity, on: "2026-01-15") == owed)
        }
    }

    @Test("cigarettes without a count of sticks are not taxed, and the unit that lacks is named")
    func uncountedCigarettes() throws {
        let book = try book.get()
        let taxes = try book.taxes(
            of: Consignment(
                day: #require(Day("2026-01-15")),
                lines: [
                    Consignment.Line(
                        hs10: "2402200000", origin: "JPN", price: Money(Fixed(100_000), .cny),
                        quantities: try quantities("700/035"))
                ]))
        guard case .failure(let fault)? = taxes.lines.first else {
            Issue.record("the tax was invented")
            return
        }
        #expect(fault.refusal.code == "tariff.quantity-missing")
    }

    @Test("litres that stand for kilograms are explained with their figure and its source")
    func converted() throws {
        let consignment = Consignment(
            day: try #require(Day("2026-01-15")),
            lines: [
                Consignment.Line(
                    hs10: "2208300000", origin: "GBR", price: Money(Fixed(100_000), .cny),
                    quantities: try quantities("1000/095"))
            ])
        let book = try book.get()
        let told = book.explanation(of: try book.taxes(of: consignment), consignment)
        let steps = told.children.flatMap(\.children).flatMap(\.children)
        let step = try #require(steps.first { $0.rule == "tariff.unit-conversion" })
        #expect(step.outcome.zh == "1,000.00 升 = 912 千克（1 升 = 0.912 千克）。")
        #expect(step.citations.first?.document == "消费税暂行条例")
    }

    @Test("the litres of diesel are told as reference, with the article of the figure")
    func diesel() throws {
        let consignment = Consignment(
            day: try #require(Day("2026-01-15")),
            lines: [
                Consignment.Line(
                    hs10: "2710192600", origin: "SGP", price: Money(Fixed(100_000), .cny),
                    quantities: try quantities("1/070"))
            ])
        let book = try book.get()
        let told = book.explanation(of: try book.taxes(of: consignment), consignment)
        let steps = told.children.flatMap(\.children).flatMap(\.children)
        let step = try #require(steps.first { $0.rule == "tariff.unit-conversion" })
        #expect(step.outcome.zh.contains("仅供参考") && step.outcome.en.contains("reference only"))
        #expect(step.citations.first?.document == "消费税暂行条例实施细则")
    }

    @Test("what is for reference only, and its source, stand in members and columns of their own")
    func reference() throws {
        let book = try book.get()
        let consignment = Consignment(
            day: try #require(Day("2026-11-20")),
            lines: ["2204210000", "9999999999"].map {
                Consignment.Line(hs10: $0, origin: "FRA", price: Money(Fixed(1_000), .cny))
            })
        let answer = ConsignmentAnswer(
            book: book, consignment: consignment, taxes: try book.taxes(of: consignment))
        let line = try #require(answer.json["lines"]?.elements.first)
        #expect(answer.json["referenceOnly"] == .bool(true))
        #expect(line["referenceOnly"] == .bool(true))
        let source = try #require(line["source"]?.string)
        let table = answer.csv(.en).text.split(separator: "\r\n")
        #expect(table.first?.hasSuffix(",reference_only,source,price,currency,exchange_rate,exchange_rate_source") == true)
        #expect(table.dropFirst().first?.hasSuffix(",true,\(source),1000,CNY,,") == true)
        #expect(table.last?.hasSuffix(",,,1000,CNY,,") == true)
        let good = try book.line("2204210000", on: consignment.day)
        let csv = TariffCSV(book: book, day: consignment.day, language: .en)
        let best = try book.bestRate(
            good.code.text, from: book.origin("FRA"), on: consignment.day)
        for answer in [csv.lines([good]), csv.best(best)] {
            let table = answer.text.split(separator: "\r\n")
            #expect(table.first?.hasSuffix(",source,reference_only") == true)
            #expect(table.dropFirst().first?.hasSuffix(",true") == true)
        }
    }

    @Test("figures of the year before are told in sums, explanation and table; not within their year")
    func carriedOver() throws {
        let book = try book.get()
        func answer(_ day: String) throws -> ConsignmentAnswer {
            let consignment = Consignment(
                day: try #require(Day(day)),
                lines: [
                    Consignment.Line(
                        hs10: "2204210000", origin: "FRA", price: Money(Fixed(1_000), .cny))
                ])
            return ConsignmentAnswer(
                book: book, consignment: consignment, taxes: try book.taxes(of: consignment))
        }
        let next = try answer("2027-02-01")
        for told in [next.json["carriedOver"], next.json["lines"]?.elements.first?["carriedOver"]] {
            #expect(told?["zh"]?.string?.contains("2027 年的税则本系统尚未载有") == true)
            #expect(told?["en"]?.string?.contains("carried over from that of 2026") == true)
        }
        #expect(next.json["explanation"]?["outcome"]?["zh"]?.string?.contains("沿用 2026 年版") == true)
        #expect(next.csv(.en).text.contains("carried over from that of 2026"))
        let now = try answer("2026-12-31")
        #expect(now.json["carriedOver"] == .null && !now.csv(.zh).text.contains("沿用"))
    }

    @Test("a member nobody reads is refused with its name, and of several goods with the line", arguments: [
        (#"{"lines":[{"code":"0202300090","orgin":"AUS","price":1}]}"#, "orgin"),
        (#"{"trems":"fob","lines":[{"code":"0202300090","price":1}]}"#, "trems"),
        (
            #"{"lines":[{"code":"0202300090","price":1},{"code":"0202300090","prise":1}]}"#,
            "line 2, prise"
        ),
    ])
    func unknownMember(json: String, field: String) throws {
        let input = ConsignmentInput(book: try book.get(), today: Day(sinceEpoch: 20_777))
        #expect { try input.json(Array(json.utf8)) } throws: { error in
            (error as? LookupRefusal)?.field == field
        }
    }

    @Test("insurance nobody knows counts three per mille of price and freight")
    func assumedInsurance() throws {
        let line = Consignment.Line(
            hs10: "2204210000", origin: "FRA", price: Money(Fixed(100_000), .cny))
        let taxes = try book.get().taxes(
            of: Consignment(
                day: try #require(Day("2026-08-01")), terms: .fob,
                freight: Money(Fixed(5_000), .cny), lines: [line]))
        #expect(taxes.assumedInsurance == Fixed(315))
        #expect(taxes.taxed.first?.value == Fixed(105_315))
    }

    @Test("freight on board without freight is refused, not guessed")
    func freightMissing() throws {
        let line = Consignment.Line(
            hs10: "2204210000", origin: "FRA", price: Money(Fixed(100), .cny))
        let day = try #require(Day("2026-08-01"))
        #expect(throws: LookupRefusal.missing(field: "freight")) {
            try book.get().taxes(of: Consignment(day: day, terms: .fob, lines: [line]))
        }
    }

    @Test("additions count and what stands apart does not")
    func additions() throws {
        let line = Consignment.Line(
            hs10: "2204210000", origin: "FRA", price: Money(Fixed(1_000), .cny),
            additions: Fixed(50), deductions: Fixed(150))
        let taxes = try book.get().taxes(
            of: Consignment(day: try #require(Day("2026-08-01")), lines: [line]))
        #expect(taxes.taxed.first?.value == Fixed(900))
    }

    @Test("a tax of fifty yuan or less is not levied, and its base follows", arguments: [
        // 10% of 500.00 is 50.00: exempt, and VAT goes by 500.00.
        ("0301110010", "500", "0.00 0.00 0.00 = 0.00"),
        ("0301110010", "556", "55.60 0.00 55.04 = 110.64"),
        ("0301110010", "500.10", "50.01 0.00 0.00 = 50.01"),
    ])
    func smallAmounts(code: String, value: String, owed: String) throws {
        #expect(try book.get().owed(code, value, on: "2026-08-01") == owed)
    }

    @Test("the exemption looks at the consignment, not at its lines")
    func exemptionOfAll() throws {
        let line = Consignment.Line(
            hs10: "0301110010", origin: "DEU", price: Money(Fixed(400), .cny))
        let taxes = try book.get().taxes(
            of: Consignment(day: try #require(Day("2026-08-01")), lines: [line, line]))
        #expect(taxes.totals?[.duty] == Fixed(80))
        #expect(taxes.taxed.allSatisfy { $0.exempt.isEmpty })
    }

    @Test("goods of unknown origin pay the general rate, never the provisional one")
    func unknownOrigin() throws {
        let taxes = try book.get().owed("0302141000", "71000", on: "2026-08-01", origin: nil)
        // 40% of 71,000.00; VAT 9%.
        #expect(taxes == "28,400.00 0.00 8,946.00 = 37,346.00")
    }

    @Test("a line that cannot be taxed says why and leaves the others alone")
    func oneBroken() throws {
        let good = Consignment.Line(
            hs10: "2204210000", origin: "FRA", price: Money(Fixed(100), .cny))
        let bad = Consignment.Line(
            hs10: "0207141100", origin: "FRA", price: Money(Fixed(100), .cny))
        let taxes = try book.get().taxes(
            of: Consignment(day: try #require(Day("2026-08-01")), lines: [good, bad]))
        #expect(taxes.taxed.map(\.number) == [1])
        #expect(taxes.totals == nil && taxes.total == nil)
        guard case .failure(let fault) = taxes.lines[1] else {
            Issue.record("the second line was taxed")
            return
        }
        #expect(fault.refusal.code == "tariff.duty-not-computable")
    }

    @Test("a security is the difference of duty and VAT between two rates")
    func security() throws {
        let book = try book(
            with: "hs10,mfn\n0101290010,8\n", from: "2026-03-01")
        try put("agreement,code,rate\nRCEP,0101290010,2\n", from: "2026-03-01", on: book)
        try put("hs10,vat_pct\n0101290010,13\n", from: "2026-03-01", on: book)
        let full = try book.bestRate(
            "0101290010", from: book.origin("VNM"), on: #require(Day("2026-03-02")),
            value: Fixed(100_000))
        #expect(full.candidates.first?.saving == Fixed(6_780))
    }
}
