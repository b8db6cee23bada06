import Declarations
import House
import Kernel
import Parties
import Proofs
import TestKit
import Testing
import Web
import Wire

@Suite("Receipts and papers of goods declarations") struct EntryProofScenarios {
    @Test("SW-03 the receipt of an entry is in the evidence log: its proof holds offline, and no changed one does", arguments: TestStore.engines)
    func proven(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct)
            let seller = world.program(of: world.cast.seller)
            let lodged = try await seller.post("/api/v1/entries", json: EntrySample("LOG-1", of: world.cast.seller).json)
            let number = try #require(try JSON(lodged.body)["number"]?.string)
            let path = "/api/v1/entries/\(number)/receipt"
            #expect(try JSON(try await seller.get(path).body)["proof"] == .null, "on record, not yet under a checkpoint")
            try await world.window.proofs.settle()
            let proven = try await seller.get(path)
            #expect(try JSON(proven.body)["record"]?.string == lodged.text)
            let check = try ReceiptCheck(
                policy: try await seller.get("/log/policy").body, clock: world.time.clock)
            let finding = try #require(try check.findings(in: proven.body).first)
            #expect(finding.what == "entries.accepted \(number)")
            let forged = proven.text.replacing("22040", with: "12040")
            #expect(forged != proven.text)
            #expect(throws: (any Error).self) { try check.findings(in: Array(forged.utf8)) }
            #expect(try await world.program(of: world.cast.carrier).get(path).status == 404)
            #expect(try await Visitor(world.window.door).get(path).status == 401)
        }
    }

    @Test("SW-03 an entry and its receipt are papers with a code that anybody verifies", arguments: TestStore.engines)
    func papers(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let entry = try await world.lodge(EntrySample("PDF-1", of: world.cast.seller))
            let number = try #require(entry["number"]?.string)
            let member = try await world.member(of: world.cast.seller)
            let seller = world.program(of: world.cast.seller)
            let page = try await member.get("/zh/entries/\(number)").text
            #expect(page.contains("/zh/entries/\(number)/pdf") && page.contains("/zh/entries/\(number)/receipt/pdf"))
            let stranger = Visitor(world.window.door)
            for (path, title) in [("pdf", "进口货物报关单"), ("receipt/pdf", "报关单申报回执")] {
                let file = try await seller.get("/api/v1/entries/\(number)/\(path)?lang=zh")
                #expect(file.status == 200 && file.header("content-type") == "application/pdf", "\(file.text.prefix(300))")
                let code = try #require(file.header("x-verification-code"))
                let verified = try await stranger.get("/zh/verify/\(code)")
                #expect(verified.status == 200 && verified.text.contains(title))
                #expect(try await member.get("/en/entries/\(number)/\(path)").status == 200)
                #expect(try await world.program(of: world.cast.carrier).get("/api/v1/entries/\(number)/\(path)").status == 404)
            }
            // The entry moves on: what was printed of it is out of date.
            let before = try #require(try await seller.get("/api/v1/entries/\(number)/pdf").header("x-verification-code"))
            _ = try await world.officer().order("/api/v1/entries/\(number)/decision", #"{"decision":"paid","reason":"税单1"}"#)
            #expect(try await stranger.get("/api/v1/verify/\(before)").text.contains("outdated"))
        }
    }

    @Test("TR-07 an entry whose taxes are settled is held against the lowest lawful rate", arguments: TestStore.engines)
    func settled(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            func lines() async throws -> Int64? {
                try await world.settle()
                return try JSON(try await seller.get("/api/v1/tariff/unused?from=2026-01-01").body)["lines"]?.integer
            }
            let number = try #require(try await world.lodge(EntrySample("TR7-1", of: world.cast.seller))["number"]?.string)
            #expect(try await lines() == 0, "not paid yet")
            _ = try await world.officer().order("/api/v1/entries/\(number)/decision", #"{"decision":"paid","reason":"税单1"}"#)
            #expect(try await lines() == 1)
            #expect(try await world.entry(number)["settledOn"]?.string == "2026-11-20")
            let look = try JSON(try await seller.get("/api/v1/tariff/unused?from=2026-01-01").body)
            let line = try #require(look["results"]?.elements.first)
            #expect(line["entry"]?.string == number && line["code"]?.string == "6403911190", "\(line.encoded)")

            // Once a month: settled when the note is paid, not when the goods go.
            try await world.allowMonthly()
            let monthly = try await world.lodge(EntrySample("TR7-2", of: world.cast.seller).with(["taxation": .text("summary")]))
            #expect(monthly["state"]?.string == "released" && monthly["settledOn"] == .null)
            world.time.advance(days: 12)
            #expect(try await world.tick()["notes"]?.integer == 1)
            #expect(try await lines() == 1)
            let note = try JSON(try await seller.get("/api/v1/payment-notes").body)["notes"]?.elements.first?["number"]?.string ?? ""
            _ = try await world.officer().order("/api/v1/payment-notes/\(note)/payment", #"{"reference":"税单2"}"#)
            #expect(try await lines() == 2)
        }
    }
}
