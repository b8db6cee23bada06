import Balances
import Declarations
import House
import Journal
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

/// What buyers send back: within its days, to where it came from, once.
@Suite("Import returns") struct ImportReturnScenarios {
    @Test("CB-12 a return restores yearly amount, tax and zone stock of its list, once",
        arguments: TestStore.engines, [SampleKind.bonded, .direct])
    func whole(engine: TestStore.Engine, kind: SampleKind) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.cleared(2, kind)
            #expect(try await world.quotaUsed(buyer: 2) > .zero)
            let stock = try await world.stockLines().map { $0["balance"]?.string }
            let application = try world.samples.importReturn(of: chain, invtNo: invtNo)
            let taken = try await world.tell(application)
            #expect(taken.status == 2)
            #expect(taken.subject.hasPrefix("T20261120"))
            try await world.settle()
            let waiting = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(waiting.status == 120)
            #expect(waiting["decision"]?["backBy"]?.string == "2027-01-04")
            // Nothing is restored before the goods are back and looked at.
            #expect(try await world.quotaUsed(buyer: 2) > .zero)
            let entry = try await world.tell(
                try world.samples.warehouseEntry(of: [chain], "1"))
            try await world.settle()
            #expect(
                try await world.followUp(entry.subject, for: world.cast.warehouse).status == 399)
            let back = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(back.status == 300)
            let officer = try await world.officer()
            #expect(try await officer.get("/zh/worklist").text.contains(taken.subject))
            let agreed = try await world.agree(to: taken.subject, officer)
            #expect(agreed.status == 200, "\(agreed.text)")
            let done = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(done["receipts"]?.elements.map { $0.status } == [399, 120, 2])
            #expect(try await world.quotaUsed(buyer: 2) == .zero)
            #expect(try await world.guaranteeFree() == Fixed(100_000))
            #expect(try await world.taxBills().allSatisfy { $0["status"]?.integer == 3 })
            if kind == .bonded {
                #expect(try await world.stockLines().map { $0["balance"]?.string } != stock)
                for line in try await world.stockLines() {
                    #expect(line["returned"]?.string == line["taken"]?.string)
                    #expect(line["balance"]?.string == "1000")
                }
            }
            // Decided twice, or applied for twice, it restores nothing more.
            #expect(try await world.agree(to: taken.subject, officer).status != 200)
            let again = try await world.tell(
                try world.samples.importReturn(of: chain, invtNo: invtNo, attempt: 2))
            #expect(again.status == -625_033)
            #expect(try await world.quotaUsed(buyer: 2) == .zero)
            for language in ["zh", "en"] {
                let page = try await officer.get("/\(language)/follow-ups/\(taken.subject)")
                #expect(page.status == 200)
                #expect(page.text.contains("2027-01-04"))
            }
            let list = try await world.declaration(copNo: chain.copNo)
            #expect(list.status == 800)
            #expect(
                list["followUps"]?.elements.contains {
                    $0["preNo"]?.string == taken.subject
                } == true)
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    @Test("CB-12 a partial return restores its line only; the rest of the tax stays billed until the rest is back",
        arguments: TestStore.engines)
    func partial(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try #require(
                (1...40).first {
                    world.samples.chain($0, .direct).documents.last?.draft.lines.count == 3
                })
            let (chain, invtNo) = try await world.cleared(number, .direct)
            let used = try await world.quotaUsed(buyer: number)
            let full = try #require(try await world.taxBills().first?["total"]?.string)
            let officer = try await world.officer()
            try await world.bringBack(
                try world.samples.importReturn(
                    of: chain, invtNo: invtNo, lines: [(number: 1, quantity: nil)]),
                chain, "1", officer)
            let left = try await world.quotaUsed(buyer: number)
            #expect(left > .zero && left < used)
            try await world.expectBuyersSums(chain, used: used, left: left)
            let bills = try await world.taxBills()
            #expect(bills.count == 2)
            let open = try #require(bills.first { $0["status"]?.integer == 1 })
            #expect(open["taxNo"]?.string == "\(invtNo)-02")
            #expect(try Fixed(open["total"]?.string ?? "") < Fixed(full))
            #expect(
                try await world.guaranteeFree()
                    == Fixed(100_000).subtracting(Fixed(open["total"]?.string ?? "")))
            try await world.bringBack(
                try world.samples.importReturn(
                    of: chain, invtNo: invtNo,
                    lines: [(number: 2, quantity: nil), (number: 3, quantity: nil)], attempt: 2),
                chain, "2", officer)
            #expect(try await world.quotaUsed(buyer: number) == .zero)
            #expect(try await world.guaranteeFree() == Fixed(100_000))
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    /// What is wrong with an application, and the number it is refused with.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Int64
        let words: String
        let change: @Sendable (SampleMessage) -> SampleMessage

        var testDescription: String { "\(code) \(name)" }
    }

    static let rows = [
        Row(name: "no such list", code: -625_016, words: "查无本企业申报的进口清单") {
            $0.replacing([("<ceb:invtNo>2", "<ceb:invtNo>9")])
        },
        Row(name: "another buyer", code: -625_001, words: "与原清单不一致") {
            $0.replacing([("<ceb:buyerName>", "<ceb:buyerName>另")])
        },
        Row(name: "no such line", code: -625_209, words: "原清单中没有序号为 9") {
            $0.replacing([("<ceb:gnum>1<", "<ceb:gnum>9<")])
        },
        Row(name: "other goods", code: -625_001, words: "只能退回原商品") {
            $0.replacing([("<ceb:gname>", "<ceb:gname>另")])
        },
        Row(name: "more than was sold", code: -625_001, words: "超过可退数量") { $0.replacing([("</ceb:qty>", "9</ceb:qty>")]) },
        Row(name: "a figure beyond any", code: -625_001, words: "退货数量超出可处理的范围") { $0.replacing([("</ceb:qty>", "00000000000000000</ceb:qty>")]) },
        Row(name: "nothing", code: -625_001, words: "退货数量应大于 0") {
            $0.replacing([("<ceb:qty>1<", "<ceb:qty>0<"), ("<ceb:qty>2<", "<ceb:qty>0<")])
        },
        Row(name: "a number of its own", code: -625_008, words: "应由电子口岸生成") {
            $0.replacing([("<ceb:invtNo>", "<ceb:preNo>T20261120000000001</ceb:preNo><ceb:invtNo>")])
        },
        Row(name: "a change of what is not there", code: -625_016, words: "") {
            $0.replacing([("<ceb:appType>1<", "<ceb:appType>2<")])
        },
    ]

    @Test("CB-12 every application a sender can get wrong is refused with its official number",
        arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.cleared(2, .direct)
            let used = try await world.quotaUsed(buyer: 2)
            for (number, row) in Self.rows.enumerated() {
                let message = try world.samples.importReturn(
                    of: chain, invtNo: invtNo, lines: [(number: 1, quantity: nil)],
                    attempt: 10 + number)
                let answer = try await world.tell(row.change(message))
                #expect(answer.status == row.code, "\(row.name): \(answer.info)")
                #expect(row.words.isEmpty || answer.info.contains(row.words), "\(answer.info)")
            }
            // Not released: a held list is cancelled, not returned.
            let held = world.samples.chain(3, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: held))
            try await world.settle()
            let number = try await world.declaration(copNo: held.copNo)["invtNo"]?.string ?? ""
            let early = try await world.tell(
                try world.samples.importReturn(of: held, invtNo: number))
            #expect(early.status == -625_004)
            // Named by nobody: the carrier sends it under its own name.
            let own = try world.samples.importReturn(of: chain, invtNo: invtNo, attempt: 30)
            let carrier = world.cast.carrier
            let theirs = SampleMessage(
                type: own.type, guid: own.guid, sender: carrier,
                bytes: own.replacing([
                    ("<ceb:copCode>\(own.sender.customsCode)", "<ceb:copCode>\(carrier.customsCode)"),
                    (own.sender.dxpID, carrier.dxpID),
                ]).bytes, documents: 1)
            #expect(try await world.tell(theirs).status == -625_021)
            // Taken, it can be changed no more.
            let good = try world.samples.importReturn(of: chain, invtNo: invtNo, attempt: 31)
            #expect(try await world.tell(good).status == 2)
            try await world.settle()
            let late = try await world.tell(
                good.replacing([("<ceb:appType>1<", "<ceb:appType>2<")])
                    .renamed("00000000-0000-4000-8000-000000000009"))
            #expect(late.status == -625_022)
            #expect(try await world.quotaUsed(buyer: 2) == used)
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    @Test("CB-12 applied for on day 30 and back on day 45 it is a return; a day later it is none",
        arguments: TestStore.engines)
    func days(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (inTime, first) = try await world.cleared(2, .direct)
            let (late, second) = try await world.cleared(3, .direct)
            let (never, third) = try await world.cleared(4, .direct)
            world.time.advance(days: 30)
            let now = world.time.clock.now()
            let one = try await world.tell(
                try world.samples.importReturn(of: inTime, invtNo: first, at: now))
            #expect(one.status == 2)
            let two = try await world.tell(
                try world.samples.importReturn(of: late, invtNo: second, at: now))
            #expect(two.status == 2)
            try await world.settle()
            world.time.advance(days: 1)
            let three = try await world.tell(
                try world.samples.importReturn(of: never, invtNo: third))
            #expect(three.status == -625_004)
            #expect(three.info.contains("现已逾期"))
            // Day 31: what is on its way back is not collected yet, the other list is.
            try await world.lookAgain()
            let books = try await world.taxBills().filter { $0["dutyNo"]?.string != nil }
            #expect(books.map { $0["invtNo"]?.string } == [third])
            world.time.advance(days: 14)
            let entry = try world.samples.warehouseEntry(of: [inTime], "1")
            #expect(try await world.tell(entry).status == 2)
            try await world.settle()
            let officer = try await world.officer()
            #expect(try await world.agree(to: one.subject, officer).status == 200)
            let done = try await world.followUp(one.subject, for: world.cast.declarant)
            // The year is another one by now: what is restored is the year of the list.
            #expect(try Fixed(done["decision"]?["value"]?.string ?? "") > .zero)
            #expect(
                try await world.taxBills().first { $0["invtNo"]?.string == first }?["status"]?
                    .integer == 3)
            world.time.advance(days: 1)
            let tooLate = try await world.tell(
                try world.samples.warehouseEntry(of: [late], "2"))
            try await world.settle()
            #expect(
                try await world.followUp(tooLate.subject, for: world.cast.warehouse).status == 100)
            let over = try await world.followUp(two.subject, for: world.cast.declarant)
            #expect(over.status == 100)
            #expect(over.texts.contains { $0.contains("未在 2027-01-04 前运抵") })
            #expect(over["decision"]?["value"] == .null)
            // Its tax is due now, with the days everybody has.
            try await world.lookAgain()
            let due = try await world.taxBills().first { $0["invtNo"]?.string == second }
            #expect(due?["status"]?.integer == 2)
            #expect(due?["dueTo"]?.string == "2027-01-19")
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    @Test("CB-12 goods that never come back end the return by themselves; an officer may refuse what came",
        arguments: TestStore.engines)
    func ended(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (awaited, first) = try await world.cleared(2, .direct)
            let (wrong, second) = try await world.cleared(3, .bonded)
            let used = try await world.quotaUsed(buyer: 3)
            let one = try await world.tell(
                try world.samples.importReturn(of: awaited, invtNo: first))
            let two = try await world.tell(
                try world.samples.importReturn(of: wrong, invtNo: second))
            try await world.settle()
            // To another district's site it does not count as back.
            let elsewhere = try await world.tell(
                try world.samples.warehouseEntry(of: [wrong], "1").replacing([
                    ("<ceb:customsCode>2216", "<ceb:customsCode>2233")
                ]))
            try await world.settle()
            let refusedEntry = try await world.followUp(
                elsewhere.subject, for: world.cast.warehouse)
            #expect(refusedEntry.status == 100)
            #expect(refusedEntry.texts.contains { $0.contains("2216 关区") })
            #expect(
                try await world.followUp(two.subject, for: world.cast.declarant).status == 120)
            try await world.tell(try world.samples.warehouseEntry(of: [wrong], "2"))
            try await world.settle()
            let officer = try await world.officer()
            let version = try await world.followUp(two.subject, for: world.cast.declarant)[
                "version"]?.integer
            let refused = try await officer.decideFollowUp(
                two.subject,
                "{\"action\":\"refuse\",\"reason\":\"非原出售商品\",\"version\":\(version ?? 0)}")
            #expect(refused.status == 200, "\(refused.text)")
            #expect(try await world.quotaUsed(buyer: 3) == used)
            world.time.advance(days: 46)
            try await world.lookAgain()
            #expect(
                try await world.followUp(one.subject, for: world.cast.declarant).status == 100)
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    @Test("CB-08 warehouse entries and deliveries are noted on the case, wrong ones refused",
        arguments: TestStore.engines)
    func entriesAndDeliveries(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let held = world.samples.chain(1, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: held))
            try await world.settle()
            // A parcel on its way in enters the site while its list is looked at.
            let entry = try world.samples.warehouseEntry(of: [held], "1")
            #expect(try await world.tell(entry).status == 2)
            try await world.settle()
            let list = try await world.declaration(copNo: held.copNo)
            #expect(list["followUps"]?.elements.first?["type"]?.string == "CEB711")
            #expect(list.texts.contains { $0.contains("已入库 退货中心仓 A1") })
            let again = try await world.tell(
                entry.renamed("00000000-0000-4000-8000-000000000011"))
            #expect(again.status == -800_003)
            let export = try await world.tell(
                try world.samples.warehouseEntry(of: [held], "2")
                    .replacing([("<ceb:ieFlag>I", "<ceb:ieFlag>E")]))
            #expect(export.status == -800_001)
            // Not released, nobody can have signed for it.
            let now = world.time.clock.now()
            let early = try await world.tell(try world.samples.delivery(of: held, at: now))
            try await world.settle()
            #expect(early.status == 2)
            #expect(
                try await world.followUp(early.subject.isEmpty ? "" : early.subject,
                    for: world.cast.carrier).status != 399)
            let (chain, _) = try await world.cleared(2, .direct)
            world.time.advance(days: 1)
            let later = world.time.clock.now()
            let ahead = try await world.tell(
                try world.samples.delivery(
                    of: chain, at: later.adding(milliseconds: 1_800_000)))
            #expect(ahead.status == -505_011)
            let signed = try world.samples.delivery(of: chain, at: later)
            #expect(try await world.tell(signed).status == 2)
            let older = try await world.tell(
                try world.samples.delivery(of: chain, at: now)
                    .replacing([("<ceb:appType>1<", "<ceb:appType>2<")])
                    .renamed("00000000-0000-4000-8000-000000000012"))
            #expect(older.status == -505_016)
            try await world.settle()
            let delivered = try await world.declaration(copNo: chain.copNo)
            #expect(delivered.texts.contains { $0.contains("已签收 2026-11-21") })
            for language in ["zh", "en"] {
                let page = try await world.officer().get(
                    "/\(language)/declarations/\(delivered["preNo"]?.string ?? "")")
                #expect(page.status == 200)
            }
            let twice = try await world.tell(
                signed.renamed("00000000-0000-4000-8000-000000000013"))
            #expect(twice.status == -505_012)
            let gone = try await world.tell(
                try world.samples.delivery(of: world.samples.chain(9, .direct), at: later)
                    .replacing([("<ceb:appType>1<", "<ceb:appType>3<")]))
            #expect(gone.status == -505_014)
            try await world.everyReceiptFits()
        }
    }
}

extension World {
    /// Has a chain declared and released; gives it with its list's number. A chain that is drawn
    /// for inspection is let go by an officer.
    func cleared(_ number: Int, _ kind: SampleKind) async throws -> (SampleChain, String) {
        let chain = samples.chain(number, kind)
        try await send(try samples.messages(of: chain))
        try await settle()
        var list = try await declaration(copNo: chain.copNo)
        if list.status == 500 {
            let answer = try await officer().decide(
                list["preNo"]?.string ?? "",
                "{\"action\":\"release\",\"version\":\(list["version"]?.integer ?? 0)}")
            #expect(answer.status == 200, "\(answer.text)")
            try await settle()
            list = try await declaration(copNo: chain.copNo)
        }
        #expect(list.status == 800, "\(list.texts)")
        return (chain, list["invtNo"]?.string ?? "")
    }

    /// An officer agrees to a follow-up as it stands.
    func agree(to preNo: String, _ officer: Visitor) async throws -> Answer {
        let view = try await followUp(preNo, for: cast.declarant)
        return try await officer.decideFollowUp(
            preNo, "{\"action\":\"agree\",\"version\":\(view["version"]?.integer ?? 0)}")
    }

    /// A return from its application to the officer's consent.
    func bringBack(
        _ application: SampleMessage, _ chain: SampleChain, _ name: String, _ officer: Visitor
    ) async throws {
        let taken = try await tell(application)
        #expect(taken.status == 2, "\(taken.info)")
        try await settle()
        try await tell(try samples.warehouseEntry(of: [chain], name))
        try await settle()
        let answer = try await agree(to: taken.subject, officer)
        #expect(answer.status == 200, "\(answer.text)")
    }
}
