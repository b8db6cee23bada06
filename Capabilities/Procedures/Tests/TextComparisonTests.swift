import Kernel
import Reference
import Testing

@testable import Procedures

@Suite("What a service asks otherwise than before")
struct TextComparisonTests {
    private static let held = """
        unique:
          - {fields: [ship], space: ships, months: 6, if: "mass > 1", message: {zh: 已有, en: There already}, fix: {zh: 改, en: Mend}}
        documents:
          - {id: plan, name: {zh: 图, en: Plan}, types: [pdf], megabytes: 1}
        steps:
        """

    private static let text = replace(
        "type: text, label: {zh: 船", "type: long-text, label: {zh: 船",
        in: replace("steps:", held, in: ServiceUseTests.sound))

    private static func replace(_ part: String, _ other: String, in text: String) -> String {
        text.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: other)
    }

    private func changes(_ part: String, _ other: String, answered: Set<String> = [], attached: Set<String> = [])
        throws -> [String]
    {
        let changed = Self.replace(part, other, in: Self.text)
        try #require(changed != Self.text, "\(part)")
        let day = try #require(Day("2026-11-20"))
        return TextComparison(
            old: try ServiceUseTests().read(Self.text), new: try ServiceUseTests().read(changed), day: day,
            answered: answered, attached: attached
        ).changes.map { "\($0.path) \($0.message.en)" }
    }

    @Test(
        "every part of a rule counts: what is held once, for how long and when, what is worked out, what is checked",
        arguments: [
            ("space: ships", "space: boats", "/ship A condition has changed: There already"),
            ("months: 6", "months: 7", "/ship A condition has changed: There already"),
            ("months: 6", "lasts: grant", "/ship A condition has changed: There already"),
            ("months: 6", "for: applicant, months: 6", "/ship A condition has changed: There already"),
            ("months: 6", "each-line: true, months: 6", "/ship A condition has changed: There already"),
            ("if: \"mass > 1\"", "if: \"mass > 2\"", "/ship A condition has changed: There already"),
            ("mass * rate / 10", "mass * rate / 20", " “Fee” is worked out otherwise now."),
            ("and mass > 10", "and mass > 11", " “Kind” is worked out otherwise now."),
            ("firm-level = 'regular'", "firm-level = 'certified'", "/mass A condition has changed: Wrong"),
            ("value: 3,", "value: 3.5,", " “Rate” has another value now."),
        ])
    func told(part: String, instead: String, line: String) throws {
        #expect(try changes(part, instead) == [line])
    }

    @Test(
        "what a rule or a value is called, and what is said of it, asks nobody for anything",
        arguments: [
            ("en: There already", "en: Taken"), ("en: Fee", "en: Charge"), ("en: Heavy", "en: Much"),
            ("message: {zh: 错, en: Wrong}", "message: {zh: 误, en: Not so}"),
        ])
    func silent(part: String, instead: String) throws {
        #expect(try changes(part, instead).isEmpty)
    }

    @Test("what is not asked any more says whether the draft has lost something with it")
    func gone() throws {
        let plan = Self.held.split(separator: "\n").dropFirst(2).prefix(2).joined(separator: "\n")
        #expect(try changes(plan, "") == ["/plan The document “Plan” is not asked any more."])
        let attached = try changes(plan, "", attached: ["plan"])
        #expect(attached.first?.contains("what was attached was taken off") ?? false, "\(attached)")
        let tail = "en: Mass}, required: true}"
        let more = Self.replace(tail, tail + "\n  - {id: note, type: text, label: {zh: 注, en: Note}}", in: Self.text)
        func change(_ answered: Set<String>) throws -> [String] {
            TextComparison(
                old: try ServiceUseTests().read(more), new: try ServiceUseTests().read(Self.text),
                day: try #require(Day("2026-11-20")), answered: answered
            ).changes.map(\.message.zh)
        }
        #expect(try change([]) == ["不再填写“注”。"])
        #expect(try change(["note"]) == ["不再填写“注”；草稿中已填的这一项已删去。"])
    }
}
