/// What a log says it is at a moment: so many entries under this root.
/// Source: C2SP tlog-checkpoint.
public struct Checkpoint: Sendable, Hashable {
    /// Name of the log, which is the name of its key, too.
    public let origin: String
    /// Entries, 0…2^63 − 1.
    public let size: Int
    /// The root over all of them.
    public let root: TreeHash
    /// Lines after these three. Nobody audits them; write none.
    public let extensions: [String]

    /// Refuses an origin that could not be a key's name and a root that contradicts an empty tree.
    public init(origin: String, size: Int, root: TreeHash) throws(EvidenceRefusal) {
        guard NoteKey.isName(origin), origin.utf8.count <= NoteKey.longestName else {
            throw .keyName(origin)
        }
        try self.init(text: "\(origin)\n\(size)\n\(root.base64)\n")
    }

    /// Reads the text of a note strictly: one checkpoint has one text.
    public init(text: String) throws(EvidenceRefusal) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true, lines.count >= 3,
            lines.allSatisfy({ !$0.isEmpty }), SignedNote.isPlain(Array(text.utf8))
        else { throw .checkpointLines }
        guard let size = Count.read(lines[1]) else { throw .checkpointSize }
        guard let root = TreeHash(base64: Substring(lines[2])),
            size > 0 || root == .emptyRoot
        else { throw .checkpointRoot }
        origin = String(Substring(lines[0]))
        self.size = size
        self.root = root
        extensions = lines.dropFirst(3).map { String(Substring($0)) }
    }

    /// The text that is signed.
    public var text: String {
        let lines = [origin, String(size), root.base64] + extensions
        return lines.map { $0 + "\n" }.joined()
    }

    /// Equal by bytes: an origin that looks alike is another log.
    public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Of what equal checkpoints share.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }
}
