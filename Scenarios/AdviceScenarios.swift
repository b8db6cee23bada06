import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("What people are told") struct AdviceScenarios {
    @Test("CB-08 an officer's rejection is a finding: page, explanation and interface say why, and what was given back", arguments: TestStore.engines)
    func officersReason(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let held = try await world.declare(1, .direct, basket: .watched)
            #expect(held.status == 300)
            let preNo = held["preNo"]?.string ?? ""
            let version = held["version"]?.integer ?? 0
            let officer = try await world.officer()
            let path = "/zh/declarations/\(preNo)"
            let tooLong = String(repeating: "长", count: 501)
            _ = try await officer.get(path)
            let long = try await officer.post(
                "\(path)/decision",
                form: ["action": "reject", "version": String(version), "reason": tooLong])
            #expect(long.status == 422 && long.text.contains("理由超过 500 个字"))
            #expect(long.text.contains(#"maxlength="500""#))
            let reason = String(repeating: "长", count: 498) + "末尾"
            _ = try await officer.post(
                "\(path)/decision",
                form: ["action": "reject", "version": String(version), "reason": reason])

            let found = try await world.declaration(copNo: world.samples.chain(1, .direct).copNo)
            #expect(found.status == 100)
            let finding = try #require(found["findings"]?.elements.first)
            #expect(found["findings"]?.elements.count == 1)
            #expect(finding["code"]?.string == "1300")
            #expect(finding["message"]?["zh"]?.string == "人工退单：\(reason)")
            #expect(finding["citation"]?["article"] == nil)
            #expect(found["explanation"]?["outcome"]?["zh"]?.string == "人工退单：\(reason)")
            let told = found["explanation"]?.texts ?? []
            #expect(told.contains("已退回个人额度") && told.contains("已退还担保额度"))
            #expect(!told.contains("已从个人额度扣减") && !told.contains("逻辑校验通过"))
            let receipt = try #require(found["receipts"]?.elements.first?["info"]?.string)
            #expect(receipt == "[Code:1300;Desc:人工退单：\(reason)]")
            let page = try await officer.get(path).text
            #expect(page.contains("人工退单：\(reason)"))
            #expect(!page.contains("逐项相符"))
        }
    }

    @Test("CB-11 what is sent again gets advice that can be followed", arguments: TestStore.engines)
    func advice(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct, basket: .watched)
            let messages = try world.samples.messages(of: chain)
            let list = try #require(messages.first { $0.type == "CEB621" })
            let order = try #require(messages.first { $0.type == "CEB311" })
            try await world.send([list])
            try await world.settle()
            let again = list.renamed("00000000-0000-4000-8000-0000000000D1")
            let early = try #require(try await world.send([again]).first)
            #expect(early.advice.contains("appType=2"))
            #expect(early["results"]?.elements.first?["findings"]?.elements.first?["code"]?.string == early["results"]?.elements.first?.status.map { String($0) })
            try await world.send(messages.filter { $0.type != "CEB621" })
            try await world.settle()
            let held = try await world.declaration(copNo: chain.copNo)
            #expect(held.status == 300)
            for (message, appType, guid) in [
                (list, "1", "D2"), (list, "2", "D3"), (list, "3", "D4"), (order, "1", "D5"), (order, "3", "D6"),
            ] {
                let sent = message.renamed("00000000-0000-4000-8000-0000000000\(guid)")
                    .replacing([("<ceb:appType>1<", "<ceb:appType>\(appType)<")])
                let answer = try #require(try await world.send([sent]).first)
                #expect((answer["results"]?.elements.first?.status ?? 0) < 0)
                #expect(!answer.advice.isEmpty && !answer.advice.contains("appType=2"), "\(guid) \(answer.advice)")
            }
        }
    }

    @Test("CB-08 a list that waits says so of a document that had come and was withdrawn", arguments: TestStore.engines, ["CEB311", "CEB411"])
    func withdrawn(engine: TestStore.Engine, type: String) async throws {
        try await World.run(engine) { world in try await withdraw(type, in: world) }
    }

    private func withdraw(_ type: String, in world: World) async throws {
        let chain = world.samples.chain(2, .direct)
        let messages = try world.samples.messages(of: chain)
        let document = try #require(messages.first { $0.type == type })
        let waybill = messages.filter { $0.type == "CEB511" }
        try await world.send(messages.filter { $0.type != "CEB511" })
        try await world.settle()
        let before = try await world.awaited(chain.copNo)
        #expect(before == ["CEB511"])
        let withdrawal = document.renamed("00000000-0000-4000-8000-0000000000E1")
            .replacing([("<ceb:appType>1<", "<ceb:appType>3<")])
        try await world.send([withdrawal])
        let view = try await world.declaration(copNo: chain.copNo)
        let viewed = (view["waitsFor"]?.elements ?? []).compactMap(\.string)
        let both = [type, "CEB511"]
        #expect(viewed.sorted() == both)
        try await world.settle()
        let listed = try await world.awaited(chain.copNo)
        #expect(listed.sorted() == both)
        let another = document.renamed("00000000-0000-4000-8000-0000000000E2")
        try await world.send([another])
        try await world.send(waybill)
        try await world.settle()
        let decided = try await world.declaration(copNo: chain.copNo)
        let status = decided.status ?? 0
        #expect([800, 500, 300].contains(status))
    }

    @Test("CB-11 more than a hundred messages in one request, and compressed ones, are refused in words", arguments: TestStore.engines)
    func requests(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let list = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).last)
            let program = world.program(of: list.sender)
            let files = (1...101).map {
                VisitorFile(field: "f\($0)", name: "\($0).xml", type: "application/xml", body: list.bytes)
            }
            let many = try await program.post("/api/v1/ceb", form: [:], files: files)
            #expect(many.status == 413 && many.text.contains("declarations.too-many-messages"))
            let packed = try await program.post(
                "/api/v1/ceb", xml: list.bytes, headers: ["content-encoding": "gzip"])
            #expect(packed.status == 415 && packed.text.contains("web.content-encoding"))
            #expect(packed.header("accept-encoding") == "identity")
            let plain = try await program.post(
                "/api/v1/ceb", xml: list.bytes, headers: ["content-encoding": "Identity"])
            #expect(plain.status == 200)
        }
    }
}

extension JSON {
    /// Ways to mend, of an answer.
    fileprivate var advice: String {
        (self["results"]?.elements ?? []).flatMap { $0["findings"]?.elements ?? [] }
            .compactMap { $0["fix"]?["zh"]?.string }.joined(separator: " ")
    }
}

extension World {
    /// What the listing says a list waits for.
    fileprivate func awaited(_ copNo: String) async throws -> [String] {
        let answer = try await program(of: cast.declarant).get("/api/v1/declarations?number=\(copNo)")
        let found = try JSON(answer.body)["declarations"]?.elements.first
        return found?["waitsFor"]?.elements.compactMap(\.string) ?? []
    }
}
