import Kernel
import Testing
import Wire

@testable import Seal

@Suite("Verifying") struct VerifierTests {
    @Test(
        "accepts what each set of algorithms signs, strictly, and returns the same bytes",
        arguments: [
            (AlgorithmSet.sm2SM3, Holder.Kind.sm2), (.sm2SM3WithSHA1, .sm2),
            (.rsaSHA1, .rsa(1024)), (.rsaSHA1, .rsa(2048)), (.rsaSHA256, .rsa(2048)),
        ])
    func roundTrip(set: AlgorithmSet, kind: Holder.Kind) throws {
        let holder = try Holder.shared(kind)
        let message = try signed(by: holder, set)
        let verified = try SealVerifier(makesAllowances: false)
            .verify(message, against: holder.registration, at: someDay)
        #expect(verified.bytes == message && verified.isStrict && verified.algorithms == set)
        #expect(verified.certificate == holder.certificate)
        let claim = try SealClaim(message)
        #expect(claim.certificate == holder.certificate.der && claim.keyName == "1691fe")
    }

    @Test("refuses a signed message with any one byte of its values changed")
    func everyByte() throws {
        let holder = try Holder.shared(.sm2)
        let message = try signed(by: holder)
        let end = try #require(
            String(decoding: message, as: UTF8.self).firstRange(of: "<ds:Signature "))
        let length = String(decoding: message, as: UTF8.self)[..<end.lowerBound].utf8.count
        var digests = 0
        for place in 0..<length {
            var other = message
            other[place] ^= 1
            let found = refusal(other, holder.registration)
            #expect(found != nil, "byte \(place)")
            if found == .digest { digests += 1 }
        }
        #expect(digests > 300)
    }

    @Test(
        "tells what is wrong with the signature",
        arguments: [
            ("<ds:SignedInfo>", "<ds:SignedInfo Id=\"a\">", SealRefusal.signature),
            ("Reference URI=\"\"", "Reference URI=\"#a\"", .reference),
            ("Reference URI=\"\"", "Reference", .reference),
            ("Reference URI=\"\"", "Reference URI=\"\" Id=\"a\"", .reference),
            ("Reference URI=\"\"", "Reference URI=\"file:///etc/passwd\"", .reference),
            ("Reference URI=\"\"", "Reference URI=\"#xpointer(/)\"", .reference),
            ("<ds:Reference ", "<ds:Reference/><ds:Reference ", .reference),
            ("#enveloped-signature", "#base64", .transform),
            ("</ds:Transforms>", "<ds:Transform Algorithm=\"u\"/></ds:Transforms>", .transform),
            (
                "enveloped-signature\"></ds:Transform>",
                "enveloped-signature\"><ds:XPath>/</ds:XPath></ds:Transform>", .transform
            ),
            ("20010315\"", "20010315#WithComments\"", .canonicalization),
            ("2001/REC-xml-c14n-20010315", "10/xml-exc-c14n#", .canonicalization),
            ("xmldsig#sm2-sm3", "xmldsig#hmac-sha1", .algorithms),
            ("2022/04/xmldsig#sm3", "2022/04/xmldsig#sha1", .algorithms),
            ("<ds:SignatureValue>", "<ds:SignatureValue>=", .form("SignatureValue")),
            ("<ds:SignatureValue>", "<ds:SignatureValue>AAAA", .signature),
            ("<ds:DigestValue>", "<ds:DigestValue>*", .form("DigestValue")),
            ("<ds:DigestValue>u", "<ds:DigestValue>v", .signature),
            ("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>", .form("Signature")),
            ("<ds:SignedInfo>", "text<ds:SignedInfo>", .form("Signature")),
            ("<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyValue/>", .keyInfo),
            ("<ds:KeyInfo>", "<ds:KeyInfo><ds:RetrievalMethod URI=\"http://x/\"/>", .keyInfo),
            ("</ds:X509Data>", "<ds:X509Certificate>AA==</ds:X509Certificate></ds:X509Data>", .keyInfo),
            // Kelvin's sign is the letter K to those who compare characters.
            ("<ds:KeyName>1691fe</ds:KeyName>", "<ds:\u{212A}eyName>1691fe</ds:\u{212A}eyName>", .keyInfo),
            ("<ds:KeyName>1691fe", "<ds:KeyName>1691ff", .keyName),
            ("<ds:KeyName>1691fe", "<ds:KeyName> 001691FE ", nil),
        ])
    func form(old: String, new: String, expected: SealRefusal?) throws {
        let holder = try Holder.shared(.sm2)
        var message = try signed(by: holder)
        #expect(refusal(message, holder.registration) == nil)
        message = try replaced(message, old, new)
        #expect(refusal(message, holder.registration) == expected)
    }

    @Test("refuses a message without a signature, and one with several")
    func count() throws {
        let holder = try Holder.shared(.sm2)
        #expect(refusal(vectorMessage, holder.registration) == .missing)
        let message = try signed(by: holder)
        let signature = try cut(message, from: "<ds:Signature ", to: "</ds:Signature>")
        #expect(
            refusal(try replaced(message, signature, signature + signature), holder.registration)
                == .several(2))
        // The text of the specification once puts it into the wrong namespace.
        let wrong = try replaced(
            message, "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"", "xmlns:ds=\"urn:x\"")
        #expect(refusal(wrong, holder.registration) == .missing)
    }

    @Test("takes keys from the registration, never from the message")
    func keySwap() throws {
        let holder = try Holder.shared(.sm2)
        let attacker = try Holder(.sm2)
        let theirs = try signed(by: attacker)
        #expect(refusal(theirs, holder.registration) == .foreignCertificate)
        // The attacker's signature with the holder's certificate beside it.
        let swapped = try replaced(
            theirs, Base64.encode(attacker.certificate.der), Base64.encode(holder.certificate.der))
        #expect(refusal(swapped, holder.registration) == .signature)
        // The holder's signature with the attacker's certificate beside it.
        let other = try replaced(
            signed(by: holder), Base64.encode(holder.certificate.der),
            Base64.encode(attacker.certificate.der))
        #expect(refusal(other, holder.registration) == .foreignCertificate)
        // No certificate at all: the number chooses among the registered, and only among those.
        let bare = try cut(theirs, from: "<ds:X509Data>", to: "</ds:X509Data>")
        #expect(refusal(try replaced(theirs, bare, ""), holder.registration) == .signature)
        #expect(refusal(theirs, Registration(codes: [], certificates: [])) == .noCertificate)
    }

    @Test("takes the number of the certificate alone, and the second of two registered")
    func number() throws {
        let holder = try Holder.shared(.sm2)
        let old = try Holder(.rsa(1024), serial: 7)
        let message = try signed(by: holder)
        let data = try cut(message, from: "<ds:X509Data>", to: "</ds:X509Data>")
        let both = Registration(codes: [], certificates: [old.certificate, holder.certificate])
        #expect(refusal(try replaced(message, data, ""), both) == nil)
        #expect(refusal(message, both) == nil)
        let none = try replaced(message, "<ds:KeyName>1691fe</ds:KeyName>", "")
        #expect(refusal(none, both) == nil)
        #expect(refusal(try replaced(none, data, ""), both) == .keyInfo)
    }

    @Test("holds the certificate to the moment, both ends included")
    func validity() throws {
        let holder = try Holder(.sm2, from: 1_000_000, until: 2_000_000)
        let message = try signed(by: holder)
        func verdict(_ milliseconds: Int64) -> SealRefusal? {
            do throws(SealRefusal) {
                _ = try SealVerifier().verify(
                    message, against: holder.registration,
                    at: Instant(milliseconds: milliseconds))
                return nil
            } catch { return error }
        }
        let from = Instant(milliseconds: 1_000_000_000)
        let until = Instant(milliseconds: 2_000_000_000)
        #expect(verdict(999_999_999) == .notYetValid(from))
        #expect(verdict(1_000_000_000) == nil)
        #expect(verdict(2_000_000_000) == nil)
        #expect(verdict(2_000_000_001) == .expired(until))
    }

    @Test("refuses a key of another kind than the algorithms, and a short one")
    func kind() throws {
        let sm2 = try Holder.shared(.sm2)
        let rsa = try Holder.shared(.rsa(1024))
        let message = try replaced(
            signed(by: sm2), Base64.encode(sm2.certificate.der), Base64.encode(rsa.certificate.der))
        #expect(refusal(message, rsa.registration) == .keyDoesNotFit)
        let short = try Holder(.rsa(768))
        #expect(throws: SealRefusal.keyTooShort(768)) { try signed(by: short) }
        let other = try replaced(
            signed(by: rsa), Base64.encode(rsa.certificate.der),
            Base64.encode(short.certificate.der))
        #expect(refusal(other, short.registration) == .keyTooShort(768))
    }

    @Test("allows white space added inside SignedInfo and says so")
    func prettyInfo() throws {
        let holder = try Holder.shared(.sm2)
        let message = try signed(by: holder)
        let info = try cut(message, from: "<ds:SignedInfo>", to: "</ds:SignedInfo>")
        let pretty = try replaced(message, info, info.replacing("><ds:", with: ">\n\t<ds:"))
        let verified = try SealVerifier().verify(
            pretty, against: holder.registration, at: someDay)
        #expect(verified.allowances == [.whiteSpaceInSignedInfo] && !verified.isStrict)
        #expect(refusal(pretty, holder.registration, allowances: false) == .signature)
        let text = try replaced(pretty, "\n\t<ds:Reference", "\n.<ds:Reference")
        #expect(refusal(text, holder.registration) == .form("SignedInfo"))
    }

    @Test(
        "allows one line feed before the root's end tag to have been changed, and nothing else",
        arguments: [
            ("<ds:Signature ", "\n  <ds:Signature ", SealRefusal?.none),
            ("</ds:Signature>\n", "</ds:Signature>", nil),
            ("</ds:Signature>\n", "</ds:Signature>\r\n\r\n", nil),
            ("</ds:Signature>\n", "</ds:Signature>x\n", .digest),
            ("</ds:Signature>\n", "</ds:Signature>&#32;\n", .digest),
            ("</ceb:BaseTransfer>", "</ceb:BaseTransfer> ", nil),
            ("<ceb:BaseTransfer>", " <ceb:BaseTransfer>", .digest),
            ("</ceb:copCode>", "</ceb:copCode> ", .digest),
            ("</ds:Signature>\n", "</ds:Signature><ceb:ExtendMessage/>\n", .digest),
        ])
    func tail(old: String, new: String, expected: SealRefusal?) throws {
        let holder = try Holder.shared(.sm2)
        let source = try replaced(
            vectorMessage, "</ceb:CEB623Message>", "\n</ceb:CEB623Message>")
        // As the sending software does it: the line feed is there, the signature before it.
        let inserted = try replaced(
            signed(by: holder, nil, source), "\n<ds:Signature ", "<ds:Signature ")
        let message = try replaced(
            inserted, "</ds:Signature></ceb:", "</ds:Signature>\n</ceb:")
        #expect(refusal(message, holder.registration, allowances: false) == nil)
        let changed = try replaced(message, old, new)
        #expect(refusal(changed, holder.registration) == expected)
        #expect(refusal(changed, holder.registration, allowances: false) == .digest)
    }

    @Test("refuses what is no XML with the reader's fault, and a signature grown too large")
    func hostile() throws {
        let holder = try Holder.shared(.sm2)
        let found = refusal(Array("<!DOCTYPE a><a/>".utf8), holder.registration)
        #expect(found?.code == "xml.doctype" && found?.faults.count == 1)
        let many = String(repeating: "<ds:Object/>", count: 100_000)
        let grown = try replaced(signed(by: holder), "</ds:KeyInfo>", "</ds:KeyInfo>" + many)
        #expect(refusal(grown, holder.registration) == .form("Signature"))
    }
}
