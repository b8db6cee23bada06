import Kernel

/// Whether a measure may be issued as far as fair competition goes: a major one needs the opinion
/// of the market regulator and of others, and no objection that stands (公平竞争审查、会审). What the
/// authority that proposes it says of it is no opinion: nobody reviews a measure of one's own.
enum JointReview {
    /// The authority without whose opinion no major measure is issued.
    static let regulator = "market"
    /// Where the joint review is written.
    static let basis = Citation(document: "沪商市场〔2023〕131号", article: "三（十一）")

    struct Outcome: Sendable {
        let mayIssue: Bool
        let explanation: Explanation
    }

    /// - Parameters:
    ///   - proposer: authority that proposes the measure. Where it is the regulator, the others
    ///     alone review it.
    ///   - least: how many authorities must have given an opinion.
    static func outcome(
        isMajor: Bool, proposer: String, _ given: [ReviewOpinion], least: Dated<Int>?
    ) -> Outcome {
        let number = least?.value ?? 0
        let opinions = given.filter { $0.authority != proposer }
        let hasRegulator =
            proposer == regulator || opinions.contains { $0.authority == regulator }
        let objections = opinions.filter { !$0.agrees }
        let words: Localized
        var mayIssue = false
        if !isMajor {
            mayIssue = true
            words = Localized(zh: "非重大措施，不需会审", en: "No major measure: no joint review")
        } else if !hasRegulator {
            words = Localized(
                zh: "市场监管部门尚未出具意见", en: "The market regulator has given no opinion")
        } else if opinions.count < number {
            words = Localized(
                zh: "需 \(number) 个部门的意见，已有 \(opinions.count) 个",
                en: "\(number) opinions are needed, \(opinions.count) are there")
        } else if !objections.isEmpty {
            words = Localized(
                zh: "有 \(objections.count) 个部门不同意",
                en: objections.count == 1 ? "1 authority objects" : "\(objections.count) object")
        } else {
            mayIssue = true
            words = Localized(zh: "会审通过", en: "The joint review is passed")
        }
        let citations = [basis] + (least.map { [$0.citation] } ?? [])
        return Outcome(
            mayIssue: mayIssue,
            explanation: Explanation(
                rule: "policies.joint-review", title: Localized(zh: "公平竞争会审", en: "Joint review"),
                inputs: [
                    .init(
                        Localized(zh: "重大措施", en: "Major measure"), isMajor ? "✓" : "–"),
                    .init(Localized(zh: "意见", en: "Opinions"), String(opinions.count)),
                    .init(Localized(zh: "不同意", en: "Objections"), String(objections.count)),
                ], outcome: words, citations: citations))
    }
}
