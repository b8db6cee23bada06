import Declarations
import House
import Kernel
import Parties
import Seal
import Store
import TestKit
import Testing
import Web
import Wire

/// A list is signed by its declarant: what was changed, or signed by another, does not get in.
@Suite("Signatures in the gateway") struct SealScenarios {
    @Test("a signed list is taken, with RSA and with SM2, for import and for export", arguments: TestStore.engines)
    func taken(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for (number, kind, made) in [
                (1, SampleKind.direct, TrialKey.Kind.sm2), (2, .simplified, .sm2),
                (3, .bonded, .rsa(bits: 2048)),
            ] {
                let key = try await Self.registered(
                    made, of: world.cast.declarant, serial: 0x1691 + number, in: world)
                let list = try await Self.list(number, kind, signedBy: key, in: world)
                let sent = try await Self.send(list, in: world)
                #expect(sent.status == 2, "\(sent.answer.encoded)")
                #expect(sent.answer["signature"]?["valid"] == .bool(true))
                #expect(sent.answer["signature"]?["strict"] == .bool(true))
                try await world.settle()
                let copNo = world.samples.chain(number, kind).copNo
                #expect(try await world.declaration(copNo: copNo).status == 800)
                // The same again is answered with the first receipt, and so is the same signed anew:
                // the signature has other bytes, and nothing happens twice.
                #expect(try await Self.send(list, in: world).answer["repeat"] == .bool(true))
                let plain = try Sealer.withoutSignature(list)
                let sealer = try Sealer(key: key.key, certificate: key.certificate)
                var anew = list
                // RSA signs the same twice alike: white space that is allowed for makes other bytes.
                for _ in 0..<3 where anew == list {
                    anew = try sealer.seal(plain, at: kind == .simplified ? .beforeExtension : .last)
                }
                if anew == list { anew = try Self.edited(list, "<ds:SignedInfo>", "<ds:SignedInfo>\n") }
                let before = try await Self.kept(world)
                let again = try await Self.send(anew, in: world)
                #expect(again.answer["repeat"] == .bool(true), "\(again.answer.encoded)")
                #expect(again.answer["receipt"] == sent.answer["receipt"])
                #expect(try await Self.kept(world) == before)
                // Under a signature that does not hold it is none, and told so; nor with another
                // content.
                let spoilt = try await Self.send(
                    Self.edited(list, "<ds:SignatureValue>", "<ds:SignatureValue>AAAA"), in: world)
                #expect(spoilt.status == (kind == .simplified ? -601_001 : -621_029), "\(spoilt.answer.encoded)")
                #expect(try await Self.send(list, in: world).answer["receipt"] == sent.answer["receipt"])
                let changed = try sealer.seal(
                    Self.forged(plain), at: kind == .simplified ? .beforeExtension : .last)
                #expect(try await Self.send(changed, in: world).http == 409)
            }
        }
    }

    @Test("what is changed, unsigned, or signed by somebody else is refused with customs' number", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let own = try await Self.registered(.sm2, of: world.cast.declarant, in: world)
            let other = try await Self.registered(.sm2, of: world.cast.seller, serial: 7, in: world)
            let nobody = try Self.key(.sm2, of: world.cast.declarant.name, serial: 8)
            let before = try await Self.transfers(world)
            var cases: [([UInt8], Int64)] = []
            // One digit, nothing else.
            cases.append(
                (try Self.forged(try await Self.list(1, .direct, signedBy: own, in: world)), -621_028))
            // Another value of the signature.
            cases.append(
                (
                    try Self.edited(
                        try await Self.list(2, .direct, signedBy: own, in: world),
                        "<ds:SignatureValue>", "<ds:SignatureValue>AAAA"), -621_029
                ))
            // Signed by another enterprise, and by a key nobody has registered.
            cases.append((try await Self.list(3, .direct, signedBy: other, in: world), -621_015))
            cases.append((try await Self.list(4, .direct, signedBy: nobody, in: world), -621_015))
            // The dummy that a sender without a card writes.
            cases.append((try await Self.list(5, .direct, signedBy: nil, in: world), -621_015))
            // Export: the first number of the band for signatures.
            cases.append(
                (try await Self.list(6, .simplified, signedBy: other, in: world), -601_001))
            for (bytes, number) in cases {
                let sent = try await Self.send(bytes, in: world)
                #expect(sent.status == number, "\(sent.answer.encoded)")
                #expect(sent.answer["signature"]?["valid"] == .bool(false))
                let finding = sent.answer["results"]?.elements.first?["findings"]?.elements.first
                #expect((finding?.texts.count ?? 0) >= 4, "both languages, what and how to mend")
            }
            try await world.settle()
            #expect(try await Self.transfers(world) == before)
            // What did not authenticate has its receipt, and the same again; it blocks nothing:
            // what is authentic is taken under that guid, and from then on is what holds it.
            let refused = try await Self.send(cases[2].0, in: world)
            #expect(refused.answer["repeat"] == .bool(true) && refused.status == -621_015)
            let mended = try Sealer(key: own.key, certificate: own.certificate).seal(
                Sealer.withoutSignature(cases[2].0), at: .last)
            let taken = try await Self.send(mended, in: world)
            #expect(taken.status == 2, "\(taken.answer.encoded)")
            let kept = try await Self.kept(world)
            let again = try await Self.send(mended, in: world)
            #expect(again.answer["repeat"] == .bool(true))
            #expect(again.answer["receipt"] == taken.answer["receipt"])
            let evidence = try await Self.send(cases[2].0, in: world)
            #expect(evidence.answer["receipt"] == refused.answer["receipt"])
            #expect(try await Self.kept(world) == kept)
        }
    }

    @Test("a certificate that has expired, was withdrawn, or is not yet in force does not count")
    func days() async throws {
        try await World.run(.sqlite) { world in
            let short = try Self.key(
                .sm2, of: world.cast.declarant.name, until: "20261125000000")
            try await world.window.declarations.register(
                certificate: short.file, of: world.cast.declarant.creditCode, by: "scenario")
            let early = try await Self.send(
                try await Self.list(1, .direct, signedBy: short, in: world), in: world)
            #expect(early.status == 2)
            world.time.advance(days: 10)
            let late = try await Self.send(
                try await Self.list(2, .direct, signedBy: short, in: world), in: world)
            #expect(late.status == -621_029, "\(late.answer.encoded)")
        }
    }

    @Test("a list goes unsigned behind nobody else's: one declarant of the message with a certificate is enough", arguments: TestStore.engines)
    func second(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            // The declarant of the first list has no certificate, that of the second has one.
            let list = try await Self.list(1, .direct, signedBy: nil, in: world)
            let text = String(decoding: list, as: UTF8.self)
            let (open, close) = ("<ceb:Inventory>", "</ceb:Inventory>")
            let (start, end) = (try #require(text.firstRange(of: open)), try #require(text.firstRange(of: close)))
            let own = String(text[start.lowerBound..<end.upperBound])
            let agent = "agentCode>\(world.cast.declarant.customsCode)<"
            let others = own.replacing(agent, with: "agentCode>\(world.cast.seller.customsCode)<")
            #expect(others != own)
            let guid = try #require(text.firstMatch(of: /guid="([^"]+)"/)?.1)
            func send(_ name: String, _ documents: String) async throws -> [Int64] {
                let body = text.replacing(own, with: documents).replacing("guid=\"\(guid)\"", with: "guid=\"00000000-0000-4000-8000-0000000000\(name)\"")
                let sent = try await Self.send(Array(body.utf8), in: world)
                return sent.answer["results"]?.elements.map { $0.status ?? 0 } ?? []
            }
            let key = try Self.key(.sm2, of: world.cast.declarant.name)
            try await world.window.declarations.register(certificate: key.file, of: world.cast.declarant.creditCode, by: "scenario")
            #expect(try await send("21", others + own) == [-621_015, -621_015])
            #expect(try await send("22", own + others) == [-621_015, -621_015])
            // Alone, the list whose declarant has none is not asked for a signature.
            #expect(try await !send("23", others).contains(-621_015))
            let copNo = world.samples.chain(1, .direct).copNo
            #expect(try await world.declaration(copNo: copNo).status == 404, "nothing of it was taken")
        }
    }

    @Test("signature wrapping, shapes XSW1 to XSW8, is refused and takes nothing", arguments: 1...8)
    func wrapped(shape: Int) async throws {
        try await World.run(.sqlite) { world in
            let own = try await Self.registered(.sm2, of: world.cast.declarant, in: world)
            let signed = try await Self.list(1, .direct, signedBy: own, in: world)
            let before = try await Self.transfers(world)
            let sent = try await Self.send(try Self.wrapped(signed, shape), in: world)
            #expect(
                sent.http == 422 || [-621_025, -621_028].contains(sent.status),
                "\(sent.answer.encoded)")
            try await world.settle()
            #expect(try await Self.transfers(world) == before)
            let copNo = world.samples.chain(1, .direct).copNo
            // There is none: what comes back is the problem of a number that is not known.
            #expect(try await world.declaration(copNo: copNo).status == 404)
        }
    }

    @Test("who has registered no certificate may sign or not, but what was signed must be what came", arguments: TestStore.engines)
    func unregistered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let key = try Self.key(.sm2, of: world.cast.declarant.name)
            let before = try await Self.transfers(world)
            var broken: [([UInt8], Set<Int64>)] = []
            for number in 1...2 {
                let signed = try await Self.list(number, .direct, signedBy: key, in: world)
                broken.append(
                    number == 1
                        ? (try Self.forged(signed), [-621_028])
                        : (
                            try Self.edited(
                                signed, "<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
                            [-621_029]
                        ))
            }
            for shape in 1...8 {
                let signed = try await Self.list(2 + shape, .direct, signedBy: key, in: world)
                broken.append((try Self.wrapped(signed, shape), [-621_025, -621_028]))
            }
            let export = try await Self.list(11, .simplified, signedBy: key, in: world)
            broken.append((try Self.forged(export), [-601_001]))
            for (bytes, numbers) in broken {
                let sent = try await Self.send(bytes, in: world)
                #expect(sent.http == 422 || numbers.contains(sent.status), "\(sent.answer.encoded)")
                #expect(sent.http == 422 || sent.answer["signature"]?["valid"] == .bool(false))
            }
            try await world.settle()
            #expect(try await Self.transfers(world) == before)
            // Whole, it is taken as an unsigned one is: nobody knows the key.
            let whole = try await Self.send(
                try await Self.list(12, .direct, signedBy: key, in: world), in: world)
            #expect(whole.status == 2, "\(whole.answer.encoded)")
            // And told that nothing of it was verified.
            #expect(whole.answer["signature"]?["valid"] == .bool(false))
            #expect(whole.answer["signature"]?["code"]?.string == "seal.not-verified")
        }
    }

    @Test("CB-02 a document signed whole with another enterprise's registered key is refused where its sender has no certificate", arguments: TestStore.engines)
    func anothersKey(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let order = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).first)
            #expect(order.type == "CEB311" && order.sender != world.cast.declarant)
            let key = try await Self.registered(.sm2, of: world.cast.declarant, in: world)
            let signed = try Sealer(key: key.key, certificate: key.certificate).seal(order.bytes, at: .last)
            let platform = world.program(of: order.sender)
            let refused = try JSON(try await platform.post(
                "/api/v1/ceb", xml: signed, headers: ["accept": "application/json"]).body)
            #expect(refused["signature"]?["code"]?.string == "seal.foreign-certificate", "\(refused.encoded)")
            #expect((refused["results"]?.elements.first?.status ?? 0) < 0)
            // Unsigned it is taken, and says nothing of a signature.
            let taken = try JSON(try await platform.post(
                "/api/v1/ceb", xml: order.bytes, headers: ["accept": "application/json"]).body)
            #expect((taken["results"]?.elements.first?.status ?? -1) > 0, "\(taken.encoded)")
            #expect(taken["signature"] == .null)
        }
    }

    @Test("an enterprise registers its certificate, and nobody else's", arguments: TestStore.engines)
    func registration(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let id = world.window.parties.register.find(code: world.cast.declarant.creditCode)?.id
            _ = try await world.window.parties.addUser(
                NewUser(
                    login: "clerk", name: "测试乙", password: "correct horse battery staple",
                    kind: .member(enterprise: try #require(id))), by: "scenario")
            let key = try await world.window.parties.createKey(
                enterprise: world.cast.declarant.creditCode, label: "scenario",
                scopes: ["declarations.lodge", "parties.keys"], days: 30, by: "scenario")
            let keeper = Visitor(world.window.door).as(key: key)
            let own = try Self.key(.rsa(bits: 2048), of: world.cast.declarant.name)
            let added = try await keeper.post("/api/v1/certificates?from=2026-11-01", xml: own.file)
            #expect(added.status == 201, "\(added.text)")
            let fingerprint = try #require(try JSON(added.body)["fingerprint"]?.string)
            #expect(try JSON(added.body)["serial"]?.string == own.certificate.serial)
            // A key that may only send must not exchange what it is checked by.
            let sender = world.program(of: world.cast.declarant)
            #expect(try await sender.post("/api/v1/certificates", xml: own.file).status == 403)
            // A name that merely holds ours, and one that holds our code, are somebody else's.
            for name in ["测试他人", world.cast.declarant.name + "分公司", "A" + world.cast.declarant.creditCode] {
                let foreign = try Self.key(.sm2, of: name)
                let refused = try await keeper.post("/api/v1/certificates", xml: foreign.file)
                #expect(refused.status == 422, "\(name)")
                #expect(refused.text.contains("declarations.certificate-other-holder"))
            }
            #expect(try await keeper.post("/api/v1/certificates", xml: [1, 2]).status == 422)
            let short = try Self.key(.rsa(bits: 1024), of: world.cast.declarant.name)
            let weak = try await keeper.post("/api/v1/certificates", xml: short.file)
            #expect(weak.status == 422 && weak.text.contains("declarations.certificate-key-short"), "\(weak.text)")
            let clerk = try await world.officer("clerk")
            let page = try await clerk.get("/zh/certificates")
            #expect(page.text.contains(own.certificate.serial))
            // Withdrawn, it counts no more: the declarant is known by its key alone again.
            let gone = try await keeper.send("DELETE", "/api/v1/certificates/\(fingerprint)")
            #expect(gone.status == 204)
            let again = try await keeper.send("DELETE", "/api/v1/certificates/\(fingerprint)")
            #expect(again.status == 404)
            let sent = try await Self.send(
                try await Self.list(9, .direct, signedBy: nil, in: world), in: world)
            #expect(sent.status == 2)
            #expect(sent.answer["signature"] == .null)
        }
    }
}

extension SealScenarios {
    /// A key of somebody by that name, valid in the days of the scenarios.
    static func key(
        _ kind: TrialKey.Kind, of name: String, serial: Int = 0x1691,
        until: String = "20301231000000"
    ) throws -> TrialKey {
        try TrialKey(
            kind, named: name, serial: serial,
            from: try #require(Instant(compact: "20260101000000")),
            until: try #require(Instant(compact: until)))
    }

    static func registered(
        _ kind: TrialKey.Kind, of enterprise: SampleEnterprise, serial: Int = 0x1691,
        in world: World
    ) async throws -> TrialKey {
        let key = try key(kind, of: enterprise.name, serial: serial)
        try await world.window.declarations.register(
            certificate: key.file, of: enterprise.creditCode, by: "scenario")
        return key
    }

    /// Sends everything of a parcel but the list, which comes back signed.
    static func list(
        _ number: Int, _ kind: SampleKind, signedBy key: TrialKey?, in world: World
    ) async throws -> [UInt8] {
        var samples = world.samples
        samples.sealer = try key.map { try Sealer(key: $0.key, certificate: $0.certificate) }
        var messages = try samples.messages(of: samples.chain(number, kind))
        let last = messages.popLast()
        try await world.send(messages)
        return try #require(last).bytes
    }

    static func send(
        _ bytes: [UInt8], in world: World
    ) async throws -> (status: Int64, answer: JSON, http: Int) {
        let answer = try await world.program(of: world.cast.declarant).post(
            "/api/v1/ceb", xml: bytes, headers: ["accept": "application/json"])
        let json = try JSON(answer.body)
        return (json["results"]?.elements.first?["status"]?.integer ?? 0, json, answer.status)
    }

    /// What is kept of messages and receipts: the first bytes, and nothing of a repeat.
    private static func kept(_ world: World) async throws -> [Int64?] {
        try await world.store.read { session in
            try [
                session.first("select count(*) from declarations_messages")?.integer(0),
                session.first("select count(*) from declarations_receipts")?.integer(0),
            ]
        }
    }

    /// How often something was taken from an account: a refused list takes nothing.
    private static func transfers(_ world: World) async throws -> Int64? {
        try await world.store.read {
            try $0.first("select count(*) from balances_transfers")?.integer(0)
        }
    }

    static func edited(_ bytes: [UInt8], _ old: String, _ new: String) throws -> [UInt8] {
        let range = try #require(bytes.firstRange(of: Array(old.utf8)))
        return Array(bytes[..<range.lowerBound]) + Array(new.utf8) + bytes[range.upperBound...]
    }

    /// The same with one digit of the gross weight changed.
    static func forged(_ bytes: [UInt8]) throws -> [UInt8] {
        var forged = bytes
        let place = try #require(bytes.firstRange(of: Array("grossWeight>".utf8))).upperBound
        forged[place] = forged[place] == 0x39 ? 0x38 : forged[place] + 1
        return forged
    }

    /// The eight classic shapes: a signature that holds over one part while another is read.
    private static func wrapped(_ message: [UInt8], _ shape: Int) throws -> [UInt8] {
        let plain = String(decoding: try Sealer.withoutSignature(message), as: UTF8.self)
            .replacing(/<\?xml[^>]*\?>\s*/, with: "")
        let whole = String(decoding: message, as: UTF8.self)
            .replacing(/<\?xml[^>]*\?>\s*/, with: "")
        let evil = try forged(message)
        let start = try #require(message.firstRange(of: Array("<ds:Signature ".utf8))).lowerBound
        let end = try #require(message.firstRange(of: Array("</ds:Signature>".utf8))).upperBound
        let signature = String(decoding: message[start..<end], as: UTF8.self)
        let inventory = try #require(whole.firstMatch(of: /<(?<n>[a-z:]*Inventory)>/)).output.n
        let open = "<\(inventory)>"
        switch shape {
        case 1: return try edited(evil, "</ds:Signature>", plain + "</ds:Signature>")
        case 2: return try edited(evil, "<ds:Signature ", plain + "<ds:Signature ")
        case 3:
            let forgery = String(decoding: evil, as: UTF8.self)
            let from = try #require(forgery.firstRange(of: open)).lowerBound
            let to = try #require(forgery.firstRange(of: "</\(inventory)>")).upperBound
            return try edited(message, open, forgery[from..<to] + open)
        case 4: return try edited(evil, signature, whole)
        case 5: return try edited(evil, "</ds:Signature>", "</ds:Signature>" + plain)
        case 6: return try edited(evil, "<ds:SignedInfo>", plain + "<ds:SignedInfo>")
        case 7:
            return try edited(
                evil, signature, "<ExtendMessage><Message>\(whole)</Message></ExtendMessage>")
        default:
            return try edited(
                evil, "</ds:Signature>", "<ds:Object>\(plain)</ds:Object></ds:Signature>")
        }
    }
}
