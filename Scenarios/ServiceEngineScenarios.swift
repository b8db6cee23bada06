import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// What the engine gives every service, shown with one that nobody wrote code for.
@Suite("The engine of services") struct ServiceEngineScenarios {
    static let pier = """
        service: test-pier
        row: SW-01
        from: 2026-01-01
        topic: clearance
        name: {zh: 测试码头许可, en: Test pier}
        summary: {zh: 仅供测试。, en: For tests only.}
        bases: [default-term]
        applicants: any
        fields:
          - {id: pier, type: offer, label: {zh: 码头, en: Pier}, required: true}
          - {id: length, type: decimal, label: {zh: 船长, en: Length}, required: true}
          - {id: built, type: day, label: {zh: 建造日, en: Built}, required: true}
          - {id: hull, type: text, label: {zh: 船体号, en: Hull}, required: true}
          - {id: fishing, type: tick, label: {zh: 渔船, en: Fishing}}
        documents:
          - {id: photo, name: {zh: 照片, en: Photo}, types: [png, jpeg], megabytes: 1}
        parameters:
          - id: rate
            label: {zh: 费率, en: Rate}
            values:
              - {from: 2026-01-01, to: 2026-11-30, value: 2, basis: default-term}
              - {from: 2026-12-01, value: 3, basis: default-term}
        computed:
          - {id: fee, label: {zh: 费用, en: Fee}, unit: {zh: 元, en: yuan}, value: "round(length * rate, 2)"}
          - id: age
            label: {zh: 船龄, en: Age}
            outcomes:
              - {id: old, name: {zh: 老旧, en: Old}, if: "built < months-after(today, 0) and year(today) > year(built) + 10"}
              - {id: new, name: {zh: 较新, en: New}}
        checks:
          - {check: that, field: length, rule: "length > 0 and length <= 100", message: {zh: 太长。, en: Too long.}, fix: {zh: 换一处。, en: Elsewhere.}}
        unique:
          - {fields: [hull], message: {zh: 已有。, en: There already.}, fix: {zh: 核对。, en: Check.}}
        offers: {name: {zh: 码头, en: Pier}, body: customs, unit: {zh: 米, en: metres}, takes: length}
        steps:
          - id: look
            name: {zh: 查看, en: Look}
            body: customs
            clock: {hours: 48, basis: default-term}
            parts:
              - {id: safety, name: {zh: 安全, en: Safety}, body: commerce, clock: {hours: 24, basis: default-term}}
              - {id: catch, name: {zh: 渔获, en: Catch}, body: commerce, clock: {hours: 24, basis: default-term}, if: fishing}
            actions:
              - {id: "yes", name: {zh: 同意, en: Agreed}, does: advance, to: berth}
              - {id: "no", name: {zh: 不同意, en: Not agreed}, does: refuse}
          - id: berth
            name: {zh: 靠泊, en: Berth}
            body: customs
            clock: {workingDays: 1, basis: default-term}
            automatic: {action: moor, if: "age = 'new'"}
            actions:
              - {id: moor, name: {zh: 靠泊, en: Moor}, does: grant}
              - {id: "no", name: {zh: 不靠, en: Do not}, does: refuse}
        withdraw: true
        grant: {title: {zh: 测试码头证, en: Pier licence}, letter: {zh: 准予靠泊, en: Moor}, shows: [pier, hull, fee]}
        publish: {title: {zh: 测试码头名录, en: Test piers}, note: {zh: 测试。, en: Test.}, holder: true, fields: [hull, fee]}
        revoke: {body: customs, basis: default-term}
        notices:
          submitted: {zh: 收, en: Received}
          granted: {zh: 准, en: Granted}
          refused: {zh: 否, en: Refused}
        """

    @Test("SW-01 offers, values in force, rules in words, bodies in parallel, rules that act, registers and revocation are all in the file", arguments: TestStore.engines)
    func whole(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": Self.pier]) { world in
            let (customs, commerce) = (try await world.visitor("customs-1"), try await world.visitor("commerce-1"))
            let pier = try await world.offer(customs, "test-pier", "一号码头", capacity: "100.5")
            let boat = ["pier": pier, "length": "60", "built": "2020-01-01", "hull": "T-1"]
            #expect(try await world.refused("test-pier", boat.merging(["length": "101"]) { $1 }).faultPaths == ["/length"])
            let number = try await world.submit("test-pier", boat, documents: [])
            #expect(try await world.computed(number, "fee") == "120")
            #expect(try await world.found(number)["parts"]?.elements.count == 1)
            #expect(try await world.refused("test-pier", boat.merging(["length": "41", "hull": "T-2"]) { $1 })["code"]?.string == "procedures.offer-full")
            #expect(try await world.refused("test-pier", boat.merging(["length": "10", "hull": "t 1"]) { $1 }).faultPaths == ["/hull"])
            #expect(try await world.decide(customs, "yes", number).status == 409)
            try await world.decide(commerce, "safety.pass", number)
            try await world.decide(customs, "yes", number)
            #expect(try await world.found(number).state == "granted", "the rule moors a new boat")
            let clerk = try await world.clerk()
            for language in ["zh", "en"] {
                for page in ["applications/\(number)", "services/test-pier", "services/test-pier/register", "services?topic=clearance", "service-times"] {
                    #expect(try await clerk.get("/\(language)/\(page)").status == 200, "\(page)")
                }
            }
            #expect(try await clerk.get("/zh/applications/\(number)/letters/2").text.contains("测试码头证"))
            #expect(try await world.register("test-pier", "T-1").first?["values"]?["fee"]?["en"]?.string == "120 yuan")
            world.time.advance(days: 11)
            let later = try await world.visitor("customs-1")
            #expect(try await world.decide(later, "revoke", number).status == 422)
            #expect(try await world.decide(later, "revoke", number, reason: "已拆解").status == 303)
            let program = try await world.freshProgram()
            let kept = try JSON(try await program.get("/api/v1/applications/\(number)").body)
            #expect(kept.state == "revoked" && kept["computed"]?.elements.first?["value"]?.string == "120", "a later value changes nothing")
            let fresh = try JSON(try await program.post("/api/v1/applications", json: #"{"service":"test-pier","answers":{"length":"60"}}"#).body)
            #expect(fresh["computed"]?.elements.first?["value"]?.string == "180")
        }
    }

    @Test("SW-01 the same application word for word is not filed twice while the first is under way", arguments: TestStore.engines)
    func filedTwice(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let ask = ["business": "cbec", "request": "question", "text": "测试", "contact": "测试"]
            let first = try await world.submit("customs-window", ask, documents: [])
            let again = try await world.begin("customs-window", ask)
            let refused = try await world.act("submit", again)
            #expect(refused.status == 409 && refused.text.contains(first))
            #expect(try JSON(refused.body)["code"]?.string == "procedures.filed-twice")
            #expect(try await world.act("withdraw", first).status == 200)
            #expect(try await world.act("submit", again).status == 200)
        }
    }

    @Test("SW-01 what is worked out anew each day does not hide that an application is filed twice", arguments: TestStore.engines)
    func filedTwiceLater(engine: TestStore.Engine) async throws {
        // Nothing in it is held for itself: only the whole of it is.
        let pier = Self.pier.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("unique:") && !$0.hasPrefix("  - {fields: [hull]") }
            .joined(separator: "\n")
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": pier]) { world in
            let place = try await world.offer(
                try await world.visitor("customs-1"), "test-pier", "一号码头", capacity: "500")
            let boat = ["pier": place, "length": "60", "built": "2020-01-01", "hull": "T-1"]
            let first = try await world.submit("test-pier", boat, documents: [])
            world.time.advance(days: 11)
            let program = try await world.freshProgram()
            let members = boat.map { JSON.Member($0.key, .text($0.value)) }
            let body = JSON.object([.init("service", .text("test-pier")), .init("answers", .object(members))])
            let again = try JSON(try await program.post("/api/v1/applications", json: body.encoded).body)
            let number = try #require(again["number"]?.string)
            // Another rate is in force, so another fee was worked out.
            #expect(again["computed"]?.elements.first?["value"]?.string == "180")
            let refused = try await program.post(
                "/api/v1/applications/\(number)/actions", json: #"{"action":"submit"}"#)
            #expect(refused.status == 409 && refused.text.contains(first), "\(refused.text)")
        }
    }

    @Test("SW-01 a small file that unpacks to a huge picture is refused", arguments: TestStore.engines)
    func bomb(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": Self.pier]) { world in
            let number = try await world.begin("test-pier", ["length": "1"])
            func png(_ side: UInt8) -> [UInt8] {
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, side, 0, 0, 0, side, 0, 8, 6, 0, 0, 0]
                    + [0, 0, 0, 0, 0, 0, 0, 1, 0x49, 0x44, 0x41, 0x54, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0, 0, 0, 0]
            }
            func jpeg(_ side: UInt8) -> [UInt8] {
                // Fill bytes before a mark do not hide it.
                [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xFF, 0xFF, 0xC0, 0, 11, 8, side, 0, side, 0, 1, 0, 0, 0, 0xFF, 0xDA, 0, 2]
            }
            let path = "/api/v1/applications/\(number)/documents?field=photo&name=a.png"
            let broken = Array(png(0x10).prefix(40))
            for (bytes, status) in [(png(0xFF), 422), (jpeg(0xFF), 422), (broken, 422), (png(0x10), 201), (jpeg(0x10), 201)] {
                let answer = try await world.program.send("POST", path, body: bytes, headers: ["content-type": "image/png"])
                #expect(answer.status == status, "\(answer.text)")
            }
        }
    }
}
