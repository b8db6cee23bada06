import Kernel
import Tariff
import Testing
import Wire

@testable import Classification

@Suite("Commands of classification")
struct CommandTests {
    /// A data folder into which one word was loaded.
    private struct House: TariffHouse {
        static func perform(_ request: TariffRequest, data: String?) async throws -> String {
            guard request == .kept, data == "DIR" else { return "[]" }
            return #"""
                [{"number":1,"kind":"search-words","from":"2026-01-01","document":"测试公告第1号",
                "file":"words.csv","whole":false,"withdrawnFrom":null,
                "content":"word,codes,says\n貔貅,850760,\n"}]
                """#
        }
    }

    @Test("with a data folder the commands know the words loaded there, as its server does; without one, those of the product")
    func loadedWords() async throws {
        let day = try #require(Day("2026-11-20"))
        func first(_ data: String?) async throws -> String? {
            let codes = try await ClassificationCommands.codes(
                checkout, data: data, in: House.self, .en)
            let classifier = Classifier(
                try ClassificationData.load(checkout), codes: codes, on: day, model: nil)
            return classifier.classify("貔貅", on: day, top: 1).candidates.first?.code
        }
        #expect(try await first("DIR")?.hasPrefix("850760") == true)
        #expect(try await first(nil)?.hasPrefix("850760") != true)
    }
}
