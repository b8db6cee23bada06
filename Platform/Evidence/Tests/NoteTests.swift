import Secrets
import Testing

@testable import Evidence

/// Keys and notes of the tests.
enum Sample {
    static func signer(
        _ name: String, _ kind: NoteKey.Kind = .log, seed: UInt8
    ) throws -> NoteSigner {
        try NoteSigner(name: name, kind: kind, seed: [UInt8](repeating: seed, count: 32))
    }

    /// Key and note that other programs verify.
    static let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let note = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """
}

@Suite("Signed notes") struct NoteTests {
    @Test("Ed25519 is that of RFC 8032, 7.1")
    func ed25519() {
        let seed = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        let key = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        let signature = unhex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
        #expect(Ed25519.publicKey(seed: seed) == key)
        #expect(Ed25519.sign([], seed: seed) == signature)
        #expect(Ed25519.verify(signature, over: [], publicKey: key))
        #expect(!Ed25519.verify(signature, over: [0], publicKey: key))
        #expect(!Ed25519.verify(Array(signature.dropLast()), over: [], publicKey: key))
        #expect(!Ed25519.verify(signature, over: [], publicKey: Array(key.dropLast())))
        #expect(Ed25519.publicKey(seed: [1]) == nil)
        #expect(Ed25519.sign([], seed: [1]) == nil)
    }

    @Test("A note that others signed is verified")
    func vector() throws {
        let key = try NoteKey(text: Sample.key)
        #expect(key.text == Sample.key)
        #expect(key.name == "example.com/foo")
        let note = try SignedNote(bytes: Array(Sample.note.utf8))
        #expect(note.text == "This is an example message.\n")
        #expect(note.bytes == Array(Sample.note.utf8))
        #expect(try note.verified(by: [key]) == [VerifiedSignature(key: key, seconds: nil)])
    }

    @Test("What we sign is verified, and a key says nothing of its secret")
    func ownSignature() throws {
        let signer = try Sample.signer("example.com/a", seed: 1)
        let note = try SignedNote(text: "一行\n\n另一行\n").signed(by: signer)
        let read = try SignedNote(bytes: note.bytes)
        #expect(read.text == note.text)
        #expect(try read.verified(by: [signer.key]).map(\.key) == [signer.key])
        #expect("\(signer)" == signer.key.text)
        var dumped = ""
        dump(signer, to: &dumped)
        #expect(!dumped.contains("seed"))
        // Signed again by the same key: still one line.
        #expect(try note.signed(by: signer).signatures.count == 1)
    }

    @Test("Unknown keys are ignored; a wrong signature of a known one voids the note")
    func knownAndUnknown() throws {
        let one = try Sample.signer("example.com/a", seed: 1)
        let two = try Sample.signer("example.com/b", seed: 2)
        let note = try SignedNote(text: "text\n").signed(by: one).signed(by: two)
        #expect(try note.verified(by: [two.key]).map(\.key) == [two.key])
        #expect(try note.verified(by: [two.key, one.key]).map(\.key) == [one.key, two.key])
        let other = try SignedNote(text: "other\n").signed(by: one)
        let forged = SignedNote(
            text: "text\n", signatures: other.signatures + [note.signatures[1]])
        #expect(throws: EvidenceRefusal.badSignature("example.com/a")) {
            try forged.verified(by: [one.key, two.key])
        }
        #expect(try forged.verified(by: [two.key]).count == 1)
        let three = try Sample.signer("example.com/a", seed: 3)
        #expect(throws: EvidenceRefusal.noKnownSignature) { try note.verified(by: [three.key]) }
        #expect(throws: EvidenceRefusal.noKnownSignature) { try note.verified(by: []) }
        // Nor does it matter how long an unknown name is.
        let name = String(repeating: "n", count: 300)
        let long = NoteSignature(name: name, id: 1, bytes: [1])
        let more = SignedNote(text: note.text, signatures: [long] + note.signatures)
        #expect(try SignedNote(bytes: more.bytes).verified(by: [one.key]).count == 1)
        #expect(throws: EvidenceRefusal.keyName(name)) { try Sample.signer(name, seed: 1) }
        // The same line twice is one signature.
        let twice = SignedNote(text: note.text, signatures: note.signatures + note.signatures)
        #expect(try twice.verified(by: [one.key]).count == 1)
    }

    @Test("A hundred signatures are read, more are refused")
    func manySignatures() throws {
        let note = try SignedNote(text: "text\n").signed(
            by: try Sample.signer("example.com/a", seed: 1))
        for count in [16, 100] {
            let lines = [NoteSignature](repeating: note.signatures[0], count: count)
            let bytes = SignedNote(text: note.text, signatures: lines).bytes
            #expect(try SignedNote(bytes: bytes).signatures.count == count)
        }
        let lines = [NoteSignature](repeating: note.signatures[0], count: 101)
        #expect(throws: EvidenceRefusal.tooManySignatures) {
            try SignedNote(bytes: SignedNote(text: note.text, signatures: lines).bytes)
        }
    }

    @Test(
        "What is no note is refused",
        arguments: [
            ("", "note-shape"), ("\n", "note-shape"), ("text\n", "note-shape"),
            ("text\n\n", "note-shape"), ("text\n\n— a AAAAAAA=", "note-shape"),
            ("text\n— a AAAAAAA=\n", "note-shape"), ("text\n\n— a AAAAAAA=\n\n", "note-shape"),
            ("text\r\n\r\n— a AAAAAAA=\r\n", "note-character"),
            ("te\u{0}xt\n\n— a AAAAAAA=\n", "note-character"),
            ("te\u{1B}xt\n\n— a AAAAAAA=\n", "note-character"),
            ("text\n\n- a AAAAAAA=\n", "signature-line"), ("text\n\n— a\n", "signature-line"),
            ("text\n\n—  AAAAAAA=\n", "key-name"), ("text\n\n— a AAAAAAA\n", "signature-line"),
            ("text\n\n— a AAAAAA==\n", "signature-line"), ("text\n\n— a AAAA AAA=\n", "signature-line"),
            ("text\n\n— a AAAAAAB=\n", "signature-line"), ("text\n\n— a AAAAAAA= \n", "signature-line"),
            ("text\n\n— a+b AAAAAAA=\n", "key-name"), ("text\n\n— a\u{A0}b AAAAAAA=\n", "key-name"),
            ("text\n\n— a\u{3000}b AAAAAAA=\n", "key-name"), ("text\n\n— \u{2028} AAAAAAA=\n", "key-name"),
        ])
    func noNote(text: String, code: String) {
        let refusal = #expect(throws: EvidenceRefusal.self) {
            try SignedNote(bytes: Array(text.utf8))
        }
        #expect(refusal?.code == "evidence." + code)
    }

    @Test("Bytes that are not UTF-8 and notes beyond the limit are refused")
    func notText() {
        #expect(throws: EvidenceRefusal.noteCharacter) {
            try SignedNote(bytes: [0xFF, 0x0A, 0x0A] + Array("— a AAAAAAA=\n".utf8))
        }
        let count = SignedNote.longest + 1
        #expect(throws: EvidenceRefusal.tooLarge(bytes: count)) {
            try SignedNote(bytes: [UInt8](repeating: 0x61, count: count))
        }
        #expect(throws: EvidenceRefusal.noteShape) { try SignedNote(text: "no line feed") }
        #expect(throws: EvidenceRefusal.noteCharacter) { try SignedNote(text: "\u{7}\n") }
    }

    @Test(
        "What is no key is refused",
        arguments: [
            ("", "key-text"), ("name", "key-text"), ("name+530d903a", "key-text"),
            ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", "key-text"),
            ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==", "key-text"),
            ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key-id"),
            ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key-id"),
            ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key-id"),
            ("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key-kind"),
            ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key-name"),
            ("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "key-name"),
        ])
    func noKey(text: String, code: String) {
        let refusal = #expect(throws: EvidenceRefusal.self) { try NoteKey(text: text) }
        #expect(refusal?.code == "evidence." + code)
    }

    @Test("Names that look alike are different names")
    func lookalikes() throws {
        let composed = try Sample.signer("example.com/\u{E9}", seed: 1)
        let decomposed = try NoteKey(
            name: "example.com/e\u{301}", kind: .log, publicKey: composed.key.publicKey)
        #expect(composed.key != decomposed)
        let note = try SignedNote(text: "text\n").signed(by: composed)
        #expect(throws: EvidenceRefusal.noKnownSignature) { try note.verified(by: [decomposed]) }
    }

    @Test("Base64 is read in its one form only")
    func base64() {
        for count in 0...9 {
            let bytes = (0..<count).map { UInt8($0 * 37 & 255) }
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
        }
        #expect(Base64.encode(Array("foobar!".utf8)) == "Zm9vYmFyIQ==")
        for wrong in ["A", "AA", "AAA", "A===", "====", "AB==", "AAB=", "AA=A", "=AAA", "AA\n=",
            "AA-_", "AAAA====", "AAAAA", " AAA"]
        { #expect(Base64.decode(wrong.utf8) == nil, "\(wrong)") }
    }
}
