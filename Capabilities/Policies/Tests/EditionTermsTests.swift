import Kernel
import Testing

@testable import Policies

@Suite("What a version is followed by") struct EditionTermsTests {
    @Test(
        "A version fits those who follow one of its topics, or a word that stands in one text",
        arguments: [
            ("topic", "fees", true), ("topic", "tax", true), ("topic", "credit", false),
            ("word", "泊位", true), ("word", "Berths", true), ("word", "half berths", true),
            ("word", "泊位 refund", false), ("word", "退税", false), ("word", "。", false),
        ])
    func fits(kind: String, value: String, expected: Bool) throws {
        let both = Localized(zh: "测试", en: "Test")
        let article = PolicyArticle(
            key: "3", label: "第三条", title: Localized(zh: "泊位", en: "Berths"),
            text: Localized(zh: "泊位费用减半收取", en: "Berths cost half"), bodies: [],
            topics: ["tax"], roles: [])
        let version = PolicyVersion(
            edition: "TEST", kind: .paper, document: "测试〔2027〕3号", aliases: [], issuer: both,
            issued: nil, from: try #require(Day("2027-01-01")), to: nil, title: both,
            summary: Localized(zh: "测试", en: "A refund"), topics: ["fees"], roles: [],
            districts: [], replaces: [], source: "TEST", articles: [article])
        let subscription = FollowingRows.Subscription(
            tenant: "TEST", id: "TEST",
            kind: try #require(FollowingRows.Subscription.Kind(rawValue: kind)), value: value,
            createdAt: Instant(milliseconds: 0))
        #expect(EditionTerms(version).fit(subscription) == expected)
    }
}
