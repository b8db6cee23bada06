import Synchronization
import Testing

@testable import Web

/// Time that moves only when told to.
final class HandClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)
    var now: @Sendable () -> UInt64 { { self.nanoseconds.withLock { $0 } } }
    func advance(milliseconds: Int) {
        nanoseconds.withLock { $0 += UInt64(milliseconds) * 1_000_000 }
    }
}

@Suite("Limits") struct LimitTests {
    @Test("connections leave room for the store, whatever the limit of open files", arguments: [
        (1_000_000, 4_096, 1_024), (4_352, 4_096, 1_024), (4_351, 4_095, 1_024), (1_024, 768, 384),
        (342, 86, 43), (341, 85, 42), (100, 25, 12), (3, 1, 1), (0, 1, 1),
    ])
    func openFiles(limit: Int, all: Int, ofNeighbour: Int) {
        var settings = WebServer.Settings()
        settings.fit(openFiles: limit)
        #expect(settings.connections == all)
        #expect(settings.connectionsOfNeighbour == ofNeighbour)
    }

    @Test("a bucket gives its burst, then one after each gap, and says how long to wait")
    func bucket() {
        let clock = HandClock()
        let limit = RateLimit(Rate(3, perSeconds: 6), now: clock.now)
        #expect((0..<3).allSatisfy { _ in limit.take("a") == nil })
        #expect(limit.take("a") == 2)
        #expect(limit.take("b") == nil)
        clock.advance(milliseconds: 1500)
        #expect(limit.take("a") == 1)
        clock.advance(milliseconds: 500)
        #expect(limit.take("a") == nil)
        #expect(limit.take("a") == 2)
        clock.advance(milliseconds: 60_000)
        #expect((0..<3).allSatisfy { _ in limit.take("a") == nil })
        #expect(limit.take("a") != nil)
    }

    @Test("strangers cannot fill the memory with names")
    func bounded() {
        let clock = HandClock()
        let limit = RateLimit(Rate(1, perSeconds: 60), most: 10, now: clock.now)
        for number in 0..<10 { #expect(limit.take("old\(number)") == nil) }
        clock.advance(milliseconds: 60_000)
        for number in 0..<10 { #expect(limit.take("new\(number)") == nil) }
        #expect(limit.take("new3") != nil)
    }

    @Test(
        "one neighbour is an address, or the network one subscriber has to himself",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::6", "2001:db8:1:2::"),
            ("2001:db8::6", "2001:db8::"), ("::1", "::"), ("", ""),
        ])
    func neighbours(address: String, name: String) {
        #expect(neighbour(address) == name)
    }

    @Test("a route's own rate holds per principal, and per address for strangers")
    func routeRate() async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/api/v1/x", rate: Rate(2, perSeconds: 600)),
            TestDoor.route(.get, "/api/v1/y"),
        ])
        let key = ["authorization": "Bearer program-key"]
        for _ in 0..<2 {
            #expect(await door.get("/api/v1/x").status == 200)
            #expect(await door.get("/api/v1/x", key).status == 200)
        }
        let refused = await door.get("/api/v1/x")
        #expect(refused.status == 429)
        #expect(refused.header("retry-after") == "300")
        #expect(refused.text.contains("web.too-many-requests"))
        #expect(await door.get("/api/v1/x", key).status == 429)
        #expect(await door.get("/api/v1/y").status == 200)
    }

    @Test("the installation's rates hold for strangers and for programs")
    func doorRates() async throws {
        let door = try TestDoor.make([TestDoor.route(.get, "/api/v1/x")]) {
            $0.rateOfStranger = Rate(1, perSeconds: 600)
            $0.rateOfPrincipal = Rate(2, perSeconds: 600)
        }
        let key = ["authorization": "Bearer program-key"]
        #expect(await door.get("/api/v1/x").status == 200)
        #expect(await door.get("/api/v1/x").status == 429)
        #expect(await door.get("/api/v1/x", key).status == 200)
        #expect(await door.get("/api/v1/x", key).status == 200)
        #expect(await door.get("/api/v1/x", key).status == 429)
    }

    @Test(
        "behind a proxy of ours the address it saw counts, and nothing before it",
        arguments: [
            (0, "9.9.9.9", "192.0.2.7"), (1, "1.1.1.1, 9.9.9.9", "9.9.9.9"),
            (1, "9.9.9.9", "9.9.9.9"), (2, "6.6.6.6, 1.1.1.1, 9.9.9.9", "1.1.1.1"),
            (1, "<script>", "192.0.2.7"),
        ])
    func proxies(trusted: Int, forwarded: String, seen: String) async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/api/v1/x") { Answer($0.remote, type: "text/plain") }
        ]) { $0.proxies = trusted }
        #expect(await door.get("/api/v1/x", ["x-forwarded-for": forwarded]).text == seen)
    }

    @Test("a body above the route's limit is refused, one of just that size is not")
    func bodies() async throws {
        let door = try TestDoor.make([TestDoor.route(.post, "/api/v1/x", limit: 10)])
        for (count, status) in [(10, 200), (11, 413)] {
            let knock = Knock("POST", "/api/v1/x", body: Array(repeating: 0, count: count))
            #expect(await door.answer(knock).status == status)
        }
        #expect(door.bodyLimit("POST", "/api/v1/x?a=b") == 10)
    }

    @Test("the gate lets in so many, queues so many, turns the rest away at once")
    func gate() {
        var settings = OverloadGate.Settings()
        settings.inProgress = 2
        settings.waiting = 2
        settings.patience = 1000
        let clock = HandClock()
        let gate = OverloadGate(settings, now: clock.now)
        let told = Mutex<[String]>([])
        func enter(_ name: String) {
            gate.enter { admitted in told.withLock { $0.append(name + (admitted ? "+" : "-")) } }
        }
        for name in ["a", "b", "c", "d", "e"] { enter(name) }
        #expect(told.withLock { $0 } == ["a+", "b+", "e-"])
        #expect(gate.isFull)
        gate.leave()
        #expect(told.withLock { $0 } == ["a+", "b+", "e-", "c+"])
        clock.advance(milliseconds: 1001)
        enter("f")
        // d has waited too long: its sender has given up, f has not.
        gate.leave()
        #expect(told.withLock { $0 } == ["a+", "b+", "e-", "c+", "d-", "f+"])
        gate.leave()
        gate.leave()
        #expect(gate.counts.inProgress == 0)
        #expect(gate.counts.waiting == 0)
        #expect(gate.counts.admitted == 4)
        #expect(gate.counts.shed == 2)
    }
}
