import Kernel
import Secrets
import Store
import Synchronization
import TestKit
import Testing
import Wire

@testable import Journal

/// A store with a feed of numbered things per enterprise and webhooks over it.
struct WebhookWorld: Sendable {
    let store: Store
    let journal: Journal
    let time: MovedTime

    static func with(
        _ engine: TestStore.Engine, _ body: @escaping @Sendable (WebhookWorld) async throws -> Void
    ) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate([Journal.migrations(of: Share.find())], at: Instant(milliseconds: 0))
            let time = MovedTime()
            try await body(WebhookWorld(store: store, journal: Journal(clock: time.clock), time: time))
        }
    }

    /// The journal itself serves as the feed.
    var feed: WebhookFeed {
        let journal = journal
        return WebhookFeed(
            items: { place, limit, tenant, session in
                try journal.feed(of: tenant, after: place, limit: limit, in: session)
                    .filter { $0.kind == "thing.made" }
                    .map { .init(sequence: $0.sequence, id: "thing-\($0.sequence)", type: $0.kind, at: $0.at, data: $0.payload) }
            },
            last: { tenant, session in
                try session.first(
                    "select coalesce(max(sequence), 0) from journal_entries where tenant = $1 and kind = 'thing.made'",
                    [.text(tenant)])?.integer(0) ?? 0
            })
    }

    func webhooks(_ outgoing: OutgoingHTTP, most: Int = 64) -> Webhooks {
        Webhooks(
            store: store, journal: journal, ids: .random(), secrets: .system, feed: feed,
            outgoing: outgoing, reach: .publicAndLoopback, most: most, jitter: { 1000 })
    }

    func make(_ count: Int, for tenant: String) async throws {
        try await store.write { session in
            for number in 1...count {
                try journal.append(
                    Draft("thing.made", actor: "a", tenant: tenant, subjectType: "thing", subject: "\(number)",
                        payload: .object([.init("number", .integer(number))])), in: session)
            }
        }
    }

    func kinds(of tenant: String) async throws -> [String] {
        try await store.read { try journal.feed(of: tenant, after: 0, limit: 1000, in: $0).map(\.kind) }
    }
}

final class MovedTime: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_795_136_400_000))
    var clock: Clock { Clock { self.now.withLock { $0 } } }
    func move(seconds: Int64) { now.withLock { $0 = $0.adding(milliseconds: seconds * 1000) } }
}

/// Returns when the task is cancelled.
private func untilCancelled() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    for await _ in stream {}
    continuation.finish()
}

/// Stands for all receivers: keeps what came, answers as told.
final class Receivers: Sendable {
    struct Message: Sendable, Hashable {
        let url: String
        let id: String
        let body: [UInt8]
    }

    private let state = Mutex<[Message]>([])
    private let answer: @Sendable (Message, Int) -> Int?

    /// - Parameter answer: status for a message that comes for the n-th time (from 1); nil breaks.
    init(_ answer: @escaping @Sendable (Message, Int) -> Int?) { self.answer = answer }

    var messages: [Message] { state.withLock { $0 } }
    func ids(at url: String) -> [String] { messages.filter { $0.url == url }.map(\.id) }

    var http: OutgoingHTTP {
        OutgoingHTTP { request throws(OutgoingFault) in
            let id = request.headers.first { $0.name == "webhook-id" }?.value ?? ""
            let message = Message(url: request.url, id: id, body: request.body)
            let times = self.state.withLock { state in
                state.append(message)
                return state.count { $0 == message }
            }
            guard let status = self.answer(message, times) else { throw .notReached("test") }
            return OutgoingHTTP.Answer(status: status)
        }
    }
}

@Suite("Webhooks") struct WebhookTests {
    @Test("a signature is that of Standard Webhooks", arguments: [
        ("whsec_plJ3nmyCDGBKInavdOK15jsl", "msg_loFOjxBNrRLzqYUf", 1_731_705_121,
            #"{"event_type":"ping","data":{"success":true}}"#, "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330,
            #"{"test": 2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    ] as [(String, String, Int64, String, String)])
    func signature(secret: String, id: String, seconds: Int64, body: String, wanted: String) {
        #expect(WebhookSignature.sign(id: id, seconds: seconds, body: Array(body.utf8), secret: secret) == wanted)
        #expect(WebhookSignature.sign(id: id, seconds: seconds + 1, body: Array(body.utf8), secret: secret) != wanted)
        #expect(WebhookSignature.sign(id: id, seconds: seconds, body: [], secret: "plJ3nmyC") == nil)
    }

    @Test("pauses double from five seconds to an hour and heed the receiver's wish within the hour", arguments: [
        (1, 1000, nil, 5_000), (2, 1000, nil, 10_000), (3, 750, nil, 15_000), (10, 1000, nil, 2_560_000),
        (11, 1000, nil, 3_600_000), (500, 1250, nil, 4_500_000), (1, 1000, 60, 60_000), (1, 1000, 1, 5_000),
        (1, 1000, 999_999_999, 3_600_000),
    ] as [(Int, Int64, Int?, Int64)])
    func pauses(failures: Int, jitter: Int64, retryAfter: Int?, wanted: Int64) {
        #expect(webhookPause(failures: failures, jitter: jitter, retryAfter: retryAfter) == wanted)
    }

    @Test("a name that leads into a private network is not registered, one that is not known now is", arguments: [
        (["127.0.0.1"], false), (["::1"], false), (["10.0.0.7"], false), (["169.254.169.254"], false),
        (["8.8.8.8", "192.168.1.1"], false), (["8.8.8.8", "2606:4700::1111"], true), ([], true),
    ] as [([String], Bool)])
    func privateName(leadsTo addresses: [String], isTaken: Bool) async throws {
        try await WebhookWorld.with(.sqlite) { world in
            let outgoing = OutgoingHTTP(addresses: { name in
                name == "127.0.0.1.receiver.example" ? addresses.compactMap { OutgoingAddress($0) } : []
            }) { _ throws(OutgoingFault) in throw .notReached("test") }
            let hooks = Webhooks(
                store: world.store, journal: world.journal, ids: .random(), secrets: .system, feed: world.feed,
                outgoing: outgoing, reach: .publicOnly)
            var fault: WebhookAddressFault?
            do {
                _ = try await hooks.register("https://127.0.0.1.receiver.example/in", of: "t", by: "a")
            } catch let found as WebhookAddressFault { fault = found }
            #expect(fault == (isTaken ? nil : .notPublic))
            #expect(try await hooks.list(of: "t").count == (isTaken ? 1 : 0))
        }
    }

    @Test("everything that comes after the registration is delivered once, in order, signed", arguments: TestStore.engines)
    func delivered(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let receiver = try TestReceiver { _ in TestReceiver.answer(204) }
            defer { receiver.stop() }
            let hooks = world.webhooks(.live(.init(reach: .publicAndLoopback)))
            try await world.make(2, for: "t")
            let (hook, secret) = try await hooks.register(receiver.url + "/in", of: "t", by: "a")
            try await world.make(25, for: "t")
            try await world.make(3, for: "u")
            try await hooks.drain()
            let received = receiver.requests
            #expect(received.count == 25)
            #expect(Set(received.compactMap { $0.headers["webhook-id"] }).count == 25)
            for (number, request) in received.enumerated() {
                let json = try JSON(request.body)
                #expect(json["data"]?["number"]?.integer == Int64(number + 1))
                #expect(json["type"]?.string == "thing.made")
                let id = try #require(request.headers["webhook-id"])
                let seconds = try #require(request.headers["webhook-timestamp"].flatMap { Int64($0) })
                #expect(request.headers["webhook-signature"]
                    == WebhookSignature.sign(id: id, seconds: seconds, body: request.body, secret: secret))
                #expect(request.headers["content-type"] == "application/json")
            }
            let after = try #require(try await hooks.find(hook.id, of: "t"))
            #expect(after.lastStatus == 204)
            #expect(after.failures == 0)
            try await hooks.drain()
            #expect(receiver.requests.count == 25)
        }
    }

    @Test("a receiver that fails gets the same message again, and what follows waits for it", arguments: TestStore.engines)
    func repeats(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let receivers = Receivers { message, times in
                message.url.hasSuffix("bad") && times == 1 ? (message.id.hasSuffix("4") ? nil : 500) : 200
            }
            let hooks = world.webhooks(receivers.http)
            let (bad, _) = try await hooks.register("https://r.example.com/bad", of: "t", by: "a")
            _ = try await hooks.register("https://r.example.com/good", of: "t", by: "a")
            try await world.make(3, for: "t")
            try await hooks.drain()
            #expect(receivers.ids(at: "https://r.example.com/good").count == 3)
            #expect(receivers.ids(at: "https://r.example.com/bad").count == 1)
            let failed = try #require(try await hooks.find(bad.id, of: "t"))
            #expect(failed.failures == 1)
            #expect(failed.lastStatus == 500)
            #expect(failed.lastTrouble == .status)
            #expect(failed.nextAt == failed.lastAt?.adding(milliseconds: 5_000))
            for _ in 0..<4 {
                world.time.move(seconds: 5)
                try await hooks.drain()
            }
            let ids = receivers.ids(at: "https://r.example.com/bad")
            #expect(ids == ids.sorted())
            #expect(ids.count == 6)
            #expect(Set(ids).count == 3)
            #expect(Set(receivers.messages.map(\.body)).count == 3)
            let well = try #require(try await hooks.find(bad.id, of: "t"))
            #expect(well.failures == 0)
            #expect(well.lastTrouble == nil)
        }
    }

    @Test("after a crash another server goes on at the last place that was noted", arguments: TestStore.engines)
    func restart(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let receivers = Receivers { _, _ in 200 }
            // The first server dies inside its second request: it never comes back.
            let (died, tell) = AsyncStream.makeStream(of: Void.self)
            let first = world.webhooks(
                OutgoingHTTP { request throws(OutgoingFault) in
                    let answer = try await receivers.http.send(request)
                    if receivers.messages.count == 2 {
                        tell.yield()
                        await untilCancelled()
                    }
                    return answer
                })
            _ = try await first.register("https://r.example.com/", of: "t", by: "a")
            try await world.make(5, for: "t")
            let dead = Task { try? await first.drain() }
            var iterator = died.makeAsyncIterator()
            await iterator.next()
            let second = world.webhooks(receivers.http)
            try await second.drain()
            #expect(receivers.messages.count == 2)
            world.time.move(seconds: 61)
            try await second.drain()
            dead.cancel()
            _ = await dead.value
            let ids = receivers.messages.map(\.id)
            #expect(Set(ids).count == 5)
            #expect(ids.count == 6)
            try await second.drain()
            #expect(receivers.messages.count == 6)
        }
    }

    @Test("a slow receiver holds up nobody else")
    func slow() async throws {
        try await WebhookWorld.with(.sqlite) { world in
            let (arrived, tell) = AsyncStream.makeStream(of: String.self)
            let hooks = world.webhooks(
                OutgoingHTTP { request throws(OutgoingFault) in
                    if request.url.hasSuffix("slow") { await untilCancelled() }
                    tell.yield(request.url)
                    return OutgoingHTTP.Answer(status: 200)
                })
            for tenant in ["t", "u", "v"] {
                _ = try await hooks.register("https://r.example.com/\(tenant)", of: tenant, by: "a")
                _ = try await hooks.register("https://r.example.com/slow", of: tenant, by: "a")
            }
            let running = Task { await hooks.run { _, _ in } }
            for tenant in ["t", "u", "v"] { try await world.make(4, for: tenant) }
            var iterator = arrived.makeAsyncIterator()
            var seen: [String: Int] = [:]
            for _ in 0..<12 { seen[await iterator.next() ?? "", default: 0] += 1 }
            #expect(seen == ["https://r.example.com/t": 4, "https://r.example.com/u": 4, "https://r.example.com/v": 4])
            running.cancel()
            await running.value
        }
    }

    @Test("a receiver that fails for three days is given up with an entry in the journal", arguments: TestStore.engines)
    func givenUp(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let receivers = Receivers { _, _ in nil }
            let hooks = world.webhooks(receivers.http)
            let (hook, _) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            try await world.make(1, for: "t")
            try await hooks.drain()
            // A jump of the clock alone is no three days of trying.
            world.time.move(seconds: 20 * 365 * 86_400)
            try await hooks.drain()
            #expect(try await hooks.find(hook.id, of: "t")?.disabledAt == nil)
            for _ in 0..<100 {
                world.time.move(seconds: 3_600)
                try await hooks.drain()
            }
            let after = try #require(try await hooks.find(hook.id, of: "t"))
            #expect(after.disabledAt != nil)
            #expect(after.position == 0)
            #expect(receivers.messages.count == 40)
            #expect(try await world.kinds(of: "t") == ["webhooks.registered", "thing.made", "webhooks.disabled"])
            let (again, _) = try await hooks.register("https://r.example.com/", of: "t", after: 0, by: "a")
            #expect(again.position == 0)
        }
    }

    @Test("410 ends a webhook at once; a taken-away one gets nothing", arguments: TestStore.engines)
    func ended(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let receivers = Receivers { _, _ in 410 }
            let hooks = world.webhooks(receivers.http)
            let (hook, _) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            try await world.make(1, for: "t")
            try await hooks.drain()
            #expect(try await hooks.find(hook.id, of: "t")?.lastTrouble == .gone)
            #expect(try await hooks.find(hook.id, of: "t")?.disabledAt != nil)
            let (other, _) = try await hooks.register("https://r.example.com/2", of: "t", after: 0, by: "a")
            #expect(try await hooks.remove(other.id, of: "u", by: "a") == false)
            #expect(try await hooks.find(other.id, of: "u") == nil)
            #expect(try await hooks.test(other.id, of: "u") == nil)
            #expect(try await hooks.remove(other.id, of: "t", by: "a"))
            try await hooks.drain()
            #expect(receivers.messages.count == 1)
            #expect(try await hooks.list(of: "t").map(\.id) == [hook.id])
        }
    }

    @Test("a test message tells what came of it and leaves the place alone", arguments: TestStore.engines)
    func tested(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let receivers = Receivers { message, _ in message.url.hasSuffix("bad") ? 503 : 200 }
            let hooks = world.webhooks(receivers.http)
            let (good, _) = try await hooks.register("https://r.example.com/", of: "t", by: "a")
            let (bad, _) = try await hooks.register("https://r.example.com/bad", of: "t", by: "a")
            let well = try #require(try await hooks.test(good.id, of: "t"))
            let ill = try #require(try await hooks.test(bad.id, of: "t"))
            #expect(well.isDelivered && well.status == 200)
            #expect(!ill.isDelivered && ill.status == 503 && ill.trouble == .status)
            #expect(try await hooks.find(bad.id, of: "t")?.failures == 0)
            let body = try JSON(receivers.messages.first?.body ?? [])
            #expect(body["type"]?.string == "webhooks.test")
        }
    }

    @Test("an enterprise has ten webhooks at most, and its secrets are its own", arguments: TestStore.engines)
    func tooMany(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let hooks = world.webhooks(Receivers { _, _ in 200 }.http)
            var secrets: Set<String> = []
            for number in 1...10 {
                secrets.insert(try await hooks.register("https://r.example.com/\(number)", of: "t", by: "a").secret)
            }
            #expect(secrets.count == 10)
            await #expect(throws: WebhookAddressFault.tooMany) {
                try await hooks.register("https://r.example.com/11", of: "t", by: "a")
            }
            _ = try await hooks.register("https://r.example.com/11", of: "u", by: "a")
        }
    }
}
