import Kernel

/// What is known of a deal before it is declared: enough to say under which mode (监管方式).
struct DealFacts: Sendable, Hashable {
    enum Buyer: String, Sendable, CaseIterable { case consumer, enterprise, none }

    enum Stock: String, Sendable, CaseIterable { case domestic, zone, abroad }

    enum Shipment: String, Sendable, CaseIterable { case parcel, bulk }

    enum Direction: String, Sendable, CaseIterable { case export, `import` }

    var direction: Direction
    /// Who has bought; none while nobody has.
    var buyer: Buyer
    /// Whether it is sold on a cross-border e-commerce platform.
    var isOnPlatform: Bool
    /// Where the goods lie before they cross the border, or in which zone.
    var stock: Stock
    /// Whether the sale is concluded before the goods leave or arrive.
    var isSoldBefore: Bool
    var shipment: Shipment
    /// Whether it goes by post.
    var isByPost = false
    var day: Day
    /// Four digits.
    var district: String
    /// Value in yuan; nil when not given.
    var value: Fixed?
    var needsLicence = false
    var needsInspection = false
    var bearsDuty = false
    var claimsRefund = false
}

extension DealFacts.Buyer {
    var name: Localized {
        switch self {
        case .consumer: Localized(zh: "消费者", en: "consumer")
        case .enterprise: Localized(zh: "企业", en: "enterprise")
        case .none: Localized(zh: "尚无买方", en: "nobody yet")
        }
    }
}

extension DealFacts.Stock {
    var name: Localized {
        switch self {
        case .domestic: Localized(zh: "境内一般场所", en: "an ordinary place in China")
        case .zone: Localized(zh: "海关特殊监管区域", en: "a special customs zone")
        case .abroad: Localized(zh: "境外", en: "abroad")
        }
    }
}

extension DealFacts.Shipment {
    var name: Localized {
        switch self {
        case .parcel: Localized(zh: "包裹", en: "parcel")
        case .bulk: Localized(zh: "成批", en: "bulk")
        }
    }
}

extension DealFacts.Direction {
    var name: Localized {
        switch self {
        case .export: Localized(zh: "出口", en: "export")
        case .import: Localized(zh: "进口", en: "import")
        }
    }
}
