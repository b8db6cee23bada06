import Declarations
import FoundationEssentials
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("The platform") struct PlatformScenarios {
    @Test("CB-01 one access: everybody who has a part sees the same declaration, nobody else does", arguments: TestStore.engines)
    func oneAccess(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let found = try await world.declare(1, .direct)
            let preNo = try #require(found["preNo"]?.string)
            let cast = world.cast
            for member in [cast.declarant, cast.seller, cast.platform, cast.carrier, cast.payment] {
                let answer = try await world.program(of: member).get("/api/v1/declarations/\(preNo)")
                #expect(answer.status == 200)
                #expect(try JSON(answer.body)["invtNo"] == found["invtNo"])
            }
            let answer = try await world.program(of: cast.warehouse).get("/api/v1/declarations/\(preNo)")
            #expect(answer.status == 404)
            let nobody = try await Visitor(world.window.door).get("/api/v1/declarations/\(preNo)")
            #expect(nobody.status == 401)
        }
    }

    @Test("CB-01 whoever was named by mistake sees the declaration no longer once it is mended", arguments: TestStore.engines)
    func namedByMistake(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let other = SampleEnterprise(name: "测试另一快递有限公司", nameEn: "Test Other Express", number: 77)
            let key = try await world.join(other, as: .logistics)
            let program = Visitor(world.window.door).as(key: key)
            let chain = world.samples.chain(1, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
            let carrier = world.cast.carrier
            try await world.send([list.replacing([(carrier.customsCode, other.customsCode), (carrier.creditCode, other.creditCode)])])
            try await world.settle()
            let preNo = try #require(try await world.declaration(copNo: chain.copNo)["preNo"]?.string)
            #expect(try await program.get("/api/v1/declarations/\(preNo)").status == 200)
            let mended = list.renamed("00000000-0000-4000-8000-0000000000C4")
                .replacing([("<ceb:appType>1<", "<ceb:appType>2<")])
            let answer = try #require(try await world.send([mended]).first)
            #expect(answer["results"]?.elements.first?.status == 2)
            #expect(try await program.get("/api/v1/declarations/\(preNo)").status == 404)
            #expect(try await world.program(of: carrier).get("/api/v1/declarations/\(preNo)").status == 200)
        }
    }

    @Test("CB-01 each sender pulls its own receipts in order and once", arguments: TestStore.engines)
    func receipts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct)
            for (member, types) in [
                (world.cast.platform, ["CEB312", "CEB816"]), (world.cast.payment, ["CEB412"]),
                (world.cast.carrier, ["CEB512"]),
            ] {
                let program = world.program(of: member)
                let first = try JSON(try await program.get("/api/v1/receipts?after=0").body)
                #expect(first["receipts"]?.elements.compactMap { $0["type"]?.string } == types)
                let next = first["next"]?.integer ?? 0
                let second = try JSON(try await program.get("/api/v1/receipts?after=\(next)").body)
                #expect(second["receipts"]?.elements.isEmpty == true)
            }
            let declarant = try JSON(
                try await world.program(of: world.cast.declarant).get("/api/v1/receipts").body)
            #expect(declarant["receipts"]?.elements.first?["status"]?.integer == 2)
            #expect((declarant["receipts"]?.elements.count ?? 0) == 3)
            // Among many those about one document, by any of its numbers; of others' none.
            _ = try await world.declare(2, .direct)
            let number = try #require(declarant["receipts"]?.elements.first?["subject"]?.string)
            let chain = world.samples.chain(1, .direct)
            for (member, asked, types) in [
                (world.cast.declarant, number, ["CEB622", "CEB622", "CEB622"]),
                (world.cast.declarant, chain.copNo, ["CEB622", "CEB622", "CEB622"]),
                (world.cast.platform, chain.orderNo, ["CEB312", "CEB816"]), (world.cast.carrier, chain.orderNo, []),
                (world.cast.carrier, "NONE", []),
            ] {
                let found = try JSON(try await world.program(of: member).get("/api/v1/receipts?number=\(asked)&limit=10").body)
                #expect(found["receipts"]?.elements.compactMap { $0["type"]?.string } == types, "\(asked): \(found.encoded)")
            }
        }
    }

    @Test("CB-11 the same message is taken once, whoever asks again and however often", arguments: TestStore.engines)
    func idempotent(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let message = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).first)
            let program = world.program(of: message.sender)
            let first = try await program.post("/api/v1/ceb", xml: message.bytes)
            #expect(first.status == 200)
            #expect(first.header("content-type")?.contains("xml") == true)
            world.time.advance(days: 300)
            let again = try await program.post("/api/v1/ceb", xml: message.bytes)
            #expect(again.body == first.body)
            let changed = String(decoding: message.bytes, as: UTF8.self)
                .replacing("</ceb:OrderHead>", with: "<ceb:note>1</ceb:note></ceb:OrderHead>")
            let other = try await program.post("/api/v1/ceb", xml: Array(changed.utf8))
            #expect(other.status == 409)
            let problem = try JSON(other.body)
            #expect(problem["code"]?.string == "declarations.contradiction")
            #expect(problem["detail"]?.string?.contains("OrderHead/note") == true)
        }
    }

    @Test("CB-11 a batch is taken document by document: a bad one does not hold up the others", arguments: TestStore.engines)
    func batch(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            var chains = (1...10).map { world.samples.chain($0, .direct) }
            chains.append(world.samples.chain(3, .direct))
            let orders = try #require(try world.samples.batches(of: chains).first { $0.type == "CEB311" })
            let answer = try #require(try await world.send([orders]).first)
            let statuses = answer["results"]?.elements.compactMap(\.status) ?? []
            #expect(statuses == Array(repeating: 120, count: 10) + [-301_010])
        }
    }

    @Test("CB-11 a message that does not fit is refused whole, with every fault", arguments: TestStore.engines, [SampleDefect.wrongOrder, .missingElement, .amount("1e9"), .amount("１２")])
    func misfit(engine: TestStore.Engine, defect: SampleDefect) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, defect: defect)
            let order = try #require(try world.samples.messages(of: chain).first)
            let program = world.program(of: order.sender)
            let answer = try await program.post("/api/v1/ceb", xml: order.bytes)
            #expect(answer.status == 422)
            let problem = try JSON(answer.body)
            let faults = problem["faults"]?.elements ?? []
            #expect(!faults.isEmpty)
            #expect(faults.allSatisfy { ($0["line"]?.integer ?? 0) > 0 && !($0["fix"]?["en"]?.string ?? "").isEmpty })
            #expect(problem["ceb900"]?.string?.contains("CEB900Message") == true)
            let receipts = try JSON(try await program.get("/api/v1/receipts").body)
            #expect(receipts["receipts"]?.elements.isEmpty == true)
            let protocolAnswer = try await program.post(
                "/api/v1/ceb", xml: order.bytes, headers: ["accept": "application/xml"])
            #expect(protocolAnswer.status == 422)
            #expect(protocolAnswer.text.contains("<oriMessageType>CEB311Message</oriMessageType>"))
        }
    }

    @Test("CB-11 amounts that mean nothing get a negative receipt", arguments: TestStore.engines, ["-0", "-1"])
    func meaningless(engine: TestStore.Engine, amount: String) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, defect: .amount(amount))
            let order = try #require(try world.samples.messages(of: chain).first)
            let answer = try #require(try await world.send([order]).first)
            #expect((answer["results"]?.elements.first?.status ?? 0) < 0)
        }
    }

    @Test("SW-01 submit once: an officer of the district decides on the same case", arguments: TestStore.engines)
    func officer(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let watched = try await world.declare(1, .direct, basket: .watched, buyer: 5)
            #expect(watched.status == 300)
            let preNo = try #require(watched["preNo"]?.string)
            let used = try await world.quotaUsed(buyer: 5)
            #expect(used > .zero)
            let officer = try await world.officer()
            let list = try JSON(try await officer.get("/api/v1/worklist").body)
            let entry = try #require(list["declarations"]?.elements.first)
            #expect(entry["preNo"]?.string == preNo)
            let version = entry["version"]?.integer ?? 0
            // Nobody else may decide, and an officer must say why a list is rejected.
            let program = try await world.program(of: world.cast.declarant).post(
                "/api/v1/declarations/\(preNo)/decisions", json: "{\"action\":\"release\"}")
            #expect(program.status == 403)
            let unsaid = try await officer.decide(preNo, "{\"action\":\"reject\",\"version\":\(version)}")
            #expect(unsaid.status == 422)
            let stale = try await officer.decide(preNo, "{\"action\":\"release\",\"version\":\(version - 1)}")
            #expect(stale.status == 409)
            let rejected = try await officer.decide(preNo, "{\"action\":\"reject\",\"reason\":\"证件不清\",\"version\":\(version)}")
            #expect(rejected.status == 200)
            let after = try await world.declaration(copNo: watched["copNo"]?.string ?? "")
            #expect(after.status == 100)
            #expect(after["receipts"]?.elements.first?["info"]?.string?.contains("证件不清") == true)
            #expect(try await world.quotaUsed(buyer: 5) == .zero)
            let late = try await officer.decide(preNo, "{\"action\":\"release\",\"version\":\(after["version"]?.integer ?? 0)}")
            #expect(late.status == 422)
        }
    }

    @Test("SW-01 an officer releases what was held", arguments: TestStore.engines)
    func released(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let watched = try await world.declare(2, .direct, basket: .watched, buyer: 6)
            let officer = try await world.officer()
            let done = try await officer.decide(watched["preNo"]?.string ?? "", "{\"action\":\"release\",\"version\":\(watched["version"]?.integer ?? 0)}")
            #expect(done.status == 200)
            let after = try await world.declaration(copNo: watched["copNo"]?.string ?? "")
            #expect(after.status == 800)
            #expect(try await world.quotaUsed(buyer: 6) > .zero)
        }
    }

    @Test("ID-01 an enterprise has one record, its codes are checked, and its roles say what it may send", arguments: TestStore.engines)
    func registry(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let cast = world.cast
            let answer = try await world.program(of: cast.seller).get("/api/v1/parties/enterprises/\(cast.carrier.creditCode)")
            #expect(answer.status == 200)
            #expect(try JSON(answer.body)["roles"]?.texts.contains("logistics") == true)
            // A document that names somebody in a role it does not hold gets the official number.
            let unregistered = try await world.send(try world.samples.messages(of: world.samples.chain(1, .direct, defect: .unregisteredSeller)))
            #expect(unregistered.first?["results"]?.elements.first?.status == -10_102)
            // Nobody transmits in another's name.
            let order = try #require(try world.samples.messages(of: world.samples.chain(2, .direct)).first)
            let foreign = try await world.program(of: cast.carrier).post("/api/v1/ceb", xml: order.bytes)
            #expect(foreign.status == 403)
            #expect(try JSON(foreign.body)["code"]?.string == "declarations.foreign-transmitter")
            // A carrier is no platform: it may not send an order under its own name either.
            let own = try #require(try world.samples.messages(of: world.samples.chain(3, .direct), sentBy: cast.carrier).first)
            let refused = try JSON(try await world.program(of: cast.carrier).post("/api/v1/ceb", xml: own.bytes, headers: ["accept": "application/json"]).body)
            #expect((refused["results"]?.elements.first?.status ?? 0) < 0)
        }
    }
}

extension Visitor {
    /// Decides as a signed-in officer's program would: with the token of a page in a header.
    func decide(_ preNo: String, _ json: String) async throws -> Answer {
        let page = try await get("/zh/account")
        let token = page.formToken ?? ""
        return try await post(
            "/api/v1/declarations/\(preNo)/decisions", json: json,
            headers: ["x-csrf-token": token])
    }
}

extension Answer {
    /// Value of the hidden field `_csrf` of a page.
    var formToken: String? {
        let parts = text.split(separator: "name=\"_csrf\" value=\"", maxSplits: 1)
        return parts.last?.split(separator: "\"", maxSplits: 1).first.map { String($0) }
    }
}

@Suite("Nobody acts for another") struct ForeignHandScenarios {
    @Test("ID-01 nobody changes, deletes or learns of what another enterprise has sent", arguments: TestStore.engines)
    func foreignHand(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let cast = world.cast
            let chain = world.samples.chain(1, .direct)
            let order = try #require(try world.samples.messages(of: chain).first)
            try await world.send([order])
            // The seller named in the order sends a change and a deletion of what the platform sent.
            let seller = world.program(of: cast.seller)
            for (number, appType) in [(5, "2"), (6, "3"), (7, "1")] {
                let foreign = try #require(try world.samples.messages(of: chain, sentBy: cast.seller).first)
                    .renamed("00000000-0000-4000-8000-0000000000C\(number)")
                    .replacing([("<ceb:appType>1<", "<ceb:appType>\(appType)<")])
                let answer = try JSON(try await seller.post(
                    "/api/v1/ceb", xml: foreign.bytes, headers: ["accept": "application/json"]).body)
                #expect(answer["results"]?.elements.first?.status == (appType == "1" ? -301_010 : -301_009))
            }
            let rest = try world.samples.messages(of: chain).dropFirst()
            try await world.send(Array(rest))
            try await world.settle()
            #expect([800, 500, 300].contains(try await world.declaration(copNo: chain.copNo).status ?? 0))
        }
    }

    @Test("CB-08 a payment that was withdrawn makes room for another, and the list goes on", arguments: TestStore.engines)
    func withdrawnPayment(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(2, .direct)
            let messages = try world.samples.messages(of: chain)
            let payment = try #require(messages.first { $0.type == "CEB411" })
            let withdrawal = payment.renamed("00000000-0000-4000-8000-0000000000C8")
                .replacing([("<ceb:appType>1<", "<ceb:appType>3<")])
            let answers = try await world.send(
                [payment, withdrawal] + messages.filter { $0.type != "CEB411" })
            #expect(answers.allSatisfy { $0["results"] != nil }, "\(answers.map(\.encoded))")
            try await world.settle()
            let waiting = try await world.declaration(copNo: chain.copNo)
            #expect(waiting.status == 2)
            #expect(waiting["waitsFor"]?.elements.compactMap(\.string) == ["CEB411"])
            try await world.send([payment.renamed("00000000-0000-4000-8000-0000000000C9")])
            try await world.settle()
            #expect([800, 500, 300].contains(try await world.declaration(copNo: chain.copNo).status ?? 0))
        }
    }

    @Test("CB-11 times, days, offices and identity numbers that are none get a negative receipt", arguments: TestStore.engines, [
        ("<ceb:declTime>20261120<", "<ceb:declTime>20261399<"), ("<ceb:customsCode>2244<", "<ceb:customsCode>9999<"),
        ("<ceb:appTime>20261120090000<", "<ceb:appTime>abcdefghijklmn<"), ("<ceb:appTime>20261120090000<", "<ceb:appTime>20991120090000<"),
        ("<ceb:buyerIdNumber>0", "<ceb:buyerIdNumber>1"),
    ])
    func misshapen(engine: TestStore.Engine, exchange: (String, String)) async throws {
        try await World.run(engine) { world in
            let list = try #require(try world.samples.messages(of: world.samples.chain(3, .direct)).last)
            let wrong = list.replacing([exchange])
            #expect(wrong.bytes != list.bytes)
            let answer = try #require(try await world.send([wrong]).first)
            let result = try #require(answer["results"]?.elements.first)
            #expect(result.status == -621_001)
            let findings = result["findings"]?.elements ?? []
            #expect(!findings.isEmpty)
            for finding in findings {
                #expect(finding["element"]?.string?.hasPrefix("621 ") == true)
                for said in ["message", "fix"] {
                    #expect(finding[said]?["zh"]?.string?.isEmpty == false)
                    #expect(finding[said]?["en"]?.string?.isEmpty == false)
                }
            }
        }
    }

    @Test("CB-01 more receipts at once than there are for the asking is refused, not cut in silence", arguments: TestStore.engines)
    func limits(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = world.program(of: world.cast.declarant)
            for path in ["receipts", "events"] {
                #expect(try await program.get("/api/v1/\(path)?limit=1000").status == 200)
                let refused = try await program.get("/api/v1/\(path)?limit=1001")
                #expect(refused.status == 400 || refused.status == 422)
                #expect(refused.text.contains("1 至 1000") || refused.text.contains("from 1 to 1000"))
            }
        }
    }
}
