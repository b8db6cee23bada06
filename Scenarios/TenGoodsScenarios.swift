import House
import Kernel
import TestKit
import Testing
import Web

/// Ten goods whose figures were read by hand in the data the tables were made from: the compilation
/// of the tariff of 2026 (MFN, general, provisional, VAT, consumption tax) and China's RCEP schedule
/// for ASEAN (year 5, origin Viet Nam). See `Capabilities/Tariff/Data/SOURCES.md`.
@Suite("Ten goods checked by hand") struct TenGoodsScenarios {
    struct Good: Sendable, CustomTestStringConvertible {
        let code: String
        let name: String
        /// In words of the page.
        let figures: [String]
        /// What applies to goods of Viet Nam: kind and rate.
        let applies: String

        var testDescription: String { "\(code) \(name)" }
    }

    static let goods = [
        Good(code: "0202300090", name: "其他冻藏的去骨牛肉", figures: ["12%", "70%", "9%"], applies: "agreement 9%"),
        Good(code: "0302141000", name: "鲜或冷大西洋鲑鱼", figures: ["10%", "40%", "7%", "9%"], applies: "agreement 0%"),
        Good(code: "0406200000", name: "各种磨碎或粉化的乳酪", figures: ["12%", "90%", "8%", "13%"], applies: "provisional 8%"),
        Good(code: "1001990090", name: "其他小麦及混合麦", figures: ["65%", "180%", "9%", "配额外"], applies: ""),
        Good(code: "2204210000", name: "小包装的鲜葡萄酿造的酒", figures: ["14%", "180%", "13%", "10%"], applies: "agreement 0%"),
        Good(code: "2709000000", name: "石油原油", figures: ["0%", "13%", "未载明"], applies: "mfn 0%"),
        Good(code: "3304990029", name: "包装标注含量以重量计的其他美容品或化妆品及护肤品", figures: ["1%", "150%", "13%", "15%"], applies: ""),
        Good(code: "6403911190", name: "其他皮革制面过脚踝但低于小腿的鞋靴", figures: ["8%", "100%", "13%"], applies: ""),
        Good(code: "8517130000", name: "智能手机", figures: ["0%", "20%", "13%"], applies: "mfn 0%"),
        Good(code: "9101110000", name: "机械指示式的贵金属电子手表", figures: ["8%", "100%", "13%", "20%"], applies: ""),
    ]

    @Test("TR-02 the page of each of ten goods shows the figures of the data, with their source")
    func pages() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            for good in Self.goods {
                let page = try await stranger.get("/zh/tariff/codes/\(good.code)?on=2026-11-20").text
                #expect(page.contains(good.name), "\(good.code)")
                for figure in good.figures { #expect(page.contains(figure), "\(good.code) \(figure)") }
                #expect(page.contains("仅供参考") && page.contains("2026"), "\(good.code)")
            }
        }
    }

    @Test("TR-02 the rate that applies to each of ten goods of Viet Nam is that of the data")
    func rates() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            for good in Self.goods where !good.applies.isEmpty {
                let answer = try await stranger.get(
                    "/api/v1/tariff/best?code=\(good.code)&origin=VNM&on=2026-11-20&format=csv")
                let first = answer.text.split(whereSeparator: \.isNewline).dropFirst().first ?? ""
                for word in good.applies.split(separator: " ") {
                    #expect(first.contains(word), "\(good.code): \(first)")
                }
            }
        }
    }
}
