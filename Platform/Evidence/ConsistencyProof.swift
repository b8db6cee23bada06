/// Proof that a tree is an earlier one with entries added at its end, none changed or taken away.
/// Source: RFC 9162, 2.1.4.
public struct ConsistencyProof: Sendable, Hashable {
    /// Entries of the earlier tree.
    public let oldSize: Int
    /// Entries of the later one.
    public let newSize: Int
    /// In the order of RFC 9162; without the root of a perfect earlier tree.
    public let hashes: [TreeHash]

    /// As it was received or made; `verify` judges it.
    public init(oldSize: Int, newSize: Int, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Refuses unless both roots are of one history.
    public func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(EvidenceRefusal) {
        guard oldSize >= 0, oldSize <= newSize else {
            throw .treeShrank(from: oldSize, to: newSize)
        }
        if oldSize == 0 || oldSize == newSize {
            guard hashes.isEmpty else { throw .proofTooLong }
            // A root of nothing can be one only.
            let isRight = oldSize > 0 || oldRoot == .emptyRoot
            guard isRight, oldSize < newSize || oldRoot == newRoot else { throw .notConsistent }
            return
        }
        // Where the earlier tree is perfect, its root is where the proof begins and is left out.
        let isPerfect = oldSize & (oldSize - 1) == 0
        var path = isPerfect ? [oldRoot] + hashes : hashes
        guard !hashes.isEmpty, let first = path.first else { throw .proofTooShort }
        path.removeFirst()
        try walk(path, from: first, oldRoot: oldRoot, newRoot: newRoot)
    }

    private func walk(
        _ path: [TreeHash], from first: TreeHash, oldRoot: TreeHash, newRoot: TreeHash
    ) throws(EvidenceRefusal) {
        var place = oldSize - 1
        var last = newSize - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var old = first
        var new = first
        for hash in path {
            guard last != 0 else { throw .proofTooLong }
            if place & 1 == 1 || place == last {
                old = .node(hash, old)
                new = .node(hash, new)
                while place != 0, place & 1 == 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, hash)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .proofTooShort }
        guard old == oldRoot, new == newRoot else { throw .notConsistent }
    }
}
