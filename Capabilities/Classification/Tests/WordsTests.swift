import Testing

@testable import Classification

@Suite("Words")
struct WordsTests {
    @Test(
        "Full-width letters, capitals, accents and plurals make no difference",
        arguments: [
            ("ＳＡＮＡ　面膜", "sana 面膜"), ("Crème", "creme"), ("Carpets", "carpet"),
            ("BODIES", "body"), ("knitted", "knit"), ("boxes", "box"), ("１００ml", "100ML"),
        ])
    func oneForm(one: String, other: String) {
        #expect(Words(one).features.map(\.hash) == Words(other).features.map(\.hash))
    }
}
