import Declarations
import Kernel
import Seal
import Store
import TestKit
import Testing
import Web
import Wire

/// The cover is signed by who sends it: what was changed on its way is not opened.
@Suite("Signatures of envelopes") struct EnvelopeSealScenarios {
    @Test("CB-02 a signed envelope is opened, by nothing or by its Id, alone or in a node's cover, and its answer says who signed", arguments: TestStore.engines)
    func taken(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let key = try await SealScenarios.registered(.sm2, of: world.cast.platform, in: world)
            let program = world.program(of: world.cast.platform)
            var bodies: [[UInt8]] = []
            for number in 1...4 {
                let order = try world.samples.messages(of: world.samples.chain(number, .direct))[0]
                var text = String(decoding: envelope(order), as: UTF8.self)
                if number > 1 { text = text.replacing("ver=\"1.0\"", with: "ver=\"1.0\" Id=\"cover-\(number)\"") }
                var signed = try Self.sealed(text, by: key)
                #expect(String(decoding: signed, as: UTF8.self).contains("URI=\"\(number > 1 ? "#cover-\(number)" : "")\""))
                if number > 2 { signed = Self.covered(signed) }
                if number > 3 { signed = try Self.sealed(String(decoding: signed, as: UTF8.self), by: key) }
                let answer = try await program.post("/api/v1/dxp", xml: signed, headers: ["accept": "application/json"])
                #expect(answer.status == 200, "\(answer.text)")
                let found = try JSON(answer.body)["envelopeSignature"]
                #expect(found?["valid"]?.boolean == true && found?["strict"]?.boolean == true)
                #expect(found?["certificate"]?.string == key.certificate.serial)
                bodies.append(signed)
            }
            // The same again, and the same signed anew, are repeats.
            let again = try await program.post("/api/v1/dxp", xml: bodies[1], headers: ["accept": "application/json"])
            #expect(try JSON(again.body)["repeat"]?.boolean == true)
            let bare = try Sealer.withoutSignature(bodies[1], as: .envelope)
            let anew = try Self.sealed(String(decoding: bare, as: UTF8.self), by: key)
            #expect(anew != bodies[1])
            let repeated = try await program.post("/api/v1/dxp", xml: anew, headers: ["accept": "application/json"])
            #expect(try JSON(repeated.body)["repeat"]?.boolean == true)
            // None is asked for: without one it is taken as before, and says so.
            let order = try world.samples.messages(of: world.samples.chain(5, .direct))[0]
            let plain = try await program.post("/api/v1/dxp", xml: envelope(order), headers: ["accept": "application/json"])
            #expect(plain.status == 200)
            #expect(try JSON(plain.body)["envelopeSignature"] == .null)
        }
    }

    @Test("CB-02 an envelope that was changed, signed by another or wrapped is refused by the platform's code, with the way to mend, and nothing is kept", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let key = try await SealScenarios.registered(.sm2, of: world.cast.platform, in: world)
            let other = try await SealScenarios.registered(.sm2, of: world.cast.seller, serial: 7, in: world)
            let orders = try (1...2).map { try world.samples.messages(of: world.samples.chain($0, .direct))[0] }
            let text = String(decoding: envelope(orders[0]), as: UTF8.self)
                .replacing("ver=\"1.0\"", with: "ver=\"1.0\" Id=\"cover-1\"")
            let good = try Self.sealed(text, by: key)
            let signed = String(decoding: good, as: UTF8.self)
            let start = try #require(signed.firstRange(of: "<ds:Signature ")).lowerBound
            let end = try #require(signed.firstRange(of: "</ds:Signature>")).upperBound
            let signature = String(signed[start..<end])
            func data(_ text: String) throws -> String {
                let start = try #require(text.firstRange(of: "<dxp:Data>")).lowerBound
                return String(text[start..<(try #require(text.firstRange(of: "</dxp:Data>")).upperBound)])
            }
            let forged = try data(String(decoding: envelope(orders[1]), as: UTF8.self))
            let own = try data(signed)
            let cases: [(String, String, String)] = [
                // One second, a receiver, the other order in it: not what was signed.
                ("time", signed.replacing("T12:00:00", with: "T12:00:01"), "1004"),
                ("receiver", signed.replacing("DXPEDCCEB0000002", with: "DXPEDCCEB0000009"), "1004"),
                ("data", signed.replacing(own, with: forged), "1004"),
                ("value", signed.replacing("<ds:SignatureValue>", with: "<ds:SignatureValue>AAAA"), "1001"),
                ("signer", String(decoding: try Self.sealed(text, by: other), as: UTF8.self), "1001"),
                ("nobody", String(decoding: try Self.sealed(text, by: SealScenarios.key(.sm2, of: world.cast.platform.name, serial: 8)), as: UTF8.self), "1001"),
                // By an Id that is not the root's, is another's as well, or by a file.
                ("reference", signed.replacing("URI=\"#cover-1\"", with: "URI=\"#cover-2\""), "1001"),
                ("id", signed.replacing("<ds:KeyInfo>", with: "<ds:KeyInfo Id=\"cover-1\">"), "1001"),
                ("file", signed.replacing("URI=\"#cover-1\"", with: "URI=\"file:///etc/passwd\""), "1001"),
                ("object", signed.replacing("</ds:Signature>", with: "<ds:Object>\(text)</ds:Object></ds:Signature>"), "1001"),
                // What the schema has no place for is told first.
                ("data twice", signed.replacing(own, with: forged + own), "0002"),
                ("data behind", signed.replacing(own, with: own + forged), "0002"),
                ("moved", signed.replacing(signature, with: "").replacing("<dxp:TransInfo>", with: "<dxp:TransInfo>" + signature), "0002"),
                ("twice", signed.replacing(signature, with: signature + signature), "0002"),
                ("id elsewhere", signed.replacing("<dxp:Data>", with: "<dxp:Data Id=\"cover-1\">"), "0002"),
                // A node's cover around two of them, and around one that was changed.
                ("two", String(decoding: Self.covered(Array((text + signed).utf8)), as: UTF8.self), "0002"),
                ("inside", String(decoding: Self.covered(Array(signed.replacing(own, with: forged).utf8)), as: UTF8.self), "1004"),
            ]
            let program = world.program(of: world.cast.platform)
            let before = try await Self.kept(world)
            for (name, text, code) in cases {
                #expect(text != signed, "\(name)")
                let answer = try await program.post("/api/v1/dxp", xml: Array(text.utf8))
                #expect(answer.status == 422, "\(name): \(answer.text)")
                #expect(answer.text.contains("<dxp:ResponseCode>\(code)</dxp:ResponseCode>"), "\(name): \(answer.text)")
                guard code != "0002" else { continue }
                let told = try await program.post("/api/v1/dxp", xml: Array(text.utf8), headers: ["accept": "application/json"])
                let problem = try JSON(told.body)
                #expect(problem["code"]?.string == "declarations.envelope-signature", "\(name): \(problem.encoded)")
                #expect(problem["faults"]?.elements.first?["code"]?.string?.hasPrefix("seal.") == true)
                #expect(problem["fix"]?["zh"]?.string?.isEmpty == false, "\(problem.encoded)")
                #expect(problem["fix"]?["en"]?.string?.isEmpty == false)
            }
            #expect(try await Self.kept(world) == before)
            // Its number is free: what was signed comes again under it.
            #expect(try await program.post("/api/v1/dxp", xml: good).status == 200)
        }
    }

    @Test("CB-02 the envelope of an enterprise without a certificate is opened where its signature fits, and not where it has expired or another's key made it", arguments: TestStore.engines)
    func unregistered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let other = try await SealScenarios.registered(.sm2, of: world.cast.seller, in: world)
            let name = world.cast.platform.name
            let orders = try (1...2).map { try world.samples.messages(of: world.samples.chain($0, .direct))[0] }
            let program = world.program(of: world.cast.platform)
            func send(_ order: SampleMessage, _ key: TrialKey) async throws -> Answer {
                let text = String(decoding: envelope(order), as: UTF8.self)
                return try await program.post("/api/v1/dxp", xml: Self.sealed(text, by: key), headers: ["accept": "application/json"])
            }
            let fits = try await send(orders[0], SealScenarios.key(.rsa(bits: 2048), of: name))
            #expect(fits.status == 200, "\(fits.text)")
            #expect(try JSON(fits.body)["envelopeSignature"]?["code"]?.string == "seal.not-verified")
            for (key, code, fault) in [
                (try SealScenarios.key(.sm2, of: name, until: "20260201000000"), "1002", "seal.certificate-expired"),
                (other, "1001", "seal.foreign-certificate"),
            ] {
                let answer = try await send(orders[1], key)
                #expect(answer.status == 422)
                let problem = try JSON(answer.body)
                #expect(problem["faults"]?.elements.first?["code"]?.string == fault, "\(problem.encoded)")
                #expect(problem["answer"]?.string?.contains("<dxp:ResponseCode>\(code)<") == true, "\(problem.encoded)")
            }
        }
    }

    // MARK: Things

    private static func sealed(_ text: String, by key: TrialKey) throws -> [UInt8] {
        try Sealer(key: key.key, certificate: key.certificate)
            .seal(Array(text.utf8), at: .last, as: .envelope)
    }

    /// What a node puts around a terminal message, in a namespace written otherwise.
    private static func covered(_ terminal: [UInt8]) -> [UInt8] {
        Array(
            """
            <DxpMsgSv xmlns="http://www.chinaport.gov.cn/dxp" ver="1.0"><SvNo Ver="1.0">\
            <MsgId>TESTNODE202611201200000000000001</MsgId><SendTime>2026-11-20T12:30:00</SendTime>\
            <EndNode>TEST0001</EndNode><StaNode>TESTNODE</StaNode></SvNo>
            """.utf8) + terminal + Array("</DxpMsgSv>".utf8)
    }

    /// Messages, receipts and numbers of envelopes.
    private static func kept(_ world: World) async throws -> [Int64?] {
        try await world.store.read { session in
            try [
                session.first("select count(*) from declarations_messages")?.integer(0),
                session.first("select count(*) from declarations_receipts")?.integer(0),
                session.first("select count(*) from declarations_envelopes")?.integer(0),
            ]
        }
    }
}
