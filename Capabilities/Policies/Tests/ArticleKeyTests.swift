import Kernel
import Testing

@testable import Policies

@Suite("Numbers of articles") struct ArticleKeyTests {
    @Test(
        "However an article is written, its number is the same",
        arguments: [
            ("第十八条", ["18"]), ("（十八）", ["18"]), ("十八", ["18"]), ("18", ["18"]),
            ("三（八）", ["3.8"]), ("四（二）", ["4.2"]), ("第一百六十五条", ["165"]),
            ("第十三条、第十七条", ["13", "17"]), ("第二十四条至第二十六条", ["24", "26"]),
            ("保障二", ["g2"]), ("第二十三条", ["23"]), ("四、税收征管", ["4"]), ("", []),
            ("查验率策略", []), ("99999999999", []), ("二〇", ["0"]),
        ])
    func keys(citation: String, keys: [String]) {
        #expect(ArticleKey.keys(of: citation) == keys)
    }

    @Test("A citation of a part names the whole, and never its neighbour")
    func parts() {
        #expect(ArticleKey.names("三（八）", "3"))
        #expect(ArticleKey.names("第十八条", "18"))
        #expect(!ArticleKey.names("第十八条", "1"))
        #expect(!ArticleKey.names("三（八）", "8"))
    }
}
