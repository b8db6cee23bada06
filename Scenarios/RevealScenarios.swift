import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Personal data is masked wherever it is shown, and shown for a reason to who may know it.
@Suite("Looks at personal data") struct RevealScenarios {
    private static let reason = "核对收货人电话以安排派送"

    @Test("an officer sees all of a list and its documents for a reason, and the owners see that", arguments: TestStore.engines)
    func officer(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (preNo, order) = try await world.declared()
            let officer = try await world.officer()
            for path in ["/api/v1/declarations/\(preNo)", "/zh/declarations/\(preNo)", "/en/declarations/\(preNo)"] {
                let text = try await officer.get(path).text
                #expect(order.secrets.allSatisfy { !text.contains($0) }, "\(path)")
                #expect(text.contains("****"))
            }
            let refused = try await officer.reveal(preNo, " ")
            #expect(refused.status == 422)
            #expect(refused.text.contains("declarations.reveal-reason-missing"))
            let holding = try await officer.reveal(preNo, "看看 \(order.head["buyerIdNumber"] ?? "")")
            #expect(holding.text.contains("declarations.reveal-reason-holds-data"))

            let answer = try await officer.reveal(preNo, Self.reason)
            #expect(answer.status == 200)
            #expect(answer.header("cache-control") == "no-store")
            let json = try JSON(answer.body)
            #expect(json["documents"]?.elements.compactMap { $0["type"]?.string }.sorted() == ["CEB311", "CEB411", "CEB511", "CEB621"])
            #expect(json["withheld"]?.elements.isEmpty == true)
            #expect(order.secrets.allSatisfy { json.texts.contains($0) })

            // Each owner sees the look at its own documents, who and why, and not what was seen.
            let owners: [(SampleEnterprise, [String])] = [
                (world.cast.declarant, ["CEB621"]), (world.cast.platform, ["CEB311"]),
                (world.cast.carrier, ["CEB511"]),
            ]
            for (owner, documents) in owners {
                let looks = try await world.holder(of: owner).get("/api/v1/reveals")
                let look = try JSON(looks.body)["looks"]?.elements.first
                #expect(look?["documents"]?.elements.compactMap(\.string) == documents)
                #expect(look?["by"]?.string == "officer")
                #expect(look?["reason"]?.string == Self.reason)
                #expect(look?["preNo"]?.string == preNo)
                #expect(order.secrets.allSatisfy { !looks.text.contains($0) })
            }
            let events = try await world.holder(of: world.cast.declarant).get("/api/v1/events?limit=500").text
            #expect(events.contains("declarations.personal-revealed"))
            #expect(order.secrets.allSatisfy { !events.contains($0) })
        }
    }

    @Test("an enterprise sees what it sent itself and nothing of the others", arguments: TestStore.engines)
    func enterprises(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (preNo, order) = try await world.declared()
            let cases: [(SampleEnterprise, [String])] = [
                (world.cast.declarant, ["CEB621"]), (world.cast.platform, ["CEB311"]),
                (world.cast.carrier, ["CEB511"]), (world.cast.payment, ["CEB411"]),
            ]
            for (enterprise, types) in cases {
                let answer = try await world.holder(of: enterprise).reveal(preNo, Self.reason)
                #expect(answer.status == 200, "\(answer.text)")
                let json = try JSON(answer.body)
                #expect(json["documents"]?.elements.compactMap { $0["type"]?.string } == types)
                #expect(json["withheld"]?.elements.count == 3)
            }
            let platform = try JSON(
                try await world.holder(of: world.cast.platform).reveal(preNo, Self.reason).body)
            #expect(order.secrets.allSatisfy { platform.texts.contains($0) })
            let seller = try await world.holder(of: world.cast.seller).reveal(preNo, Self.reason)
            #expect(seller.status == 403 && seller.text.contains("declarations.reveal-not-theirs"))
            // A key that was not given the scope, and somebody who has no part in the list.
            let plain = try await world.program(of: world.cast.platform).reveal(preNo, Self.reason)
            #expect(plain.status == 403)
            let stranger = try await world.holder(of: world.cast.warehouse).reveal(preNo, Self.reason)
            #expect(stranger.status == 403 || stranger.status == 404)
            #expect(order.secrets.allSatisfy { !stranger.text.contains($0) })
        }
    }

    @Test("a return's buyer is shown for a reason to the officer and the declarant, through API and page, and to nobody else", arguments: TestStore.engines)
    func followUp(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (chain, invtNo) = try await world.cleared(2, .direct)
            let application = try world.samples.importReturn(of: chain, invtNo: invtNo)
            let preNo = try await world.tell(application).subject
            try await world.settle()
            let list = try #require(chain.documents.first { $0.number == "621" })
            let secrets = ["buyerIdNumber", "buyerTelephone"].compactMap { list.draft.head[$0] }
            #expect(secrets.count == 2)
            let officer = try await world.officer()
            let declarant = try await world.holder(of: world.cast.declarant)
            for visitor in [officer, declarant] {
                let masked = try await visitor.get("/api/v1/follow-ups/\(preNo)").text
                #expect(secrets.allSatisfy { !masked.contains($0) })
                let empty = try await visitor.reveal(preNo, "", of: "follow-ups")
                #expect(empty.text.contains("declarations.reveal-reason-missing"))
                let shown = try await visitor.reveal(preNo, Self.reason, of: "follow-ups")
                #expect(shown.status == 200, "\(shown.text)")
                let json = try JSON(shown.body)
                #expect(json["documents"]?.elements.compactMap { $0["type"]?.string } == ["CEB625"])
                #expect(secrets.allSatisfy { json.texts.contains($0) })
            }
            let stranger = try await world.holder(of: world.cast.seller).reveal(preNo, Self.reason, of: "follow-ups")
            #expect(stranger.status == 404 && secrets.allSatisfy { !stranger.text.contains($0) })
            let plain = try await world.program(of: world.cast.declarant).reveal(preNo, Self.reason, of: "follow-ups")
            #expect(plain.status == 403)

            #expect(try await officer.get("/zh/follow-ups/\(preNo)").text.contains("/zh/follow-ups/\(preNo)/reveals"))
            let page = try await officer.post("/zh/follow-ups/\(preNo)/reveals", form: ["reason": Self.reason])
            #expect(page.status == 200 && secrets.allSatisfy { page.text.contains($0) })
            let looks = try await declarant.get("/api/v1/reveals").text
            #expect(looks.contains(preNo) && looks.contains("CEB625") && secrets.allSatisfy { !looks.contains($0) })
            #expect(try await officer.get("/zh/reveals").text.contains("/zh/follow-ups/\(preNo)"))
        }
    }

    @Test("through the page it is shown once, and the record names who looked", arguments: TestStore.engines)
    func page(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (preNo, order) = try await world.declared()
            let officer = try await world.officer()
            _ = try await officer.get("/zh/declarations/\(preNo)")
            let without = try await officer.post("/zh/declarations/\(preNo)/reveals", form: ["reason": ""])
            #expect(without.status == 422 && without.text.contains("须写明事由"))
            let shown = try await officer.post("/zh/declarations/\(preNo)/reveals", form: ["reason": Self.reason])
            #expect(shown.status == 200)
            #expect(order.secrets.allSatisfy { shown.text.contains($0) })
            let again = try await officer.get("/zh/declarations/\(preNo)").text
            #expect(order.secrets.allSatisfy { !again.contains($0) })
            for language in ["zh", "en"] {
                let record = try await officer.get("/\(language)/reveals").text
                #expect(record.contains(preNo) && record.contains(Self.reason))
                #expect(order.secrets.allSatisfy { !record.contains($0) })
            }
        }
    }
}

extension SampleDocument {
    fileprivate var head: [String: String] { draft.head }

    /// What tells the buyer and the consignee apart.
    fileprivate var secrets: [String] {
        ["buyerIdNumber", "consigneeTelephone", "consigneeAddress"].compactMap { draft.head[$0] }
    }
}

extension World {
    /// A decided list, and its order.
    fileprivate func declared() async throws -> (preNo: String, order: SampleDocument) {
        let chain = samples.chain(1, .direct, buyer: 211)
        let order = try #require(chain.documents.first { $0.number == "311" })
        #expect(order.secrets.count == 3)
        try await send(try samples.messages(of: chain))
        try await settle()
        let json = try await declaration(copNo: chain.copNo)
        return (try #require(json["preNo"]?.string), order)
    }

    /// A program of an enterprise whose key may see personal data.
    fileprivate func holder(of enterprise: SampleEnterprise) async throws -> Visitor {
        let key = try await window.parties.createKey(
            enterprise: enterprise.creditCode, label: "reveal",
            scopes: ["declarations.read", "declarations.reveal"], days: 30, by: "scenario")
        return Visitor(window.door).as(key: key)
    }
}

extension Visitor {
    fileprivate func reveal(
        _ preNo: String, _ reason: String, of kind: String = "declarations"
    ) async throws -> Answer {
        let body = JSON.object([.init("reason", .text(reason))]).encoded
        let token = try await get("/zh/account").formToken ?? ""
        return try await post(
            "/api/v1/\(kind)/\(preNo)/reveals", json: body,
            headers: ["accept": "application/json", "x-csrf-token": token])
    }
}
