import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Finding the receipts of one document by a number its sender has.
@Suite("Receipts of a number") struct ReceiptNumberScenarios {
    @Test("SW-03 documents of a two-part number are found by the sender's own part, by the whole and by the E-Port's", arguments: TestStore.engines)
    func parts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.cleared(2, .direct)
            let back = try world.samples.importReturn(of: chain, invtNo: invtNo)
            let returned = try await world.tell(back)
            let held = world.samples.chain(1, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: held))
            try await world.settle()
            let heldNo = try #require(try await world.declaration(copNo: held.copNo)["invtNo"]?.string)
            let cancel = try world.samples.cancellation(of: held, invtNo: heldNo)
            let cancelled = try await world.tell(cancel)
            let (sold, soldNo) = try await world.exported(.simplified)
            let tally = try world.samples.exportTally(of: sold, invtNo: soldNo)
            try await world.tell(try world.samples.exportReturn(of: sold, invtNo: soldNo))
            try await world.settle()
            let tallied = try await world.tell(tally)
            for (message, told, own, other) in [
                (back, returned, "copNo", "invtNo"), (cancel, cancelled, "copNo", "invtNo"),
                (tally, tallied, "coElNo", "logisticsNo"),
            ] {
                #expect(told.status == 2, "\(told)")
                let (first, second) = (try Self.value(own, message), try Self.value(other, message))
                for number in [first, "\(first)/\(second)", told.subject] {
                    let found = try await Self.subjects(number, message.sender, world)
                    #expect(!found.isEmpty && found.allSatisfy { $0 == told.subject }, "\(message.type) \(number): \(found)")
                }
                // A number that merely begins alike is another one.
                #expect(try await Self.subjects(String(first.dropLast()), message.sender, world).isEmpty)
            }
        }
    }

    @Test("SW-03 all receipts of a number are found, however many lists bear it; an empty number is refused", arguments: TestStore.engines)
    func many(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
            let text = String(decoding: list.bytes, as: UTF8.self)
            let start = try #require(text.firstRange(of: "<ceb:Inventory>")).lowerBound
            let end = try #require(text.firstRange(of: "</ceb:Inventory>")).upperBound
            let one = String(text[start..<end])
            let lists = (10..<90).map { one.replacing(chain.copNo, with: "\(chain.copNo)\($0)") }.joined()
            let all = SampleMessage(
                type: list.type, guid: list.guid, sender: list.sender,
                bytes: Array(text.replacing(one, with: lists).utf8), documents: 80)
            #expect(try await world.tell(all).status == 2)
            let found = try await Self.subjects(chain.orderNo, list.sender, world)
            #expect(Set(found).count == 80)
            // Page by page they are the same, each once.
            let program = world.program(of: list.sender)
            var (paged, after): ([String], Int64) = ([], 0)
            while true {
                let page = try JSON(try await program.get("/api/v1/receipts?number=\(chain.orderNo)&after=\(after)&limit=30").body)
                let receipts = page["receipts"]?.elements ?? []
                if receipts.isEmpty { break }
                #expect(receipts.count <= 30)
                paged += receipts.compactMap { $0["subject"]?.string }
                after = try #require(page["next"]?.integer)
            }
            #expect(paged == found)
            for empty in ["", "%20", "%E3%80%80"] {
                let refused = try await program.get("/api/v1/receipts?number=\(empty)")
                #expect(refused.status == 400, "\(refused.text)")
                let problem = try JSON(refused.body)
                #expect(problem["code"]?.string == "declarations.filter" && problem["field"]?.string == "number")
            }
        }
    }

    @Test("SW-03 the receipt of what was refused is found by the number its sender gave it", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
                .replacing([("<ceb:ieFlag>I<", "<ceb:ieFlag>E<")])
            let back = try world.samples.importReturn(of: chain, invtNo: "22442026I000000001")
            let own = try Self.value("copNo", back)
            for (message, number, code) in [
                (list, chain.copNo, Int64(-621_001)), (back, own, -625_016), (back, "\(own)/22442026I000000001", -625_016),
            ] {
                let told = try await world.send([message])
                let receipt = try #require(told.first?["receipt"]?.string)
                #expect(receipt.contains("returnStatus>\(code)<"), "\(receipt)")
                let found = try await Self.subjects(number, message.sender, world)
                #expect(found.count == 1 && receipt.contains(">\(found.first ?? "-")<"), "\(number): \(found)")
                // To others it is not there.
                #expect(try await Self.subjects(number, world.cast.payment, world).isEmpty)
            }
        }
    }

    @Test("SW-03 the receipt of every type fits its schema when the head holds the shortest values its request may have", arguments: TestStore.engines)
    func shortest(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let catalogue = try MessageCatalogue.load(from: try Share.find())
            let (bought, sold) = (world.samples.chain(1, .direct), world.samples.chain(2, .simplified))
            let (samples, number) = (world.samples, "22442026I000000001")
            var messages = try samples.messages(of: bought) + samples.messages(of: sold)
            messages += [
                try samples.cancellation(of: bought, invtNo: number), try samples.cancellation(of: sold, invtNo: number),
                try samples.importReturn(of: bought, invtNo: number), try samples.warehouseEntry(of: [bought], "1"),
                try samples.delivery(of: bought, at: world.time.clock.now()), try samples.arrival(of: [sold], "1"),
                try samples.departure(of: [sold], "1"), try samples.bagList(of: [sold], "1"),
                try samples.summary(like: sold, "1", numbers: [number]),
                try samples.exportReturn(of: sold, invtNo: number), try samples.exportTally(of: sold, invtNo: number),
            ]
            #expect(Set(messages.map(\.type)).count == 19)
            var (guids, read) = (0, 0)
            for message in messages {
                let fields = try #require(catalogue.table(message.type)).head.fields
                for field in fields where !["guid", "appType", "appStatus", "appTime"].contains(field.name) {
                    guard case .text(let least, _) = field.type else { continue }
                    var text = String(decoding: message.bytes, as: UTF8.self)
                    guard let start = text.firstRange(of: "<ceb:\(field.name)>")?.upperBound,
                        let end = text[start...].firstRange(of: "<")?.lowerBound
                    else { continue }
                    let short = String(repeating: "1", count: max(least, field.isRequired ? 1 : 0))
                    text.replaceSubrange(start..<end, with: short)
                    let sent = SampleMessage(
                        type: message.type, guid: message.guid, sender: message.sender,
                        bytes: Array(text.utf8), documents: 1)
                    guids += 1
                    let guid = "00000000-0000-4000-8000-000000009" + String(String(1000 + guids).suffix(3))
                    let answer = try #require(try await world.send([sent.renamed(guid)]).first)
                    // Of a value that only one text may be, such as the currency, nothing is taken.
                    if answer["code"]?.string == "declarations.misfit" { continue }
                    read += 1
                    let reading = catalogue.read(Array((answer["receipt"]?.string ?? "").utf8))
                    #expect(reading.isValid, "\(message.type) \(field.name): \(answer.encoded)")
                }
            }
            #expect(read > 50, "receipts were read: \(read)")
            try await world.settle()
            try await world.everyReceiptFits()
        }
    }

    private static func subjects(_ number: String, _ sender: SampleEnterprise, _ world: World) async throws -> [String] {
        let answer = try await world.program(of: sender).get("/api/v1/receipts?number=\(number)&limit=1000")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["receipts"]?.elements.compactMap { $0["subject"]?.string } ?? []
    }

    private static func value(_ element: String, _ message: SampleMessage) throws -> String {
        let text = String(decoding: message.bytes, as: UTF8.self)
        let start = try #require(text.firstRange(of: "<ceb:\(element)>")).upperBound
        let end = try #require(text[start...].firstRange(of: "<")).lowerBound
        return String(text[start..<end])
    }
}
