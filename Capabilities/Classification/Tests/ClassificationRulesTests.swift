import Kernel
import Testing

@testable import Classification

@Suite("Rules of classification")
struct ClassificationRulesTests {
    static let limits = VerdictLimits(
        clearFrom: 600, likelyFrom: 500, likelySecondPart: 200, notEnoughBelow: 250,
        shortKnownBelow: 350, confirmed: 950)

    @Test(
        "An answer is clear, open or none",
        arguments: [
            ([700, 100], nil, false, .clear), ([600], 350, false, .clear),
            ([500, 100], nil, false, .likely), ([500, 101], nil, false, .several),
            ([500], nil, false, .likely), ([499], nil, false, .several),
            ([300, 200], 400, false, .several), ([100, 100, 49], nil, false, .notEnough),
            ([100, 100, 50], nil, false, .several), ([900], nil, true, .notEnough),
            ([900], 349, false, .notEnough), ([], nil, false, .notEnough),
        ] as [([Int], Int?, Bool, Verdict)])
    func verdicts(chances: [Int], known: Int?, isVague: Bool, verdict: Verdict) {
        #expect(
            Verdict.of(chances: chances, known: known, isVague: isVague, limits: Self.limits)
                == verdict)
    }

    private func branch(_ codes: [String], _ elements: [String]) -> WhatDecides.Branch {
        WhatDecides.Branch(
            path: codes.compactMap { code in
                CodePrefix(code).map { ($0, Localized(same: "name of \(code)")) }
            }, elements: elements)
    }

    @Test("The first question is where the paths part, with the branches as answers")
    func pathsPart() throws {
        let questions = WhatDecides.questions(
            [
                branch(["04", "0402", "040210"], ["用途（食用等）", "品牌"]),
                branch(["04", "0402", "040221"], ["用途（食用等）", "脂肪含量"]),
                branch(["19", "1901", "190110"], ["成分"]),
            ],
            elements: [
                "用途": Localized(zh: "用途", en: "use"),
                "脂肪含量": Localized(zh: "脂肪含量", en: "fat content"),
            ])
        #expect(questions.first?.options.map(\.code) == ["04", "19"])
        #expect(questions.dropFirst().first?.options.map(\.code) == ["040210", "040221"])
        #expect(
            questions.suffix(2).map(\.text.en)
                == ["Please state: use", "Please state: fat content"])
    }

    @Test("Nothing has to be decided for a single candidate")
    func single() {
        #expect(WhatDecides.questions([branch(["04"], ["用途"])], elements: [:]).isEmpty)
    }

    @Test(
        "Every refusal says what and how to mend it, in both languages",
        arguments: ClassificationRefusal.all)
    func words(refusal: ClassificationRefusal) {
        #expect(refusal.code.hasPrefix("classification."))
        for text in [refusal.message.zh, refusal.message.en, refusal.fix.zh, refusal.fix.en] {
            #expect(!text.isEmpty)
        }
    }

    @Test("Refusals have codes of their own")
    func codes() {
        let codes = ClassificationRefusal.all.map(\.code)
        #expect(Set(codes).count == codes.count)
    }
}
