import Kernel
import Origin

/// What must be true of goods, and be shown, to earn a rate of an agreement.
struct OriginNeeded: Sendable {
    /// The product's rule in words; nil where the house does not hold it.
    let rule: Localized?
    /// The rule, or that it is not held, where it stands and how it is loaded.
    let told: Localized
    /// The entry of the list the rule stands under.
    let entry: String?
    /// Kinds of proof the agreement takes.
    let proofs: [Localized]
    /// Months a proof is valid.
    let months: Int
    /// Value up to which no proof is asked for, in US dollars.
    let waiver: Fixed?
    let citation: Citation
}

extension TariffBook {
    /// What an agreement asks of a code on a day; nil where it is not in the table of agreements.
    func originNeeded(_ agreement: String, _ code: GoodsCode, on day: Day) -> OriginNeeded? {
        guard let treaty = treaties.agreement(agreement, on: day) else { return nil }
        let finding = rules.find(code.text, under: treaty.id, on: day)
        let rule = finding.rule
        return OriginNeeded(
            rule: rule?.words, told: finding.told, entry: rule?.entry,
            proofs: treaty.proofs.map(TariffBook.told),
            months: treaty.proofMonths, waiver: treaty.waiver,
            citation: rule?.list.citation ?? treaty.citation)
    }

    /// Whether there is an agreement of that short name, on whatever day.
    func knowsAgreement(_ id: String) -> Bool { treaties.knows(id) }

    /// Short names of all agreements, for people who named another.
    var agreementNames: [String] { treaties.names }

    private static func told(_ proof: ProofKind) -> Localized {
        switch proof {
        case .certificate: Localized(zh: "原产地证书", en: "certificate of origin")
        case .approvedExporter:
            Localized(zh: "经核准出口商声明", en: "declaration of an approved exporter")
        case .backToBack: Localized(zh: "背对背原产地证明", en: "back-to-back proof")
        }
    }
}
