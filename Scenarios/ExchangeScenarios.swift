import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Exchange rates in taxes") struct ExchangeScenarios {
    /// Every step of an explanation whose rule is named.
    private static func steps(_ rule: String, in explanation: JSON?) -> [JSON] {
        guard let explanation else { return [] }
        let own = explanation["rule"]?.string == rule ? [explanation] : []
        return own + (explanation["children"]?.elements ?? []).flatMap { steps(rule, in: $0) }
    }

    @Test("TR-09 amounts in another currency say by which rate they became yuan, since when, and whether anybody published it", arguments: TestStore.engines)
    func told(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let line = #"{"lines":[{"code":"2204210000","origin":"305","price":"12345.67","currency":"USD"}],"on":"2026-11-23"}"#
            let first = try JSON(try await stranger.post("/api/v1/tariff/taxes", json: line).body)
            #expect(first["exchangeRates"]?.elements.first?["isDefault"]?.boolean == true)
            let step = try #require(Self.steps("tariff.exchange-rate", in: first["explanation"]).first)
            #expect(step["outcome"]?["en"]?.string?.hasPrefix("12,345.67 × 7.1 = 87,654.26 yuan. This rate is a default") == true, "\(step.encoded)")

            _ = try await world.loadTariff("currency,units,cny\nUSD,1,7.0827\n", from: "2026-11-20")
            let then = try JSON(try await stranger.post("/api/v1/tariff/taxes", json: line).body)
            let rate = then["exchangeRates"]?.elements.first
            #expect(rate?["yuan"]?.string == "7.0827" && rate?["from"]?.string == "2026-11-20")
            #expect(rate?["source"]?.string == "测试公告第2号" && rate?["isDefault"]?.boolean == false)
            let again = try #require(Self.steps("tariff.exchange-rate", in: then["explanation"]).first)
            #expect(again["outcome"]?["zh"]?.string == "12,345.67 × 7.0827 = 87,440.68 元。")
            let table = try await stranger.send(
                "POST", "/api/v1/tariff/taxes?on=2026-11-23",
                body: Array("code,origin,price,currency\n2204210000,305,12345.67,USD\n".utf8),
                headers: ["content-type": "text/csv"])
            #expect(table.text.contains("12345.67,USD,1 USD = 7.0827 元,测试公告第2号"), "\(table.text)")
            let page = try await stranger.get("/en/tariff/taxes?code=2204210000&origin=305&price=12345.67&currency=USD&on=2026-11-23")
            #expect(page.text.contains("1 USD = 7.0827 yuan (<span lang=\"zh-CN\">测试公告第2号</span>)"))

            let best = try JSON(try await stranger.get("/api/v1/tariff/best?code=0202300090&origin=601&value=1000&currency=USD&on=2026-11-23").body)
            #expect(best["valueYuan"]?.string == "7082.7" && best["exchangeRate"]?["yuan"]?.string == "7.0827")
            let known = try JSON(try await stranger.get("/api/v1/tariff/exchange-rates?on=2026-11-23").body)
            let dollar = known["rates"]?.elements.first { $0["currency"]?.string == "USD" }
            #expect(dollar?["source"]?.string == "测试公告第2号")
            for (language, word) in [("zh", "默认设置"), ("en", "default")] {
                let all = try await stranger.get("/\(language)/tariff/exchange-rates?on=2026-11-23")
                #expect(all.text.contains("7.0827") && all.text.contains(word))
            }
            #expect(try await stranger.get("/api/v1/tariff/exchange-rates?format=csv").text.contains("USD,502,1,7.0827"))
        }
    }

    @Test("TR-09 beer says in which class its price in dollars puts it")
    func beer() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            for (price, word) in [("25000", "352.11 US dollars a tonne, below 370"), ("30000", "422.54 US dollars a tonne, at or above 370")] {
                let answer = try JSON(try await stranger.post("/api/v1/tariff/taxes", json: #"{"lines":[{"code":"2203000000","origin":"304","price":"\#(price)","currency":"CNY","quantity":"10/070"}],"on":"2026-11-23"}"#).body)
                let step = Self.steps("tariff.consumption-tax-class", in: answer["explanation"]).first
                #expect(step?["outcome"]?["en"]?.string?.contains(word) == true, "\(answer.encoded.prefix(3000))")
            }
        }
    }

    @Test("TR-03 a code of six digits is held to what is asked below it, and packing takes no origin from goods made of originating materials")
    func country() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            func party(_ code: String, _ materials: [(String, String)], _ more: String = "") async throws -> String? {
                let list = materials.map { #"{"name":"料","code":"010229","value":"\#($0.1)","origin":"\#($0.0)","originating":true}"# }
                let sheet = #"{"code":"\#(code)","name":"货","exporter":"VNM","importer":"CHN","fob":"100.00","currency":"USD","agreement":"RCEP","materials":[\#(list.joined(separator: ","))]\#(more)}"#
                let answer = try JSON(try await stranger.post("/api/v1/origin/tests", json: sheet).body)
                let verdict = answer["verdicts"]?.elements.first { $0["agreement"]?.string == "RCEP" }
                return try #require(verdict, "\(answer.encoded)")["countryOfOrigin"]?["country"]?.string
            }
            let beef = [("VNM", "5"), ("AUS", "65"), ("THA", "20")]
            let made = #","labour":"5","overhead":"3","profit":"2","other":"0""#
            for code in ["02023000", "0202300090", "020230"] {
                let found = try await party(code, beef, made)
                #expect(found == "AUS", "\(code): 15 of 100 were added in VNM")
            }
            let packed = try await party("940360", [("VNM", "20"), ("THA", "70")], made + #","onlyOperations":["packing"]"#)
            #expect(packed == "THA")
        }
    }
}
