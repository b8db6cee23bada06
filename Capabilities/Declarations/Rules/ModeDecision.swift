import Kernel
import Tariff

/// Says under which mode a deal is declared, why, with which documents, and what may be simplified.
struct ModeRule: Sendable {
    let tables: ModeTables
    let settings: DatedSettings
    let summary: ExportSummaryRule

    /// What comes of the facts of a deal.
    struct Outcome: Sendable {
        let row: ModeRow
        let name: Localized
        /// Modes whose conditions hold and that may not be used on the day at the office.
        let unavailable: [ModeRow]
        let papers: [ModeTables.Paper]
        let simplifications: [Simplification]
        let explanation: Explanation
    }

    struct Simplification: Sendable, Hashable {
        let what: Localized
        let citation: Citation
    }

    private static let law = Citation(document: "海关总署公告2020年第75号")

    func decide(_ facts: DealFacts) -> Outcome {
        let zone = "pilot-zone.\(facts.district.prefix(2))"
        let isPilotZone = settings.value(zone, on: facts.day) != nil
        var steps: [Explanation] = []
        var unavailable: [ModeRow] = []
        for row in ModeRow.allCases where row.direction == facts.direction {
            let conditions = row.conditions(facts, isPilotZone: isPilotZone)
            guard conditions.allSatisfy(\.holds) else {
                steps.append(step(row, conditions, nil))
                continue
            }
            guard let mode = tables.usable(row.code, facts) else {
                unavailable.append(row)
                steps.append(step(row, conditions, nil, isUnavailable: true))
                continue
            }
            steps.append(step(row, conditions, mode))
            return outcome(row, mode, facts, unavailable, steps, isPilotZone)
        }
        // General trade has no condition: only a day before all law comes here.
        let last: ModeRow = facts.direction == .export ? .otherExport : .otherImport
        let none = Dated(
            from: facts.day, to: nil, value: last.title, citation: Law.specification)
        return outcome(last, none, facts, unavailable, steps, isPilotZone)
    }

    private func step(
        _ row: ModeRow, _ conditions: [ModeRow.Condition], _ mode: Dated<Localized>?,
        isUnavailable: Bool = false
    ) -> Explanation {
        let said =
            mode != nil
            ? Localized(zh: "适用 \(row.code)", en: "\(row.code) applies")
            : isUnavailable
                ? Localized(
                    zh: "条件相符，但该日该关区不可用（MODE_NOT_AVAILABLE）",
                    en: "fits, but may not be used that day at that office (MODE_NOT_AVAILABLE)")
                : Localized(zh: "不适用", en: "does not apply")
        return Explanation(
            rule: "declarations.mode.\(row.rawValue)", version: mode?.from,
            title: Localized(zh: "\(row.code) \(row.title.zh)", en: "\(row.code) \(row.title.en)"),
            inputs: conditions.map {
                Explanation.Input($0.what, $0.holds ? "是 / yes" : "否 / no")
            }, outcome: said, citations: [mode?.citation].compactMap { $0 })
    }

    private func outcome(
        _ row: ModeRow, _ mode: Dated<Localized>, _ facts: DealFacts, _ unavailable: [ModeRow],
        _ steps: [Explanation], _ isPilotZone: Bool
    ) -> Outcome {
        let simple = simplifications(row, facts, isPilotZone)
        return Outcome(
            row: row, name: mode.value, unavailable: unavailable,
            papers: tables.papers(row.code, facts), simplifications: simple.all,
            explanation: Explanation(
                rule: "declarations.mode",
                title: Localized(zh: "监管方式判定", en: "Which trade mode"),
                inputs: inputs(facts),
                outcome: Localized(
                    zh: "\(row.code) \(mode.value.zh)：\(row.title.zh)",
                    en: "\(row.code) \(mode.value.en): \(row.title.en)"),
                citations: [mode.citation], children: steps + [simple.step].compactMap { $0 }))
    }

    private func inputs(_ facts: DealFacts) -> [Explanation.Input] {
        func input(_ zh: String, _ en: String, _ value: Localized) -> Explanation.Input {
            .init(Localized(zh: zh, en: en), "\(value.zh) / \(value.en)")
        }
        return [
            input("进出口", "Direction", facts.direction.name),
            input("买方", "Buyer", facts.buyer.name), input("货物所在", "Goods", facts.stock.name),
            input("运输方式", "Shipment", facts.shipment.name),
            .init(
                Localized(zh: "日期与关区", en: "Day and office"),
                "\(facts.day.text) \(facts.district)"),
        ]
    }

    // MARK: What may be simplified

    private func simplifications(_ row: ModeRow, _ facts: DealFacts, _ isPilotZone: Bool) -> (
        all: [Simplification], step: Explanation?
    ) {
        var found: (all: [Simplification], step: Explanation?)
        switch row {
        case .retailExport: found = retail(facts, isPilotZone)
        case .businessExport, .overseasWarehouse: found = (business(facts, isPilotZone), nil)
        default: found = ([], nil)
        }
        if facts.isByPost, row == .retailExport || row == .businessExport {
            found.all.append(
                Simplification(
                    what: Localized(
                        zh: "邮路：邮政企业可凭承诺代传订单、收款信息，航班和提运单号可不填",
                        en: "By post: the postal operator may send order and payment data on a "
                            + "promise; flight and bill may be left out"),
                    citation: Law.supervision))
        }
        return found
    }

    private func retail(_ facts: DealFacts, _ isPilotZone: Bool) -> (
        [Simplification], Explanation?
    ) {
        guard
            let value = facts.value,
            let decision = try? summary.decide(
                ExportSummaryFacts(
                    inPilotZone: isPilotZone, bearsExportDuty: facts.bearsDuty,
                    claimsRefund: facts.claimsRefund, needsLicence: facts.needsLicence,
                    value: value), on: facts.day)
        else { return ([], nil) }
        let citation = decision.explanation.citations.first ?? Law.supervision
        return (
            [Simplification(what: decision.explanation.outcome, citation: citation)],
            decision.explanation
        )
    }

    private func business(_ facts: DealFacts, _ isPilotZone: Bool) -> [Simplification] {
        var found = [
            Simplification(
                what: Localized(
                    zh: "优先查验；可适用全国通关一体化或跨境电商转关", en: "Inspected first; may be declared at any "
                        + "office, or moved by cross-border transit"), citation: ModeRule.law)
        ]
        guard let value = facts.value,
            let limit = settings.value("b2b.list-value", on: facts.day)
        else { return found }
        let reasons = BusinessListAdmitted.reasons(
            value: value, needsLicence: facts.needsLicence,
            needsInspection: facts.needsInspection, bearsDuty: facts.bearsDuty, limit: limit.value)
        guard reasons.isEmpty else {
            found.append(
                Simplification(
                    what: Localized(
                        zh: "不能按清单申报（" + reasons.map(\.zh).joined(separator: "；")
                            + "），须填报关单",
                        en: "Not by list (" + reasons.map(\.en).joined(separator: "; ")
                            + "): a declaration is needed"), citation: limit.citation))
            return found
        }
        let digits = settings.value("b2b.code-digits", on: facts.day)
        let few = isPilotZone && !facts.claimsRefund ? digits : nil
        found.append(
            Simplification(
                what: Localized(
                    zh: "低值货物：可按清单（CEB603）申报"
                        + (few.map { "，商品编码填 \($0.value.text) 位即可" } ?? "，商品编码填 10 位"),
                    en: "Low value: may be declared by list (CEB603), "
                        + (few.map { "\($0.value.text) digits of the code are enough" }
                            ?? "with ten digits of the code")), citation: limit.citation))
        return found
    }
}

/// Whether a B2B export may be declared by list (低值货物): every reason why not.
enum BusinessListAdmitted {
    static func reasons(
        value: Fixed, needsLicence: Bool, needsInspection: Bool, bearsDuty: Bool, limit: Fixed
    ) -> [Localized] {
        var reasons: [Localized] = []
        if value > limit {
            reasons.append(
                Localized(
                    zh: "单票金额超过 \(limit.grouped) 元", en: "above \(limit.grouped) yuan"))
        }
        if needsLicence { reasons.append(Localized(zh: "涉及许可证件", en: "a licence is needed")) }
        if needsInspection {
            reasons.append(Localized(zh: "涉及检验检疫", en: "inspection and quarantine apply"))
        }
        if bearsDuty { reasons.append(Localized(zh: "涉及出口征税", en: "export duty is due")) }
        return reasons
    }
}
