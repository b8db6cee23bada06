import Kernel

/// Whether what an application returns was sold by its list and not returned before. Goods are
/// returned once, and never more of them than the list has.
enum ReturnFitsList {
    /// A line of an application.
    struct Wanted: Sendable, Hashable {
        let number: String
        let code: String
        let name: String
        let unit: String
        let quantity: Fixed
    }

    /// Why it does not fit, with the official number of the refusal; nil when it does.
    ///
    /// - Parameter before: quantities that other applications return, by line.
    static func refusal(
        _ wanted: [Wanted], of list: Inventory, before: [String: Fixed]
    ) throws -> (code: Int64, findings: [Finding])? {
        var unknown: [Finding] = []
        var again: [Finding] = []
        var wrong: [Finding] = []
        var seen: Set<String> = []
        for line in wanted {
            guard
                let sold = list.lines.first(where: {
                    $0.number == line.number && $0.code == line.code
                })
            else {
                unknown.append(ReturnWords.noLine(line))
                continue
            }
            if !seen.insert(line.number).inserted { wrong.append(ReturnWords.twice(line)) }
            if line.unit != sold.unit { wrong.append(ReturnWords.otherUnit(line, sold)) }
            if line.name != sold.name { wrong.append(ReturnWords.otherName(line, sold)) }
            if line.quantity <= .zero {
                wrong.append(ReturnWords.nothing(line))
                continue
            }
            let returned = before[line.number] ?? .zero
            let left = try sold.quantity.subtracting(returned)
            if left <= .zero {
                again.append(ReturnWords.again(line))
            } else if line.quantity > left {
                wrong.append(ReturnWords.tooMuch(line, sold: sold.quantity, left: left))
            }
        }
        if !unknown.isEmpty { return (-625_209, unknown) }
        if !wrong.isEmpty { return (-625_001, wrong) }
        return again.isEmpty ? nil : (-625_033, again)
    }
}
