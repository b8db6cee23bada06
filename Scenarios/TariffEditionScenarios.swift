import Declarations
import FoundationEssentials
import House
import Kernel
import Store
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("Tariff editions and search") struct TariffEditionScenarios {
    private func json(_ visitor: Visitor, _ path: String, _ status: Int = 200) async throws -> JSON {
        let answer = try await visitor.get(path)
        #expect(answer.status == status, "\(path): \(answer.text.prefix(300))")
        return try JSON(answer.body)
    }

    /// Loads a table, as the operator does.
    private func load(_ table: String, _ from: String, into world: World) async throws {
        try await world.loadTariff(table, from: from)
    }

    @Test("TR-02 an amendment leaves other lines to the year they are of; a whole table ends what it leaves out, and not by accident", arguments: TestStore.engines)
    func whole(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            func line(_ code: String, _ status: Int = 200) async throws -> JSON {
                try await json(stranger, "/api/v1/tariff/codes/\(code)?on=2027-02-01", status)
            }
            func isCarried(_ code: String) async throws -> Bool {
                try await line(code)["carriedOver"]?["zh"]?.string?.contains("2026") == true
            }
            await #expect(throws: LookupRefusal.self) {
                try await world.loadTariff("hs10,mfn,provisional_pct\n", from: "2027-01-01")
            }
            try await load("hs10,mfn,provisional_pct\n0202300090,9,\n", "2027-01-01", into: world)
            #expect(try await isCarried("0202300010"))
            #expect(try await isCarried("0202300090") == false)
            let page = try await stranger.get("/zh/tariff/codes/0202300010?on=2027-02-01").text
            #expect(page.contains("沿用 2026 年版"))
            // Most of the tariff would be gone: tried or loaded, it is refused with how much.
            for isDry in [true, false] {
                do {
                    _ = try await world.loadTariff(
                        "hs10,mfn,provisional_pct\n0202300090,8,\n", from: "2027-02-01", isDry: isDry,
                        isWhole: true)
                    Issue.record("a table of one line took the place of the tariff")
                } catch let refusal as any Refusal {
                    #expect(refusal.code == "tariff.edition-drops-most")
                    #expect(refusal.message.zh.contains("12029 行") && refusal.fix.en.contains("--drop-most"))
                }
            }
            let told = try await world.loadTariff(
                "heading\n1901\n1902\n", from: "2026-06-01", isDry: true)
            #expect(told.contains("修改：文件没有提到的 0 行照旧"), "\(told)")
            try await load("heading\n1901\n1902\n", "2026-06-01", into: world)
            let dry = try await world.loadTariff(
                "heading\n1902\n0402\n", from: "2027-01-01", isDry: true, isWhole: true)
            #expect(dry.contains("文件没有的 1 行") && dry.contains("1901  去掉"), "\(dry)")
            _ = try await world.loadTariff(
                "heading\n1902\n0402\n", from: "2027-01-01", isWhole: true)
            let officer = try await world.officer()
            let agreed = try await officer.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#)
            #expect(agreed.status == 200, "\(agreed.text)")
            for window in [world.window, try await world.restarted().window] {
                let visitor = Visitor(window.door)
                for (day, heading) in [("2026-12-31", "1901"), ("2027-01-01", "no")] {
                    let asked = try await json(
                        visitor, "/api/v1/tariff/positive-list?code=1901101090&on=\(day)")
                    #expect(asked["figures"]?["heading"]?.string == heading)
                }
                let editions = try await json(visitor, "/api/v1/tariff/editions")["editions"]
                #expect(
                    editions?.elements.map { $0["scope"]?.string }
                        == ["amendment", "amendment", "whole"])
                let kept = try JSON(Array(try await window.tariffDesk(.kept).utf8))
                #expect(kept.elements.map { $0["whole"]?.boolean } == [false, false, true])
            }
            #expect(try await stranger.get("/zh/tariff/editions").text.contains("整表替换"))
        }
    }

    @Test("TR-02 an edition that no longer fits is set aside and said so; the server starts and the others hold", arguments: TestStore.engines)
    func setAside(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await load("hs10,mfn\n0202300090,11\n", "2027-01-01", into: world)
            try await load("agreement,code,rate\nCN-AUS,02023000,0\n", "2027-01-01", into: world)
            // What an earlier version of the product knew and this one does not.
            _ = try await world.store.write { session in
                try session.execute(
                    "update tariff_editions set content = $1 where number = 1",
                    [.text("hs10,mfn,action\n0202999999,11,end\n")])
            }
            let again = try await world.restarted()
            let stranger = Visitor(again.window.door)
            let best = try await json(
                stranger, "/api/v1/tariff/best?code=0202300090&origin=AUS&on=2027-01-01")
            #expect(best["candidates"]?.elements.first?["rate"]?["notation"]?.string == "0")
            let list = try await json(stranger, "/api/v1/tariff/editions")
            #expect(
                list["editions"]?.elements.map { $0["state"]?.string } == ["set-aside", "holds"])
            let told = list["editions"]?.elements.first
            #expect(told?["reason"]?["zh"]?.string?.contains("第 2 行") == true, "\(list.encoded)")
            #expect(told?["fix"]?["en"]?.string?.contains("withdraw edition 1") == true)
            for page in ["/zh/tariff/editions", "/zh/tariff"] {
                #expect(try await stranger.get(page).text.contains("已搁置"))
            }
            await #expect(throws: (any Error).self) {
                try await again.window.tariffDesk(.withdraw(2))
            }
            _ = try await again.window.tariffDesk(.withdraw(1))
            let after = try await json(stranger, "/api/v1/tariff/editions")
            #expect(after["editions"]?.elements.first?["state"]?.string == "withdrawn")
            #expect(try await stranger.get("/zh/tariff").text.contains("已搁置") == false)
        }
    }

    @Test("TR-02 an edition of an earlier day, loaded later, does not take the place of a later law", arguments: TestStore.engines)
    func order(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await load("hs10,mfn\n0202300090,9\n", "2027-01-01", into: world)
            try await load("agreement,code,rate\nCN-AUS,02023000,0\n", "2027-01-01", into: world)
            try await load("hs10,mfn,vat_pct\n0202300090,10,13\n", "2026-12-01", into: world)
            try await load("agreement,code,rate\nCN-AUS,02023000,5\n", "2026-12-01", into: world)
            for window in [world.window, try await world.restarted().window] {
                let stranger = Visitor(window.door)
                for (day, mfn, agreed) in [("2026-12-31", "10", "5"), ("2027-01-01", "9", "0")] {
                    let line = try await json(stranger, "/api/v1/tariff/codes/0202300090?on=\(day)")
                    #expect(line["mfn"]?["notation"]?.string == mfn, "\(line.encoded.prefix(900))")
                    // What only the earlier one says goes on holding.
                    #expect(line["vatPct"]?.string == "13")
                    let best = try await json(
                        stranger, "/api/v1/tariff/best?code=0202300090&origin=AUS&on=\(day)")
                    #expect(best["candidates"]?.elements.first?["rate"]?["notation"]?.string == agreed)
                }
            }
        }
    }

    @Test("TR-02 codes that differ in Chinese only are told apart in English, too", arguments: TestStore.engines)
    func names(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for question in ["frozen+boneless+beef", "wheat", "cotton"] {
                let found = try await json(stranger, "/api/v1/tariff/codes?q=\(question)")
                let lines = found["lines"]?.elements ?? []
                for language in ["zh", "en"] {
                    let names = lines.compactMap { line in
                        line["name"]?[language]?.string.map {
                            "\(line["code"]?.string?.prefix(8) ?? "") \($0)"
                        }
                    }
                    #expect(names.count > 1 && Set(names).count == names.count, "\(names)")
                }
                #expect(lines.first?["under"]?.elements.count == 2)
            }
            #expect(try await stranger.get("/zh").text.contains("/zh/tariff/unused"))
        }
    }

    @Test("TR-02 customs exchange rates that were loaded are those a declaration is valued by", arguments: TestStore.engines)
    func exchange(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let ask = "/api/v1/tariff/best?code=0202300090&origin=AUS&on=2026-11-20&value=100&currency=USD"
            #expect(try await json(stranger, ask)["valueYuan"]?.string == "710")
            try await load("currency,units,cny\nUSD,1,7\n", "2026-11-01", into: world)
            #expect(try await json(stranger, ask)["valueYuan"]?.string == "700")
        }
    }

    @Test("TR-02 words of a question find what each reader expects, in any order and language", arguments: TestStore.engines)
    func words(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for (words, heading) in [
                ("frozen beef", "0202"), ("beef frozen", "0202"), ("冻 牛肉", "0202"),
                ("冻牛肉", "0202"), ("冷冻牛肉", "0202"), ("frozen boneless beef", "020230"),
                ("lithium-ion battery", "850760"), ("lithium battery", "850760"),
                ("shoes leather", "640"), ("冻 带骨 猪前腿", "0203"), ("mobile phones", "8517"),
            ] {
                let found = try await json(
                    stranger, Address.path("/api/v1/tariff/codes", query: [.init("q", words)]))
                let codes = found["lines"]?.elements.compactMap { $0["code"]?.string } ?? []
                #expect(found["matchesAllWords"]?.boolean == true, "\(words)")
                #expect(codes.first?.hasPrefix(heading) == true, "\(words): \(codes.prefix(5))")
            }
            let nearest = try await json(stranger, "/api/v1/tariff/codes?q=beef+xylophonist")
            #expect(nearest["matchesAllWords"]?.boolean == false)
            #expect(nearest["unknownWords"]?.elements == [.text("xylophonist")])
            #expect(
                nearest["lines"]?.elements.first?["code"]?.string?.hasPrefix("020") == true)
            #expect(
                try await stranger.get("/en/tariff?q=beef+xylophonist").text
                    .contains("The tariff has no word"))
        }
    }

    @Test("TR-02 a dry run says which firms' trade of the last year a change touches, and for how much", arguments: TestStore.engines)
    func dryRun(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declared = try await world.declare(1, .direct)
            #expect(declared.status == 800, "\(declared.encoded.prefix(300))")
            let firm = world.program(of: world.cast.declarant)
            let kept = try await firm.send(
                "POST", "/api/v1/tariff/past-lines",
                body: Array(
                    """
                    entry,line,declared_on,code,origin,value
                    220120261000000001,1,2026-03-02,0302141000,VNM,71000
                    220120261000000001,2,2026-03-02,0202300090,AUS,1000
                    """.utf8), headers: ["content-type": "text/csv"])
            #expect(kept.status == 201, "\(kept.text)")
            func dry(_ table: String) async throws -> JSON {
                let path = world.folder + "/dry-\(UInt64.random(in: 0...UInt64.max)).csv"
                #expect(FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
                let text = try await world.window.tariffDesk(
                    .load(
                        path: path, from: try #require(Day("2026-12-01")), document: "试算",
                        isDry: true, asJSON: true, .zh))
                return try JSON(Array(text.utf8))
            }
            let lower = try await dry("hs10,mfn\n0202300090,10\n")
            let touched = lower["trade"]?.elements ?? []
            #expect(touched.count == 1 && touched.first?["declarations"]?.integer == 1)
            #expect(touched.first?["lines"]?.elements.first?["number"]?.string == "220120261000000001/2")
            #expect(touched.first?["beforeYuan"]?.string == "220.8")
            #expect(touched.first?["afterYuan"]?.string == "199")
            #expect(touched.first?["name"]?.string == world.cast.declarant.name)
            let none = try await dry("hs10,mfn\n0202300010,10\n")
            #expect(none["trade"]?.elements.isEmpty == true)
            // A list without the goods keeps the retail import out.
            let list = try await dry("heading\n8703\n")
            let lost = list["trade"]?.elements.first
            #expect(lost?["notDeclarable"]?.integer == 1, "\(list.encoded.prefix(600))")
            // Nothing was kept.
            let all = try await json(Visitor(world.window.door), "/api/v1/tariff/editions")
            #expect(all["editions"]?.elements.isEmpty == true)
        }
    }
}

extension World {
    /// Loads a table, as the operator does; gives what the command prints.
    @discardableResult
    func loadTariff(
        _ table: String, from: String, isDry: Bool = false, isWhole: Bool = false
    ) async throws -> String {
        let path = folder + "/table-\(UInt64.random(in: 0...UInt64.max)).csv"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
        return try await window.tariffDesk(
            .load(
                path: path, from: try #require(Day(from)), document: "测试公告第2号", isDry: isDry,
                asJSON: false, .zh, isWhole: isWhole))
    }
}
