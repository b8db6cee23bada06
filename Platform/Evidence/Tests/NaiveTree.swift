@testable import Evidence

/// The definitions of RFC 6962, 2.1, word by word: slow, and so plain that they can be believed.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        if leaves.isEmpty { return .emptyRoot }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        if leaves.count == 1 { return [] }
        let count = split(leaves.count)
        let middle = leaves.startIndex + count
        return index < count
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - count, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ old: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        old == 0 || old == leaves.count ? [] : subproof(old, leaves, true)
    }

    private static func subproof(
        _ old: Int, _ leaves: ArraySlice<TreeHash>, _ isWhole: Bool
    ) -> [TreeHash] {
        if old == leaves.count { return isWhole ? [] : [root(leaves)] }
        let count = split(leaves.count)
        let middle = leaves.startIndex + count
        return old <= count
            ? subproof(old, leaves[..<middle], isWhole) + [root(leaves[middle...])]
            : subproof(old - count, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

/// The log of the tests: entry i is the number i in decimal.
func numberedLeaves(_ count: Int) -> [TreeHash] {
    (0..<count).map { .leaf(Array(String($0).utf8)) }
}

/// All tiles of a tree, and the tree.
func grown(_ leaves: some Sequence<TreeHash>) -> (tree: GrowingTree, tiles: [Tile]) {
    var tree = GrowingTree()
    for leaf in leaves { tree.append(leaf) }
    return (tree, tree.takeTiles())
}

extension TileSet {
    init(size: Int, _ tiles: [Tile]) {
        self.init(size: size)
        for tile in tiles { add(tile) }
    }
}

func unhex(_ text: some StringProtocol) -> [UInt8] {
    let digits = Array(text.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
}

/// The same numbers every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
