import Kernel
import Parties
import Reference
import Seal
import TestKit
import Testing
import Wire

@testable import Declarations

/// What the setting `signature.envelope` decides of an envelope's own signatures, and what it does not.
@Suite("What is asked of envelopes' signatures") struct EnvelopeSealTests {
    private static let changed = ("2026-11-20T12:00:00", "2026-11-20T12:00:01")

    @Test("one that does not fit is refused whatever is asked for", arguments: [
        SealCheck.Demand.unasked, .whenPresent, .onceRegistered, .required,
    ])
    func broken(demand: SealCheck.Demand) async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let key = try key(of: world.enterprise.name)
            let signed = try envelope(world, signedBy: key)
            for (broken, refusal) in [
                (try replaced(signed, Self.changed), SealRefusal.digest),
                (try replaced(signed, ("<ds:DigestValue>", "<ds:DigestValue>AAAA")), .signature),
                (try replaced(signed, ("#envelope-1\"", "#envelope-2\"")), .reference),
                (try replaced(signed, ("Id=\"envelope-1\"", "Id=\"envelope-2\"")), .reference),
                (try replaced(signed, ("<ds:KeyInfo>", "<ds:KeyInfo Id=\"envelope-1\">")), .reference),
            ] {
                #expect(try check(world, demand, broken) == .failure(refusal))
            }
        }
    }

    @Test("none, and one by a certificate nobody registered: that depends on what is asked for")
    func asked() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let key = try key(of: world.enterprise.name)
            let signed = try envelope(world, signedBy: key)
            let unsigned = try envelope(world, signedBy: nil)
            for demand in [SealCheck.Demand.unasked, .whenPresent, .onceRegistered] {
                #expect(try check(world, demand, signed) == .success(.notVerified))
                #expect(try check(world, demand, unsigned) == .success(.unsigned))
            }
            #expect(try check(world, .required, signed) == .failure(.noCertificate))
            #expect(try check(world, .required, unsigned) == .failure(.missing))

            let own = try self.key(of: world.enterprise.name)
            try await world.declarations.register(
                certificate: own.file, of: world.enterprise.creditCode ?? "", by: "test")
            let good = try envelope(world, signedBy: own)
            for demand in [SealCheck.Demand.unasked, .whenPresent, .onceRegistered, .required] {
                #expect(try check(world, demand, good) == .success(.verified(serial: own.certificate.serial, isStrict: true)))
                let isAsked = demand >= .onceRegistered
                #expect(try check(world, demand, unsigned) == (isAsked ? .failure(.missing) : .success(.unsigned)))
                #expect(try check(world, demand, signed) == (demand == .unasked ? .success(.notVerified) : .failure(.foreignCertificate)))
            }
        }
    }

    @Test("a certificate out of its days is told where it matters who signed")
    func expired() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let ended = try key(of: world.enterprise.name, until: DeliveryWorld.now.adding(milliseconds: -500))
            let signed = try envelope(world, signedBy: ended)
            #expect(try check(world, .whenPresent, signed) == .failure(.expired(ended.certificate.notAfter)))
            #expect(EnvelopeRefusal.signature(.expired(ended.certificate.notAfter)).exchangeCode == "1002")
            #expect(try check(world, .unasked, signed) == .success(.notVerified))
        }
    }

    @Test("a terminal message's own is verified inside a node's cover, as it was before or as it stands there")
    func inside() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let own = try key(of: world.enterprise.name)
            try await world.declarations.register(
                certificate: own.file, of: world.enterprise.creditCode ?? "", by: "test")
            let verified = Result<SealCheck.Outcome, SealRefusal>.success(
                .verified(serial: own.certificate.serial, isStrict: true))
            let terminal = String(decoding: try envelope(world, signedBy: own), as: UTF8.self)
            for attributes in [
                "xmlns=\"http://www.chinaport.gov.cn/dxp\"",
                "xmlns=\"http://www.chinaport.gov.cn/dxp\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
                "xmlns=\"http://www.chinaport.gov.cn/dxp\" xmlns:dxp=\"http://www.chinaport.gov.cn/dxp\"",
            ] {
                let covered = Array(cover(terminal, attributes).utf8)
                #expect(try check(world, .required, covered) == verified, "\(attributes)")
                #expect(try check(world, .whenPresent, replaced(covered, Self.changed)) == .failure(.digest))
                // The node's own beside it: by the same enterprise both hold, by another one neither will do.
                let both = try sealer(own).seal(covered, at: .last, as: .envelope)
                #expect(try check(world, .whenPresent, both) == verified)
                let others = try sealer(key(of: "测试他人")).seal(covered, at: .last, as: .envelope)
                #expect(try check(world, .whenPresent, others) == .failure(.foreignCertificate))
            }
            // Signed where it stands, the namespaces around it belong to what is signed.
            let bare = String(decoding: try envelope(world, signedBy: nil), as: UTF8.self)
            let around = " xmlns:a=\"urn:a&amp;&quot;\""
            let there = try sealer(own).seal(
                Array(bare.replacing("<dxp:DxpMsg", with: "<dxp:DxpMsg" + around).utf8), at: .last, as: .envelope)
            let moved = String(decoding: there, as: UTF8.self).replacing(around, with: "")
            // Without it, and with one more, it is another text.
            let dxp = "xmlns=\"http://www.chinaport.gov.cn/dxp\""
            #expect(try check(world, .whenPresent, Array(cover(moved, dxp).utf8)) == .failure(.signature))
            #expect(try check(world, .whenPresent, Array(cover(moved, dxp + around).utf8)) == .failure(.signature))
            let prefixed = cover(moved, "xmlns:dxp=\"http://www.chinaport.gov.cn/dxp\"" + around, prefix: "dxp:")
            #expect(try check(world, .whenPresent, Array(prefixed.utf8)) == verified, "\(prefixed)")
        }
    }

    // MARK: Things

    /// What a node puts around a terminal message.
    private func cover(_ terminal: String, _ attributes: String, prefix p: String = "") -> String {
        """
        <\(p)DxpMsgSv \(attributes) ver="1.0"><\(p)SvNo Ver="1.0">\
        <\(p)MsgId>TESTNODE202611201200000000000001</\(p)MsgId>\
        <\(p)SendTime>2026-11-20T12:30:00</\(p)SendTime><\(p)EndNode>TEST0001</\(p)EndNode>\
        <\(p)StaNode>TESTNODE</\(p)StaNode></\(p)SvNo>\(terminal)</\(p)DxpMsgSv>
        """
    }

    private func key(of name: String, until: Instant? = nil) throws -> TrialKey {
        try TrialKey(
            .sm2, named: name, serial: 0x1691, from: DeliveryWorld.now.adding(milliseconds: -1_000),
            until: until ?? DeliveryWorld.now.adding(milliseconds: 86_400_000))
    }

    private func sealer(_ key: TrialKey) throws -> Sealer {
        try Sealer(key: key.key, certificate: key.certificate)
    }

    /// A terminal message with an Id, around the order of a parcel.
    private func envelope(_ world: DeliveryWorld, signedBy key: TrialKey?) throws -> [UInt8] {
        let order = try #require(try world.messages().first)
        let text = """
            <dxp:DxpMsg xmlns:dxp="http://www.chinaport.gov.cn/dxp" ver="1.0" Id="envelope-1"><dxp:TransInfo>\
            <dxp:CopMsgId>\(order.guid)</dxp:CopMsgId><dxp:SenderId>\(order.sender.dxpID)</dxp:SenderId>\
            <dxp:ReceiverIds><dxp:ReceiverId>DXPEDCCEB0000002</dxp:ReceiverId></dxp:ReceiverIds>\
            <dxp:CreatTime>2026-11-20T12:00:00</dxp:CreatTime>\
            <dxp:MsgType>\(order.type)Message</dxp:MsgType></dxp:TransInfo>\
            <dxp:Data>\(Base64.encode(order.bytes))</dxp:Data></dxp:DxpMsg>
            """
        guard let key else { return Array(text.utf8) }
        return try sealer(key).seal(Array(text.utf8), at: .last, as: .envelope)
    }

    private func check(
        _ world: DeliveryWorld, _ demand: SealCheck.Demand, _ bytes: [UInt8]
    ) throws -> Result<SealCheck.Outcome, SealRefusal> {
        let gateway = world.declarations.gateway
        let name = "Capabilities/Declarations/Data/settings.csv"
        let shipped = try Share.find().text(name)
        let settings = try DatedSettings.read(
            DataFile(
                Array(
                    shipped.replacing(
                        "signature.envelope,2018-01-01,,1,",
                        with: "signature.envelope,2018-01-01,,\(demand.rawValue),"
                    ).utf8), named: name))
        let seals = SealCheck(
            register: world.parties.register, certificates: gateway.seals.certificates,
            settings: settings, clock: .fixed(DeliveryWorld.now))
        let form = world.declarations.envelopes.form
        let reading = form.read(bytes)
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        do throws(SealRefusal) {
            return .success(
                try EnvelopeSeal(seals: seals, form: form).outcome(bytes, reading, sender: world.enterprise))
        } catch {
            return .failure(error)
        }
    }

    private func replaced(_ bytes: [UInt8], _ change: (old: String, new: String)) throws -> [UInt8] {
        let place = try #require(bytes.firstRange(of: Array(change.old.utf8)), "\(change.old)")
        return Array(bytes[..<place.lowerBound]) + Array(change.new.utf8) + bytes[place.upperBound...]
    }
}
