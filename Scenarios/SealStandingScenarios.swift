import Declarations
import House
import Kernel
import Parties
import Seal
import TestKit
import Testing
import Web
import Wire

/// Whoever reads a receipt or a case later knows what was found of the signature.
extension SealScenarios {
    @Test("CB-02 the case and each of its receipts say whether the signature was verified strictly, with tolerance or not at all", arguments: TestStore.engines)
    func told(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            // Nobody has registered its certificate yet: it shows nobody.
            let stranger = try Self.key(.sm2, of: world.cast.declarant.name, serial: 8)
            let unregistered = try await Self.list(1, .direct, signedBy: stranger, in: world)
            #expect(try await Self.send(unregistered, in: world).status == 2)
            let plain = try await Self.list(2, .direct, signedBy: nil, in: world)
            #expect(try await Self.send(plain, in: world).status == 2)
            let own = try await Self.registered(.sm2, of: world.cast.declarant, in: world)
            let strict = try await Self.list(3, .direct, signedBy: own, in: world)
            #expect(try await Self.send(strict, in: world).status == 2)
            // Printed prettily after signing: it holds on the second try.
            let pretty = try Self.edited(
                try await Self.list(4, .simplified, signedBy: own, in: world), "<ds:SignedInfo>", "<ds:SignedInfo>\n")
            let taken = try await Self.send(pretty, in: world)
            #expect(taken.status == 2 && taken.answer["signature"]?["strict"] == .bool(false), "\(taken.answer.encoded)")
            try await world.settle()

            let declarant = world.program(of: world.cast.declarant)
            let member = try await world.member(of: world.cast.declarant)
            for (number, kind, verified, zh, en) in [
                (1, SampleKind.direct, "none", "未验证", "Not verified"), (2, .direct, "none", "未验证", "Not verified"),
                (3, .direct, "strict", "已严格验证", "Verified strictly"),
                (4, .simplified, "tolerant", "以容忍方式验证", "Verified with tolerance"),
            ] {
                let copNo = world.samples.chain(number, kind).copNo
                let list = try await world.declaration(copNo: copNo)
                let preNo = list["preNo"]?.string ?? ""
                #expect(list["signature"]?["verified"]?.string == verified, "\(number)")
                let isSigned = verified != "none"
                #expect(list["signature"]?["certificate"]?.string == (isSigned ? own.certificate.serial : nil))
                #expect(list["signature"]?["code"]?.string == (number == 1 ? "seal.not-verified" : nil))
                // The first receipt and those that the desk gave later say the same.
                let receipts = try JSON(try await declarant.get("/api/v1/receipts?number=\(preNo)").body)["receipts"]?.elements ?? []
                #expect(receipts.count >= 3)
                #expect(receipts.allSatisfy { $0["signature"] == list["signature"] }, "\(number)")
                #expect(try await member.get("/zh/declarations/\(preNo)").text.contains(zh))
                #expect(try await member.get("/en/declarations/\(preNo)").text.contains(en))
                let last = receipts.last?["sequence"]?.integer ?? 0
                #expect(try await member.get("/en/receipts/\(last)/proof").text.contains(en))
                let rows = try await member.get("/en/receipts?number=\(preNo)").text
                #expect(rows.contains(en) == (number != 2), "\(number)")
                // Who has a part in it and did not send it is told how, not by which certificate.
                let seller = try JSON(try await world.program(of: world.cast.seller).get("/api/v1/declarations/\(preNo)").body)
                #expect(seller["signature"]?["verified"]?.string == verified)
                #expect(seller["signature"]?["certificate"] == nil)
            }
            // Changed after signing: its receipt says that the signature did not hold.
            let forged = try Self.forged(try await Self.list(5, .direct, signedBy: own, in: world))
            #expect(try await Self.send(forged, in: world).status == -621_028)
            let refused = try #require(try await world.allReceipts(of: world.cast.declarant).last)
            #expect(refused["signature"]?["verified"]?.string == "none")
            #expect(refused["signature"]?["code"]?.string?.hasPrefix("seal.") == true)
            #expect(try await member.get("/zh/receipts").text.contains("验证未通过"))
            // A payment book answers no message; an application says it of itself.
            let bills = try await world.allReceipts(of: world.cast.platform).filter { $0["type"]?.string == "CEB816" }
            #expect(!bills.isEmpty && bills.allSatisfy { $0["signature"] == .null })
        }
    }

    @Test("CB-02 a receipt of a far authority says here how the signature of what it answers was verified", arguments: TestStore.engines)
    func farReceipts(engine: TestStore.Engine) async throws {
        try await World.run(engine) { far in
            let way = FarSide(far)
            let relay = World.RelaySetup(plan: World.plan(to: far), outgoing: way.http)
            try await World.run(engine, guarantee: 0, relay: relay) { near in
                let own = try await Self.registered(.sm2, of: near.cast.declarant, in: near)
                let pretty = try Self.edited(
                    try await Self.list(1, .direct, signedBy: own, in: near), "<ds:SignedInfo>", "<ds:SignedInfo>\n")
                #expect(try await Self.send(pretty, in: near).status == 2)
                try await near.settle()
                try await near.relay()
                try await far.settle()
                try await near.relay()
                let list = try await near.declaration(copNo: near.samples.chain(1, .direct).copNo)
                #expect([800, 500].contains(list.status ?? 0), "\(list.texts)")
                #expect(list["signature"]?["verified"]?.string == "tolerant")
                #expect((list["receipts"]?.elements.count ?? 0) >= 5)
                #expect(list["receipts"]?.elements.allSatisfy { $0["signature"]?["verified"]?.string == "tolerant" } == true)
                // Of an order that nobody signed: also what came back from there.
                let orders = try await near.allReceipts(of: near.cast.platform).filter { $0["type"]?.string == "CEB312" }
                #expect(orders.count >= 3)
                #expect(orders.allSatisfy { $0["signature"]?["verified"]?.string == "none" }, "\(orders.map { $0["signature"]?.encoded ?? "" })")
            }
        }
    }
}
