import Declarations
import House
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Lists and days of goods declarations") struct EntryListScenarios {
    @Test("SW-03 entries are listed page by page and narrowed in the address; what means nothing is refused", arguments: TestStore.engines)
    func listed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for number in 0..<5 { _ = try await world.lodge(EntrySample("LIST-\(number)", of: world.cast.seller)) }
            _ = try await world.lodge(EntrySample("LIST-5", of: world.cast.seller).inAdvance())
            let seller = world.program(of: world.cast.seller)
            func page(_ query: String, _ visitor: Visitor) async throws -> ([String], String?) {
                let answer = try await visitor.get("/api/v1/entries?\(query)")
                #expect(answer.status == 200, "\(answer.text)")
                let json = try JSON(answer.body)
                return (json["entries"]?.elements.compactMap { $0["ownNumber"]?.string } ?? [], json["next"]?.string)
            }
            var (found, next) = try await page("limit=4", seller)
            #expect(found.count == 4)
            let (rest, end) = try await page("limit=4&after=\(try #require(next))", seller)
            found += rest
            #expect(Set(found).count == 6 && end == nil)
            #expect(try await page("state=held", seller).0 == ["LIST-5"])
            #expect(try await page("mode=advance&period=2026-11&district=2244", seller).0 == ["LIST-5"])
            #expect(try await page("period=2026-10", seller).0 == [])
            let officer = try await world.officer()
            #expect(try await page("state=held", officer).0 == ["LIST-5"])
            (found, next) = try await page("limit=5&mode=whole", officer)
            #expect(found.count == 5)
            for (query, allowed) in [
                ("state=flown", "released"), ("mode=fast", "two-step"), ("period=2026", "2026-11"), ("district=0000", "2244"),
                ("limit=0", "200"),
            ] {
                let answer = try await seller.get("/api/v1/entries?\(query)")
                #expect(answer.status == 422 && answer.text.contains(allowed), "\(query) \(answer.text.prefix(200))")
            }
            #expect(try await officer.get("/api/v1/entries?district=0100").status == 422)
            let member = try await world.member(of: world.cast.seller)
            let shown = try await member.get("/zh/entries?state=held&mode=advance")
            #expect(shown.status == 200 && shown.text.contains("LIST-5") && !shown.text.contains("LIST-1"))
            let told = try await member.get("/en/entries?state=flown&mode=advance")
            #expect(told.status == 400 && told.text.contains("<form"))
        }
    }

    @Test("SW-04 a round of the clock writes nothing where nothing is due", arguments: TestStore.engines)
    func quiet(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.lodge(EntrySample("QUIET-1", of: world.cast.seller).inAdvance())
            _ = try await world.lodge(EntrySample("QUIET-2", of: world.cast.seller).summarised())
            // Looked at from day to day, and the reminder comes once.
            for _ in 0..<9 {
                world.time.advance(days: 1)
                let before = try await world.entriesWritten()
                let done = try await world.tick()
                let reminded = done["reminded"]?.integer ?? 0
                #expect(try await world.entriesWritten() == before + reminded)
            }
            #expect(try await world.entriesWritten() > 0)
        }
    }

    @Test("SW-03 days that cannot be are refused at their field", arguments: TestStore.engines)
    func days(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            for (departed, expected, path, code) in [
                ("2026-11-18", "2026-11-10", "/arrivesOn", "arrives-before-departure"),
                ("2026-01-01", "2026-01-20", "/departedOn", "too-long-ago"),
                ("2026-10-01", "2026-10-20", "/arrivesOn", "lapsed-already"),
                ("2026-11-18", "2126-11-25", "/arrivesOn", "too-far-ahead"),
                ("1026-11-18", "2026-11-25", "/departedOn", "too-long-ago"),
            ] {
                let sample = EntrySample("DAYS-1", of: world.cast.seller).inAdvance()
                    .with(["departedOn": .text(departed), "arrivesOn": .text(expected)])
                let answer = try await seller.post("/api/v1/entries", json: sample.json)
                #expect(answer.status == 422, "\(departed) \(expected)")
                let fault = try JSON(answer.body)["faults"]?.elements.first
                #expect(fault?["path"]?.string == path && fault?["code"]?.string == "entries.field-\(code)", "\(answer.text)")
                #expect(fault?["fix"]?["zh"]?.string?.isEmpty == false)
            }
            for entered in ["1999-01-01", "0001-01-01", "2004-12-31"] {
                let old = EntrySample("DAYS-2", of: world.cast.seller).with(["enteredOn": .text(entered)])
                let answer = try await seller.post("/api/v1/entries", json: old.json)
                #expect(answer.status == 422 && answer.text.contains("/enteredOn"), "\(answer.text)")
            }
            let held = try await world.lodge(EntrySample("DAYS-3", of: world.cast.seller).inAdvance())
            let wrong = try await seller.post(
                "/api/v1/entries/\(held["number"]?.string ?? "")/corrections", json: #"{"arrivesOn":"2026-11-01"}"#)
            #expect(wrong.status == 422 && wrong.text.contains("arrives-before-departure"), "\(wrong.text)")
            let nowhere = EntrySample("DAYS-4", of: world.cast.seller).with(["district": .text("0000")])
            #expect(try await seller.post("/api/v1/entries", json: nowhere.json).status == 422)
        }
    }

    @Test("SW-03 an arrival that was told wrong and did not differ is put right until the goods have gone", arguments: TestStore.engines)
    func toldAgain(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let carrier = world.program(of: world.cast.carrier)
            let number = try #require(try await world.lodge(EntrySample("AGAIN-1", of: world.cast.seller).inAdvance())["number"]?.string)
            world.time.advance(days: 4)
            _ = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-AGAIN-1", entered: "2026-11-22"))
            #expect(try await world.entry(number)["state"]?.string == "payment")
            let right = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-AGAIN-1", entered: "2026-11-23"))
            #expect(right.status == 200, "\(right.text)")
            let entry = try await world.entry(number)
            #expect(entry["enteredOn"]?.string == "2026-11-23" && entry["state"]?.string == "payment")
            let count = entry["timeline"]?.elements.count
            #expect(try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-AGAIN-1", entered: "2026-11-23")).status == 200)
            #expect(try await world.entry(number)["timeline"]?.elements.count == count, "the same again changes nothing")
            _ = try await world.officer().order("/api/v1/entries/\(number)/decision", #"{"decision":"paid","reason":"税单1"}"#)
            let late = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-AGAIN-1", entered: "2026-11-22"))
            #expect(late.status == 404 && late.text.contains("不能再改"), "\(late.text)")
        }
    }

    @Test("SW-03 what came under a bill is held against all that several consignees declared under it", arguments: TestStore.engines)
    func together(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let other = world.program(of: world.cast.platform)
            let bill: [String: JSON?] = ["bill": .text("BILL-TOG"), "packages": .text("6"), "grossWeight": .text("180")]
            let mine = try await world.lodge(EntrySample("TOG-1", of: world.cast.seller).inAdvance().with(bill))
            let theirs = EntrySample("TOG-2", of: world.cast.platform).inAdvance()
                .with(bill).with(["packages": .text("4"), "grossWeight": .text("160")])
            let taken = try await other.post("/api/v1/entries", json: theirs.json)
            #expect(taken.status == 201, "\(taken.text)")
            let second = try JSON(taken.body)["number"]?.string ?? ""
            // Ten packages of 340 kg in all: what came has 360.
            let arrival = #"{"bill":"BILL-TOG","vessel":"TEST VESSEL","voyage":"001E","enteredOn":"2026-11-20","arrivedOn":"2026-11-20","packages":"10","grossWeight":"360"}"#
            let told = try await world.program(of: world.cast.carrier).post("/api/v1/arrivals", json: arrival)
            #expect(told.status == 200, "\(told.text)")
            let number = mine["number"]?.string ?? ""
            let differs = try await world.entry(number)
            #expect(differs["state"]?.string == "mismatch")
            let difference = differs["differences"]?.elements.first
            #expect(differs["differences"]?.elements.count == 1 && difference?["together"]?.string == "340", "\(differs.encoded)")
            // The other one had it wrong: once that is corrected both go on.
            let mended = try await other.post("/api/v1/entries/\(second)/corrections", json: #"{"grossWeight":"180"}"#)
            #expect(try JSON(mended.body)["state"]?.string == "payment", "\(mended.text)")
            #expect(try await world.entry(number)["state"]?.string == "payment")
            #expect(try await world.flaws() == [])
        }
    }

    @Test("SW-04 an unsecured summary is not told to pay by itself, and after step two the text says the goods went", arguments: TestStore.engines)
    func advice(engine: TestStore.Engine) async throws {
        try await World.run(engine, guarantee: 60_000) { world in
            let seller = world.program(of: world.cast.seller)
            let held = try await world.lodge(EntrySample("ADVICE-1", of: world.cast.seller).summarised().inAdvance())
            let number = try #require(held["number"]?.string)
            let first = try await world.lodge(EntrySample("ADVICE-2", of: world.cast.seller).summarised())
            _ = try await world.lodge(EntrySample("ADVICE-3", of: world.cast.seller).summarised())
            _ = try await world.program(of: world.cast.carrier).post("/api/v1/arrivals", json: World.arrival("BILL-ADVICE-1"))
            let entry = try await world.entry(number)
            #expect(entry["state"]?.string == "unsecured")
            #expect(entry["next"]?["zh"]?.string?.contains("逐票缴税") == false, "\(entry.encoded)")
            let each = try await seller.post("/api/v1/entries/\(number)/taxation", json: #"{"taxation":"each"}"#)
            #expect(each.status == 409 && each.text.contains("entries.security-needed"), "\(each.text)")

            let done = try await seller.post(
                "/api/v1/entries/\(first["number"]?.string ?? "")/completion", json: EntrySample("ADVICE-2", of: world.cast.seller).json)
            let due = try JSON(done.body)
            #expect(due["state"]?.string == "payment", "\(done.text)")
            #expect(due["next"]?["zh"]?.string?.contains("已凭概要申报放行") == true)
        }
    }
}

extension World {
    /// Entries of the journal about goods declarations so far.
    func entriesWritten() async throws -> Int64 {
        try await store.read {
            try $0.first("select count(*) from journal_entries where kind like 'entries.entry-%'")?.integer(0) ?? 0
        }
    }
}
