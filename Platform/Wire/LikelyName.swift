/// Which of the names that are allowed was meant by one that is not.
public enum LikelyName {
    /// Longer names are not compared: nobody types them, and comparing costs their square.
    private static let mostBytes = 40

    /// The nearest name by slips of typing: a letter too many, too few, another one, or two that
    /// changed places. Capitals do not count. Nil when no name is near. Of two that are equally
    /// near, the first.
    public static func of(_ written: String, among names: [String]) -> String? {
        let wrong = folded(written)
        guard wrong.count <= mostBytes else { return nil }
        var nearest: (name: String, slips: Int)?
        for name in names {
            let right = folded(name)
            let allowed = right.count < 4 ? 0 : right.count < 7 ? 1 : 2
            guard abs(right.count - wrong.count) <= allowed else { continue }
            let slips = slips(wrong, right)
            if slips <= allowed, slips < nearest?.slips ?? .max { nearest = (name, slips) }
        }
        return nearest?.name
    }

    /// Whether two names differ in capitals only.
    static func differInCase(_ one: String, _ other: String) -> Bool {
        folded(one) == folded(other)
    }

    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    }

    /// How many slips lead from one to the other (optimal string alignment).
    private static func slips(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before: [Int] = []
        var above = Array(0...other.count)
        for row in 0..<one.count {
            var present = [row + 1]
            for column in 0..<other.count {
                var least = min(
                    above[column + 1] + 1, present[column] + 1,
                    above[column] + (one[row] == other[column] ? 0 : 1))
                if row > 0, column > 0, one[row] == other[column - 1],
                    one[row - 1] == other[column]
                {
                    least = min(least, before[column - 1] + 1)
                }
                present.append(least)
            }
            before = above
            above = present
        }
        return above[other.count]
    }
}
