import Balances
import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Summary taxation") struct SummaryTaxationScenarios {
    static func monthly(_ number: String, _ world: World) -> EntrySample {
        EntrySample(number, of: world.cast.seller).with(["taxation": .text("summary")])
    }

    @Test("SW-05 released against the standing guarantee, one payment for the month, and the guarantee is free again", arguments: TestStore.engines)
    func paid(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            let without = try await seller.post("/api/v1/entries", json: Self.monthly("SUM-1", world).json)
            #expect(without.status == 403)
            #expect(try JSON(without.body)["code"]?.string == "entries.no-summary-taxation")
            try await world.allowMonthly()
            for number in 1...2 {
                let entry = try await world.lodge(Self.monthly("SUM-\(number)", world))
                #expect(entry["state"]?.string == "released")
                #expect(entry["period"]?.string == "2026-11")
            }
            #expect(try await world.guarantee(of: world.cast.seller) == Fixed(55_920))
            #expect(try await world.tick()["notes"]?.integer == 0, "the month goes on")
            world.time.advance(days: 11)
            #expect(try await world.tick()["notes"]?.integer == 1)
            #expect(try await world.tick()["notes"]?.integer == 0, "once")
            let note = try #require(try JSON(try await seller.get("/api/v1/payment-notes").body)["notes"]?.elements.first)
            #expect(note["totalYuan"]?.string == "44080")
            // The fifth working day of December 2026 is Monday the seventh.
            #expect(note["due"]?.string == "2026-12-07")
            let number = try #require(note["number"]?.string)
            let first = try JSON(try await seller.get("/api/v1/payment-notes/\(number)?limit=1").body)
            let next = try #require(first["next"]?.string)
            let rest = try JSON(try await seller.get("/api/v1/payment-notes/\(number)?limit=1&after=\(next)").body)
            #expect(first["lines"]?.elements.count == 1 && rest["lines"]?.elements.count == 1 && rest["next"] == .null)
            #expect(rest["lines"] != first["lines"])
            let older = try await seller.get("/api/v1/payment-notes?limit=1&after=\(number)")
            #expect(try JSON(older.body)["notes"]?.elements.isEmpty == true)
            #expect(try await seller.get("/api/v1/payment-notes?limit=0").status == 422)
            #expect(try await seller.get("/api/v1/payment-notes?after=HZ0").status == 404)
            #expect(try await seller.post("/api/v1/payment-notes/\(number)/payment", json: #"{"reference":"1"}"#).status == 403)
            let officer = try await world.officer()
            let settled = try await officer.order("/api/v1/payment-notes/\(number)/payment", #"{"reference":"HZ-TEST-1"}"#)
            #expect(try JSON(settled.body)["state"]?.string == "paid", "\(settled.text)")
            #expect(try await world.guarantee(of: world.cast.seller) == Fixed(100_000))
            let twice = try await officer.order("/api/v1/payment-notes/\(number)/payment", #"{"reference":"HZ-TEST-1"}"#)
            #expect(twice.status == 409)
            #expect(try await world.flaws() == [])
            let page = try await world.member(of: world.cast.seller).get("/zh/payment-notes/\(number)").text
            for words in ["44,080", "2026-12-07", "关税法", "已缴款"] { #expect(page.contains(words), "\(words)") }
        }
    }

    @Test("SW-05 not paid in time: drawn from the guarantee, and the privilege is suspended", arguments: TestStore.engines)
    func drawn(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2027-06-30")
            try await world.allowMonthly()
            _ = try await world.lodge(Self.monthly("SUM-3", world))
            world.time.advance(days: 17)
            let last = try await world.tick()
            #expect(last["notes"]?.integer == 1 && last["drawn"]?.integer == 0, "the last day")
            world.time.advance(days: 1)
            #expect(try await world.tick()["drawn"]?.integer == 1)
            let seller = world.program(of: world.cast.seller)
            let note = try JSON(try await seller.get("/api/v1/payment-notes").body)["notes"]?.elements.first
            #expect(note?["state"]?.string == "drawn")
            #expect(try await world.guarantee(of: world.cast.seller) == Fixed(77_960), "what was taken stays taken")
            let shut = try await seller.post("/api/v1/entries", json: Self.monthly("SUM-4", world).json)
            #expect(try JSON(shut.body)["code"]?.string == "entries.no-summary-taxation")
            #expect(shut.text.contains("逾期未缴"))
            let open = try JSON(try await seller.get("/api/v1/entry-privileges").body)["privileges"]?.elements.first
            #expect(open?["suspendedOn"]?.string == "2026-12-08")
            #expect(try await world.flaws() == [])
        }
    }

    @Test("SW-05 many at once never overdraw the guarantee; what it does not cover is told to pay by the entry", arguments: TestStore.engines)
    func crowded(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.allowMonthly()
            let seller = world.program(of: world.cast.seller)
            let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for number in 0..<12 {
                    let body = Self.monthly("MANY-\(number)", world).json
                    group.addTask {
                        let answer = try await world.program(of: world.cast.seller).post("/api/v1/entries", json: body)
                        return (answer.status, answer.text)
                    }
                }
                var found: [(Int, String)] = []
                for try await answer in group { found.append(answer) }
                return found
            }
            let taken = answers.filter { $0.0 == 201 }.count
            let refused = answers.filter { $0.0 == 422 && $0.1.contains("entries.guarantee-insufficient") }.count
            #expect(taken + refused == 12, "\(answers)")
            // 100 000 covers four times 22 040; one that is drawn for inspection has reserved as well.
            let left = try await world.guarantee(of: world.cast.seller)
            #expect(left >= .zero && left < Fixed(22_040))
            let each = try await seller.post("/api/v1/entries", json: EntrySample("MANY-99", of: world.cast.seller).json)
            #expect(each.status == 201)
            #expect(try await world.flaws() == [])
        }
    }

    @Test("SW-05 an advance declaration whose guarantee is gone at arrival waits, and may pay by the entry", arguments: TestStore.engines)
    func unsecured(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 30_000) { world in
            try await world.allowMonthly()
            let seller = world.program(of: world.cast.seller)
            let number = try #require(try await world.lodge(Self.monthly("SUM-5", world).inAdvance())["number"]?.string)
            _ = try await world.lodge(Self.monthly("SUM-6", world))
            _ = try await world.officer().order("/api/v1/arrivals", World.arrival("BILL-SUM-5"))
            #expect(try await world.entry(number)["state"]?.string == "unsecured")
            let member = try await world.member(of: world.cast.seller)
            #expect(try await member.get("/zh/entries/\(number)").text.contains("改为逐票缴税"))
            let chosen = try await seller.post("/api/v1/entries/\(number)/taxation", json: #"{"taxation":"each"}"#)
            #expect(try JSON(chosen.body)["state"]?.string == "payment", "\(chosen.text)")
            #expect(try await world.flaws() == [])
        }
    }

    @Test("SW-05 the pages say the same: form with every fault, privileges, arrivals", arguments: [TestStore.Engine.sqlite])
    func pages(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let member = try await world.member(of: world.cast.seller)
            let form = try await member.get("/zh/goods-declaration")
            #expect(form.status == 200)
            #expect(form.text.contains("汇总征税") && form.text.contains("商品编号"))
            let bad = try await member.post("/zh/goods-declaration", form: ["number": "P-1", "step": "full", "taxation": "each", "code-0": "12"])
            #expect(bad.status == 422)
            #expect(bad.text.contains("href=\"#code-0\""))
            // A browser sends the choices of lines nobody touched.
            let untouched = try await member.post(
                "/zh/goods-declaration",
                form: ["number": "P-1", "code-0": "12", "dutyMode-0": "1", "dutyMode-1": "1", "dutyMode-4": "1"])
            #expect(untouched.text.contains("href=\"#code-0\""))
            #expect(!untouched.text.contains("href=\"#code-1\""))
            let officer = try await world.officer()
            for path in ["/zh/entries", "/en/entries", "/zh/arrivals", "/en/payment-notes", "/zh/entry-privileges"] {
                #expect(try await officer.get(path).status == 200, "\(path)")
            }
            let granted = try await officer.post(
                "/zh/entry-privileges",
                form: ["enterprise": world.cast.seller.creditCode, "ground": "aeo", "reason": "高级认证"])
            #expect(granted.status == 303, "\(granted.text)")
            #expect(try await member.get("/en/entry-privileges").text.contains("Advanced certified enterprise"))
        }
    }
}
