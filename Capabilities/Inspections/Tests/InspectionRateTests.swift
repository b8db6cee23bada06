import Kernel
import Reference
import Testing

@testable import Inspections

@Suite("Inspection rate")
struct InspectionRateTests {
    static let facts = RateFacts(
        kind: "list", subject: "B1", tenant: "t", firm: "f", agent: "a", district: "2244",
        isImport: true, mode: "9610", goods: ["1901101010"], countries: ["392"])

    func share(
        _ standing: RateStanding, _ facts: RateFacts = facts, on day: String = "2026-11-20"
    ) throws -> Int {
        let edition = try PolicyEdition.load(Share.find())
        return InspectionRate(edition: edition).outcome(
            facts, standing, on: try #require(Day(day))
        ).share
    }

    @Test("the rate moves with level, record and goods, by the rows of the day", arguments: [
        (RateStanding(edition: "data"), 100),
        (RateStanding(edition: "data", level: .advanced), 19),
        (RateStanding(edition: "data", level: .certified), 50),
        (RateStanding(edition: "data", level: .discredited), 8_000),
        (RateStanding(edition: "data", level: .seriouslyDiscredited), 10_000),
        (RateStanding(edition: "data", agentLevel: .advanced), 50),
        (RateStanding(edition: "data", findings: 1), 300),
        (RateStanding(edition: "data", findings: 3), 800),
        (RateStanding(edition: "data", clean: 4), 100),
        (RateStanding(edition: "data", clean: 5), 80),
        (RateStanding(edition: "data", clean: 20), 50),
        // One finding among many clean ones: no clean record.
        (RateStanding(edition: "data", findings: 1, clean: 20), 300),
        (RateStanding(edition: "data", badSamples: 1), 500),
        (RateStanding(edition: "data", level: .advanced, findings: 1), 57),
    ])
    func moves(standing: RateStanding, expected: Int) throws {
        #expect(try share(standing) == expected)
    }

    @Test("the highest of the goods counts, by the longest row of each")
    func goods() throws {
        var facts = Self.facts
        facts.goods = ["1901101010", "0602909999"]
        #expect(try share(RateStanding(edition: "data"), facts) == 500)
        facts.isImport = false
        #expect(try share(RateStanding(edition: "data"), facts) == 50)
    }

    @Test("a level that was not there yet on a day changes nothing", arguments: [
        ("2026-03-31", 100), ("2026-04-01", 50),
    ])
    func dated(day: String, expected: Int) throws {
        #expect(try share(RateStanding(edition: "data", level: .certified), on: day) == expected)
    }

    @Test("every step of a rate says where it is written")
    func cited() throws {
        let edition = try PolicyEdition.load(Share.find())
        let outcome = InspectionRate(edition: edition).outcome(
            Self.facts, RateStanding(edition: "data", level: .advanced, findings: 2),
            on: try #require(Day("2026-11-20")))
        #expect(outcome.explanation.children.count == 3)
        #expect(outcome.explanation.children.allSatisfy { !$0.citations.isEmpty })
    }

    @Test("what is known of a case is read back as it was kept")
    func standing() {
        let standing = RateStanding(
            edition: "e1", level: .seriouslyDiscredited, agentLevel: .advanced, findings: 2,
            clean: 11, badSamples: 1)
        #expect(RateStanding(text: standing.text) == standing)
        #expect(RateStanding(text: "data regular") == nil)
    }

    @Test("release on check goes by level, goods, findings and the last bad sample", arguments: [
        (CreditLevel.advanced, ["8501"], 0, nil, true),
        (.regular, ["1901101010"], 0, nil, true),
        (.regular, ["8501"], 0, nil, false),
        (.discredited, ["1901101010"], 0, nil, false),
        (.advanced, ["8501"], 1, nil, false),
        (.advanced, ["8501"], 0, "2026-06-01", false),
        (.advanced, ["8501"], 0, "2025-11-20", true),
        (.advanced, ["8501"], 0, "2025-11-21", false),
    ])
    func monitored(
        level: CreditLevel, goods: [String], findings: Int, bad: String?, admits: Bool
    ) throws {
        let rule = try MonitoredRelease.load(Share.find())
        let outcome = rule.outcome(
            MonitoredRelease.Facts(
                level: level, findings: findings, goods: goods,
                lastBadSample: bad.flatMap { Day($0) }),
            on: try #require(Day("2026-11-20")))
        #expect((outcome.row != nil) == admits)
        #expect(!outcome.explanation.children.isEmpty)
    }

    @Test("what a file is decides on its bytes", arguments: [
        ([0xFF, 0xD8, 0xFF, 0xE0], MediumType.jpeg as MediumType?),
        ([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, 0x6D, 0x70, 0x34, 0x32, 0], .mp4),
        (Array("<html>".utf8), nil), ([], nil),
    ] as [([UInt8], MediumType?)])
    func media(bytes: [UInt8], type: MediumType?) { #expect(MediumType(bytes: bytes) == type) }
}

@Suite("Container numbers")
struct ContainerNumberTests {
    // CSQU3054383 is the worked example of ISO 6346; the others were reckoned by hand from it.
    @Test("the check digit is computed, a remainder of ten is 0", arguments: [
        ("CSQU3054383", nil), ("CSQU3054384", ContainerNumber.Fault.checkDigit(expected: 3)),
        ("CSQU305438", .form), ("csqu3054383", .form), ("CSQA3054383", .form), ("", .form),
        ("CSQU30543８3", .form),
    ] as [(String, ContainerNumber.Fault?)])
    func check(text: String, fault: ContainerNumber.Fault?) {
        do throws(ContainerNumber.Fault) {
            #expect(try ContainerNumber(text).text == text)
            #expect(fault == nil)
        } catch {
            #expect(error == fault)
        }
    }
}
