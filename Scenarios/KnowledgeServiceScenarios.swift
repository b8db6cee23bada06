import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Courses, advice, stations, registers that anybody searches.
@Suite("Courses, advice and registers") struct KnowledgeServiceScenarios {
    @Test("PS-18 places of a course are never oversold, given back on withdrawal, and lead to a certificate", arguments: TestStore.engines)
    func courses(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let teacher = try await world.officer("training-1", at: "commerce-training")
            let course = try await world.offer(teacher, "training-course", "测试课程", capacity: "5", day: "2026-12-01", closes: "2026-11-30")
            let enrol = ["course": course, "people": "3", "names": "测试甲、测试乙、测试丙", "contact": "测试"]
            #expect(try await world.refused("training-course", enrol.merging(["people": "6"]) { $1 }).faultPaths == ["/people"])
            let number = try await world.submit("training-course", enrol, documents: [])
            #expect(try await world.refused("training-course", enrol.merging(["people": "1"]) { $1 }).faultPaths == ["/course"])
            func enrolOther(_ people: String) async throws -> (String, Answer) {
                let body = JSON.object([
                    .init("service", .text("training-course")),
                    .init("answers", .object(enrol.merging(["people": people]) { $1 }.map { .init($0.key, .text($0.value)) })),
                ])
                let begun = try JSON(try await world.other.post("/api/v1/applications", json: body.encoded).body)
                let other = begun["number"]?.string ?? ""
                return (other, try await world.other.post("/api/v1/applications/\(other)/actions", json: #"{"action":"submit"}"#))
            }
            let (_, tooMany) = try await enrolOther("3")
            #expect(tooMany.status == 409)
            #expect(try JSON(tooMany.body)["code"]?.string == "procedures.offer-full")
            let (other, fits) = try await enrolOther("2")
            #expect(fits.status == 200, "\(fits.text)")
            let list = try await world.other.get("/zh/services/training-course").text
            #expect(list.contains("测试课程") && list.contains("已满"))
            _ = try await world.other.post("/api/v1/applications/\(other)/actions", json: #"{"action":"withdraw"}"#)
            let offers = try JSON(try await world.other.get("/api/v1/services/training-course/offers").body)
            #expect(offers["offers"]?.elements.first?["left"]?.string == "2")
            try await world.decide(teacher, "certify", number)
            let letter = try JSON(try await world.program.get("/api/v1/applications/\(number)/letters/1/paper").body)
            #expect(letter["data"]?["lines"]?.elements.first?["value"]?["zh"]?.string == "测试课程")
            world.time.advance(days: 11)
            let program = try await world.freshProgram()
            let late = try JSON(try await program.post("/api/v1/applications", json: JSON.object([.init("service", .text("training-course")), .init("answers", .object([.init("course", .text(course)), .init("people", .text("1")), .init("names", .text("x")), .init("contact", .text("x"))]))]).encoded).body)
            let closed = try await program.post("/api/v1/applications/\(late["number"]?.string ?? "")/actions", json: #"{"action":"submit"}"#)
            #expect(try JSON(closed.body).faultPaths == ["/course"])
        }
    }

    @Test("PS-18 places taken at the same time are never more than there are", arguments: TestStore.engines)
    func rush(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let station = try await world.officer("rcep-1", at: "rcep-station")
            let slots = try await (1...3).asyncMap { try await world.offer(station, "advice-booking", "测试时段\($0)", capacity: "1", day: "2026-11-25") }
            let answers = ["way": "video", "subject": "测试", "contact": "测试"]
            var numbers: [String] = []
            for slot in slots + slots {
                numbers.append(try await world.begin("advice-booking", answers.merging(["slot": slot]) { $1 }))
            }
            let sent = numbers
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in sent {
                    group.addTask { try await world.act("submit", number).status }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(taken.count { $0 == 200 } == 3)
        }
    }

    @Test("TR-11 a slot is booked while there is room, a question is answered in time and the answer found by others", arguments: TestStore.engines)
    func advice(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let station = try await world.officer("rcep-1", at: "rcep-station")
            let slot = try await world.offer(station, "advice-booking", "测试时段", capacity: "1", day: "2026-11-25")
            let booked = try await world.submit("advice-booking", ["slot": slot, "way": "person", "subject": "测试", "contact": "测试"], documents: [])
            #expect(try await world.refused("advice-booking", ["slot": slot, "way": "video", "subject": "测试二", "contact": "测试"]).faultPaths == ["/slot"])
            try await world.decide(station, "done", booked, reason: "已说明累积规则")
            #expect(try await world.found(booked).state == "granted")
            var question = ["subject": "origin", "title": "测试累积规则怎么用", "question": "测试", "contact": "测试", "consent": "1"]
            let public1 = try await world.submit("advice-question", question, documents: [])
            #expect(try await world.found(public1)["clock"]?["due"]?.string == "2026-11-24")
            try await world.decide(station, "refer", public1)
            try await world.decide(try await world.visitor("customs-1"), "answer", public1, reason: "成员方材料可以累积")
            question.merge(["consent": "", "title": "不公开的问题"]) { $1 }
            let private1 = try await world.submit("advice-question", question, documents: [])
            try await world.decide(station, "answer", private1, reason: "答复")
            let found = try await world.register("advice-question", "%E7%B4%AF%E7%A7%AF")
            #expect(found.count == 1 && found.first?["holder"]?.string == "")
            #expect(found.first?["values"]?["reason"]?["zh"]?.string == "成员方材料可以累积")
            #expect(try await world.register("advice-question").count == 1)
            let page = try await Visitor(world.window.door).get("/zh/services/advice-question/register")
            #expect(page.status == 200 && page.text.contains("测试累积规则怎么用") && !page.text.contains("不公开的问题"))
            #expect(!page.text.contains(world.cast.seller.creditCode))
        }
    }

    @Test("PS-13 a self-declaration is listed at once, an evaluation after a look, and buyers see what was revoked", arguments: TestStore.engines)
    func sameQuality(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let market = try await world.officer("market-1", at: "market")
            var product = ["way": "self", "product": "测试电饭煲", "model": "T1", "brand": "测试", "standard": "GB 4706.1", "standard-abroad": "IEC 60335-1", "market": "502", "tested-on": "2026-06-01", "same-line": "1", "same-standard": "1", "contact": "测试"]
            #expect(try await world.refused("same-quality", product, documents: ["test"]).faultPaths == ["/same-quality"])
            product["same-quality"] = "1"
            for (wrong, path) in [(["tested-on": "2025-11-19"], "/tested-on"), (["tested-on": "2026-11-21"], "/tested-on"), (["market": "142"], "/market")] {
                let refused = try await world.refused("same-quality", product.merging(wrong) { $1 }, documents: ["test"])
                #expect(refused.faultPaths == [path] && refused["faults"]?.elements.first?["citation"] != nil, "\(refused.encoded)")
            }
            let number = try await world.submit("same-quality", product, documents: ["test"])
            let listed = try await world.found(number)
            #expect(listed.state == "granted" && listed["validTo"]?.string == "2029-11-20")
            #expect(try await world.register("same-quality", "T1").first?["inForce"]?.boolean == true)
            let third = product.merging(["way": "third", "model": "T2", "certifier": "测试机构", "certificate": "TEST-1"]) { $1 }
            let evaluated = try await world.submit("same-quality", third, documents: ["evaluation"])
            #expect(try await world.found(evaluated).state == "open")
            #expect(try await world.register("same-quality", "T2").isEmpty)
            try await world.decide(market, "list", evaluated)
            #expect(try await world.register("same-quality", "T2").count == 1)
            #expect(try await world.refused("same-quality", product, documents: ["test"]).faultPaths == ["/product"])
            try await world.decide(market, "revoke", number, reason: "声明不实")
            let buyer = try await Visitor(world.window.door).get("/zh/services/same-quality/register?q=T1")
            #expect(buyer.text.contains("已撤销") && buyer.text.contains("声明不实"))
            let help = try await world.submit("certification-help", ["kind": "compare", "product": "测试电饭煲", "goods-code": "8516603000", "market": "502", "question": "测试差异", "consent": "1", "contact": "测试"], documents: [])
            try await world.decide(market, "answer", help, reason: "主要差异在接地要求")
            #expect(try await world.register("certification-help", "%E6%8E%A5%E5%9C%B0").count == 1)
        }
    }

    @Test("PS-08 a station asks another one, experts are listed, and a case is public only with consent and without the name", arguments: TestStore.engines)
    func stations(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let (station, partner) = (try await world.officer("station-1", at: "ip-station"), try await world.officer("partner-1", at: "ip-station-overseas"))
            var request = ["market": "502", "kind": "sued", "right": "patent", "facts": "测试", "consent": "1", "contact": "测试"]
            #expect(try await world.refused("ip-assistance", request).faultPaths == ["/abstract"])
            request["abstract"] = "测试摘要：专利应诉"
            let number = try await world.submit("ip-assistance", request, documents: [])
            #expect(try await world.decide(partner, "answer", number, reason: "x").status == 403)
            try await world.decide(station, "refer", number, reason: "请提供当地律师")
            #expect(try await partner.get("/zh/desk").text.contains(number))
            try await world.decide(partner, "return-to", number, reason: "已联系测试律所")
            try await world.decide(station, "answer", number, reason: "建议先作不侵权抗辩")
            let cases = try await world.register("ip-assistance", "%E5%BA%94%E8%AF%89")
            #expect(cases.count == 1 && cases.first?["holder"]?.string == "")
            let expert = try await world.submit("ip-expert", ["expert": "测试律师团队", "kind": "lawyer", "market": "502", "field": "专利", "languages": "英语", "public-contact": "test@example.com", "conduct": "1"], documents: ["qualification"])
            let office = try await world.officer("ip-1", at: "ip-office")
            try await world.decide(office, "grant", expert)
            #expect(try await world.register("ip-expert", "%E4%B8%93%E5%88%A9").count == 1)
            let transfer = ["right": "patent", "numbers": "ZL-TEST", "occasion": "export", "recipient": "Test Ltd", "country": "502", "facts": "测试", "contact": "测试", "control": "1"]
            #expect(try await world.refused("ip-transfer-review", transfer.merging(["country": "142"]) { $1 }, documents: ["contract"]).faultPaths == ["/country"], "no transfer abroad")
            let review = try await world.submit("ip-transfer-review", transfer, documents: ["contract"])
            #expect(try await world.refused("ip-transfer-review", transfer.merging(["facts": "再次"]) { $1 }, documents: ["contract"]).faultPaths == ["/numbers"], "the same transfer once")
            #expect(try await world.computed(review, "route") == "licence")
        }
    }
}

extension Sequence {
    /// One after another, in order.
    fileprivate func asyncMap<Result>(
        _ body: (Element) async throws -> Result
    ) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
