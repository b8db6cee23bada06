import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Vehicles one by one, people and ships by the hour.
@Suite("Vehicles, people and ships") struct VehicleServiceScenarios {
    static let car = [
        "vin": "LSVAM4187C2184841", "plate": "沪A00001", "brand": "测试牌", "first": "2020-01-01",
        "mileage": "50000", "cleared": "1", "contact": "测试",
    ]

    @Test("RG-09 a used car is registered as pending export once, by a pilot firm, before its export is recorded once", arguments: TestStore.engines)
    func usedCars(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            let export = ["vin": "LSVAM4187C2184841", "country": "502", "buyer": "Test Buyer", "price": "8000", "test-report": "T", "port": "测试口岸", "leaves": "2026-12-20", "contact": "测试"]
            let early = try await world.refused("used-vehicle-export", export, documents: ["test", "contract"])
            #expect(early.faultPaths == ["/vin"] && early.texts.contains { $0.contains("转移待出口") })
            let platform = try await world.offer(one, "vehicle-pending-export", "测试交易平台")
            let car = Self.car.merging(["platform": platform]) { $1 }
            let papers = ["certificate", "sale"]
            #expect(try await world.refused("vehicle-pending-export", Self.car.merging(["platform": "none"]) { $1 }, documents: papers).faultPaths.contains("/platform"), "only platforms of the catalogue")
            let small = try await world.refused("vehicle-trade-firm", ["trade": "used", "capital": "499", "site": "测试场地", "trace": "1", "recall": "1", "contact": "测试"], documents: ["plan"])
            #expect(small.faultPaths == ["/capital"], "\(small.encoded)")
            // Each field has its own rule, beside what the service as a whole rests on.
            let odd = try await world.refused("vehicle-pending-export", car.merging(["vin": "x"]) { $1 }, documents: papers)
            let cited = odd["faults"]?.elements.map { "\($0["path"]?.string ?? "") \($0["citation"]?["document"]?.string ?? "") \($0["citation"]?["article"]?.string ?? "")" } ?? []
            #expect(cited == ["/vin GB 16735 ", "/enterprise 沪府办规〔2023〕9号 二"], "\(odd.encoded)")
            #expect(small["faults"]?.elements.first?["citation"]?["article"]?.string == "标准和额度", "\(small.encoded)")
            let unlisted = try await world.refused("vehicle-pending-export", car, documents: papers)
            #expect(unlisted.faultPaths == ["/enterprise"] && unlisted.texts.contains { $0.contains("沪府办规〔2023〕9号") })
            let firm = try await world.submit("vehicle-trade-firm", ["trade": "used", "capital": "1000", "site": "测试场地", "trace": "1", "recall": "1", "contact": "测试"], documents: ["plan"])
            try await world.decide(one, "grant", firm)
            #expect(try await world.lists(on: "2026-11-20") == [], "a second officer has to agree first")
            try await world.decide(two, "agree", firm)
            // The pilot list of ID-11 is the one source: the decision enters the firm there.
            #expect(try await world.lists(on: "2026-11-20") == ["used-car-export"])
            for wrong in ["LSVAM4187C218484", "LSVAM4187C218484O", "lsvam4187c2184841"] {
                #expect(try await world.refused("vehicle-pending-export", car.merging(["vin": wrong]) { $1 }, documents: papers).faultPaths == ["/vin"])
            }
            #expect(try await world.refused("vehicle-pending-export", car.merging(["pledged": "1"]) { $1 }, documents: papers).faultPaths == ["/pledged"])
            let number = try await world.submit("vehicle-pending-export", car, documents: papers)
            #expect(try await world.refused("vehicle-pending-export", car.merging(["mileage": "50001"]) { $1 }, documents: papers).faultPaths == ["/vin"])
            #expect(try await world.refused("used-vehicle-export", export, documents: ["test", "contract"]).faultPaths == ["/vin"])
            let police = try await world.officer("police-1", at: "vehicle-office")
            try await world.decide(police, "register", number)
            #expect(try await world.register("vehicle-pending-export", "LSVAM4187C2184841").count == 1)
            #expect(try await world.refused("used-vehicle-export", export.merging(["leaves": "2027-06-20"]) { $1 }, documents: ["test", "contract"]).faultPaths == ["/leaves"], "the registration holds six months")
            let recorded = try await world.submit("used-vehicle-export", export, documents: ["test", "contract"])
            try await world.decide(one, "record", recorded)
            #expect(try await world.found(recorded).state == "granted")
            #expect(try await world.refused("used-vehicle-export", export.merging(["buyer": "Other"]) { $1 }, documents: ["test", "contract"]).faultPaths == ["/vin"])
            // Ended: from tomorrow on the firm registers nothing more; what it has registered stays.
            try await world.decide(one, "revoke", firm, reason: "不再符合条件")
            try await world.decide(two, "agree", firm)
            #expect(try await world.lists(on: "2026-11-20") == ["used-car-export"])
            #expect(try await world.lists(on: "2026-11-21") == [])
            world.time.advance(days: 1)
            let other = car.merging(["vin": "LSVAM4187C2184842", "plate": "沪A00002"]) { $1 }
            #expect(try await world.refused("vehicle-pending-export", other, documents: papers).faultPaths == ["/enterprise"])
            #expect(try await world.found(number).state == "granted")
        }
    }

    @Test("RG-09 a refused registration gives the vehicle number free again, and parallel imports are on file for buyers", arguments: TestStore.engines)
    func freed(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (one, two) = (try await world.visitor("commerce-1"), try await world.visitor("commerce-2"))
            let firm = try await world.submit("vehicle-trade-firm", ["trade": "parallel", "capital": "1000", "site": "测试场地", "trace": "1", "recall": "1", "contact": "测试"], documents: ["plan"])
            try await world.decide(one, "grant", firm)
            try await world.decide(two, "agree", firm)
            #expect(try await world.lists(on: "2026-11-20") == ["parallel-car"])
            let car = ["vin": "WBA00000000000001", "brand": "测试", "source": "304", "ccc": "T", "declaration": "T", "service": "测试网点", "emission": "1", "contact": "测试"]
            let first = try await world.submit("parallel-import-vehicle", car, documents: ["certificate"])
            try await world.decide(one, "refuse", first, reason: "认证信息不符")
            let second = try await world.submit("parallel-import-vehicle", car, documents: ["certificate"])
            try await world.decide(one, "register", second)
            #expect(try await world.register("parallel-import-vehicle", "wba00000000000001").first?["values"]?["service"]?["zh"]?.string == "测试网点")
        }
    }

    static let visa = [
        "visitor": "TEST VISITOR", "nationality": "502", "passport": "T1234567",
        "passport-until": "2028-01-01", "arrives": "2026-11-23", "flight": "TT001", "days": "5",
        "purpose": "repair", "urgent-why": "测试抢修", "contact": "测试",
    ]

    @Test("SW-25 a port visa is answered within 24 hours round the clock, and waiting for the host does not count", arguments: TestStore.engines)
    func visas(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: "20261121230000") { world in
            let papers = ["passport-copy", "invitation"]
            #expect(try await world.refused("port-visa", Self.visa.merging(["passport-until": "2027-05-22", "days": "31"]) { $1 }, documents: papers).faultPaths == ["/passport-until", "/days"])
            let number = try await world.submit("port-visa", Self.visa, documents: papers)
            // A Saturday night: the clock of hours knows no day off.
            #expect(try await world.found(number)["clock"]?["end"]?.string == "2026-11-22T23:00:00.000+08:00")
            let calendar = try await world.program.get("/api/v1/due-days.ics").text
            #expect(calendar.contains("DTSTART:20261122T150000Z\r\n"))
            let office = try await world.officer("visa-1", at: "port-visa")
            #expect(try await office.get("/zh/desk").text.contains("2026-11-22 23:00:00"))
            try await world.decide(office, "ask", number, reason: "护照页不清晰")
            world.time.advance(days: 1)
            #expect(try await world.act("complete", number).status == 200)
            let resumed = try await world.found(number)
            #expect(resumed["clock"]?["end"]?.string == "2026-11-23T23:00:00.000+08:00")
            #expect(resumed["clock"]?["overdue"]?.boolean == false)
            world.time.advance(days: 2)
            #expect(try await world.found(number)["clock"]?["overdue"]?.boolean == true)
            let lead = try await world.officer("border-lead-1", at: "border-lead")
            #expect(try await lead.get("/zh/desk").text.contains(number))
            #expect(try await world.decide(lead, "grant", number).status == 409, "a colleague has it")
            try await world.decide(lead, "take", number, reason: "已超过二十四小时")
            #expect(try await world.decide(lead, "grant", number).status == 303)
            #expect(try await world.computed(number, "collect-until") == "2026-11-26")
        }
    }

    @Test("SW-25 crews in direct transit are exempt at once by the rule, others are looked at, and each ship has its plan", arguments: TestStore.engines)
    func ships(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let crew = ["craft": "aircraft", "flight": "TT002", "arrives": "2026-11-21", "leaves": "2026-11-21", "hours": "6", "crew": "8", "same-craft": "1", "inside": "1", "contact": "测试"]
            let exempt = try await world.submit("direct-transit-crew", crew, documents: [])
            #expect(try await world.found(exempt).state == "granted")
            #expect(try await world.found(exempt)["letters"]?.elements.count == 1)
            let clerk = try await world.clerk()
            #expect(try await clerk.get("/zh/applications/\(exempt)").text.contains("系统按规则自动办理"))
            let longer = try await world.submit("direct-transit-crew", crew.merging(["flight": "TT003", "leaves": "2026-11-22", "hours": "25"]) { $1 }, documents: [])
            #expect(try await world.found(longer).state == "open")
            let border = try await world.officer("border-1", at: "border")
            try await world.decide(border, "refuse", longer, reason: "停留超过二十四小时")
            var plan = ["ship": "测试轮", "imo": "912345", "voyage": "T01", "berth": "测试泊位", "arrives": "2026-11-25", "crew": "35", "relief": "1", "needs": "测试", "contact": "测试"]
            #expect(try await world.refused("ship-service-plan", plan).faultPaths == ["/imo"])
            plan["imo"] = "9123456"
            let number = try await world.submit("ship-service-plan", plan, documents: [])
            #expect(try await world.computed(number, "channel") == "escort")
            #expect(try await world.refused("ship-service-plan", plan.merging(["berth": "另一泊位"]) { $1 }).faultPaths == ["/imo"])
            try await world.decide(border, "plan", number, reason: "专人登轮")
            try await world.decide(border, "done", number, reason: "已执行")
            #expect(try await world.found(number).state == "granted")
        }
    }

    @Test("SW-12 published slots of an inspection site take no more than there is room for", arguments: TestStore.engines)
    func slots(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let customs = try await world.visitor("customs-1")
            let slot = try await world.offer(customs, "inspection-service", "测试场地上午", capacity: "1", day: "2026-11-24")
            let answers = ["kind": "slot", "declaration": "T1", "site": "测试场地", "slot": slot, "day": "2026-11-24", "half": "morning", "presence": "none"]
            #expect(try await world.refused("inspection-service", answers.merging(["day": "2026-11-25"]) { $1 }).faultPaths == ["/day"])
            let first = try await world.submit("inspection-service", answers, documents: [])
            let full = try await world.refused("inspection-service", answers.merging(["declaration": "T2"]) { $1 })
            #expect(full["code"]?.string == "procedures.offer-full")
            #expect(try await world.act("withdraw", first).status == 200)
            _ = try await world.submit("inspection-service", answers.merging(["declaration": "T2"]) { $1 }, documents: [])
        }
    }
}
