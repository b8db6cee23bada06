import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Whose identity a parcel is bought under, and whether it is theirs.
@Suite("Borrowed identities") struct IdentityScenarios {
    @Test("CB-09 an identity used with many telephones goes to an officer and is not released before the case is decided", arguments: TestStore.engines)
    func manyTelephones(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for number in 1...5 {
                #expect(try await world.buy(number, buyer: 7, telephone: "1390000000\(number)").status == 800)
            }
            let held = try await world.buy(6, buyer: 7, telephone: "139-0000-0006")
            #expect(held.status == 300)
            let preNo = try #require(held["preNo"]?.string)
            let officer = try await world.officer()
            let open = try JSON(try await officer.get("/api/v1/identity-cases").body)["cases"]?.elements ?? []
            let one = try #require(open.first)
            #expect(open.count == 1 && one["preNo"]?.string == preNo && one["kind"]?.string == "found")
            #expect(one["findings"]?.elements.first?["rule"]?.string == "identity-telephones")
            #expect(one["findings"]?.elements.first?["count"]?.integer == 6)
            let number = try #require(one["number"]?.string)
            let told = try await officer.get("/api/v1/identity-cases/\(number)")
            #expect(told.text.contains("统计天数") && told.text.contains("本系统默认设置"))
            #expect(!told.text.contains("139"), "no telephone in the clear")
            let page = try await officer.get("/zh/identity-cases/\(number)")
            #expect(page.status == 200 && page.text.contains("同一订购人身份使用过多收货电话"))
            // Those with a part in the list learn that it is reviewed, not by which rule.
            let seen = try await world.program(of: world.cast.declarant).get("/api/v1/declarations/\(preNo)")
            #expect(!seen.text.contains("identity-telephones"))
            #expect(try await world.program(of: world.cast.declarant).get("/api/v1/identity-cases").status == 403)

            let version = held["version"]?.integer ?? 0
            let early = try await officer.decide(preNo, #"{"action":"release","version":\#(version)}"#)
            #expect(early.status == 409 && early.text.contains("declarations.identity-undecided"), "\(early.text)")
            let empty = try await officer.act("/api/v1/identity-cases/\(number)/decision", #"{"outcome":"cleared"}"#)
            #expect(empty.status == 422 && empty.text.contains("identity-reason-missing"))
            let done = try await officer.act(
                "/api/v1/identity-cases/\(number)/decision", #"{"outcome":"cleared","reason":"测试：电话核实"}"#)
            #expect(done.status == 200, "\(done.text)")
            let again = try await officer.act(
                "/api/v1/identity-cases/\(number)/decision", #"{"outcome":"misused","reason":"TEST"}"#)
            #expect(again.status == 409)
            let released = try await officer.decide(preNo, #"{"action":"release","version":\#(version)}"#)
            #expect(released.status == 200, "\(released.text)")
            // What an officer has looked at is not counted again.
            #expect(try await world.buy(8, buyer: 7, telephone: "13900000008").status == 800)
        }
    }

    @Test("CB-09 a telephone used with many identities goes to an officer; misuse keeps them apart from then on", arguments: TestStore.engines)
    func manyIdentities(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for number in 1...5 {
                #expect(try await world.buy(number, buyer: number, telephone: "13811112222").status == 800)
            }
            let held = try await world.buy(6, buyer: 6, telephone: "13811112222")
            #expect(held.status == 300)
            let officer = try await world.officer()
            let open = try JSON(try await officer.get("/api/v1/identity-cases").body)["cases"]?.elements ?? []
            #expect(open.first?["findings"]?.elements.first?["rule"]?.string == "telephone-identities")
            let number = try #require(open.first?["number"]?.string)
            _ = try await officer.get("/zh/identity-cases/\(number)")
            let wrong = try await officer.post("/zh/identity-cases/\(number)", form: ["outcome": "misused"])
            #expect(wrong.status == 422 && wrong.text.contains("请写明理由"))
            let done = try await officer.post(
                "/zh/identity-cases/\(number)", form: ["outcome": "misused", "reason": "测试：本人未购买"])
            #expect(done.status == 303, "\(done.text)")
            let preNo = held["preNo"]?.string ?? ""
            let release = try await officer.decide(preNo, #"{"action":"release","version":\#(held["version"]?.integer ?? 0)}"#)
            #expect(release.status == 409 && release.text.contains("declarations.identity-misused"))
            let blocked = try await world.buy(7, buyer: 6, telephone: "13811112222")
            #expect(blocked.status == 100 && blocked.texts.contains { $0.contains("曾被冒用") })
        }
    }

    @Test("CB-09 a person sees the own year and orders, reports what is not the own, and the identity rests until that is decided", arguments: TestStore.engines)
    func ownQuota(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, buyer: 7)
            let declared = try await world.buy(1, buyer: 7, telephone: "13900001234")
            #expect(declared.status == 800)
            let value = try #require(declared["valueYuan"]?.string)
            let person = Visitor(world.window.door)
            func ask(_ id: String, _ order: String, _ tail: String) async throws -> Answer {
                try await person.post(
                    "/api/v1/consumer/quota",
                    json: #"{"idNumber":"\#(id)","orderNo":"\#(order)","telephoneTail":"\#(tail)"}"#)
            }
            let id = try #require(chain.documents.first?.draft.head["buyerIdNumber"])
            let found = try await ask(id.lowercased(), chain.orderNo, "1234")
            #expect(found.status == 200, "\(found.text)")
            let told = try JSON(found.body)
            #expect(told["usedYuan"]?.string == value && told["limitYuan"]?.string == "26000")
            let order = try #require(told["orders"]?.elements.first)
            #expect(!found.text.contains(chain.orderNo) && !found.text.contains(id))
            // Nobody learns what was wrong, or whether there is such a person.
            let wrong = try await ask(id, "TEST-NONE", "1234")
            let unknown = try await ask("000000190001010001", chain.orderNo, "1234")
            let other = try await ask(id, chain.orderNo, "4321")
            let shape = try JSON(unknown.body).members.map(\.name)
            for refused in [wrong, unknown, other] {
                let told = try JSON(refused.body)
                #expect(refused.status == 404 && told.members.map(\.name) == shape)
                for name in ["code", "detail", "title", "type"] {
                    #expect(try told[name] == JSON(unknown.body)[name])
                }
            }
            #expect(try await ask(id, chain.orderNo, "12").status == 422)

            let ticket = try #require(told["ticket"]?.string)
            let reference = try #require(order["reference"]?.string)
            let forged = ticket.dropLast() + (ticket.hasSuffix("0") ? "1" : "0")
            let no = try await person.post(
                "/api/v1/consumer/reports", json: #"{"ticket":"\#(forged)","reference":"\#(reference)"}"#)
            #expect(no.status == 403)
            let report = try await person.post(
                "/api/v1/consumer/reports", json: #"{"ticket":"\#(ticket)","reference":"\#(reference)"}"#)
            #expect(report.status == 201, "\(report.text)")
            let number = try #require(try JSON(report.body)["number"]?.string)
            let refused = try await world.buy(2, buyer: 7, telephone: "13900001234")
            #expect(refused.status == 100 && refused.texts.contains { $0.contains("已申诉身份被冒用") })
            #expect(try await world.buy(3, buyer: 8, telephone: "13900005678").status == 800)

            let officer = try await world.officer()
            let done = try await officer.act(
                "/api/v1/identity-cases/\(number)/decision", #"{"outcome":"misused","reason":"测试：核实非本人"}"#)
            #expect(done.status == 200, "\(done.text)")
            let after = try JSON(try await ask(id, chain.orderNo, "1234").body)
            #expect(after["usedYuan"]?.string == "0")
            #expect(after["orders"]?.elements.first?["reportState"]?.string == "misused")
            // The page does the same.
            _ = try await person.get("/zh/my-quota")
            let page = try await person.post(
                "/zh/my-quota", form: ["idNumber": id, "orderNo": chain.orderNo, "telephoneTail": "1234"])
            #expect(page.status == 200 && page.text.contains("认定冒用") && !page.text.contains(id))
        }
    }

    @Test("CB-09 who guesses at a person is not answered any more that day", arguments: TestStore.engines)
    func guessed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, buyer: 7)
            _ = try await world.buy(1, buyer: 7, telephone: "13900001234")
            let id = try #require(chain.documents.first?.draft.head["buyerIdNumber"])
            func ask(_ tail: Int) async throws -> Int {
                let person = Visitor(world.window.door)
                let answer = try await person.post(
                    "/api/v1/consumer/quota",
                    json: #"{"idNumber":"\#(id)","orderNo":"\#(chain.orderNo)","telephoneTail":"\#(tail)"}"#)
                return answer.status
            }
            for guess in 1001...1005 { #expect(try await ask(guess) == 404) }
            #expect(try await ask(1234) == 404)
        }
    }
}

extension World {
    /// Buys with a telephone; gives the declaration as its declarant sees it.
    func buy(_ number: Int, buyer: Int, telephone: String) async throws -> JSON {
        let chain = samples.chain(number, .direct, buyer: buyer)
        let messages = try samples.messages(of: chain).map { message in
            let text = String(decoding: message.bytes, as: UTF8.self)
                .replacing(/<ceb:consigneeTelephone>[^<]*</) { _ in "<ceb:consigneeTelephone>\(telephone)<" }
            return SampleMessage(
                type: message.type, guid: message.guid, sender: message.sender,
                bytes: Array(text.utf8), documents: message.documents)
        }
        try await send(messages)
        try await settle()
        return try await declaration(copNo: chain.copNo)
    }
}

extension World {
    /// The buyer of the year's only parcel sees what came back of it, and sums that add up.
    func expectBuyersSums(_ chain: SampleChain, used: Fixed, left: Fixed) async throws {
        let head = try #require(chain.documents.last?.draft.head)
        let order = try #require(chain.documents.first?.draft.head)
        let telephone = order["consigneeTelephone"] ?? order["buyerTelephone"] ?? ""
        let back = try used.subtracting(left)
        let buyer = Visitor(window.door)
        for (language, word) in [("zh", "已退还额度"), ("en", "Given back")] {
            _ = try await buyer.get("/\(language)/my-quota")
            let page = try await buyer.post(
                "/\(language)/my-quota",
                form: [
                    "idNumber": head["buyerIdNumber"] ?? "", "orderNo": chain.orderNo,
                    "telephoneTail": String(telephone.suffix(4)),
                ]).text
            #expect(page.contains(word) && page.contains("¥\(back.grouped)<"), "\(page)")
            // Once as what was used, once as what the order counts.
            #expect(page.ranges(of: "¥\(left.grouped)<").count == 2, "\(page)")
        }
    }
}
