import Testing

@testable import Evidence

/// Readers meet what strangers send: damaged, crossed and random bytes.
@Suite("Strict reading") struct StrictnessTests {
    /// Bytes that each reader accepts, and the reader with the writer behind it; nil where refused.
    struct Format: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let samples: [[UInt8]]
        let rewritten: @Sendable ([UInt8]) -> [UInt8]?
    }

    static func formats() throws -> [Format] {
        let proof = try LogProofTests.sample(extra: [1, 2, 3, 4]).proof
        let leaf = try LeafTests.leaf().0
        return [
            Format(testDescription: "note", samples: [proof.note.bytes, Array(Sample.note.utf8)]) {
                try? SignedNote(bytes: $0).bytes
            },
            Format(testDescription: "checkpoint", samples: [Array(proof.note.text.utf8)]) {
                guard let text = String(validating: $0, as: UTF8.self) else { return nil }
                return (try? Checkpoint(text: text)).map { Array($0.text.utf8) }
            },
            Format(testDescription: "proof", samples: [proof.bytes]) {
                try? LogProof(bytes: $0).bytes
            },
            Format(testDescription: "leaf", samples: [leaf.bytes]) { try? Leaf(bytes: $0).bytes },
            Format(testDescription: "key", samples: [Array(Sample.key.utf8)]) {
                guard let text = String(validating: $0, as: UTF8.self) else { return nil }
                return (try? NoteKey(text: text)).map { Array($0.text.utf8) }
            },
            Format(
                testDescription: "tile path",
                samples: ["tile/0/x001/x234/067.p/5", "tile/entries/000"].map { Array($0.utf8) }
            ) {
                guard let text = String(validating: $0, as: UTF8.self) else { return nil }
                return TileName(path: text).map { Array($0.path.utf8) }
            },
        ]
    }

    @Test("Whatever a reader accepts is written back byte for byte: one value has one text")
    func oneText() throws {
        var random = SeededGenerator(state: 7)
        for format in try Self.formats() {
            for sample in format.samples { #expect(format.rewritten(sample) == sample) }
            for _ in 0..<3000 {
                var bytes = format.samples.randomElement(using: &random) ?? []
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    Self.damage(&bytes, using: &random)
                }
                if let again = format.rewritten(bytes) {
                    #expect(again == bytes, "\(format.testDescription): \(bytes)")
                }
            }
        }
    }

    @Test("A damaged bundle is refused or is another list of entries, and never stops the program")
    func bundles() throws {
        var random = SeededGenerator(state: 8)
        let name = try #require(TileName(.entries, index: 0, width: 3))
        let sample = try EntryBundle.bytes(of: [[1], [], [2, 3, 4]])
        for _ in 0..<3000 {
            var bytes = sample
            Self.damage(&bytes, using: &random)
            if let entries = try? EntryBundle.entries(in: bytes, name: name) {
                #expect(try EntryBundle.bytes(of: entries) == bytes)
            }
        }
    }

    @Test("A damaged policy is refused or read, and never stops the program")
    func policies() throws {
        var random = SeededGenerator(state: 9)
        let world = try CheckpointTests.World()
        let keys = world.witnesses.map(\.key.text)
        let file = """
            log \(world.log.key.text)
            witness a \(keys[0])
            witness b \(keys[1])
            group g 2 a b
            quorum g

            """
        var refused = 0
        for _ in 0..<3000 {
            var bytes = Array(file.utf8)
            Self.damage(&bytes, using: &random)
            if (try? TrustPolicy(file: bytes)) == nil { refused += 1 }
        }
        #expect(refused > 1000)
    }

    /// One byte changed, left out, put in or doubled, a part moved, or the end cut off.
    static func damage(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let odd: [UInt8] = [0x00, 0x0A, 0x0D, 0x20, 0x2B, 0x2F, 0x30, 0x3D, 0x41, 0xC2, 0xFF]
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(odd.randomElement(using: &random) ?? 0, at: place)
        case 3: bytes.insert(bytes[place], at: place)
        case 4: bytes[place] = odd.randomElement(using: &random) ?? 0
        case 5: bytes = Array(bytes[place...] + bytes[..<place])
        default: bytes.removeLast(bytes.count - place)
        }
    }
}
