import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("What was told wrong or allowed before") struct EntryMendingScenarios {
    @Test("SW-03 a wrong arrival is put right by whoever told of it or by the customs, and by nobody else", arguments: TestStore.engines)
    func replaced(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let carrier = world.program(of: world.cast.carrier)
            let number = try #require(try await world.lodge(EntrySample("ADV-6", of: world.cast.seller).inAdvance())["number"]?.string)
            // It left on the 18th.
            let early = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-6", entered: "2026-11-17"))
            #expect(early.status == 422)
            #expect(try JSON(early.body)["faults"]?.elements.first?["path"]?.string == "/enteredOn")
            let wrong = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-6", packages: "9"))
            #expect(wrong.status == 200, "\(wrong.text)")
            #expect(try await world.entry(number)["state"]?.string == "mismatch")
            let other = try await world.program(of: world.cast.warehouse).post("/api/v1/arrivals", json: World.arrival("BILL-ADV-6"))
            #expect(other.status == 404 || other.status == 403, "\(other.text)")
            #expect(try await world.entry(number)["state"]?.string == "mismatch")
            let right = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-6"))
            #expect(right.status == 200, "\(right.text)")
            #expect(try await world.entry(number)["state"]?.string == "payment")

            let second = try #require(try await world.lodge(EntrySample("ADV-7", of: world.cast.seller).inAdvance())["number"]?.string)
            _ = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-7", packages: "9"))
            _ = try await world.officer().order("/api/v1/arrivals", World.arrival("BILL-ADV-7"))
            #expect(try await world.entry(second)["state"]?.string == "payment")
        }
    }

    @Test("SW-05 a monthly privilege that has ended by the arrival: the entry is paid by itself", arguments: TestStore.engines)
    func ended(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let granted = try await world.officer().order(
                "/api/v1/entry-privileges",
                #"{"enterprise":"\#(world.cast.seller.creditCode)","ground":"ic-pilot","from":"2026-01-01","to":"2026-11-20","reason":"试点名单"}"#)
            #expect(granted.status == 201, "\(granted.text)")
            let held = try await world.lodge(EntrySample("SUM-7", of: world.cast.seller).with(["taxation": .text("summary")]).inAdvance())
            let number = try #require(held["number"]?.string)
            world.time.advance(days: 2)
            _ = try await world.program(of: world.cast.carrier).post("/api/v1/arrivals", json: World.arrival("BILL-SUM-7", entered: "2026-11-21"))
            let entry = try await world.entry(number)
            #expect(entry["state"]?.string == "payment")
            #expect(entry["taxation"]?.string == "each")
            #expect(try await world.guarantee(of: world.cast.seller) == Fixed(100_000))
            #expect(try await world.flaws() == [])
        }
    }

    @Test("SW-03 the same goods under another own number are refused while the first are open", arguments: TestStore.engines)
    func again(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let sample = EntrySample("ADV-1", of: world.cast.seller)
            let first = try #require(try await world.lodge(sample)["number"]?.string)
            let seller = world.program(of: world.cast.seller)
            let again = try await seller.post("/api/v1/entries", json: sample.with(["number": .text("ADV-1-B")]).json)
            #expect(again.status == 409)
            #expect(try JSON(again.body)["code"]?.string == "entries.bill-open")
            #expect(again.text.contains(first))
            let old = try await seller.post(
                "/api/v1/entries", json: EntrySample("ADV-2", of: world.cast.seller).with(["enteredOn": .text("2026-08-19")]).json)
            #expect(old.status == 422)
            #expect(try JSON(old.body)["faults"]?.elements.first?["path"]?.string == "/enteredOn")
        }
    }
}
