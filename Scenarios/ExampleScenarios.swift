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

            for (file, sender) in [("order", cast.seller), ("waybill", cast.carrier), ("list", cast.declarant)] {
                let said = try await talk.say("export-" + file, sender) { text in
                    text.replacing("RETURN00", with: "BTOB0000")
                        .replacing(/<ceb:guid>......../) { _ in "<ceb:guid>9710CAFE" }
                        .replacing(/guid="......../) { _ in "guid=\"9710CAFE" }
                        .replacing("orderType>E<", with: "orderType>B<")
                        .replacing("tradeMode>9610<", with: "tradeMode>9710<")
                }
                #expect(said.status > 0)
            }
            try await talk.decided("CBTOB0000000001", status: 800)
            try await world.everyReceiptFits()
            try await world.expectSound()
        }
    }

    private struct Talk {
        let world: World
        /// The number of the list that is spoken of.
        var list = "000000000000000000"
        private let sealer: Sealer

        init(world: World) throws {
            self.world = world
            let key = try TrialKey(
                .rsa(bits: 2048), named: "TEST", serial: 7,
                from: try #require(Instant(compact: "20260101000000")),
                until: try #require(Instant(compact: "20301231000000")))
            sealer = try Sealer(key: key.key, certificate: key.certificate)
        }

        mutating func decided(_ copNo: String, status: Int64) async throws {
            try await world.settle()
            let found = try await world.declaration(copNo: copNo)
            #expect(found.status == status, "\(found.encoded)")
            list = try #require(found["invtNo"]?.string)
        }

        /// Sends a file; what the schema wants signed is signed.
        func say(
            _ file: String, _ sender: SampleEnterprise,
            _ edit: (String) -> String = { $0 }
        ) async throws -> (subject: String, status: Int64) {
            let now = world.time.clock.now()
            let text = edit(try World.share().text("docs/examples/\(file).xml"))
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
