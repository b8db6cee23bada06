import Kernel
import Store
import Synchronization
import TestKit
import Testing
import Wire

@testable import Journal

@Suite("Keeping webhooks") struct WebhookKeepingTests {
    @Test("a new secret is told once, and for a day messages are signed with both", arguments: TestStore.engines)
    func rotated(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let seen = Mutex<[String]>([])
            let hooks = world.webhooks(
                OutgoingHTTP { request throws(OutgoingFault) in
                    let value = request.headers.first { $0.name == "webhook-signature" }?.value ?? ""
                    seen.withLock { $0.append(value) }
                    return OutgoingHTTP.Answer(status: 200)
                })
            let (hook, old) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            let foreign = try await hooks.rotate(hook.id, of: "u", by: "a")
            #expect(foreign?.secret == nil)
            let made = try await hooks.rotate(hook.id, of: "t", by: "a")
            #expect(made?.secret != old && made?.secret.hasPrefix("whsec_") == true)
            #expect(made?.webhook.oldSecretUntil != nil)
            try await world.make(1, for: "t")
            try await hooks.drain()
            world.time.move(seconds: 86_400)
            try await world.make(1, for: "t")
            try await hooks.drain()
            let signatures = seen.withLock { $0 }.map { $0.split(separator: " ").count }
            #expect(signatures == [2, 1])
            #expect(try await world.kinds(of: "t").contains("webhooks.rotated"))
        }
    }

    @Test("what came after a place is delivered again under the same ids, also to one that was given up", arguments: TestStore.engines)
    func replayed(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let gone = Mutex(true)
            let receivers = Receivers { _, _ in gone.withLock { $0 } ? 410 : 200 }
            let hooks = world.webhooks(receivers.http)
            let (hook, _) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            try await world.make(3, for: "t")
            try await hooks.drain()
            #expect(try await hooks.find(hook.id, of: "t")?.disabledAt != nil)
            gone.withLock { $0 = false }
            #expect(try await hooks.replay(hook.id, of: "t", after: 0, by: "a")?.disabledAt == nil)
            try await hooks.drain()
            let first = receivers.messages.dropFirst().map(\.id)
            #expect(first.count == 3)
            _ = try await hooks.replay(hook.id, of: "t", after: 0, by: "a")
            try await hooks.drain()
            #expect(receivers.messages.dropFirst(4).map(\.id) == Array(first))
        }
    }

    @Test("a message a receiver keeps refusing is put aside after a day, the others go on, and it can be sent again", arguments: TestStore.engines)
    func putAside(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let poison = Mutex(true)
            let receivers = Receivers { message, _ in
                String(decoding: message.body, as: UTF8.self).contains("\"number\":2}") && poison.withLock { $0 } ? 422 : 200
            }
            let hooks = world.webhooks(receivers.http)
            let (hook, _) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            try await world.make(3, for: "t")
            try await hooks.drain()
            #expect(try await hooks.letters(of: hook.id, tenant: "t") == [])
            for _ in 0..<40 {
                world.time.move(seconds: 3_600)
                try await hooks.drain()
            }
            let letters = try #require(try await hooks.letters(of: hook.id, tenant: "t"))
            #expect(letters.map(\.status) == [422])
            let letter = try #require(letters.first)
            #expect(letter.attempts >= 10)
            #expect(Set(receivers.ids(at: "https://r.example.com/")).count == 3)
            #expect(try await hooks.find(hook.id, of: "t")?.failures == 0)
            #expect(try await hooks.resend(letter.sequence, to: hook.id, of: "u") == nil)
            #expect(try await hooks.resend(letter.sequence, to: hook.id, of: "t")?.isDelivered == false)
            poison.withLock { $0 = false }
            #expect(try await hooks.resend(letter.sequence, to: hook.id, of: "t")?.isDelivered == true)
            #expect(try await hooks.letters(of: hook.id, tenant: "t") == [])
            #expect(try await hooks.resend(letter.sequence, to: hook.id, of: "t", isAside: true) == nil)
        }
    }

    @Test("each attempt is kept with its time, answer and cause, latest first, page by page", arguments: TestStore.engines)
    func logged(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let answers = Mutex<Int?>(nil)
            let receivers = Receivers { _, _ in
                world.time.move(seconds: 2)
                return answers.withLock { $0 }
            }
            let hooks = world.webhooks(receivers.http)
            let (hook, _) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            try await world.make(2, for: "t")
            try await hooks.drain()
            answers.withLock { $0 = 200 }
            world.time.move(seconds: 60)
            try await hooks.drain()
            _ = try await hooks.test(hook.id, of: "t")
            let all = try #require(try await hooks.log(of: hook.id, tenant: "t", limit: 9))
            #expect(all.map(\.cause) == [.test, .feed, .feed, .feed])
            #expect(all.map(\.status) == [200, 200, 200, nil])
            #expect(all.map(\.trouble) == [nil, nil, nil, .notReached])
            #expect(all.map(\.took) == [2_000, 2_000, 2_000, 2_000])
            #expect(all[2].message == all[3].message && all[2].sequence == all[3].sequence)
            #expect(all == all.sorted { $0.at > $1.at })
            let first = all[3].sequence
            let some = try await hooks.log(of: hook.id, tenant: "t", before: all[1].id, limit: 1)
            #expect(some == [all[2]])
            let ofOne = try await hooks.log(of: hook.id, tenant: "t", sequence: first, limit: 9)
            #expect(ofOne == [all[2], all[3]])

            #expect(try await hooks.resend(first, to: hook.id, of: "t")?.isDelivered == true)
            #expect(try await hooks.resend(first + 999, to: hook.id, of: "t") == nil)
            let last = try await hooks.log(of: hook.id, tenant: "t", limit: 1)
            #expect(last?.map(\.cause) == [.resend] && last?.first?.message == all[3].message)
            #expect(try await hooks.find(hook.id, of: "t")?.position == all[1].sequence)

            #expect(try await hooks.log(of: hook.id, tenant: "u", limit: 9) == nil)
            #expect(try await hooks.resend(first, to: hook.id, of: "u") == nil)
            try await world.store.write { try WebhookTable(session: $0).trimLog(of: hook, to: 2) }
            #expect(try await hooks.log(of: hook.id, tenant: "t", limit: 9)?.count == 2)
            #expect(try await hooks.remove(hook.id, of: "t", by: "a"))
            let left = try await world.store.read {
                try $0.first("select count(*) from journal_webhook_attempts")?.integer(0)
            }
            #expect(left == 0)
        }
    }
}
