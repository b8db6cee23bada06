import FoundationEssentials
import Kernel
import Logging
import Synchronization
import Testing

@testable import Web

private struct QuotaUsedUp: Refusal {
    let code = "balances.quota-used-up"
    let message = Localized(zh: "额度不足。", en: "The quota is used up.")
    let fix = Localized(zh: "请减少数量。", en: "Ask for less.")
    let field: String? = "quantity"
    let citation: Citation? = Citation(document: "文〔2018〕1号", article: "二")
    var status = 422
    let faults = [
        Fault(
            code: "xml.length", path: "/A/B[1]", line: 3,
            message: Localized(zh: "“<b>”过长", en: "\"<b>\" is too long"),
            fix: Localized(zh: "缩短", en: "Shorten it"))
    ]
}

private struct Wished: FailureOnRequest {
    let code = "tests.wished"
    let message = Localized(zh: "按约定失败。", en: "Fails as asked.")
    let fix = Localized(zh: "请重发。", en: "Send it again.")
    let status = 503
}

private struct Broken: Error { let secret = "440101199001011234" }

@Suite("Problems") struct ProblemTests {
    static func door(status: Int = 422, logger: Logger = TestDoor.quiet) throws -> FrontDoor {
        let refuse: @Sendable (Visit) async throws -> Answer = { _ in
            throw QuotaUsedUp(status: status)
        }
        return try TestDoor.make(
            [
                TestDoor.route(.get, "/api/v1/quota/{id}", .anyone, refuse),
                TestDoor.route(.get, "/{language}/quota", .anyone, refuse),
                TestDoor.route(.get, "/api/v1/broken") { _ in throw Broken() },
                TestDoor.route(.get, "/{language}/broken") { _ in throw Broken() },
            ], logger: logger)
    }

    @Test("a program is told everything, in both languages", arguments: Language.allCases)
    func shape(language: Language) async throws {
        let answer = await (try Self.door()).get(
            "/api/v1/quota/7?x=1", ["accept-language": language.tag, "x-request-id": "abc-12345"])
        #expect(answer.status == 422)
        #expect(answer.header("content-type") == "application/problem+json; charset=utf-8")
        let title = language == .zh ? "内容不符合要求" : "Content not accepted"
        let detail = language == .zh ? "额度不足。" : "The quota is used up."
        #expect(
            answer.text == """
                {"type":"/problems/balances.quota-used-up","title":"\(title)","status":422,\
                "detail":"\(detail)","instance":"/api/v1/quota/7",\
                "code":"balances.quota-used-up",\
                "message":{"zh":"额度不足。","en":"The quota is used up."},\
                "fix":{"zh":"请减少数量。","en":"Ask for less."},"field":"quantity",\
                "faults":[{"code":"xml.length","path":"/A/B[1]","line":3,\
                "message":{"zh":"“<b>”过长","en":"\\"<b>\\" is too long"},\
                "fix":{"zh":"缩短","en":"Shorten it"}}],\
                "citation":{"document":"文〔2018〕1号","article":"二"},"requestId":"abc-12345"}
                """)
        let parsed = try JSONDecoder().decode(Shape.self, from: Data(answer.body))
        #expect(parsed.faults.first?.message["en"] == "\"<b>\" is too long")
    }

    private struct Shape: Decodable {
        struct Fault: Decodable { let message: [String: String] }
        let faults: [Fault]
    }

    @Test("a person gets a page in their language", arguments: Language.allCases)
    func page(language: Language) async throws {
        let answer = await (try Self.door()).get("/\(language.rawValue)/quota")
        #expect(answer.status == 422)
        let title = language == .zh ? "内容不符合要求" : "Content not accepted"
        #expect(answer.text == "<h1>\(title)</h1><p>balances.quota-used-up</p>")
    }

    @Test(
        "a refusal is never a success, and a full store says when to come back",
        arguments: [(200, 500, nil), (0, 500, nil), (409, 409, nil), (503, 503, "5")])
    func statuses(given: Int, answered: Int, retry: String?) async throws {
        let answer = await (try Self.door(status: given)).get("/api/v1/quota/7")
        #expect(answer.status == answered)
        #expect(answer.header("retry-after") == retry)
    }

    @Test(
        "what is no refusal is 500 with a request id, and tells nothing",
        arguments: ["/api/v1/broken", "/zh/broken"])
    func defect(path: String) async throws {
        let lines = LogLines()
        let answer = await (try Self.door(logger: lines.logger)).get(path)
        #expect(answer.status == 500)
        #expect(answer.text.contains("web.defect"))
        #expect(!answer.text.contains("440101199001011234"))
        #expect(answer.header("x-request-id")?.utf8.count == 36)
        let log = lines.all.joined(separator: "\n")
        #expect(log.contains("error=Broken"))
        #expect(log.contains("request=\(answer.header("x-request-id") ?? "")"))
        #expect(!log.contains("440101199001011234"))
    }

    @Test("what fails because it was asked to is no error of the log")
    func onRequest() async throws {
        let lines = LogLines()
        let door = try TestDoor.make(
            [
                TestDoor.route(.get, "/api/v1/wished", .anyone) { _ in throw Wished() },
                TestDoor.route(.get, "/api/v1/down", .anyone) { _ in
                    throw QuotaUsedUp(status: 503)
                },
            ], logger: lines.logger)
        let answer = await door.get("/api/v1/wished")
        #expect(answer.status == 503 && answer.header("retry-after") != nil)
        #expect(lines.all.contains { $0.contains("tests.wished") })
        #expect(!lines.allLevels.contains { $0 >= .warning })
        _ = await door.get("/api/v1/down")
        #expect(lines.allLevels.contains(.error))
    }

    @Test("a log line names the route, never what somebody put into the address")
    func log() async throws {
        let lines = LogLines()
        _ = await (try Self.door(logger: lines.logger)).get(
            "/api/v1/quota/440101199001011234?name=%E7%94%B2",
            ["authorization": "Bearer program-key"])
        #expect(lines.all.count == 1)
        let line = lines.all.first ?? ""
        #expect(line.contains("route=/api/v1/quota/{id}"))
        #expect(line.contains("status=422"))
        #expect(line.contains("method=GET"))
        #expect(line.contains("principal=program"))
        #expect(!line.contains("440101199001011234"))
        #expect(!line.contains("program-key"))
    }

    @Test(
        "a request id of the sender is kept only where it is harmless",
        arguments: [
            ("abc-12345", true), ("A1:b.c_d-e", true), ("short", false),
            (String(repeating: "a", count: 65), false), ("<script>alert(1)</script>", false),
            ("abcdefgh\nfaked log line", false), ("abcdefgh\"", false), ("甲甲甲甲甲甲甲甲", false),
        ])
    func requestIDs(given: String, kept: Bool) async throws {
        let answer = await (try Self.door()).get("/api/v1/none", ["x-request-id": given])
        #expect((answer.header("x-request-id") == given) == kept)
        #expect(answer.text.contains("<") == false)
    }

    @Test("every refusal of the web has its own code, words in both languages, a fitting status")
    func catalogue() {
        #expect(Set(WebRefusal.all.map(\.code)).count == WebRefusal.all.count)
        for refusal in WebRefusal.all {
            #expect(refusal.code.hasPrefix("web."))
            #expect((400...599).contains(refusal.status))
            for text in [refusal.message, refusal.fix] {
                #expect(text.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
                #expect(text.en.utf8.allSatisfy { $0 < 0x80 } || text.en.contains("…"))
                #expect(text.en.hasSuffix("."))
                #expect(text.zh.hasSuffix("。"))
            }
        }
    }

    @Test("the error of an unknown address is as complete as any other")
    func unknown() async throws {
        let answer = await (try Self.door()).get("/api/v1/none")
        #expect(answer.status == 404)
        #expect(answer.text.contains("\"code\":\"web.not-found\""))
        let page = await (try Self.door()).get("/en/none")
        #expect(page.text == "<h1>Not found</h1><p>web.not-found</p>")
    }
}

/// Keeps what is logged.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    private let levels = Mutex<[Logger.Level]>([])

    var all: [String] { lines.withLock { $0 } }
    var allLevels: [Logger.Level] { levels.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let pairs = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
            lines.levels.withLock { $0.append(event.level) }
            lines.lines.withLock {
                $0.append("\(event.message) " + pairs.joined(separator: " "))
            }
        }
    }
}
