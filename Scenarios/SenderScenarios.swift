import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What a sender's programmer runs into in the first week.
@Suite("The sender") struct SenderScenarios {
    @Test("CB-11 the same values in other bytes are told in words, and the first receipt can be had again", arguments: TestStore.engines)
    func otherBytes(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let message = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).first)
            let program = world.program(of: message.sender)
            let first = try await program.post("/api/v1/ceb", xml: message.bytes)
            let spaced = String(decoding: message.bytes, as: UTF8.self)
                .replacing("</ceb:OrderHead>", with: "</ceb:OrderHead>\n")
            let other = try await program.post("/api/v1/ceb", xml: Array(spaced.utf8))
            #expect(other.status == 409)
            #expect(other.header("content-type") == "application/problem+json; charset=utf-8")
            let problem = try JSON(other.body)
            #expect(problem["type"]?.string == "/problems/declarations.contradiction")
            #expect(problem["message"]?["zh"]?.string?.contains("各字段内容相同，只是字节不同") == true)
            #expect(problem["message"]?["en"]?.string?.contains("only the bytes differ") == true)
            #expect(problem["fix"]?["en"]?.string?.contains("GET /api/v1/receipts") == true)
            #expect(try await program.post("/api/v1/ceb", xml: message.bytes).body == first.body)
        }
    }

    @Test("CB-11 documents are known by their numbers: the official samples give one guid to many", arguments: TestStore.engines)
    func oneGuid(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = (1...3).map { world.samples.chain($0, .direct) }
            let orders = try #require(try world.samples.batches(of: chains).first { $0.type == "CEB311" })
            let text = String(decoding: orders.bytes, as: UTF8.self)
            let pieces = text.split(separator: "<ceb:guid>", omittingEmptySubsequences: false)
            try #require(pieces.count == 4)
            let one = pieces[1].prefix(36)
            let same = ([pieces[0]] + pieces.dropFirst().map { one + $0.dropFirst(36) }).joined(separator: "<ceb:guid>")
            let answer = try await world.program(of: orders.sender).post("/api/v1/ceb", xml: same, headers: ["accept": "application/json"])
            let results = try JSON(answer.body)["results"]?.elements ?? []
            #expect(results.compactMap(\.status) == [120, 120, 120])
            #expect(Set(results.compactMap { $0["subject"]?.string }).count == 3)
        }
    }

    @Test("CB-11 several messages go in one request as parts of a form; joined in one body they are told how", arguments: TestStore.engines)
    func several(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let orders = try (1...2).compactMap { try world.samples.messages(of: world.samples.chain($0, .direct)).first }
            try #require(orders.count == 2)
            let program = world.program(of: orders[0].sender)
            let joined = try await program.post("/api/v1/ceb", xml: orders[0].bytes + [0x0A] + orders[1].bytes)
            #expect(joined.status == 422)
            let fault = try JSON(joined.body)["faults"]?.elements.first
            #expect(fault?["code"]?.string == "xml.second-document")
            #expect(fault?["fix"]?["en"]?.string?.contains("multipart/form-data") == true)
            let files = orders.enumerated().map { index, order in
                VisitorFile(field: "message", name: "order\(index).xml", type: "application/xml", body: order.bytes)
            }
            let both = try await program.post("/api/v1/ceb", form: [:], files: files)
            #expect(both.status == 200)
            let told = try JSON(both.body)["messages"]?.elements ?? []
            #expect(told.compactMap { $0["results"]?.elements.first?.status } == [120, 120])
            #expect(told.compactMap { $0["file"]?.string } == ["order0.xml", "order1.xml"])
        }
    }

    @Test("CB-11 an order whose sums do not hold is refused at once, with the official number", arguments: TestStore.engines)
    func sums(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let order = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).first)
            let wrong = order.changed("<ceb:discount>", to: "<ceb:discount>1")
            let answer = try #require(try await world.send([wrong]).first)
            let result = try #require(answer["results"]?.elements.first)
            #expect(result.status == -301_008)
            #expect(result["info"]?.string?.contains("311 acturalPaid") == true)
        }
    }

    @Test("CB-11 a code that is nearly one is told which was meant", arguments: TestStore.engines)
    func nearCode(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let list = try #require(try world.samples.messages(of: world.samples.chain(1, .bonded)).last)
            for (wrong, hint) in [("y", "；是否应为 Y？"), ("?", "；填写表中有效的代码")] {
                let text = String(decoding: list.bytes, as: UTF8.self)
                let start = try #require(text.firstRange(of: "<ceb:trafMode>")?.upperBound)
                let end = try #require(text.firstRange(of: "</ceb:trafMode>")?.lowerBound)
                let sent = (text[..<start] + wrong + text[end...]).replacing(list.guid, with: "00000000-0000-4000-8000-00000000000\(wrong)")
                let answer = try await world.program(of: list.sender).post("/api/v1/ceb", xml: String(sent), headers: ["accept": "application/json"])
                let info = try JSON(answer.body)["results"]?.elements.first?["info"]?.string ?? answer.text
                #expect(info.contains("621 trafMode") && info.contains(hint), "\(info)")
            }
        }
    }

    @Test("CB-11 a message that is no message goes back as far as sixty-four kilobytes", arguments: TestStore.engines)
    func long(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = world.program(of: world.cast.platform)
            let long = "<a>" + String(repeating: "税", count: 1_000_000) + "</a>"
            let answer = try await program.post("/api/v1/ceb", xml: long, headers: ["accept": "application/xml"])
            #expect(answer.status == 422)
            #expect(answer.body.count < 70_000)
            #expect(answer.text.contains("cut here, 3000007 bytes in all"))
            #expect(!answer.text.contains("\u{FFFD}"))
            let short = try await program.post("/api/v1/ceb", xml: "<a>税</a>", headers: ["accept": "application/xml"])
            #expect(short.text.contains("<![CDATA[<a>税</a>]]>"))
        }
    }
}
