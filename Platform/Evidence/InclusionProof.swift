/// Proof that an entry is at a place of a tree. Source: RFC 9162, 2.1.3.
public struct InclusionProof: Sendable, Hashable {
    /// Place of the entry, from 0.
    public let index: Int
    /// Entries of the tree.
    public let size: Int
    /// From the leaf's sibling up to the child of the root; 63 at most.
    public let hashes: [TreeHash]

    /// As it was received or made; `verify` judges it.
    public init(index: Int, size: Int, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The root of the tree, if the leaf is at its place. Whoever calls compares it with a root
    /// that was signed; `verify` does.
    public func root(of leaf: TreeHash) throws(EvidenceRefusal) -> TreeHash {
        guard index >= 0, index < size else { throw .indexBeyondSize(index: index, size: size) }
        var place = index
        var last = size - 1
        var root = leaf
        for hash in hashes {
            guard last != 0 else { throw .proofTooLong }
            if place & 1 == 1 || place == last {
                root = .node(hash, root)
                // A last entry without sibling: up to where it is a right child.
                while place != 0, place & 1 == 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                root = .node(root, hash)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .proofTooShort }
        return root
    }

    /// Refuses unless the leaf is at its place in the tree of that root.
    public func verify(leaf: TreeHash, root expected: TreeHash) throws(EvidenceRefusal) {
        guard try root(of: leaf) == expected else { throw .notIncluded }
    }
}
