import Kernel

extension ExportReturnFacts {
    /// Why a return was taken and where it stands, made from what is kept with it.
    var explanation: Explanation {
        Explanation(
            rule: "declarations.export-return",
            title: Localized(zh: "零售出口退货", en: "Return of retail exports"),
            inputs: [
                .init(Localized(zh: "原出口清单", en: "Original list"), list),
                .init(Localized(zh: "退货监管方式", en: "Mode of the return"), mode),
            ], outcome: outcome, citations: [ExportReturnFacts.law],
            children: [term, district, tallied])
    }

    private static let law = Citation(document: "海关总署公告2020年第44号")

    private var outcome: Localized {
        if releasedOn != nil {
            return Localized(zh: "退货已放行", en: "Released: the goods are back")
        }
        return arrivedOn == nil
            ? Localized(zh: "已受理，待监管场所理货", en: "Taken: waits for the tally of the site")
            : Localized(zh: "已理货，由关员审核", en: "Tallied; an officer looks at it")
    }

    private var term: Explanation {
        Explanation(
            rule: "declarations.export-return.term",
            title: Localized(zh: "申请期限", en: "Days to apply"),
            inputs: [
                .init(Localized(zh: "清单放行", en: "List released"), clearedOn.text),
                .init(
                    Localized(zh: "离境（按离境单 CEB509）", en: "Left (by its CEB509)"),
                    hasLeft
                        ? Localized(same: exportedOn.text)
                        : Localized(
                            zh: "申请时尚未报送，按放行日计",
                            en: "not reported by then: the day of release counts")),
                .init(Localized(zh: "申请", en: "Applied for"), appliedOn.text),
                .init(Localized(zh: "最后一日", en: "Last day"), applyBy.text),
            ],
            outcome: Localized(zh: "在期限内", en: "In time"),
            citations: [ExportReturnFacts.law])
    }

    private var district: Explanation {
        Explanation(
            rule: "declarations.export-return.district",
            title: Localized(zh: "退货关区", en: "District of the return"),
            inputs: [
                .init(Localized(zh: "出口关区", en: "Left through"), exportedAt),
                .init(Localized(zh: "退货关区", en: "Comes back through"), returnedAt),
            ],
            outcome: crossing == nil
                ? Localized(zh: "同一直属海关", en: "The same customs district")
                : Localized(zh: "允许跨关区退货", en: "Another district: allowed"),
            citations: [crossing].compactMap { $0 })
    }

    private var tallied: Explanation {
        var inputs: [Explanation.Input] = []
        if let arrivedOn {
            inputs.append(.init(Localized(zh: "理货日期", en: "Tallied on"), arrivedOn.text))
        }
        if let tally { inputs.append(.init(Localized(zh: "理货单", en: "Tally list"), tally)) }
        if let book {
            inputs.append(.init(Localized(zh: "返回账册", en: "Back in account book"), book))
        }
        return Explanation(
            rule: "declarations.export-return.tally",
            title: Localized(zh: "监管场所理货", en: "Tally of the site"), inputs: inputs,
            outcome: arrivedOn == nil
                ? Localized(zh: "尚未理货", en: "Not yet")
                : Localized(zh: "与申请相符", en: "Fits the application"), citations: [])
    }
}

extension FollowUpView {
    /// Why it was decided as it was; nil where a kind keeps no reasons.
    var explanation: Explanation? {
        ReturnFacts(decision: record.decision)?.explanation
            ?? ExportReturnFacts(decision: record.decision)?.explanation
    }
}
