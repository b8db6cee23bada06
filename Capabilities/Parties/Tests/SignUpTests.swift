import Kernel
import TestKit
import Testing
import Web
import Wire

@testable import Parties

private func json(_ answer: Answer) throws -> JSON { try JSON(answer.body) }

@Suite("Enterprises that sign up") struct SignUpTests {
    private func body(_ number: Int, code: String? = nil) throws -> String {
        """
        {"name": "测试新企业\(number)", "creditCode": "\(try code ?? PartiesWorld.creditCode(number))",
        "customsCode": "3122A0000\(number)", "district": "2244", "roles": ["seller"],
        "contactName": "测试联系人", "contactPhone": "021-55550123"}
        """
    }

    private func officer(_ world: PartiesWorld, _ door: FrontDoor, _ district: String) async throws -> Visitor {
        _ = try await world.parties.addUser(
            NewUser(
                login: "officer-\(district)", name: "测试关员", password: "a sentence to keep",
                kind: .officer(districts: [district])), by: "test")
        return try await world.signedIn("officer-\(district)", door)
    }

    @Test("an enterprise signs up, an officer of its district confirms it, its first administrator comes in", arguments: TestStore.engines)
    func confirmed(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let sent = try await Visitor(door).post(
                "/api/v1/parties/registrations", json: try body(3))
            #expect(sent.status == 202, "\(sent.text)")
            let token = try #require(try json(sent)["token"]?.string)
            #expect(world.parties.register.find(code: try PartiesWorld.creditCode(3)) == nil)
            let other = try await officer(world, door, "2248")
            #expect(try await other.get("/zh/registrations").text.contains("测试新企业3") == false)
            let own = try await officer(world, door, "2244")
            let list = try json(try await own.get("/api/v1/parties/registrations"))
            let id = try #require(list["registrations"]?.elements.first?["id"]?.string)
            #expect(list["registrations"]?.elements.first?["contactPhone"] == nil, "a list names nobody")
            #expect(try await other.get("/zh/registrations/\(id)").status == 404)
            let page = try await own.get("/zh/registrations/\(id)")
            #expect(page.text.contains("021-55550123"))
            let done = try await own.post("/zh/registrations/\(id)/confirmation", form: [:])
            #expect(done.status == 303, "\(done.text)")
            let again = try await own.post("/zh/registrations/\(id)/confirmation", form: [:])
            #expect(again.status == 409)
            let enterprise = try #require(
                world.parties.register.find(code: try PartiesWorld.creditCode(3)))
            #expect(enterprise.holds(.seller, on: world.parties.today))
            let visitor = Visitor(door)
            let status = try await visitor.get("/zh/sign-ups/\(token)")
            #expect(status.text.contains("/zh/invitations/\(token)"))
            _ = try await visitor.get("/zh/invitations/\(token)")
            let joined = try await visitor.post(
                "/zh/invitations/\(token)",
                form: ["login": "first-one", "name": "测试丙", "password": "a sentence to keep"])
            #expect(joined.status == 303, "\(joined.text)")
            #expect(try await visitor.follow(joined).text.contains("账户已开通"))
            let boss = try await world.signedIn("first-one", door)
            #expect(try await boss.get("/zh/people").status == 200)
            #expect(try await visitor.get("/zh/invitations/\(token)").status == 404)
        }
    }

    @Test("who signs up with the codes of an enterprise learns nothing and takes nothing", arguments: TestStore.engines)
    func noTakeover(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let held = try await world.enterprise(1)
            let door = try world.door()
            let answers = try await [1, 2].map { try body($0) }.mapEach { body in
                try await Visitor(door).post("/api/v1/parties/registrations", json: body)
            }
            #expect(answers.map(\.status) == [202, 202])
            let shapes = try answers.map { try json($0).members.map(\.name) }
            #expect(shapes[0] == shapes[1], "a code that is taken is answered like one that is free")
            let officer = Principal(
                kind: .officer, id: "officer", name: "", authority: "customs", districts: ["2244"])
            let waiting = try await parties.signUps(.waiting, for: officer)
            let foreign = try #require(waiting.first { $0.enrolment.creditCode == held.creditCode })
            #expect(try await parties.signUp(id: foreign.id, for: officer).holders.map(\.id) == [held.id])
            let refused = try await refusal {
                try await parties.confirmSignUp(foreign.id, by: officer)
            }
            #expect(refused?.code == "parties.code-taken")
            #expect(try await parties.signUps(.waiting, for: officer).count == 2, "nothing was half done")
            try await parties.declineSignUp(foreign.id, reason: "代码属于他人", by: officer)
            let token = try #require(try json(answers[0])["token"]?.string)
            let status = try json(
                try await Visitor(door).post(
                    "/api/v1/parties/registration-status", json: #"{"token": "\#(token)"}"#))
            #expect(status["status"] == .text("declined"))
            #expect(status["reason"] == .text("代码属于他人"))
            #expect(try await refusal { try await parties.link(.invitation, token: token) } == .linkNotValid)
        }
    }

    @Test("everything wrong with a sign-up is told at once, on the page and to programs")
    func faults() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let door = try world.door()
            let answer = try await Visitor(door).post(
                "/api/v1/parties/registrations",
                json: #"{"name": "", "creditCode": "91310000TEMA00009Q", "customsCode": "1", "district": "9999", "roles": ["drug-pilot"], "contactPhone": "12"}"#)
            #expect(answer.status == 422)
            let codes = try json(answer)["faults"]?.elements.compactMap { $0["code"]?.string } ?? []
            let expected = ["name", "credit-code-check-digit", "customs-code", "home-district", "sign-up-roles", "contact-name", "contact-phone"]
            #expect(Set(codes) == Set(expected.map { "parties." + $0 }), "\(answer.text)")
            let visitor = Visitor(door)
            _ = try await visitor.get("/zh/sign-up")
            let page = try await visitor.post("/zh/sign-up", form: ["name": "<b>测试"])
            #expect(page.status == 422)
            #expect(page.text.contains("&lt;b&gt;测试"))
            #expect(page.text.contains("缺少统一社会信用代码"))
        }
    }

    @Test("one address signs up five times a day", arguments: TestStore.engines)
    func limit(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            var form = SignUpForm(
                name: "测试企业", creditCode: try PartiesWorld.creditCode(5), district: "2244",
                roles: [.seller], contactName: "测试", contactPhone: "02155550123")
            form.nameEn = nil
            let sent = form
            for _ in 0..<5 { _ = try await parties.signUp(sent, remote: "192.0.2.9") }
            #expect(try await refusal { try await parties.signUp(sent, remote: "192.0.2.9") } == .tooManySignUps)
            _ = try await parties.signUp(sent, remote: "192.0.2.10")
            world.clock.move(days: 1)
            _ = try await parties.signUp(sent, remote: "192.0.2.9")
        }
    }

    @Test("an open installation enters an enterprise at once, a closed one none", arguments: SignUpMode.allCases)
    func modes(mode: SignUpMode) async throws {
        try await PartiesWorld.with(.sqlite, policy: PeoplePolicy(signUp: mode)) { world in
            let door = try world.door()
            let answer = try await Visitor(door).post("/api/v1/parties/registrations", json: try body(4))
            #expect(answer.status == (mode == .off ? 403 : 202))
            let found = world.parties.register.find(code: try PartiesWorld.creditCode(4))
            #expect((found != nil) == (mode == .open))
            let again = try await Visitor(door).post("/api/v1/parties/registrations", json: try body(4))
            #expect(again.status == (mode == .off ? 403 : mode == .open ? 409 : 202))
            #expect(try await Visitor(door).get("/zh/sign-up").status == 200)
        }
    }
}

extension Array {
    fileprivate func mapEach<Result>(_ body: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
