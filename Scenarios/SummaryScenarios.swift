import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Summary declarations") struct SummaryScenarios {
    @Test("CB-03 closed lists of flag B are summarised by a period into declarations whose figures add up", arguments: TestStore.engines)
    func period(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = try await world.departed(6)
            let sent = try await world.tell(
                try world.samples.summary(like: chains[0], "S1", period: ("20261101000000", "20261130235959")))
            #expect(sent.status == 2)
            try await world.settle()
            let done = try await world.followUp(sent.subject, for: world.cast.declarant)
            #expect(done.status == 399, "\(done["receipts"]?.encoded ?? "")")
            let drafts = done["decision"]?["declarations"]?.elements ?? []
            #expect(!drafts.isEmpty)
            // Every line of every list stands in exactly one line, and the sums are those of the lists.
            var sources: [String] = []
            var amount = Fixed.zero
            var mass = Fixed.zero
            for draft in drafts {
                mass = try mass.adding(Fixed(draft["grossMassKilograms"]?.string ?? ""))
                for line in draft["lines"]?.elements ?? [] {
                    amount = try amount.adding(Fixed(line["amount"]?.string ?? ""))
                    sources += (line["sources"]?.elements ?? []).map { "\($0["invtNo"]?.string ?? "")/\($0["gnum"]?.string ?? "")" }
                    #expect(line["unitPrice"]?.string?.isEmpty == false)
                }
            }
            var expected = Fixed.zero
            var expectedMass = Fixed.zero
            var lines = 0
            for chain in chains {
                let list = try #require(chain.documents.last).draft
                expectedMass = try expectedMass.adding(Fixed(list.head["grossWeight"] ?? ""))
                for line in list.lines {
                    lines += 1
                    expected = try expected.adding(Fixed(line["totalPrice"] ?? ""))
                }
            }
            #expect(amount == expected && mass == expectedMass)
            #expect(sources.count == lines && Set(sources).count == lines)

            let results = try await world.allReceipts(of: world.cast.declarant).filter { $0["type"]?.string == "CEB792" }
            #expect(results.count == drafts.count)
            #expect(results.allSatisfy { $0["xml"]?.string?.contains("gseqno>1<") == true }, "the schema asks for it")
            let sumNo = try #require(done["decision"]?["sumNo"]?.string)
            #expect(sumNo.hasPrefix("S20261120") && results.allSatisfy { $0["xml"]?.string?.contains(sumNo) == true })
            let month = try JSON(try await world.program(of: world.cast.declarant).get("/api/v1/statistics/exports?month=2026-11").body)
            #expect(month["summary"]?["summarised"]?.integer == 6)
            #expect(month["summary"]?["toSummarise"]?.integer == 0)
            #expect(month["summary"]?["dueDay"]?.string == "2026-12-15")
            let page = try await world.officer().get("/zh/follow-ups/\(sent.subject)")
            #expect(page.text.contains("汇总报关单") && page.text.contains(drafts[0]["declSeqNo"]?.string ?? "?"))

            // Nothing is summarised twice.
            let again = try await world.tell(
                try world.samples.summary(like: chains[0], "S2", period: ("20261101000000", "20261130235959")))
            try await world.settle()
            #expect(try await world.followUp(again.subject, for: world.cast.declarant).status == 100)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 named lists stand or fall together: closed, of flag B, of this declarant, once", arguments: TestStore.engines)
    func named(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let closed = try await world.departed(2)
            let numbers = try await world.numbers(of: closed)
            let simplified = try await world.numbers(of: try await world.releasedExports(1))
            let open = try await world.declare(40, .summarised)["invtNo"]?.string ?? ""
            let bad = try await world.tell(
                try world.samples.summary(like: closed[0], "S1", numbers: numbers + simplified + [open, "22442026E999999999"]))
            try await world.settle()
            let refused = try await world.followUp(bad.subject, for: world.cast.declarant)
            #expect(refused.status == 100)
            #expect(refused["decision"]?["lines"]?.elements.map { $0["fits"] } == [.bool(true), .bool(true), .bool(false), .bool(false), .bool(false)])
            let fixes = refused["decision"]?["lines"]?.elements.compactMap { $0["finding"]?["fix"]?["en"]?.string } ?? []
            #expect(fixes.count == 3 && fixes.contains { $0.contains("CEB509") })

            // In two parts, the later first.
            let second = try await world.tell(
                try world.samples.summary(like: closed[0], "S2", numbers: [numbers[1]], .init(2, of: 2)))
            try await world.settle()
            #expect(try await world.followUp(second.subject, for: world.cast.declarant).status == 2)
            let first = try await world.tell(
                try world.samples.summary(like: closed[0], "S2", numbers: [numbers[0]], .init(1, of: 2)))
            try await world.settle()
            for part in [first, second] {
                #expect(try await world.followUp(part.subject, for: world.cast.declarant).status == 399)
            }
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-03 a summary that says nothing, half or nonsense is refused at once", arguments: TestStore.engines)
    func implausible(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .summarised)
            let period = (from: "20261101000000", to: "20261130235959")
            let whole = try world.samples.summary(like: chain, "S1", period: period)
            let wrong = [
                try world.samples.summary(like: chain, "S2"),
                try world.samples.summary(like: chain, "S3", numbers: ["22442026E000000001", "22442026E000000001"]),
                whole.replacing([("<ceb:endTime>20261130235959</ceb:endTime>", "")]),
                try world.samples.summary(like: chain, "S4", period: (period.to, period.from)),
                try world.samples.summary(like: chain, "S5", period: period).replacing([("summaryFlag>1<", "summaryFlag>7<")]),
            ]
            for message in wrong { #expect(try await world.tell(message).status == -703_001) }
            try await world.everyReceiptFits()
        }
    }
}

extension World {
    /// Declares export lists of flag B that are released and leave; gives their chains.
    func departed(_ count: Int) async throws -> [SampleChain] {
        let chains = try await releasedExports(count, .summarised)
        try await tell(try samples.departure(of: chains, "OUT"))
        try await settle()
        return chains
    }

    /// The customs numbers of lists.
    func numbers(of chains: [SampleChain]) async throws -> [String] {
        var found: [String] = []
        for chain in chains { found.append(try await declaration(copNo: chain.copNo)["invtNo"]?.string ?? "") }
        return found
    }
}
