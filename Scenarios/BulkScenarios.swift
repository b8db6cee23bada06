import Declarations
import House
import Kernel
import Procedures
import TestKit
import Testing
import Web
import Wire

@Suite("Several applications at once") struct BulkScenarios {
    static let path = "/api/v1/desk/bulk"

    @Test("SW-16 an officer decides several applications at once, each with its own outcome, and a second one agrees to all where two are needed", arguments: TestStore.engines)
    func several(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var numbers: [String] = []
            for quantity in 1...3 {
                let answers = ServiceScenarios.licence.merging(["quantity": "\(quantity)"]) { $1 }
                numbers.append(try await world.submit("automatic-import-licence", answers, documents: ["contract"]))
            }
            let commerce = try await world.visitor("commerce-1")
            let desk = try await commerce.get("/zh/desk").text
            #expect(numbers.allSatisfy { desk.contains("value=\"\($0).") } && desk.contains("批量办理勾选的申请"))
            // The question says what can be done to how many, before anything happens.
            let chosen = numbers.map { "application=\($0)" }.joined(separator: "&")
            let asked = try await commerce.get("/zh/desk/bulk?\(chosen)")
            #expect(asked.status == 200 && asked.text.contains("批量办理 3 件申请") && asked.text.contains("可办 3 件，共 3 件"))
            let silent = try await commerce.post("/zh/desk/bulk", form: ["key": "r", "action": "refuse", "application": numbers[0]])
            #expect(silent.status == 422 && silent.text.contains("error-summary") && silent.text.contains("name=\"application\""))
            // What the chosen applications do not have, what names none, and a stranger's number.
            for (body, code) in [
                (Self.order("a", "paid", numbers), "procedures.bulk-impossible"),
                (Self.order("a", "", numbers), "procedures.bulk-action"),
                (Self.order("a", "refuse", []), "procedures.bulk-empty"),
                (Self.order("a", "refuse", [numbers[0], numbers[0]]), "procedures.bulk-twice"),
                (Self.order("a", "refuse", ["SW16-2026-0000099"], reason: "x"), "procedures.bulk-impossible"),
                (Self.order("a", "refuse", ["SW16-2026-0000099"], reason: "x"), "procedures.no-such-case"),
                (Self.order("", "refuse", numbers, reason: "x"), "procedures.bulk-key"),
                (#"{"key":"a","action":"refuse","applications":[{}]}"#, "procedures.bulk-application"),
            ] {
                let refused = try await commerce.act(Self.path, body)
                #expect(refused.status >= 400 && refused.text.contains(code), "\(code): \(refused.text)")
            }
            // Another desk's officer does not see them.
            let stranger = try await world.visitor("customs-1").act(Self.path, Self.order("a", "refuse", numbers, reason: "x"))
            #expect(stranger.status == 422 && stranger.text.contains("procedures.no-such-case") && !stranger.text.contains("automatic"))

            // Where some decisions need a reason, the page says which, and does not call it optional.
            #expect(asked.text.contains("须写明理由") && !asked.text.contains("选填"), "\(asked.text)")

            // One has gone on meanwhile: it stays as it is, with the reason; the others are refused.
            let versions = try await world.versions(of: numbers)
            try await world.decide(commerce, "grant", numbers[0])
            let order = Self.order("refuse-1", "refuse", numbers, versions: versions, reason: "型号与合同不符")
            let done = try JSON(try await commerce.act(Self.path, order).body)
            #expect(done.outcomes == ["procedures.moved-on", "done", "done"], "\(done.encoded)")
            #expect(try await world.found(numbers[0]).state == "granted")
            #expect(try await world.found(numbers[2])["reason"]?.string == "型号与合同不符")
            #expect(try await world.found(numbers[2])["letters"]?.elements.count == 1)
            // Sent again it is answered with what came of it; another order under its key is none.
            #expect(try JSON(try await commerce.act(Self.path, order).body).encoded == done.encoded)
            let other = try await commerce.act(Self.path, Self.order("refuse-1", "grant", numbers))
            #expect(other.status == 409 && other.text.contains("procedures.bulk-contradiction"))
            let id = try #require(done["id"]?.string)
            let page = try await commerce.get("/zh/desk/bulk/\(id)").text
            #expect(page.contains("未能办理") && page.contains("申请已经变化"))
            #expect(try await world.visitor("customs-1").get(Self.path + "/\(id)").status == 404)

            try await world.fourEyes(Array(numbers.dropFirst()))
        }
    }

    @Test("SW-16 a number that is not there keeps no other application of a batch from being decided", arguments: TestStore.engines)
    func unknownNumber(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("automatic-import-licence", ServiceScenarios.licence, documents: ["contract"])
            let numbers = ["SW16-2026-0000099", number, "nothing"]
            let commerce = try await world.visitor("commerce-1")
            let asked = try await commerce.get("/zh/desk/bulk?" + numbers.map { "application=\($0)" }.joined(separator: "&"))
            #expect(asked.status == 200 && asked.text.contains("可办 1 件，共 3 件") && asked.text.contains("没有编号为 SW16-2026-0000099 的申请"), "\(asked.text)")
            let order = Self.order("k", "refuse", numbers, reason: "型号与合同不符")
            let done = try JSON(try await commerce.act(Self.path, order).body)
            #expect(done.outcomes == ["procedures.no-such-case", "done", "procedures.no-such-case"], "\(done.encoded)")
            #expect(done["applications"]?.elements.first?["said"]?.string?.contains("SW16-2026-0000099") == true)
            #expect(try await world.found(number).state == "refused")
            let id = try #require(done["id"]?.string)
            let page = try await commerce.get("/zh/desk/bulk/\(id)").text
            #expect(page.contains("未能办理") && page.contains("SW16-2026-0000099") && !page.contains("/applications/SW16-2026-0000099"))
            // Sent again, the same; a colleague sees what came of it, and may use the same key.
            #expect(try JSON(try await commerce.act(Self.path, order).body).encoded == done.encoded)
            let colleague = try await world.visitor("commerce-2")
            #expect(try await colleague.get("/zh/desk/bulk/\(id)").status == 200)
            let another = try await world.submit("automatic-import-licence", ServiceScenarios.licence.merging(["quantity": "4"]) { $1 }, documents: ["contract"])
            let own = try JSON(try await colleague.act(Self.path, Self.order("k", "grant", [another])).body)
            #expect(own.outcomes == ["done"] && own["id"]?.string != id, "\(own.encoded)")
        }
    }

    static func order(
        _ key: String, _ action: String, _ numbers: [String], versions: [Int64] = [],
        reason: String = ""
    ) -> String {
        let chosen = numbers.enumerated().map { place, number in
            let version = versions.indices.contains(place) ? #","version":\#(versions[place])"# : ""
            return #"{"number":"\#(number)"\#(version)}"#
        }
        return #"{"key":"\#(key)","action":"\#(action)","reason":"\#(reason)","applications":[\#(chosen.joined(separator: ","))]}"#
    }
}

extension ServiceWorld {
    fileprivate func versions(of numbers: [String]) async throws -> [Int64] {
        var versions: [Int64] = []
        for number in numbers { versions.append(try await found(number)["version"]?.integer ?? 0) }
        return versions
    }

    /// Appeals are decided by two: one proposes them all, another agrees to them all.
    fileprivate func fourEyes(_ numbers: [String]) async throws {
        for number in numbers {
            #expect(try await act("appeal", number, reason: "型号已更正").status == 200)
        }
        let (one, two) = (try await visitor("review-1"), try await visitor("review-2"))
        let chosen = numbers.map { "application=\($0)" }.joined(separator: "&")
        #expect(try await one.get("/zh/desk/bulk?\(chosen)").text.contains("其中 2 件须另一名人员复核"))
        let pressed = try await one.post(
            "/zh/desk/bulk", form: ["key": "two", "action": "grant", "reason": "", "application": numbers[0], "application": numbers[1]])
        let id = try #require(pressed.header("location")?.split(separator: "/").last.map(String.init), "\(pressed.text)")
        let proposed = try JSON(try await one.get(BulkScenarios.path + "/\(id)").body)
        #expect(proposed.outcomes == ["proposed", "proposed"])
        #expect(try await found(numbers[0]).state == "open")
        // Nobody agrees to an own proposal, alone or to all.
        let own = try await one.act(BulkScenarios.path, BulkScenarios.order("own", "agree", numbers))
        #expect(own.status == 422 && own.text.contains("procedures.bulk-impossible") && own.text.contains("procedures.same-officer"))
        #expect(try await one.get("/zh/desk/bulk/\(id)").text.contains("2 件待另一名人员复核"))
        let offered = try await two.get("/zh/desk/bulk/\(id)").text
        #expect(offered.contains("同意全部 2 件") && offered.contains("全部 2 件不同意"))
        // One of them is not agreed to; the other is, and only that is granted.
        let versions = try await versions(of: numbers)
        let no = try await two.act(BulkScenarios.path, BulkScenarios.order("no", "dissent", [numbers[1]], versions: [versions[1]], reason: "证据不足"))
        #expect(try JSON(no.body).outcomes == ["done"], "\(no.text)")
        let yes = try await two.act(BulkScenarios.path, BulkScenarios.order("yes", "agree", numbers, versions: versions))
        #expect(try JSON(yes.body).outcomes == ["done", "procedures.moved-on"], "\(yes.text)")
        #expect(try await found(numbers[0]).state == "granted")
        #expect(try await found(numbers[1]).state == "open")
    }
}

extension JSON {
    /// What came of each application of an order.
    fileprivate var outcomes: [String] {
        self["applications"]?.elements.map { $0["outcome"]?.string ?? "" } ?? []
    }
}
