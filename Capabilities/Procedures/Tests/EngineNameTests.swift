import Kernel
import Reference
import Testing

@testable import Procedures

@Suite("Names that the engine has for itself")
struct EngineNameTests {
    /// The sample with a part replaced, and the line on which that part begins.
    private func changed(
        _ sound: String, _ part: String, _ instead: String
    ) throws -> (text: String, line: Int) {
        let pieces = sound.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(pieces.count == 2, "\(part) is not in the sample")
        return (pieces.joined(separator: instead), pieces[0].count { $0 == "\n" } + 1)
    }

    private func read(_ text: String, isKept: Bool = false) throws -> ServiceFile {
        try ServiceReader.read(
            Array(text.utf8), path: "Services/sample.yaml",
            register: try ProceduresCapability.register(of: Share.find()), isKept: isKept)
    }

    private func refused(_ text: String, _ line: Int, _ word: String) throws {
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        #expect(
            found?.faults.contains { $0.line == line && $0.message.en.contains(word) } == true,
            "\(found?.description ?? "")")
    }

    @Test(
        "an action that has the name of a move of the engine stops the load, at its line",
        arguments: [
            "submit", "complete", "withdraw", "appeal", "take", "put-back", "agree", "dissent",
            "resume", "revoke",
        ])
    func moves(word: String) throws {
        let (text, line) = try changed(ServiceFileTests.sound, "{id: ok,", "{id: \(word),")
        try refused(text, line, "The action \(word) has the name")
        // What applications were begun under stays readable.
        #expect(try read(text, isKept: true).steps.count == 2)
    }

    @Test("no other word is the engine's own: every name an action may have can be taken")
    func others() {
        for word in ["approve", "agreed", "grant", "pass", "food.fail"] {
            #expect(EngineNames.moves[word] == nil)
        }
        #expect(CaseMove(word: "approve") == .act("approve"))
        #expect(CaseMove(word: "food.fail") == .part("food", .failed))
        #expect(CaseMove(word: "agree") == .agree)
    }

    @Test(
        "a field that has a name the engine uses itself stops the load, at its line",
        arguments: [
            "computed-on", "chosen-offer", "firm-level", "today", "offer-day", "version", "do",
            "on-list-trade-hq", "on-list-nobody",
        ])
    func fields(word: String) throws {
        let (text, line) = try changed(
            ServiceFileTests.sound, "{id: a, type: integer", "{id: \(word), type: integer")
        try refused(text, line, "\(word) is a name of the engine's own")
        let decided = try changed(ServiceUseTests.sound, "{id: place,", "{id: \(word),")
        try refused(decided.text, decided.line, "\(word) is a name of the engine's own")
        let computed = try changed(ServiceUseTests.sound, "{id: fee,", "{id: \(word),")
        try refused(computed.text, computed.line, "\(word) is a name of the engine's own")
        let parameter = try changed(ServiceUseTests.sound, "- id: rate", "- id: \(word)")
        try refused(parameter.text, parameter.line, "\(word) is a name of the engine's own")
    }

    @Test("a year that a choice names ends the grant; a number that is no year is a fault of the form")
    func years() throws {
        let way = "choices: [{id: sea, name: {zh: 海, en: Sea}}, {id: air,"
        let choices = try changed(
            try changed(
                try changed(ServiceUseTests.sound, way, way.years).text,
                "when: {field: way, is: [sea]}, ", ""
            ).text, "months: 12,", "endOfYear: way,")
        let plain = choices.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.contains("values: [sea, air]") ? "    values: [\"2026\", \"2027\"]" : $0 }
            .joined(separator: "\n")
            .split(separator: "way = 'sea' and ").joined()
        #expect(try read(plain).grant.validity == .yearEnd("way"))

        let number = try changed(
            ServiceFileTests.sound, "letter: {zh: 准, en: Granted}}",
            "letter: {zh: 准, en: Granted}, endOfYear: a, basis: dual-use}")
        let service = try read(number.text)
        let today = try #require(Day("2026-11-23"))
        let check = FormCheck(
            service: service,
            facts: FormCheck.Facts(today: today, choosingDay: today, knows: { _, _ in true }))
        for (answer, isYear) in [("2027", true), ("27", false), ("0", false), ("20270", false)] {
            let faults = check.faults(["a": answer], documents: [])
            #expect(faults.isEmpty == isYear, "\(answer)")
            #expect(faults.allSatisfy { $0.path == "/a" && $0.message.en.contains("year") })
        }
    }

    @Test("a check for a value that no service holds, and one that no number meets, stop the load")
    func nothingMeets() throws {
        let register = try ProceduresCapability.register(of: Share.find())
        func faults(_ checks: String, _ name: String = "sample.yaml") -> [ServiceFault] {
            do throws(ServiceFaults) {
                let text = ServiceFileTests.sound + "\nchecks:\n" + checks
                _ = try ServiceCatalogue.read([(name, Array(text.utf8))], register: register)
                return []
            } catch { return error.faults }
        }
        let words = "message: {zh: 错, en: Wrong}, fix: {zh: 改, en: Mend}"
        let unknown = faults("  - {check: holds-value, field: a, space: nowhere, \(words)}\n")
        #expect(unknown.map(\.message.en).contains { $0.contains("holds values in nowhere") })
        let least = "  - {check: number-at-least, field: a, value: 1, \(words)}\n"
        let none = faults(least + "  - {check: number-at-most, field: a, value: 0.5, \(words)}\n")
        #expect(none.map(\.message.en).contains { $0.contains("no number is both") })
        #expect(faults(least + "  - {check: number-at-most, field: a, value: 1, \(words)}\n") == [])
        #expect(faults(least, "sample.yml").map(\.message.en).contains { $0.contains(".yaml") })
    }
}

extension String {
    /// Two choices with years as their ids.
    fileprivate var years: String {
        split(separator: "id: sea").joined(separator: "id: \"2026\"")
            .split(separator: "id: air").joined(separator: "id: \"2027\"")
    }
}
