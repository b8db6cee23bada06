import Kernel
import Testing

@testable import Classification

@Suite("Training files")
struct TrainingFileTests {
    @Test("Rows give text, code as far as it is common, and what is said besides")
    func rows() throws {
        let rows = try TrainingFile(
            Array(
                """
                text,attributes,code_system,hs6,hs10,group_id
                奶粉,"{""spec"":""900g"",""unit"":""罐""}",CN,040221,0402210000,a
                boots,,UK,640391,6403919300,b

                """.utf8)
        ).rows
        #expect(rows.map(\.code.text) == ["0402210000", "640391"])
        #expect(rows.map(\.attributes) == ["900g", ""])
        #expect(rows.map(\.group) == ["a", "b"])
    }

    @Test("The report leaves out what there is nothing to say of")
    func report() throws {
        func report(_ file: String) throws -> String {
            let training = try TrainingFile(Array(file.utf8))
            let model = Trainer(wording: SmallTariff.wording, shipped: SmallTariff.shipped)
                .train(training.rows)
            return TrainReport.text(model, training, folder: "m")
        }
        let bare = try report("text,hs6\n奶粉,040221\nboots,640391\n")
        #expect(bare.contains("Learnt from 2 rows, 2 codes, written to m"))
        #expect(!bare.contains("(") && !bare.contains("（"))
        let full = try report("text,hs6,source\n奶粉,040221,shop\n–,640391,shop\n")
        #expect(full.contains("Learnt from 1 row, left out 1 without words (shop 1), 1 code,"))
    }

    @Test("A sentence inside the refusal of a file has one full stop")
    func stops() {
        let refusal = ClassificationRefusal.trainingFile(
            line: 1, Localized(zh: "缺少 text。", en: "The column text is missing."))
        #expect(refusal.message.en.contains("is missing. Nothing"))
        #expect(refusal.message.zh.contains("缺少 text，"))
    }

    @Test(
        "A broken file is refused as a whole, with its line",
        arguments: [
            ("name,hs6\na,040221\n", 1), ("text,lang\na,zh\n", 1), ("text,hs6\n", 1),
            ("text,hs6\n奶粉,040221\n靴,64\n", 3), ("text,hs6\n,040221\n", 2),
            ("text,hs6,attributes\na,040221,{\n", 2), ("text,hs6\na\n", 2), ("", 1),
        ])
    func broken(file: String, line: Int) {
        #expect {
            try TrainingFile(Array(file.utf8))
        } throws: { error in
            guard case .trainingFile(let at, _)? = error as? ClassificationRefusal else {
                return false
            }
            return at == line || at == 0 || file.isEmpty
        }
    }
}
