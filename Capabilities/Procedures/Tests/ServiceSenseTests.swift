import Kernel
import Reference
import Testing

@testable import Procedures

extension ServiceUseTests {
    /// The sample with a part replaced, and the line on which that part begins.
    private func changed(_ part: String, _ instead: String) throws -> (text: String, line: Int) {
        let pieces = Self.sound.split(
            separator: part, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(pieces.count == 2, "\(part) is not in the sample")
        return (pieces.joined(separator: instead), pieces[0].count { $0 == "\n" } + 1)
    }

    @Test(
        "what makes no sense stops the load, at its line",
        arguments: [
            ("name: {zh: 名,", "name: {zh: \"  \",", "nothing but blanks"),
            ("label: {zh: 重, en: Mass}", "label: {zh: \"\u{3000}\", en: Mass}", "nothing but blanks"),
            ("title: {zh: 证, en: Licence}", "title: {zh: 证, en: \"\u{200B}\"}", "nothing but blanks"),
            ("{from: 2026-07-01, value: 3", "{from: 2026-08-01, value: 3", "from 2026-07-01 on to 2026-07-31"),
            ("{from: 2026-01-01, to: 2026-06-30", "{from: 2026-02-01, to: 2026-06-30", "from 2026-01-01 on to 2026-01-31"),
            ("{from: 2026-07-01, value: 3", "{from: 2026-07-01, to: 2026-12-31, value: 3", "from 2027-01-01 on to 2027-12-31"),
            ("if: \"way = 'sea' and mass > 10\"", "if: \"offer-day > today\"", "no offers"),
            ("value: \"mass * rate / 10\"", "value: \"mass * rate / (mass - mass)\"", "divides by zero"),
            ("clock: {workingDays: 20,", "clock: {days: 20, cutOffHour: 17,", "knows no hour"),
            ("clock: {workingDays: 20,", "clock: {workingDays: 20, ends: stands,", "ends has no effect"),
            ("escalates: customs-lead", "escalates: commerce-lead", "another authority"),
        ] as [(String, String, String)])
    func senseless(part: String, instead: String, word: String) throws {
        let (text, line) = try changed(part, instead)
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        let fault = found?.faults.first { $0.message.en.contains(word) }
        #expect(fault?.line == line, "\(found?.description ?? "")")
        #expect(fault?.path == "Services/sample.yaml")
        #expect(fault?.message.zh.utf8.elementsEqual(fault?.message.en.utf8 ?? "".utf8) == false)
    }

    private static let condition = "way = 'sea' and mass > 10"

    @Test(
        "a condition that always holds, or never, stops the load",
        arguments: [
            ("mass = mass", "always"), ("mass != mass", "never"), ("mass + 1 > mass", "always"),
            ("2 * mass - mass < mass", "never"), ("mass > 10 or mass <= 10", "always"),
            ("mass > 10 and mass < 5", "never"), ("mass > 10 and 1 = 1", "always"),
            ("way = 'sea' or way = 'air'", "always"), ("way = 'sea' and way = 'air'", "never"),
            ("given(ship) or not given(ship)", "always"), ("ship = 'a' and ship != 'a'", "never"),
            ("days-after(today, 1) > today", "always"), ("days-between(today, today) > 0", "never"),
            ("mass > 10 and true", "always"), ("on-list-trade-hq and not on-list-trade-hq", "never"),
            ("firm-level = 'advanced' and firm-level = 'regular'", "never"),
            ("mass - 5 > 0 and mass < 5", "never"), ("mass > 1 and (way = 'sea') = (way = 'sea')", "always"),
        ])
    func settled(rule: String, word: String) throws {
        let (text, line) = try changed(Self.condition, rule)
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        #expect(
            found?.faults.contains { $0.line == line && $0.message.en.contains("\(word) holds") }
                == true, "\(found?.description ?? "")")
    }

    @Test(
        "a condition that can come out both ways is taken",
        arguments: [
            "mass > 10 and mass < 50", "way != 'sea' or mass > 10", "mass * rate > rate",
            "given(ship) and ship != 'a'", "mass > rate", "ship = 'a' or ship = 'b'",
            "days-after(today, 1) > months-after(today, 1)", "min(mass, 5) = mass",
            "mass > 10 or mass < 10", "(way = 'sea') = (mass > 10)", "mass / 3 * 3 = mass",
            "if(way = 'sea', mass > 10, mass > 20)", "not (mass > 10 and way = 'sea')",
        ])
    func open(rule: String) throws {
        _ = try read(try changed(Self.condition, rule).text)
    }

    @Test("steps that go on of themselves in a circle stop the load")
    func circle() throws {
        func automatic(_ text: String, _ step: String, _ action: String, _ rule: String) -> String {
            text.split(separator: "  - id: \(step)\n", maxSplits: 1).joined(
                separator: "  - id: \(step)\n    automatic: {action: \(action), if: \"\(rule)\"}\n")
        }
        let back = "- {id: back, name: {zh: 回, en: Back}, does: advance, to: one}"
        let sound = Self.sound.split(separator: "      - {id: ok,", maxSplits: 1).joined(
            separator: "      \(back)\n      - {id: ok,")
        _ = try read(automatic(sound, "one", "go", "mass > 10"))
        let text = automatic(
            automatic(sound, "one", "go", "mass > 10"), "two", "back", "mass > 5")
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.contains("automatic:") }.map { $0.offset + 1 }
        #expect(found?.faults.map(\.line) == lines, "\(found?.description ?? "")")
        #expect(found?.faults.allSatisfy { $0.message.en.contains("go round") } == true)
    }

    @Test("who refuses does not decide the appeal")
    func appeal() throws {
        let text = try changed("body: commerce-review", "body: customs").text
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.hasPrefix("appeal:") }
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        #expect(
            found?.faults.contains {
                $0.line == (line ?? 0) + 1 && $0.message.en.contains("refuses itself")
            } == true, "\(found?.description ?? "")")
    }

    @Test("an empty file, one of another encoding and editions that overlap are told with a line")
    func wholeFiles() throws {
        let register = try ProceduresCapability.register(of: Share.find())
        func faults(_ files: [(path: String, bytes: [UInt8])]) -> [ServiceFault] {
            do throws(ServiceFaults) {
                _ = try ServiceCatalogue.read(files, register: register)
                return []
            } catch { return error.faults }
        }
        #expect(faults([("sample.yaml", [])]).map(\.line) == [1])
        #expect(faults([("sample.yaml", Array("# nothing\n".utf8))]).map(\.line) == [1])
        #expect(faults([("sample.yaml", Array("a: b\nc: ".utf8) + [0xFF])]).map(\.line) == [2])
        let found = faults([
            ("sample.yaml", Array(Self.sound.utf8)),
            ("sample.2026-01-01.yaml", Array(Self.sound.utf8)),
        ])
        #expect(found.map(\.line) == [3] && found.map(\.path) == ["sample.2026-01-01.yaml"])
        #expect(found.first?.message.en.contains("sample.yaml") == true)
    }

    @Test("a file is checked beside those that are there")
    func beside() throws {
        let share = try Share.find()
        let register = try ProceduresCapability.register(of: share)
        func check(_ service: String) throws -> Int {
            let holds = "- check: holds-grant\n    field: ship\n    service: \(service)\n"
                + "    message: {zh: 错, en: Wrong}\n    fix: {zh: 改, en: Mend}\n  - check: is-one-of"
            let text = try changed("- check: is-one-of", holds).text
            return try ServiceCatalogue.check(
                [("/tmp/sample.yaml", Array(text.utf8))], beside: share, register: register)
        }
        #expect(try check("ip-recordal") == 1)
        let found = #expect(throws: ServiceFaults.self) { try check("nothing-there") }
        #expect(found?.faults.map(\.path) == ["/tmp/sample.yaml"])
        #expect(found?.faults.allSatisfy { $0.line > 0 } == true)
    }
}
