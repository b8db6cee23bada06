import Entitlements
import House
import Kernel
import Lists
import Policies
import Problems
import Reference
import TestKit
import Testing
import Web

/// What stands behind refusals of lists, benefits, policies and problems.
@Suite("Grounds of refusals") struct RoomGroundScenarios {
    /// Refusals that no rule is behind, each with the reason.
    static let formal: [String: String] = [
        "lists.not-readable": "no JSON object", "lists.not-found": "not there",
        "lists.no-enterprise": "names nobody", "lists.filter": "no such value in an address",
        "entitlements.not-readable": "no JSON object", "entitlements.not-found": "not there",
        "entitlements.no-enterprise": "names nobody",
        "policies.not-readable": "no JSON object", "policies.not-found": "not there",
        "policies.filter": "no such value in an address",
        "problems.not-readable": "no JSON object", "problems.not-found": "not there",
        "problems.enterprise": "names nobody", "problems.page": "no such page of a list",
        "problems.state": "no such value in an address",
    ]

    static let refusals: [any Refusal] =
        ListsCapability.refusals + EntitlementsCapability.refusals + PoliciesCapability.refusals
        + ProblemsCapability.refusals

    @Test(
        "ID-02 ID-14 PS-01 PS-03 every refusal cites the rule behind it; only what is purely formal cites none"
    )
    func grounds() {
        for refusal in Self.refusals {
            let isFormal = Self.formal[refusal.code] != nil
            #expect((refusal.citation == nil) == isFormal, "\(refusal.code)")
            #expect(refusal.citation?.document.isEmpty != true, "\(refusal.code)")
            #expect(
                refusal.message.zh != refusal.message.en && refusal.fix.zh != refusal.fix.en,
                "\(refusal.code)")
        }
        let known = Set(Self.refusals.map(\.code))
        #expect(
            Set(Self.formal.keys).isSubset(of: known), "\(Set(Self.formal.keys).subtracting(known))"
        )
    }

    @Test("ID-02 ID-14 PS-01 PS-03 no code of these rooms is missing among their refusals")
    func complete() throws {
        let rooms = ["lists.", "entitlements.", "policies.", "problems."]
        let known = Set(Self.refusals.map(\.code))
        for code in try ProblemCodeScenarios.codes(in: Share.find().root)
        where rooms.contains(where: { code.hasPrefix($0) }) {
            #expect(known.contains(code), "\(code)")
        }
    }

    @Test(
        "PS-01 what these refusals cite stands in the register of policies, article by article",
        arguments: [TestStore.Engine.sqlite])
    func register(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let cited = Set(Self.refusals.compactMap(\.citation))
            #expect(cited.count > 15)
            for citation in cited {
                let path = Address.path(
                    "/zh/policy-citations",
                    query: [
                        Form.Pair("document", citation.document),
                        Form.Pair("article", citation.article),
                    ])
                let place = try await stranger.get(path).header("location") ?? ""
                #expect(place.contains("/articles/"), "\(citation.text) \(place)")
            }
        }
    }
}
