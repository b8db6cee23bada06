import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Rights and legal help.
@Suite("Rights and legal help") struct LegalServiceScenarios {
    @Test("PS-09 a right is recorded for ten years but not beyond its own end, and only who holds a recordal complains or gives cues by it", arguments: TestStore.engines)
    func recordal(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var right = ["right": "trademark", "registration": "TEST-TM-1", "right-until": "2026-11-19", "goods": "测试商标服装"]
            let ended = try await world.begin("ip-recordal", right)
            try await world.attach(["certificate"], to: ended)
            #expect(try JSON(try await world.act("submit", ended).body).faultPaths == ["/right-until"])
            right["right-until"] = "2030-01-01"
            let number = try await world.submit("ip-recordal", right, documents: ["certificate"])
            // Thirty working days reach into a year whose days off nobody knows yet, and say so.
            #expect(try await world.found(number)["clock"]?["assumedYears"]?.elements.compactMap(\.integer) == [2027])
            let cue = ["recordal": number, "kind": "cue", "channel": "express", "facts": "测试线索"]
            let early = try await world.begin("ip-complaint", cue)
            #expect(try JSON(try await world.act("submit", early).body).faultPaths == ["/recordal"])
            try await world.seat("gacc-1", "gacc")
            try await world.decide(try await world.visitor("gacc-1"), "grant", number)
            #expect(try await world.found(number)["validTo"]?.string == "2030-01-01", "no longer than the right itself")
            let lasting = right.merging(["registration": "TEST-TM-2", "right-until": "2040-01-01"]) { $1 }
            let long = try await world.submit("ip-recordal", lasting, documents: ["certificate"])
            try await world.decide(try await world.visitor("gacc-1"), "grant", long)
            #expect(try await world.found(long)["validTo"]?.string == "2036-11-20")
            #expect(try await world.act("submit", early).status == 200)
            let customs = try await world.visitor("customs-1")
            try await world.decide(customs, "accept", early)
            try await world.decide(customs, "done", early, reason: "已布控")
            #expect(try await world.found(early).state == "granted")
            let detain = cue.merging(["kind": "detain"]) { $1 }
            let bare = try await world.begin("ip-complaint", detain)
            #expect(try JSON(try await world.act("submit", bare).body).faultPaths == ["/parcel", "/guarantee", "/evidence"])
        }
    }

    @Test("PS-12 assistance is for those whose exports fell, legal help is passed on to who gives it", arguments: TestStore.engines)
    func assistance(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var request = ["kind": "assistance", "market": "502", "before": "100", "after": "120", "facts": "测试"]
            let grown = try await world.begin("trade-adjustment", request)
            try await world.attach(["proof"], to: grown)
            #expect(try JSON(try await world.act("submit", grown).body).faultPaths == ["/after"])
            request["after"] = "60.5"
            let number = try await world.submit("trade-adjustment", request, documents: ["proof"])
            try await world.decide(try await world.visitor("commerce-1"), "assess", number)
            try await world.decide(try await world.visitor("commerce-2"), "grant", number, reason: "市场开拓辅导")
            try await world.decide(try await world.visitor("commerce-1"), "agree", number)
            #expect(try await world.found(number).state == "granted")
            let dispute = ["kind": "mediation", "market": "502", "other-side": "Test Buyer Inc", "facts": "测试"]
            let other = try await world.submit("trade-adjustment", dispute, documents: [])
            try await world.decide(try await world.visitor("commerce-1"), "legal", other)
            try await world.seat("justice-1", "justice")
            try await world.decide(try await world.visitor("justice-1"), "done", other, reason: "测试调解中心")
            #expect(try await world.found(other).state == "granted")
        }
    }
}

extension ServiceWorld {
    /// One more officer with a seat.
    fileprivate func seat(_ login: String, _ body: String) async throws {
        try await add(login, Self.officer(at: body))
        let admin = try await visitor("admin")
        _ = try await admin.get("/zh/seats")
        let answer = try await admin.post("/zh/seats", form: ["body": body, "login": login, "from": "", "to": ""])
        #expect(answer.status == 303)
    }
}
