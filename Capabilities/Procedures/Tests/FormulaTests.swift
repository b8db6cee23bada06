import Kernel
import Reference
import Testing

@testable import Procedures

@Suite("Rules in words")
struct FormulaTests {
    private static let kinds: [String: FormulaValue.Kind] = [
        "a": .number, "b": .number, "act": .day, "disclosed": .day, "kind": .text, "ok": .truth,
        "none": .number,
    ]

    private static func value(_ name: String) -> FormulaValue? {
        switch name {
        case "a": (try? Fixed("10")).map { .number($0) }
        case "b": (try? Fixed("4")).map { .number($0) }
        case "act": Day("2025-01-31").map { .day($0) }
        case "disclosed": Day("2025-02-28").map { .day($0) }
        case "kind": .text("build")
        case "ok": .truth(true)
        default: nil
        }
    }

    @Test(
        "a rule comes out as arithmetic and logic have it",
        arguments: [
            ("a + b * 2", "18"), ("(a + b) * 2", "28"), ("a - b - 1", "5"), ("a / b", "2.5"),
            ("a / 0", nil), ("min(a, b, 7)", "4"), ("max(a, b)", "10"), ("round(a / 3, 2)", "3.33"),
            ("if(kind = 'build', a, b)", "10"), ("days-between(act, disclosed)", "28"),
            ("year(act)", "2025"), ("if(disclosed <= months-after(act, 1), 1, 0)", "1"),
            ("if(disclosed < months-after(act, 1), 1, 0)", "0"),
            ("if(days-after(act, 28) = disclosed, 1, 0)", "1"),
            ("if(not ok or a > b and b > 5, 1, 0)", "0"), ("if(a > b or none > 1, 1, 0)", "1"),
            ("if(a < b and none > 1, 1, 0)", "0"), ("if(a > b and none > 1, 1, 0)", nil),
            ("if(given(none), 1, 0)", "0"), ("none + 1", nil),
        ] as [(String, String?)])
    func values(text: String, expected: String?) throws {
        let formula = try FormulaReader.read(text)
        #expect(try formula.kind { Self.kinds[$0] } == .number)
        let number: String? =
            if case .number(let number)? = formula.value(Self.value) { number.text } else { nil }
        #expect(number == expected)
    }

    @Test(
        "what is no rule is refused",
        arguments: [
            "", "a +", "a b", "(a", "a > b > a", "min()", "round(a)", "act + 1", "a = act",
            "kind < 'x'", "a and ok", "unknown > 1", "given(unknown)", "'open", "a % b", "not a",
            "if(ok, a, act)", "1.123456",
        ])
    func refused(text: String) {
        #expect(throws: Formula.Trouble.self) {
            _ = try FormulaReader.read(text).kind { Self.kinds[$0] }
        }
    }

    @Test("brackets nested without end are refused")
    func nested() {
        let text = String(repeating: "(", count: 10_000) + "a"
        #expect(throws: Formula.Trouble.self) { try FormulaReader.read(text) }
    }

    private static let end = "withdraw: true"
    private static let clock = "    clock: {workingDays: 1, basis: dual-use}\n"
    private static let words = "{zh: 甲, en: A}"
    private static let computed = "computed:\n  - {id: x, label: \(words), "
    private static let parameter = "parameters:\n  - {id: p, label: \(words), "
    private static let value = "{from: 2026-01-01, value: 1"

    @Test(
        "faults in rules, offers, parts and registers stop the load with their line",
        arguments: [
            ("topic: licence", "topic: nothing", 4, "topics.csv"),
            (end, computed + "value: \"a + d\"}", 27, "number is needed"),
            (end, computed + "value: \"x + 1\"}", 27, "x in the formula"),
            (end, "computed:\n  - {id: a, label: \(words), value: \"1\"}", 27, "stands twice"),
            (
                end, computed + "outcomes: [{id: y, name: \(words), if: \"a > 1\"}]}", 27,
                "has no if"
            ),
            (end, parameter + "by: a, values: [\(value), basis: dual-use}]}", 27, "no day field"),
            (end, parameter + "values: [\(value)}]}", 27, "basis is missing"),
            (end, "offers: {name: \(words), body: customs}", 26, "exactly one field"),
            (
                end, "unique:\n  - {fields: [q], message: \(words), fix: \(words)}", 27,
                "must be fields"
            ),
            (
                end, "publish: {title: \(words), note: \(words), fields: [q]}", 26,
                "neither a field"
            ),
            (end, "revoke: {body: customs}", 26, "basis is missing"),
            (
                clock, "    clock: {hours: 24, cutOffHour: 17, basis: dual-use}\n", 16,
                "neither cutOffHour"
            ),
            (clock, clock + "    automatic: {action: back}\n", 17, "automatic action"),
            (
                clock, clock + "    parts: [{id: p, name: \(words), body: [customs, mofcom]}]\n",
                17, "exactly one"
            ),
        ] as [(String, String, Int, String)])
    func faults(part: String, instead: String, line: Int, word: String) throws {
        let sound = ServiceFileTests.sound
        let text = sound.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: instead)
        #expect(text != sound)
        let register = try ProceduresCapability.register(of: Share.find())
        let found = #expect(throws: ServiceFaults.self) {
            try ServiceReader.read(
                Array(text.utf8), path: "Services/sample.yaml", register: register)
        }
        #expect(
            found?.faults.contains { $0.line == line && $0.message.en.contains(word) } == true,
            "\(found?.description ?? "")")
    }

    @Test("a citation of a document that the policy register does not hold stops the load")
    func unknownDocument() throws {
        var register = try ProceduresCapability.register(of: Share.find())
        func read() throws(ServiceFaults) -> ServiceFile {
            try ServiceReader.read(
                Array(ServiceFileTests.sound.utf8), path: "Services/sample.yaml",
                register: register)
        }
        register.documents = ["国务院令第792号"]
        _ = try read()
        register.documents = ["别的文件"]
        let found = #expect(throws: ServiceFaults.self) { try read() }
        #expect(found?.faults.allSatisfy { $0.line > 0 } == true)
    }

    @Test("the published schema names every member that a file may have")
    func schema() throws {
        let share = try Share.find()
        let text = String(
            decoding: try share.bytes("Capabilities/Procedures/Data/service.schema.json"),
            as: UTF8.self)
        for name in ServiceReader.members + ServiceReader.fieldMembers + NamedCheck.names {
            #expect(text.contains("\"\(name)\""), "\(name)")
        }
    }
}
