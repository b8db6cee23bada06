public import Kernel

/// For whom goods stand on the positive list of retail imports.
public enum ListedFor: Sendable, Hashable {
    case everybody
    /// Non-prescription drugs and home medical devices: pilot enterprises of the free-trade zone.
    case drugPilot
    /// Additions for partner countries: goods of these origins, by the customs' numbers.
    case origins([String])

    /// Whether goods of an origin, sold by such an enterprise, may come in under it.
    func admits(origin: String, isDrugPilot: Bool) -> Bool {
        switch self {
        case .everybody: true
        case .drugPilot: isDrugPilot
        case .origins(let list): list.contains(origin)
        }
    }

    /// The condition in words.
    public var told: Localized {
        switch self {
        case .everybody: Localized(zh: "不限企业和原产地", en: "any enterprise, any origin")
        case .drugPilot:
            Localized(
                zh: "仅限自贸试验区药品和医疗器械零售进口试点企业",
                en: "only for free-trade-zone enterprises of the drug and device pilot")
        case .origins(let list):
            Localized(
                zh: "仅限原产于下列国家的商品：\(list.joined(separator: "、"))",
                en: "only for goods originating in \(list.joined(separator: ", "))")
        }
    }
}

/// A heading of a positive list that was loaded.
struct LoadedHeading: Sendable, Hashable {
    let digits: Int
    let listedFor: ListedFor
    /// What the list remarks: yearly quantities, conditions; may be empty.
    let remark: Localized
    /// How much a person may import in a year under it; nil for no such remark.
    var yearly: Yearly?

    /// A quantity in a unit by the customs' number.
    struct Yearly: Sendable, Hashable {
        let quantity: Fixed
        let unit: String
    }
}
