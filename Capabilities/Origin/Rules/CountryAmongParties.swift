import Kernel

/// Which party an originating good comes from where rates differ by party (RCEP, article 2.6).
struct CountryAmongParties {
    let agreement: Localized
    let code: String
    let exporter: String
    let criterion: OriginVerdict.Criterion
    /// Whether more than minimal operations were done in the exporting party.
    let isMoreThanMinimal: Bool
    /// The additional requirement of the importing party for this line; nil when its appendix, as
    /// far as it is here, does not name it.
    let requirement: AdditionalRequirement?
    /// Share of value added in the exporting party, materials of other parties taken for foreign.
    let added: ExactShare
    /// Value of originating materials by party.
    let contributions: [(country: String, value: Fixed)]
    let citation: Citation

    func decide() -> CountryOfOrigin {
        var inputs: [Explanation.Input] = [
            .init(Localized(zh: "出口缔约方", en: "Exporting party"), exporter),
            .init(Localized(zh: "原产地标准", en: "Criterion"), criterion.rawValue),
        ]
        inputs += contributions.map {
            .init(
                Localized(zh: "原产材料 \($0.country)", en: "Materials of \($0.country)"), $0.value.text
            )
        }
        let contributors = contributions.map(\.country)
        if let requirement {
            if code.utf8.count < requirement.code.utf8.count {
                inputs.append(
                    .init(
                        Localized(zh: "附录列明的税号", en: "Line of the appendix"),
                        Localized(
                            zh: "\(requirement.code)；所给税号不足八位，按其下列明的要求检验，请补足八位",
                            en: "\(requirement.code); the code given has fewer than eight digits "
                                + "and is held to what is asked below it: give eight")))
            }
            let isMet = added.isAtLeast(requirement.share)
            inputs.append(
                .init(
                    Localized(zh: "在出口方的增值", en: "Value added in the exporting party"),
                    "\(added.text) " + (isMet ? "≥" : "<") + " \(requirement.share.text)%"))
            if !isMet { return highest(inputs, contributors, requirement.citation) }
        }
        if criterion == .exclusively, !isMoreThanMinimal {
            return highest(inputs, contributors, citation)
        }
        return result(
            exporter, inputs, contributors, citation,
            Localized(zh: "\(exporter)：在该缔约方取得原产资格", en: "\(exporter): origin was acquired there"))
    }

    private func highest(
        _ inputs: [Explanation.Input], _ contributors: [String], _ citation: Citation
    ) -> CountryOfOrigin {
        let most = contributions.max { $0.value < $1.value }?.country ?? exporter
        return result(
            most, inputs, contributors, citation,
            Localized(
                zh: "\(most)：提供原产材料价值最高的缔约方",
                en: "\(most): the party with the highest value of originating materials"))
    }

    private func result(
        _ country: String, _ inputs: [Explanation.Input], _ contributors: [String],
        _ citation: Citation, _ outcome: Localized
    ) -> CountryOfOrigin {
        CountryOfOrigin(
            country: country,
            explanation: Explanation(
                rule: "origin.country-among-parties",
                title: Localized(
                    zh: "\(agreement.zh)：原产国", en: "\(agreement.en): country of origin"),
                inputs: inputs, outcome: outcome,
                citations: [self.citation, citation].unique),
            contributors: contributors)
    }
}
