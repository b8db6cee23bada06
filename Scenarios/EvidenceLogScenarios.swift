import Declarations
import House
import Kernel
import Parties
import Proofs
import TestKit
import Testing
import Web
import Wire

/// Whoever was given a receipt proves it later without asking anybody.
@Suite("Proofs of receipts") struct EvidenceLogScenarios {
    @Test("every receipt carries a proof that holds offline, and no changed one does", arguments: TestStore.engines)
    func proven(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct)
            let broker = world.program(of: world.cast.declarant)
            let pulled = try JSON(try await broker.get("/api/v1/receipts?proof=1").body)
            let receipts = pulled["receipts"]?.elements ?? []
            let number = try #require(receipts.last?["sequence"]?.integer)
            #expect(receipts.allSatisfy { $0["proof"] == .null })
            // On record, and not yet under a checkpoint.
            let early = try await broker.get("/api/v1/receipts/\(number)/proof")
            #expect(early.status == 404)
            #expect(early.text.contains("proofs.not-yet"))
            let anybody = Visitor(world.window.door)
            #expect(try await anybody.get("/log/checkpoint").status == 404)

            try await world.window.proofs.settle()
            let before = try await broker.get("/api/v1/receipts/\(number)").body
            let policy = try await anybody.get("/log/policy").body
            let check = try ReceiptCheck(policy: policy, clock: world.time.clock)
            let all = try await broker.get("/api/v1/receipts?proof=1").body
            #expect(try check.findings(in: all).count == receipts.count)
            let one = try await broker.get("/api/v1/receipts/\(number)/proof")
            #expect(try check.findings(in: one.body).first?.kind == "declaration.receipt")
            #expect(try JSON(one.body)["xml"]?.string == String(decoding: before, as: UTF8.self))
            let forged = one.text.replacing("<returnStatus>800", with: "<returnStatus>899")
            #expect(forged != one.text)
            #expect(throws: (any Error).self) { try check.findings(in: Array(forged.utf8)) }
            // What stands beside the message is held against it, or named as not proven; one receipt
            // that does not hold says nothing of the others.
            for (was, said) in [(#""status":800"#, #""status":899"#), (#""subject":"B"#, #""subject":"CEB622/X"#), (#""status":800"#, #""status":"800""#)] {
                let other = String(decoding: all, as: UTF8.self).replacing(was, with: said)
                #expect(other != String(decoding: all, as: UTF8.self), "\(was)")
                #expect(throws: ProofsRefusal.otherMembers, "\(said)") { try check.findings(in: Array(other.utf8)) }
                let each = try check.each(in: Array(other.utf8)).map { (try? $0.found.get()) != nil }
                #expect(each.contains(false) && (was.contains("subject") || each.contains(true)), "\(said)")
            }
            // All that these say stands in their messages, but the number their holder keeps them
            // under and what was found of a signature; their time is the logged one.
            #expect(try check.findings(in: all).allSatisfy { $0.unproven == ["sequence", "signature"] })
            let later = String(decoding: all, as: UTF8.self).replacing(#""at":"2026"#, with: #""at":"2025"#)
            #expect(throws: ProofsRefusal.otherMembers) { try check.findings(in: Array(later.utf8)) }

            // Nobody else's: to others the receipt does not exist.
            let carrier = world.program(of: world.cast.carrier)
            #expect(try await carrier.get("/api/v1/receipts/\(number)/proof").status == 404)
            #expect(try await anybody.get("/api/v1/receipts/\(number)/proof").status == 401)
        }
    }

    @Test("the log is open to everybody and holds nothing of the trade", arguments: TestStore.engines)
    func open(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declared = try await world.declare(1, .direct)
            try await world.window.proofs.settle()
            let anybody = Visitor(world.window.door)
            let checkpoint = try await anybody.get("/log/checkpoint")
            #expect(checkpoint.header("cache-control") == "public, max-age=5")
            let size = try #require(
                checkpoint.text.split(separator: "\n").dropFirst().first.flatMap { Int($0) })
            let entries = try await anybody.get("/log/tile/entries/000.p/\(size)")
            #expect(entries.status == 200)
            #expect(entries.header("cache-control") == "public, max-age=31536000, immutable")
            #expect(entries.text.contains("declaration.receipt"))
            for word in [declared["copNo"]?.string, declared["preNo"]?.string, "CEB622"] {
                #expect(!entries.text.contains(try #require(word)))
            }
            #expect(
                try await anybody.get("/log/tile/0/000.p/\(size)").body.count == 32 * size)
            #expect(try await anybody.get("/log/tile/0/000").status == 404)
            for language in ["zh", "en"] {
                let page = try await anybody.get("/\(language)/log")
                #expect(page.status == 200)
                #expect(page.text.contains("tradewind verify"))
            }
            let id = world.window.parties.register.find(code: world.cast.declarant.creditCode)?.id
            _ = try await world.window.parties.addUser(
                NewUser(
                    login: "clerk", name: "测试乙", password: "correct horse battery staple",
                    kind: .member(enterprise: try #require(id))), by: "scenario")
            let clerk = try await world.officer("clerk")
            let receipts = try await clerk.get("/en/receipts")
            let link = try #require(
                receipts.text.firstMatch(of: /\/en\/receipts\/[0-9]+\/proof/)?.output)
            let page = try await clerk.get(String(link))
            #expect(page.status == 200)
            #expect(page.text.contains("tlog-proof@v1"))
        }
    }

    @Test("the log goes on after a restart, and verify finds a receipt that was changed", arguments: TestStore.engines)
    func continued(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct)
            try await world.window.proofs.settle()
            let again = try await world.restarted()
            _ = try await again.declare(2, .direct)
            try await again.window.proofs.settle()
            let broker = again.program(of: world.cast.declarant)
            let policy = try await broker.get("/log/policy").body
            let all = try await broker.get("/api/v1/receipts?proof=1").body
            let check = try ReceiptCheck(policy: policy, clock: world.time.clock)
            #expect(try check.findings(in: all).count >= 4)
        }
    }
}
