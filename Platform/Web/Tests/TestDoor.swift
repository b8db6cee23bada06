import Kernel
import Logging
import Testing

@testable import Web

/// A small installation for tests of the door: who exists, which routes there are.
enum TestDoor {
    static let lodge = Permission("declarations.lodge")
    static let decide = Permission("declarations.decide")

    static let trader = Principal(
        kind: .member, id: "trader", name: "测试甲", enterprise: "E1", permissions: [lodge])
    static let officer = Principal(
        kind: .officer, id: "officer", name: "测试乙", districts: ["2244"], permissions: [decide])
    /// An officer who has to set up a second factor first.
    static let bare = Principal(
        kind: .officer, id: "bare", name: "测试丙", districts: ["2244"],
        permissions: [lodge, decide], lacksFactor: true)
    static let program = Principal(
        kind: .key, id: "program", name: "erp", enterprise: "E1", permissions: [lodge])

    static let gatekeeper = Gatekeeper(
        byKey: { $0 == "program-key" ? program : nil },
        bySession: { [
                "trader-session": trader, "officer-session": officer, "bare-session": bare,
            ][$0] })

    /// Not an HMAC: the door only needs it to depend on the whole text.
    static func seal(_ text: String) -> String {
        hexadecimal(text.utf8.reduce(UInt64(7)) { ($0 &* 31) ^ UInt64($1) &* 0x9E37_79B9 })
    }

    static func route(
        _ method: Visit.Method, _ path: String, _ access: Access = .anyone, limit: Int = 1024,
        rate: Rate? = nil,
        _ handler: @escaping @Sendable (Visit) async throws -> Answer = { _ in ok }
    ) -> Route {
        Route(
            method, path, access: access, summary: Localized(zh: "测试", en: "Test"),
            bodyLimit: limit, rate: rate, handler: handler)
    }

    static let ok = Answer("ok", type: "text/plain")

    static func make(
        _ routes: [Route], logger: Logger = quiet,
        _ change: (inout FrontDoor.Settings) -> Void = { _ in }
    ) throws -> FrontDoor {
        var settings = FrontDoor.Settings(seal: seal)
        change(&settings)
        return try FrontDoor(
            routes: routes, gatekeeper: gatekeeper, settings: settings,
            errorPage: { visit, problem in
                Answer(
                    "<h1>\(problem.title[visit.language])</h1><p>\(problem.code)</p>",
                    type: "text/html; charset=utf-8")
            }, identifiers: .counting(), logger: logger)
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// The cookie and token of a stranger who has seen a page.
    static let strangerCookie = "0123456789abcdef0123456789abcdef"
    static func token(for cookie: String) -> String { seal("form-token:" + cookie) }
}

/// What a browser or program sends, for tables.
struct Sent: Sendable, CustomTestStringConvertible {
    var method = "POST"
    var path: String
    var headers: [String: String] = [:]
    var body = ""

    var testDescription: String {
        "\(method) \(path) \(headers.sorted { $0.key < $1.key }) \(body)"
    }

    var knock: Knock {
        Knock(method, path, headers: headers, body: Array(body.utf8), remote: "192.0.2.7")
    }
}

extension FrontDoor {
    func get(_ target: String, _ headers: [String: String] = [:]) async -> Answer {
        await answer(Knock("GET", target, headers: headers, remote: "192.0.2.7"))
    }
}
