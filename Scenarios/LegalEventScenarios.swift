import Declarations
import House
import Kernel
import Parties
import Proofs
import Secrets
import TestKit
import Testing
import Web
import Wire

@Suite("Sealed events") struct LegalEventScenarios {
    @Test("ED-12 a decision is sealed; its holder shows the outcome with its proof and withholds the rest, and anybody checks it", arguments: TestStore.engines)
    func disclosed(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let (preNo, number) = try await world.inspected(1, by: officer)
            let done = try await officer.act(
                "/api/v1/inspections/\(number)/result",
                #"{"result":"finding","findings":"测试：数量不符"}"#)
            #expect(done.status == 200, "\(done.text)")
            try await world.settle()
            let broker = try await world.owner(world.cast.declarant)
            let events = try await events(of: broker)
            #expect(events.contains { $0["kind"]?.string == "declarations.list-moved" && $0["subject"]?.string == preNo })
            let result = try #require(
                events.first { $0["kind"]?.string == "inspections.concluded" && $0["subject"]?.string == number })
            let event = try #require(result["number"]?.integer)
            let outcome = try #require(
                result["fields"]?.elements.first { $0["value"]?.string == #"{"result":"finding"}"# }?["field"]?.string)
            let path = "/api/v1/legal-events/\(event)/proof?fields=subject,\(outcome)"
            #expect(try await broker.get(path).text.contains("proofs.not-yet"))
            try await world.window.proofs.settle()
            let proof = try await broker.get(path)
            #expect(proof.status == 200 && !proof.text.contains(preNo), "\(proof.text)")
            // Whoever may not look at inspections sees no sealed event of theirs either.
            let clerk = world.program(of: world.cast.declarant)
            let kinds = try await self.events(of: clerk).compactMap { $0["kind"]?.string }
            #expect(kinds.contains("declarations.list-moved"))
            #expect(!kinds.contains("inspections.concluded"))
            #expect(try await clerk.get(path).status == 404)
            // Who acted is shown to nobody, and to others the event does not exist.
            let actor = try await broker.get("/api/v1/legal-events/\(event)/proof?fields=actor")
            #expect(actor.status == 422 && actor.text.contains("proofs.no-such-field"))
            #expect(try await world.program(of: world.cast.carrier).get(path).status == 404)

            let anybody = Visitor(world.window.door)
            let check = try ReceiptCheck(
                policy: try await anybody.get("/log/policy").body, clock: world.time.clock)
            let found = try #require(try check.findings(in: proof.body).first)
            #expect(found.kind == "legal.event" && found.fields.map(\.name) == ["subject", outcome])
            #expect(found.fields.first?.value == number)
            #expect(found.withheld.contains("actor") && found.withheld.contains("kind"))
            let said = try await anybody.post("/api/v1/proofs/check", json: proof.text)
            #expect(said.status == 200 && said.text.contains(#""proven":true"#), "\(said.text)")
            _ = try await anybody.get("/zh/log/check")
            let page = try await anybody.post("/zh/log/check", form: ["proof": proof.text])
            #expect(page.status == 200 && page.text.contains("证明成立"), "\(page.text)")
            #expect(page.text.contains(number) && page.text.contains("未披露的字段"))

            // The number of the event is not logged: an edited one is not told as if it were proven.
            let renumbered = proof.text.replacing(#""number":\#(event)"#, with: #""number":98765432"#)
            #expect(renumbered != proof.text)
            let told = try await anybody.post("/api/v1/proofs/check", json: renumbered)
            #expect(told.status == 200 && !told.text.contains("98765432"), "\(told.text)")
            let panel = try await anybody.post("/zh/log/check", form: ["proof": renumbered])
            // Once: in the box it was pasted into.
            #expect(panel.text.split(separator: "98765432").count == 2)
            #expect(panel.text.contains("日志条目 \(found.index)"))

            // Neither a changed value nor a field of another name passes.
            let forged = proof.text.replacing("finding", with: "clean")
            #expect(forged != proof.text)
            let refused = try await anybody.post("/en/log/check", form: ["proof": forged])
            #expect(refused.status == 422 && refused.text.contains("not what was logged"))
            let other = proof.text.replacing(#""field":"subject""#, with: #""field":"kind""#)
            #expect(throws: (any Error).self) { try check.findings(in: Array(other.utf8)) }
            #expect(try await anybody.post("/api/v1/proofs/check", json: forged).status == 422)
        }
    }

    @Test("ED-12 a receipt proves number and status without its message, and the log tells nothing of an event", arguments: TestStore.engines)
    func withheld(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declared = try await world.declare(1, .direct)
            try await world.settle()
            try await world.window.proofs.settle()
            let broker = world.program(of: world.cast.declarant)
            let receipts = try JSON(try await broker.get("/api/v1/receipts").body)["receipts"]?.elements ?? []
            let last = try #require(receipts.last?["sequence"]?.integer)
            let status = try await broker.get("/api/v1/receipts/\(last)/proof?fields=subject,status")
            #expect(status.status == 200 && !status.text.contains("CEB622"))
            let anybody = Visitor(world.window.door)
            let policy = try await anybody.get("/log/policy").body
            let check = try ReceiptCheck(policy: policy, clock: world.time.clock)
            let found = try #require(try check.findings(in: status.body).first)
            #expect(found.fields.map(\.value) == [declared["preNo"]?.string, "800"])
            #expect(found.withheld == ["content"])
            // A time beside the fields is the logged one, to the second, or nothing is called proven.
            let at = try #require(receipts.last?["at"]?.string)
            for (said, holds) in [(at, true), (at.replacing("2026-", with: "2025-"), false)] {
                let timed = Array(status.text.replacing(#""number":"#, with: #""at":"\#(said)","number":"#).utf8)
                if holds { #expect(try check.findings(in: timed).count == 1) }
                else { #expect(throws: ProofsRefusal.otherMembers) { try check.findings(in: timed) } }
            }
            let whole = try await broker.get("/api/v1/receipts/\(last)/proof")
            #expect(try check.findings(in: whole.body).first?.withheld == [])
            #expect(try await broker.get("/api/v1/receipts/\(last)/proof?fields=content").status == 422)
        }
    }

    @Test("ED-12 a certificate of origin is sealed, and the digest of a paper does not confirm a guess", arguments: TestStore.engines)
    func salted(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let sheet = try await world.keep(OriginProofScenarios.toKorea, by: seller)
            _ = try await seller.post("/api/v1/origin/proofs", json: OriginProofScenarios.application(sheet))
            let issued = try await world.issue(officer)
            let (id, code) = (issued["id"]?.string ?? "", issued["verification"]?.string ?? "")
            try await world.settle()
            try await world.window.proofs.settle()
            #expect(try await events(of: seller).contains {
                $0["kind"]?.string == "origin.proof-issued" && $0["subject"]?.string == id
            })
            let paper = try await seller.get("/api/v1/origin/proofs/\(id)/paper")
            let file = try JSON(paper.body)
            let data = try #require(file["data"])
            let digest = try #require(file["digest"]?.string)
            #expect(digest != Digest.hex(Digest.sha256(Array(data.canonical.utf8))))
            let salt = try #require(file["salt"]?.string)
            let anybody = Visitor(world.window.door)
            let verified = try await anybody.get("/api/v1/verify/\(code)")
            #expect(verified.text.contains(digest) && !verified.text.contains(salt))
            let check = try ReceiptCheck(
                policy: try await anybody.get("/log/policy").body, clock: world.time.clock)
            let records = try check.findings(in: paper.body)
            #expect(!records.isEmpty)
            // So is the time beside a record of a paper.
            let logged = try #require(records.first?.at.iso)
            for (said, holds) in [(logged, true), ("2025" + logged.dropFirst(4), false)] {
                let timed = Array(paper.text.replacing(#"{"sequence":"#, with: #"{"at":"\#(said)","sequence":"#).utf8)
                #expect(timed != paper.body)
                if holds { #expect(try check.findings(in: timed).count == records.count) }
                else { #expect(throws: ProofsRefusal.otherMembers) { try check.findings(in: timed) } }
            }
            let other = paper.text.replacing(
                salt, with: String(repeating: "0", count: salt.count))
            #expect(throws: (any Error).self) { try check.findings(in: Array(other.utf8)) }
        }
    }

    private func events(of program: Visitor) async throws -> [JSON] {
        try JSON(try await program.get("/api/v1/legal-events").body)["events"]?.elements ?? []
    }
}
