import Kernel
import Plug
import TestKit
import Testing
import Web
import Wire

@testable import Parties

private func json(_ answer: Answer) throws -> JSON { try JSON(answer.body) }

@Suite("API and pages of mandates") struct MandateDoorTests {
    /// A program of an enterprise that may look after its mandates.
    private func program(_ enterprise: Enterprise, _ world: PartiesWorld, _ door: FrontDoor) async throws
        -> Visitor
    {
        Visitor(door).as(
            key: try await world.parties.createKey(
                enterprise: enterprise.id, label: "test", scopes: ["parties.mandates"], by: "test"))
    }

    @Test("two programs agree on a mandate and one ends it; a third finds nothing", arguments: TestStore.engines)
    func agreed(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let cast = try await MandateCast(world)
            let platform = try await program(cast.platform, world, door)
            let declarant = try await program(cast.declarant, world, door)
            let stranger = try await program(cast.stranger, world, door)
            let code = try PartiesWorld.creditCode(2)
            let made = try await platform.post(
                "/api/v1/mandates",
                json: #"{"grantee": "\#(code)", "scope": "guarantee", "to": "2027-11-19"}"#)
            #expect(made.status == 201)
            let mandate = try json(made)
            #expect(mandate["status"] == .text("offered"))
            #expect(mandate["side"] == .text("grantor"))
            #expect(mandate["from"] == .text("2026-11-20"))
            let id = try #require(mandate["id"]?.string)
            // It waits on the first page of who can accept it, and of nobody else.
            for (enterprise, rows) in [(cast.declarant, 1), (cast.platform, 0), (cast.stranger, 0)] {
                let part = try #require(
                    PartiesHome(parties: world.parties).parts.first { $0.name == "parties.mandates" })
                let person = Principal(
                    kind: .member, id: "somebody", name: "", enterprise: enterprise.id)
                let found = try await part.find(person, 5)
                #expect(found.count == rows && found.allSatisfy { $0.path == "/mandates/\(id)" })
            }
            for (path, body) in [("accept", ""), ("revoke", #"{"reason": "x"}"#)] {
                let answer = try await stranger.post("/api/v1/mandates/\(id)/\(path)", json: body)
                #expect(answer.status == 404)
            }
            #expect(try json(try await stranger.get("/api/v1/mandates"))["mandates"]?.elements.isEmpty == true)
            #expect(try await platform.post("/api/v1/mandates/\(id)/accept", json: "").status == 409)
            let accepted = try json(try await declarant.post("/api/v1/mandates/\(id)/accept", json: ""))
            #expect(accepted["status"] == .text("accepted"))
            #expect(accepted["inForce"] == .bool(true))
            #expect(accepted["side"] == .text("grantee"))
            #expect(accepted["grantor"]?["name"] == .text("测试企业1"))
            let ended = try json(
                try await declarant.post("/api/v1/mandates/\(id)/revoke", json: #"{"reason": "不再代理"}"#))
            #expect(ended["status"] == .text("revoked"))
            #expect(ended["inForce"] == .bool(false))
            let listed = try json(try await platform.get("/api/v1/mandates"))["mandates"]?.elements ?? []
            #expect(listed.map { $0["reason"] } == [.text("不再代理")])
            let usual = Visitor(door).as(
                key: try await world.parties.createKey(enterprise: cast.platform.id, label: "a", by: "test"))
            #expect(try await usual.get("/api/v1/mandates").status == 403)
            #expect(try await Visitor(door).get("/api/v1/mandates").status == 401)
        }
    }

    @Test(
        "everything wrong with a proposal is answered at once",
        arguments: [
            ("[]", ["json-not-readable"]),
            (#"{"colour": "red", "scope": 7}"#, ["member-unknown", "member-kind"]),
            ("{}", ["mandate-side", "mandate-other", "mandate-scope"]),
            (#"{"grantor": "x", "grantee": "y", "scope": "declare"}"#, ["mandate-side", "mandate-other"]),
            (
                #"{"grantee": "OWN", "scope": "sell", "from": "2026-02-30", "to": "soon"}"#,
                ["mandate-self", "mandate-scope", "mandate-day", "mandate-day"]
            ),
            (#"{"grantee": "OTHER", "scope": "guarantee", "from": "2026-11-19"}"#, ["mandate-past", "mandate-role", "mandate-role"]),
            (#"{"grantor": "OTHER", "scope": "guarantee"}"#, ["mandate-role", "mandate-role"]),
        ])
    func faults(body: String, expected: [String]) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let cast = try await MandateCast(world)
            let platform = try await program(cast.platform, world, try world.door())
            let sent = body.replacing("OWN", with: try PartiesWorld.creditCode(1))
                .replacing("OTHER", with: try PartiesWorld.creditCode(2))
            let answer = try await platform.post("/api/v1/mandates", json: sent)
            #expect(answer.status == 422)
            let codes = try json(answer)["faults"]?.elements.compactMap { $0["code"]?.string }
            #expect(codes == expected.map { "parties." + $0 })
            #expect(try await world.parties.mandates(of: cast.platform.id).isEmpty)
        }
    }

    @Test("two people agree on a mandate and one ends it, in either language", arguments: TestStore.engines, Language.allCases)
    func pages(engine: TestStore.Engine, language: Language) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let cast = try await MandateCast(world)
            _ = try await world.member(of: cast.platform, login: "ping-tai")
            _ = try await world.member(of: cast.declarant, login: "bao-guan")
            _ = try await world.member(of: cast.stranger, login: "wai-ren")
            let platform = try await world.signedIn("ping-tai", door)
            let declarant = try await world.signedIn("bao-guan", door)
            let stranger = try await world.signedIn("wai-ren", door)
            let list = "/\(language.rawValue)/mandates"
            let words = { (text: Localized) in text[language] }
            #expect(try await platform.get(list).text.contains(words(MandateWords.none)))
            let made = try await platform.post(
                list,
                form: [
                    "side": "grantor", "other": " \(try PartiesWorld.creditCode(2)) ",
                    "scope": "guarantee", "from": "", "to": "2027-11-19",
                ])
            let page = try #require(made.header("location"))
            #expect(try await platform.get(page).text.contains(words(MandateWords.waits)))
            #expect(try await declarant.get(list).text.contains(words(MandateWords.toAccept)))
            let shown = try await declarant.get(page)
            #expect(shown.text.contains(words(MandateWords.accept)))
            for path in [page, page + "/acceptance", page + "/revocation"] {
                _ = try await stranger.get(list)
                let answer =
                    path == page
                    ? try await stranger.get(page) : try await stranger.post(path, form: ["reason": "x"])
                #expect(answer.status == 404)
            }
            _ = try await declarant.get(page)
            #expect(try await declarant.post(page + "/acceptance", form: [:]).status == 303)
            let agreed = try await declarant.get(page)
            #expect(agreed.text.contains(words(MandateWords.inForce)))
            #expect(agreed.text.contains(words(MandateWords.history)))
            let unsaid = try await declarant.post(page + "/revocation", form: ["reason": "  "])
            #expect(unsaid.status == 422)
            #expect(unsaid.text.contains("#reason"))
            #expect(try await declarant.post(page + "/revocation", form: ["reason": "<b>"]).status == 303)
            let ended = try await platform.get(page)
            #expect(ended.text.contains(words(MandateWords.revoked)))
            #expect(ended.text.contains("&lt;b&gt;"))
            #expect(!ended.text.contains("/revocation"))
        }
    }

    @Test("a form with faults is shown again with what was entered", arguments: Language.allCases)
    func mend(language: Language) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let cast = try await MandateCast(world)
            _ = try await world.member(of: cast.platform)
            let visitor = try await world.signedIn("ce-shi-jia", try world.door())
            let list = "/\(language.rawValue)/mandates"
            _ = try await visitor.get(list)
            let answer = try await visitor.post(
                list, form: ["side": "grantee", "other": "nobody-1", "scope": "declare", "from": "2020-01-01"])
            #expect(answer.status == 422)
            #expect(answer.text.contains(##"href="#other""##))
            #expect(answer.text.contains(#"value="nobody-1""#))
        }
    }

    @Test("officers and administrators have no mandates to look after")
    func others() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            _ = try await world.administrator()
            let visitor = try await world.signedIn("guan-li", try world.door())
            #expect(try await visitor.get("/zh/mandates").status == 403)
        }
    }
}
