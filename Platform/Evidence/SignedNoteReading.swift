extension SignedNote {
    /// Bytes of a note that are read at most.
    public static let longest = 1 << 20
    /// Signature lines that are read at most; 16 are the least a reader has to take.
    public static let mostSignatures = 100

    /// Reads a note; refuses what is not exactly one. Whether the signatures are true is asked by
    /// `verified`.
    public init(bytes: [UInt8]) throws(EvidenceRefusal) {
        guard bytes.count <= SignedNote.longest else { throw .tooLarge(bytes: bytes.count) }
        guard String(validating: bytes, as: UTF8.self) != nil, SignedNote.isPlain(bytes) else {
            throw .noteCharacter
        }
        // The text may hold empty lines; the last one ends it.
        guard let end = SignedNote.lastEmptyLine(in: bytes), bytes.last == 0x0A,
            end + 1 < bytes.count
        else { throw .noteShape }
        var signatures: [NoteSignature] = []
        for line in bytes[(end + 1)..<(bytes.count - 1)]
            .split(
                separator: 0x0A, maxSplits: SignedNote.mostSignatures,
                omittingEmptySubsequences: false)
        {
            guard signatures.count < SignedNote.mostSignatures else { throw .tooManySignatures }
            signatures.append(try SignedNote.signature(line))
        }
        self.init(
            text: String(decoding: bytes[..<end], as: UTF8.self), signatures: signatures)
    }

    /// `— name base64`
    private static func signature(
        _ line: ArraySlice<UInt8>
    ) throws(EvidenceRefusal) -> NoteSignature {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("—".utf8),
            let blob = Base64.decode(parts[2]), blob.count > 4
        else { throw .signatureLine }
        let name = String(decoding: parts[1], as: UTF8.self)
        guard NoteKey.isName(name) else { throw .keyName(name) }
        return NoteSignature(
            name: name, id: blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(blob.dropFirst(4)))
    }

    /// Place of the line feed that is a line of its own; what is before it is the text.
    private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
        guard bytes.count > 1 else { return nil }
        return (1..<bytes.count).last { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    }

    /// No control character but the line feed: nothing that a terminal would hide.
    static func isPlain(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
    }
}
