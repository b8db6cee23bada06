import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("Cancellations") struct CancelScenarios {
    @Test("CB-08 a held list is cancelled when an officer agrees; quota, guarantee and documents are given back once", arguments: TestStore.engines)
    func importAgreed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, basket: .watched, buyer: 1)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let held = try await world.declaration(copNo: chain.copNo)
            #expect(held.status == 300)
            #expect(try await world.quotaUsed(buyer: 1) > .zero)
            let invtNo = try #require(held["invtNo"]?.string)

            let taken = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo))
            #expect(taken.status == 2)
            #expect(taken.subject.hasPrefix("C20261120"))
            try await world.settle()
            let waiting = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(waiting.status == 300)
            #expect(try await world.declaration(copNo: chain.copNo).status == 300, "nothing happens before the officer agrees")

            let officer = try await world.officer()
            #expect(try await officer.get("/api/v1/worklist").text.contains(taken.subject))
            #expect(try await officer.get("/zh/worklist").text.contains(taken.subject))
            let version = waiting["version"]?.integer ?? 0
            let agreed = try await officer.decideFollowUp(taken.subject, #"{"action":"agree","version":\#(version)}"#)
            #expect(agreed.status == 200, "\(agreed.text)")

            let over = try await world.declaration(copNo: chain.copNo)
            #expect(over.status == 10)
            #expect(over["next"]?["isOver"] == .bool(true))
            #expect(over["followUps"]?.elements.first?["preNo"]?.string == taken.subject)
            #expect(try await world.quotaUsed(buyer: 1) == .zero)
            let concluded = try await world.followUp(taken.subject, for: world.cast.declarant)
            #expect(concluded["receipts"]?.elements.map { $0.status } == [399, 120, 2])
            let again = try await officer.decideFollowUp(taken.subject, #"{"action":"agree","version":\#(version)}"#)
            #expect(again.status == 409)
            #expect(try await world.quotaUsed(buyer: 1) == .zero)

            // The documents are free: another list for the parcel finds them.
            let list = try #require(try world.samples.messages(of: chain).last)
            let anew = list.replacing([(chain.copNo, chain.copNo + "N")], guid: nil).renamed("00000000-0000-4000-8000-000000000001")
            #expect(try await world.tell(anew).status == 2)
            try await world.settle()
            #expect(try await world.declaration(copNo: chain.copNo + "N").status == 300)
            for language in ["zh", "en"] {
                let page = try await officer.get("/\(language)/declarations/\(over["preNo"]?.string ?? "")")
                #expect(page.text.contains(taken.subject))
                #expect(try await officer.get("/\(language)/follow-ups/\(taken.subject)").status == 200)
            }
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-04 documents about lists stand latest first, whatever the letter of their number", arguments: TestStore.engines)
    func latestFirst(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (back, backNo) = try await world.cleared(2, .direct)
            let returned = try await world.tell(try world.samples.importReturn(of: back, invtNo: backNo))
            world.time.advance(seconds: 60)
            let chain = world.samples.chain(1, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let invtNo = try #require(try await world.declaration(copNo: chain.copNo)["invtNo"]?.string)
            let cancel = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo))
            // By its letter a return (T) would stand before a cancellation (C).
            let declarant = world.program(of: world.cast.declarant)
            let all = try JSON(try await declarant.get("/api/v1/follow-ups").body)["followUps"]?.elements ?? []
            #expect(all.map { $0["preNo"]?.string } == [cancel.subject, returned.subject])
            let first = try JSON(try await declarant.get("/api/v1/follow-ups?limit=1").body)
            let place = try #require(first["before"]?.string)
            let next = try JSON(try await declarant.get("/api/v1/follow-ups?limit=1&before=\(place)").body)
            #expect(next["followUps"]?.elements.map { $0["preNo"]?.string } == [returned.subject])
        }
    }

    @Test("CB-03 an export list is cancelled, or not, as the officer says", arguments: TestStore.engines)
    func exportRefused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .summarised, basket: .watched)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let invtNo = try #require(try await world.declaration(copNo: chain.copNo)["invtNo"]?.string)
            let first = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo))
            let second = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 2))
            #expect(second.status == -607_001, "one application at a time")
            try await world.settle()
            let officer = try await world.officer()
            // Whoever would release the list is told what that does to the application.
            let held = try #require(try await world.declaration(copNo: chain.copNo)["preNo"]?.string)
            let question = try await officer.get("/zh/worklist/batch?action=release&list=\(held)")
            #expect(question.text.contains("1 份清单有未决的撤销申请，放行后申请将自动退回"))
            // The line of the list says the same as the warning above it, and the warning leads there.
            #expect(question.text.contains("可以</span><span class=\"under\">撤销申请将随之退回"))
            #expect(question.text.contains("/zh/follow-ups/\(first.subject)"))
            for action in ["reject", "inspect"] {
                let other = try await officer.get("/en/worklist/batch?action=\(action)&list=\(held)")
                #expect(other.text.contains("This decision rejects them") && !other.text.contains("Decide them first"))
            }
            let bare = try await officer.decideFollowUp(first.subject, #"{"action":"refuse","version":2}"#)
            #expect(bare.status == 422, "a refusal needs a reason")
            let refused = try await officer.decideFollowUp(first.subject, #"{"action":"refuse","reason":"货物已装车","version":2}"#)
            #expect(refused.status == 200, "\(refused.text)")
            #expect(try await world.declaration(copNo: chain.copNo).status == 300)
            let found = try await world.followUp(first.subject, for: world.cast.declarant)
            #expect(found.status == 100)
            #expect(found["receipts"]?.elements.first?["info"]?.string?.contains("货物已装车") == true)
            // Mended, it may be applied for again, under the same number.
            let third = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 3))
            #expect(third.status == 2)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-08 a cancel after release, of another's list, of no list, or that differs is refused with its number and changes nothing", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, buyer: 1)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let released = try await world.declaration(copNo: chain.copNo)
            #expect(released.status == 800)
            let used = try await world.quotaUsed(buyer: 1)
            let invtNo = try #require(released["invtNo"]?.string)
            let late = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo))
            #expect(late.status == -623_005)
            #expect(late.info.contains("退货"))
            let none = try await world.tell(try world.samples.cancellation(of: chain, invtNo: "22442026I999999999"))
            #expect(none.status == -623_003)
            let differs = try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 2)
                .replacing([(chain.orderNo, "O-OTHER")])
            #expect(try await world.tell(differs).status == -623_001)
            let blank = try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 3)
                .replacing([("订购人取消订单（测试）", "  ")])
            #expect(try await world.tell(blank).status == -623_001)

            // Another declarant: the list is not there for it, and it may not act as the declarant.
            let other = SampleEnterprise(name: "测试报关乙", nameEn: "Test Broker B", number: 77)
            let key = try await world.join(other, as: .declarant)
            let mine = world.cast.declarant
            let foreign = try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 4).replacing([
                (mine.customsCode, other.customsCode), (mine.dxpID, other.dxpID), (mine.name, other.name),
            ])
            let answer = try JSON(try await Visitor(world.window.door).as(key: key)
                .post("/api/v1/ceb", xml: foreign.bytes, headers: ["accept": "application/json"]).body)
            #expect(answer["results"]?.elements.first?.status == -623_003, "\(answer.encoded)")
            let stranger = try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 5)
            let carrier = world.cast.carrier
            let sent = stranger.replacing([
                ("copCode>\(mine.customsCode)<", "copCode>\(carrier.customsCode)<"), (mine.dxpID, carrier.dxpID),
            ])
            let refused = try JSON(try await world.program(of: carrier)
                .post("/api/v1/ceb", xml: sent.bytes, headers: ["accept": "application/json"]).body)
            #expect(refused["results"]?.elements.first?.status == -623_026, "\(refused.encoded)")

            #expect(try await world.declaration(copNo: chain.copNo).status == 800)
            #expect(try await world.quotaUsed(buyer: 1) == used)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 a released export list is not cancelled; a draft of an application waits and is deleted", arguments: TestStore.engines)
    func exportBand(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            // The first is drawn for inspection: what the customs open is not cancelled either.
            let inspected = try await world.declare(1, .simplified)
            #expect(inspected.status == 500)
            let opened = try world.samples.cancellation(
                of: world.samples.chain(1, .simplified), invtNo: inspected["invtNo"]?.string ?? "")
            let answer = try await world.tell(opened)
            #expect(answer.status == -607_001)
            #expect(answer.info.contains("查验"))
            let chain = world.samples.chain(2, .simplified)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let list = try await world.declaration(copNo: chain.copNo)
            #expect(list.status == 800)
            let invtNo = try #require(list["invtNo"]?.string)
            #expect(try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo)).status == -607_001)
            let draft = try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 2)
                .replacing([("appStatus>2<", "appStatus>1<")])
            let staged = try await world.tell(draft)
            #expect(staged.status == 1)
            try await world.settle()
            #expect(try await world.followUp(staged.subject, for: world.cast.declarant).status == 1)
            let deleted = try await world.tell(
                draft.replacing([("appType>1<", "appType>3<")]).renamed("00000000-0000-4000-8000-000000000002"))
            #expect(deleted.status == 2)
            let gone = try await world.tell(
                draft.replacing([("appType>1<", "appType>2<")]).renamed("00000000-0000-4000-8000-000000000003"))
            #expect(gone.status == -607_001, "what was deleted is not there to be changed")
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-08 an application for a list that the officer decides meanwhile is refused with it", arguments: TestStore.engines)
    func overtaken(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let held = try await world.declaration(copNo: chain.copNo)
            let applied = try await world.tell(
                try world.samples.cancellation(of: chain, invtNo: held["invtNo"]?.string ?? ""))
            try await world.settle()
            let preNo = try #require(held["preNo"]?.string)
            let officer = try await world.officer()
            let decided = try await officer.decide(preNo, #"{"action":"release","version":\#(held["version"]?.integer ?? 0)}"#)
            #expect(decided.status == 200, "\(decided.text)")
            #expect(try await world.followUp(applied.subject, for: world.cast.declarant).status == 100)
            #expect(try await world.declaration(copNo: chain.copNo).status == 800)
            #expect(try await officer.decideFollowUp(applied.subject, #"{"action":"agree","version":3}"#).status == 422)
        }
    }
}
