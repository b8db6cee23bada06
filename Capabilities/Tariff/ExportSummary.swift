public import Kernel
import Reference

/// Decides whether a 9610 export list may be released with summary statistics only
/// (清单核放、汇总统计, `statisticsFlag` A), without a later declaration.
public struct ExportSummaryRule: Sendable {
    let shipped: [Dated<ExportSummaryTerms>]
    private var loaded = LoadedEditions()

    init(shipped: [Dated<ExportSummaryTerms>]) { self.shipped = shipped }

    /// The same with what an operator loads on top, of which the codes know.
    public static func load(_ share: Share, beside codes: GoodsCodes) throws -> ExportSummaryRule {
        var rule = try load(share)
        rule.loaded = codes.loaded
        return rule
    }

    /// Reads the terms. Refuses a file that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> ExportSummaryRule {
        var versions: [Dated<ExportSummaryTerms>] = []
        var file = try DataFile("\(folder)/export-summary-statistics.csv", in: share)
        let columns = try DatedColumns(file)
        let limit = try file.column("value_limit_cny")
        let digits = try file.column("code_digits")
        while let row = try file.next() {
            guard let value = try row.number(limit, "value_limit_cny"), value > .zero,
                let digits = Int(row.text(digits)), (2...10).contains(digits)
            else { throw row.fault("value_limit_cny") }
            versions.append(
                try columns.dated(
                    ExportSummaryTerms(valueLimit: value, codeDigits: digits), row))
        }
        return ExportSummaryRule(shipped: versions)
    }

    /// Decides for a list. `day` is the day of declaration.
    public func decide(_ facts: ExportSummaryFacts, on day: Day)
        throws(TariffRefusal) -> ExportSummaryDecision
    {
        guard let terms = loaded.row(\.summary, ExportSummaryTerms.key, over: shipped, on: day)
        else { throw .noRuleOnDay(day) }
        return exportSummaryStatistics(facts, terms)
    }
}
