import Kernel
import Reference
import Testing

@testable import Procedures

@Suite("What a service file says has an effect")
struct ServiceUseTests {
    static let sound = """
        service: sample
        row: SW-17
        from: 2026-01-01
        to: 2027-12-31
        topic: licence
        name: {zh: 名, en: Name}
        summary: {zh: 述, en: Summary}
        bases: [dual-use]
        applicants: any
        fields:
          - {id: way, type: choice, label: {zh: 式, en: Way}, required: true, choices: [{id: sea, name: {zh: 海, en: Sea}}, {id: air, name: {zh: 空, en: Air}}]}
          - {id: box, type: tick, label: {zh: 箱装, en: Boxed}}
          - {id: ship, type: text, label: {zh: 船, en: Ship}, when: {field: way, is: [sea]}, longest: 20}
          - {id: mass, type: decimal, label: {zh: 重, en: Mass}, required: true}
        decided:
          - {id: place, type: text, label: {zh: 位, en: Place}}
        parameters:
          - id: rate
            label: {zh: 率, en: Rate}
            values:
              - {from: 2026-01-01, to: 2026-06-30, value: 2, basis: default-value}
              - {from: 2026-07-01, value: 3, basis: default-value}
        computed:
          - {id: fee, label: {zh: 费, en: Fee}, value: "mass * rate / 10"}
          - id: kind
            label: {zh: 类, en: Kind}
            outcomes:
              - {id: heavy, name: {zh: 重, en: Heavy}, if: "way = 'sea' and mass > 10"}
              - {id: light, name: {zh: 轻, en: Light}}
        checks:
          - check: is-one-of
            field: way
            values: [sea, air]
            message: {zh: 错, en: Wrong}
            fix: {zh: 改, en: Mend}
          - {check: that, field: mass, rule: "kind != 'light' or firm-level = 'regular'", message: {zh: 错, en: Wrong}, fix: {zh: 改, en: Mend}}
        steps:
          - id: one
            name: {zh: 一, en: One}
            body: customs
            escalates: customs-lead
            clock: {workingDays: 1, basis: dual-use}
            actions:
              - {id: go, name: {zh: 去, en: Go}, does: advance, to: two}
              - {id: no, name: {zh: 否, en: Refuse}, does: refuse}
          - id: two
            name: {zh: 二, en: Two}
            body: commerce
            clock: {workingDays: 1, basis: dual-use}
            actions:
              - {id: ok, name: {zh: 准, en: Grant}, does: grant, decides: [place]}
          - id: review
            name: {zh: 复核, en: Review}
            body: commerce-review
            clock: {workingDays: 20, basis: default-term}
            actions:
              - {id: uphold, name: {zh: 维持, en: Uphold}, does: refuse}
        appeal: {step: review, days: 60, basis: reconsideration-20}
        grant: {title: {zh: 证, en: Licence}, letter: {zh: 准, en: Granted}, months: 12, basis: dual-use}
        notices:
          submitted: {zh: 收, en: Received}
          granted: {zh: 准, en: Granted}
          refused: {zh: 否, en: Refused}
        """

    func read(_ text: String) throws -> ServiceFile {
        try ServiceReader.read(
            Array(text.utf8), path: "Services/sample.yaml",
            register: try ProceduresCapability.register(of: Share.find()))
    }

    @Test("where everything has an effect, nothing is wrong")
    func sound() throws {
        #expect(try read(Self.sound).steps.count == 3)
    }

    @Test(
        "what could never have an effect stops the load, with its line",
        arguments: [
            ("row: SW-17", "row: ZZ-99", "ZZ-99"),
            ("months: 12,", "endOfYear: way,", "sea, air of endOfYear are no years"),
            ("{from: 2026-01-01, to: 2026-06-30", "{from: 2026-01-01, to: 2026-07-01", "to: 2026-06-30"),
            ("{from: 2026-01-01, to: 2026-06-30", "{from: 2026-01-01", "to: 2026-06-30"),
            ("type: text, label: {zh: 船", "type: day, reuse: enterprise.name, label: {zh: 船", "does not fit the type of ship"),
            ("does: grant, decides: [place]}", "does: refuse, decides: [place]}", "No action grants"),
            ("en: Ship}, when: {field: way, is: [sea]}", "en: Ship}, when: {field: box, is: [true]}", "write is: [\"1\"]"),
            ("row: SW-17", "row: SW-27", "SW-27"),
            ("to: 2027-12-31", "to: 2025-12-31", "before the first"),
            ("is: [sea]", "is: [rail]", "no choice rail"),
            ("en: Mass}, required: true}", "en: Mass}, when: {field: ship, is: [x]}}", "neither"),
            ("{id: mass, type: decimal,", "{id: mass, type: decimal, longest: 9,", "longest"),
            ("to: 2026-06-30", "to: 2025-06-30", "before the first"),
            ("from: 2026-07-01", "from: 2026-01-01", "same day"),
            ("/ 10\"", "/ (5 - 5)\"", "divides by zero"),
            ("/ 10\"", "/ 10 / 0\"", "divides by zero"),
            ("way = 'sea'", "way = 'rail'", "never 'rail'"),
            ("kind != 'light'", "kind != 'feather'", "never 'feather'"),
            ("firm-level = 'regular'", "firm-level = 'excellent'", "never 'excellent'"),
            ("    values: [sea, air]", "    values: [sea, rail]", "no choice rail"),
            ("    values: [sea, air]", "    values: [sea, air]\n    months: 3", "no effect"),
            ("check: that, field: mass, rule: \"", "check: day-not-past, field: mass, rule: \"", "type of mass"),
            ("decides: [place]", "reason: true", "No action enters place"),
            ("workingDays: 1, basis: dual-use}\n    actions:\n      - {id: go", "", "never late"),
            ("escalates: customs-lead", "escalates: customs", "another body"),
            ("does: advance, to: two}", "does: advance, to: one}", "own step"),
            ("does: refuse}\n  - id: two", "does: refuse, to: two}\n  - id: two", "to has no effect"),
            ("months: 12,", "months: 12, endOfYear: way,", "one of months"),
            ("months: 12,", "months: 12, notAfter: mass,", "notAfter must be a required day field"),
            ("appeal: {step: review", "appeal: {step: two", "gone through before"),
            ("  refused: {zh: 否, en: Refused}", "", "refused is missing"),
            ("  granted: {zh: 准", "  returned: {zh: 退, en: Returned}\n  granted: {zh: 准", "nobody ever reads"),
            ("mass * rate / 10", "mass * 2 / 10", "No rule reads the parameter rate"),
            ("applicants: any", "applicants: any\nfirmOn: day", "firmOn"),
        ] as [(String, String, String)])
    func faults(part: String, instead: String, word: String) throws {
        var (part, instead) = (part, instead)
        if instead.isEmpty, word == "never late" {
            part = "    clock: {workingDays: 1, basis: dual-use}\n    actions:\n      - {id: go"
            instead = "    actions:\n      - {id: go"
        }
        let pieces = Self.sound.split(
            separator: part, maxSplits: 1, omittingEmptySubsequences: false)
        let text = pieces.joined(separator: instead)
        #expect(text != Self.sound)
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        let faults = found?.faults ?? []
        #expect(
            faults.contains { $0.line > 0 && $0.message.en.contains(word) },
            "\(found?.description ?? "")")
    }

    @Test("a text that applications were begun under is taken as it was found sound then")
    func kept() throws {
        let text = Self.sound.split(separator: "mass * rate / 10").joined(separator: "mass * 2 / 10")
        let register = try ProceduresCapability.register(of: Share.find())
        let service = try ServiceReader.read(
            Array(text.utf8), path: "sample.2026-01-01.yaml", register: register, isKept: true)
        #expect(service.parameters.map(\.id) == ["rate"])
        #expect(throws: ServiceFaults.self) { try read(text) }
    }
}
