import Kernel

/// What a stranger can look up, under short headings: two dozen tiles in one heap are not read.
enum LookUpGroup: CaseIterable {
    case rates, goods, policies, proofs

    var title: Localized {
        switch self {
        case .rates: Localized(zh: "查税率与归类", en: "Rates and classification")
        case .goods: Localized(zh: "货物与申报", en: "Goods and declarations")
        case .policies: Localized(zh: "政策与问题", en: "Policies and problems")
        case .proofs: Localized(zh: "核验与进度", en: "Verify and follow")
        }
    }

    /// The group of a page; what is in none of the others is about goods and declarations.
    init(path: String) {
        let first = path.split(separator: "/").first.map(String.init) ?? ""
        switch first {
        case "tariff", "classification", "origin": self = .rates
        case "policies", "problem-board", "technical-measures", "dialogues", "ledger", "benefits",
            "lists":
            self = .policies
        case "log", "verify", "status", "service": self = .proofs
        default: self = .goods
        }
    }
}
