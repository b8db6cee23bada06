import Declarations
import House
import Journal
import Kernel
import Synchronization
import TestKit
import Testing
import Web
import Wire

/// Who is posted to: takes what comes, or refuses it, and remembers it.
private final class Receiver: Sendable {
    private let state = Mutex<(seen: [OutgoingHTTP.Request], status: Int)>(([], 200))

    var seen: [OutgoingHTTP.Request] { state.withLock { $0.seen } }
    /// Numbers of the receipts that came, in their order.
    var numbers: [Int64] { seen.map { Int64($0.header("webhook-id").split(separator: "-").last ?? "") ?? 0 } }

    func answers(_ status: Int) { state.withLock { $0.status = status } }

    var http: OutgoingHTTP {
        OutgoingHTTP { request throws(OutgoingFault) in
            OutgoingHTTP.Answer(
                status: self.state.withLock { state in
                    state.seen.append(request)
                    return state.status
                })
        }
    }
}

extension OutgoingHTTP.Request {
    fileprivate func header(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }
}

extension World {
    fileprivate func deliver() async throws {
        // Each round sends what is due; several receipts take several.
        for _ in 0..<3 { try await declarations?.drainWebhooks() }
    }

    /// Sends an order; gives the number of its receipt.
    fileprivate func ordered(_ number: Int) async throws -> Int64 {
        let order = try #require(
            try samples.messages(of: samples.chain(number, .direct)).first { $0.type == "CEB311" })
        try await send([order])
        return try await allReceipts(of: cast.platform).last?["sequence"]?.integer ?? 0
    }
}

extension WebhookScenarios {
    @Test("SW-01 on its pages a webhook sends a receipt once more, all from one on, gets a new secret and is taken away; nobody else's does", arguments: TestStore.engines)
    func forms(engine: TestStore.Engine) async throws {
        let receiver = Receiver()
        try await World.run(engine, relay: World.RelaySetup(plan: "", outgoing: receiver.http)) { world in
            let (first, second) = (try await world.ordered(1), try await world.ordered(2))
            let member = try await world.member(of: world.cast.platform)
            _ = try await member.get("/zh/webhooks")
            let made = try await member.post("/zh/webhooks", form: ["url": "http://127.0.0.1:1/in", "all": "1"])
            let secret = try #require(made.text.firstMatch(of: /whsec_[A-Za-z0-9+\/=]+/)?.output, "\(made.text)")
            let id = try #require(made.text.firstMatch(of: /\/zh\/webhooks\/([^\/"]+)\/removal/)?.1)
            let path = "/zh/webhooks/\(id)"
            try await world.deliver()
            #expect(receiver.numbers == [first, second])

            // One once more, under its own number.
            #expect(try await member.get(path).text.contains("\(path)/deliveries/\(first)/resend"))
            let again = try await member.post("\(path)/deliveries/\(first)/resend", form: [:])
            #expect(again.status == 200 && again.text.contains("第 \(first) 号回执已送达"), "\(again.text)")
            #expect(receiver.numbers == [first, second, first])
            #expect(try await member.post("\(path)/deliveries/99999/resend", form: [:]).status == 404)

            // From one on; what is no number of a receipt is said at the field.
            for wrong in ["x", "0", ""] {
                let refused = try await member.post("\(path)/replay", form: ["from": wrong])
                #expect(refused.status == 422 && refused.text.contains("请填写回执序号"), "\(wrong)")
            }
            let beyond = try await member.post("\(path)/replay", form: ["from": "99999"])
            #expect(beyond.status == 422 && beyond.text.contains("还没有这一序号的回执"), "\(beyond.status)")
            #expect(beyond.text.contains("value=\"99999\"") && beyond.text.contains("id=\"from-error\""))
            let replayed = try await member.post("\(path)/replay", form: ["from": "\(second)"])
            #expect(replayed.status == 303, "\(replayed.text)")
            let told = try await member.get(try #require(replayed.header("location")))
            #expect(told.text.contains("将从这份回执起依次重推"))
            try await world.deliver()
            #expect(receiver.numbers == [first, second, first, second])

            // A new secret: for a day each message is signed by both.
            let rotated = try await member.post("\(path)/rotation", form: [:])
            let other = try #require(rotated.text.firstMatch(of: /whsec_[A-Za-z0-9+\/=]+/)?.output)
            #expect(other != secret && rotated.text.contains("验签密钥已更换"))
            let third = try await world.ordered(3)
            try await world.deliver()
            #expect(receiver.numbers.last == third)
            #expect(receiver.seen.map { $0.header("webhook-signature").split(separator: " ").count } == [1, 1, 1, 1, 2])
            world.time.advance(seconds: 24 * 3_600 + 1)
            _ = try await world.ordered(4)
            try await world.deliver()
            #expect(receiver.seen.last?.header("webhook-signature").split(separator: " ").count == 1)

            // Another enterprise's people find none of it; away, it is away.
            let stranger = try await world.member(of: world.cast.declarant)
            _ = try await stranger.get("/zh/webhooks")
            for act in ["replay", "rotation", "removal", "test", "deliveries/\(first)/resend"] {
                #expect(try await stranger.post("\(path)/\(act)", form: [:]).status == 404, "\(act)")
            }
            let later = try await world.member(of: world.cast.platform)
            #expect(try await later.get(path).text.contains("第 \(third) 号回执"))
            let removed = try await later.post("\(path)/removal", form: [:])
            #expect(removed.status == 303)
            #expect(try await later.get(try #require(removed.header("location"))).text.contains("推送地址已移除"))
            #expect(try await later.get(path).status == 404)
            let count = receiver.numbers.count
            _ = try await world.ordered(5)
            try await world.deliver()
            #expect(receiver.numbers.count == count)
        }
    }

    @Test("SW-01 a receipt a receiver keeps refusing is put aside and shown, those behind it go on, and it is sent once more when the receiver is mended", arguments: TestStore.engines)
    func putAside(engine: TestStore.Engine) async throws {
        let receiver = Receiver()
        try await World.run(engine, relay: World.RelaySetup(plan: "", outgoing: receiver.http)) { world in
            let program = world.program(of: world.cast.platform)
            let made = try await program.post("/api/v1/webhooks", json: #"{"url":"http://127.0.0.1:1/in","after":0}"#)
            let id = try #require(try JSON(made.body)["id"]?.string, "\(made.text)")
            let letters = "/api/v1/webhooks/\(id)/dead-letters"
            receiver.answers(422)
            let number = try await world.ordered(1)
            var rounds = 0
            while try JSON(try await program.get(letters).body)["letters"]?.elements.isEmpty != false, rounds < 60 {
                try await world.declarations?.drainWebhooks()
                world.time.advance(seconds: 3_600)
                rounds += 1
            }
            let letter = try #require(try JSON(try await program.get(letters).body)["letters"]?.elements.first)
            #expect(letter["sequence"]?.integer == number && letter["status"]?.integer == 422)
            // What comes later does not wait for it.
            receiver.answers(200)
            let next = try await world.ordered(2)
            try await world.deliver()
            #expect(receiver.numbers.last == next)

            let member = try await world.member(of: world.cast.platform)
            let page = try await member.get("/zh/webhooks").text
            let form = "/zh/webhooks/\(id)/dead-letters/\(number)/resend"
            #expect(page.contains("搁置的推送") && page.contains(form))
            receiver.answers(500)
            #expect(try await member.post(form, form: [:]).text.contains("未送达"))
            #expect(try await member.get("/zh/webhooks").text.contains(form))
            receiver.answers(200)
            let sent = try await member.post(form, form: [:])
            #expect(sent.status == 200 && sent.text.contains("搁置的回执已送达"), "\(sent.text)")
            #expect(receiver.numbers.last == number)
            #expect(try await !member.get("/zh/webhooks").text.contains("搁置的推送"))
            #expect(try JSON(try await program.get(letters).body)["letters"]?.elements.isEmpty == true)
            #expect(try await program.post(letters + "/\(number)/resend", json: "").status == 404)
            let stranger = world.program(of: world.cast.declarant)
            #expect(try await stranger.get(letters).status == 404)
        }
    }
}
