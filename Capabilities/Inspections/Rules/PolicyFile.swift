import Kernel
import Reference

extension PolicyEdition {
    /// Reads `Data/inspection-policy.csv`, the edition that holds until the customs sets another.
    /// Refuses a damaged file, naming the line.
    static func load(_ share: Share) throws -> PolicyEdition {
        var file = try DataFile("Capabilities/Inspections/Data/inspection-policy.csv", in: share)
        let factor = try file.column("factor")
        let direction = try file.column("direction")
        let key = try file.column("key")
        let value = try file.column("value")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let document = try file.column("document")
        let article = try file.column("article")
        var rows: [RateRow] = []
        while let row = try file.next() {
            guard let kind = RateFactor(rawValue: row.text(factor)) else {
                throw row.fault("factor")
            }
            guard let way = RateRow.Direction(rawValue: row.text(direction)) else {
                throw row.fault("direction")
            }
            guard let number = Int(row.text(value)), kind.range.contains(number) else {
                throw row.fault("value")
            }
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            rows.append(
                RateRow(
                    factor: kind, direction: way, key: row.text(key), value: number, from: first,
                    to: try row.day(to, "valid_to"),
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        // Every other edition is a change of this one, and may leave the days to it.
        guard rows.contains(where: { $0.factor == .window && $0.direction == .any && $0.to == nil })
        else {
            throw DataFault(path: file.path, line: 0, reason: "no window would be in force")
        }
        return PolicyEdition(
            id: shipped, state: .confirmed, from: rows.map(\.from).min() ?? Day(sinceEpoch: 0),
            reason: "", citation: Citation(document: "本系统默认设置", article: "查验率策略"),
            rows: rows)
    }
}
