import Kernel

/// Whether what comes back was sold by its export list and did not come back before: the same goods
/// in the same units, never more of them than is left.
enum ExportReturnFitsList {
    /// A line of an application.
    struct Wanted: Sendable, Hashable {
        let number: String
        let code: String
        let name: String
        let model: String
        let unit: String
        let unit1: String
        let unit2: String?
        let quantities: Quantities
    }

    /// Declared, first and second statutory quantity.
    struct Quantities: Sendable, Hashable {
        var declared = Fixed.zero
        var first = Fixed.zero
        var second = Fixed.zero

        func adding(_ other: Quantities) throws -> Quantities {
            Quantities(
                declared: try declared.adding(other.declared), first: try first.adding(other.first),
                second: try second.adding(other.second))
        }
    }

    /// Why it does not fit, with the number of the refusal; nil when it does.
    ///
    /// - Parameter before: quantities that other applications return, by line.
    static func refusal(
        _ wanted: [Wanted], of list: Inventory, before: [String: Quantities]
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
                unknown.append(ExportReturnWords.noLine(line))
                continue
            }
            if !seen.insert(line.number).inserted { wrong.append(ExportReturnWords.twice(line)) }
            wrong += differing(line, sold)
            let there = before[line.number] ?? Quantities()
            if try sold.quantity.subtracting(there.declared) <= .zero {
                again.append(ExportReturnWords.again(line))
            } else {
                wrong += try tooMuch(line, sold, there)
            }
        }
        if !unknown.isEmpty { return (-625_209, unknown) }
        if !wrong.isEmpty { return (-625_001, wrong) }
        return again.isEmpty ? nil : (-625_033, again)
    }

    private static func differing(_ line: Wanted, _ sold: Inventory.Line) -> [Finding] {
        [
            ("gname", line.name, sold.name), ("gmodel", line.model, sold.model),
            ("unit", line.unit, sold.unit), ("unit1", line.unit1, sold.unit1),
            ("unit2", line.unit2 ?? "", line.unit2 == nil ? "" : sold.unit2 ?? ""),
        ].filter { $0.1 != $0.2 }.map { ExportReturnWords.otherGoods(line, $0.0, $0.1, $0.2) }
    }

    private static func tooMuch(
        _ line: Wanted, _ sold: Inventory.Line, _ before: Quantities
    ) throws -> [Finding] {
        try [
            ("qty", line.quantities.declared, sold.quantity, before.declared),
            ("qty1", line.quantities.first, sold.quantity1, before.first),
            ("qty2", line.quantities.second, sold.quantity2 ?? .zero, before.second),
        ].compactMap { element, wanted, all, there in
            let left = try all.subtracting(there)
            guard wanted > left else { return nil }
            return ExportReturnWords.tooMuch(line, element, wanted, sold: all, left: left)
        }
    }
}

/// What can be seen of an application by itself.
enum ExportReturnIsPlausible {
    /// China, as departure of goods that come back from abroad.
    private static let china = "142"

    static func findings(
        _ head: some FieldSource, _ lines: [ExportReturnFitsList.Wanted]
    ) -> [Finding] {
        var found: [Finding] = []
        if head.text("country") == china { found.append(ExportReturnWords.fromChina) }
        if head.text("reason").trimmedBlanks.isEmpty { found.append(ExportReturnWords.noReason) }
        if lines.isEmpty { found.append(ExportReturnWords.noLines) }
        for line in lines {
            let amounts = line.quantities
            if amounts.declared <= .zero || amounts.first <= .zero {
                found.append(ExportReturnWords.nothing(line))
            }
            if line.unit == line.unit1, amounts.declared != amounts.first {
                found.append(ExportReturnWords.sameUnit(line))
            }
            if (line.unit2 == nil) != (amounts.second <= .zero) {
                found.append(ExportReturnWords.secondHalf(line))
            }
        }
        return found
    }
}
