import Testing

@testable import Evidence

@Suite("Proofs as files") struct LogProofTests {
    static let entry = Array("4".utf8)

    /// Proof that entry 4 is in a log of 10, signed and cosigned.
    static func sample(extra: [UInt8]? = nil) throws -> (proof: LogProof, policy: TrustPolicy) {
        let (tree, tiles) = grown(numberedLeaves(10))
        let log = try Sample.signer("example.com/log", seed: 1)
        let witness = try Sample.signer("port.example", .witness, seed: 2)
        let checkpoint = try Checkpoint(origin: "example.com/log", size: 10, root: tree.root)
        let note = try SignedNote(text: checkpoint.text).signed(by: log)
            .cosigned(by: witness, at: 1_800_000_000)
        let proof = LogProof(
            try TileSet(size: 10, tiles).inclusion(of: 4), note: note, extra: extra)
        let policy = try TrustPolicy(logs: [log.key], witnesses: [witness.key], needed: 1)
        return (proof, policy)
    }

    @Test("A proof is written, read and checked without asking anybody")
    func roundTrip() throws {
        for extra in [nil, [], [1, 2, 3]] as [[UInt8]?] {
            let (proof, policy) = try Self.sample(extra: extra)
            let read = try LogProof(bytes: proof.bytes)
            #expect(read.bytes == proof.bytes)
            #expect(read.extra == extra)
            #expect(read.index == 4)
            let witnessed = try read.verify(entry: Self.entry, policy: policy)
            #expect(witnessed.checkpoint.size == 10)
            #expect(witnessed.cosignatures.map(\.seconds) == [1_800_000_000])
        }
        let text = String(decoding: try Self.sample().proof.bytes, as: UTF8.self)
        #expect(text.hasPrefix("c2sp.org/tlog-proof@v1\nindex 4\n"))
    }

    @Test("A proof with any bit changed is refused, but for the extra that nobody signed")
    func everyBit() throws {
        let (proof, policy) = try Self.sample()
        let bytes = proof.bytes
        // Names of unknown keys are ignored, so both signatures must be needed for all to count.
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(throws: EvidenceRefusal.self, "byte \(place), bit \(bit)") {
                    try LogProof(bytes: changed).verify(entry: Self.entry, policy: policy)
                }
            }
        }
    }

    @Test("A proof cut anywhere is refused")
    func everyCut() throws {
        let (proof, policy) = try Self.sample()
        for count in 0..<proof.bytes.count {
            #expect(throws: EvidenceRefusal.self, "\(count) bytes") {
                try LogProof(bytes: Array(proof.bytes.prefix(count)))
                    .verify(entry: Self.entry, policy: policy)
            }
        }
    }

    @Test("Another entry, another place and another tree are not proven")
    func otherEntry() throws {
        let (proof, policy) = try Self.sample()
        #expect(throws: EvidenceRefusal.notIncluded) {
            try proof.verify(entry: Array("5".utf8), policy: policy)
        }
        let moved = InclusionProof(index: 5, size: 10, hashes: proof.hashes)
        #expect(throws: EvidenceRefusal.notIncluded) {
            try LogProof(moved, note: proof.note).verify(entry: Self.entry, policy: policy)
        }
        let beyond = InclusionProof(index: 10, size: 11, hashes: proof.hashes)
        #expect(throws: EvidenceRefusal.indexBeyondSize(index: 10, size: 10)) {
            try LogProof(beyond, note: proof.note).verify(entry: Self.entry, policy: policy)
        }
    }

    static let hash = CheckpointTests.root

    @Test(
        "What is no proof is refused",
        arguments: [
            ("", "proof-header"), ("c2sp.org/tlog-proof@v2\nindex 4\n\n", "proof-header"),
            ("c2sp.org/tlog-proof@v1\r\nindex 4\n\n", "proof-header"),
            ("c2sp.org/tlog-proof@v1\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nextra \u{A0}\nindex 4\n\n", "proof-extra"),
            ("c2sp.org/tlog-proof@v1\nextra\nindex 4\n\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nextra AA==\nextra AA==\nindex 4\n\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nindex 04\n\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nindex -4\n\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nindex 4 \n\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", "proof-index"),
            ("c2sp.org/tlog-proof@v1\nindex 4\nAAAA\n\n", "proof-hash"),
            ("c2sp.org/tlog-proof@v1\nindex 4\n\(hash)", "note-shape"),
            ("c2sp.org/tlog-proof@v1\nindex 4\n\n", "note-shape"),
            ("c2sp.org/tlog-proof@v1\nindex 4\n", "note-shape"),
            ("c2sp.org/tlog-proof@v1\nindex 4\n" + String(repeating: hash + "\n", count: 64) + "\n", "proof-too-long"),
        ])
    func noProof(text: String, code: String) {
        let refusal = #expect(throws: EvidenceRefusal.self) {
            try LogProof(bytes: Array(text.utf8))
        }
        #expect(refusal?.code == "evidence." + code)
    }

    @Test("A file beyond the limit is refused")
    func tooLarge() {
        let count = LogProof.longest + 1
        #expect(throws: EvidenceRefusal.tooLarge(bytes: count)) {
            try LogProof(bytes: [UInt8](repeating: 0x0A, count: count))
        }
    }
}
