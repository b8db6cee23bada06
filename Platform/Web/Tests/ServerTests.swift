import Synchronization
import Testing

@testable import Web

@Suite("The server on real sockets") struct ServerTests {
    static let echo = TestDoor.route(.post, "/api/v1/echo", limit: 200_000) {
        Answer(headers: [.init("content-type", "text/plain")], body: $0.body)
    }
    static let hello = TestDoor.route(.get, "/api/v1/hello")
    static let routes = [echo, hello]

    static func post(_ body: String, _ more: String = "") -> String {
        "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\n\(more)"
            + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static let get = "GET /api/v1/hello HTTP/1.1\r\nhost: x\r\n\r\n"

    @Test("requests on one connection are answered in order, also when sent at once")
    func pipelining() async throws {
        let heard = try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say(Self.post("one"))
            _ = try await client.hear(until: "\r\n\r\none")
            try await client.say(
                (2...60).map { Self.post("[\($0)]") }.joined()
                    + Self.post("last", "connection: close\r\n"))
            return try await client.hearAll()
        }
        let bodies = heard.components(separatedBy: "\r\n\r\n").dropFirst()
            .map { String($0.prefix { $0 != "H" }) }
        #expect(bodies == ["one"] + (2...60).map { "[\($0)]" } + ["last"])
        #expect(heard.components(separatedBy: "HTTP/1.1 200 OK").count == 62)
        #expect(heard.components(separatedBy: "connection: close").count == 2)
    }

    @Test("a chunked body, a split head and an awaited 100 arrive whole")
    func forms() async throws {
        try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say("POST /api/v1/echo HTTP/1.1\r\nho")
            try await client.say("st: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")
            try await client.say("4\r\ndefg\r\n0\r\n\r\n")
            #expect(try await client.hear(until: "abcdefg").hasPrefix("HTTP/1.1 200 OK\r\n"))
            try await client.say(
                "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
                    + "content-length: 5\r\n\r\n")
            _ = try await client.hear(until: "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.say("later")
            #expect(try await client.hear(until: "\r\n\r\nlater").hasSuffix("later"))
            await client.close()
        }
    }

    @Test("a large body and a large answer pass whole, also to who has stopped sending")
    func large() async throws {
        let big = String(repeating: "0123456789", count: 20_000)
        let heard = try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say(Self.post(big))
            try await client.stopSaying()
            return try await client.hearAll()
        }
        #expect(heard.hasSuffix("\r\n\r\n" + big))
    }

    @Test("who sends requests at once and then no more still hears every answer")
    func halfClosed() async throws {
        let heard = try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say((1...20).map { Self.post("[\($0)]") }.joined())
            try await client.stopSaying()
            return try await client.hearAll()
        }
        #expect(heard.components(separatedBy: "HTTP/1.1 200 OK").count == 21)
        #expect(heard.hasSuffix("\r\n\r\n[20]"))
    }

    @Test(
        "what could be read in two ways is refused, and the connection with it",
        arguments: [
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 3\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 3, 3\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: +3\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: -3\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length : 3\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: identity\r\n\r\nabc",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc",
            "POST /api/v1/echo HTTP/1.0\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\n folded: y\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\na\u{0}b: y\r\n\r\n",
            "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nauthorization: a\r\nauthorization: b\r\n\r\n",
            "POST /api/v1/echo HTTP/3.0\r\nhost: x\r\n\r\n",
            "POST  HTTP/1.1\r\nhost: x\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "hello\r\n\r\n",
        ])
    func smuggling(text: String) async throws {
        let heard = try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            // If the first request were taken, the second would be answered as well.
            try await client.say(text + Self.get)
            return try await client.hearAll()
        }
        #expect(heard.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(heard.contains("\"code\":\"web.not-http\""))
        #expect(heard.contains("connection: close\r\n"))
        #expect(heard.components(separatedBy: "\r\ndate: ").count == 2)
    }

    @Test(
        "what is too large is refused before it is read",
        arguments: [
            ("POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 200001\r\n\r\n", 413),
            (
                "POST /api/v1/echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n30d41\r\n"
                    + String(repeating: "x", count: 200_001), 413
            ),
            ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nhost: x\r\n\r\n", 414),
            ("GET / HTTP/1.1\r\nhost: x\r\na: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
            ("GET / HTTP/1.1\r\nhost: x\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n", 431),
            ("POST /api/v1/echo HTTP/1.1\r\nhost: x\r\nexpect: magic\r\ncontent-length: 1\r\n\r\nx", 417),
        ])
    func tooLarge(text: String, status: Int) async throws {
        let heard = try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say(text)
            return try await client.hearAll()
        }
        #expect(heard.hasPrefix("HTTP/1.1 \(status) "))
        #expect(heard.contains("connection: close\r\n"))
    }

    @Test("HTTP/1.0 is answered and closed")
    func old() async throws {
        let heard = try await withServer(Self.routes) { port, _ in
            let client = try await RawClient.connect(port)
            try await client.say("GET /api/v1/hello HTTP/1.0\r\n\r\n")
            return try await client.hearAll()
        }
        #expect(heard.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(heard.hasSuffix("ok"))
    }

    @Test(
        "one connection too many is told so, whether of all or of one neighbour",
        arguments: [true, false])
    func caps(ofAll: Bool) async throws {
        try await withServer(Self.routes) {
            if ofAll { $0.connections = 2 } else { $0.connectionsOfNeighbour = 2 }
        } _: { port, _ in
            let first = try await RawClient.connect(port)
            let second = try await RawClient.connect(port)
            for client in [first, second] {
                try await client.say(Self.get)
                _ = try await client.hear(until: "\r\n\r\nok")
            }
            let third = try await RawClient.connect(port)
            let heard = try await third.hearAll()
            #expect(heard.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(heard.contains("web.too-many-connections"))
            await first.close()
            await first.gone()
            await second.close()
        }
    }

    @Test("beyond the gate requests are turned away, and what is inside is finished")
    func overload() async throws {
        var settings = OverloadGate.Settings()
        settings.inProgress = 1
        settings.waiting = 1
        let latch = Latch()
        let slow = TestDoor.route(.get, "/api/v1/slow") { _ in
            await latch.wait()
            return TestDoor.ok
        }
        let gate = OverloadGate(settings)
        try await withServer([slow], gate: gate) { port, _ in
            let ask = "GET /api/v1/slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
            let clients = try await [
                RawClient.connect(port), RawClient.connect(port), RawClient.connect(port),
            ]
            for client in clients { try await client.say(ask) }
            // Whoever came third is answered while the others wait.
            try await gate.reached { $0.shed == 1 && $0.waiting == 1 }
            latch.open()
            var answers: [String] = []
            for client in clients { answers.append(try await client.hearAll()) }
            #expect(answers.filter { $0.hasPrefix("HTTP/1.1 200 ") }.count == 2)
            let shed = try #require(answers.first { $0.hasPrefix("HTTP/1.1 503 ") })
            #expect(shed.contains("retry-after: 1\r\n"))
            #expect(shed.contains("web.overloaded"))
        }
        #expect(gate.counts.inProgress == 0)
    }
}

extension OverloadGate {
    /// Waits until the counts are as wanted, giving others their turn.
    func reached(_ wanted: (Counts) -> Bool) async throws {
        try await turns { wanted(counts) }
    }
}

extension String {
    /// Pieces between a separator, compared by bytes.
    func components(separatedBy separator: String) -> [String] {
        var pieces: [String] = []
        var piece: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: separator.utf8) {
                pieces.append(String(decoding: piece, as: UTF8.self))
                piece = []
                rest = rest.dropFirst(separator.utf8.count)
            } else {
                piece.append(byte)
                rest = rest.dropFirst()
            }
        }
        return pieces + [String(decoding: piece, as: UTF8.self)]
    }
}

/// Holds whoever waits until it is opened.
final class Latch: Sendable {
    private struct State {
        var open = false
        var waiters: [CheckedContinuation<Void, Never>] = []
        var arrived = 0
    }

    private let state = Mutex(State())
    /// How many have come to wait.
    var arrived: Int { state.withLock { $0.arrived } }

    func wait() async {
        await withCheckedContinuation { continuation in
            let open = state.withLock { state in
                state.arrived += 1
                if !state.open { state.waiters.append(continuation) }
                return state.open
            }
            if open { continuation.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.open = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
