import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("Accounts of enterprises and people") struct AccountScenarios {
    private static let password = "mend the old garden gate"

    /// An enterprise that signed up and was confirmed, its administrator signed in.
    private func newcomer(_ world: World, code: String) async throws -> Visitor {
        let stranger = Visitor(world.window.door)
        _ = try await stranger.get("/zh/sign-up")
        let sent = try await stranger.post(
            "/zh/sign-up",
            form: [
                "name": "测试新商户", "creditCode": code, "district": "2244", "roles": "seller",
                "contactName": "测试联系人", "contactPhone": "021-55550123",
            ])
        let status = try #require(sent.header("location"), "\(sent.text)")
        #expect(try await stranger.get(status).text.contains("等待关员核对"))
        let officer = try await world.officer()
        let waiting = try JSON(try await officer.get("/api/v1/parties/registrations").body)
        let id = try #require(waiting["registrations"]?.elements.first?["id"]?.string)
        _ = try await officer.get("/zh/registrations/\(id)")
        #expect(try await officer.post("/zh/registrations/\(id)/confirmation", form: [:]).status == 303)
        let page = try await stranger.get(status).text
        let start = try #require(page.firstRange(of: "/zh/invitations/")).lowerBound
        return try await join(String(page[start...].prefix { $0 != "\"" }), "newcomer", world)
    }

    /// Follows a link, chooses a login and signs in.
    private func join(_ path: String, _ login: String, _ world: World) async throws -> Visitor {
        let visitor = Visitor(world.window.door)
        _ = try await visitor.get(path)
        let joined = try await visitor.post(
            path, form: ["login": "\(login)", "name": "测试\(login)", "password": "\(Self.password)"])
        #expect(joined.status == 303, "\(joined.text)")
        _ = try await visitor.get("/zh/sign-in")
        _ = try await visitor.post(
            "/zh/sign-in", form: ["login": "\(login)", "password": "\(Self.password)"])
        return visitor
    }

    @Test("ID-01 an enterprise signs up, is confirmed, invites a colleague and gives its broker a mandate", arguments: TestStore.engines)
    func signUp(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let code = try CreditCode(completing: "91310000TEMX00001").text
            let boss = try await newcomer(world, code: code)
            #expect(try await boss.get("/zh/declarations").status == 200)

            _ = try await boss.get("/zh/people")
            let invited = try await boss.post(
                "/zh/people/invitations", form: ["label": "仓库 李", "post": "viewer"])
            #expect(invited.status == 200, "\(invited.text)")
            let start = try #require(invited.text.firstRange(of: "/zh/invitations/")).lowerBound
            let link = String(invited.text[start...].prefix { $0 != "<" && $0 != "\"" })
            let viewer = try await join(link, "viewer", world)
            #expect(try await viewer.get("/zh/declarations").status == 200)
            // What may be read stands where one looks for it; what may not be done does not.
            for path in ["/zh", "/zh/tasks/declare"] {
                let shown = try await viewer.get(path).text
                for tile in ["/zh/declarations\"", "/zh/receipts\"", "/zh/follow-ups\""] {
                    #expect(shown.contains(tile), "\(path): \(tile)")
                }
                for tile in ["/zh/sheets\"", "/zh/entry\""] {
                    #expect(!shown.contains(tile), "\(path): \(tile)")
                }
            }
            #expect(try await viewer.get("/zh/people").status == 403)
            let refused = try await viewer.post("/api/v1/ceb", xml: "<x/>")
            #expect(refused.status == 403, "who may only look sends nothing")
            let policies = try await viewer.get("/zh/my-policies")
            #expect(policies.status == 200 && !policies.text.contains("name=\"topic\""))
            let followed = try await viewer.post("/zh/my-policies", form: ["topic": "fees"])
            #expect(followed.status == 403, "who may only look changes no subscription")
            let reader = try await boss.get("/zh/my-policies")
            #expect(reader.status == 200 && reader.text.contains("name=\"topic\""))

            _ = try await boss.get("/zh/mandates")
            let offered = try await boss.post(
                "/zh/mandates",
                form: [
                    "side": "grantor", "other": "\(world.cast.declarant.creditCode)",
                    "scope": "declare",
                ])
            let mandate = try #require(offered.header("location"))
            let broker = try await world.member(of: world.cast.declarant)
            #expect(try await broker.get(mandate).text.contains("测试新商户"))
            #expect(try await broker.post(mandate + "/acceptance", form: [:]).status == 303)
            #expect(try await boss.get(mandate).text.contains("有效"))
        }
    }

    @Test("ID-01 who leaves an enterprise is out at once, and its last administrator cannot leave")
    func leaves() async throws {
        try await World.run(.sqlite) { world in
            let boss = try await world.member(of: world.cast.seller)
            _ = try await boss.get("/zh/people")
            let invited = try await boss.post(
                "/zh/people/invitations", form: ["label": "报关 王", "post": "declarant"])
            let start = try #require(invited.text.firstRange(of: "/zh/invitations/")).lowerBound
            let clerk = try await join(
                String(invited.text[start...].prefix { $0 != "<" && $0 != "\"" }), "clerk", world)
            #expect(try await clerk.get("/zh/declarations").status == 200)
            let people = try JSON(try await boss.get("/api/v1/parties/people").body)["people"]?.elements ?? []
            for person in people {
                let id = try #require(person["id"]?.string)
                let page = "/zh/people/\(id)"
                _ = try await boss.get(page)
                let answer = try await boss.post(page + "/closure", form: [:])
                #expect(answer.status == (person["login"] == .text("clerk") ? 303 : 409))
            }
            #expect(try await clerk.get("/zh/declarations").status == 303, "led to sign in")
        }
    }
}
