import Kernel
import Testing

@testable import Origin

@Suite("Rules of origin")
struct RuleBookTests {
    static let day = Day("2026-11-20") ?? Day(sinceEpoch: 0)

    @Test(
        "A test reads as the tables write it, and anything else is refused",
        arguments: [
            ("WO", OriginTest.wholly), ("CTH", .change(.heading, except: [])),
            ("CTH|RVC40", .any([.change(.heading, except: []), .content(Fixed(40))])),
            (
                "CTH&RVC50&UNREAD",
                .all([.change(.heading, except: []), .content(Fixed(50)), .unread])
            ),
            (
                "CC|(CTSH&PR.smoked)",
                .any([
                    .change(.chapter, except: []),
                    .all([.change(.subheading, except: []), .process("smoked")]),
                ])
            ),
            (
                "CTH-{5205>5207 54}",
                .change(
                    .heading,
                    except: [
                        CodeRange("5205", "5207"), CodeRange("54", "54"),
                    ].compactMap { $0 })
            ),
            ("", nil), ("CTX", nil), ("RVC", nil), ("RVC0", nil), ("RVC101", nil), ("CTH|", nil),
            ("(CTH", nil), ("CTH)", nil), ("CTH-{}", nil), ("CTH-{5207>5205}", nil),
            ("CTH-{520}", nil), ("cth", nil), ("PR.", nil), ("CTH RVC40", nil),
        ] as [(String, OriginTest?)])
    func grammar(text: String, expected: OriginTest?) {
        #expect(OriginTest(table: text) == expected)
    }

    @Test(
        "A code leads to its rule; one the list does not have leads to none",
        arguments: [
            ("8501101000", "CN-KOR", "850110"), ("850110", "cn-kor", "850110"),
            ("0207120000", "CN-KOR", "020712"), ("8509", "CN-KOR", nil),
            ("9503001000", "RCEP", "95"), ("0201100010", "RCEP", nil),
            ("3901300000", "ACFTA", nil),
        ] as [(String, String, String?)])
    func lookUp(code: String, agreement: String, entry: String?) throws {
        let book = try OriginRuleBook.load(Share.find())
        #expect(book.find(code, under: agreement, on: Self.day).rule?.entry == entry)
    }

    @Test("A rule says in both languages what its test asks")
    func words() throws {
        let book = try OriginRuleBook.load(Share.find())
        let rule = try #require(book.find("610910", under: "CN-KOR", on: Self.day).rule)
        #expect(rule.words.zh.contains("章改变"))
        #expect(rule.words.en.contains("chapter"))
        let motor = try #require(book.find("850110", under: "CN-KOR", on: Self.day).rule)
        #expect(motor.words.zh == "非原产材料均从其他品目改变而来（CTH）；或者区域价值成分不低于 40%（RVC40）")
        #expect(motor.test.isFullyTestable)
    }

    @Test("Before its first day an agreement is not there, and a partner joins on its own day")
    func days() throws {
        let table = try AgreementTable.load(Share.find())
        let before = try #require(Day("2021-12-31"))
        #expect(table.agreement("RCEP", on: before) == nil)
        let spring = try #require(Day("2022-01-15"))
        #expect(table.agreements(with: "KOR", on: spring).map(\.id).contains("RCEP") == false)
        #expect(table.agreements(with: "KR", on: Self.day).map(\.id) == ["RCEP", "CN-KOR", "APTA"])
        #expect(table.agreements(with: "USA", on: Self.day).isEmpty)
    }
}
