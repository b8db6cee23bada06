import Kernel
import Reference

extension RiskRules {
    /// Reads `Data/risk-rules.csv`. Refuses a file that is missing or damaged, naming the line.
    static func load(_ share: Share) throws -> RiskRules {
        var rules: [RiskRule] = []
        var file = try DataFile("Capabilities/Declarations/Data/risk-rules.csv", in: share)
        let columns = try Columns(file)
        while let row = try file.next() { rules.append(try columns.rule(row)) }
        return RiskRules(rules: rules)
    }

    private struct Columns {
        let file: [String: Int]

        init(_ file: DataFile) throws {
            var places: [String: Int] = [:]
            for name in [
                "id", "valid_from", "valid_to", "direction", "trade_mode", "goods", "value_from",
                "country", "share", "verdict", "reason_zh", "reason_en", "document", "article",
            ] { places[name] = try file.column(name) }
            self.file = places
        }

        func place(_ name: String) -> Int { file[name] ?? 0 }

        func rule(_ row: DataRow) throws -> RiskRule {
            func text(_ name: String) -> String { row.text(place(name)) }
            func optional(_ name: String) -> String? {
                text(name).isEmpty ? nil : text(name)
            }
            guard let from = try row.day(place("valid_from"), "valid_from") else {
                throw row.fault("valid_from")
            }
            let share = Int(text("share"))
            guard share.map({ (0...10_000).contains($0) }) ?? (text("share") == "policy") else {
                throw row.fault("share")
            }
            guard let verdict = RiskVerdict(rawValue: text("verdict")) else {
                throw row.fault("verdict")
            }
            guard ["", "import", "export"].contains(text("direction")) else {
                throw row.fault("direction")
            }
            return RiskRule(
                id: try row.required(place("id"), "id"), from: from,
                to: try row.day(place("valid_to"), "valid_to"),
                isImport: optional("direction").map { $0 == "import" },
                tradeMode: optional("trade_mode"),
                goods: text("goods").split(separator: " ").map { String($0) },
                valueFrom: try row.number(place("value_from"), "value_from"),
                country: optional("country"), share: share, verdict: verdict,
                reason: Localized(zh: text("reason_zh"), en: text("reason_en")),
                citation: Citation(
                    document: try row.required(place("document"), "document"),
                    article: text("article")))
        }
    }
}
