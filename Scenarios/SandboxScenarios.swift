import Availability
import Declarations
import House
import Kernel
import Parties
import Seal
import Store
import TestKit
import Testing
import Web
import Wire

/// Programs try things out: the same checks, outcomes by goods number, nothing real.
@Suite("Sandbox") struct SandboxScenarios {
    @Test("SW-01 a sandbox key gets the outcome its goods number asks for, and opens nothing real", arguments: TestStore.engines)
    func outcomes(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = try await Self.program(of: world)
            // The key opens the sandbox alone, and a real one does not open the sandbox.
            #expect(try await program.get("/api/v1/receipts").status == 403)
            #expect(try await program.post("/api/v1/ceb", xml: try Self.list(1, "SANDBOX-RELEASED", world)).status == 403)
            #expect(try await world.program(of: world.cast.declarant).get("/api/v1/sandbox/receipts").status == 403)

            let table = try JSON(try await program.get("/api/v1/sandbox/outcomes").body)["outcomes"]?.elements ?? []
            #expect(table.count > 10)
            for (place, row) in table.enumerated() {
                let item = try #require(row["itemNo"]?.string)
                let expected = [2] + (row["statuses"]?.elements.compactMap(\.integer) ?? [])
                let bytes = try Self.list(place + 1, item, world)
                var sent = try await Self.send(bytes, by: program)
                if item == "SANDBOX-BUSY" {
                    for _ in 1...2 {
                        #expect(sent.status == 503 && sent.header("retry-after") != nil, "\(sent.text)")
                        sent = try await Self.send(bytes, by: program)
                    }
                }
                #expect(sent.status == 200 && sent.header("x-tradewind-sandbox") == "1", "\(item): \(sent.text)")
                let number = try #require(try JSON(sent.body)["results"]?.elements.first?["subject"]?.string, "\(item): \(sent.text)")
                #expect(number.hasPrefix("S2026"))
                // What comes later comes by the clock.
                world.time.advance(seconds: 400)
                let shown = try JSON(try await program.get("/api/v1/sandbox/declarations/\(number)").body)
                let statuses = shown["receipts"]?.elements.compactMap { $0["status"]?.integer }
                #expect(statuses == expected, "\(item)")
                #expect(shown["sandbox"]?.boolean == true)
                #expect(shown["receipts"]?.elements.allSatisfy { $0["info"]?.string?.contains("沙箱") ?? false } == true)
                // The same bytes again: the same receipt, and nothing more happens.
                let again = try await Self.send(bytes, by: program)
                #expect(try JSON(again.body)["repeat"]?.boolean == true)
                #expect(try JSON(again.body)["receipt"] == (try JSON(sent.body))["receipt"])
                // What is pulled is what was answered, guid and time and all.
                #expect(shown["receipts"]?.elements.first?["xml"] == (try JSON(sent.body))["receipt"])
                #expect(again.text.utf8.count > 100)
            }
            // Nothing of it is among what is real, the failures asked for are no outage of ours.
            try await world.settle()
            world.time.advance(seconds: 120)
            try await world.availability?.keep()
            let components = try await world.serviceLevel()["components"]?.elements ?? []
            #expect(!components.isEmpty)
            for one in components {
                #expect(one["lastDay"]?["failures"]?.integer == 0, "\(one.encoded)")
            }
            let declarant = world.program(of: world.cast.declarant)
            #expect(try JSON(try await declarant.get("/api/v1/declarations").body)["declarations"]?.elements.isEmpty == true)
            #expect(try JSON(try await declarant.get("/api/v1/receipts").body)["receipts"]?.elements.isEmpty == true)
            let officer = try await world.officer()
            #expect(try JSON(try await officer.get("/api/v1/worklist").body)["declarations"]?.elements.isEmpty ?? true)
            let lists = try await world.store.read { session in
                try session.first("select count(*) from declarations_inventories").map { try $0.integer(0) }
            }
            #expect(lists == 0)
        }
    }

    @Test("SW-01 the sandbox refuses what the gateway refuses, is pulled in order, emptied, and forgotten after its days", arguments: TestStore.engines)
    func refusals(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = try await Self.program(of: world)
            let misfit = try await Self.send(Array("<nothing/>".utf8), by: program)
            #expect(misfit.status == 422)
            #expect(try JSON(misfit.body)["code"]?.string == "declarations.misfit")
            // A number that looks like one of the sandbox's and is none is not released silently.
            let misspelt = try await Self.send(try Self.list(1, "SANDBOX-RELEASE", world), by: program)
            #expect(misspelt.status == 422 && misspelt.text.contains("declarations.sandbox-item"))
            #expect(misspelt.text.contains("SANDBOX-RELEASED") && misspelt.text.contains("SANDBOX-BUSY"))
            let bytes = try Self.list(1, "SANDBOX-INSPECTED", world)
            #expect(try await Self.send(bytes, by: program).status == 200)
            // The same guid with another content.
            let changed = Array(String(decoding: bytes, as: UTF8.self).replacing("SANDBOX-INSPECTED", with: "SANDBOX-RELEASED").utf8)
            let contradicted = try await Self.send(changed, by: program)
            #expect(contradicted.status == 409)
            #expect(try JSON(contradicted.body)["code"]?.string == "declarations.contradiction")
            #expect(contradicted.text.contains("内容不同：InventoryList[1]/itemNo"), "\(contradicted.text)")
            let spaced = try await Self.send(
                Array(String(decoding: bytes, as: UTF8.self).replacing("</ceb:InventoryHead>", with: "</ceb:InventoryHead>\n").utf8), by: program)
            #expect(spaced.status == 409 && spaced.text.contains("只是字节不同"))

            var seen: [Int64] = []
            var after: Int64 = 0
            for _ in 1...2 {
                let page = try JSON(try await program.get("/api/v1/sandbox/receipts?after=\(after)").body)
                seen += page["receipts"]?.elements.compactMap { $0["status"]?.integer } ?? []
                after = try #require(page["next"]?.integer)
                world.time.advance(seconds: 61)
            }
            #expect(seen == [2, 120, 500, 800])
            // A list of more fields than are kept one by one: what differs is named by its line.
            let long = try Self.long(bytes)
            #expect(try await Self.send(long, by: program).status == 200)
            let longer = Array(String(decoding: long, as: UTF8.self).replacing("<ceb:gnum>99<", with: "<ceb:gnum>98<").utf8)
            let differs = try await Self.send(longer, by: program)
            #expect(differs.status == 409 && differs.text.contains("内容不同：[1]/InventoryList[99]、[2]/InventoryList[99]"), "\(differs.text)")

            // Its own people see it on the page; another enterprise sees nothing of it.
            let page = try await world.member(of: world.cast.declarant).get("/en/sandbox")
            #expect(page.status == 200 && page.text.contains("CEB621"))
            let other = try await world.member(of: world.cast.seller).get("/en/sandbox")
            #expect(!other.text.contains("CEB621"))
            #expect(try await Visitor(world.window.door).get("/zh/sandbox").text.contains("SANDBOX-SENT-BACK"))

            // What is refused for its signature holds no guid: the authentic one is taken under it.
            let key = try TrialKey(
                .sm2, named: world.cast.declarant.name, serial: 0x77,
                from: try #require(Instant(compact: "20260101000000")),
                until: try #require(Instant(compact: "20301231000000")))
            try await world.window.declarations.register(
                certificate: key.file, of: world.cast.declarant.creditCode, by: "scenario")
            let unsigned = try Self.list(5, "SANDBOX-RELEASED", world)
            let signed = try Sealer(key: key.key, certificate: key.certificate).seal(
                Sealer.withoutSignature(unsigned), at: .last)
            for (bytes, mark) in [(unsigned, ">-621015<"), (unsigned, ">-621015<"), (signed, ">2<"), (signed, ">2<")] {
                let told = try await Self.send(bytes, by: program)
                let receipt = try JSON(told.body)["receipt"]?.string ?? ""
                #expect(told.status == 200 && receipt.contains("returnStatus\(mark)"), "\(told.text)")
            }

            #expect(try await program.send("DELETE", "/api/v1/sandbox").status == 204)
            #expect(try JSON(try await program.get("/api/v1/sandbox/receipts").body)["receipts"]?.elements.isEmpty == true)
            _ = try await Self.send(try Self.list(2, "SANDBOX-CLOSED", world), by: program)
            world.time.advance(days: 8)
            try await world.window.declarations.tidySandbox()
            let left = try await world.store.read { session in
                try session.first("select count(*) from declarations_sandbox_receipts").map { try $0.integer(0) }
            }
            #expect(left == 0)
        }
    }

    @Test("SW-01 the sandbox finds by number what came after thousands, and takes so many documents a day", arguments: TestStore.engines)
    func amounts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = try await Self.program(of: world)
            let firm = try #require(world.window.parties.register.find(code: world.cast.declarant.creditCode)).id
            try await world.store.write { session in
                for number in 1...5_001 as ClosedRange<Int64> {
                    try session.execute(
                        """
                        insert into declarations_sandbox_receipts
                        (tenant, sequence, at, request, number, type, subject, status, info, body)
                        values ($1, $2, $3, 'CEB621', $4, 'CEB622', $5, 2, '', $6)
                        """,
                        [
                            .text(firm), .integer(number), .integer(number), .text("OLD-\(number)"),
                            .text("S-\(number)"), .blob([60]),
                        ])
                }
            }
            let bytes = try Self.list(1, "SANDBOX-RELEASED", world)
            let sent = try await Self.send(bytes, by: program)
            let number = try #require(try JSON(sent.body)["results"]?.elements.first?["subject"]?.string, "\(sent.text)")
            #expect(try await program.get("/api/v1/sandbox/declarations/\(number)").status == 200)
            #expect(try await program.get("/api/v1/sandbox/declarations/S-17").status == 200)
            let listed = try JSON(try await program.get("/api/v1/sandbox/declarations").body)["declarations"]?.elements ?? []
            #expect(listed.count == 200 && listed.first?["subject"]?.string == number)
            let old = try JSON(try await program.get("/api/v1/sandbox/declarations?number=OLD-17").body)
            #expect(old["declarations"]?.elements.map { $0["subject"]?.string } == ["S-17"])

            // In one form each message is taken or refused on its own.
            let form = Self.form([try Self.list(2, "SANDBOX-BUSY", world), try Self.list(3, "SANDBOX-RELEASED", world)])
            let both = try await program.send(
                "POST", "/api/v1/sandbox/ceb", body: form,
                headers: ["content-type": "multipart/form-data; boundary=part", "accept": "application/json"])
            let messages = try JSON(both.body)["messages"]?.elements ?? []
            #expect(both.status == 207 && messages.count == 2, "\(both.text)")
            #expect(messages.first?["problem"]?["code"]?.string == "declarations.sandbox-busy")
            #expect(messages.last?["receipt"]?.string?.isEmpty == false)

            // Full for today; emptying does not begin the day anew, what was taken stays answered.
            _ = try await world.store.write { session in
                try session.execute("update declarations_sandbox_days set documents = 1000000 where tenant = $1", [.text(firm)])
            }
            let more = try Self.list(4, "SANDBOX-RELEASED", world)
            #expect(try await Self.send(bytes, by: program).status == 200)
            var refused = try await Self.send(more, by: program)
            #expect(refused.status == 429, "\(refused.text)")
            #expect(try JSON(refused.body)["code"]?.string == "declarations.sandbox-full-for-today")
            #expect((1...86_400).contains(Int(refused.header("retry-after") ?? "") ?? 0))
            #expect(try await program.send("DELETE", "/api/v1/sandbox").status == 204)
            #expect(try JSON(try await program.get("/api/v1/sandbox/receipts").body)["receipts"]?.elements.isEmpty == true)
            refused = try await Self.send(more, by: program)
            #expect(refused.status == 429)
            world.time.advance(days: 1)
            #expect(try await Self.send(more, by: program).status == 200)
        }
    }

    private static func form(_ messages: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, message) in messages.enumerated() {
            bytes += Array("--part\r\nContent-Disposition: form-data; name=\"m\"; filename=\"\(place).xml\"\r\nContent-Type: application/xml\r\n\r\n".utf8)
            bytes += message + Array("\r\n".utf8)
        }
        return bytes + Array("--part--\r\n".utf8)
    }

    private static func program(of world: World) async throws -> Visitor {
        Visitor(world.window.door).as(
            key: try await world.window.parties.createKey(
                enterprise: world.cast.declarant.creditCode, label: "sandbox",
                scopes: ["sandbox.use"], days: 30, by: "scenario"))
    }

    private static func send(_ bytes: [UInt8], by program: Visitor) async throws -> Answer {
        try await program.post(
            "/api/v1/sandbox/ceb", xml: bytes, headers: ["accept": "application/json"])
    }

    /// Two lists of 99 lines each in one message with a guid of its own.
    private static func long(_ list: [UInt8]) throws -> [UInt8] {
        var text = String(decoding: list, as: UTF8.self)
        let first = try #require(text.firstRange(of: "<ceb:InventoryList>")).lowerBound
        let line = try String(text[first..<#require(text.firstRange(of: "</ceb:InventoryList>")).upperBound])
        let end = try #require(text.firstRange(of: "</ceb:Inventory>"))
        text.replaceSubrange(first..<end.lowerBound, with: (1...99).map { line.replacing("<ceb:gnum>1<", with: "<ceb:gnum>\($0)<") }.joined())
        let start = try #require(text.firstRange(of: "<ceb:Inventory>")).lowerBound
        let whole = try String(text[start..<#require(text.firstRange(of: "</ceb:Inventory>")).upperBound])
        text.insert(contentsOf: whole.replacing("<ceb:copNo>", with: "<ceb:copNo>2"), at: start)
        let guid = try #require(text.firstRange(of: "guid=\"")).upperBound
        text.replaceSubrange(guid..<text.index(guid, offsetBy: 8), with: "4EFA0000")
        return Array(text.utf8)
    }

    /// An import list of the declarant whose goods have this number.
    private static func list(_ number: Int, _ item: String, _ world: World) throws -> [UInt8] {
        let chain = world.samples.chain(number, .direct)
        let messages = try world.samples.messages(of: chain)
        let list = try #require(
            messages.first { $0.type == "CEB621" })
        return Array(
            String(decoding: list.bytes, as: UTF8.self)
                .replacing(/<ceb:itemNo>SKU[0-9]+</, with: "<ceb:itemNo>\(item)<").utf8)
    }
}
