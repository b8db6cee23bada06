import Declarations
import TestKit
import Testing
import Web
import Wire

/// Receipts pushed to an enterprise's own address, and what it can see of that.
@Suite("Webhooks of an enterprise") struct WebhookScenarios {
    @Test("SW-01 each attempt to deliver stands on the webhook's page and in the API, and a receipt is sent once more on demand", arguments: TestStore.engines)
    func log(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = world.program(of: world.cast.platform)
            let order = try #require(
                try world.samples.messages(of: world.samples.chain(1, .direct)).first { $0.type == "CEB311" })
            try await world.send([order])
            let receipts = try JSON(try await program.get("/api/v1/receipts").body)
            let sequence = try #require(receipts["receipts"]?.elements.first?["sequence"]?.integer)
            // Nobody listens there.
            let made = try await program.post("/api/v1/webhooks", json: #"{"url":"http://127.0.0.1:1/in","after":0}"#)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(try JSON(made.body)["id"]?.string)
            let path = "/api/v1/webhooks/\(id)"
            #expect(try JSON(try await program.get(path + "/deliveries").body)["deliveries"]?.elements.isEmpty == true)
            #expect(try await program.post(path + "/test", json: "").status == 200)
            world.time.advance(seconds: 1)
            let again = try await program.post(path + "/deliveries/\(sequence)/resend", json: "")
            #expect(try JSON(again.body)["delivered"]?.boolean == false, "\(again.text)")
            #expect(try await program.post(path + "/deliveries/99999/resend", json: "").status == 404)

            let log = try JSON(try await program.get(path + "/deliveries?limit=1").body)
            let last = try #require(log["deliveries"]?.elements.first)
            #expect(last["cause"]?.string == "resend" && last["sequence"]?.integer == sequence)
            #expect(last["webhookId"]?.string == "receipt-\(sequence)")
            #expect(last["trouble"]?["code"]?.string == "not-reached" && last["status"] == .null)
            let next = try #require(log["next"]?.string)
            let rest = try JSON(try await program.get(path + "/deliveries?before=\(next)").body)
            #expect(rest["deliveries"]?.elements.map { $0["cause"]?.string } == ["test"])
            #expect(rest["next"] == .null)
            #expect(try await program.get(path + "/deliveries?limit=0").status == 422)

            let stranger = world.program(of: world.cast.declarant)
            #expect(try await stranger.get(path + "/deliveries").status == 404)
            #expect(try await stranger.post(path + "/deliveries/\(sequence)/resend", json: "").status == 404)
            for (language, words) in [("zh", "无法连接接收方"), ("en", "The receiver was not reached")] {
                let page = try await world.member(of: world.cast.platform).get("/\(language)/webhooks/\(id)")
                #expect(page.status == 200 && page.text.contains(words))
                #expect(page.text.contains("/\(language)/receipts/\(sequence)/proof"))
            }
            #expect(try await world.member(of: world.cast.declarant).get("/zh/webhooks/\(id)").status == 404)
        }
    }
}
