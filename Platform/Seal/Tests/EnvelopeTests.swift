import Kernel
import Testing
import Wire

@testable import Seal

/// A terminal message with something in it; what it says is not looked at here.
private func terminal(_ attributes: String = #" Id="msg-1""#, data: String = "QUJD") -> String {
    """
    <dxp:DxpMsg xmlns:dxp="http://www.chinaport.gov.cn/dxp" ver="1.0"\(attributes)>\
    <dxp:TransInfo><dxp:CopMsgId>A1</dxp:CopMsgId></dxp:TransInfo>\
    <dxp:Data>\(data)</dxp:Data></dxp:DxpMsg>
    """
}

private func transport(_ inside: some StringProtocol, more: String = "") -> String {
    """
    <dxp:DxpMsgSv xmlns:dxp="http://www.chinaport.gov.cn/dxp" ver="1.0"><dxp:SvNo Ver="1.0"/>\
    \(inside)\(more)</dxp:DxpMsgSv>
    """
}

private func sealed(_ text: String, by holder: Holder) throws -> [UInt8] {
    try Sealer(key: holder.key, certificate: holder.certificate)
        .seal(Array(text.utf8), at: .last, as: .envelope)
}

private func refusal(
    _ text: [UInt8], _ holder: Holder, of kind: SealedKind = .envelope
) -> SealRefusal? {
    do throws(SealRefusal) {
        _ = try SealVerifier(of: kind).verify(text, against: holder.registration, at: someDay)
        return nil
    } catch {
        return error
    }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite("Signatures of envelopes") struct EnvelopeTests {
    @Test("refer to the whole by nothing or by the root's Id, and hold either way")
    func references() throws {
        let holder = try Holder.shared(.sm2)
        let named = try sealed(terminal(), by: holder)
        #expect(text(named).contains("URI=\"#msg-1\"") && refusal(named, holder) == nil)
        let bare = try sealed(terminal(""), by: holder)
        #expect(text(bare).contains("URI=\"\"") && refusal(bare, holder) == nil)
        // An Id that is there need not be referred to.
        let whole = try Sealer(key: holder.key, certificate: holder.certificate)
            .seal(Array(terminal().utf8), at: .last)
        #expect(text(whole).contains("URI=\"\"") && refusal(whole, holder) == nil)
        // A message never refers by an Id.
        #expect(refusal(named, holder, of: .message) == .reference)
        #expect(refusal(whole, holder, of: .message) == nil)
    }

    @Test(
        "refer to nothing but a plain Id of the root, letter by letter",
        arguments: [
            ("", "#"), ("", "#msg-1"), ("Id=\"\"", "#"), ("Id=\"123\"", "#123"),
            ("Id=\"a b\"", "#a b"), ("Id=\"a%62\"", "#a%62"), ("Id=\"ab\"", "#a%62"),
            ("Id=\"xpointer(/)\"", "#xpointer(/)"), ("Id=\"msg-1\"", "#xpointer(/)"),
            ("Id=\"msg-1\"", "#xpointer(id('msg-1'))"), ("Id=\"msg-1\"", "#msg-2"),
            ("Id=\"msg-1\"", "#Msg-1"), ("Id=\"msg-1\"", "msg-1"), ("Id=\"msg-1\"", "##msg-1"),
            ("Id=\"msg-1\"", "#msg-1 "), ("Id=\"msg-1 \"", "#msg-1"), ("ID=\"msg-1\"", "#msg-1"),
            ("id=\"msg-1\"", "#msg-1"), ("xml:id=\"msg-1\"", "#msg-1"),
            ("xmlns:x=\"urn:x\" x:Id=\"msg-1\"", "#msg-1"),
        ])
    func identities(attributes: String, uri: String) throws {
        let holder = try Holder.shared(.sm2)
        let envelope = try Sealer(key: holder.key, certificate: holder.certificate)
            .seal(Array(terminal(" " + attributes).utf8), at: .last)
        #expect(refusal(envelope, holder) == nil)
        let other = try replaced(envelope, "URI=\"\"", "URI=\"\(uri)\"")
        #expect(refusal(other, holder) == .reference)
    }

    @Test("do not refer by an Id that stands elsewhere, too, or only there")
    func shared() throws {
        let holder = try Holder.shared(.sm2)
        let named = try sealed(terminal(), by: holder)
        for place in [
            "<dxp:TransInfo", "<dxp:CopMsgId", "<dxp:Data", "<ds:KeyInfo", "<ds:SignatureValue",
        ] {
            for name in ["Id", "id", "ID", "xml:id"] {
                let twice = try replaced(named, place, place + " \(name)=\"msg-1\"")
                #expect(refusal(twice, holder) == .reference, "\(place) \(name)")
                let moved = try replaced(twice, " Id=\"msg-1\"", "")
                #expect(refusal(moved, holder) == .reference, "\(place) \(name) alone")
            }
        }
        let inside = try replaced(named, "<ds:SignedInfo", "<ds:SignedInfo Id=\"msg-1\"")
        #expect(refusal(inside, holder) == .reference)
    }

    @Test("are refused when a byte is changed, moved, wrapped or said twice")
    func wrapped() throws {
        let holder = try Holder.shared(.sm2)
        let named = try sealed(terminal(), by: holder)
        let signature = try cut(named, from: "<ds:Signature ", to: "</ds:Signature>")
        let original = terminal()
        let evil = try replaced(named, "QUJD", "QUJE")
        let data = "<dxp:Data>QUJD</dxp:Data>"
        let cases: [([UInt8], SealRefusal)] = [
            (evil, .digest),
            // The data twice, the forged before and behind the signed.
            (try replaced(named, data, "<dxp:Data>QUJE</dxp:Data>" + data), .digest),
            (try replaced(named, data, data + "<dxp:Data>QUJE</dxp:Data>"), .digest),
            // The signature moved into a part, into another one, beside the original.
            (try replaced(try replaced(named, signature, ""), "<dxp:TransInfo>", "<dxp:TransInfo>" + signature), .misplaced),
            (try replaced(evil, signature, original + signature), .reference),
            (try replaced(evil, signature, signature + original), .reference),
            (try replaced(evil, signature, terminal("") + signature), .digest),
            (try replaced(evil, signature, signature + terminal("")), .digest),
            (try replaced(evil, signature, text(named)), .misplaced),
            (try replaced(evil, signature, "<dxp:AddInfo>\(text(named))</dxp:AddInfo>"), .misplaced),
            (try replaced(evil, "</ds:Signature>", "<ds:Object>\(original)</ds:Object></ds:Signature>"), .form("Signature")),
            (try replaced(named, signature, signature + signature), .several(2)),
            (try replaced(named, "</ds:KeyInfo>", signature + "</ds:KeyInfo>"), .several(2)),
            // A forged envelope around the signed one: DxpMsgSv without a signature has none.
            (Array(transport(text(named)).utf8), .missing),
            (Array(transport(original + text(named)).utf8), .missing),
        ]
        for (number, (bytes, expected)) in cases.enumerated() {
            #expect(refusal(bytes, holder) == expected, "case \(number)")
        }
    }

    @Test("stand around a terminal message with one of its own, and cover that as well")
    func both() throws {
        let holder = try Holder.shared(.sm2)
        let node = try Holder.shared(.rsa(2048))
        let inner = try sealed(terminal(), by: holder)
        let outer = try sealed(transport(text(inner)), by: node)
        #expect(refusal(outer, node) == nil)
        #expect(refusal(outer, holder) == .foreignCertificate)
        // The signature inside is part of what is signed.
        #expect(refusal(try replaced(outer, "<ds:KeyName>1691fe", "<ds:KeyName>1691ff"), node) == .digest)
        let signature = try cut(inner, from: "<ds:Signature ", to: "</ds:Signature>")
        #expect(refusal(try replaced(outer, signature, ""), node) == .digest)
        #expect(refusal(try replaced(outer, signature, signature + signature), node) == .several(3))
        // In any other element of it, or as a business message, it is misplaced or one too many.
        #expect(refusal(try replaced(outer, "<dxp:SvNo Ver=\"1.0\"/>", "<dxp:SvNo Ver=\"1.0\">\(signature)</dxp:SvNo>"), node) == .several(3))
        #expect(refusal(outer, node, of: .message) == .several(2))
        let bare = try Sealer.withoutSignature(outer, as: .envelope)
        #expect(text(bare) == transport(text(inner)))
        #expect(throws: SealRefusal.alreadySigned) { try sealed(text(outer), by: node) }
    }
}
