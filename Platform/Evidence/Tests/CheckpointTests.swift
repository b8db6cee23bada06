import Testing

@testable import Evidence

@Suite("Checkpoints and witnesses") struct CheckpointTests {
    static let root = "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="
    static let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

    @Test("A checkpoint is read and written alike")
    func roundTrip() throws {
        let text = "example.com/log\n15\n\(Self.root)\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.size == 15)
        #expect(checkpoint.root.base64 == Self.root)
        #expect(checkpoint.text == text)
        #expect(try Checkpoint(origin: "example.com/log", size: 15, root: checkpoint.root) == checkpoint)
        let extended = try Checkpoint(text: text + "more\n")
        #expect(extended.extensions == ["more"])
        #expect(extended != checkpoint)
        #expect(throws: Never.self) { try Checkpoint(text: "a\n9223372036854775807\n\(Self.root)\n") }
    }

    @Test(
        "What is no checkpoint is refused",
        arguments: [
            ("", "checkpoint-lines"), ("log\n15\n", "checkpoint-lines"),
            ("log\n15\n\(root)", "checkpoint-lines"), ("\n15\n\(root)\n", "checkpoint-lines"),
            ("log\n15\n\(root)\n\n", "checkpoint-lines"), ("log\n\n15\n\(root)\n", "checkpoint-lines"),
            ("log\r\n15\n\(root)\n", "checkpoint-lines"),
            ("log\n015\n\(root)\n", "checkpoint-size"), ("log\n+15\n\(root)\n", "checkpoint-size"),
            ("log\n-1\n\(root)\n", "checkpoint-size"), ("log\n 15\n\(root)\n", "checkpoint-size"),
            ("log\n1٥\n\(root)\n", "checkpoint-size"),
            ("log\n9223372036854775808\n\(root)\n", "checkpoint-size"),
            ("log\n99999999999999999999\n\(root)\n", "checkpoint-size"),
            ("log\n15\nrKbD\n", "checkpoint-root"), ("log\n15\n\(root)=\n", "checkpoint-root"),
            ("log\n15\n\(root.dropLast())\n", "checkpoint-root"),
            ("log\n0\n\(root)\n", "checkpoint-root"),
        ])
    func noCheckpoint(text: String, code: String) {
        let refusal = #expect(throws: EvidenceRefusal.self) { try Checkpoint(text: text) }
        #expect(refusal?.code == "evidence." + code)
    }

    @Test("Origins that could not be a key are not written")
    func origins() throws {
        let root = try #require(TreeHash(base64: Self.root))
        for origin in ["", "a b", "a+b", "a\nb"] {
            #expect(throws: EvidenceRefusal.keyName(origin)) {
                try Checkpoint(origin: origin, size: 1, root: root)
            }
        }
        #expect(throws: EvidenceRefusal.checkpointSize) {
            try Checkpoint(origin: "log", size: -1, root: root)
        }
    }

    /// A log, three witnesses and a checkpoint signed by all.
    struct World {
        let log: NoteSigner
        let witnesses: [NoteSigner]
        let note: SignedNote

        init() throws {
            log = try Sample.signer("example.com/log", seed: 1)
            witnesses = try ["port", "bank", "court"].enumerated().map {
                try Sample.signer("\($1).example", .witness, seed: UInt8($0 + 2))
            }
            var note = try SignedNote(text: "example.com/log\n15\n\(CheckpointTests.root)\n")
                .signed(by: log)
            for (index, witness) in witnesses.enumerated() {
                note = try note.cosigned(by: witness, at: 1_800_000_000 + Int64(index))
            }
            self.note = note
        }

        /// The log's signature and the first few of the witnesses.
        func note(cosigned count: Int) -> SignedNote {
            SignedNote(text: note.text, signatures: Array(note.signatures.prefix(1 + count)))
        }

        func policy(needed: Int) throws -> TrustPolicy {
            try TrustPolicy(logs: [log.key], witnesses: witnesses.map(\.key), needed: needed)
        }
    }

    @Test("A checkpoint is accepted with k of n cosignatures and refused with fewer")
    func quorum() throws {
        let world = try World()
        for needed in 0...3 {
            let policy = try world.policy(needed: needed)
            for count in 0...3 {
                let note = try SignedNote(bytes: world.note(cosigned: count).bytes)
                if count >= needed {
                    let accepted = try policy.checkpoint(in: note)
                    #expect(accepted.checkpoint.size == 15)
                    #expect(accepted.log == world.log.key)
                    #expect(
                        accepted.cosignatures.map(\.seconds)
                            == (0..<count).map { 1_800_000_000 + Int64($0) })
                } else {
                    #expect(throws: EvidenceRefusal.tooFewWitnesses(found: count)) {
                        try policy.checkpoint(in: note)
                    }
                }
            }
        }
    }

    @Test("A cosignature is, byte for byte, what the openssl command makes of the same message")
    func cosignatureBytes() throws {
        let world = try World()
        #expect(
            world.witnesses[0].key.text == "port.example+e291394a+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU")
        let lines = String(decoding: world.note.bytes, as: UTF8.self).split(separator: "\n")
        #expect(
            lines.contains("— port.example 4pE5SgAAAABrSdIAW529w8ey6u/vs+KiQT/liIr+4lFs0pu0AWxvQDvCMV6gEOqEpeTym3a02XRxPGFWwPBQmiWt5RcgTI67y2BkCA=="))
    }

    @Test("A cosignature holds for its time and text only")
    func cosignature() throws {
        let world = try World()
        let policy = try world.policy(needed: 1)
        let signature = world.note.signatures[1]
        #expect(signature.bytes.count == 72)
        for place in [0, 7, 8, 71] {
            var bytes = signature.bytes
            bytes[place] ^= 1
            let changed = NoteSignature(name: signature.name, id: signature.id, bytes: bytes)
            let note = SignedNote(
                text: world.note.text, signatures: [world.note.signatures[0], changed])
            #expect(throws: EvidenceRefusal.self) { try policy.checkpoint(in: note) }
        }
        #expect(throws: EvidenceRefusal.cosignatureTime("port.example")) {
            try policy.checkpoint(in: world.note, latest: 1_799_999_999)
        }
        var beyond = signature.bytes
        beyond[0] = 0x80
        let late = NoteSignature(name: signature.name, id: signature.id, bytes: beyond)
        #expect(throws: EvidenceRefusal.cosignatureTime("port.example")) {
            try policy.checkpoint(
                in: SignedNote(
                    text: world.note.text, signatures: [world.note.signatures[0], late]))
        }
        let short = NoteSignature(name: signature.name, id: signature.id, bytes: [1])
        #expect(throws: EvidenceRefusal.badSignature("port.example")) {
            try policy.checkpoint(
                in: SignedNote(
                    text: world.note.text, signatures: [world.note.signatures[0], short]))
        }
    }

    @Test("Logs do not cosign, witnesses do not sign, and only checkpoints are cosigned")
    func kinds() throws {
        let world = try World()
        #expect(throws: EvidenceRefusal.keyKind(1)) {
            try world.note.cosigned(by: world.log, at: 1)
        }
        #expect(throws: EvidenceRefusal.keyKind(4)) {
            try world.note.signed(by: world.witnesses[0])
        }
        #expect(throws: EvidenceRefusal.checkpointLines) {
            try SignedNote(text: "anything\n").cosigned(by: world.witnesses[0], at: 1)
        }
        #expect(throws: EvidenceRefusal.cosignatureTime("port.example")) {
            try world.note.cosigned(by: world.witnesses[0], at: -1)
        }
    }

    @Test("A log speaks for itself only")
    func origin() throws {
        let world = try World()
        let other = try Sample.signer("example.com/other", seed: 9)
        let policy = try TrustPolicy(logs: [world.log.key, other.key], witnesses: [], needed: 0)
        let note = try SignedNote(text: world.note.text).signed(by: other)
        #expect(throws: EvidenceRefusal.noKnownSignature) { try policy.checkpoint(in: note) }
        let alone = try TrustPolicy(logs: [other.key], witnesses: [], needed: 0)
        #expect(throws: EvidenceRefusal.unknownLog("example.com/log")) {
            try alone.checkpoint(in: world.note)
        }
        let cosigned = SignedNote(
            text: world.note.text, signatures: Array(world.note.signatures.dropFirst()))
        #expect(throws: EvidenceRefusal.noLogSignature("example.com/log")) {
            try world.policy(needed: 1).checkpoint(in: cosigned)
        }
    }

    @Test("A policy that could count a key twice or can never be met is refused")
    func badPolicies() throws {
        let world = try World()
        let keys = world.witnesses.map(\.key)
        for needed in [-1, 4] {
            #expect(throws: EvidenceRefusal.quorum(needed: needed, members: 3)) {
                try world.policy(needed: needed)
            }
        }
        let alias = try NoteKey(name: "alias", kind: .witness, publicKey: keys[0].publicKey)
        #expect(throws: EvidenceRefusal.keyTwice("alias")) {
            try TrustPolicy(logs: [world.log.key], witnesses: keys + [alias], needed: 2)
        }
        #expect(throws: EvidenceRefusal.keyKind(4)) {
            try TrustPolicy(logs: keys, witnesses: [], needed: 0)
        }
        #expect(throws: EvidenceRefusal.keyKind(1)) {
            try TrustPolicy(logs: [], witnesses: [world.log.key], needed: 0)
        }
    }

    @Test("A policy file names logs, witnesses, groups and the quorum")
    func policyFile() throws {
        let world = try World()
        let keys = world.witnesses.map(\.key.text)
        let file = """
            # Who has to have seen it
            log \(world.log.key.text) https://example.com/log

            witness 港口 \(keys[0])
            \twitness bank \(keys[1]) https://bank.example/
            witness court \(keys[2])
            group money any bank court
            group all-of-them all 港口 money
            quorum all-of-them

            """
        let policy = try TrustPolicy(file: Array(file.utf8))
        #expect(policy.witnesses.count == 3)
        for (places, isEnough) in [
            ([1, 2], true), ([1, 3], true), ([1], false), ([2, 3], false), ([1, 2, 3], true),
        ] {
            let note = SignedNote(
                text: world.note.text, signatures: ([0] + places).map { world.note.signatures[$0] })
            let accepted = try? policy.checkpoint(in: note)
            #expect((accepted != nil) == isEnough, "\(places)")
        }
    }

    @Test(
        "A policy file that is wrong is refused by its line",
        arguments: [
            ("quorum port\n", 1), ("log\n", 1), ("log KEY extra extra\n", 1), ("logs KEY\n", 1),
            ("witness port KEY\nwitness port KEY\n", 2), ("witness none KEY\n", 1),
            ("witness port nonsense\n", 1), ("witness port KEY\ngroup g 0 port\n", 2),
            ("witness port KEY\ngroup g 2 port\n", 2), ("witness port KEY\ngroup g 01 port\n", 2),
            ("witness port KEY\ngroup g any port port\n", 2), ("group g any bank\n", 1),
            ("witness port KEY\ngroup g any\n", 2), ("quorum none\nquorum none\n", 2),
            ("quorum none\u{0}\n", 1), ("group g any none\n", 1),
        ])
    func badPolicyFile(text: String, line: Int) throws {
        let key = try World().witnesses[0].key.text
        let file = text.split(separator: "KEY", omittingEmptySubsequences: false)
            .joined(separator: key)
        #expect(throws: EvidenceRefusal.policyLine(line)) {
            try TrustPolicy(file: Array(file.utf8))
        }
    }

    @Test("A policy file must name a quorum")
    func noQuorum() {
        #expect(throws: EvidenceRefusal.policyWithoutQuorum) { try TrustPolicy(file: []) }
    }
}
