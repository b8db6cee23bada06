import Balances
import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

@Suite("Advance declaration") struct AdvanceEntryScenarios {
    @Test("SW-03 declared before arrival, held, and released by the arrival once the tax is paid", arguments: TestStore.engines)
    func released(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let held = try await world.lodge(EntrySample("ADV-1", of: world.cast.seller).inAdvance())
            #expect(held["state"]?.string == "held")
            #expect(held["taxYuan"]?.string == "22040")
            let number = try #require(held["number"]?.string)
            #expect(number.utf8.count == 18)
            #expect(number.hasPrefix("224420261"))

            world.time.advance(days: 3)
            let carrier = world.program(of: world.cast.carrier)
            let arrived = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-1", entered: "2026-11-22"))
            #expect(arrived.status == 200, "\(arrived.text)")
            let waiting = try await world.entry(number)
            #expect(waiting["state"]?.string == "payment")
            #expect(waiting["enteredOn"]?.string == "2026-11-22")
            // Rates of the day of entry, currencies of the day of declaration: said with the law.
            #expect(waiting.texts.contains { $0.contains("进境之日 2026-11-22 的税率") && $0.contains("2026-11-20") })
            #expect(waiting.texts.contains("中华人民共和国关税法"))

            let officer = try await world.officer()
            let unpaid = try await officer.order("/api/v1/entries/\(number)/decision", #"{"decision":"release"}"#)
            #expect(unpaid.status == 409)
            let paid = try await officer.order("/api/v1/entries/\(number)/decision", #"{"decision":"paid","reason":"税单1"}"#)
            #expect(try JSON(paid.body)["state"]?.string == "released", "\(paid.text)")
            #expect(try await world.flaws() == [])
            let page = try await world.member(of: world.cast.seller).get("/zh/entries/\(number)").text
            for words in ["已放行", "货物运抵", "税率适用日", "22,040"] { #expect(page.contains(words), "\(words)") }
        }
    }

    @Test("SW-03 what arrived differs: shown, corrected without an error, then released; late corrections of packages count", arguments: TestStore.engines)
    func corrected(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            let carrier = world.program(of: world.cast.carrier)
            let first = try #require(try await world.lodge(EntrySample("ADV-2", of: world.cast.seller).inAdvance())["number"]?.string)
            // A change of ship known beforehand is corrected beforehand.
            let before = try await seller.post("/api/v1/entries/\(first)/corrections", json: #"{"voyage":"002E","arrivesOn":"2026-11-28"}"#)
            #expect(try JSON(before.body)["state"]?.string == "held", "\(before.text)")
            _ = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-2", vessel: "OTHER VESSEL", voyage: "002E", packages: "9"))
            let differs = try await world.entry(first)
            #expect(differs["state"]?.string == "mismatch")
            #expect(differs["differences"]?.elements.compactMap { $0["field"]?.string } == ["vessel", "packages"])

            let wrong = try await seller.post("/api/v1/entries/\(first)/corrections", json: #"{"price":"1"}"#)
            #expect(wrong.status == 422)
            #expect(try JSON(wrong.body)["faults"]?.elements.first?["path"]?.string == "/price")
            let member = try await world.member(of: world.cast.seller)
            _ = try await member.get("/zh/entries/\(first)")
            let mended = try await member.post("/zh/entries/\(first)/correction", form: ["vessel": "OTHER VESSEL", "packages": "9"])
            #expect(mended.status == 303, "\(mended.text)")
            let entry = try await world.entry(first)
            #expect(entry["state"]?.string == "payment")
            #expect(entry["errors"]?.integer == 0)

            let second = try #require(try await world.lodge(EntrySample("ADV-3", of: world.cast.seller).inAdvance())["number"]?.string)
            _ = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-3", vessel: "OTHER VESSEL", packages: "9"))
            world.time.advance(days: 8)
            _ = try await seller.post("/api/v1/entries/\(second)/corrections", json: #"{"vessel":"OTHER VESSEL","packages":9}"#)
            // Six working days after the arrival: the number of packages counts, the ship never does.
            #expect(try await world.entry(second)["errors"]?.integer == 1)
        }
    }

    @Test("SW-03 goods that do not come: the declaration lapses, and nothing is taken", arguments: TestStore.engines)
    func lapsed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try #require(try await world.lodge(EntrySample("ADV-4", of: world.cast.seller).inAdvance())["number"]?.string)
            // Expected on the 25th; fourteen days on is 2026-12-09.
            world.time.advance(days: 19)
            #expect(try await world.tick()["lapsed"]?.integer == 0)
            world.time.advance(days: 1)
            #expect(try await world.tick()["lapsed"]?.integer == 1)
            let entry = try await world.entry(number)
            #expect(entry["state"]?.string == "lapsed")
            #expect(entry["timeline"]?.elements.last?["kind"]?.string == "entries.entry-lapsed")
            let late = try await world.program(of: world.cast.carrier).post("/api/v1/arrivals", json: World.arrival("BILL-ADV-4"))
            #expect(try JSON(late.body)["code"]?.string == "entries.nothing-held")
            #expect(try await world.flaws() == [])
        }
    }

    @Test("SW-03 every fault at once, with its place; the same body gets the same receipt, another is refused", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            let sample = EntrySample("ADV-5", of: world.cast.seller).inAdvance()
            var bad = sample.with([
                "departedOn": .text("2026-11-21"), "manifest": nil, "district": .text("9999"), "vesel": .text("x"), "netWeight": .text("200"),
                "terms": .text("fob"),
            ])
            bad.line["code"] = .text("640391")
            bad.line["price"] = .text("-1")
            let answer = try await seller.post("/api/v1/entries", json: bad.json)
            #expect(answer.status == 422)
            let faults = try JSON(answer.body)["faults"]?.elements ?? []
            let paths = Set(faults.compactMap { $0["path"]?.string })
            #expect(
                paths == [
                    "/departedOn", "/manifest", "/district", "/vesel", "/netWeight", "/freight", "/freightCurrency", "/lines/0/code",
                    "/lines/0/price",
                ], "\(answer.text)")
            for fault in faults {
                #expect(fault["message"]?["zh"]?.string?.isEmpty == false && fault["fix"]?["en"]?.string?.isEmpty == false)
            }
            let first = try await seller.post("/api/v1/entries", json: sample.json)
            #expect(first.status == 201, "\(first.text)")
            let again = try await seller.post("/api/v1/entries", json: sample.json)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            let other = try await seller.post("/api/v1/entries", json: sample.priced("99").json)
            #expect(other.status == 409)
            #expect(try JSON(other.body)["code"]?.string == "entries.number-used")

            // A broker needs a mandate, others see nothing, and only carriers tell of arrivals.
            let broker = world.program(of: world.cast.declarant)
            let foreign = try await broker.post("/api/v1/entries", json: EntrySample("BR-1", of: world.cast.seller).inAdvance().json)
            #expect(try JSON(foreign.body)["code"]?.string == "entries.no-mandate")
            let number = try #require(try JSON(first.body)["number"]?.string)
            #expect(try await broker.get("/api/v1/entries/\(number)").status == 404)
            #expect(try await broker.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-5")).status == 403)
            #expect(try await seller.post("/api/v1/entries/\(number)/decision", json: #"{"decision":"paid","reason":"1"}"#).status == 403)
        }
    }

    @Test("SW-03 a broker with a mandate declares; both sides see the entry", arguments: TestStore.engines)
    func broker(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let register = world.window.parties.register
            let giver = try #require(register.find(code: world.cast.seller.creditCode)?.id)
            let agent = try #require(register.find(code: world.cast.declarant.creditCode)?.id)
            let mandate = try await world.window.parties.proposeMandate(
                NewMandate(grantor: giver, grantee: agent, scope: .declare, from: World.start.day), of: giver, by: "scenario")
            try await world.window.parties.acceptMandate(mandate.id, of: agent, by: "scenario")
            let broker = world.program(of: world.cast.declarant)
            let lodged = try await broker.post("/api/v1/entries", json: EntrySample("BR-1", of: world.cast.seller).inAdvance().json)
            #expect(lodged.status == 201, "\(lodged.text)")
            let number = try JSON(lodged.body)["number"]?.string ?? ""
            #expect(try await broker.get("/api/v1/entries/\(number)").status == 200)
            #expect(try await world.entry(number)["state"]?.string == "held")
        }
    }
}
