import Declarations
import House
import Journal
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Mandates between enterprises") struct MandateScenarios {
    @Test("ID-01 a declarant draws on a platform's guarantee once both have agreed, and no longer after either ends it", arguments: TestStore.engines)
    func guarantee(engine: TestStore.Engine) async throws {
        try await World.run(engine, mandate: false) { world in
            let (platform, declarant) = (world.program(of: world.cast.platform), world.program(of: world.cast.declarant))
            let refused = try await world.lodge(1)
            #expect(refused.status == -621_001)
            #expect(refused.info.contains("621 assureCode"))
            #expect(refused.info.contains("委托授权"))

            let body = #"{"grantee": "\#(world.cast.declarant.creditCode)", "scope": "guarantee"}"#
            let offered = try JSON(try await platform.post("/api/v1/mandates", json: body).body)
            let id = try #require(offered["id"]?.string)
            #expect(try await world.lodge(2).status == -621_001, "an offer alone is no mandate")
            #expect(try await declarant.post("/api/v1/mandates/\(id)/accept", json: "").status == 200)
            let agreed = try await world.declare(3, .direct)
            #expect([800, 500, 300].contains(agreed.status ?? 0))

            let reason = #"{"reason": "合作结束"}"#
            #expect(try await platform.post("/api/v1/mandates/\(id)/revoke", json: reason).status == 200)
            #expect(try await world.lodge(4).status == -621_001)
            let kept = try await world.declaration(copNo: world.samples.chain(3, .direct).copNo)
            #expect(kept.status == agreed.status, "what was decided by it stays")
        }
    }

    @Test("ID-01 a mandate that ends before the documents are there lets nothing be drawn", arguments: TestStore.engines)
    func endsMeanwhile(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(5, .direct, buyer: 1)
            let messages = try world.samples.messages(of: chain)
            let list = try #require(messages.last)
            try await world.send([list])
            try await world.settle()
            #expect(try await world.declaration(copNo: chain.copNo).status == 2)
            let platform = world.program(of: world.cast.platform)
            let all = try JSON(try await platform.get("/api/v1/mandates").body)
            let id = try #require(all["mandates"]?.elements.first?["id"]?.string)
            _ = try await platform.post("/api/v1/mandates/\(id)/revoke", json: #"{"reason": "合作结束"}"#)
            try await world.send(messages.filter { $0.type != list.type })
            try await world.settle()
            let found = try await world.declaration(copNo: chain.copNo)
            #expect(found.status == 100)
            let finding = try #require(found["findings"]?.elements.first)
            #expect(finding["element"]?.string == "621 assureCode")
            #expect(finding["citation"]?["document"]?.string == "中华人民共和国民法典")
            #expect(finding["fix"]?["zh"]?.string?.contains("委托授权") == true)
            #expect(finding["fix"]?["en"]?.string?.contains("mandate") == true)
            #expect(try await world.quotaUsed(buyer: 1) == .zero)
        }
    }

    /// Who is named as guarantor, and the number the list is refused with; nil when it is taken.
    enum Guarantor: String, CaseIterable, Sendable {
        case platformByCreditCode, declarant, carrier, seller, payment, unknown

        func code(_ cast: SampleCast) -> String {
            switch self {
            case .platformByCreditCode: cast.platform.creditCode
            case .declarant: cast.declarant.customsCode
            case .carrier: cast.carrier.customsCode
            case .seller: cast.seller.customsCode
            case .payment: cast.payment.customsCode
            case .unknown: "9999999999"
            }
        }

        var status: Int64? {
            switch self {
            case .platformByCreditCode, .declarant: nil
            case .carrier, .seller, .payment: -621_001
            case .unknown: -10_102
            }
        }
    }

    @Test("ID-01 a guarantor is registered, withholds the tax of the list, and has agreed", arguments: TestStore.engines, Guarantor.allCases)
    func guarantor(engine: TestStore.Engine, guarantor: Guarantor) async throws {
        try await World.run(engine) { world in
            let code = guarantor.code(world.cast)
            let lodged = try await world.lodge(7, guarantor: code)
            guard let status = guarantor.status else {
                #expect(lodged.status == 2)
                let documents = try world.samples.messages(of: world.samples.chain(7, .direct)).dropLast()
                try await world.send(Array(documents))
                try await world.settle()
                let found = try await world.declaration(copNo: world.samples.chain(7, .direct).copNo)
                #expect([800, 500, 300].contains(found.status ?? 0))
                return
            }
            #expect(lodged.status == status)
            #expect(lodged.info.contains("621 assureCode"))
        }
    }

    @Test("ID-01 whoever has no part in a list learns nothing of who trusts whom", arguments: TestStore.engines)
    func stranger(engine: TestStore.Engine) async throws {
        try await World.run(engine, mandate: false) { world in
            let list = try #require(try world.samples.messages(of: world.samples.chain(8, .direct)).last)
            let answer = try await world.program(of: world.cast.payment).post(
                "/api/v1/ceb", xml: list.bytes, headers: ["accept": "application/json"])
            #expect(!answer.text.contains("assureCode"))
            let platform = world.program(of: world.cast.platform)
            let body = #"{"grantee": "\#(world.cast.declarant.creditCode)", "scope": "guarantee"}"#
            let offered = try JSON(try await platform.post("/api/v1/mandates", json: body).body)
            let id = try #require(offered["id"]?.string)
            let stranger = world.program(of: world.cast.carrier)
            for (path, sent) in [("accept", ""), ("revoke", #"{"reason": "x"}"#)] {
                #expect(try await stranger.post("/api/v1/mandates/\(id)/\(path)", json: sent).status == 404)
            }
        }
    }
}

@Suite("Questions for a quota") struct QuotaQuestionScenarios {
    @Test("CB-09 each question for a buyer's quota is in the journal, without the ID number", arguments: TestStore.engines)
    func traced(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.quotaUsed(buyer: 1)
            _ = try await world.quotaUsed(buyer: 2)
            _ = try await world.quotaUsed(buyer: 1)
            let asked = try await world.store.read { session in
                try world.window.journal.entries(after: 0, limit: 1000, in: session)
            }.filter { $0.kind == "declarations.quota-asked" }
            #expect(asked.count == 3)
            let platform = try #require(world.window.parties.register.find(code: world.cast.platform.creditCode))
            let key = try await world.window.parties.keys(of: platform.id).first?.id
            #expect(asked.allSatisfy { $0.tenant == platform.id && $0.actor == key })
            #expect(asked[0].subject == asked[2].subject && asked[0].subject != asked[1].subject)
            #expect(asked.allSatisfy { !"\($0)".contains("000000190001") })
        }
    }

    @Test("CB-09 only who takes part in purchases may ask for a quota", arguments: TestStore.engines)
    func askers(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let cast = world.cast
            for (enterprise, status) in [
                (cast.platform, 200), (cast.seller, 200), (cast.payment, 200), (cast.declarant, 200),
                (cast.carrier, 403), (cast.warehouse, 403),
            ] {
                let answer = try await world.program(of: enterprise).post(
                    "/api/v1/quota", json: #"{"buyerIdNumber": "000000190001010001"}"#)
                #expect(answer.status == status, "\(enterprise.name)")
            }
        }
    }
}

extension World {
    /// What the gateway says about an import list alone.
    struct Lodged: Sendable {
        let status: Int64
        let info: String
    }

    func lodge(_ number: Int, guarantor: String? = nil) async throws -> Lodged {
        guard var list = try samples.messages(of: samples.chain(number, .direct)).last else {
            return Lodged(status: 0, info: "")
        }
        if let guarantor {
            list = list.replacing([
                ("assureCode>\(cast.platform.customsCode)<", "assureCode>\(guarantor)<")
            ])
        }
        let answer = try await program(of: list.sender).post(
            "/api/v1/ceb", xml: list.bytes, headers: ["accept": "application/json"])
        let result = try JSON(answer.body)["results"]?.elements.first
        return Lodged(status: result?.status ?? 0, info: result?["info"]?.string ?? "")
    }
}
