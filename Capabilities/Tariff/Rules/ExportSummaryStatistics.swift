public import Kernel

/// What the decision looks at.
public struct ExportSummaryFacts: Sendable, Hashable {
    /// Whether the customs office lies in a comprehensive pilot zone for cross-border e-commerce.
    public let inPilotZone: Bool
    /// Whether any goods bear export duty.
    public let bearsExportDuty: Bool
    /// Whether a VAT refund will be claimed.
    public let claimsRefund: Bool
    /// Whether any goods need a licence document.
    public let needsLicence: Bool
    /// Value of the list in yuan.
    public let value: Fixed

    public init(
        inPilotZone: Bool, bearsExportDuty: Bool, claimsRefund: Bool, needsLicence: Bool,
        value: Fixed
    ) {
        self.inPilotZone = inPilotZone
        self.bearsExportDuty = bearsExportDuty
        self.claimsRefund = claimsRefund
        self.needsLicence = needsLicence
        self.value = value
    }
}

/// The dated figures of the rule.
struct ExportSummaryTerms: LoadedValue, Hashable {
    /// Highest value of a list in yuan, itself included.
    let valueLimit: Fixed
    /// Digits of the goods code that are enough.
    let codeDigits: Int

    static let key = "summary-statistics"
    var loadedKey: String { ExportSummaryTerms.key }
}

/// Whether a list may be released with summary statistics, and if not, every reason.
public struct ExportSummaryDecision: Sendable, Hashable {
    /// Why not, in the order they are tested.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case notPilotZone = "NOT_PILOT_ZONE"
        case exportDuty = "EXPORT_DUTY"
        case refund = "REFUND"
        case licence = "LICENCE"
        case value = "VALUE"
    }

    /// Empty when it may.
    public let reasons: [Reason]
    /// Digits of the goods code that are enough when it may: the heading; else all ten.
    public let codeDigits: Int
    public let explanation: Explanation

    public var isAllowed: Bool { reasons.isEmpty }
}

/// All conditions must hold (海关总署公告2018年第194号); all that do not are reported together.
func exportSummaryStatistics(
    _ facts: ExportSummaryFacts, _ terms: Dated<ExportSummaryTerms>
) -> ExportSummaryDecision {
    var reasons: [ExportSummaryDecision.Reason] = []
    if !facts.inPilotZone { reasons.append(.notPilotZone) }
    if facts.bearsExportDuty { reasons.append(.exportDuty) }
    if facts.claimsRefund { reasons.append(.refund) }
    if facts.needsLicence { reasons.append(.licence) }
    if facts.value > terms.value.valueLimit { reasons.append(.value) }
    let digits = terms.value.codeDigits
    let outcome =
        reasons.isEmpty
        ? Localized(
            zh: "可以清单核放、汇总统计，商品编号填 \(digits) 位即可。",
            en: "May be released with summary statistics; \(digits) digits of the code are enough.")
        : Localized(
            zh: "不适用汇总统计：" + reasons.map(\.text.zh).joined(separator: "；") + "。",
            en: "Not with summary statistics: " + reasons.map(\.text.en).joined(separator: "; ")
                + ".")
    return ExportSummaryDecision(
        reasons: reasons, codeDigits: reasons.isEmpty ? digits : 10,
        explanation: Explanation(
            rule: "tariff.export-summary-statistics", version: terms.from,
            title: Localized(zh: "清单核放、汇总统计", en: "Release with summary statistics"),
            inputs: [
                input("综试区海关", "Pilot-zone customs", answer(facts.inPilotZone)),
                input("涉及出口征税", "Export duty", answer(facts.bearsExportDuty)),
                input("涉及出口退税", "VAT refund", answer(facts.claimsRefund)),
                input("涉及许可证件", "Licence", answer(facts.needsLicence)),
                input("清单金额（元）", "Value in yuan", facts.value.grouped),
                input("金额上限（元）", "Highest value in yuan", terms.value.valueLimit.grouped),
            ],
            outcome: outcome, citations: [terms.citation]))
}

extension ExportSummaryDecision.Reason {
    /// The reason in words.
    public var text: Localized {
        switch self {
        case .notPilotZone:
            Localized(zh: "申报海关不在跨境电商综合试验区内", en: "the customs office is in no pilot zone")
        case .exportDuty: Localized(zh: "商品涉及出口征税", en: "goods bear export duty")
        case .refund: Localized(zh: "涉及出口退税", en: "a VAT refund is claimed")
        case .licence: Localized(zh: "商品涉及许可证件", en: "goods need a licence")
        case .value: Localized(zh: "清单金额超过上限", en: "the value is above the limit")
        }
    }
}

private func answer(_ fact: Bool) -> String { fact ? "是 / yes" : "否 / no" }
