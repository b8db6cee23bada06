import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What buyers abroad send back: matched to the original list, through any district, once.
@Suite("Export returns") struct ExportReturnScenarios {
    @Test("CB-13 an export comes back through another district, is tallied, inspected, suspended and released, once", arguments: TestStore.engines)
    func crossDistrict(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.simplified)
            try await world.hire("hangzhou", districts: ["2901"])
            let taken = try await world.tell(
                try world.samples.exportReturn(of: chain, invtNo: invtNo, district: "2901"))
            #expect(taken.status == 2, "\(taken.info)")
            #expect(taken.subject.hasPrefix("B20261120"))
            try await world.settle()
            let waiting = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(waiting.status == 120)
            #expect(waiting["decision"]?["crossDistrict"] == .bool(true))
            #expect(waiting["decision"]?["applyBy"]?.string == "2027-11-20")
            #expect(waiting["explanation"]?.texts.contains("海关总署公告2026年第24号") == true)

            let tally = try await world.tell(
                try world.samples.exportTally(of: chain, invtNo: invtNo, district: "2901"))
            #expect(tally.subject.hasPrefix("O20261120"))
            try await world.settle()
            #expect(try await world.followUp(tally.subject, for: world.cast.warehouse).status == 399)
            #expect(try await world.followUp(taken.subject, for: world.cast.declarant).status == 300)

            // The district it left through has no say; the other one sees it waiting.
            let shanghai = try await world.officer()
            #expect(try await shanghai.get("/api/v1/follow-ups/\(taken.subject)").status == 404)
            let officer = try await world.officer("hangzhou")
            #expect(try await officer.get("/zh/worklist").text.contains(taken.subject))
            #expect(try await world.act("inspect", taken.subject, officer).status == 200)
            #expect(try await officer.get("/zh/worklist").text.contains(taken.subject))
            #expect(try await world.act("suspend", taken.subject, officer).status == 422, "a reason is missing")
            #expect(try await world.act("suspend", taken.subject, officer, "待企业补充资料").status == 200)
            #expect(try await world.act("agree", taken.subject, officer).status == 422)
            // What is suspended leaves by no single hand: proposed, declined, proposed, agreed to.
            try await world.hire("hangzhou2", districts: ["2901"])
            let second = try await world.officer("hangzhou2")
            let path = "/api/v1/follow-ups/\(taken.subject)"
            for _ in 0..<2 {
                let proposed = try await world.act("release", taken.subject, officer)
                #expect(proposed.status == 202 && proposed.text.contains("proposedBy"), "\(proposed.text)")
            }
            #expect(try await world.followUp(taken.subject, for: world.cast.declarant).status == 600)
            #expect(try await world.followUp(taken.subject, for: world.cast.declarant)["proposal"] == .null)
            #expect(try await officer.get("/zh/follow-ups/\(taken.subject)").text.contains("等待另一名关员复核"))
            #expect(try await second.get("/zh/follow-ups/\(taken.subject)").text.contains("请您复核"))
            #expect(try await shanghai.act(path + "/proposal/declining", #"{"reason":"TEST"}"#).status == 404)
            #expect(try await second.act(path + "/proposal/declining", "{}").status == 422)
            let silent = try await second.post("/zh/follow-ups/\(taken.subject)/proposal", form: [:])
            #expect(silent.status == 422 && silent.text.contains("id=\"declining-error\""))
            #expect(try await second.act(path + "/proposal/declining", #"{"reason":"尚未查清"}"#).status == 204)
            #expect(try await second.act(path + "/proposal/declining", #"{"reason":"尚未查清"}"#).status == 404)
            #expect(try await world.act("release", taken.subject, officer).status == 202)
            #expect(try await world.act("release", taken.subject, second).status == 200)
            let done = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(done["receipts"]?.elements.map { $0.status } == [800, 600, 500, 300, 120, 2])
            for language in ["zh", "en"] {
                let page = try await officer.get("/\(language)/follow-ups/\(taken.subject)")
                #expect(page.status == 200 && page.text.contains("2901"))
            }

            // Released, it is neither changed nor cancelled, and nothing is left to come back.
            let good = try world.samples.exportReturn(of: chain, invtNo: invtNo, district: "2901")
            for kind in ["2", "3"] {
                let late = try await world.tell(
                    good.replacing([("<ceb:appType>1<", "<ceb:appType>\(kind)<")])
                        .renamed("00000000-0000-4000-8000-00000000002\(kind)"))
                #expect(late.status == -625_022)
            }
            let again = try await world.tell(try world.samples.exportReturn(of: chain, invtNo: invtNo, attempt: 2))
            #expect(again.status == -625_033)
            let cancelled = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo))
            #expect(cancelled.status < 0)
            #expect(try await world.act("refuse", taken.subject, officer, "晚了").status == 422)
            #expect(try await world.followUp(taken.subject, for: world.cast.declarant).status == 800)
            let list = try await world.declaration(copNo: chain.copNo)
            #expect(list.status == 800)
            #expect(list["followUps"]?.elements.contains { $0["preNo"]?.string == taken.subject } == true)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-13 what comes back in parts never adds up to more than was sold", arguments: TestStore.engines)
    func parts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.simplified, pieces: 2)
            let one = try await world.tell(
                try world.samples.exportReturn(of: chain, invtNo: invtNo, lines: [(number: 1, pieces: 1)]))
            #expect(one.status == 2, "\(one.info)")
            let two = try await world.tell(
                try world.samples.exportReturn(of: chain, invtNo: invtNo, lines: [(number: 1, pieces: 2)], attempt: 2))
            #expect(two.status == -625_001)
            #expect(two.info.contains("超过可退数量 1"), "\(two.info)")
            let rest = try await world.tell(
                try world.samples.exportReturn(of: chain, invtNo: invtNo, lines: [(number: 1, pieces: 1)], attempt: 3))
            #expect(rest.status == 2, "\(rest.info)")
            let none = try await world.tell(
                try world.samples.exportReturn(of: chain, invtNo: invtNo, lines: [(number: 1, pieces: 1)], attempt: 4))
            #expect(none.status == -625_033)
            // Refused by the officer, its goods may be applied for again.
            try await world.settle()
            try await world.tell(try world.samples.exportTally(of: chain, invtNo: invtNo))
            try await world.settle()
            let officer = try await world.officer()
            #expect(try await world.act("hand-over", one.subject, officer, "移交处理").status == 422, "not before it is inspected")
            #expect(try await world.act("inspect", one.subject, officer).status == 200)
            #expect(try await world.act("hand-over", one.subject, officer, "移交处理").status == 200)
            #expect(try await world.followUp(one.subject, for: world.cast.declarant).status == 505)
            #expect(try await world.act("refuse", one.subject, officer, "货物与清单不符").status == 200)
            let anew = try await world.tell(
                try world.samples.exportReturn(of: chain, invtNo: invtNo, lines: [(number: 1, pieces: 1)], attempt: 5))
            #expect(anew.status == 2, "\(anew.info)")
            try await world.everyReceiptFits()
        }
    }

    /// What is wrong with an application, and the number it is refused with.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Int64
        let words: String
        let change: [(String, String)]

        var testDescription: String { "\(code) \(name)" }
    }

    static let rows = [
        Row(name: "no such list", code: -625_016, words: "查无可由本企业申请退货的出口清单", change: [("<ceb:invtNo>2", "<ceb:invtNo>9")]),
        Row(name: "no such line", code: -625_209, words: "原清单中没有序号为 9", change: [("<ceb:gnum>1<", "<ceb:gnum>9<")]),
        Row(name: "other goods", code: -625_001, words: "gname", change: [("<ceb:gname>", "<ceb:gname>另")]),
        Row(name: "another model", code: -625_001, words: "gmodel", change: [("<ceb:gmodel>", "<ceb:gmodel>另")]),
        Row(name: "more than was sold", code: -625_001, words: "超过可退数量", change: [("</ceb:qty>", "9</ceb:qty>"), ("</ceb:qty1>", "9</ceb:qty1>")]),
        Row(name: "from China", code: -625_001, words: "起运国", change: [("<ceb:country>502<", "<ceb:country>142<")]),
        Row(name: "the mode of zone exports", code: -625_001, words: "应为 9661", change: [("<ceb:tradeMode>9661<", "<ceb:tradeMode>1261<")]),
        Row(name: "a number of its own", code: -625_008, words: "应由电子口岸生成", change: [("<ceb:invtNo>", "<ceb:preNo>B20261120000000001</ceb:preNo><ceb:invtNo>")]),
        Row(name: "a change of what is not there", code: -625_016, words: "", change: [("<ceb:appType>1<", "<ceb:appType>2<")]),
    ]

    @Test("CB-13 every application a sender can get wrong is refused with its number", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.simplified)
            for (number, row) in Self.rows.enumerated() {
                let message = try world.samples.exportReturn(
                    of: chain, invtNo: invtNo, lines: [(number: 1, pieces: nil)], attempt: 10 + number)
                let answer = try await world.tell(message.replacing(row.change))
                #expect(answer.status == row.code, "\(row.name): \(answer.info)")
                #expect(row.words.isEmpty || answer.info.contains(row.words), "\(row.name): \(answer.info)")
            }
            // Not released: a held list is cancelled, not returned.
            let held = world.samples.chain(900, .simplified, basket: .watched)
            try await world.send(try world.samples.messages(of: held))
            try await world.settle()
            let number = try await world.declaration(copNo: held.copNo)["invtNo"]?.string ?? ""
            #expect(try await world.tell(try world.samples.exportReturn(of: held, invtNo: number)).status < 0)
            // A year and a day later it is an ordinary import.
            try await world.everyReceiptFits()
            world.time.advance(days: 366)
            let late = try world.samples.exportReturn(of: chain, invtNo: invtNo, attempt: 40, at: world.time.clock.now())
            let key = try await world.window.parties.createKey(
                enterprise: late.sender.creditCode, label: "scenario", scopes: ["declarations.lodge"],
                days: 30, by: "scenario")
            let answer = try await Visitor(world.window.door).as(key: key).post(
                "/api/v1/ceb", xml: late.bytes, headers: ["accept": "application/json"])
            let result = try JSON(answer.body)["results"]?.elements.first
            #expect(result?.status == -625_004, "\(answer.text)")
            #expect(result?["info"]?.string?.contains("现已逾期") == true, "\(answer.text)")
        }
    }

    @Test("CB-13 the days run from the release: a return waits for no report of the departure, and the officer is told whether there was one", arguments: TestStore.engines)
    func departure(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(2)
            let numbers = try await world.numbers(of: chains)
            // The carrier of the second reports its departure, a day after the release.
            world.time.advance(days: 1)
            let officer = try await world.officer()
            try await world.tell(try world.samples.departure(of: [chains[1]], "D1"))
            try await world.settle()
            #expect(try await world.declaration(copNo: chains[1].copNo).status == 899)
            var taken: [String] = []
            for (place, chain) in chains.enumerated() {
                let told = try await world.tell(try world.samples.exportReturn(of: chain, invtNo: numbers[place]))
                #expect(told.status == 2, "\(told.info)")
                taken.append(told.subject)
                try await world.settle()
                let facts = try await world.followUp(told.subject, for: world.cast.declarant)["decision"]
                #expect(facts?["clearedOn"]?.string == "2026-11-20" && facts?["applyBy"]?.string == "2027-11-20")
                #expect(facts?["departureReported"] == .bool(place == 1))
                #expect(facts?["exportedOn"]?.string == (place == 1 ? "2026-11-21" : "2026-11-20"))
                try await world.tell(try world.samples.exportTally(of: chain, invtNo: numbers[place]))
                try await world.settle()
            }
            #expect(try await officer.get("/zh/follow-ups/\(taken[0])").text.contains("申请时尚未报送，按放行日计"))
            #expect(try await officer.get("/en/follow-ups/\(taken[0])").text.contains("not reported by then"))
            #expect(try await !officer.get("/zh/follow-ups/\(taken[1])").text.contains("申请时尚未报送"))
            #expect(try await world.act("release", taken[0], officer).status == 200)
            // Reported late, the departure is noted, and nothing is left to come back.
            try await world.tell(try world.samples.departure(of: [chains[0]], "D2"))
            try await world.settle()
            #expect(try await world.declaration(copNo: chains[0].copNo).status == 899)
            let again = try await world.tell(
                try world.samples.exportReturn(of: chains[0], invtNo: numbers[0], attempt: 2))
            #expect(again.status == -625_033)
            // What was not released has not come out of the country's hands: it is cancelled.
            let held = world.samples.chain(900, .summarised, basket: .watched)
            try await world.send(try world.samples.messages(of: held))
            try await world.settle()
            let number = try #require(try await world.declaration(copNo: held.copNo)["invtNo"]?.string)
            let early = try await world.tell(try world.samples.exportReturn(of: held, invtNo: number))
            #expect(early.status == -625_004 && early.info.contains("CEB605"), "\(early.info)")
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-13 a tally list fits the application it belongs to, and is taken once", arguments: TestStore.engines)
    func tallies(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.simplified)
            let early = try await world.tell(try world.samples.exportTally(of: chain, invtNo: invtNo))
            try await world.settle()
            let refused = try await world.followUp(early.subject, for: world.cast.warehouse)
            #expect(refused.status == 100)
            #expect(refused.texts.contains { $0.contains("没有企业内部编号") })
            let taken = try await world.tell(try world.samples.exportReturn(of: chain, invtNo: invtNo))
            try await world.settle()
            let tally = try world.samples.exportTally(of: chain, invtNo: invtNo)
            for (place, wrong) in [("voyageNo>TS0588<", "voyageNo>TS0001<"), ("billNo>999-R", "billNo>999-X"), ("customsCode>2244<", "customsCode>2901<")].enumerated() {
                let other = tally.replacing([wrong]).renamed("00000000-0000-4000-8000-00000000003\(place)")
                #expect(try await world.tell(other).status == 2)
                try await world.settle()
                let found = try await world.followUp(early.subject, for: world.cast.warehouse)
                #expect(found.status == 100)
                #expect(found["receipts"]?.elements.first?["info"]?.string?.contains("不一致") == true)
                #expect(try await world.followUp(taken.subject, for: world.cast.declarant).status == 120)
            }
            #expect(try await world.tell(tally.renamed("00000000-0000-4000-8000-000000000039")).status == 2)
            try await world.settle()
            #expect(try await world.followUp(early.subject, for: world.cast.warehouse).status == 399)
            #expect(try await world.followUp(taken.subject, for: world.cast.declarant).status == 300)
            // Under another number of the site, the same goods are not tallied again.
            let twice = try await world.tell(
                tally.replacing([("<ceb:coElNo>E", "<ceb:coElNo>S")]).renamed("00000000-0000-4000-8000-000000000040"))
            try await world.settle()
            #expect(try await world.followUp(twice.subject, for: world.cast.warehouse).status == 100)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-13 a tally list that names none of several waiting applications is not given to one of them", arguments: TestStore.engines)
    func severalWait(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.exported(.simplified, pieces: 2)
            for attempt in 1...2 {
                let taken = try await world.tell(
                    try world.samples.exportReturn(of: chain, invtNo: invtNo, lines: [(number: 1, pieces: 1)], attempt: attempt))
                #expect(taken.status == 2, "\(taken.info)")
            }
            try await world.settle()
            let tally = try await world.tell(
                try world.samples.exportTally(of: chain, invtNo: invtNo).replacing([("<ceb:coElNo>E", "<ceb:coElNo>S")]))
            try await world.settle()
            let refused = try await world.followUp(tally.subject, for: world.cast.warehouse)
            #expect(refused.status == 100)
            #expect(refused.texts.contains { $0.contains("多份在等") })
        }
    }
}

extension World {
    /// An export list that is released; gives its chain and the number the customs gave it.
    ///
    /// - Parameter pieces: how many its first line has; nil for any.
    func exported(_ kind: SampleKind, pieces: Int? = nil) async throws -> (SampleChain, String) {
        for number in 2..<60 {
            let chain = samples.chain(number, kind)
            if let pieces, chain.documents.last?.draft.lines.first?["qty"] != String(pieces) { continue }
            let list = try await declare(number, kind)
            if list.status == 800 { return (chain, list["invtNo"]?.string ?? "") }
        }
        Issue.record("no export was released")
        return (samples.chain(2, kind), "")
    }

    /// One more officer.
    func hire(_ login: String, districts: Set<String>) async throws {
        _ = try await window.parties.addUser(
            NewUser(
                login: login, name: "测试关员", password: "correct horse battery staple",
                kind: .officer(districts: districts)), by: "scenario")
    }

    /// An officer decides on a follow-up as it stands.
    func act(
        _ action: String, _ preNo: String, _ officer: Visitor, _ reason: String = ""
    ) async throws -> Answer {
        let view = try JSON(try await officer.get("/api/v1/follow-ups/\(preNo)").body)
        return try await officer.decideFollowUp(
            preNo,
            JSON.object([
                .init("action", .text(action)), .init("reason", .text(reason)),
                .init("version", .integer(view["version"]?.integer ?? 0)),
            ]).encoded)
    }
}
