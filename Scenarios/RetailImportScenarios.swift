import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Retail import") struct RetailImportScenarios {
    @Test("CB-08 a parcel whose three documents fit is released with its tax explained", arguments: TestStore.engines, [SampleKind.direct, .bonded])
    func released(engine: TestStore.Engine, kind: SampleKind) async throws {
        try await World.run(engine) { world in
            let found = try await world.firstReleased(kind)
            #expect(found.status == 800)
            #expect(found["invtNo"]?.string?.utf8.count == 18)
            #expect(found["invtNo"]?.string?.contains("2026I") == true)
            let tax = try Fixed(found["taxYuan"]?.string ?? "")
            #expect(tax > .zero)
            let explained = found["explanation"]?.texts ?? []
            #expect(explained.contains { $0.contains("财关税〔2018〕49号") })
            #expect(explained.contains { $0.contains("个人年度交易限值") })
            let statuses = found["receipts"]?.elements.compactMap(\.status) ?? []
            #expect(statuses == [800, 120, 2])
        }
    }

    @Test("CB-08 the documents may come in any order", arguments: TestStore.engines, [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]])
    func anyOrder(engine: TestStore.Engine, order: [Int]) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(5, .direct)
            let messages = try world.samples.messages(of: chain)
            for (step, place) in order.enumerated() {
                try await world.send([messages[place]])
                try await world.settle()
                guard step < 3, order.prefix(step + 1).contains(3) else { continue }
                let waiting = try await world.declaration(copNo: chain.copNo)
                #expect(waiting.status == 2)
                #expect(waiting["waitsFor"]?.elements.count == 3 - step)
            }
            let status = try await world.declaration(copNo: chain.copNo).status ?? 0
            #expect([800, 500, 300].contains(status))
        }
    }

    @Test("CB-08 a difference between the documents is rejected with what to mend", arguments: TestStore.engines, [
        (SampleDefect.payerDiffers, "1327", "411 payerIdNumber"), (.amountDiffers, "100", "411 amountPaid"),
        (.buyerDiffers, "13127", "621 buyerIdNumber"), (.addressDiffers, "100", "511 consigneeAddress"),
        (.lineMissing, "1322", "621 gnum"),
    ])
    func rejected(engine: TestStore.Engine, wrong: (SampleDefect, String, String)) async throws {
        try await World.run(engine) { world in
            let found = try await world.declare(7, .direct, defect: wrong.0)
            #expect(found.status == 100)
            let findings = found["findings"]?.elements ?? []
            #expect(findings.contains { $0["element"]?.string == wrong.2 && $0["code"]?.string == wrong.1 })
            #expect(findings.allSatisfy { !($0["fix"]?["zh"]?.string ?? "").isEmpty && !($0["fix"]?["en"]?.string ?? "").isEmpty })
            #expect(findings.allSatisfy { !($0["citation"]?["document"]?.string ?? "").isEmpty })
            let texts = found.texts.joined()
            #expect(!texts.contains("000000190001"), "an ID number must never be shown")
        }
    }

    @Test("CB-08 a rejected list is mended and sent again under its number", arguments: TestStore.engines)
    func mended(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let rejected = try await world.declare(9, .direct, defect: .buyerDiffers)
            #expect(rejected.status == 100)
            world.time.advance(days: 1)
            let chain = world.samples.chain(9, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
            try await world.send([list.renamed("00000000-0000-4000-8000-0000000000C3")])
            try await world.settle()
            let mended = try await world.declaration(copNo: chain.copNo)
            #expect(mended["preNo"] == rejected["preNo"])
            #expect([800, 500, 300].contains(mended.status ?? 0))
        }
    }

    @Test("CB-08 without enough guarantee nothing is released and no quota is taken", arguments: TestStore.engines)
    func guarantee(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            let rejected = try await world.declare(11, .direct, buyer: 1)
            #expect(rejected.status == 100)
            #expect(rejected["findings"]?.elements.first?["element"]?.string == "621 assureCode")
            #expect(try await world.quotaUsed(buyer: 1) == .zero)
        }
    }

    @Test("CB-09 a buyer's purchases count against the year and never above it", arguments: TestStore.engines)
    func quota(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            var used = Fixed.zero
            var number = 100
            var refused: JSON?
            while refused == nil, number < 160 {
                let found = try await world.declare(number, .direct, basket: .large, buyer: 1)
                if found.status == 100 {
                    refused = found
                } else {
                    used = try used.adding(Fixed(found["valueYuan"]?.string ?? ""))
                    #expect(try await world.quotaUsed(buyer: 1) == used)
                }
                number += 1
            }
            let last = try #require(refused)
            #expect(last["findings"]?.elements.first?["code"]?.string == "-621018")
            #expect(used <= Fixed(26_000))
            #expect(used > Fixed(20_000))
            #expect(try await world.quotaUsed(buyer: 1) == used)
            // Another buyer is not touched, and the next year begins anew.
            #expect(try await world.quotaUsed(buyer: 2) == .zero)
            world.time.advance(days: 60)
            #expect(try await world.quotaUsed(buyer: 1) == .zero)
        }
    }

    @Test("CB-08 several articles above the limit of one purchase are not retail import", arguments: TestStore.engines)
    func overLimit(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let found = try await world.declare(13, .direct, defect: .overOrderLimit)
            #expect(found.status == 100)
            #expect(found["findings"]?.elements.first?["code"]?.string == "-621005")
            #expect(found["findings"]?.elements.first?["citation"]?["document"]?.string?.contains("49号") == true)
        }
    }
}

extension World {
    /// Declares until the sample rule has let one pass.
    func firstReleased(_ kind: SampleKind) async throws -> JSON {
        for number in 1...20 {
            let found = try await declare(number, kind)
            if found.status == 800 { return found }
            if found.status == 100 { return found }
        }
        return .null
    }

    /// What a buyer has used this year, asked as a platform would.
    func quotaUsed(buyer: Int) async throws -> Fixed {
        let number = samples.chain(1, .direct, buyer: buyer).documents.first?
            .draft.head["buyerIdNumber"] ?? ""
        let answer = try await program(of: cast.platform).post(
            "/api/v1/quota", json: "{\"buyerIdNumber\":\"\(number)\"}")
        return try Fixed(JSON(answer.body)["usedYuan"]?.string ?? "")
    }
}

extension SampleMessage {
    /// The same content under another guid, as a system sends it that has mended something.
    func renamed(_ guid: String) -> SampleMessage {
        replacing([(self.guid, guid)], guid: guid)
    }

    /// The message with some texts exchanged for others.
    func replacing(_ exchanges: [(String, String)], guid: String? = nil) -> SampleMessage {
        var text = String(decoding: bytes, as: UTF8.self)
        for (old, new) in exchanges { text = text.replacing(old, with: new) }
        return SampleMessage(
            type: type, guid: guid ?? self.guid, sender: sender, bytes: Array(text.utf8),
            documents: documents)
    }
}

@Suite("Guarantees") struct GuaranteeScenarios {
    @Test("CB-08 a guarantee that has ended secures nothing any more", arguments: TestStore.engines)
    func ended(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2026-11-21")
            let today = try await world.declare(21, .direct)
            #expect([800, 500, 300].contains(today.status ?? 0))
            world.time.advance(days: 2)
            let later = try await world.declare(22, .direct)
            #expect(later.status == 100)
            #expect(later["findings"]?.elements.first?["element"]?.string == "621 assureCode")
        }
    }

    @Test("CB-08 a held list is not released on a guarantee that has ended meanwhile", arguments: TestStore.engines)
    func endedWhileHeld(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 0) { world in
            try await world.pledge(until: "2026-11-21")
            let held = try await world.declare(23, .direct, basket: .watched)
            #expect(held.status == 300)
            let preNo = try #require(held["preNo"]?.string)
            world.time.advance(days: 2)
            let visitor = try await world.officer()
            let decision = #"{"action":"release","version":\#(held["version"]?.integer ?? 0)}"#
            let refused = try await visitor.decide(preNo, decision)
            #expect(refused.status == 409)
            #expect(refused.text.contains("declarations.guarantee-ended"))
            try await world.deposit(Fixed(100_000))
            #expect(try await visitor.decide(preNo, decision).status == 200)
        }
    }
}
