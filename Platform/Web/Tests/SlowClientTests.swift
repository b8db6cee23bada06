import Kernel
import Testing

@testable import Web

/// Times are short so that the tests are; that a slow client is cut at all is what is tested.
@Suite("Slow clients") struct SlowClientTests {
    static let routes = [
        TestDoor.route(.post, "/api/v1/echo", limit: 10_000_000) {
            Answer(headers: [.init("content-type", "text/plain")], body: $0.body)
        },
        TestDoor.route(.get, "/api/v1/large") { _ in
            Answer(
                headers: [.init("content-type", "text/plain")],
                body: Array(repeating: UInt8(ascii: "x"), count: 20_000_000))
        },
        TestDoor.route(.get, "/api/v1/hello"),
    ]

    static func short(_ settings: inout WebServer.Settings) {
        settings.headTime = 300
        settings.idleTime = 300
        settings.requestTime = 600
        settings.answerTime = 300
        settings.stretch = 200
        settings.leastBytes = 1000
        settings.lingerTime = 100
    }

    @Test("who connects and says nothing is cut")
    func silent() async throws {
        let heard = try await withServer(Self.routes, Self.short) { port, _ in
            try await RawClient.connect(port).hearAll()
        }
        #expect(heard.isEmpty)
    }

    @Test(
        "who spells out a head or a body letter by letter is told 408 and cut",
        arguments: [
            ("GET /api/v1/hello HTTP/1.1\r\nhost: x\r\n", "a: b\r\n"),
            ("POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 5000000\r\n\r\n", "x"),
            ("POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
            // Fast enough for the rate, but never done.
            ("POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n", String(repeating: "x", count: 2000)),
        ])
    func spelling(start: String, piece: String) async throws {
        let heard = try await withServer(Self.routes, Self.short) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say(start)
            client.keepSaying(piece, everyMilliseconds: 20)
            return try await client.hearAll()
        }
        #expect(heard.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(heard.contains("web.request-too-slow"))
    }

    @Test("who lets a connection lie after an answer is cut without a word")
    func idle() async throws {
        let heard = try await withServer(Self.routes, Self.short) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say("GET /api/v1/hello HTTP/1.1\r\nhost: x\r\n\r\n")
            return try await client.hearAll()
        }
        #expect(heard.components(separatedBy: "\r\ndate: ").count == 2)
        #expect(heard.hasSuffix("ok"))
    }

    @Test("who asks much and reads nothing is cut")
    func notReading() async throws {
        try await withServer(Self.routes, Self.short) { port, _ in
            let client = try await RawClient.connect(port, reading: false)
            try await client.say(
                String(repeating: "GET /api/v1/large HTTP/1.1\r\nhost: x\r\n\r\n", count: 10))
            // Only who says something notices that nobody is there any more.
            client.keepSaying("\r\n", everyMilliseconds: 20)
            await client.gone()
        }
    }

    @Test("while slow clients hang on, others are served")
    func others() async throws {
        try await withServer(Self.routes, Self.short) { port, _ in
            var slow: [RawClient] = []
            for _ in 0..<50 {
                let client = try await RawClient.connect(port)
                try await client.say(
                    "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n")
                client.keepSaying("x", everyMilliseconds: 100)
                slow.append(client)
            }
            let healthy = try await RawClient.connect(port)
            for _ in 0..<100 {
                try await healthy.say("GET /api/v1/hello HTTP/1.1\r\nhost: x\r\n\r\n")
            }
            await healthy.close()
            for client in slow {
                #expect(try await client.hearAll().contains(" 408 "))
            }
        }
    }

    @Test("an answer that does not come in time is 503, and what comes late is dropped")
    func neverAnswered() async throws {
        let latch = Latch()
        let stuck = TestDoor.route(.get, "/api/v1/stuck") { _ in
            await latch.wait()
            return TestDoor.ok
        }
        let heard = try await withServer([stuck], Self.short) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say("GET /api/v1/stuck HTTP/1.1\r\nhost: x\r\n\r\n")
            let heard = try await client.hearAll()
            latch.open()
            return heard
        }
        #expect(heard.hasPrefix("HTTP/1.1 503 "))
        #expect(heard.contains("web.answer-too-slow"))
        #expect(heard.components(separatedBy: "\r\ndate: ").count == 2)
    }

    @Test("who waited for a page is not told to send a message again")
    func pageNotReady() {
        let page = WebRefusal.answerTooSlow.told(forAPI: false)
        #expect(page.code == WebRefusal.answerTooSlow.code && page.status == 503)
        #expect(!page.fix.zh.contains("guid") && !page.fix.en.contains("guid"))
        #expect(WebRefusal.answerTooSlow.told(forAPI: true).fix.en.contains("guid"))
    }

    @Test("bodies of all connections together stay within their bound")
    func bodyBytes() async throws {
        let heard = try await withServer(Self.routes) {
            Self.short(&$0)
            $0.bodyBytes = 100_000
        } _: { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say(
                "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 150000\r\n\r\n"
                    + String(repeating: "x", count: 150_000))
            let heard = try await client.hearAll()
            // The bound is for what is held, not for what ever came.
            for _ in 0..<3 {
                let next = try await RawClient.connect(port)
                try await next.say(
                    "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                        + "content-length: 90000\r\n\r\n" + String(repeating: "y", count: 90_000))
                #expect(try await next.hearAll().hasPrefix("HTTP/1.1 200 OK"))
            }
            return heard
        }
        #expect(heard.hasPrefix("HTTP/1.1 503 "))
        #expect(heard.contains("web.overloaded"))
    }
}
