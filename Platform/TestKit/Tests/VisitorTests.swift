import Kernel
import Logging
import Testing
import Web

@testable import TestKit

@Suite("The visitor") struct VisitorTests {
    static let trader = Principal(
        kind: .member, id: "trader", name: "测试甲", enterprise: "E1",
        permissions: [Permission("things.make")])

    static func route(
        _ method: Visit.Method, _ path: String, _ access: Access,
        _ handler: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        Route(
            method, path, access: access, summary: Localized(zh: "测试", en: "Test"),
            handler: handler)
    }

    static func page(_ visit: Visit, _ text: String) -> Answer {
        let field = "<input type=\"hidden\" name=\"_csrf\" value=\"\(visit.formToken)\">"
        return Answer(
            "<p>\(text)</p><form>\(field)</form>", type: "text/html; charset=utf-8")
    }

    static func door(secure: Bool = true) throws -> FrontDoor {
        // Not an HMAC: it only has to depend on the whole text.
        var settings = FrontDoor.Settings(seal: { text in
            "sealed-" + String(text.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) })
        })
        settings.secure = secure
        return try FrontDoor(
            routes: [
                route(.get, "/{language}/sign-in", .anyone) { page($0, "sign in") },
                route(.post, "/{language}/sign-in", .anyone) { visit in
                    guard try visit.form()["password"] == "right" else {
                        return page(visit, "wrong")
                    }
                    var answer = Answer.see("/\(visit.language.rawValue)/things")
                    answer.headers.append(visit.sessionHeader("S1"))
                    return answer
                },
                route(.get, "/{language}/things", .signedIn) {
                    page($0, "things of \($0.principal?.name ?? "")")
                },
                route(.post, "/{language}/things", .permission(Permission("things.make"))) {
                    let parts = try $0.parts()
                    let file = parts.first { $0.fileName != nil }
                    return page($0, "\(file?.fileName ?? "none") \(file?.body.count ?? 0)")
                },
                route(.post, "/{language}/sign-out", .signedIn) { visit in
                    var answer = Answer.see("/zh/sign-in")
                    answer.headers.append(visit.endOfSessionHeader)
                    return answer
                },
                route(.post, "/api/v1/things", .permission(Permission("things.make"))) {
                    Answer($0.contentType + " " + String($0.body.count), type: "text/plain")
                },
            ],
            gatekeeper: Gatekeeper(
                byKey: { $0 == "K1" ? trader : nil }, bySession: { $0 == "S1" ? trader : nil }),
            settings: settings,
            errorPage: { visit, problem in page(visit, problem.code) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("signs in, works and signs out as a browser does", arguments: [true, false])
    func journey(secure: Bool) async throws {
        let visitor = Visitor(try Self.door(secure: secure))
        let first = try await visitor.get("/zh/things")
        #expect(first.status == 303)
        #expect(try await visitor.follow(first).text.contains("sign in"))
        let refused = try await visitor.post("/zh/sign-in", form: ["password": "x"])
        #expect(refused.text.contains("wrong"))
        let welcome = try await visitor.follow(
            visitor.post("/zh/sign-in", form: ["password": "right"]))
        #expect(welcome.text.contains("things of 测试甲"))
        let uploaded = try await visitor.post(
            "/zh/things", form: ["note": "茶"],
            files: [
                VisitorFile(field: "file", name: "a.xml", type: "application/xml", body: [1, 2])
            ])
        #expect(uploaded.text.contains("a.xml 2"))
        #expect(try await visitor.post("/zh/sign-out", form: [:]).status == 303)
        #expect(try await visitor.get("/zh/things").status == 303)
    }

    @Test("who has not seen a page has no token, and is refused")
    func noToken() async throws {
        let visitor = Visitor(try Self.door())
        #expect(try await visitor.post("/zh/sign-in", form: ["password": "right"]).status == 403)
    }

    @Test("a program with a key needs no form")
    func program() async throws {
        let program = Visitor(try Self.door()).as(key: "K1")
        #expect(try await program.post("/api/v1/things", xml: "<a/>").text == "application/xml 4")
        #expect(try await program.post("/api/v1/things", json: "{}").text == "application/json 2")
        let stranger = Visitor(try Self.door())
        #expect(try await stranger.post("/api/v1/things", json: "{}").status == 401)
    }

    @Test("a target that is no path is the test's own mistake")
    func lost() async throws {
        let visitor = Visitor(try Self.door())
        await #expect(throws: Visitor.Lost.self) { try await visitor.get("zh/things") }
    }
}
