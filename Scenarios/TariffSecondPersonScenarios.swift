import Declarations
import FoundationEssentials
import House
import Kernel
import Tariff
import TestKit
import Testing
import Web
import Wire

/// A whole table is no one person's act: one proposes, another agrees.
@Suite("Second person for the tariff") struct TariffSecondPersonScenarios {
    private func notation(_ visitor: Visitor, _ code: String, _ day: String) async throws -> String? {
        try JSON(try await visitor.get("/api/v1/tariff/codes/\(code)?on=\(day)").body)["mfn"]?[
            "notation"]?.string
    }

    private func heading(_ world: World, _ code: String, _ day: String) async throws -> String? {
        let path = "/api/v1/tariff/positive-list?code=\(code)&on=\(day)"
        return try JSON(try await Visitor(world.window.door).get(path).body)["figures"]?["heading"]?
            .string
    }

    @Test("TR-02 a whole table loaded by the operator waits until somebody else, signed in, agrees to it", arguments: TestStore.engines)
    func whole(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let told = try await world.loadTariff(
                "heading\n1902\n", from: "2027-01-01", isWhole: true)
            #expect(told.contains("尚未生效，等待第二人复核") && told.contains("第 1 号变更"), "\(told)")
            #expect(try await heading(world, "8703101100", "2027-01-01") == "")
            // The same twice is one proposal.
            await #expect(throws: (any Error).self) {
                try await world.loadTariff("heading\n1902\n", from: "2027-01-01", isWhole: true)
            }
            let list = try await world.window.tariffDesk(.proposals(.zh))
            #expect(list.contains("等待第二人复核") && list.contains("整表替换"), "\(list)")
            let firm = world.program(of: world.cast.declarant)
            #expect(try await firm.get("/api/v1/tariff/proposals").status == 403)
            #expect(try await firm.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#).status == 403)
            #expect(try await Visitor(world.window.door).get("/zh/tariff/editions").text.contains("待复核的变更") == false)

            let page = try await officer.get("/zh/tariff/editions").text
            #expect(page.contains("待复核的变更") && page.contains("此前没有执行正面清单"), "\(page.prefix(3000))")
            let agreed = try await officer.post(
                "/zh/tariff/proposals/1", form: ["action": "agree"])
            #expect(agreed.status == 303, "\(agreed.text.prefix(900))")
            #expect(try await heading(world, "8703101100", "2027-01-01") == "no")
            #expect(try await heading(world, "8703101100", "2026-12-31") == "")
            let again = try await officer.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(again.status == 409 && again.text.contains("tariff.proposal-decided"))
            let none = try await officer.act("/api/v1/tariff/proposals/9", #"{"action":"agree"}"#)
            #expect(none.status == 404)
            let restarted = try await world.restarted()
            #expect(try await heading(restarted, "8703101100", "2027-01-01") == "no")
            let kept = try JSON(try await officer.get("/api/v1/tariff/proposals").body)
            let one = kept["proposals"]?.elements.first
            #expect(one?["state"]?.string == "taken" && one?["edition"]?.integer == 1)
            #expect(one?["proposedBy"]?.string == "operator")
        }
    }

    @Test("TR-02 an officer proposes, cannot agree to the own proposal, and reads why it was rejected", arguments: TestStore.engines)
    func officers(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (officer, second) = (try await world.officer(), try await world.secondOfficer())
            let ask = "/api/v1/tariff/editions?from=2027-01-01&document=TEST-1"
            let table = Array("hs10,mfn\n0202300090,9\n".utf8)
            let dry = try await officer.put(ask + "&dry=1", table)
            #expect(dry.status == 200, "\(dry.text)")
            #expect(try JSON(dry.body)["counts"]?["changed"]?.integer == 1)
            #expect(try JSON(try await officer.get("/api/v1/tariff/proposals").body)["proposals"]?.elements.isEmpty == true)
            let broken = try await officer.put(ask, Array("hs10,mfn\n0202300090,x\n".utf8))
            #expect(broken.status == 422 && broken.text.contains("tariff.file-line"), "\(broken.text)")
            let lacking = try await officer.put("/api/v1/tariff/editions", table)
            #expect(lacking.status == 422 && lacking.text.contains("tariff.missing"), "\(lacking.text)")

            let proposed = try await officer.put(ask, table)
            #expect(proposed.status == 201, "\(proposed.text)")
            #expect(try JSON(proposed.body)["proposal"]?.integer == 1)
            let own = try await officer.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(own.status == 403 && own.text.contains("tariff.proposal-own"), "\(own.text)")
            #expect(try await notation(officer, "0202300090", "2027-01-01") == "12")
            let mute = try await second.act("/api/v1/tariff/proposals/1", #"{"action":"reject"}"#)
            #expect(mute.status == 422 && mute.text.contains("tariff.proposal-reason"))
            let odd = try await second.act("/api/v1/tariff/proposals/1", #"{"action":"burn"}"#)
            #expect(odd.status == 422 && odd.text.contains("tariff.choice"))
            let sent = try await second.act(
                "/api/v1/tariff/proposals/1", #"{"action":"reject","reason":"缺公告原文"}"#)
            #expect(sent.status == 200, "\(sent.text)")
            #expect(try await officer.get("/zh/tariff/editions").text.contains("缺公告原文"))
            #expect(try JSON(try await officer.put(ask, table).body)["proposal"]?.integer == 2)
            let agreed = try await second.act("/api/v1/tariff/proposals/2", #"{"action":"agree"}"#)
            #expect(agreed.status == 200, "\(agreed.text)")
            #expect(try await notation(officer, "0202300090", "2027-01-01") == "9")
            #expect(try await notation(officer, "0202300090", "2026-12-31") == "12")
        }
    }

    @Test("TR-02 what is agreed to is tried anew: a table that would drop most by then is refused", arguments: TestStore.engines)
    func anew(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            try await world.loadTariff("heading\n1901\n", from: "2026-12-01")
            // One of one line is kept when it is proposed …
            try await world.loadTariff("heading\n1901\n", from: "2027-01-01", isWhole: true)
            // … and three more are in force when it is agreed to.
            try await world.loadTariff("heading\n1902\n1904\n1905\n", from: "2026-12-01")
            let refused = try await officer.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(refused.status == 422 && refused.text.contains("tariff.edition-drops-most"), "\(refused.text)")
            #expect(try await heading(world, "1905310000", "2027-01-01") == "1905")
            let waiting = try await world.window.tariffDesk(.proposals(.en))
            #expect(waiting.contains("waits for a second person"))
            let back = try await world.window.tariffDesk(.reject(1, reason: "outdated", .en))
            #expect(back.contains("rejected: outdated"))
        }
    }

    @Test("TR-02 the second person sees every change, the guards set aside, and the file", arguments: TestStore.engines)
    func everything(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (officer, second) = (try await world.officer(), try await world.secondOfficer())
            let table = "heading\n" + (8401...8460).map { "\($0)\n" }.joined()
            let ask = "/api/v1/tariff/editions?from=2027-01-01&document=TEST-1&whole=1&dropMost=1"
            #expect(try await officer.put(ask, Array(table.utf8)).status == 201)
            let list = try JSON(try await second.get("/api/v1/tariff/proposals").body)
            let brief = try #require(list["proposals"]?.elements.first)
            #expect(brief["report"]?["zh"]?.string?.contains("8460") == false, "it is cut")
            #expect(brief["changes"] == nil && list["next"] == .null)
            #expect(brief["mayDropMost"]?.boolean == true && brief["mayChangeMuch"]?.boolean == false)
            let one = try JSON(try await second.get("/api/v1/tariff/proposals/1").body)
            #expect(one["changes"]?.elements.compactMap { $0["subject"]?.string }.contains("8460") == true)
            #expect(one["changes"]?.elements.count == 60)
            let file = try await second.get("/api/v1/tariff/proposals/1/file")
            #expect(file.text == table && file.header("content-disposition")?.contains("proposal-1.csv") == true)
            let page = try await second.get("/zh/tariff/proposals/1").text
            #expect(page.contains("8460") && page.contains("已确认可去掉现有的大半行"), "\(page.prefix(3000))")
            #expect(page.contains("/api/v1/tariff/proposals/1/file") && page.contains("同意，使其生效"))
            #expect(try await officer.get("/en/tariff/proposals/1").text.contains("another person has to agree"))
            #expect(try await officer.get("/zh/tariff/editions").text.contains("/zh/tariff/proposals/1"))
            let line = try await world.window.tariffDesk(.proposals(.en))
            #expect(line.contains("may drop most lines in force, on purpose"), "\(line)")

            let firm = world.program(of: world.cast.declarant)
            #expect(try await firm.get("/api/v1/tariff/proposals/1").status == 403)
            #expect(try await firm.get("/api/v1/tariff/proposals/1/file").status == 403)
            #expect(try await second.get("/api/v1/tariff/proposals/9").status == 404)
            #expect(try await second.get("/zh/tariff/proposals/9").status == 404)
            // What cannot be read is said to be so.
            for path in ["abc", "-1", "99999999999999999999"] {
                let odd = try await second.get("/api/v1/tariff/proposals/\(path)")
                #expect(odd.status == 400 && odd.text.contains("tariff.not-readable"), "\(odd.text)")
            }
            for body in [#"{"action":"agree""#, #"["agree"]"#, ""] {
                let odd = try await second.act("/api/v1/tariff/proposals/1", body)
                #expect(odd.status == 400 && odd.text.contains("tariff.not-readable"), "\(odd.text)")
            }
            // A list is read page by page.
            _ = try await officer.put(
                "/api/v1/tariff/editions?from=2027-01-01&document=TEST-2", Array("heading\n1902\n".utf8))
            let newest = try JSON(try await second.get("/api/v1/tariff/proposals?limit=1").body)
            #expect(newest["proposals"]?.elements.map { $0["number"]?.integer } == [2])
            #expect(newest["next"]?.integer == 2)
            let rest = try JSON(try await second.get("/api/v1/tariff/proposals?limit=1&after=2").body)
            #expect(rest["proposals"]?.elements.map { $0["number"]?.integer } == [1])
            #expect(try await second.get("/api/v1/tariff/proposals?limit=0").status == 422)
        }
    }

    @Test("TR-02 what would by now change something else than was shown is not agreed to, but shown anew", arguments: TestStore.engines)
    func changed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (officer, second) = (try await world.officer(), try await world.secondOfficer())
            try await world.loadTariff("heading\n1901\n", from: "2026-12-01")
            let ask = "/api/v1/tariff/editions?from=2027-01-01&document=TEST-1&whole=1&dropMost=1"
            #expect(try await officer.put(ask, Array("heading\n1902\n".utf8)).status == 201)
            let path = "/api/v1/tariff/proposals/1"
            let shown = try JSON(try await second.get(path).body)
            try await world.loadTariff("heading\n1904\n1905\n", from: "2026-12-01")
            let refused = try await second.act(path, #"{"action":"agree"}"#)
            #expect(refused.status == 409 && refused.text.contains("tariff.proposal-changed"), "\(refused.text)")
            #expect(try await heading(world, "1905310000", "2027-01-01") == "1905", "nothing was done")
            let anew = try JSON(try await second.get(path).body)
            func dropped(_ one: JSON) -> [String] {
                (one["changes"]?.elements ?? []).filter { $0["what"]?.string == "dropped" }
                    .compactMap { $0["subject"]?.string }.sorted()
            }
            #expect(dropped(shown) == ["1901"] && dropped(anew) == ["1901", "1904", "1905"])
            #expect(anew["report"]?["zh"]?.string?.contains("1905") == true)
            // Whoever still looks at the old ones agrees to nothing.
            let old = try #require(shown["changesDigest"]?.string)
            let stale = try await second.post(
                "/zh/tariff/proposals/1", form: ["action": "agree", "changesDigest": old])
            #expect(stale.status == 409 && stale.text.contains("tariff.proposal-changed"))
            let new = try #require(anew["changesDigest"]?.string)
            let agreed = try await second.act(path, #"{"action":"agree","changesDigest":"\#(new)"}"#)
            #expect(agreed.status == 200, "\(agreed.text)")
            #expect(try await heading(world, "1905310000", "2027-01-01") == "no")
        }
    }

    @Test("TR-02 of two who decide at once one is told what the other decided", arguments: TestStore.engines)
    func atOnce(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (officer, second) = (try await world.officer(), try await world.secondOfficer())
            let reject = #"{"action":"reject","reason":"TEST"}"#
            let agree = #"{"action":"agree"}"#
            let pairs = [(agree, reject), (agree, agree), (reject, reject), (agree, agree)]
            for (index, pair) in pairs.enumerated() {
                let table = "heading\n" + (1901...1901 + index).map { "\($0)\n" }.joined()
                try await world.loadTariff(table, from: "2027-0\(index + 1)-01", isWhole: true)
                let path = "/api/v1/tariff/proposals/\(index + 1)"
                async let left = officer.act(path, pair.0)
                async let right = second.act(path, pair.1)
                let answers = try await [left, right]
                #expect(answers.map(\.status).sorted() == [200, 409], "\(answers.map(\.text))")
                let lost = try #require(answers.first { $0.status == 409 }).text
                let won = try JSON(try #require(answers.first { $0.status == 200 }).body)
                #expect(lost.contains("tariff.proposal-decided"), "\(lost)")
                #expect(lost.contains(won["state"]?.string == "rejected" ? "已退回" : "已生效"), "\(lost)")
            }
        }
    }

    @Test("TR-02 withdrawing a whole table waits as well; one that was withdrawn can be loaded again for its day", arguments: TestStore.engines)
    func again(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let today = world.window.clock.today
            let tomorrow = today.adding(days: 1).text
            let table = "hs10,mfn\n0202300090,9\n"
            try await world.loadTariff(table, from: today.text)
            await #expect(throws: (any Error).self) {
                try await world.loadTariff(table, from: today.text)
            }
            let first = try await world.window.tariffDesk(
                .withdraw(1, from: today.adding(days: 1), reason: "误导入", .zh))
            #expect(first.contains("第 1 次导入自 \(tomorrow) 起撤下") && !first.contains("edition"))
            #expect(try await notation(officer, "0202300090", tomorrow) == "12")
            try await world.loadTariff(table, from: today.text)
            for window in [world.window, try await world.restarted().window] {
                let visitor = Visitor(window.door)
                #expect(try await notation(visitor, "0202300090", today.text) == "9")
                #expect(try await notation(visitor, "0202300090", tomorrow) == "9")
                let all = try JSON(try await visitor.get("/api/v1/tariff/editions").body)
                #expect(all["editions"]?.elements.map { $0["number"]?.integer } == [1, 2])
                #expect(all["editions"]?.elements.first?["withdrawnBecause"]?.string == "误导入")
            }
            try await world.loadTariff("heading\n1901\n", from: tomorrow, isWhole: true)
            _ = try await officer.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(try await heading(world, "8703101100", tomorrow) == "no")
            let waits = try await world.window.tariffDesk(
                .withdraw(3, from: today.adding(days: 1), reason: "TEST", .en))
            #expect(waits.contains("waits for a second person"), "\(waits)")
            #expect(try await heading(world, "8703101100", tomorrow) == "no")
            let gone = try await officer.act("/api/v1/tariff/proposals/2", #"{"action":"agree"}"#)
            #expect(gone.status == 200, "\(gone.text)")
            #expect(try await heading(world, "8703101100", tomorrow) == "")
        }
    }
}
