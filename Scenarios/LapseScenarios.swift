import Declarations
import House
import Kernel
import Lists
import Parties
import Procedures
import TestKit
import Testing
import Web
import Wire

/// What ends of itself when a firm is no longer what it needs.
@Suite("Grants and standings that end of themselves") struct LapseScenarios {
    @Test("ID-07 an approval of exporters ends of itself, with reason and letter, when the firm has lost its credit level", arguments: TestStore.engines)
    func approvedExporter(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            func lookAgain() async throws {
                for case let room as ProceduresCapability in world.window.capabilities { try await room.lookAgain() }
            }
            try await world.publish(level: "advanced")
            let answers = ["name-en": "Test Flagship", "agreement": "rcep", "goods": "玩具", "codes": "9503", "knows-rules": "1", "keeps-records": "1"]
            let number = try await world.submit("approved-exporter", answers, documents: ["goods-list"])
            try await world.decide(try await world.visitor("customs-1"), "grant", number, values: ["authorisation": "TEST-AE-0001"])
            try await world.decide(try await world.visitor("customs-2"), "agree", number)
            try await lookAgain()
            #expect(try await world.found(number).state == "granted", "as long as the level lasts, it lasts")
            try await world.publish(level: "certified", from: "2026-11-21")
            try await lookAgain()
            #expect(try await world.found(number).state == "granted", "the level holds until tomorrow")
            world.time.advance(days: 1)
            try await lookAgain()
            let program = try await world.freshProgram()
            let ended = try JSON(try await program.get("/api/v1/applications/\(number)").body)
            #expect(ended.state == "revoked" && ended["reason"]?.string?.contains("高级认证") == true, "\(ended.encoded)")
            #expect(ended["letters"]?.elements.count == 2)
            let exporter = try await world.program(may: ["origin.keep"])
            #expect(try await exporter.get("/api/v1/origin/exporters").text.contains("高级认证"), "the register says why")
            try await lookAgain()
            #expect(try JSON(try await program.get("/api/v1/applications/\(number)").body)["version"]?.integer == ended["version"]?.integer)
        }
    }

    @Test("ID-06 a firm that is no longer certified goes off the list of joint incentives of itself, from the next day, with the reason", arguments: TestStore.engines)
    func jointIncentive(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.cast.seller
            let (one, two) = (try await world.keeper("one", of: "customs"), try await world.keeper("two", of: "customs"))
            try await world.setLevel("certified", of: firm)
            try await world.change("joint-incentive", "entry", of: firm, item: "", one, two)
            func lookAgain() async throws {
                for case let room as ListsCapability in world.window.capabilities { try await room.lookAgain() }
            }
            try await lookAgain()
            #expect(try await world.standings(of: firm, on: world.tomorrow).contains("joint-incentive"))
            let done = try await one.act("/api/v1/credit-levels", #"{"enterprise":"\#(firm.creditCode)","level":"regular","from":"\#(world.time.clock.today.text)","document":"测试名单"}"#)
            #expect(done.status == 201, "\(done.text)")
            try await lookAgain()
            // Today it stands there still: what was decided today is not undone.
            #expect(try await world.standings(of: firm, on: world.time.clock.today.text).contains("joint-incentive"))
            #expect(try await world.standings(of: firm, on: world.tomorrow).contains("joint-incentive") == false)
            let own = try JSON(try await world.person(of: firm).get("/api/v1/my-lists").body)
            let line = own["lists"]?.elements.first { $0["list"]?.string == "joint-incentive" }?.encoded ?? ""
            #expect(line.contains("不再符合“海关认证企业”"), "\(line)")
        }
    }
}
