import Testing

@testable import Classification

@Suite("Words")
struct WordsTests {
    @Test(
        "Full-width letters, capitals, accents, plurals and hyphens make no difference",
        arguments: [
            ("ＳＡＮＡ　面膜", "sana 面膜"), ("Crème", "creme"), ("Carpets", "carpet"),
            ("BODIES", "body"), ("knitted", "knit"), ("boxes", "box"), ("１００ml", "100ML"),
            ("T-shirts", "tshirt"),
        ])
    func oneForm(one: String, other: String) {
        #expect(Words(one).features.map(\.hash) == Words(other).features.map(\.hash))
    }

    @Test("Words in another order are the same words")
    func orderDoesNotMatter() {
        let one = Set(Words("婴儿 沐浴露 500ml").features.map(\.hash))
        #expect(one == Set(Words("500ml 沐浴露 婴儿").features.map(\.hash)))
        #expect(one != Set(Words("婴儿 洗发露 500ml").features.map(\.hash)))
    }

    @Test("A number with its unit is one measure, whether a blank stands between or not")
    func measures() {
        func kinds(_ text: String) -> Set<UInt64> {
            Set(Words(text).features.filter { $0.kind == .number || $0.kind == .unit }.map(\.hash))
        }
        #expect(kinds("400g") == kinds("400 g"))
        #expect(kinds("400g") != kinds("400, g"))
    }

    @Test(
        "Texts that differ in case, width or signs alone have one key",
        arguments: [("Milk-Powder, 900G!", "milk powder 900g"), ("奶粉（３段）", "奶粉 3段")])
    func keys(one: String, other: String) {
        #expect(Words(one).key == Words(other).key)
    }

    @Test(
        "No text is too strange to be cut",
        arguments: ["", " ", "\u{0}", "👩‍👩‍👧", "\u{301}\u{301}a"])
    func strangeTexts(text: String) {
        let words = Words(text + String(repeating: "长", count: 10_000))
        #expect(words.count <= Words.mostScalars)
    }

    @Test(
        "A text of words that fit any goods is vague",
        arguments: [
            ("goods", true), ("Spare parts", true), ("gift 12", true), ("日用品", true),
            ("配件 样品", true), ("milk powder", false), ("婴儿配件", false), ("spare tyre", false),
        ])
    func vagueTexts(text: String, isVague: Bool) {
        let vague = VagueWords(["goods", "spare", "parts", "gift", "日用品", "配件", "样品"])
        #expect(vague.isAll(of: text) == isVague)
    }
}
