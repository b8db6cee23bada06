public import Kernel

/// What an enterprise does in cross-border retail trade, as filed with the customs
/// (跨境电子商务企业类型).
public enum EnterpriseRole: String, Sendable, Hashable, CaseIterable {
    /// Runs the website where buyer and seller meet (电商平台).
    case platform
    /// Sells the goods (电商企业).
    case seller
    /// Takes the buyer's payment (支付企业).
    case payment
    /// Carries the parcels (物流企业).
    case logistics
    /// Runs the place where goods under customs control lie (监管场所经营人).
    case siteOperator = "site-operator"
    /// Declares for others (报关企业).
    case declarant
    /// Of a free-trade zone, admitted to the pilot for retail import of non-prescription drugs and
    /// home medical devices (药品和医疗器械零售进口试点企业).
    case drugPilot = "drug-pilot"
    /// Answers for the taxes of others by letters of guarantee (银行，出具保函).
    case bank

    /// Its name for people.
    public var name: Localized {
        switch self {
        case .platform: Localized(zh: "电商平台", en: "E-commerce platform")
        case .seller: Localized(zh: "电商企业", en: "E-commerce seller")
        case .payment: Localized(zh: "支付企业", en: "Payment enterprise")
        case .logistics: Localized(zh: "物流企业", en: "Logistics enterprise")
        case .siteOperator: Localized(zh: "监管场所经营人", en: "Supervised-site operator")
        case .declarant: Localized(zh: "报关企业", en: "Customs declarant")
        case .drugPilot:
            Localized(zh: "药品和医疗器械零售进口试点企业", en: "Drug and device import pilot")
        case .bank: Localized(zh: "银行（出具保函）", en: "Bank (letters of guarantee)")
        }
    }
}

/// A role an enterprise holds for a time.
public struct RoleGrant: Sendable, Hashable {
    public let role: EnterpriseRole
    /// First day.
    public let from: Day
    /// Last day; nil while it has no end.
    public let to: Day?

    public init(_ role: EnterpriseRole, from: Day, to: Day? = nil) {
        self.role = role
        self.from = from
        self.to = to
    }

    /// Whether the role is held on a day; first and last day count.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// Whether both are of the same role and share a day.
    func overlaps(_ other: RoleGrant) -> Bool {
        role == other.role && (to.map { other.from <= $0 } ?? true)
            && (other.to.map { from <= $0 } ?? true)
    }
}
