import ServiceLifecycle
import Synchronization
import Testing

@testable import Web

@Suite("Stopping") struct StopTests {
    @Test("what was begun is answered whole, what is idle is closed, nobody new is let in")
    func graceful() async throws {
        let latch = Latch()
        let body = String(repeating: "0123456789", count: 10_000)
        let slow = TestDoor.route(.get, "/api/v1/slow") { _ in
            await latch.wait()
            return Answer(body, type: "text/plain")
        }
        let echo = TestDoor.route(.post, "/api/v1/echo") { Answer(body: $0.body) }
        try await withServer([slow, echo]) { port, group in
            let idle = try await RawClient.connect(port)
            try await idle.say(
                "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi")
            _ = try await idle.hear(until: "\r\n\r\nhi")
            let inFlight = try await RawClient.connect(port)
            try await inFlight.say("GET /api/v1/slow HTTP/1.1\r\nhost: x\r\n\r\n")
            try await turns { latch.arrived > 0 }
            let halfSent = try await RawClient.connect(port)
            try await halfSent.say(
                "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
                    + "content-length: 4\r\n\r\n")
            _ = try await halfSent.hear(until: "100 Continue\r\n\r\n")

            await group.triggerGracefulShutdown()
            #expect(try await idle.hearAll().hasSuffix("\r\n\r\nhi"))
            await #expect(throws: (any Error).self) {
                _ = try await RawClient.connect(port)
            }
            try await halfSent.say("rest")
            let late = try await halfSent.hearAll()
            #expect(late.hasSuffix("\r\n\r\nrest"))
            #expect(late.contains("connection: close\r\n"))
            latch.open()
            let answer = try await inFlight.hearAll()
            #expect(answer.hasSuffix("\r\n\r\n" + body))
            #expect(answer.contains("connection: close\r\n"))
        }
    }

    @Test("who never finishes cannot keep the server from stopping")
    func stubborn() async throws {
        let routes = [TestDoor.route(.post, "/api/v1/echo") { Answer(body: $0.body) }]
        try await withServer(routes) { $0.stopTime = 200 } _: { port, group in
            let client = try await RawClient.connect(port)
            try await client.say(
                "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
                    + "content-length: 4\r\n\r\n")
            _ = try await client.hear(until: "100 Continue\r\n\r\n")
            await group.triggerGracefulShutdown()
            #expect(try await client.hearAll() == "HTTP/1.1 100 Continue\r\n\r\n")
        }
    }

    @Test("a handler whose client has gone is waited for, so that nothing is pulled away under it")
    func abandoned() async throws {
        let latch = Latch()
        let ended = Mutex(false)
        let slow = TestDoor.route(.get, "/api/v1/slow") { _ in
            await latch.wait()
            ended.withLock { $0 = true }
            return TestDoor.ok
        }
        try await withServer([slow]) { port, group in
            let client = try await RawClient.connect(port)
            try await client.say("GET /api/v1/slow HTTP/1.1\r\nhost: x\r\n\r\n")
            try await turns { latch.arrived > 0 }
            await client.close()
            await group.triggerGracefulShutdown()
            latch.open()
        }
        #expect(ended.withLock { $0 })
    }
}
