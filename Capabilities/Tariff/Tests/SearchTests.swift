import Kernel
import Testing

@testable import Tariff

@Suite("Searching the tariff")
struct SearchTests {
    @Test("the heading whose own wording names the good comes first", arguments: [
        ("wheat", ["1001"]), ("beef", ["0201", "0202"]), ("milk powder", ["0402"]),
        ("wine", ["2204"]), ("apples", ["0808"]), ("cotton", ["5201"]), ("copper", ["7403"]),
        ("copper wire", ["7408"]), ("car", ["8703"]), ("phone", ["8517"]), ("shrimp", ["0306"]),
        ("rice", ["1006"]), ("coffee", ["0901"]), ("tea", ["0902"]),
        ("小麦", ["1001"]), ("牛肉", ["0201", "0202"]), ("奶粉", ["0402"]), ("葡萄酒", ["2204"]),
        ("铜", ["7403"]), ("手机", ["8517"]), ("棉花", ["5201"]), ("苹果", ["0808"]),
        ("cement", ["2523"]), ("shoes", ["6403"]), ("umbrella", ["6601"]), ("toys", ["9503"]),
        ("knife", ["8211", "8208"]), ("orange", ["0805"]), ("clock", ["9103", "9105"]),
        ("battery", ["8506", "8507"]), ("bed", ["9403"]),
        ("tiles", ["6905", "6907"]), ("salt", ["2501"]), ("paper", ["4802", "4808", "4811"]),
        ("水泥", ["2523"]), ("面膜", ["3304"]), ("玩具", ["9503"]), ("雨伞", ["6601"]),
        ("电缆", ["8544"]), ("变压器", ["8504"]),
        ("拖拉机", ["8701"]), ("头盔", ["6506"]), ("鱼", ["0301", "0303"]),
        ("瓷砖", ["6907"]), ("盐", ["2501"]), ("camera", ["9006"]),
        ("橡胶", ["4001"]), ("纸", ["4801", "4802"]), ("钢", ["7206", "7218", "7224"]),
        ("木材", ["4403", "4407"]), ("塑料", ["3901"]), ("玻璃", ["7001", "7003", "7005"]),
        ("大豆", ["1201"]), ("咖啡", ["0901"]), ("茶叶", ["0902"]), ("铝", ["7601"]),
        ("rubber", ["4001"]), ("newsprint", ["4801"]), ("steel", ["7206"]),
        ("wood", ["4403"]), ("plastics", ["3901"]), ("glass", ["7001", "7003", "7005"]),
        ("soya beans", ["1201"]), ("silk", ["5002"]), ("leather", ["4107", "4104"]), ("aluminium", ["7601"]),
        ("发动机", ["8407", "8408"]), ("黄金", ["7108"]),
    ])
    func first(words: String, headings: [String]) throws {
        let day = try #require(Day("2026-11-20"))
        let found = try book.get().find(words, on: day, limit: 20)
        let heading = try #require(found.first.map { String($0.code.text.prefix(4)) })
        #expect(headings.contains(heading), "\(found.prefix(5).map(\.code.text))")
    }

    @Test("of one tariff line the residual code comes first, and what is protected says so in English")
    func residual() throws {
        let day = try #require(Day("2026-11-20"))
        let book = try book.get()
        let found = book.find("frozen boneless beef", on: day, limit: 2)
        #expect(found.map(\.code.text) == ["0202300090", "0202300010"])
        let names = found.map { book.name(of: $0, on: day).en.contains("endangered") }
        #expect(names == [false, true])
    }

    @Test("a Chinese word that no name has is unknown, not searched for character by character")
    func unread() throws {
        let day = try #require(Day("2026-11-20"))
        let found = try book.get().look(for: "魑魅", on: day, limit: 20)
        #expect(found.lines.isEmpty && found.unknown == ["魑魅"])
    }

    @Test("whatever is typed, all names are gone through few times for it", arguments: [
        (String(repeating: "a\u{301}", count: 30), 12),
        (String(repeating: "q\u{323}\u{331}", count: 50), 12),
        ("魑魅魍魉饕餮貔貅麒麟狻猊狴犴", 45),
        ("冷冻去骨牛肉及其制品的保鲜设备零件", 60),
        (String(repeating: "税则原产地证书 ", count: 12), CodeSearch.mostPasses + 15),
        (String(repeating: "boxes of wine ", count: 40), CodeSearch.mostPasses + 15),
    ])
    func cost(words: String, most: Int) throws {
        let day = try #require(Day("2026-11-20"))
        let book = try book.get()
        let found = book.search.index(book.codes, on: day).find(words, limit: 20)
        #expect(found.passes <= most, "\(found.passes)")
    }

    @Test("marks over letters are the letters, and what no name has leads to no goods by single signs")
    func marks() throws {
        let day = try #require(Day("2026-11-20"))
        let book = try book.get()
        #expect("cafe\u{301}".searched() == "café" && "b\u{331}\u{308}eef".searched() == "beef")
        let found = book.find("b\u{331}\u{308}eef", on: day, limit: 5)
        #expect(found.first?.code.text.hasPrefix("02") == true)
        for words in ["修改密码", "status of my declaration", "'", "申请原产地证书", "撤销清单", "许可证"] {
            #expect(!book.look(for: words, on: day, limit: 5).isAbout, "\(words)")
        }
        for words in ["牛肉", "盐", "boneless beef", "wine", "organic honey", "有机蜂蜜", "智能手机保护套"] {
            #expect(book.look(for: words, on: day, limit: 5).isAbout, "\(words)")
        }
    }

    @Test("a code elsewhere that has the word in its name still follows")
    func rest() throws {
        let day = try #require(Day("2026-11-20"))
        let found = try book.get().find("wheat", on: day, limit: 60).map(\.code.text)
        #expect(found.contains { $0.hasPrefix("1103") })
    }
}
