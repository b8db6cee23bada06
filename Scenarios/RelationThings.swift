import Declarations
import House
import Kernel
import Parties
import Seal
import TestKit
import Testing
import Web
import Wire

/// A thing of an enterprise, by the route that names it. It may have no page of its own, only
/// places that change it.
struct RelationThing: Hashable {
    let pattern: String
    let path: String
}

/// One of most kinds of things, made for the question who else gets at them.
struct RelationThings {
    let world: World
    /// Things whose path is known as they are made; the others are found by pages and lists.
    private(set) var made: Set<RelationThing> = []

    /// What there has to be one of.
    static let kinds = [
        "applications", "certificates", "declarations", "drafts", "entries", "entry", "inspections",
        "keys", "mandates", "origin/worksheets", "people", "problems", "receipts", "saved-filters",
        "sheets", "webhooks", "worklist/batches",
    ]

    init(_ world: World) { self.world = world }

    private var own: SampleEnterprise { world.cast.declarant }

    /// Everything an enterprise may have; gives its administrator.
    mutating func fill() async throws -> Visitor {
        _ = try await world.declare(1, .direct)
        _ = try await world.declare(2, .bonded)
        let owner = try await world.member(of: own)
        try await people(owner)
        try await papers(owner)
        try await work(owner)
        try await desk()
        try await card(owner)
        return owner
    }

    /// Colleagues, a partner and what programs have.
    private mutating func people(_ owner: Visitor) async throws {
        let register = world.window.parties.register
        let firm = try #require(register.find(code: own.creditCode))
        let partner = try #require(register.find(code: world.cast.seller.creditCode))
        let mandate = try await world.window.parties.proposeMandate(
            NewMandate(grantor: partner.id, grantee: firm.id, scope: .declare, from: World.start.day),
            of: partner.id, by: "scenario")
        add("/api/v1/mandates/{id}", mandate.id)
        let invited = try await owner.act("/api/v1/parties/invitations", #"{"label":"仓库","post":"viewer"}"#)
        add("/api/v1/parties/invitations/{id}", invited, "id")
        let key = try await owner.act("/api/v1/parties/keys", #"{"label":"测试","days":30}"#)
        add("/api/v1/parties/keys/{id}", key, "id")
        add("/{language}/account/keys/{id}", key, "id")
        let hook = try await owner.act("/api/v1/webhooks", #"{"url":"https://receiver.example/hook"}"#)
        add("/api/v1/webhooks/{id}", hook, "id")
        let people = try JSON(try await owner.get("/api/v1/parties/people").body)["people"]?.elements
        for person in people ?? [] {
            let id = try #require(person["id"]?.string)
            add("/{language}/people/{id}", id)
            add("/api/v1/parties/people/{id}", id)
        }
    }

    /// What is written down, kept, and asked for.
    private mutating func papers(_ owner: Visitor) async throws {
        let problem = try await owner.act("/api/v1/problems", ProblemScenarios.raise("clearance"))
        add("/api/v1/problems/{number}", problem, "number")
        add("/{language}/problems/{number}", problem, "number")
        let applied = try await owner.act("/api/v1/applications", #"{"service":"voluntary-disclosure"}"#)
        add("/api/v1/applications/{number}", applied, "number")
        add("/{language}/applications/{number}", applied, "number")
        let draft = try await owner.act("/api/v1/drafts", #"{"type":"CEB621"}"#)
        add("/api/v1/drafts/{id}", draft, "id")
        add("/{language}/entry/{id}", draft, "id")
        let sheet = try await owner.act("/api/v1/origin/worksheets", OriginScenarios.sheet)
        add("/api/v1/origin/worksheets/{id}", sheet, "id")
        add("/{language}/origin/worksheets/{id}", sheet, "id")
        let confirmed = try await owner.act(
            "/api/v1/classification/confirmations", #"{"text":"玄天牌七号","code":"6403919190"}"#)
        add("/api/v1/classification/confirmations/{id}", confirmed, "id")
        let followed = try await owner.act("/api/v1/policy-subscriptions", #"{"kind":"word","value":"泊位"}"#)
        add("/api/v1/policy-subscriptions/{id}", followed, "id")
        let table = try await SupportSheet(
            world.program(of: own), "CEB621", lists: SupportSheet.lists(1...1, world.samples))
        let uploaded = try await owner.put(
            "/api/v1/sheets?type=CEB621", SupportSheet.workbook(table.headings, table.rows))
        add("/api/v1/sheets/{id}", uploaded, "id")
        add("/{language}/sheets/{id}", uploaded, "id")
        _ = try await owner.get("/zh/declarations")
        let kept = try await owner.post(
            "/zh/saved-filters", form: ["list": "/declarations", "query": "status=800", "name": "已放行"])
        #expect(kept.status == 303, "\(kept.text)")
        let shelf = try await owner.get("/zh/saved-filters").text
        let id = shelf.split(separator: "/saved-filters/").dropFirst().first?.prefix { $0 != "/" }
        add("/{language}/saved-filters/{id}", String(try #require(id)))
    }

    /// What officers have in hand.
    private mutating func work(_ owner: Visitor) async throws {
        let lodged = try await owner.act("/api/v1/entries", EntrySample("REL1", of: own).json)
        add("/api/v1/entries/{number}", lodged, "number")
        add("/{language}/entries/{number}", lodged, "number")
        let officer = try await world.officer()
        let inspected = try await world.inspected(3, by: officer)
        add("/api/v1/inspections/{number}", inspected.order)
        add("/{language}/inspections/{number}", inspected.order)
    }

    /// Lists that two officers have to agree on.
    private mutating func desk() async throws {
        let held = try await world.declare(4, .direct, basket: .watched)
        let preNo = try #require(held["preNo"]?.string)
        let officer = try await world.officer()
        for action in ["inspect", "detain"] {
            let now = try JSON(try await officer.get("/api/v1/declarations/\(preNo)").body)
            let done = try await officer.decide(
                preNo, #"{"action":"\#(action)","reason":"TEST","version":\#(now["version"]?.integer ?? 0)}"#)
            #expect(done.status == 200, "\(done.text)")
        }
        let now = try JSON(try await officer.get("/api/v1/declarations/\(preNo)").body)
        let proposed = try await officer.decide(
            preNo, #"{"action":"release","version":\#(now["version"]?.integer ?? 0)}"#)
        let batch = try JSON(proposed.body)["batch"]?["id"]?.string
        add("/api/v1/worklist/batches/{id}", try #require(batch, "\(proposed.text)"))
        add("/{language}/worklist/batches/{id}", try #require(batch))
    }

    /// Last: from then on lists of the firm have to be signed.
    private mutating func card(_ owner: Visitor) async throws {
        let card = try TrialKey(
            .sm2, named: own.name, serial: 0x77,
            from: try #require(Instant(compact: "20260101000000")),
            until: try #require(Instant(compact: "20301231000000")))
        try await world.window.declarations.register(
            certificate: card.file, of: own.creditCode, by: "scenario")
        let listed = try JSON(try await owner.get("/api/v1/certificates").body)["certificates"]?.elements
        let print = try #require(listed?.first?["fingerprint"]?.string)
        add("/api/v1/certificates/{fingerprint}", print)
        add("/{language}/certificates/{fingerprint}", print)
    }

    private mutating func add(_ pattern: String, _ answer: Answer, _ name: String) {
        guard (200..<300).contains(answer.status), let json = try? JSON(answer.body),
            let id = json[name]?.string ?? json.elementsNamed(name).first
        else {
            Issue.record("\(pattern): \(answer.status) \(answer.text.prefix(400))")
            return
        }
        add(pattern, id)
    }

    private mutating func add(_ pattern: String, _ id: String) {
        let name = pattern.prefix { $0 != "{" }
        let start = name == "/" ? "/zh/" + pattern.dropFirst("/{language}/".count).prefix { $0 != "{" } : String(name)
        made.insert(RelationThing(pattern: pattern, path: start + id))
    }
}

extension JSON {
    /// Texts called so one level down.
    fileprivate func elementsNamed(_ name: String) -> [String] {
        guard case .object(let members) = self else { return [] }
        return members.compactMap { $0.value[name]?.string }
    }
}
