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
