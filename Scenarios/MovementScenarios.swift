import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("Arrivals, bags and departures") struct MovementScenarios {
    @Test("CB-03 parcels arrive at the site, are bagged and leave; their lists show it and the export is confirmed", arguments: TestStore.engines)
    func journey(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(3)
            let (carrier, site, declarant) = (world.cast.carrier, world.cast.warehouse, world.cast.declarant)
            let arrival = try await world.tell(try world.samples.arrival(of: chains, "A1"))
            #expect(arrival.status == 2)
            try await world.settle()
            let there = try await world.followUp(arrival.subject, for: site)
            #expect(there.status == 399)
            #expect(there["decision"]?["lines"]?.elements.map { $0["fits"] } == [.bool(true), .bool(true), .bool(true)])

            let bag = try await world.tell(try world.samples.bagList(of: chains, "B1"))
            try await world.settle()
            #expect(try await world.followUp(bag.subject, for: declarant).status == 399)

            let left = try await world.tell(try world.samples.departure(of: chains, "D1"))
            try await world.settle()
            #expect(try await world.followUp(left.subject, for: carrier).status == 399)
            for chain in chains {
                let list = try await world.declaration(copNo: chain.copNo)
                #expect(list.status == 899)
                #expect(list["next"]?["who"]?["zh"]?.string?.contains("出口已确认") == true)
                #expect(Set(list["movements"]?.elements.compactMap { $0["followUp"]?.string } ?? []) == [arrival.subject, bag.subject, left.subject])
                #expect(list["receipts"]?.elements.first?.status == 899)
                let page = try await world.officer().get("/en/declarations/\(list["preNo"]?.string ?? "")")
                #expect(page.text.contains("Left the country") && page.text.contains("BAGB1"))
            }
            // Nobody sees the whole of a document of which it is only a part.
            let seller = world.program(of: world.cast.seller)
            #expect(try await seller.get("/api/v1/follow-ups/\(left.subject)").status == 404)
            #expect(try await world.program(of: carrier).get("/zh/follow-ups").status != 500)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 each line of an arrival or a departure is looked at by itself and the receipt names those that do not fit", arguments: TestStore.engines)
    func lineByLine(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(2)
            let unknown = world.samples.chain(900, .simplified)
            // The first of its kind is drawn for inspection.
            _ = try await world.declare(1, .simplified)
            let inspected = world.samples.chain(1, .simplified)
            let left = try await world.tell(
                try world.samples.departure(of: [chains[0], inspected, unknown], "D1"))
            try await world.settle()
            let found = try await world.followUp(left.subject, for: world.cast.carrier)
            #expect(found.status == 399)
            #expect(found["decision"]?["lines"]?.elements.map { $0["fits"] } == [.bool(true), .bool(false), .bool(false)])
            let info = found["receipts"]?.elements.first?["info"]?.string ?? ""
            #expect(info.contains("1 项相符，2 项不符") && info.contains(inspected.waybill) && info.contains(unknown.waybill))
            #expect(try await world.declaration(copNo: chains[0].copNo).status == 899)
            #expect(try await world.declaration(copNo: inspected.copNo).status == 500, "what is not released has not left")

            let again = try await world.tell(try world.samples.departure(of: [chains[0]], "D2"))
            try await world.settle()
            let refused = try await world.followUp(again.subject, for: world.cast.carrier)
            #expect(refused.status == 100)
            let finding = refused["decision"]?["lines"]?.elements.first?["finding"]
            #expect(finding?["message"]?["en"]?.string?.contains("Closed") == true, "\(refused.encoded.prefix(800))")
            #expect(finding?["fix"]?["zh"]?.string?.isEmpty == false)

            // A parcel arrives once.
            let first = try await world.tell(try world.samples.arrival(of: [chains[1]], "A1"))
            let second = try await world.tell(try world.samples.arrival(of: [chains[1]], "A2"))
            try await world.settle()
            #expect(try await world.followUp(first.subject, for: world.cast.warehouse).status == 399)
            #expect(try await world.followUp(second.subject, for: world.cast.warehouse).status == 100)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 a bag list is all or nothing: every list exists, is released, and travels once", arguments: TestStore.engines)
    func bags(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(3)
            let unknown = world.samples.chain(900, .simplified)
            let bad = try await world.tell(try world.samples.bagList(of: chains + [unknown], "B1"))
            try await world.settle()
            #expect(try await world.followUp(bad.subject, for: world.cast.declarant).status == 100)
            #expect(try await world.declaration(copNo: chains[0].copNo)["movements"]?.elements.isEmpty == true)
            // Mended, under the same number.
            let mended = try await world.tell(
                try world.samples.bagList(of: Array(chains.prefix(2)), "B1").renamed("00000000-0000-4000-8000-000000000011"))
            #expect(mended.subject == bad.subject)
            try await world.settle()
            #expect(try await world.followUp(bad.subject, for: world.cast.declarant).status == 399)
            let twice = try await world.tell(try world.samples.bagList(of: chains, "B2"))
            try await world.settle()
            let refused = try await world.followUp(twice.subject, for: world.cast.declarant)
            #expect(refused.status == 100)
            #expect(refused["decision"]?["lines"]?.elements.map { $0["fits"] } == [.bool(false), .bool(false), .bool(true)])
            // Another flight than the list itself says.
            let other = try world.samples.bagList(of: [chains[2]], "B3").replacing([("voyageNo>TS0587<", "voyageNo>TS0001<")])
            let differs = try await world.tell(other)
            try await world.settle()
            let otherFlight = try await world.followUp(differs.subject, for: world.cast.declarant)
            #expect(otherFlight.status == 100)
            #expect(otherFlight.texts.contains("607 voyageNo"))
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 what cannot be is refused at once with the number of its band", arguments: TestStore.engines)
    func implausible(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(2, .simplified)
            let twice = [chain, chain]
            #expect(try await world.tell(try world.samples.arrival(of: twice, "A1")).status == -803_001)
            #expect(try await world.tell(try world.samples.departure(of: twice, "D1")).status == -507_001)
            #expect(try await world.tell(try world.samples.bagList(of: twice, "B1")).status == -903_001)
            let import_ = try world.samples.arrival(of: [chain], "A2").replacing([("ieFlag>E<", "ieFlag>I<")])
            #expect(try await world.tell(import_).status == -803_001)
            let ahead = try world.samples.departure(of: [chain], "D2").replacing([("leaveTime>20261120", "leaveTime>20261129")])
            #expect(try await world.tell(ahead).status == -507_001)
            let weightless = try world.samples.bagList(of: [chain], "B2").replacing([("grossWeight>100<", "grossWeight>0<")])
            #expect(try await world.tell(weightless).status == -903_001)
            let parts = try world.samples.bagList(of: [chain], "B3").replacing([("msgSeqNo>1<", "msgSeqNo>2<")])
            #expect(try await world.tell(parts).status == -903_001)
            // A site that is none, and an enterprise nobody knows.
            let carrier = world.cast.carrier
            let noSite = try world.samples.arrival(of: [chain], "A3")
                .replacing([("operatorCode>\(world.cast.warehouse.creditCode)<", "operatorCode>\(carrier.creditCode)<")])
            #expect(try await world.tell(noSite).status == -10_101)
            let nobody = SampleEnterprise(name: "", nameEn: "", number: 999_999)
            let unknown = try world.samples.departure(of: [chain], "D3").replacing([
                ("logisticsCode>\(carrier.creditCode)<", "logisticsCode>\(nobody.creditCode)<")
            ])
            #expect(try await world.tell(unknown).status == -10_102)
            // A change of what is not there, and one of what has taken effect.
            let change = try world.samples.departure(of: [chain], "D4").replacing([("appType>1<", "appType>2<")])
            #expect(try await world.tell(change).status == -507_001)
            try await world.everyReceiptFits()
        }
    }
}

@Suite("Divided messages") struct PartScenarios {
    @Test("CB-03 the parts of a divided message wait for each other in any order and take effect together", arguments: TestStore.engines)
    func reordered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(3)
            func part(_ number: Int) throws -> SampleMessage {
                try world.samples.departure(of: [chains[number - 1]], "D1", .init(number, of: 3))
            }
            let third = try await world.tell(try part(3))
            let first = try await world.tell(try part(1))
            try await world.settle()
            let waiting = try await world.followUp(first.subject, for: world.cast.carrier)
            #expect(waiting.status == 2)
            #expect(waiting["missingParts"]?.elements == [.integer(2)])
            #expect(try await world.declaration(copNo: chains[0].copNo).status == 800)
            let second = try await world.tell(try part(2))
            try await world.settle()
            for taken in [first, second, third] {
                let done = try await world.followUp(taken.subject, for: world.cast.carrier)
                #expect(done.status == 399)
                #expect(done["decision"]?["lines"]?.elements.count == 3)
            }
            for chain in chains { #expect(try await world.declaration(copNo: chain.copNo).status == 899) }
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 a list that two parts of a departure name leaves once: the repeated line is refused and no other list waits for it", arguments: TestStore.engines)
    func repeatedDeparture(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(3)
            // Alone, and beside others: which list each part names, and which of those lines fit.
            for (name, lists, fits) in [("D1", [0, 0], [true, false]), ("D2", [1, 2, 1], [true, true, false])] {
                var taken: [String] = []
                for (index, list) in lists.enumerated() {
                    let part = SampleChains.Portion(index + 1, of: lists.count)
                    taken.append(try await world.tell(try world.samples.departure(of: [chains[list]], name, part)).subject)
                }
                try await world.settle()
                for number in taken {
                    let done = try await world.followUp(number, for: world.cast.carrier)
                    #expect(done.status == 399)
                    #expect(done["decision"]?["lines"]?.elements.map { $0["fits"] } == fits.map { .bool($0) })
                    let finding = done["decision"]?["lines"]?.elements.last?["finding"]
                    #expect(finding?["message"]?["en"]?.string == "Waybill \(chains[lists[0]].waybill) stands in two parts")
                    #expect(done["receipts"]?.elements.first?["info"]?.string?.contains("在各份报文中重复") == true)
                }
                for list in lists { #expect(try await world.declaration(copNo: chains[list].copNo).status == 899) }
            }
            let operators = try await world.operators()
            #expect(try JSON(try await operators.get("/api/v1/gateway/stuck").body)["stuck"]?.elements.isEmpty == true)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 what two parts of an arrival, a bag list or a summary name is not passed over", arguments: TestStore.engines)
    func repeatedElsewhere(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.departed(2)
            let numbers = try await world.numbers(of: chains)
            let there = try await world.releasedExports(2)
            var summaries: [String] = []
            for (part, list) in [0, 1, 0].enumerated() {
                let message = try world.samples.summary(like: chains[0], "S1", numbers: [numbers[list]], .init(part + 1, of: 3))
                summaries.append(try await world.tell(message).subject)
            }
            var arrivals: [String] = []
            var bags: [String] = []
            for part in 1...2 {
                arrivals.append(try await world.tell(try world.samples.arrival(of: [there[0]], "A1", .init(part, of: 2))).subject)
                bags.append(try await world.tell(try world.samples.bagList(of: [there[1]], "B1", .init(part, of: 2))).subject)
            }
            try await world.settle()
            let site = world.cast.warehouse
            let declarant = world.cast.declarant
            // A line of an arrival stands by itself; bag lists and summaries stand or fall as a whole.
            for (subjects, holder, status, fits) in [
                (arrivals, site, 399, [true, false]), (bags, declarant, 100, [true, false]), (summaries, declarant, 100, [true, true, false]),
            ] as [([String], SampleEnterprise, Int64, [Bool])] {
                for subject in subjects {
                    let found = try await world.followUp(subject, for: holder)
                    #expect(found.status == status, "\(subject)")
                    #expect(found["decision"]?["lines"]?.elements.map { $0["fits"] } == fits.map { .bool($0) }, "\(subject)")
                    #expect(found["receipts"]?.elements.first?["info"]?.string?.contains("重复") == true)
                }
            }
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 a part that says otherwise than the others is refused", arguments: TestStore.engines)
    func contradicting(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(2)
            try await world.tell(try world.samples.departure(of: [chains[0]], "D1", .init(1, of: 2)))
            let count = try await world.tell(try world.samples.departure(of: [chains[1]], "D1", .init(2, of: 3)))
            #expect(count.status == -507_001 && count.info.contains("msgCount"))
            let flight = try await world.tell(
                try world.samples.departure(of: [chains[1]], "D1", .init(2, of: 2))
                    .replacing([("voyageNo>TS0587<", "voyageNo>TS0001<")]))
            #expect(flight.status == -507_001 && flight.info.contains("voyageNo"))
            let good = try await world.tell(
                try world.samples.departure(of: [chains[1]], "D1", .init(2, of: 2)).renamed("00000000-0000-4000-8000-000000000021"))
            #expect(good.status == 2)
            try await world.settle()
            #expect(try await world.followUp(good.subject, for: world.cast.carrier).status == 399)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 missing part 3 of 5 is shown as waiting and refused after the time that is set", arguments: TestStore.engines)
    func late(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(5)
            var taken: [String] = []
            for number in [1, 2, 4, 5] {
                taken.append(
                    try await world.tell(
                        try world.samples.departure(of: [chains[number - 1]], "D1", .init(number, of: 5))).subject)
            }
            try await world.settle()
            let operators = try await world.operators()
            _ = try await operators.get("/zh/gateway")
            #expect(try await operators.post("/zh/gateway/look-again", form: [:]).status == 303)
            let waiting = try await world.followUp(taken[0], for: world.cast.carrier)
            #expect(waiting.status == 2, "there is time yet")
            #expect(waiting["missingParts"]?.elements == [.integer(3)])
            #expect(waiting["timeline"]?.elements.contains { $0["kind"]?.string == "declarations.follow-up-waits" } == true)
            world.time.advance(days: 2)
            let later = try await world.operators()
            _ = try await later.get("/zh/gateway")
            #expect(try await later.post("/zh/gateway/look-again", form: [:]).status == 303)
            for number in taken {
                let refused = try await world.followUp(number, for: world.cast.carrier)
                #expect(refused.status == 100)
                #expect(refused["receipts"]?.elements.first?["info"]?.string?.contains("仍缺第 3 份") == true)
            }
            for chain in chains { #expect(try await world.declaration(copNo: chain.copNo).status == 800) }
            try await world.expectSound()
            // Sent anew, all five, it leaves.
            for number in 1...5 {
                let again = try world.samples.departure(of: [chains[number - 1]], "D1", .init(number, of: 5))
                let taken = try await world.tell(again.renamed("00000000-0000-4000-8000-00000000005\(number)"))
                #expect(taken.status == 2, "\(taken.info)")
            }
            try await world.settle()
            for chain in chains { #expect(try await world.declaration(copNo: chain.copNo).status == 899) }
            try await world.everyReceiptFits()
        }
    }
}

extension World {
    /// Declares export lists until so many are released; gives their chains.
    func releasedExports(_ count: Int, _ kind: SampleKind = .simplified) async throws -> [SampleChain] {
        var found: [SampleChain] = []
        var number = 1
        while found.count < count, number < 50 {
            number += 1
            if try await declare(number, kind).status == 800 { found.append(samples.chain(number, kind)) }
        }
        return found
    }
}
