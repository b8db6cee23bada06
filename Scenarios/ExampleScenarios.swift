import Declarations
import House
import Kernel
import Seal
import TestKit
import Testing
import Web
import Wire

/// The messages of `docs/examples`, said as `docs/how-to/hold-a-conversation.md` says them.
@Suite("Conversations of the how-to") struct ExampleScenarios {
    @Test("CB-03 CB-12 the conversation of each family goes through as the how-to says")
    func conversations() async throws {
        try await World.run(.sqlite) { world in
            // A day after the messages were written.
            world.time.advance(days: 2)
            var talk = try Talk(world: world)
            let cast = world.cast
            for (file, sender) in [("order", cast.platform), ("payment", cast.payment), ("waybill", cast.carrier)] {
                #expect(try await talk.say(file, sender).status == 120)
            }
            #expect(try await talk.say("list", cast.declarant).status == 2)
            try await talk.decided("CREADMED00000001", status: 800)
            #expect(try await talk.say("delivery", cast.carrier).status == 2)
            let back = try await talk.say("import-return", cast.declarant)
            let entry = try await talk.say("warehouse-entry", cast.warehouse)
            #expect(back.status == 2 && entry.status == 2)
            #expect(try await talk.say("import-cancel", cast.declarant).status == -623_005)
            try await world.settle()
            #expect(try await world.followUp(entry.subject, for: cast.warehouse).status == 399)
            #expect(try await world.followUp(back.subject, for: cast.declarant).status == 300)
            let officer = try await world.officer()
            #expect(try await world.agree(to: back.subject, officer).status == 200)
            #expect(try await world.followUp(back.subject, for: cast.declarant).status == 399)

            for (file, sender) in [("order", cast.seller), ("payment", cast.seller), ("waybill", cast.carrier)] {
                #expect(try await talk.say("export-" + file, sender).status == 120)
            }
            #expect(try await talk.say("export-list", cast.declarant).status == 2)
            try await talk.decided("CRETURN00000001", status: 800)
            for (file, sender) in [("arrival", cast.warehouse), ("bags", cast.declarant), ("departure", cast.carrier)] {
                let said = try await talk.say("export-" + file, sender)
                #expect(said.status == 2)
                try await world.settle()
                #expect(try await world.followUp(said.subject, for: sender).status == 399, "\(file)")
            }
            #expect(try await world.declaration(copNo: "CRETURN00000001").status == 899)
            #expect(try await talk.say("export-cancel", cast.declarant).status == -607_001)
            let summary = try await talk.say("export-summary", cast.declarant)
            try await world.settle()
            #expect(try await world.followUp(summary.subject, for: cast.declarant).status == 399)

            #expect(try await world.allReceipts(of: cast.declarant).last?["type"]?.string == "CEB792")
            // What was given back voids the tax bill of the import.
            let bills = try await world.allReceipts(of: cast.platform).compactMap { $0["type"]?.string }
            #expect(bills.contains("CEB816") && bills.contains("CEB818"))
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    @Test("CB-04 CB-05 CB-06 the other modes of export go through as the how-to says, and leave in parts")
    func modes() async throws {
        try await World.run(.sqlite) { world in
            world.time.advance(days: 2)
            var talk = try Talk(world: world)
            let cast = world.cast
            for (mark, mode, type) in [("BTOB9710", "9710", "B"), ("WARE9810", "9810", "W"), ("POST9610", "9610", "E")] {
                talk.parcel(mark, mode, type)
                if mode == "9810" { talk.edits.append((/<ceb:ebpName>[^<]*/, "<ceb:ebpName>洛杉矶测试海外仓")) }
                if mark == "POST9610" {
                    talk.edits += [
                        (/customsCode>2244</, "customsCode>2206<"), (/trafMode>5</, "trafMode>6<"),
                        (/<\/ceb:billNo>/, "</ceb:billNo><ceb:loctNo>POST2206</ceb:loctNo>"),
                    ]
                }
                #expect(try await talk.say("export-order", cast.seller).status == 120)
                if mode == "9610" { #expect(try await talk.say("export-payment", cast.seller).status == 120) }
                #expect(try await talk.say("export-waybill", cast.carrier).status == 120)
                #expect(try await talk.say("export-list", cast.declarant).status == 2)
                try await talk.decided("C\(mark)000001", status: 800)
            }
            talk.edits = []
            for (part, sender) in [("order", cast.seller), ("payment", cast.seller), ("waybill", cast.carrier)] {
                #expect(try await talk.say("zone-" + part, sender).status == 120)
            }
            #expect(try await talk.say("zone-list", cast.declarant).status == 2)
            try await talk.decided("CZONE1210000001", status: 800)

            talk.part(2, of: "WARE9810")
            let second = try await talk.say("export-departure", cast.carrier)
            #expect(second.status == 2)
            try await world.settle()
            let waiting = try await world.followUp(second.subject, for: cast.carrier)
            #expect(waiting.status == 2 && waiting["missingParts"]?.elements == [.integer(1)])
            talk.part(1, of: "BTOB9710")
            let first = try await talk.say("export-departure", cast.carrier)
            try await world.settle()
            for part in [first, second] {
                #expect(try await world.followUp(part.subject, for: cast.carrier).status == 399)
            }
            for mark in ["BTOB9710", "WARE9810"] {
                #expect(try await world.declaration(copNo: "C\(mark)000001").status == 899)
            }
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    @Test("CB-01 copies, extensions and what does not fit are answered as the how-to says")
    func copies() async throws {
        try await World.run(.sqlite) { world in
            world.time.advance(days: 2)
            var talk = try Talk(world: world)
            let cast = world.cast
            talk.parcel("COPY9610", "9610", "E")
            for (part, sender) in [("order", cast.seller), ("payment", cast.seller), ("waybill", cast.carrier)] {
                #expect(try await talk.say("export-" + part, sender).status == 120)
            }
            let copies = [("ALL", cast.seller), ("RET", cast.carrier)].map { what, who in
                "<ceb:BaseSubscribe><ceb:status>\(what)</ceb:status><ceb:dxpMode>DXP</ceb:dxpMode>"
                    + "<ceb:dxpAddress>\(who.dxpID)</ceb:dxpAddress></ceb:BaseSubscribe>"
            }
            let extra = "<ceb:ExtendMessage><ceb:name>测试</ceb:name><ceb:version>1</ceb:version>"
                + "<ceb:Message><x/></ceb:Message></ceb:ExtendMessage>"
            talk.edits += [
                (/<\/ceb:BaseTransfer>/, "</ceb:BaseTransfer>" + copies.joined()),
                (/<\/ceb:CEB603Message>/, extra + "</ceb:CEB603Message>"),
            ]
            #expect(try await talk.say("export-list", cast.declarant).status == 2)
            try await world.settle()
            let own = try await world.allReceipts(of: cast.seller).compactMap { $0["type"]?.string }.filter { $0.hasPrefix("CEB60") }
            #expect(own.first == "CEB603" && own.count > 1 && own.dropFirst().allSatisfy { $0 == "CEB604" })
            #expect(try await world.allReceipts(of: cast.carrier).contains { $0["type"]?.string == "CEB604" })

            let wrong = try World.share().text("docs/examples/order.xml").replacing("orderNo>", with: "orderno>")
            let answer = try await world.program(of: cast.platform).post(
                "/api/v1/ceb", xml: Array(wrong.utf8), headers: ["accept": "application/xml"])
            #expect(answer.status == 422 && answer.text.contains("CEB900Message"))
        }
    }

    @Test("CB-01 the how-to names each of the 42 messages, and says files that are there")
    func complete() throws {
        let share = try World.share()
        let pages = try ["hold-a-conversation", "return-an-export", "connect-otherwise"].map {
            try share.text("docs/how-to/\($0).md")
        }
        let types = try MessageCatalogue.load(from: share).tables.map { String($0.root.filter(\.isNumber)) }
        #expect(Set(types).count == 42)
        let table = pages[0].split(separator: "\n").filter { $0.hasPrefix("|") }.joined()
        for type in types {
            #expect(table.contains(type), "CEB\(type)")
        }
        for said in pages.joined().matches(of: /say ([a-z-]+) "/) {
            #expect(throws: Never.self) { try share.text("docs/examples/\(said.1).xml") }
        }
    }

    private struct Talk {
        let world: World
        /// The number of the list that is spoken of.
        var list = "000000000000000000"
        /// What is changed in the files that are said, in order.
        var edits: [(Regex<Substring>, String)] = []
        private let sealer: Sealer

        init(world: World) throws {
            self.world = world
            let key = try TrialKey(
                .rsa(bits: 2048), named: "TEST", serial: 7,
                from: try #require(Instant(compact: "20260101000000")),
                until: try #require(Instant(compact: "20301231000000")))
            sealer = try Sealer(key: key.key, certificate: key.certificate)
        }

        /// The files of the export as another parcel.
        mutating func parcel(_ mark: String, _ mode: String, _ type: String) {
            list = "000000000000000000"
            edits = numbered(mark, guid: mark) + [
                (/tradeMode>9610</, "tradeMode>\(mode)<"), (/orderType>E</, "orderType>\(type)<"),
            ]
        }

        /// A part of a departure of two, with a parcel in it.
        mutating func part(_ number: Int, of mark: String) {
            edits = numbered(mark, guid: "PART000\(number)") + [
                (/DVOYAGE/, "DPARTED"), (/msgCount>1</, "msgCount>2<"),
                (/msgSeqNo>1</, "msgSeqNo>\(number)<"),
            ]
        }

        private func numbered(_ mark: String, guid: String) -> [(Regex<Substring>, String)] {
            [
                (/RETURN00/, mark), (/guid="......../, "guid=\"\(guid)"),
                (/<ceb:guid>......../, "<ceb:guid>\(guid)"),
            ]
        }

        mutating func decided(_ copNo: String, status: Int64) async throws {
            try await world.settle()
            let found = try await world.declaration(copNo: copNo)
            #expect(found.status == status, "\(found.encoded)")
            list = try #require(found["invtNo"]?.string)
        }

        /// Sends a file; what the schema wants signed is signed.
        func say(
            _ file: String, _ sender: SampleEnterprise
        ) async throws -> (subject: String, status: Int64) {
            let now = world.time.clock.now()
            let text = edits.reduce(try World.share().text("docs/examples/\(file).xml")) { text, edit in
                text.replacing(edit.0, with: edit.1)
            }
                .replacing(">20261121<", with: ">\(now.day.compact)<")
                .replacing(">000000000000000000<", with: ">\(list)<")
                .replacing(">20261121235959<", with: ">\(now.compact)<")
            var bytes = Array(text.utf8)
            let signed = ["import-return", "import-cancel", "warehouse-entry"]
            if signed.contains(file) { bytes = try sealer.seal(bytes, at: .last) }
            let answer = try await world.program(of: sender).post(
                "/api/v1/ceb", xml: bytes, headers: ["accept": "application/json"])
            let result = try JSON(answer.body)["results"]?.elements.first
            return (
                try #require(result?["subject"]?.string, "\(file): \(answer.text)"),
                result?.status ?? 0
            )
        }
    }
}
