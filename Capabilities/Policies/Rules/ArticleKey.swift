import Kernel

/// The number of an article, however it is written: `第十八条`, `（十八）`, `十八` and `18` are one,
/// `三（八）` is `3.8`.
enum ArticleKey {
    /// The numbers a citation names: `第十三条、第十七条` are two.
    static func keys(of citation: String) -> [String] {
        var parts: [[Unicode.Scalar]] = [[]]
        for scalar in citation.unicodeScalars {
            if separators.contains(scalar) {
                parts.append([])
            } else {
                parts[parts.count - 1].append(scalar)
            }
        }
        return parts.compactMap(key)
    }

    /// Whether a citation names an article, or a part of it.
    static func names(_ citation: String, _ key: String) -> Bool {
        keys(of: citation).contains { $0 == key || $0.hasPrefix(key + ".") }
    }

    private static let separators: Set<Unicode.Scalar> = ["、", "；", ";", "，", ",", "至", "和"]

    private static func key(_ scalars: [Unicode.Scalar]) -> String? {
        var numbers: [Int] = []
        var run: [Unicode.Scalar] = []
        func close() {
            if let number = number(run) { numbers.append(number) }
            run = []
        }
        for scalar in scalars {
            let isDigit = ("0"..."9").contains(scalar)
            let isNumeral = digits[scalar] != nil || scalar == "十" || scalar == "百"
            if let last = run.last, ("0"..."9").contains(last) != isDigit { close() }
            if isDigit || isNumeral { run.append(scalar) } else { close() }
        }
        close()
        guard !numbers.isEmpty else { return nil }
        let safeguard = scalars.contains("保") && scalars.contains("障") ? "g" : ""
        return safeguard + numbers.map { String($0) }.joined(separator: ".")
    }

    private static let digits: [Unicode.Scalar: Int] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
        "九": 9,
    ]

    /// Numbers up to 999, in Chinese or European digits.
    private static func number(_ run: [Unicode.Scalar]) -> Int? {
        guard let first = run.first, run.count <= 9 else { return nil }
        if ("0"..."9").contains(first) {
            return run.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
        }
        var (total, current) = (0, 0)
        for scalar in run {
            switch scalar {
            case "百":
                total += max(1, current) * 100
                current = 0
            case "十":
                total += max(1, current) * 10
                current = 0
            default: current = digits[scalar] ?? 0
            }
        }
        return total + current
    }
}
