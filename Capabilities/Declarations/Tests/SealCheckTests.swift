import Kernel
import Parties
import Reference
import Seal
import TestKit
import Testing
import Wire

@testable import Declarations

/// What the setting `signature.*` decides, and what it does not.
@Suite("What is asked of signatures") struct SealCheckTests {
    @Test("a signature that does not fit its message is refused whatever is asked for", arguments: [
        SealCheck.Demand.unasked, .whenPresent, .onceRegistered, .required,
    ])
    func broken(demand: SealCheck.Demand) async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let key = try key(of: world.enterprise.name)
            let signed = try list(world, signedBy: key)
            let other = try list(world, 2, signedBy: key)
            let value = "SignatureValue>"
            for (broken, refusal) in [
                (try replaced(signed, "grossWeight>", "grossWeight>1"), SealRefusal.digest),
                (try replaced(signed, "<ds:DigestValue>", "<ds:DigestValue>AAAA"), .signature),
                (try replaced(signed, between(value, signed), between(value, other)), .signature),
                (try replaced(signed, "<ds:KeyName>", "<ds:KeyName>7"), .keyName),
                (
                    try replaced(signed, "<ds:X509Certificate>", "<ds:X509Certificate>AAAA"),
                    .form("X509Certificate")
                ),
                // No certificate in it, nor in the register: the digest tells all the same.
                (try replaced(bare(signed), "grossWeight>", "grossWeight>1"), .digest),
            ] {
                #expect(try check(world, demand, broken) == .refused(refusal))
            }
            let whole: SealCheck.Outcome =
                demand == .required ? .refused(.noCertificate) : .notVerified
            #expect(try check(world, demand, try bare(signed)) == whole)
        }
    }

    @Test("unsigned, or signed with a certificate nobody registered: that depends on what is asked for")
    func asked() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let key = try key(of: world.enterprise.name)
            let signed = try list(world, signedBy: key)
            let unsigned = try list(world, signedBy: nil)
            for demand in [SealCheck.Demand.unasked, .whenPresent, .onceRegistered] {
                #expect(try check(world, demand, signed) == .notVerified)
                #expect(try check(world, demand, unsigned) == .unsigned)
            }
            #expect(try check(world, .required, signed) == .refused(.noCertificate))
            #expect(try check(world, .required, unsigned) == .refused(.noCertificate))

            // Another certificate is registered: this one will not do where one is asked for.
            let registered = try self.key(of: world.enterprise.name)
            try await world.declarations.register(
                certificate: registered.file, of: world.enterprise.creditCode ?? "", by: "test")
            #expect(try check(world, .unasked, signed) == .notVerified)
            #expect(try check(world, .unasked, unsigned) == .unsigned)
            for demand in [SealCheck.Demand.whenPresent, .onceRegistered, .required] {
                #expect(try check(world, demand, signed) == .refused(.foreignCertificate))
                #expect(try check(world, demand, unsigned) == .refused(.foreignCertificate))
                #expect(try check(world, demand, try list(world, signedBy: registered)).standing.kept.hasPrefix("strict "))
            }
        }
    }

    @Test("days and key length of a certificate count where it matters who signed, and not where nothing is asked for", arguments: [false, true])
    func standing(isRegistered: Bool) async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let now = DeliveryWorld.now
            let ended = try key(of: world.enterprise.name, until: now.adding(milliseconds: -500))
            let early = try key(of: world.enterprise.name, from: now.adding(milliseconds: 60_000))
            var cases = [(ended, SealRefusal.expired(ended.certificate.notAfter))]
            if isRegistered {
                // What has ended is not registered any more: this one ended since.
                try await world.declarations.register(
                    certificate: early.file, of: world.enterprise.creditCode ?? "", by: "test")
                cases = [(early, .notYetValid(early.certificate.notBefore))]
            } else {
                cases.append((early, .notYetValid(early.certificate.notBefore)))
                // With so short a key nothing is signed here: only its certificate is put in.
                let (long, short) = (try key(.rsa(bits: 2048), of: world.enterprise.name), try key(.rsa(bits: 768), of: world.enterprise.name))
                let signed = try list(world, signedBy: long)
                let weak = try replaced(
                    signed, Base64.encode(long.certificate.der), Base64.encode(short.certificate.der))
                #expect(try check(world, .whenPresent, weak) == .refused(.keyTooShort(768)))
                #expect(try check(world, .unasked, weak) == .refused(.signature))
            }
            for (key, refusal) in cases {
                let signed = try list(world, signedBy: key)
                for demand in [SealCheck.Demand.whenPresent, .onceRegistered] {
                    #expect(try check(world, demand, signed) == .refused(refusal))
                }
                // Not refused, and not called verified either.
                #expect(try check(world, .unasked, signed) == .notVerified)
                // What was changed is refused all the same.
                let changed = try replaced(signed, "grossWeight>", "grossWeight>1")
                #expect(try check(world, .unasked, changed) == .refused(.digest))
            }
        }
    }

    private func key(
        _ kind: TrialKey.Kind = .sm2, of name: String, from: Instant? = nil, until: Instant? = nil
    ) throws -> TrialKey {
        try TrialKey(
            kind, named: name, serial: 0x1691, from: from ?? DeliveryWorld.now.adding(milliseconds: -1_000),
            until: until ?? DeliveryWorld.now.adding(milliseconds: 86_400_000))
    }

    private func list(
        _ world: DeliveryWorld, _ number: Int = 1, signedBy key: TrialKey?
    ) throws -> [UInt8] {
        var samples = world.samples
        samples.sealer = try key.map { try Sealer(key: $0.key, certificate: $0.certificate) }
        return try #require(try samples.messages(of: samples.chain(number, .direct)).last).bytes
    }

    private func check(
        _ world: DeliveryWorld, _ demand: SealCheck.Demand, _ body: [UInt8]
    ) throws -> SealCheck.Outcome {
        let gateway = world.declarations.gateway
        let name = "Capabilities/Declarations/Data/settings.csv"
        let shipped = try Share.find().text(name)
        let settings = try DatedSettings.read(
            DataFile(
                Array(
                    shipped.replacing(
                        "signature.621,2018-01-01,,2,",
                        with: "signature.621,2018-01-01,,\(demand.rawValue),"
                    ).utf8), named: name))
        return SealCheck(
            register: world.parties.register, certificates: gateway.seals.certificates,
            settings: settings, clock: .fixed(DeliveryWorld.now)
        ).outcome(body, world.catalogue.read(body), number: "621", sender: world.enterprise)
    }

    /// The same without the certificate in it.
    private func bare(_ message: [UInt8]) throws -> [UInt8] {
        let inside = try between("X509Data>", message)
        return try replaced(message, "<ds:X509Data>" + inside, "")
    }

    private func between(_ tag: String, _ message: [UInt8]) throws -> String {
        let text = String(decoding: message, as: UTF8.self)
        let start = try #require(text.firstRange(of: tag)).upperBound
        let end = try #require(text[start...].firstRange(of: tag)).upperBound
        return String(text[start..<end])
    }

    private func replaced(_ message: [UInt8], _ old: String, _ new: String) throws -> [UInt8] {
        let place = try #require(message.firstRange(of: Array(old.utf8)))
        return Array(message[..<place.lowerBound]) + Array(new.utf8) + message[place.upperBound...]
    }
}
