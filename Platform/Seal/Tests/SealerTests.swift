import Testing
import Wire

@testable import Seal

@Suite("Signing") struct SealerTests {
    @Test("puts the signature where the schema of the message has it, and changes nothing else")
    func place() throws {
        let holder = try Holder.shared(.sm2)
        let sealer = try Sealer(key: holder.key, certificate: holder.certificate)
        let message = try replaced(
            vectorMessage, "</ceb:CEB623Message>", "<ceb:ExtendMessage/>\r\n</ceb:CEB623Message>")
        let last = try sealer.seal(message, at: .last)
        let before = try sealer.seal(message, at: .beforeExtension)
        #expect(String(decoding: last, as: UTF8.self).contains("/>\r\n<ds:Signature "))
        #expect(
            String(decoding: before, as: UTF8.self).contains("</ds:Signature><ceb:ExtendMessage/>"))
        for text in [last, before] {
            #expect(refusal(text, holder.registration, allowances: false) == nil)
            let signature = try cut(text, from: "<ds:Signature ", to: "</ds:Signature>")
            #expect(try replaced(text, signature, "") == message)
        }
        let table = try #require(catalogue.table("623"))
        #expect(Sealer.Place(for: table) == .last)
        #expect(Sealer.Place(for: try #require(catalogue.table("603"))) == .beforeExtension)
    }

    @Test("of a message of the tables gives one that fits the schema")
    func schema() throws {
        let message = try signed(by: Holder.shared(.sm2))
        let reading = catalogue.read(message)
        #expect(reading.isSigned && reading.isValid, "\(reading.faults)")
    }

    @Test("refuses a signed message, an empty one, and what is no XML")
    func refusals() throws {
        let holder = try Holder.shared(.sm2)
        let sealer = try Sealer(key: holder.key, certificate: holder.certificate)
        #expect(throws: SealRefusal.alreadySigned) {
            try sealer.seal(signed(by: holder), at: .last)
        }
        #expect(throws: SealRefusal.noPlace) { try sealer.seal(Array("<a/>".utf8), at: .last) }
        #expect(throws: SealRefusal.self) { try sealer.seal([], at: .last) }
    }

    @Test("refuses a key of another certificate and algorithms of another kind of key")
    func pair() throws {
        let sm2 = try Holder.shared(.sm2)
        let rsa = try Holder.shared(.rsa(1024))
        let other = try Holder(.sm2)
        #expect(throws: SealRefusal.keyPair) {
            try Sealer(key: sm2.key, certificate: other.certificate)
        }
        #expect(throws: SealRefusal.keyPair) {
            try Sealer(key: sm2.key, certificate: rsa.certificate)
        }
        #expect(throws: SealRefusal.keyDoesNotFit) {
            try Sealer(key: sm2.key, certificate: sm2.certificate, algorithms: .rsaSHA1)
        }
        #expect(throws: SealRefusal.keyDoesNotFit) {
            try sm2.key.signature(of: [], by: .rsaSHA256)
        }
    }

    @Test("r and s with leading zeros keep their 32 bytes")
    func leadingZeros() throws {
        for (r, s): ([UInt8], [UInt8]) in [([1], [0x80]), ([0xFF], [0x7F, 0]), ([0], [1, 2, 3])] {
            let raw = [UInt8](repeating: 0, count: 32 - r.count) + r
                + [UInt8](repeating: 0, count: 32 - s.count) + s
            #expect(SM2Signature.raw(der: try #require(SM2Signature.der(raw: raw))) == raw)
        }
        #expect(SM2Signature.der(raw: [1]) == nil)
        for der: [UInt8] in [[], [0x30, 0], [0x30, 3, 2, 1, 1], [0x30, 6, 2, 5, 1, 2, 1, 1]] {
            #expect(SM2Signature.raw(der: der) == nil)
        }
    }
}
