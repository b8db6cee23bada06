import Kernel
import Testing
import Wire

@testable import Origin

/// The worked cases of value content, tolerance and the country of origin.
@Suite("Worked cases of origin")
struct OriginRulesTests {
    static let day = Day("2026-11-20") ?? Day(sinceEpoch: 0)

    /// An agreement and a rule of its own, so that a case rests on nothing but its figures.
    static func verdict(
        _ test: String, fob: String, weight: String? = nil, code: String = "850110",
        costs: [String]? = nil, materials: [Worksheet.Material], tables: OriginTables
    ) throws -> NodeOutcome {
        let agreement = try #require(tables.agreements.agreement("RCEP", on: day))
        var sheet = Worksheet(
            code: code, name: "test", exporter: "THA", importer: "CHN", on: day, currency: "USD",
            fob: try Fixed(fob), weight: try weight.map { try Fixed($0) }, materials: materials,
            stated: [], isWhollyObtained: false, onlyOperations: [])
        if let costs {
            sheet.labour = try Fixed(costs[0])
            sheet.overhead = try Fixed(costs[1])
            sheet.profit = try Fixed(costs[2])
            sheet.other = try Fixed(costs[3])
        }
        return GoodOriginates(
            sheet: sheet, agreement: agreement, book: tables.rules,
            cite: { tables.citation($0, of: agreement, on: day) }
        ).outcome(of: try #require(OriginTest(table: test)))
    }

    static func foreign(_ code: String, _ value: String, weight: String? = nil) throws
        -> Worksheet.Material
    {
        Worksheet.Material(
            name: "m \(code)", code: code, value: try Fixed(value), origin: "USA",
            isOriginating: false, weight: try weight.map { try Fixed($0) }, kind: .material)
    }

    static func own(_ value: String) throws -> Worksheet.Material {
        Worksheet.Material(
            name: "own", code: "", value: try Fixed(value), origin: "THA", isOriginating: true,
            weight: nil, kind: .material)
    }

    @Test(
        "Build-down: (FOB − VNM) / FOB, and 39.99 is not 40",
        arguments: [
            ("100.00", "58.00", OriginVerdict.Outcome.met, "42% ≥ 40%"),
            ("100.00", "60.01", .failed, "39.99% < 40%"), ("100.00", "60.00", .met, "40% ≥ 40%"),
            ("200", "110", .met, "45% ≥ 40%"), ("3", "1.80001", .failed, "39.9996% < 40%"),
        ])
    func buildDown(fob: String, vnm: String, outcome: OriginVerdict.Outcome, text: String) throws {
        let tables = try OriginTables.load(Share.find())
        let node = try Self.verdict(
            "RVC40", fob: fob, materials: [Self.foreign("850300", vnm)], tables: tables)
        #expect(node.outcome == outcome)
        #expect(node.explanation.children.first?.outcome.en == text)
    }

    @Test("Build-up: originating materials and costs over FOB; either way suffices")
    func buildUp() throws {
        let tables = try OriginTables.load(Share.find())
        let node = try Self.verdict(
            "RVC40", fob: "100", costs: ["8", "5", "4", "0"],
            materials: [Self.own("25"), Self.foreign("850300", "58")], tables: tables)
        #expect(node.outcome == .met)
        #expect(node.explanation.children.map(\.outcome.en) == ["42% ≥ 40%", "42% ≥ 40%"])
    }

    @Test(
        "What did not change class is forgiven up to the tolerance, textiles also by weight",
        arguments: [
            ("CTH", "850110", "100", nil, [("850120", "9.50", nil)], OriginVerdict.Outcome.met),
            ("CTH", "850110", "100", nil, [("850120", "10.01", nil)], .failed),
            ("CTH", "610910", "100", "100", [("610990", "12", "9")], .met),
            ("CTH", "610910", "100", "100", [("610990", "12", "10.1")], .failed),
            (
                "CTH|RVC40", "850110", "100", nil, [("850120", "12", nil), ("720000", "20", nil)],
                .met
            ),
            ("CTH", "840110", "1000", nil, [("840120", "120", nil)], .failed),
        ] as [(String, String, String, String?, [(String, String, String?)], OriginVerdict.Outcome)]
    )
    func tolerance(
        test: String, code: String, fob: String, weight: String?,
        materials: [(String, String, String?)], outcome: OriginVerdict.Outcome
    ) throws {
        let tables = try OriginTables.load(Share.find())
        let node = try Self.verdict(
            test, fob: fob, weight: weight, code: code,
            materials: materials.map { try Self.foreign($0.0, $0.1, weight: $0.2) }, tables: tables)
        #expect(node.outcome == outcome)
        #expect((outcome == .met) == node.remedies.isEmpty)
    }

    @Test(
        "A part in words is never met: alone it leaves the rule open, beside a test that is met it does not matter",
        arguments: [
            ("UNREAD", "50", OriginVerdict.Outcome.open), ("UNREAD|RVC40", "50", .met),
            ("UNREAD|RVC40", "70", .open), ("RVC40&UNREAD", "50", .open),
            ("RVC40&UNREAD", "70", .failed), ("PR.smoked", "50", .open),
        ])
    func wordsOnly(test: String, vnm: String, outcome: OriginVerdict.Outcome) throws {
        let tables = try OriginTables.load(Share.find())
        let node = try Self.verdict(
            test, fob: "100", materials: [Self.foreign("850300", vnm)], tables: tables)
        #expect(node.outcome == outcome)
    }

    @Test("An exception takes back what the change would have given")
    func exceptions() throws {
        let tables = try OriginTables.load(Share.find())
        for (code, outcome) in [("520700", OriginVerdict.Outcome.failed), ("520800", .met)] {
            let node = try Self.verdict(
                "CC-{5205>5207}", fob: "100", code: "610910",
                materials: [Self.foreign(code, "40")], tables: tables)
            #expect(node.outcome == outcome)
        }
    }

    @Test(
        "RCEP country of origin: the exporter, or the party with the most originating materials",
        arguments: [
            (true, "18", OriginVerdict.Criterion.product, true, "BBB"),
            (true, "20", .product, true, "AAA"), (false, "18", .product, true, "AAA"),
            (false, "18", .exclusively, false, "BBB"), (false, "18", .exclusively, true, "AAA"),
        ])
    func country(
        isInAppendix: Bool, added: String, criterion: OriginVerdict.Criterion, isMore: Bool,
        expected: String
    ) throws {
        let citation = Citation(document: "TEST")
        let found = CountryAmongParties(
            agreement: Localized(same: "TEST"), code: "02011000", exporter: "AAA", criterion: criterion,
            isMoreThanMinimal: isMore,
            requirement: isInAppendix
                ? AdditionalRequirement(code: "02011000", share: Fixed(20), citation: citation)
                : nil,
            added: ExactShare(part: try Fixed(added), whole: Fixed(100)),
            contributions: [("AAA", Fixed(30)), ("BBB", Fixed(45)), ("CCC", Fixed(10))],
            citation: citation
        ).decide()
        #expect(found.country == expected)
        #expect(found.contributors == ["AAA", "BBB", "CCC"])
    }
}

/// What somebody wrote, checked.
@Suite("Worksheets as written")
struct WorksheetInputTests {
    static func faults(_ text: String) throws -> [String] {
        let tables = try OriginTables.load(Share.find())
        let json = try JSON(Array(text.utf8))
        do {
            _ = try WorksheetInput(json: json, tables: tables, today: OriginRulesTests.day)
                .checked()
            return []
        } catch { return error.faults.map { "\($0.path) \($0.code)" } }
    }

    static let good = #"""
        {"code":"8501.10","name":"电机","exporter":"泰国","fob":"100","materials":[
        {"name":"铜线","code":"740811","value":"30","origin":"USA"},
        {"name":"外壳","value":28,"origin":"VNM","originating":true}]
        """#

    @Test(
        "What does not add up, or is no fact, is refused with its field",
        arguments: [
            ("}", []), (#","labour":"20","overhead":"10","profit":"10","other":"2"}"#, []),
            (
                #","labour":"20","overhead":"10","profit":"10","other":"1"}"#,
                ["/fob origin.sum-differs"]
            ),
            (#","labour":"20"}"#, ["/overhead origin.costs-incomplete"]),
            (#","materialsTotal":"59"}"#, ["/materialsTotal origin.sum-differs"]),
            (#","agreement":"CN-KOR"}"#, ["/agreement origin.no-agreement"]),
            (#","agreement":"XYZ"}"#, ["/agreement origin.no-such-agreement"]),
            (#","on":"2026-02-30"}"#, ["/on origin.field-day"]),
            (#","stated":["flying"]}"#, ["/stated origin.no-such-process"]),
            (#","colour":"red"}"#, ["/colour origin.field-unknown"]),
        ])
    func sums(rest: String, expected: [String]) throws {
        #expect(try Self.faults(Self.good + rest) == expected)
    }

    @Test(
        "Faults of materials name the line",
        arguments: [
            (#"{"name":"a","code":"7408","value":"1"}"#, ["/materials/0/code origin.field-code"]),
            (
                #"{"name":"a","code":"740811","value":"-1"}"#,
                ["/materials/0/value origin.field-amount"]
            ),
            (#"{"name":"a","code":"740811"}"#, ["/materials/0/value origin.field-missing"]),
            (
                #"{"name":"a","value":"1","originating":true}"#,
                ["/materials/0/origin origin.field-origin"]
            ),
            (
                #"{"name":"a","code":"740811","value":"1","origin":"月球"}"#,
                ["/materials/0/origin origin.field-country"]
            ),
            (#"{"name":"a","code":"740811","value":"101"}"#, ["/fob origin.sum-differs"]),
        ])
    func materials(line: String, expected: [String]) throws {
        let text =
            #"{"code":"850110","name":"电机","exporter":"THA","fob":"100","materials":[\#(line)]}"#
        #expect(try Self.faults(text) == expected)
    }

    @Test("An origin outside the agreement does not cumulate; one inside does")
    func cumulation() throws {
        let tables = try OriginTables.load(Share.find())
        let agreement = try #require(tables.agreements.agreement("RCEP", on: OriginRulesTests.day))
        let json = try JSON(Array((Self.good + "}").utf8))
        let (sheet, _) = try WorksheetInput(json: json, tables: tables, today: OriginRulesTests.day)
            .checked()
        let sorted = SortedMaterials(sheet, agreement)
        #expect(sorted.own.map(\.origin) == ["VNM"])
        #expect(sorted.foreign.map(\.origin) == ["USA"])
    }
}
