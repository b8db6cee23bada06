import Testing

@testable import Journal

@Suite("Outgoing requests") struct OutgoingTests {
    static func options(_ reach: OutgoingReach = .publicAndLoopback) -> OutgoingHTTP.Options {
        OutgoingHTTP.Options(reach: reach)
    }

    static func fault(_ http: OutgoingHTTP, _ request: OutgoingHTTP.Request) async -> OutgoingFault? {
        do throws(OutgoingFault) {
            _ = try await http.send(request)
            return nil
        } catch { return error }
    }

    @Test("an address is public unless a registry of special addresses names it", arguments: [
        // text, public, loopback
        ("8.8.8.8", true, false), ("1.1.1.1", true, false), ("101.6.6.6", true, false),
        ("172.15.255.255", true, false), ("172.32.0.1", true, false), ("223.255.255.255", true, false),
        ("100.63.255.255", true, false), ("100.128.0.1", true, false), ("192.0.1.1", true, false),
        ("0.0.0.0", false, false), ("0.1.2.3", false, false), ("10.0.0.1", false, false),
        ("100.64.0.1", false, false), ("100.100.100.200", false, false), ("127.0.0.1", false, true),
        ("127.255.255.254", false, true), ("169.254.169.254", false, false), ("172.16.0.1", false, false),
        ("172.31.255.255", false, false), ("192.0.0.170", false, false), ("192.0.2.1", false, false),
        ("192.168.1.1", false, false), ("198.18.0.1", false, false), ("198.19.255.255", false, false),
        ("198.51.100.1", false, false), ("203.0.113.9", false, false), ("224.0.0.1", false, false),
        ("239.255.255.255", false, false), ("240.0.0.1", false, false), ("255.255.255.255", false, false),
        ("168.63.129.16", false, false), ("168.63.129.17", true, false),
        ("2400:3200::1", true, false), ("2606:4700:4700::1111", true, false), ("240e::1", true, false),
        ("::", false, false), ("::1", false, true), ("::2", false, false), ("::ffff:8.8.8.8", false, false),
        ("::ffff:127.0.0.1", false, false), ("::127.0.0.1", false, false), ("64:ff9b::8.8.8.8", false, false),
        ("64:ff9b:1::1", false, false), ("100::1", false, false), ("2001::1", false, false),
        ("2001:1ff::1", false, false), ("2001:200::1", true, false), ("2001:db8::1", false, false),
        ("2002:7f00:1::", false, false), ("3fff::1", false, false), ("3fff:fff::1", false, false),
        ("5f00::1", false, false), ("fc00::1", false, false), ("fd00:ec2::254", false, false),
        ("fe80::1", false, false), ("fec0::1", false, false), ("ff02::1", false, false),
    ])
    func addresses(text: String, isPublic: Bool, isLoopback: Bool) throws {
        let address = try #require(OutgoingAddress(text))
        #expect(address.isPublic == isPublic)
        #expect(address.isLoopback == isLoopback)
        #expect(OutgoingReach.publicOnly.allows(address) == isPublic)
        #expect(OutgoingReach.publicAndLoopback.allows(address) == (isPublic || isLoopback))
        #expect(OutgoingReach.anywhere.allows(address))
    }

    @Test("what is no address is none", arguments: ["", "localhost", "127.1", "1.2.3.4.5", "::g", "0x7f.0.0.1", "１.1.1.1"])
    func noAddress(text: String) { #expect(OutgoingAddress(text) == nil) }

    @Test("a webhook's address is judged as it is written", arguments: [
        ("https://receiver.example.com/hook?x=1", nil), ("https://receiver.example.com:8443/", nil),
        ("https://1.1.1.1/", nil), ("https://[2606:4700:4700::1111]/", nil),
        ("", .notAnAddress), ("receiver", .notAnAddress), ("ftp://receiver.example.com/", .notAnAddress),
        ("file:///etc/passwd", .notAnAddress), ("https://re ceiver.example.com/", .notAnAddress),
        ("https://receiver.example.com/\r\nx: y", .notAnAddress), ("https://例子.cn/", .notAnAddress),
        ("gopher://receiver.example.com/", .notAnAddress), ("http://receiver.example.com/", .notSecure),
        ("https://user@receiver.example.com/", .hasCredentials), ("https://u:p@receiver.example.com/", .hasCredentials),
        ("https://receiver.example.com/#x", .hasFragment), ("https://localhost/", .notPublic),
        ("https://127.0.0.1/", .notPublic), ("https://127.1/", .notPublic), ("https://2130706433/", .notPublic),
        ("https://0x7f000001/", .notPublic), ("https://017700000001/", .notPublic), ("https://[::1]/", .notPublic),
        ("https://[::ffff:8.8.8.8]/", .notPublic), ("https://10.1.2.3/", .notPublic), ("https://intranet/", .notPublic),
        ("https://printer.local/", .notPublic), ("https://metadata.google.internal/", .notPublic),
        ("https://METADATA.google.INTERNAL./", .notPublic), ("https://169.254.169.254/latest", .notPublic), ("https://receiver.example.com:22/", .port),
        ("https://receiver.example.com:25/", .port), ("https://receiver.example.com:1023/", .port),
        ("https://receiver.example.com:8443/", nil), ("https://receiver.example.com:80/", nil),
    ] as [(String, WebhookAddressFault?)])
    func written(text: String, fault: WebhookAddressFault?) {
        var found: WebhookAddressFault?
        do throws(WebhookAddressFault) { try checkWebhook(text, reach: .publicOnly) } catch { found = error }
        #expect(found == fault)
    }

    @Test("an operator says which ports webhooks may name", arguments: [
        ("443", [443], [80, 8443]), ("443,8000-8001", [443, 8000, 8001], [7999, 8002]), ("22-22", [22], [443]),
    ])
    func ports(text: String, allowed: [Int], refused: [Int]) throws {
        let ports = try #require(OutgoingPorts(text))
        #expect(allowed.allSatisfy(ports.allows) && !refused.contains(where: ports.allows))
        for nonsense in ["", "0", "65536", "443,", "9-8", "1-2-3", "+443", "443 ", "https"] { #expect(OutgoingPorts(nonsense) == nil, "\(nonsense)") }
    }

    @Test("a demonstration may register this machine without TLS, and nothing else private", arguments: [
        ("http://127.0.0.1:8080/", nil), ("http://localhost:1/", nil), ("http://[::1]:1/", nil),
        ("http://10.0.0.1/", .notPublic), ("http://[::ffff:127.0.0.1]/", .notPublic), ("http://receiver.example.com/", .notSecure),
    ] as [(String, WebhookAddressFault?)])
    func demonstration(text: String, fault: WebhookAddressFault?) {
        var found: WebhookAddressFault?
        do throws(WebhookAddressFault) { try checkWebhook(text, reach: .publicAndLoopback) } catch { found = error }
        #expect(found == fault)
    }

    @Test("method, headers, body and answer go through unchanged")
    func exchange() async throws {
        let receiver = try TestReceiver { _ in TestReceiver.answer(418, ["X-Kind:  pot "], body: "茶") }
        defer { receiver.stop() }
        let http = OutgoingHTTP.live(Self.options())
        let answer = try await http.send(
            OutgoingHTTP.Request("POST", receiver.url + "/a?b=c", headers: [.init("x-one", "1")], body: Array("正文".utf8)))
        #expect(answer.status == 418)
        #expect(answer.header("x-kind") == "pot")
        #expect(answer.body == Array("茶".utf8))
        _ = try await http.send(OutgoingHTTP.Request("GET", receiver.url))
        _ = try await http.send(OutgoingHTTP.Request("DELETE", receiver.url + "/d"))
        let received = receiver.requests
        #expect(received.map(\.line) == ["POST /a?b=c HTTP/1.1", "GET / HTTP/1.1", "DELETE /d HTTP/1.1"])
        #expect(received.first?.headers["x-one"] == "1")
        #expect(received.first?.headers["expect"] == nil)
        #expect(received.first?.body == Array("正文".utf8))
    }

    @Test("an address that may not be reached is refused after its name was resolved, before a byte is sent",
        arguments: ["127.0.0.1", "localhost", "0x7f.1"])
    func guarded(host: String) async throws {
        let receiver = try TestReceiver { _ in TestReceiver.answer(200) }
        defer { receiver.stop() }
        let request = OutgoingHTTP.Request("POST", "http://\(host):\(receiver.port)/")
        let fault = await Self.fault(.live(Self.options(.publicOnly)), request)
        guard case .addressRefused? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(receiver.requests.isEmpty)
    }

    @Test("a public name that leads to this machine is refused when it is connected to, whatever it led to before")
    func guardedByName() async throws {
        let receiver = try TestReceiver { _ in TestReceiver.answer(200) }
        defer { receiver.stop() }
        let request = OutgoingHTTP.Request("POST", "http://127.0.0.1.receiver.example:\(receiver.port)/")
        var options = Self.options(.publicOnly)
        options.known = ["127.0.0.1.receiver.example:\(receiver.port):127.0.0.1"]
        #expect(await Self.fault(.live(options), request) == .addressRefused("127.0.0.1"))
        #expect(receiver.requests.isEmpty)
        // The name does lead there: who may reach this machine does.
        options.reach = .publicAndLoopback
        #expect(try await OutgoingHTTP.live(options).send(request).status == 200)
    }

    @Test("the name service says where a name leads, and nothing of a name that is none")
    func names() async {
        #expect(await OutgoingAddress.find("localhost", within: 10_000).contains { $0.isLoopback })
        #expect(await OutgoingAddress.find("no-such-name.invalid", within: 10_000).isEmpty)
    }

    @Test("a redirect is an answer and is not followed")
    func redirect() async throws {
        let other = try TestReceiver { _ in TestReceiver.answer(200) }
        defer { other.stop() }
        let place = other.url
        let receiver = try TestReceiver { _ in TestReceiver.answer(302, ["location: \(place)/"]) }
        defer { receiver.stop() }
        let answer = try await OutgoingHTTP.live(Self.options()).send(OutgoingHTTP.Request("POST", receiver.url))
        #expect(answer.status == 302)
        #expect(other.requests.isEmpty)
    }

    @Test("an answer that is too long, broken or never comes is a fault of its own")
    func wrongAnswers() async throws {
        let receiver = try TestReceiver { request in
            request.line.contains("/long") ? TestReceiver.answer(200, body: String(repeating: "x", count: 70_000))
                : request.line.contains("/head") ? TestReceiver.answer(200, ["x: " + String(repeating: "y", count: 70_000)])
                : request.line.contains("/short") ? "HTTP/1.1 200 x\r\ncontent-length: 9\r\n\r\nabc"
                : request.line.contains("/silly") ? "hello\r\n\r\n" : nil
        }
        defer { receiver.stop() }
        let http = OutgoingHTTP.live(Self.options())
        func fault(_ path: String) async -> String? {
            await Self.fault(http, OutgoingHTTP.Request("POST", receiver.url + path))?.code
        }
        #expect(await Self.fault(http, OutgoingHTTP.Request("POST", receiver.url + "/long")) == .tooLarge(status: 200))
        #expect(await fault("/head") == "too-large")
        #expect(await fault("/short") == "not-reached")
        #expect(await fault("/none") == "not-reached")
        #expect(await fault("/silly") != nil)
    }

    @Test("a receiver that does not answer is given up at the deadline")
    func deadline() async throws {
        let gate = Gate()
        let receiver = try TestReceiver { _ in
            gate.pass()
            return nil
        }
        defer {
            gate.open()
            receiver.stop()
        }
        var options = Self.options()
        options.totalMilliseconds = 300
        let fault = await Self.fault(.live(options), OutgoingHTTP.Request("POST", receiver.url))
        #expect(fault == .timedOut)
    }

    @Test("cancelling the task ends the request")
    func cancelled() async throws {
        let (arrived, tell) = AsyncStream.makeStream(of: Void.self)
        let gate = Gate()
        let receiver = try TestReceiver { _ in
            tell.yield()
            gate.pass()
            return nil
        }
        defer {
            gate.open()
            receiver.stop()
        }
        let url = receiver.url
        let running = Task { await Self.fault(.live(Self.options()), OutgoingHTTP.Request("POST", url)) }
        var iterator = arrived.makeAsyncIterator()
        await iterator.next()
        running.cancel()
        #expect(await running.value == .cancelled)
    }

    @Test("nobody listening, no such name, and what cannot be sent are told apart")
    func unreachable() async throws {
        let receiver = try TestReceiver { _ in nil }
        let url = receiver.url
        receiver.stop()
        let http = OutgoingHTTP.live(Self.options())
        #expect(await Self.fault(http, OutgoingHTTP.Request("POST", url))?.code == "not-reached")
        #expect(await Self.fault(http, OutgoingHTTP.Request("POST", "http://no-such-name.invalid/"))?.code == "name-not-found")
        #expect(await Self.fault(http, OutgoingHTTP.Request("post", url))?.code == "not-sendable")
        #expect(await Self.fault(http, OutgoingHTTP.Request("GET", "file:///etc/hosts"))?.code == "not-sendable")
        let split = OutgoingHTTP.Header("x", "a\r\ny: b")
        #expect(await Self.fault(http, OutgoingHTTP.Request("GET", url, headers: [split]))?.code == "not-sendable")
    }

    @Test("no more requests run at once than were allowed, and all get their turn")
    func bounded() async throws {
        let receiver = try TestReceiver { _ in TestReceiver.answer(200) }
        defer { receiver.stop() }
        var options = Self.options()
        options.most = 2
        let http = OutgoingHTTP.live(options)
        let url = receiver.url
        let statuses = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<20 {
                group.addTask { try? await http.send(OutgoingHTTP.Request("POST", url)).status }
            }
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(statuses == [Int?](repeating: 200, count: 20))
    }
}
