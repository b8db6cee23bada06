/// Proof that an entry is in a log and that witnesses saw the log so: a file that anybody can check
/// without asking anybody. Source: C2SP tlog-proof.
public struct LogProof: Sendable {
    /// Ending of such a file's name.
    public static let fileEnding = ".tlog-proof"
    /// Bytes read at most.
    public static let longest = 2 << 20

    private static let header = "c2sp.org/tlog-proof@v1"

    /// Signed by nobody: never more than a hint.
    public let extra: [UInt8]?
    /// Place of the entry in the log, from 0.
    public let index: Int
    /// Of the inclusion proof, leaf's sibling first.
    public let hashes: [TreeHash]
    /// The checkpoint with its signatures.
    public let note: SignedNote

    /// Joins a proof made for a tree with that tree's checkpoint. Nothing is verified here.
    public init(_ proof: InclusionProof, note: SignedNote, extra: [UInt8]? = nil) {
        self.extra = extra
        index = proof.index
        hashes = proof.hashes
        self.note = note
    }

    /// Reads a file; refuses what is not exactly one.
    public init(bytes: [UInt8]) throws(EvidenceRefusal) {
        guard bytes.count <= LogProof.longest else { throw .tooLarge(bytes: bytes.count) }
        var lines = LogProof.lines(bytes)
        guard let first = lines.next(), first.elementsEqual(LogProof.header.utf8) else {
            throw .proofHeader
        }
        var line = lines.next()
        var extra: [UInt8]?
        if let text = line.flatMap({ LogProof.value($0, after: "extra ") }) {
            guard let bytes = Base64.decode(text) else { throw .proofExtra }
            extra = bytes
            line = lines.next()
        }
        guard let text = line.flatMap({ LogProof.value($0, after: "index ") }),
            let index = Count.read(text)
        else { throw .proofIndex }
        var hashes: [TreeHash] = []
        while let line = lines.next() {
            if line.isEmpty {
                self.extra = extra
                self.index = index
                self.hashes = hashes
                note = try SignedNote(bytes: Array(bytes[line.endIndex...].dropFirst()))
                return
            }
            guard hashes.count < 63 else { throw .proofTooLong }
            guard let hash = Base64.decode(line).flatMap({ TreeHash($0) }) else {
                throw .proofHash(hashes.count + 1)
            }
            hashes.append(hash)
        }
        throw .noteShape
    }

    private static func lines(_ bytes: [UInt8]) -> IndexingIterator<[ArraySlice<UInt8>]> {
        // Header, extra, index, 63 hashes, the empty line: more lines are not looked for.
        bytes.split(separator: 0x0A, maxSplits: 68, omittingEmptySubsequences: false).makeIterator()
    }

    private static func value(_ line: ArraySlice<UInt8>, after word: String) -> ArraySlice<UInt8>? {
        line.starts(with: word.utf8) ? line.dropFirst(word.utf8.count) : nil
    }

    /// What `init(bytes:)` reads.
    public var bytes: [UInt8] {
        var text = LogProof.header + "\n"
        if let extra { text += "extra \(Base64.encode(extra))\n" }
        text += "index \(index)\n"
        for hash in hashes { text += hash.base64 + "\n" }
        return Array((text + "\n").utf8) + note.bytes
    }

    /// Checks everything, without asking anybody: the log's signature, the witnesses, and that this
    /// entry is at its place under the root they signed.
    ///
    /// - Parameters:
    ///   - entry: the bytes that were logged.
    ///   - latest: cosignatures of a later time are refused; seconds since 1970.
    public func verify(
        entry: [UInt8], policy: TrustPolicy, latest: Int64 = .max
    ) throws(EvidenceRefusal) -> WitnessedCheckpoint {
        let witnessed = try policy.checkpoint(in: note, latest: latest)
        let proof = InclusionProof(
            index: index, size: witnessed.checkpoint.size, hashes: hashes)
        try proof.verify(leaf: .leaf(entry), root: witnessed.checkpoint.root)
        return witnessed
    }
}
