import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// The best rate: what is missing or wrong in the question, and how sure the answer is.
@Suite("Best rate asked") struct BestRateScenarios {
    @Test("TR-02 a wrong or missing field is named in both languages, whatever the digits of the code", arguments: [
        ("code=02023000&origin=ZZZ", "原产地", "Country of origin"),
        ("code=02023000&origin=601&value=abc", "完税价格", "Customs value"),
        ("code=0202300090&origin=601&value=0", "完税价格", "Customs value"),
        ("code=beef&origin=601&currency=XXQ", "币制", "Currency"),
        ("code=0202300090&origin=601&quantity=5", "数量/单位", "Quantity/unit"),
        ("code=0202300090&origin=601&on=2026-02-30", "日期", "Day"),
        ("code=&origin=601", "品名或编号", "Goods or code"),
        ("code=0202300090&origin=", "缺少“原产地”", "Country of origin is missing"),
    ])
    func named(query: String, chinese: String, english: String) async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            for (language, word) in [("zh", chinese), ("en", english)] {
                let page = try await stranger.get("/\(language)/tariff/best?\(query)")
                #expect(page.status == 422, "\(language) \(query)")
                let notice = page.text.split(separator: "<form class=\"filter\"").first ?? ""
                #expect(notice.contains(word), "\(language) \(query)")
            }
        }
    }

    @Test("TR-02 without an origin the page still tells the rate that nobody has to claim; a lowest rate is called so only as far as rates are held")
    func sure() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let blank = try await stranger.get("/en/tariff/best")
            #expect(blank.status == 200 && !blank.text.contains("is missing"))
            let without = try await stranger.get("/zh/tariff/best?code=0202300090&on=2026-11-20")
            #expect(without.status == 200 && without.text.contains("缺少“原产地”"))
            #expect(without.text.contains("最惠国税率") && without.text.contains("12%"))
            for (language, held) in [("zh", "本系统所载最低税率"), ("en", "Lowest rate held here")] {
                let beef = try await stranger.get(
                    "/\(language)/tariff/best?code=0202300090&origin=601&on=2026-11-20")
                #expect(beef.status == 200 && beef.text.contains(held))
                // Nothing is lower than nothing, whoever holds what.
                let phone = try await stranger.get(
                    "/\(language)/tariff/best?code=8517130000&origin=601&on=2026-11-20")
                #expect(phone.status == 200 && !phone.text.contains(held))
            }
            let answer = try JSON(
                try await stranger.get(
                    "/api/v1/tariff/best?code=0202300090&origin=NZL&on=2026-11-20").body)
            #expect(answer["isLowestOfAll"]?.boolean == false)
            #expect(answer["explanation"]?.encoded.contains("New Zealand") == true)
            #expect(answer["carriedOver"]?.string == nil)
            let later = try await stranger.get(
                "/en/tariff/best?code=0202300090&origin=NZL&on=2029-11-20")
            #expect(later.text.contains("carried over from that of 2026"))
        }
    }
}
