import Kernel
import Tariff
import Testing

@testable import Classification

/// Everyday words that are the whole question: the heading they stand for leads, and a word that
/// leaves many lines open is not enough to tell.
@Suite("Plain words")
struct PlainWordTests {
    private static let day = Day(sinceEpoch: 20_777)
    private static let classifier = Result {
        Classifier(
            try ClassificationData.load(checkout), codes: try ClassificationWorld.codes.get(),
            on: day, model: nil)
    }

    private func first(_ text: String) throws -> Classification {
        try Self.classifier.get().classify(text, on: Self.day, top: 3)
    }

    @Test("a word that is the question itself goes before lines that merely have it", arguments: [
        ("汽车", "8703"), ("水果", "0810"), ("纸", "4802"), ("clothes", "6204"), ("包", "4202"),
        ("鸡肉", "0207"), ("黄金", "7108"), ("motorcycle", "8711"), ("摩托车", "8711"),
        ("truck", "8704"), ("trucks", "8704"), ("小麦", "1001"),
    ])
    func leads(text: String, heading: String) throws {
        let code = try first(text).candidates.first?.code
        #expect(code?.hasPrefix(heading) == true, "\(text): \(code ?? "none")")
    }

    @Test("what says more than the word is answered by all it says", arguments: [
        ("汽车轮胎", "4011"), ("纸箱", "4819"), ("黄金首饰", "7113"), ("水果刀", "8211"),
        ("clothes hanger", "3924"), ("电动摩托车", "871160"),
    ])
    func whole(text: String, heading: String) throws {
        let code = try first(text).candidates.first?.code
        #expect(code?.hasPrefix(heading) == true, "\(text): \(code ?? "none")")
    }

    @Test("a word that leaves many lines open does not make one of them clear", arguments: [
        "汽车", "纸", "clothes", "包", "摩托车", "truck",
    ])
    func open(text: String) throws {
        let verdict = try first(text).verdict
        #expect(verdict != .clear && verdict != .likely, "\(text): \(verdict)")
    }
}

@Suite("What goes before what")
struct LeadTests {
    private func ranker(_ words: [(String, String, KnownText.Origin)]) -> Ranker {
        var builder = SimilarTexts.Builder()
        SmallTariff.wording.fill(&builder)
        for (text, code, origin) in words {
            guard let code = CodePrefix(code) else { continue }
            builder.add(KnownText(text: text, code: code, origin: origin, source: ""))
        }
        return Ranker(
            wording: SmallTariff.wording, shipped: builder.build(), model: nil,
            calibration: (Calibration(steps: []), Calibration(steps: [])))
    }

    @Test("an everyday word about a heading goes before a line that has it in its name")
    func heading() {
        // 奶粉 stands in every line of milk; here it is a word for boots.
        let ranking = ranker([("奶粉", "6403", .synonym)]).rank(Question("奶粉"))
        #expect(ranking.codes.prefix(2).allSatisfy { $0.code.text.hasPrefix("6403") })
        #expect((ranking.codes.first?.share ?? 1) < 0.75, "two lines are open")
    }

    @Test("what was confirmed for the word goes before the everyday meaning of it")
    func confirmed() throws {
        var ranker = ranker([("奶粉", "6403", .synonym)])
        var builder = SimilarTexts.Builder()
        let code = try #require(CodePrefix("0402210000"))
        builder.add(KnownText(text: "奶粉", code: code, origin: .confirmed, source: ""))
        ranker.confirmed = [builder.build()]
        #expect(ranker.rank(Question("奶粉")).codes.first?.code.text == "0402210000")
    }

    @Test("a longer question is not taken for the word in it")
    func longer() {
        let ranking = ranker([("奶粉", "6403", .synonym)]).rank(Question("脱脂奶粉 800克"))
        #expect(ranking.codes.first?.code.text == "0402100000")
    }
}
