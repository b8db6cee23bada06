import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Inspections") struct InspectionScenarios {
    static let photo = picture(1_200, 1_700)

    /// A JPEG of so many pixels with nothing on it.
    static func picture(_ width: Int, _ height: Int) -> [UInt8] {
        func two(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8] + two(height) + two(width)
            + [1, 0x11, 0, 0, 0xFF, 0xDA, 0, 8, 1, 0, 0, 0, 63, 0, 0x2A, 0xFF, 0xD9]
    }
    static let policies = "/api/v1/inspection-policies"

    @Test("SW-10 a change of rates is proposed by one officer, tried on past cases, confirmed by another, and holds from its day", arguments: TestStore.engines)
    func policy(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for number in 1...3 { _ = try await world.declare(number, .direct) }
            let officer = try await world.officer()
            let second = try await world.secondOfficer()
            let tomorrow = world.time.clock.today.adding(days: 1).text
            let row = #"{"factor":"base","direction":"import","key":"","value":10000}"#
            func proposal(from: String, _ rows: String) -> String {
                #"{"from":"\#(from)","reason":"TEST","document":"测试公告","article":"1","rows":[\#(rows)]}"#
            }
            // What does not fit is refused, all at once.
            let wrong = try await officer.act(Self.policies, proposal(from: tomorrow, #"{"factor":"base","direction":"import","key":"","value":10001},{"factor":"luck","key":"","value":1},{"factor":"origin","key":"ZZZ","value":500},{"factor":"base","key":"9999","value":1}"#))
            let faults = try JSON(wrong.body)["faults"]?.elements.count
            #expect(wrong.status == 422 && faults == 4, "\(wrong.text)")
            let past = try await officer.act(Self.policies, proposal(from: world.time.clock.today.text, row))
            #expect(past.status == 422 && past.text.contains("inspections.not-in-future"))
            #expect(try await world.program(of: world.cast.declarant).get(Self.policies).status == 403)

            let proposed = try await officer.act(Self.policies, proposal(from: tomorrow, row))
            #expect(proposed.status == 201, "\(proposed.text)")
            let id = try #require(try JSON(proposed.body)["id"]?.string)
            #expect(try JSON(proposed.body)["base"]?.string == "data")
            let export = #"{"factor":"base","direction":"export","key":"","value":9999}"#
            let rival = try JSON(try await officer.act(Self.policies, proposal(from: tomorrow, export)).body)
            let rivalID = try #require(rival["id"]?.string)
            let run = try JSON(try await officer.get("\(Self.policies)/\(id)/dry-run?days=30").body)
            #expect(run["cases"]?.integer == 3 && run["after"]?.integer == 3)
            let alone = try await officer.act("\(Self.policies)/\(id)/decision", #"{"confirm":true}"#)
            #expect(alone.status == 403 && alone.text.contains("inspections.same-officer"))
            for language in ["zh", "en"] {
                #expect(try await second.get("/\(language)/inspection-policies/\(id)").text.contains("3"))
            }
            let english = try await second.get("/en/inspection-policies").text
            #expect(english.contains("<a lang=\"zh-CN\""), "what is cited in Chinese says so")
            _ = try await second.get("/zh/inspection-policies/\(id)")
            let confirmed = try await second.post("/zh/inspection-policies/\(id)", form: ["action": "confirm"])
            #expect(confirmed.status == 303, "\(confirmed.text)")
            let again = try await second.act("\(Self.policies)/\(id)/decision", #"{"confirm":true}"#)
            #expect(again.status == 409)
            // Made from the edition before, the other proposal would undo what was just confirmed.
            let late = try await second.act("\(Self.policies)/\(rivalID)/decision", #"{"confirm":true}"#)
            #expect(late.status == 409 && late.text.contains("inspections.base-changed"), "\(late.text)")

            // What was confirmed for a later day would take a change of an earlier day back.
            let soon = world.time.clock.today.adding(days: 20).text
            let sooner = world.time.clock.today.adding(days: 10).text
            func decided(_ from: String, _ rows: String) async throws -> Answer {
                // Of two confirmed for one day the later counts.
                world.time.advance(seconds: 1)
                let made = try await officer.act(Self.policies, proposal(from: from, rows))
                let id = try JSON(made.body)["id"]?.string ?? made.text
                return try await second.act("\(Self.policies)/\(id)/decision", #"{"confirm":true}"#)
            }
            let chile = #"{"factor":"origin","direction":"import","key":"CHL","value":300}"#
            #expect(try await decided(soon, export).status == 200)
            let undone = try await decided(sooner, chile)
            #expect(undone.status == 409 && undone.text.contains("inspections.later-edition"), "\(undone.text)")
            #expect(undone.text.contains("origin import 412"), "three letters are kept as the customs' number")
            #expect(try await decided(soon, chile).status == 200)
            #expect(try await decided(sooner, chile).status == 200)

            // Not today; from its first day on everything is inspected, and the officer sees why.
            let today = try await officer.act("/api/v1/inspection-rates", #"{"goods":["1901101010"],"mode":"9610"}"#)
            #expect(try JSON(today.body)["share"]?.integer == 100, "\(today.text)")
            world.time.advance(days: 1)
            let later = try await World.officer(world)()
            let chain = world.samples.chain(9, .direct)
            try await world.send(try world.samples.messages(of: chain).map(world.today))
            try await world.settle()
            let held = try await world.declaration(copNo: chain.copNo)
            #expect(held.status == 500)
            #expect(!held.texts.contains { $0.contains("测试公告") })
            let preNo = try #require(held["preNo"]?.string)
            let seen = try await later.get("/api/v1/declarations/\(preNo)").text
            #expect(seen.contains("测试公告") && seen.contains("inspections.rate.base"))
            let figures = try await Visitor(world.window.door).get("/api/v1/inspection-statistics")
            let lines = try JSON(figures.body)["outcomes"]?.elements ?? []
            #expect(lines.reduce(0) { $0 + ($1["cases"]?.integer ?? 0) } == 4)
            #expect(lines.contains { ($0["inspected"]?.integer ?? 0) >= 1 })
            let csv = try await Visitor(world.window.door).get("/api/v1/inspection-statistics.csv").text
            #expect(csv.hasPrefix("month,district,level,direction,cases,inspected,found"))
        }
    }

    @Test("CB-08 SW-10 the rate of a seller falls with its credit level and rises with a finding", arguments: TestStore.engines)
    func moves(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let seller = world.cast.seller.creditCode
            func rate() async throws -> JSON {
                try JSON(try await officer.act("/api/v1/inspection-rates", #"{"firm":"\#(seller)","goods":["1901101010"],"mode":"9610"}"#).body)
            }
            #expect(try await rate()["share"]?.integer == 100)
            let (preNo, number) = try await world.inspected(1, by: officer)
            let missing = try await officer.act("/api/v1/inspections/\(number)/result", #"{"result":"finding"}"#)
            #expect(missing.status == 422)
            let found = try await officer.act("/api/v1/inspections/\(number)/result", #"{"result":"finding","findings":"测试：数量不符"}"#)
            #expect(found.status == 200, "\(found.text)")
            try await world.settle()
            #expect(try await world.status(of: preNo) == 500)
            #expect(try await rate()["share"]?.integer == 300)
            #expect(try await rate()["findings"]?.integer == 1)
            // It counts for a year, no longer.
            world.time.advance(days: 366)
            let later = try await world.officer()
            let after = try await later.act("/api/v1/inspection-rates", #"{"firm":"\#(seller)","goods":["1901101010"],"mode":"9610"}"#)
            #expect(try JSON(after.body)["share"]?.integer == 100)
            let levels = "/api/v1/credit-levels"
            let wrong = try await later.act(levels, #"{"enterprise":"\#(seller)","level":"best","from":"2026-01-01","document":"TEST"}"#)
            #expect(wrong.status == 422)
            let set = try await later.act(levels, #"{"enterprise":"\#(seller)","level":"advanced","from":"2026-05-01","document":"测试名单"}"#)
            #expect(set.status == 201, "\(set.text)")
            let low = try await later.act("/api/v1/inspection-rates", #"{"firm":"\#(seller)","goods":["1901101010"],"mode":"9610"}"#)
            #expect(try JSON(low.body)["share"]?.integer == 19 && low.text.contains("2026-04-01"))
            for language in ["zh", "en"] {
                #expect(try await later.get("/\(language)/inspection-policies").text.contains("测试名单"))
            }
        }
    }
}

extension World {
    /// The officer anew: after a day a session has ended.
    fileprivate static func officer(_ world: World) -> () async throws -> Visitor {
        { try await world.officer() }
    }
}
