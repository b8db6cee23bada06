import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("Batches of the desk") struct BatchScenarios {
    @Test("SW-01 five lists are released at once only when a second officer agrees, each by itself", arguments: TestStore.engines)
    func fourEyes(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let numbers = try await world.held(5)
            let officer = try await world.officer()
            try await world.person("second", .officer(districts: ["2244", "2233", "2216"]))
            let second = try await world.officer("second")
            let chosen = numbers.map { "list=\($0)" }.joined(separator: "&")
            let question = try await officer.get("/zh/worklist/batch?action=release&\(chosen)")
            #expect(question.status == 200 && question.text.contains("须另一名关员复核"))

            let proposed = try await officer.post(
                "/zh/worklist/batches", form: ["key": "test-1", "action": "release", "list": numbers[0], "list": numbers[1], "list": numbers[2], "list": numbers[3], "list": numbers[4]])
            #expect(proposed.header("location") == "/zh/worklist/batches/test-1")
            // Nothing happens yet, and who proposed it is offered no agreement to an own proposal.
            #expect(try await officer.batch("test-1")["state"]?.string == "proposed")
            let own = try await officer.get("/zh/worklist/batches/test-1")
            #expect(own.text.contains("等待另一名关员复核") && !own.text.contains("同意并执行"))
            // What waits for a second officer is not offered again, and is on the other's first page.
            let desk = try await officer.get("/zh/worklist").text
            #expect(!desk.contains("value=\"\(numbers[0])") && desk.contains("/zh/worklist/batches/test-1"))
            #expect(try await second.get("/zh").text.contains("待您复核的批量处理"))
            #expect(try await !officer.get("/zh").text.contains("待您复核的批量处理"))
            let alone = try await officer.act("/api/v1/worklist/batches/test-1", #"{"act":"agree"}"#)
            #expect(alone.status == 403 && alone.text.contains("declarations.batch-same-officer"))
            // One of them is decided meanwhile: it stays as it was decided.
            let first = try await officer.decide(numbers[0], #"{"action":"inspect","reason":"TEST","version":\#(try await world.version(of: numbers[0]))}"#)
            #expect(first.status == 200, "\(first.text)")
            #expect(try await second.get("/zh/worklist").text.contains("待复核的批量处理 1 批"))
            let asked = try await second.get("/zh/worklist/batches/test-1").text
            for part in ["业务与商品", "货值合计", "税款合计", "原因"] { #expect(asked.contains(part)) }
            // The lists stand above the button.
            let table = try #require(asked.firstRange(of: numbers[4])).lowerBound
            let button = try #require(asked.firstRange(of: "同意并执行")).lowerBound
            #expect(table < button)
            let agreed = try await second.act("/api/v1/worklist/batches/test-1", #"{"act":"agree"}"#)
            #expect(agreed.status == 200, "\(agreed.text)")
            let outcome = try JSON(agreed.body)
            #expect(outcome["state"]?.string == "done")
            let codes = outcome["lists"]?.elements.compactMap { $0["outcome"]?.string }
            #expect(codes == ["declarations.moved-on", "done", "done", "done", "done"])
            for number in numbers.dropFirst() {
                #expect(try await world.standing(of: number) == 800)
            }
            #expect(try await world.standing(of: numbers[0]) == 500)
            // Sent again it is answered with what came of it, and nothing happens twice; what says
            // otherwise under the same key is refused, on the page as well.
            let lists = numbers.map { #"{"preNo":"\#($0)"}"# }.joined(separator: ",")
            let again = try await officer.act(
                "/api/v1/worklist/batches", #"{"key":"test-1","action":"release","lists":[\#(lists)]}"#)
            #expect(try JSON(again.body)["state"]?.string == "done", "\(again.text)")
            let other = try await officer.act(
                "/api/v1/worklist/batches", #"{"key":"test-1","action":"reject","reason":"TEST","lists":[{"preNo":"\#(numbers[1])"}]}"#)
            #expect(other.status == 409 && other.text.contains("declarations.batch-contradiction"))
            #expect(other.text.contains("action、reason、lists"), "\(other.text)")
            let page = try await officer.post(
                "/zh/worklist/batches", form: ["key": "test-1", "action": "release", "list": numbers[1]])
            #expect(page.status == 409 && page.text.contains("/zh/worklist/batches/test-1"))
            let foreign = try await second.act(
                "/api/v1/worklist/batches", #"{"key":"test-1","action":"release","lists":[\#(lists)]}"#)
            #expect(foreign.status == 409)
        }
    }

    @Test("SW-01 a few lists are decided at once by one officer, whose work and whose backlog are counted", arguments: TestStore.engines)
    func alone(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let numbers = try await world.held(3)
            world.time.advance(seconds: 25 * 3_600)
            // A session does not last so long.
            let officer = try await world.officer()
            let late = try JSON(try await officer.get("/api/v1/worklist?due=overdue").body)
            #expect(late["declarations"]?.elements.count == 3)
            #expect(late["load"]?.elements.first?["overdue"]?.integer == 3)
            #expect(try await JSON(officer.get("/api/v1/worklist?due=later").body)["declarations"]?.elements.isEmpty == true)
            let page = try await officer.get("/zh/worklist?due=overdue&type=nothing")
            #expect(page.status == 400 && page.text.contains("“类型”没有这个取值") && page.text.contains(numbers[0]))

            // What names no list, or no version, is not left out; and a batch needs a key.
            let path = "/api/v1/worklist/batches"
            for (body, code) in [
                (#"{"key":"a","action":"release","lists":[{"preNo":"\#(numbers[0])","version":"x"}]}"#, "declarations.batch-list"),
                (#"{"key":"a","action":"release","lists":[{"preNo":"\#(numbers[0])"},{}]}"#, "declarations.batch-list"),
                (#"{"action":"release","lists":[{"preNo":"\#(numbers[0])"}]}"#, "declarations.batch-key"),
            ] {
                let refused = try await officer.act(path, body)
                #expect(refused.status == 422 && refused.text.contains(code), "\(refused.text)")
            }
            let unread = try await officer.post(
                "/zh/worklist/batches", form: ["key": "a", "action": "release", "list": numbers[0] + ".x"])
            #expect(unread.status == 422 && unread.text.contains("第 1 份清单没有预录入编号"))
            // One that has moved since it was looked at stands in the batch, with the reason.
            let old = try await officer.act(
                path, #"{"key":"old","action":"inspect","reason":"TEST","lists":[{"preNo":"\#(numbers[2])","version":0},{"preNo":"\#(numbers[1])"}]}"#)
            let outcomes = try JSON(old.body)["lists"]?.elements.compactMap { $0["outcome"]?.string }
            #expect(outcomes == ["declarations.moved-on", "done"], "\(old.text)")
            #expect(try await officer.get("/zh/worklist/batches/old").text.contains("未能办理"))

            let lists = [numbers[0], numbers[2]].map { #"{"preNo":"\#($0)"}"# }.joined(separator: ",")
            let silent = try await officer.act("/api/v1/worklist/batches", #"{"key":"a","action":"reject","lists":[\#(lists)]}"#)
            #expect(silent.status == 422 && silent.text.contains("declarations.reason-missing"))
            let done = try await officer.act("/api/v1/worklist/batches", #"{"key":"a","action":"reject","reason":"TEST","lists":[\#(lists)]}"#)
            #expect(try JSON(done.body)["state"]?.string == "done", "\(done.text)")
            #expect(try await world.standing(of: numbers[0]) == 100)
            // What was rejected owes nothing because nothing is assessed: no sum of nought.
            #expect(try await !officer.get("/zh/worklist/batches/a").text.contains("¥0.00"))
            let after = try JSON(try await officer.get("/api/v1/worklist").body)
            #expect(after["decidedToday"]?.elements.first?["decisions"]?.integer == 3)
            #expect(after["load"]?.elements.map { $0["waiting"]?.integer ?? 0 }.reduce(0, +) == 1)
        }
    }

    @Test("SW-01 a batch sent twice at once releases each list once and says so", arguments: TestStore.engines)
    func atOnce(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let numbers = try await world.held(3)
            let officer = try await world.officer()
            let lists = numbers.map { #"{"preNo":"\#($0)"}"# }.joined(separator: ",")
            let order = #"{"key":"twice","action":"release","lists":[\#(lists)]}"#
            let path = "/api/v1/worklist/batches"
            async let first = officer.act(path, order)
            async let second = officer.act(path, order)
            for answer in [try await first, try await second] {
                #expect(answer.status == 200, "\(answer.text)")
            }
            let batch = try await officer.batch("twice")
            let codes = batch["lists"]?.elements.compactMap { $0["outcome"]?.string }
            #expect(batch["state"]?.string == "done" && codes == ["done", "done", "done"], "\(batch.encoded)")
            for number in numbers { #expect(try await world.standing(of: number) == 800) }
        }
    }

    @Test("SW-01 what is detained or suspended is released only when a second officer agrees, be it one list", arguments: TestStore.engines)
    func heldGoods(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let numbers = try await world.held(2)
            let officer = try await world.officer()
            try await world.person("second", .officer(districts: ["2244", "2233", "2216"]))
            let second = try await world.officer("second")
            for (number, hold) in zip(numbers, ["detain", "suspend"]) {
                for action in ["inspect", hold] {
                    let done = try await officer.decide(number, #"{"action":"\#(action)","reason":"TEST","version":\#(try await world.version(of: number))}"#)
                    #expect(done.status == 200, "\(done.text)")
                }
            }
            #expect(try await officer.get("/zh/declarations/\(numbers[0])").text.contains("须另一名关员复核后才处理"))
            // Alone: a proposal, and pressed twice it is the same one.
            let release = #"{"action":"release","version":\#(try await world.version(of: numbers[0]))}"#
            let proposed = try await officer.decide(numbers[0], release)
            #expect(proposed.status == 202, "\(proposed.text)")
            let id = try #require(try JSON(proposed.body)["batch"]?["id"]?.string)
            #expect(try await JSON(officer.decide(numbers[0], release).body)["batch"]?["id"]?.string == id)
            #expect(try await world.standing(of: numbers[0]) == 599)
            // The page of the list says so to both, with the way on; so do worklist, first page and
            // the proposal itself, which says why the goods are held.
            let mine = try await officer.get("/zh/declarations/\(numbers[0])").text
            #expect(mine.contains("您提出的“放行”等待另一名关员复核") && mine.contains("撤回") && !mine.contains("同意并执行"))
            let others = try await second.get("/en/declarations/\(numbers[0])").text
            #expect(others.contains("A second officer is needed") && others.contains("Agree and carry out") && others.contains("Decide otherwise"))
            #expect(try await second.get("/zh/worklist").text.contains("待第二名关员复核"))
            #expect(try await second.get("/zh").text.contains("待第二名关员复核"))
            #expect(try await second.get("/zh/worklist/batches/\(id)").text.contains("TEST</"))
            let alone = try await officer.act("/api/v1/worklist/batches/\(id)", #"{"act":"agree"}"#)
            #expect(alone.status == 403 && alone.text.contains("declarations.batch-same-officer"))
            let agreed = try JSON(try await second.act("/api/v1/worklist/batches/\(id)", #"{"act":"agree"}"#).body)
            #expect(agreed["lists"]?.elements.first?["outcome"]?.string == "done", "\(agreed.encoded)")
            #expect(try await world.standing(of: numbers[0]) == 800)
            // On the page and in a batch of one it is the same.
            let pressed = try await officer.post(
                "/zh/declarations/\(numbers[1])/decision", form: ["version": "\(try await world.version(of: numbers[1]))", "action": "release"])
            #expect(pressed.header("location")?.hasPrefix("/zh/worklist/batches/\(numbers[1])") == true)
            let batch = try await officer.act("/api/v1/worklist/batches", #"{"key":"one","action":"release","lists":[{"preNo":"\#(numbers[1])"}]}"#)
            #expect(try JSON(batch.body)["state"]?.string == "proposed", "\(batch.text)")
            #expect(try await world.standing(of: numbers[1]) == 600)
            // The second officer does not agree: it may be proposed anew.
            let location = try #require(pressed.header("location"))
            _ = try await second.post(location, form: ["act": "dissent", "reason": "TEST"])
            let anew = try await officer.post(
                "/zh/declarations/\(numbers[1])/decision", form: ["version": "\(try await world.version(of: numbers[1]))", "action": "release"])
            #expect(anew.header("location") != location && anew.status == 303)
        }
    }

    @Test("SW-01 lists of two districts lead on to those of one", arguments: TestStore.engines)
    func twoDistricts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            var query = ""
            for (number, way) in [(1, SampleKind.direct), (2, .bonded), (3, .direct)] {
                let list = try await world.declare(number, way, basket: .watched)
                #expect(list.status == 300)
                query += "&list=\(try #require(list["preNo"]?.string))"
            }
            let page = try await officer.get("/zh/worklist/batch?action=inspect\(query)")
            #expect(page.status == 422 && page.text.contains("先办其中一个关区的"))
            let links = page.text.split(separator: "href=\"/zh/worklist/batch?").dropFirst().map { String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
            #expect(links.count == 2 && page.text.contains("的 2 份"))
            for link in links {
                #expect(try await officer.get("/zh/worklist/batch?\(link)").status == 200, "\(link)")
            }
        }
    }

    @Test("SW-01 the officer's page of a list shows its documents side by side with it", arguments: TestStore.engines)
    func sideBySide(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try #require(try await world.held(1).first)
            let page = try await world.officer().get("/zh/declarations/\(number)")
            #expect(page.text.contains("单证并排"))
            let firm = try await world.member(of: world.cast.declarant).get("/zh/declarations/\(number)")
            #expect(!firm.text.contains("单证并排"))
        }
    }
}

extension World {
    /// Lists that an officer has to look at, by number.
    fileprivate func held(_ count: Int) async throws -> [String] {
        var numbers: [String] = []
        for number in 1...count {
            let list = try await declare(number, .direct, basket: .watched)
            #expect(list.status == 300)
            numbers.append(try #require(list["preNo"]?.string))
        }
        return numbers
    }

    private func found(_ preNo: String) async throws -> JSON {
        try JSON(try await program(of: cast.declarant).get("/api/v1/declarations/\(preNo)").body)
    }

    fileprivate func version(of preNo: String) async throws -> Int64 {
        try await found(preNo)["version"]?.integer ?? 0
    }

    fileprivate func standing(of preNo: String) async throws -> Int64 {
        try await found(preNo)["status"]?.integer ?? 0
    }
}

extension Visitor {
    fileprivate func batch(_ id: String) async throws -> JSON {
        try JSON(try await get("/api/v1/worklist/batches/\(id)").body)
    }
}
