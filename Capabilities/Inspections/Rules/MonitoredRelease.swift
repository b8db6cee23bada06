import Kernel
import Reference

/// Who may be released on check and watched afterwards (检查放行+风险监测), and how often a sample is
/// taken. The rows are dated data (`Data/monitored-release.csv`); the first that admits decides.
struct MonitoredRelease: Sendable {
    struct Row: Sendable, Hashable {
        var id: String
        var from: Day
        var to: Day?
        var levels: Set<CreditLevel>
        /// First digits of the goods codes it admits; empty for all.
        var goods: [String]
        /// Findings within the window of the policy, at most.
        var mostFindings: Int
        /// Days without admission after a bad sample.
        var pauseDays: Int
        /// Share of releases at which a sample is taken, in ten-thousandths.
        var sampleShare: Int
        /// Days until the result of a sample is due.
        var sampleDays: Int
        var citation: Citation
    }

    /// What is known of the enterprise.
    struct Facts: Sendable, Hashable {
        var level: CreditLevel
        var findings: Int
        var goods: [String]
        /// Day of its last bad sample.
        var lastBadSample: Day?
    }

    struct Outcome: Sendable, Hashable {
        /// The row that admits; nil where none does.
        var row: Row?
        var explanation: Explanation
    }

    var rows: [Row]

    func outcome(_ facts: Facts, on day: Day) -> Outcome {
        let inForce = rows.filter { $0.from <= day && ($0.to.map { day <= $0 } ?? true) }
        var steps: [Explanation] = []
        for row in inForce {
            let reasons = reasons(row, facts, day)
            steps.append(
                Explanation(
                    rule: "inspections.monitored-release.\(row.id)", version: row.from,
                    title: Localized(
                        zh: "适用条件 \(row.id)", en: "Conditions \(row.id)"),
                    outcome: reasons.isEmpty
                        ? Localized(zh: "符合", en: "Met")
                        : Localized(
                            zh: reasons.map(\.zh).joined(separator: "；"),
                            en: reasons.map(\.en).joined(separator: "; ")),
                    citations: [row.citation]))
            if reasons.isEmpty { return Outcome(row: row, explanation: tree(facts, true, steps)) }
        }
        return Outcome(row: nil, explanation: tree(facts, false, steps))
    }

    private func reasons(_ row: Row, _ facts: Facts, _ day: Day) -> [Localized] {
        var found: [Localized] = []
        if !row.levels.contains(facts.level) {
            let name = RateWords.name(facts.level)
            found.append(
                Localized(
                    zh: "信用等级为\(name.zh)，不在适用范围",
                    en: "the credit level (\(name.en)) is not admitted"))
        }
        if !row.goods.isEmpty,
            let other = facts.goods.first(where: { code in
                !row.goods.contains { code.utf8.starts(with: $0.utf8) }
            })
        {
            found.append(
                Localized(zh: "商品 \(other) 不在适用范围", en: "goods \(other) are not admitted"))
        }
        if facts.findings > row.mostFindings {
            found.append(
                Localized(
                    zh: "统计期内查验异常 \(facts.findings) 次，上限 \(row.mostFindings) 次",
                    en: "\(facts.findings) findings on record, \(row.mostFindings) at most"))
        }
        if let bad = facts.lastBadSample, day < bad.adding(days: row.pauseDays) {
            let end = bad.adding(days: row.pauseDays).text
            found.append(
                Localized(
                    zh: "\(bad.text) 监测不合格，\(end) 前暂停适用",
                    en: "a sample of \(bad.text) failed: not admitted before \(end)"))
        }
        return found
    }

    private func tree(_ facts: Facts, _ admits: Bool, _ steps: [Explanation]) -> Explanation {
        Explanation(
            rule: "inspections.monitored-release",
            title: Localized(zh: "检查放行+风险监测", en: "Release on check with monitoring"),
            inputs: [
                .init(
                    Localized(zh: "信用等级", en: "Credit level"),
                    RateWords.name(facts.level)),
                .init(
                    Localized(zh: "查验异常（次）", en: "Findings"), String(facts.findings)),
            ],
            outcome: admits
                ? Localized(zh: "适用", en: "Admitted") : Localized(zh: "不适用", en: "Not admitted"),
            citations: steps.isEmpty ? [] : [Citation(document: "沪商自贸〔2023〕132号", article: "2")],
            children: steps)
    }
}

extension MonitoredRelease {
    /// Reads `Data/monitored-release.csv`. Refuses a damaged file, naming the line.
    static func load(_ share: Share) throws -> MonitoredRelease {
        var file = try DataFile("Capabilities/Inspections/Data/monitored-release.csv", in: share)
        var places: [String: Int] = [:]
        for name in [
            "id", "valid_from", "valid_to", "levels", "goods", "most_findings", "pause_days",
            "sample_share", "sample_days", "document", "article",
        ] { places[name] = try file.column(name) }
        var rows: [Row] = []
        while let row = try file.next() {
            func place(_ name: String) -> Int { places[name] ?? 0 }
            func whole(_ name: String) throws -> Int {
                guard let number = Int(row.text(place(name))), (0...10_000).contains(number) else {
                    throw row.fault(name)
                }
                return number
            }
            let levels = row.text(place("levels")).split(separator: " ").map {
                CreditLevel(rawValue: String($0))
            }
            guard let from = try row.day(place("valid_from"), "valid_from"),
                !levels.contains(nil)
            else { throw row.fault("levels") }
            rows.append(
                Row(
                    id: try row.required(place("id"), "id"), from: from,
                    to: try row.day(place("valid_to"), "valid_to"),
                    levels: Set(levels.compactMap { $0 }),
                    goods: row.text(place("goods")).split(separator: " ").map(String.init),
                    mostFindings: try whole("most_findings"),
                    pauseDays: try whole("pause_days"), sampleShare: try whole("sample_share"),
                    sampleDays: try whole("sample_days"),
                    citation: Citation(
                        document: try row.required(place("document"), "document"),
                        article: row.text(place("article")))))
        }
        return MonitoredRelease(rows: rows)
    }
}
