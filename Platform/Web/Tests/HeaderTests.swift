import Kernel
import NIOCore
import Testing

@testable import Web

@Suite("Headers") struct HeaderTests {
    static func door() throws -> FrontDoor {
        try TestDoor.make([
            TestDoor.route(.get, "/api/v1/x"), TestDoor.route(.get, "/{language}/x"),
            TestDoor.route(.get, "/zh/mine", .signedIn),
            TestDoor.route(.get, "/api/v1/broken") { _ in throw CancellationErrorOfOurs() },
            TestDoor.route(.get, "/assets/a.css") { _ in
                Answer(
                    headers: [
                        .init("Cache-Control", "public, max-age=31536000, immutable"),
                        .init("Content-Security-Policy", "default-src *"),
                        .init("X-Request-Id", "mine"),
                    ], body: [])
            },
        ])
    }

    private struct CancellationErrorOfOurs: Error {}

    @Test(
        "every answer, good or bad, carries the headers that protect who reads it",
        arguments: [
            "/api/v1/x", "/zh/x", "/zh/mine", "/api/v1/broken", "/api/none", "/zh/none",
            "/assets/a.css", "/bad path", "//",
        ])
    func always(path: String) async throws {
        let answer = await (try Self.door()).get(path)
        let expected = [
            "content-security-policy":
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; form-action 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'",
            "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "strict-transport-security": "max-age=31536000; includeSubDomains",
        ]
        for (name, value) in expected {
            let values = answer.headers.filter { $0.name.lowercased() == name }.map(\.value)
            #expect(values == [value], "\(path): \(name)")
        }
        #expect(answer.headers.filter { $0.name.lowercased() == "x-request-id" }.count == 1)
        #expect(answer.header("x-request-id") != "mine")
    }

    @Test(
        "an answer is private unless its handler says otherwise",
        arguments: [
            ("/api/v1/x", "no-store"), ("/zh/x", "no-store"), ("/zh/none", "no-store"),
            ("/assets/a.css", "public, max-age=31536000, immutable"),
        ])
    func caching(path: String, value: String) async throws {
        #expect(await (try Self.door()).get(path).header("cache-control") == value)
    }

    @Test(
        "who has this version is not sent it again",
        arguments: [
            ("\"v7\"", 304), ("W/\"v7\"", 304), ("\"v6\", \"v7\"", 304), ("*", 304),
            ("\"v6\"", 200), ("v7", 200), ("", 200),
        ])
    func versions(header: String, status: Int) async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/api/v1/x") {
                TestDoor.ok.tagged(EntityTag("v7"), for: $0)
            }
        ])
        let answer = await door.get("/api/v1/x", ["if-none-match": header])
        #expect(answer.status == status)
        #expect(answer.body.isEmpty == (status == 304))
        #expect(answer.header("etag") == "\"v7\"")
    }

    @Test("a tag holds no quotes and no spaces, whatever it is made from")
    func tags() {
        #expect(EntityTag("a\"b c\r\n").text == "\"abc\"")
        let visit = Visit(method: .put, path: "/", headers: ["if-match": "\"1\""])
        #expect(visit.expects(EntityTag("1")))
        #expect(!visit.expects(EntityTag("2")))
    }

    @Test(
        "a cookie is found by its exact name",
        arguments: [
            ("a=1; b=2", "b", "2"), ("a=1;b=2", "b", "2"), ("b=", "b", ""), ("b=x=y", "b", "x=y"),
            ("ab=1", "b", nil), ("b", "b", nil), ("B=1", "b", nil), ("", "b", nil),
            ("b=1; b=2", "b", "1"),
        ])
    func cookies(header: String, name: String, value: String?) {
        #expect(cookieValue(name, in: header) == value)
    }

    @Test("a line end in a header never reaches the wire")
    func splitting() {
        let writer = AnswerWriter(clock: .fixed(.init(milliseconds: 784_111_777_000)))
        let answer = Answer(
            headers: [
                .init("location", "/a\r\nset-cookie: evil=1"), .init("x\ny", "1"),
                .init("x:y", "1"), .init("fine", "ü"), .init("content-length", "99"),
            ], body: Array("ok".utf8))
        let bytes = writer.bytes(answer, close: true, isHead: false, allocator: .init())
        #expect(
            String(buffer: bytes)
                == "HTTP/1.1 200 OK\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\nfine: ü\r\n"
                + "content-length: 2\r\nconnection: close\r\n\r\nok")
    }
}
