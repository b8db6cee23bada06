import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("Classification")
struct ClassificationScenarios {
    @Test("TR-10 a seller confirms a code and is answered with it; a ruling tells everybody",
        arguments: TestStore.engines)
    func asksConfirmsAndIsAnswered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            // Nobody has to sign in to ask.
            let found = try JSON(
                try await stranger.get(
                    "/api/v1/classification?text=%E9%A9%AC%E4%B8%81%E9%9D%B4%20%E7%9C%9F%E7%9A%AE"
                ).body)
            let candidates = found["candidates"]?.elements ?? []
            #expect(candidates.first?["code"]?.string?.hasPrefix("6403") == true)
            #expect(candidates.first?["words"]?.elements.isEmpty == false)
            #expect(found["questions"]?.elements.isEmpty == false)
            // A word that fits any goods gets no guess passed off as an answer.
            let vague = try JSON(try await stranger.get("/api/v1/classification?text=goods").body)
            #expect(vague["verdict"]?.string == "not-enough")

            let key = try await world.window.parties.createKey(
                enterprise: world.cast.declarant.creditCode, label: "classification",
                scopes: ["classification.confirm"], days: 30, by: "scenario")
            let seller = Visitor(world.window.door).as(key: key)
            let kept = try await seller.post(
                "/api/v1/classification/confirmations",
                json: """
                    {"text":"玄天牌七号","code":"6403919000","reference":"I2026TEST01"}
                    """)
            #expect(kept.status == 422, "a code that is not in force is refused")
            #expect(try JSON(kept.body)["code"]?.string == "classification.code-unknown")
            let right = try await seller.post(
                "/api/v1/classification/confirmations",
                json: """
                    {"text":"玄天牌七号","code":"6403919190","reference":"I2026TEST01"}
                    """)
            #expect(right.status == 201)
            let path = "/api/v1/classification?text=%E7%8E%84%E5%A4%A9%E7%89%8C%E4%B8%83%E5%8F%B7"
            func first(_ who: Visitor) async throws -> String? {
                try JSON(try await who.get(path).body)["candidates"]?.elements.first?["code"]?
                    .string
            }
            #expect(try await first(seller) == "6403919190")
            #expect(try await first(stranger) != "6403919190")

            // The officer decides on the page; now everybody is told, with the ruling's number.
            let officer = try await world.officer()
            _ = try await officer.get("/zh/classification")
            let ruled = try await officer.post(
                "/zh/classification/confirmations",
                form: [
                    "text": "玄天牌七号", "code": "6403919190", "reference": "归类决定TEST-01",
                ])
            #expect(ruled.status == 303)
            #expect(try await first(stranger) == "6403919190")
            let page = try await stranger.get(
                "/zh/classification?text=%E7%8E%84%E5%A4%A9%E7%89%8C%E4%B8%83%E5%8F%B7")
            #expect(page.text.contains("归类决定TEST-01"))
        }
    }
}
