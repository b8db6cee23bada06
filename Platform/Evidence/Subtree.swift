/// A perfect subtree: 2^height entries, the index-th of that height. It has a hash that never
/// changes again, which is why tiles can hold it.
struct Subtree: Hashable {
    let height: Int
    let index: Int

    /// The perfect subtrees that make up a range, largest first. The range begins where a subtree
    /// of its size may begin, as those of the recursion in RFC 6962 do.
    static func covering(_ range: Range<Int>) -> [Subtree] {
        var found: [Subtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let height = Int.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
            found.append(Subtree(height: height, index: start >> height))
            start += 1 << height
        }
        return found
    }

    /// Ranges whose hashes are the inclusion proof, leaf's sibling first (RFC 6962, 2.1.1).
    static func inclusion(of index: Int, size: Int) -> [Range<Int>] {
        var path: [Range<Int>] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = split(range)
            if index < middle {
                path.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                path.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// Ranges whose hashes are the consistency proof (RFC 6962, 2.1.2).
    static func consistency(from old: Int, to new: Int) -> [Range<Int>] {
        if old == 0 || old == new { return [] }
        var path: [Range<Int>] = []
        var range = 0..<new
        while range.upperBound != old {
            let middle = split(range)
            if old <= middle {
                path.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                path.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
            }
        }
        // What begins at 0 is the earlier tree itself, whose root the verifier has.
        if range.lowerBound != 0 { path.append(range) }
        return path.reversed()
    }

    /// Past the largest power of two that is smaller than the range.
    private static func split(_ range: Range<Int>) -> Int {
        range.lowerBound + (1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount))
    }
}
