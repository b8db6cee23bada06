import Kernel

/// By what a trading company proves what it bought (购进凭证): it decides the treatment of the export.
enum PurchaseDocument: String, Sendable, CaseIterable {
    case special
    case customs
    case ordinary
    case none

    var name: Localized {
        switch self {
        case .special: Localized(zh: "增值税专用发票", en: "special VAT invoice")
        case .customs: Localized(zh: "海关进口增值税专用缴款书", en: "customs slip of import VAT")
        case .ordinary:
            Localized(zh: "普通发票、财政票据等其他凭证", en: "ordinary invoice, fiscal receipt or the like")
        case .none: Localized(zh: "没有任何购进凭证", en: "no document at all")
        }
    }

    /// Whether VAT was paid that can be given back.
    var isRefunded: Bool { self == .special || self == .customs }

    /// What a question names; a special invoice unless it says otherwise.
    static func of(_ query: TariffQuery) throws(LookupRefusal) -> PurchaseDocument {
        guard let text = query["document"] else { return .special }
        guard let found = PurchaseDocument(rawValue: text) else {
            throw .choice(field: "document", text, allowed: allCases.map(\.rawValue))
        }
        return found
    }
}

extension TariffBook {
    /// Output VAT of an export that counts as a sale at home, and what is payable after input VAT.
    func soldAtHome(_ query: TariffQuery, _ vat: Fixed) throws -> (output: Fixed, payable: Fixed) {
        let fob = try query.requiredAmount("fob")
        let input = try query.amount("input") ?? .zero
        return try inRange { () throws(NumberFault) in
            let output = try domesticSaleVAT(fob: fob, vatPct: vat)
            return (output, try output.subtracting(input))
        }
    }

    /// An export whose purchase document gives no refund: exempt, or taxed as a sale at home.
    func unrefunded(
        _ query: TariffQuery, _ document: PurchaseDocument, _ vat: Fixed
    ) throws -> Calculator.Result {
        let rule = try thresholds.amount(.undocumentedExport, on: query.day)
        let isTaxed = document == .none && !rule.value.isZero
        let (output, payable) = isTaxed ? try soldAtHome(query, vat) : (.zero, .zero)
        let verdict = isTaxed
            ? Localized(
                zh: "没有任何购进凭证：视同内销征税，销项税额 \(output.grouped) 元。综试区零售出口无票免征的除外。",
                en: "No document of the purchase: taxed as a sale at home, output VAT "
                    + "\(output.grouped) yuan; retail exports of pilot zones are excepted.")
            : Localized(
                zh: "购进凭证不是专用发票或海关缴款书：免税不退，进项转入成本。",
                en: "Neither special invoice nor customs slip: exempt without refund, input VAT "
                    + "goes to cost.")
        return Calculator.Result(
            verdict: verdict,
            outputs: [
                .init("refund", "应退税额", "Refund", "0"),
                .init(
                    "treatment", "处理", "Treatment", isTaxed ? "taxed" : "exempt",
                    shown: isTaxed
                        ? Localized(zh: "视同内销征税", en: "taxed as a sale at home")
                        : Localized(zh: "免税", en: "exempt")),
                .init("outputVat", "销项税额", "Output VAT", output.text),
                .init("payable", "应纳税额", "VAT payable", payable.text),
            ],
            explanation: Explanation(
                rule: "tariff.purchase-document", version: rule.from,
                title: Localized(zh: "购进凭证", en: "Document of the purchase"),
                inputs: [Explanation.Input(Localized(zh: "凭证", en: "Document"), document.name.zh)],
                outcome: verdict, citations: [rule.citation]))
    }

    /// Until when a refund can be claimed (申报期限).
    var refundWindowCalculator: Calculator {
        Calculator(
            id: "refund-window",
            title: Localized(zh: "出口退税申报期限", en: "Term of claiming a refund"),
            about: Localized(
                zh: "按出口日期计算正常申报截止日和最后期限。",
                en: "By the day of export: the ordinary term, and the last day of all."),
            inputs: [.init("exported", "出口日期", "Day of export", isRequired: true)],
            example: [("exported", "2026-03-10")]
        ) { query in
            let text = try query.required("exported")
            guard let day = Day(text) else { throw LookupRefusal.dayForm(text, field: "exported") }
            // The day of export decides which rule holds.
            let month = try thresholds.amount(.refundOrdinaryMonth, on: day)
            let months = thresholds.known(.refundLastMonths, on: day)
            guard let ordinary = Self.end(month.value, ofYear: day.year + 1) else {
                throw LookupRefusal.dayForm(text, field: "exported")
            }
            let last = months.map { day.adding(months: Int($0.value.raw / Fixed.scale)) }
            let lastWords = last.map {
                Localized(
                    zh: "最迟 \($0.text)，此后视同内销征税", en: "\($0.text) at the latest, then "
                        + "taxed as a sale at home")
            } ?? Localized(
                zh: "单证收齐后仍可申报，没有最后期限",
                en: "later once the documents are complete, without a last day")
            let verdict = Localized(
                zh: "正常申报期：次月至 \(ordinary.text)；\(lastWords.zh)。",
                en: "From the month after export until \(ordinary.text); \(lastWords.en).")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("ordinary", "正常申报截止", "Ordinary term", ordinary.text),
                    .init(
                        "last", "最后期限", "Last day", last?.text ?? "none",
                        shown: last == nil ? Localized(zh: "无", en: "none") : nil),
                ],
                explanation: Explanation(
                    rule: "tariff.refund-window", version: month.from,
                    title: Localized(zh: "申报期限", en: "Term"),
                    inputs: [Explanation.Input(Localized(zh: "出口日期", en: "Exported"), day.text)],
                    outcome: verdict,
                    citations: Self.once([month.citation] + (months.map { [$0.citation] } ?? []))))
        }
    }

    /// The last day of a month; nil for a number that is no month.
    private static func end(_ month: Fixed, ofYear year: Int) -> Day? {
        Day(year: year, month: Int(month.raw / Fixed.scale), day: 1)?.adding(months: 1)
            .adding(days: -1)
    }

    private static func once(_ citations: [Citation]) -> [Citation] {
        citations.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
