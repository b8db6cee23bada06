import Kernel
import Testing

@testable import Classification

/// A tariff of six lines.
enum SmallTariff {
    static let wording = Wording(
        [
            ("04", "乳品", "Dairy produce"), ("0402", "乳及奶油，浓缩", "Milk and cream, concentrated"),
            ("040210", "奶粉，脂肪不超过1.5%", "Milk powder, fat not exceeding 1.5%"),
            ("0402100000", "脱脂奶粉", ""), ("040221", "未加糖奶粉", "Milk powder, not sweetened"),
            ("0402210000", "未加糖的全脂奶粉", ""), ("64", "鞋靴", "Footwear"),
            ("6403", "皮革面鞋", "Footwear with uppers of leather"),
            ("640391", "短统靴", "Boots covering the ankle, of leather"),
            ("6403910010", "皮靴（内底小于24厘米）", ""), ("6403910090", "其他皮靴", ""),
        ].compactMap { code, zh, en in
            CodePrefix(code).map { WordingRow($0, Localized(zh: zh, en: en)) }
        })

    static var shipped: SimilarTexts {
        var builder = SimilarTexts.Builder()
        wording.fill(&builder)
        return builder.build()
    }

    static func ranker(_ model: TrainedModel? = nil) -> Ranker {
        Ranker(
            wording: wording, shipped: shipped, model: model,
            calibration: (Calibration(steps: []), Calibration(steps: [])))
    }

    /// Rows that a model can be learnt from: brands that only these rows explain.
    static var rows: [Trainer.Row] {
        let goods = [("银河 马丁靴", "6403910090"), ("银河 长筒靴", "6403910090"),
            ("北斗 高钙 脱脂", "0402100000"), ("北斗 学生 全脂", "0402210000")]
        return (0..<60).compactMap { number in
            let (text, code) = goods[number % goods.count]
            return CodePrefix(code).map {
                Trainer.Row(
                    text: "\(text) 款式\(number / 4)", attributes: "", code: $0, source: "test",
                    group: "group \(number)", isFirstOfGroup: true)
            }
        }
    }

    static var model: TrainedModel {
        Trainer(wording: wording, shipped: shipped).train(rows)
    }
}

@Suite("Learning")
struct LearningTests {
    @Test(
        "The wording alone finds the line that shares most words",
        arguments: [
            ("脱脂奶粉 800克", "0402100000"), ("男士皮靴", "6403910090"),
            ("leather boots", "640391"), ("skimmed milk powder, fat 1.5%", "040210"),
        ])
    func byWording(text: String, code: String) {
        let ranking = SmallTariff.ranker().rank(Question(text))
        #expect(ranking.codes.first?.code.text == code)
    }

    @Test("Shares add up to one and never rise")
    func shares() {
        let codes = SmallTariff.ranker(SmallTariff.model).rank(Question("北斗 奶粉 靴")).codes
        #expect(codes.count > 2)
        #expect(abs(codes.reduce(0) { $0 + $1.share } - 1) < 0.01)
        #expect(zip(codes, codes.dropFirst()).allSatisfy { $0.share >= $1.share })
    }

    @Test("Nothing is known of a text without a known word")
    func unknown() {
        #expect(SmallTariff.ranker().rank(Question("xyzzy plugh")).codes.isEmpty)
    }

    @Test("A model knows brands that the wording does not")
    func byModel() {
        #expect(SmallTariff.ranker().rank(Question("银河")).codes.isEmpty)
        let trained = SmallTariff.ranker(SmallTariff.model).rank(Question("银河"))
        #expect(trained.codes.first?.code.text == "6403910090")
    }

    @Test("The same rows give the same model to the last byte")
    func deterministic() {
        #expect(ModelFile.bytes(of: SmallTariff.model) == ModelFile.bytes(of: SmallTariff.model))
    }

    @Test("What was confirmed for the same words goes before everything learnt")
    func confirmed() throws {
        var ranker = SmallTariff.ranker(SmallTariff.model)
        var builder = SimilarTexts.Builder()
        let code = try #require(CodePrefix("0402210000"))
        builder.add(KnownText(text: "银河 马丁靴", code: code, origin: .confirmed, source: ""))
        ranker.confirmed = [builder.build()]
        #expect(ranker.rank(Question("银河 马丁靴")).codes.first?.code == code)
        #expect(ranker.rank(Question("银河 长筒靴 款式3")).codes.first?.code.text == "6403910090")
    }

    @Test("English words trained at ten digits are known at ten, and others of the model at six")
    func trainedInEnglish() throws {
        let model = SmallTariff.model
        let code = try #require(CodePrefix("6403910010"))
        let texts = [
            KnownText(text: "quuxish small boots", code: code, origin: .trained, source: "")
        ]
        let ranker = SmallTariff.ranker(
            TrainedModel(
                vocabulary: model.vocabulary, codes: model.codes, linear: model.linear,
                texts: model.texts + texts, tuning: model.tuning, about: model.about))
        func first(_ text: String) -> RankedCode? {
            ranker.rank(Question(text)).codes.first { $0.code.text == "640391" }
        }
        #expect(first("small quuxish boots")?.known == code)
        #expect(first("leather boots")?.code.text == "640391")
        #expect(first("leather boots")?.known == nil)
    }

    @Test("Chances rise with shares and are never certain")
    func calibration() {
        let found = (0..<400).map { (share: Float($0) / 400, isRight: $0 % 4 < $0 / 100) }
        let calibration = Calibration.fit(found)
        let chances = stride(from: Float(0), through: 1, by: 0.05).map(calibration.chance)
        #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(chances.allSatisfy { $0 > 0 && $0 < 1 })
    }

    @Test(
        "Exponential and logarithm are what they should be",
        arguments: [
            (1, 2.718_281_8), (0, 1), (-3, 0.049_787_07), (10, 22_026.465),
        ] as [(Float, Float)])
    func numbers(x: Float, e: Float) {
        #expect(abs(Numbers.exp(x) / e - 1) < 1e-5)
        #expect(abs(Numbers.log(e) - x) < 1e-4)
    }
}
