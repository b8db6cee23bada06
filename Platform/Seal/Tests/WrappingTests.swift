import Testing
import Wire

@testable import Seal

/// The attack: a signature that still verifies over one part, while another part is read. XSW1 to
/// XSW8 are the eight classic shapes (Somorovsky and others, USENIX Security 2012), here with a
/// message in place of the assertion.
@Suite("Signature wrapping") struct WrappingTests {
    enum Shape: String, CaseIterable, CustomTestStringConvertible {
        case xsw1 = "the original inside the signature of a forged message"
        case xsw2 = "the original before the signature of a forged message"
        case xsw3 = "a forged document before the signed one"
        case xsw4 = "the signed message inside a forged one"
        case xsw5 = "the original behind the signature of a forged message"
        case xsw6 = "the original in front of SignedInfo"
        case xsw7 = "the signed message inside ExtendMessage of a forged one"
        case xsw8 = "the original in an Object of the signature"
        var testDescription: String { rawValue }
    }

    /// A message of the shape and the refusal it meets.
    private func forged(
        _ shape: Shape, from message: [UInt8]
    ) throws -> (text: [UInt8], refusal: SealRefusal) {
        let signature = try cut(message, from: "<ds:Signature ", to: "</ds:Signature>")
        let evil = try replaced(message, "22442025I000000001", "22442025I999999999")
        let plain = String(decoding: vectorMessage, as: UTF8.self)
        let root = "</ceb:CEB623Message>"
        switch shape {
        case .xsw1:
            return (
                try replaced(evil, "</ds:Signature>", plain + "</ds:Signature>"),
                .form("Signature")
            )
        case .xsw2:
            return (try replaced(evil, "<ds:Signature ", plain + "<ds:Signature "), .digest)
        case .xsw3:
            let document = try cut(evil, from: "<ceb:InvtCancel>", to: "</ceb:InvtCancel>")
            return (
                try replaced(message, "<ceb:InvtCancel>", document + "<ceb:InvtCancel>"), .digest
            )
        case .xsw4:
            let inner = String(decoding: message, as: UTF8.self)
            return (
                try replaced(evil, signature + root, inner + root), .misplaced
            )
        case .xsw5:
            return (
                try replaced(evil, "</ds:Signature>", "</ds:Signature>" + plain), .digest
            )
        case .xsw6:
            return (
                try replaced(evil, "<ds:SignedInfo>", plain + "<ds:SignedInfo>"),
                .form("Signature")
            )
        case .xsw7:
            let inner = String(decoding: message, as: UTF8.self)
            let holder = "<ceb:ExtendMessage><ceb:Message>\(inner)</ceb:Message>"
                + "</ceb:ExtendMessage>"
            return (try replaced(evil, signature, holder), .misplaced)
        case .xsw8:
            return (
                try replaced(
                    evil, "</ds:Signature>", "<ds:Object>\(plain)</ds:Object></ds:Signature>"),
                .form("Signature")
            )
        }
    }

    @Test("is refused in each of the eight shapes", arguments: Shape.allCases)
    func shapes(shape: Shape) throws {
        let holder = try Holder.shared(.sm2)
        let forged = try forged(shape, from: signed(by: holder))
        #expect(refusal(forged.text, holder.registration) == forged.refusal)
    }

    @Test("is refused with a reference to the original by id, too", arguments: Shape.allCases)
    func byID(shape: Shape) throws {
        let holder = try Holder.shared(.sm2)
        let text = try forged(shape, from: signed(by: holder)).text
        let named = try replaced(text, "Reference URI=\"\"", "Reference URI=\"#original\"")
        let found = try #require(refusal(named, holder.registration))
        #expect([.reference, .misplaced, .form("Signature")].contains(found))
    }

    @Test("with two signatures of which one holds is refused")
    func twoSignatures() throws {
        let holder = try Holder.shared(.sm2)
        let message = String(decoding: try signed(by: holder), as: UTF8.self)
        for place in ["<ceb:InvtCancel>", "<ceb:reason>", "<ds:SignedInfo>", "</ds:KeyInfo>"] {
            let signature = try cut(
                Array(message.utf8), from: "<ds:Signature ", to: "</ds:Signature>")
            let text = try replaced(Array(message.utf8), place, signature + place)
            #expect(refusal(text, holder.registration) == .several(2), "\(place)")
        }
    }

    @Test("of any kind never lets another value be read: what verifies reads as what was signed")
    func property() throws {
        let holder = try Holder.shared(.sm2)
        let message = try signed(by: holder)
        let original = catalogue.read(message)
        let values = try #require(original.documents.first).draft
        #expect(original.isValid && original.documents.count == 1)
        // Pieces end where tags begin or end, so that most of what comes out is XML.
        let cuts = message.indices.filter { message[$0] == 0x3C || message[max(0, $0 - 1)] == 0x3E }
        var draw = Draw(state: 7)
        var accepted = 0
        for _ in 0..<1500 {
            let ends = [cuts[draw.next(cuts.count)], cuts[draw.next(cuts.count)]].sorted()
            let place = cuts[draw.next(cuts.count)]
            let piece = [
                Array(message[ends[0]..<ends[1]]), Array("<!-- c -->".utf8), Array("\n".utf8),
                Array("<![CDATA[]]>".utf8),
            ][draw.next(4)]
            let text = Array(message[..<place]) + piece + Array(message[place...])
            guard refusal(text, holder.registration) == nil else { continue }
            accepted += 1
            let reading = catalogue.read(text)
            #expect(reading.documents.count == 1)
            #expect(reading.documents.first?.draft == values)
            #expect(reading.guid == original.guid)
        }
        #expect(accepted > 50, "comments and empty sections change nothing that is signed")
    }
}
