import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What people hand over besides decisions: an application that is under way, a mandate.
@Suite("Papers of what is under way") struct HandedOverScenarios {
    @Test("SW-01 an application is handed out as paper with what was submitted and its state; once it moves on, the paper is out of date", arguments: TestStore.engines)
    func application(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let answers = DrawDownScenarios.general
            let draft = try await world.begin("general-licence", answers)
            #expect(try await world.program.get("/api/v1/applications/\(draft)/pdf").status == 409)
            try await world.attach(["compliance-manual"], to: draft)
            #expect(try await world.act("submit", draft).status == 200)

            let clerk = try await world.clerk()
            #expect(try await clerk.get("/zh/applications/\(draft)").text.contains("/zh/applications/\(draft)/pdf"))
            let chinese = try await clerk.get("/zh/applications/\(draft)/pdf")
            #expect(chinese.status == 200 && chinese.body.starts(with: Array("%PDF-".utf8)), "\(chinese.text)")
            let english = try await world.program.get("/api/v1/applications/\(draft)/pdf?lang=en")
            #expect(english.status == 200 && english.body != chinese.body)
            let code = try #require(chinese.header("x-verification-code"))
            #expect(english.header("x-verification-code") == code, "one paper in two languages")
            #expect(try await world.other.get("/api/v1/applications/\(draft)/pdf").status == 404)
            let stranger = Visitor(world.window.door)
            #expect(try await stranger.get("/api/v1/applications/\(draft)/pdf").status == 401)

            #expect(try await Self.standing(code, stranger) == "valid")
            let status = try await stranger.get("/api/v1/status?number=\(draft)&code=\(code)")
            #expect(status.status == 200, "\(status.text)")
            #expect(try await world.act("withdraw", draft, reason: "测试").status == 200)
            #expect(try await Self.standing(code, stranger) == "outdated")
            let later = try await clerk.get("/zh/applications/\(draft)/pdf")
            let next = try #require(later.header("x-verification-code"))
            #expect(next != code)
            #expect(try await Self.standing(next, stranger) == "valid")
            #expect(try await Self.standing(code, stranger) == "replaced")
        }
    }

    @Test("ID-01 a mandate is handed out as paper once both have agreed, and verifies as ended once it has ended", arguments: TestStore.engines)
    func mandate(engine: TestStore.Engine) async throws {
        try await World.run(engine, mandate: false) { world in
            let (giver, taker) = (world.cast.platform, world.cast.declarant)
            let (platform, declarant) = (world.program(of: giver), world.program(of: taker))
            let until = world.time.clock.today.adding(days: 30)
            func agree(_ end: String) async throws -> String {
                let body = #"{"grantee":"\#(taker.creditCode)","scope":"guarantee"\#(end)}"#
                let id = try #require(try JSON(try await platform.post("/api/v1/mandates", json: body).body)["id"]?.string)
                #expect(try await platform.get("/api/v1/mandates/\(id)/pdf").status == 409, "an offer is no mandate")
                #expect(try await declarant.post("/api/v1/mandates/\(id)/accept", json: "").status == 200)
                return id
            }
            let id = try await agree("")
            let member = try await world.member(of: taker)
            #expect(try await member.get("/en/mandates/\(id)").text.contains("/en/mandates/\(id)/pdf"))
            let paper = try await member.get("/en/mandates/\(id)/pdf")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            let code = try #require(paper.header("x-verification-code"))
            let theirs = try await platform.get("/api/v1/mandates/\(id)/pdf")
            #expect(theirs.header("x-verification-code") == code, "both sides hold the same paper")
            #expect(try await world.program(of: world.cast.carrier).get("/api/v1/mandates/\(id)/pdf").status == 404)

            let stranger = Visitor(world.window.door)
            #expect(try await Self.standing(code, stranger) == "valid")
            let ended = try await platform.post("/api/v1/mandates/\(id)/revoke", json: #"{"reason":"合作结束"}"#)
            #expect(ended.status == 200)
            try await world.settle()
            #expect(try await Self.standing(code, stranger) == "revoked")
            #expect(try await platform.get("/api/v1/mandates/\(id)/pdf").status == 409)
            #expect(!(try await member.get("/en/mandates/\(id)").text.contains("/pdf")))

            // One with a last day ends by itself.
            let short = try await agree(#","to":"\#(until.text)""#)
            let second = try #require(try await platform.get("/api/v1/mandates/\(short)/pdf").header("x-verification-code"))
            #expect(try await Self.standing(second, stranger) == "valid")
            world.time.advance(days: 40)
            #expect(try await Self.standing(second, stranger) == "expired")
        }
    }

    @Test("TR-06 a release despite a minor defect is handed out as paper; corrected, the paper before is out of date", arguments: TestStore.engines)
    func claim(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2027-06-30")
            let seller = world.program(of: world.cast.seller)
            let released = try await seller.post("/api/v1/origin/claims", json: OriginDefectScenarios.claim())
            let id = try #require(try JSON(released.body)["id"]?.string)
            let clerk = try await world.member(of: world.cast.seller)
            #expect(try await clerk.get("/en/origin/claims/\(id)").text.contains("/en/origin/claims/\(id)/pdf"))
            let paper = try await clerk.get("/en/origin/claims/\(id)/pdf")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            let code = try #require(paper.header("x-verification-code"))
            let other = world.program(of: world.cast.carrier)
            #expect(try await other.get("/api/v1/origin/claims/\(id)/pdf").status == 404)
            let stranger = Visitor(world.window.door)
            #expect(try await stranger.get("/api/v1/origin/claims/\(id)/pdf").status == 401)
            #expect(try await Self.standing(code, stranger) == "valid")
            let status = try await stranger.get("/api/v1/status?number=224420260000000001&code=\(code)")
            #expect(status.status == 200, "\(status.text)")

            let officer = try await world.officer()
            let tenant = try #require(
                try JSON(try await officer.get("/api/v1/origin/corrections").body)["claims"]?.elements.first?["tenant"]?.string)
            let theirs = try await officer.get("/zh/origin/claims/\(id)/pdf?enterprise=\(tenant)")
            #expect(theirs.header("x-verification-code") == code, "importer and officer hold the same paper")
            let handed = try await seller.post("/api/v1/origin/claims/\(id)/correction", json: #"{"correction":"更正后证书"}"#)
            #expect(handed.status == 200, "\(handed.text)")
            #expect(try await Self.standing(code, stranger) == "outdated")
        }
    }

    @Test("CB-05 account books of a period are handed out as paper; a later movement makes it out of date", arguments: TestStore.engines)
    func accountBook(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            #expect(try await world.declare(1, .bonded).status == 800)
            let keeper = try await world.member(of: world.cast.warehouse)
            #expect(try await keeper.get("/zh/balances/stock").text.contains("/zh/balances/stock/pdf"))
            let paper = try await keeper.get("/zh/balances/stock/pdf")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            let code = try #require(paper.header("x-verification-code"))
            let before = try await keeper.get("/zh/balances/stock/pdf?from=2025-01-01&to=2025-12-31")
            #expect(before.header("x-verification-code") != code, "another period is another paper")
            let none = try await world.program(of: world.cast.seller).get("/api/v1/balances/stock/pdf")
            #expect(none.status == 409 && none.text.contains("papers.not-issued"), "\(none.text)")

            let stranger = Visitor(world.window.door)
            #expect(try await Self.standing(code, stranger) == "valid")
            #expect(try await world.declare(2, .bonded).status == 800)
            #expect(try await Self.standing(code, stranger) == "outdated")
        }
    }

    @Test("CB-07 the application for a supervised site is handed out as paper to its operator and the officer alone", arguments: TestStore.engines)
    func supervisedSite(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let keeper = world.program(of: world.cast.warehouse)
            #expect(try await keeper.post("/api/v1/sites", json: SiteScenarios.application).status == 201)
            let paper = try await keeper.get("/api/v1/sites/SITE01/pdf")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            let code = try #require(paper.header("x-verification-code"))
            #expect(try await world.program(of: world.cast.carrier).get("/api/v1/sites/SITE01/pdf").status == 404)
            let officer = try await world.officer()
            #expect(try await officer.get("/zh/sites/SITE01").text.contains("/zh/sites/SITE01/pdf"))
            let done = try await officer.post(
                "/zh/sites/SITE01", form: ["decision": "approve", "from": "2026-11-20", "to": "2026-12-31"])
            #expect(done.status == 303, "\(done.text)")
            let stranger = Visitor(world.window.door)
            #expect(try await Self.standing(code, stranger) == "outdated")
            let shown = try await stranger.get("/zh/sites/SITE01")
            #expect(shown.status == 200 && !shown.text.contains("/pdf"), "the register is for all, the paper is not")
        }
    }

    private static func standing(_ code: String, _ visitor: Visitor) async throws -> String? {
        try JSON(try await visitor.get("/api/v1/verify/\(code)").body)["standing"]?.string
    }
}
