import Kernel
import TestKit
import Testing
import Web
import Wire

@testable import Parties

private func json(_ answer: Answer) throws -> JSON { try JSON(answer.body) }

@Suite("API of the parties") struct APITests {
    private static let body = """
        {"name": "测试企业一", "nameEn": "Test One", "creditCode": "91310000TEMA00009P",
        "customsCode": "3122A00009", "district": "2244",
        "roles": [{"role": "seller", "from": "2026-01-01"}, {"role": "platform", "from": "2027-01-01", "to": null}]}
        """

    @Test("an administrator enters an enterprise, and whoever is signed in reads its basics", arguments: TestStore.engines)
    func enterprise(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            _ = try await world.administrator()
            let visitor = try await world.signedIn("guan-li", door)
            let token = try await page(visitor, "/zh/account")
            let made = try await visitor.post(
                "/api/v1/parties/enterprises", json: Self.body, headers: ["x-csrf-token": token])
            #expect(made.status == 201)
            let location = try #require(made.header("location"))
            #expect(location == "/api/v1/parties/enterprises/91310000TEMA00009P")
            for code in ["91310000TEMA00009P", "3122A00009"] {
                let shown = try json(try await visitor.get("/api/v1/parties/enterprises/\(code)"))
                #expect(shown["name"] == .text("测试企业一"))
                #expect(shown["status"] == .text("active"))
                let roles = (shown["roles"]?.elements ?? []).map { role in
                    "\(role["role"]?.string ?? "") \(role["inForce"]?.boolean ?? false)"
                }
                #expect(roles == ["platform false", "seller true"])
            }
            let unknown = try await visitor.get("/api/v1/parties/enterprises/3122A00008")
            #expect(unknown.status == 404)
            let stranger = try await Visitor(door).get("/api/v1/parties/enterprises/3122A00009")
            #expect(stranger.status == 401)
        }
    }

    /// The form token of a page.
    private func page(_ visitor: Visitor, _ path: String) async throws -> String {
        let text = try await visitor.get(path).text
        let rest = try #require(text.firstRange(of: #"name="_csrf" value=""#)).upperBound
        return String(text[rest...].prefix { $0 != "\"" })
    }

    @Test(
        "everything wrong with an enterprise is answered at once",
        arguments: [
            ("", ["json-not-readable"]), ("[]", ["json-not-readable"]),
            (#"{"name":"a","name":"b"}"#, ["json-not-readable"]),
            (
                #"{"name": 7, "creditCode": "91310000TEMA00009Q", "colour": "red", "roles": [{"role": "king"}, {"role": "seller", "from": "2026-02-30"}, {"role": "payment", "to": "x"}]}"#,
                ["member-unknown", "role-unknown", "role-day", "role-day", "member-kind", "name", "credit-code-check-digit"]
            ),
            (
                #"{"name": "测试", "platformCode": "TESTPLATFORM", "roles": [{"role": "seller", "from": "2026-02-03", "to": "2026-02-01"}, {"role": "platform"}, {"role": "platform"}]}"#,
                ["role-period", "role-twice"]
            ),
        ])
    func faults(body: String, expected: [String]) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let door = try world.door()
            _ = try await world.administrator()
            let visitor = try await world.signedIn("guan-li", door)
            let token = try await page(visitor, "/zh/account")
            let answer = try await visitor.post(
                "/api/v1/parties/enterprises", json: body, headers: ["x-csrf-token": token])
            #expect(answer.status == 422)
            let codes = try json(answer)["faults"]?.elements.compactMap { $0["code"]?.string }
            #expect(codes == expected.map { "parties." + $0 })
            #expect(world.parties.register.count == 0)
        }
    }

    @Test("a program with the scope manages the keys of its enterprise, and hands on no more than it has", arguments: TestStore.engines)
    func keys(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let enterprise = try await world.enterprise(1)
            let text = try await world.parties.createKey(
                enterprise: enterprise.id, label: "管理程序", scopes: ["parties.keys", "declarations.read"],
                by: "test")
            let program = Visitor(door).as(key: text)
            let made = try await program.post(
                "/api/v1/parties/keys", json: #"{"label": "报表", "scopes": ["declarations.read"], "days": 30}"#)
            #expect(made.status == 201)
            let body = try json(made)
            let id = try #require(body["id"]?.string)
            let key = try #require(body["key"]?.string)
            #expect(try await world.parties.gatekeeper.byKey(key)?.enterprise == enterprise.id)

            let beyond = try await program.post(
                "/api/v1/parties/keys", json: #"{"label": "x", "scopes": ["declarations.lodge"]}"#)
            #expect(beyond.status == 422)
            #expect(try json(beyond)["faults"]?.elements.first?["code"] == .text("parties.scope"))
            let none = try await program.post("/api/v1/parties/keys", json: #"{"label": "", "scopes": [], "days": 0}"#)
            #expect(
                try json(none)["faults"]?.elements.compactMap { $0["code"]?.string }
                    == ["parties.key-label", "parties.key-expiry", "parties.scope-missing"])
            // The usual scopes are cut down to what the program has itself.
            let usual = try await program.post("/api/v1/parties/keys", json: #"{"label": "usual"}"#)
            let usualKey = try #require(try json(usual)["key"]?.string)
            #expect(
                try await world.parties.gatekeeper.byKey(usualKey)?.permissions.map(\.name)
                    == ["declarations.read"])

            let next = try await program.send("POST", "/api/v1/parties/keys/\(id)/successor")
            #expect(next.status == 201)
            #expect(try await program.send("DELETE", "/api/v1/parties/keys/\(id)").status == 204)
            let listed = try json(try await program.get("/api/v1/parties/keys"))["keys"]?.elements ?? []
            #expect(listed.count == 4)
            #expect(listed.filter { $0["state"] == .text("revoked") }.map { $0["id"]?.string } == [id])
            #expect(try await world.parties.gatekeeper.byKey(key) == nil)
        }
    }

    @Test("foreign keys answer 404, for seeing, replacing and ending", arguments: TestStore.engines)
    func foreign(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            var texts: [String] = []
            for number in 1...2 {
                let owner = try await world.enterprise(number)
                texts.append(
                    try await world.parties.createKey(
                        enterprise: owner.id, label: owner.name, scopes: ["parties.keys"], by: "test"))
            }
            let program = Visitor(door).as(key: texts[0])
            let other = try #require(KeyText.id(in: texts[1]))
            #expect(try await program.send("DELETE", "/api/v1/parties/keys/\(other)").status == 404)
            #expect(
                try await program.send("POST", "/api/v1/parties/keys/\(other)/successor").status == 404)
            let listed = try await program.get("/api/v1/parties/keys").text
            #expect(!listed.contains(other))
            #expect(try await world.parties.gatekeeper.byKey(texts[1]) != nil)
        }
    }

    @Test("each route lets in whom its policy names, and nobody else")
    func matrix() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let door = try world.door()
            let enterprise = try await world.enterprise(1)
            _ = try await world.administrator()
            _ = try await world.member(of: enterprise)
            try await world.parties.addUser(
                NewUser(
                    login: "guan-yuan", name: "测试关员", password: "a sentence to keep",
                    kind: .officer(districts: ["2244"])), by: "test")
            let usual = try await world.parties.createKey(enterprise: enterprise.id, label: "a", by: "test")
            let visitors: [(Visitor, Set<String>)] = [
                (Visitor(door), []),
                (try await world.signedIn("ce-shi-jia", door), ["parties.audit", "parties.keys", "parties.mandates", "parties.people"]),
                (try await world.signedIn("guan-yuan", door), ["parties.confirm"]),
                (try await world.signedIn("guan-li", door), ["parties.confirm", "parties.manage"]),
                (Visitor(door).as(key: usual), []),
            ]
            for (place, (visitor, permissions)) in visitors.enumerated() {
                for route in door.routes where route.path.hasPrefix("/api/") && route.method == .get {
                    let path = route.path.replacing("{code}", with: "nobody")
                    let status = try await visitor.get(path).status
                    switch route.access {
                    case .anyone: break
                    case .signedIn: #expect((status == 401) == (place == 0), "\(place) \(path) \(status)")
                    case .permission(let needed):
                        // Who may, finds no thing of that number.
                        let found = path.contains("{") ? 404 : 200
                        let expected = place == 0 ? 401 : permissions.contains(needed.name) ? found : 403
                        #expect(status == expected, "\(place) \(path)")
                    }
                }
            }
            let me = try json(try await Visitor(door).as(key: usual).get("/api/v1/parties/me"))
            #expect(me["kind"] == .text("key"))
            #expect(me["enterprise"]?["name"] == .text("测试企业1"))
            #expect(me["permissions"] == .array([.text("declarations.lodge"), .text("declarations.read")]))
        }
    }
}
