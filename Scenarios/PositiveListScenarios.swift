import Declarations
import FoundationEssentials
import House
import Kernel
import Parties
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("Positive list") struct PositiveListScenarios {
    /// Every heading the sample shops sell under.
    private static let headings = [
        "3304", "1901", "2204", "6403", "3305", "9619", "4202", "3401", "2106",
    ]

    private func load(_ table: String, into world: World) async throws {
        let path = world.folder + "/list-\(UInt64.random(in: 0...UInt64.max)).csv"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
        _ = try await world.window.tariffDesk(
            .load(
                path: path, from: try #require(Day("2026-11-01")), document: "测试清单公告",
                isDry: false, asJSON: false, .zh))
    }

    @Test("CB-17 a list declared under the positive list is released, one outside it is refused with the reason", arguments: TestStore.engines)
    func enforced(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await load("heading\n8703\n", into: world)
            let refused = try await world.declare(1, .direct)
            #expect(refused.status == 100)
            let finding = refused["findings"]?.elements.first
            #expect(finding?["message"]?["zh"]?.string?.contains("不在跨境电商零售进口商品清单内") == true, "\(refused.encoded.prefix(600))")
            #expect(finding?["fix"]?["en"]?.string?.contains("general trade") == true)
            #expect(finding?["citation"]?["document"]?.string?.isEmpty == false)
            try await load(
                "heading,remark_zh,remark_en\n"
                    + Self.headings.map { "\($0),每人每年限量,limited a person a year" }
                    .joined(separator: "\n") + "\n", into: world)
            #expect(try await world.declare(2, .direct).status == 800)
            let answer = try await Visitor(world.window.door).get(
                "/api/v1/tariff/positive-list?code=1901101090&on=2026-11-20")
            #expect(answer.text.contains("limited a person a year") || answer.text.contains("每人每年限量"))
        }
    }

    @Test("CB-17 drugs and devices come in for pilot enterprises alone, partner additions for their origin", arguments: TestStore.engines)
    func pilots(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await load(
                "heading,only_for\n" + Self.headings.map { "\($0),drug-pilot" }
                    .joined(separator: "\n") + "\n9018,origin:CHL PER\n", into: world)
            let refused = try await world.declare(1, .direct)
            #expect(refused.status == 100)
            #expect(
                refused["findings"]?.elements.first?["message"]?["zh"]?.string?.contains("试点企业")
                    == true, "\(refused.encoded.prefix(600))")
            let parties = world.window.parties
            let seller = try #require(parties.register.find(code: world.cast.seller.creditCode))
            try await parties.grant(
                RoleGrant(.drugPilot, from: try #require(Day("2026-11-01"))), to: seller.id,
                by: "scenario")
            #expect(try await world.declare(2, .direct).status == 800)

            let stranger = Visitor(world.window.door)
            func heading(_ query: String) async throws -> String? {
                let answer = try await stranger.get(
                    "/api/v1/tariff/positive-list?on=2026-11-20&\(query)")
                return try JSON(answer.body)["figures"]?["heading"]?.string
            }
            #expect(try await heading("code=9018902010&origin=CHL") == "9018")
            #expect(try await heading("code=9018902010&origin=USA") == "no")
            #expect(try await heading("code=1901101090&pilot=yes") == "1901")
            #expect(try await heading("code=1901101090") == "no")
        }
    }
}
