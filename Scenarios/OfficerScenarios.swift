import Declarations
import House
import Kernel
import Parties
import Procedures
import Reference
import TestKit
import Testing
import Web
import Wire

@Suite("Officers") struct OfficerScenarios {
    @Test("SW-01 every step of every shipped service has two officers of the demonstration who can act", arguments: TestStore.engines)
    func everyStep(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let officers = DemoOfficers(of: world.window)
            let first = try #require(Day("2026-01-01"))
            try await officers.enter(from: first, password: ServiceWorld.password)
            try await officers.enter(from: first, password: ServiceWorld.password)
            let share = try Share.find()
            let catalogue = try ServiceCatalogue.load(
                share, register: try ProceduresCapability.register(of: share))
            for service in catalogue.services {
                for step in service.steps {
                    for body in [step.body, step.escalates].compactMap({ $0 }) {
                        #expect(
                            officers.all.count { $0.body == body.id } == 2,
                            "\(service.id) \(step.id) \(body.id)")
                    }
                }
            }
            for authority in ["tax", "safe", "transport", "market", "commerce"] {
                #expect(officers.all.count { $0.authority == authority } >= 2, "\(authority)")
            }
            for officer in officers.all {
                let visitor = try await world.visitor(officer.login)
                #expect(try await visitor.get("/zh/desk").status == 200, "\(officer.login)")
                #expect(try await visitor.get("/zh").status == 200, "\(officer.login)")
            }
        }
    }

    @Test("SW-01 an officer decides at a desk of the own authority and at no other", arguments: TestStore.engines)
    func seats(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let admin = try await world.visitor("admin")
            _ = try await admin.get("/zh/seats")
            try await world.add("tax-1", .officer(of: "tax"))
            for (login, body) in [("tax-1", "customs"), ("commerce-1", "mofcom"), ("customs-1", "commerce")] {
                let answer = try await admin.post(
                    "/zh/seats", form: ["body": body, "login": login, "from": "2026-01-01", "to": ""])
                #expect(answer.status == 422, "\(login) \(body)")
                #expect(answer.text.contains("另一部门"))
            }
            let tax = try await world.visitor("tax-1")
            #expect(try JSON(try await tax.get("/api/v1/desk").body)["waiting"]?.elements.isEmpty == true)
            // A list is filtered or refused, never passed off as filtered.
            #expect(try await tax.get("/api/v1/desk?due=overdue&held=nobody").status == 200)
            for query in ["due=yesterday", "held=all", "service=nothing", "body=mofcom", "colour=red"] {
                let refused = try await tax.get("/api/v1/desk?\(query)")
                #expect(refused.status == 400 && refused.text.contains("procedures.filter"), "\(query)")
            }
        }
    }

    @Test(
        "ID-01 only customs officers see declarations, balances and proofs of origin",
        arguments: TestStore.engines)
    func customsOnly(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let list = try await world.declare(1, .direct)
            let number = list["preNo"]?.string ?? ""
            for authority in ["tax", "safe", "commerce", "market"] {
                try await world.person(authority, .officer(of: authority))
                let officer = try await world.officer(authority)
                for path in [
                    "/api/v1/declarations", "/api/v1/declarations/\(number)", "/zh/worklist",
                    "/zh/declarations/\(number)", "/api/v1/balances", "/zh/taxes",
                ] {
                    #expect(try await officer.get(path).status == 403, "\(authority) \(path)")
                }
                let me = try JSON(try await officer.get("/api/v1/parties/me").body)
                #expect(me["authority"]?.string == authority)
                let may = me["permissions"]?.elements.compactMap(\.string) ?? []
                #expect(may.contains("procedures.decide"))
                let rooms = Set(may.map { $0.prefix { $0 != "." } })
                #expect(rooms.isDisjoint(with: ["balances", "declarations", "entries", "origin"]))
                let account = try await officer.get("/zh/account")
                #expect(account.status == 200 && account.text.contains("所属部门"))
            }
            #expect(try await world.officer().get("/api/v1/declarations/\(number)").status == 200)
        }
    }
}
