import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

extension World {
    /// An officer of an authority, signed in through the page.
    func keeper(_ login: String, of authority: String) async throws -> Visitor {
        let name = "\(authority)-\(login)"
        _ = try? await window.parties.addUser(
            NewUser(
                login: name, name: "测试\(login)", password: "correct horse battery staple",
                kind: .officer(of: authority, districts: authority == "customs" ? ["2244"] : [])),
            by: "scenario")
        return try await officer(name)
    }

    var tomorrow: String { time.clock.today.adding(days: 1).text }

    /// Enters figures of a firm.
    func record(
        _ facts: [String: Int], of firm: SampleEnterprise, by officer: Visitor
    ) async throws {
        for (fact, value) in facts {
            let done = try await officer.act("/api/v1/firm-facts", #"{"firm":"\#(firm.creditCode)","fact":"\#(fact)","value":\#(value),"from":"2026-01-01","document":"测试证明"}"#)
            #expect(done.status == 201, "\(fact) \(done.text)")
        }
    }

    /// Enters the credit level of a firm as the customs has published it.
    func setLevel(_ level: String, of firm: SampleEnterprise) async throws {
        let customs = try await keeper("level", of: "customs")
        let done = try await customs.act("/api/v1/credit-levels", #"{"enterprise":"\#(firm.creditCode)","level":"\#(level)","from":"2026-05-01","document":"测试名单"}"#)
        #expect(done.status == 201, "\(done.text)")
    }

    /// Lists that a firm stands on on a day, as anybody sees them.
    func standings(of firm: SampleEnterprise, on day: String) async throws -> [String] {
        let answer = try await Visitor(window.door).get("/api/v1/list-standings?code=\(firm.creditCode)&day=\(day)")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["standings"]?.elements.compactMap { $0["list"]?.string } ?? []
    }
}

/// A register that a scenario fills and empties.
struct ListCase: Sendable, CustomTestStringConvertible {
    var list: String
    var owner = "commerce"
    var facts: [String: Int] = [:]
    var level: String?
    var marks: [String: Int] = [:]
    var item = ""
    var isPublic = true
    /// Whom it is tried with.
    var isPlatform = false

    var testDescription: String { list }

    /// A firm that lacks what must hold is refused with what is missing; with it, it is put forward,
    /// marked, entered by two officers, seen by everybody, and leaves with a reason from a day on.
    func play(_ world: World) async throws {
        let firm = isPlatform ? world.cast.platform : world.cast.seller
        let (one, two) = (try await world.keeper("one", of: owner), try await world.keeper("two", of: owner))
        let changes = "/api/v1/lists/\(list)/changes"
        func change(_ kind: String, from: String = "") -> String {
            #"{"kind":"\#(kind)","from":"\#(from)","reason":"测试理由","document":"测试文件","firms":[{"firm":"\#(firm.creditCode)","item":"\#(item)"}]}"#
        }
        let early = try await one.act(changes, change("entry"))
        #expect(early.status == 422 && early.text.contains("lists.not-eligible"), "\(list) \(early.text)")
        if let level { try await world.setLevel(level, of: firm) }
        try await world.record(facts, of: firm, by: one)
        if !marks.isEmpty {
            let put = try await one.act("/api/v1/lists/\(list)/nominations", #"{"firm":"\#(firm.creditCode)","item":"\#(item)"}"#)
            #expect(put.status == 201, "\(list) \(put.text)")
            let unmarked = try await one.act(changes, change("entry"))
            #expect(unmarked.status == 409 && unmarked.text.contains("lists.unmarked"), "\(unmarked.text)")
            let id = try JSON(put.body)["id"]?.string ?? ""
            let given = marks.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
            let marked = try await one.act("/api/v1/list-nominations/\(id)/marks", #"{"marks":{\#(given)},"reason":"测试评分"}"#)
            #expect(marked.status == 200, "\(list) \(marked.text)")
        }
        let proposed = try await one.act(changes, change("entry"))
        #expect(proposed.status == 201, "\(list) \(proposed.text)")
        let id = try JSON(proposed.body)["id"]?.string ?? ""
        let alone = try await one.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#)
        #expect(alone.status == 403 && alone.text.contains("lists.same-officer"))
        let confirmed = try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#)
        #expect(confirmed.status == 200, "\(list) \(confirmed.text)")
        try await seen(world, firm, change("exit", from: world.tomorrow), one, two)
    }

    /// Programs and people read who came and who goes, and why, the newest first.
    private func told(_ world: World, _ firm: SampleEnterprise) async throws {
        let address = "/api/v1/lists/\(list)/movements"
        let anybody = Visitor(world.window.door)
        guard isPublic else {
            #expect(try await anybody.get(address).status == 403)
            #expect(try await anybody.get(address + ".atom").status == 403)
            return
        }
        let page = try JSON(try await anybody.get(address + "?limit=1").body)
        let newest = page["movements"]?.elements.first
        #expect(newest?["kind"]?.string == "exit" && newest?["day"]?.string == world.tomorrow)
        #expect(newest?["code"]?.string == firm.creditCode)
        #expect(newest?["reason"]?["zh"]?.string == "测试理由", "\(page.encoded)")
        let rest = try JSON(
            try await anybody.get(address + "?after=\(page["next"]?.string ?? "")").body)
        #expect(rest["movements"]?.elements.first?["kind"]?.string == "entry")
        let atom = try await anybody.get(address + ".atom?lang=en").text
        #expect(atom.contains("<feed") && atom.contains("Exit: ") && atom.contains("测试理由"))
        #expect(try await anybody.get("/en/lists/\(list)").text.contains("\(address).atom"))
        #expect(try await anybody.get(address + "?limit=0").status == 400)
    }

    private func seen(_ world: World, _ firm: SampleEnterprise, _ exit: String, _ one: Visitor, _ two: Visitor) async throws {
        let today = world.time.clock.today.text
        let anybody = Visitor(world.window.door)
        let members = try await anybody.get("/api/v1/lists/\(list)/members?day=\(today)")
        #expect(members.status == (isPublic ? 200 : 403), "\(list) \(members.text)")
        #expect(members.text.contains(firm.creditCode) == isPublic)
        #expect(try await world.standings(of: firm, on: today).contains(list) == isPublic)
        let person = try await world.person(of: firm)
        for language in ["zh", "en"] {
            let page = try await anybody.get("/\(language)/lists/\(list)")
            #expect(page.status == 200 && page.text.contains(firm.creditCode) == isPublic)
            #expect(try await person.get("/\(language)/my-lists").text.contains("测试理由"))
            #expect(try await one.get("/\(language)/list-desk/\(list)").status == 200)
        }
        let own = try JSON(try await person.get("/api/v1/my-lists").body)
        let mine = own["lists"]?.elements.first { $0["list"]?.string == list }
        #expect(mine?["listed"]?.boolean == true && mine?["score"]?["eligible"]?.boolean == true)
        let late = try await one.act("/api/v1/lists/\(list)/changes", exit.replacing(world.tomorrow, with: today))
        #expect(late.status == 422 && late.text.contains("lists.not-in-future"))
        let left = try await one.act("/api/v1/lists/\(list)/changes", exit)
        #expect(left.status == 201, "\(list) \(left.text)")
        let id = try JSON(left.body)["id"]?.string ?? ""
        _ = try await two.get("/zh/list-changes/\(id)")
        let done = try await two.post("/zh/list-changes/\(id)", form: ["action": "confirm"])
        #expect(done.status == 303, "\(done.text)")
        // History: there today, gone tomorrow, and it stays so whenever it is asked.
        #expect(try await world.standings(of: firm, on: today).contains(list) == isPublic)
        #expect(try await world.standings(of: firm, on: world.tomorrow).contains(list) == false)
        try await told(world, firm)
        let after = try JSON(try await person.get("/api/v1/my-lists").body)
        let text = after["lists"]?.elements.first { $0["list"]?.string == list }?.encoded ?? ""
        #expect(text.contains("exitReason\":\"测试理由"), "\(text)")
    }
}
