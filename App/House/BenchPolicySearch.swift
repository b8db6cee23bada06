import Kernel
import Policies
import Wire

/// Search of ten thousand articles of policies, as part of `tradewind bench procedures`.
enum PolicySearchBench {
    static func figures() throws -> JSON {
        let found = try PolicySearchLoad(try Share.find()).run(articles: 10_000, questions: 2_000)
        return .object([
            .init("articles", .integer(found.articles)),
            .init("questions", .integer(found.questions)), .init("p50_us", .integer(found.p50)),
            .init("p99_us", .integer(found.p99)), .init("empty", .integer(found.empty)),
        ])
    }
}
