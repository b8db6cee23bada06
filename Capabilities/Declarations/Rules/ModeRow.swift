import Kernel

/// The table by which a deal finds its mode: the first row all of whose conditions hold, and whose
/// mode may be used that day at that customs office.
enum ModeRow: String, Sendable, CaseIterable {
    case overseasWarehouse, zoneParcel, zoneWarehouse, retailExport, businessExport, otherExport
    case bondedPilot, bondedOther, directPurchase, otherImport

    /// A condition and whether it holds.
    typealias Condition = (what: Localized, holds: Bool)

    var direction: DealFacts.Direction {
        switch self {
        case .overseasWarehouse, .zoneParcel, .zoneWarehouse, .retailExport, .businessExport,
            .otherExport:
            .export
        case .bondedPilot, .bondedOther, .directPurchase, .otherImport: .import
        }
    }

    /// Code of the mode (监管方式代码).
    var code: String {
        switch self {
        case .overseasWarehouse: "9810"
        case .zoneParcel, .zoneWarehouse, .bondedPilot: "1210"
        case .retailExport, .directPurchase: "9610"
        case .businessExport: "9710"
        case .bondedOther: "1239"
        case .otherExport, .otherImport: "0110"
        }
    }

    var title: Localized {
        switch self {
        case .overseasWarehouse:
            Localized(zh: "先出口至海外仓、后经平台销售", en: "Out to a warehouse, sold on a platform later")
        case .zoneParcel: Localized(zh: "特殊区域包裹零售出口", en: "Parcels out of a zone, after the order")
        case .zoneWarehouse:
            Localized(zh: "特殊区域出口海外仓零售", en: "Bulk out of a zone to an overseas warehouse")
        case .retailExport:
            Localized(zh: "已售予境外消费者的包裹，由境内监管场所出口", en: "A parcel sold to a consumer abroad")
        case .businessExport:
            Localized(
                zh: "经平台与境外企业成交后直接出口", en: "Sold to an enterprise on a platform, sent directly")
        case .otherExport: Localized(zh: "其他出口", en: "Any other export")
        case .bondedPilot: Localized(zh: "网购保税进口（试点城市）", en: "Bonded retail import in a pilot city")
        case .bondedOther: Localized(zh: "网购保税进口（其他城市）", en: "Bonded retail import elsewhere")
        case .directPurchase: Localized(zh: "直购进口", en: "Bought abroad, sent as a parcel")
        case .otherImport: Localized(zh: "其他进口", en: "Any other import")
        }
    }

    /// - Parameter isPilotZone: whether the customs office lies in a comprehensive pilot zone.
    func conditions(_ facts: DealFacts, isPilotZone: Bool) -> [Condition] {
        let platform: Condition = (
            Localized(zh: "经跨境电商平台销售", en: "sold on a cross-border platform"), facts.isOnPlatform
        )
        let pilot: Condition = (
            Localized(zh: "海关位于跨境电商综试区", en: "the customs office lies in a pilot zone"), isPilotZone
        )
        switch self {
        case .overseasWarehouse:
            return [platform, stock(.domestic, facts), sold(false, facts)]
        case .zoneParcel:
            return [stock(.zone, facts), sold(true, facts), shipment(.parcel, facts)]
        case .zoneWarehouse:
            return [stock(.zone, facts), sold(false, facts), shipment(.bulk, facts), pilot]
        case .retailExport:
            return [
                buyer(.consumer, facts), stock(.domestic, facts), sold(true, facts),
                shipment(.parcel, facts),
            ]
        case .businessExport:
            return [
                buyer(.enterprise, facts), platform, stock(.domestic, facts), sold(true, facts),
            ]
        case .bondedPilot: return [buyer(.consumer, facts), stock(.zone, facts), pilot]
        case .bondedOther: return [buyer(.consumer, facts), stock(.zone, facts)]
        case .directPurchase:
            return [
                buyer(.consumer, facts), stock(.abroad, facts), sold(true, facts),
                shipment(.parcel, facts),
            ]
        case .otherExport, .otherImport: return []
        }
    }

    private func buyer(_ wanted: DealFacts.Buyer, _ facts: DealFacts) -> Condition {
        (
            Localized(zh: "买方为\(wanted.name.zh)", en: "the buyer is a \(wanted.name.en)"),
            facts.buyer == wanted
        )
    }

    private func stock(_ wanted: DealFacts.Stock, _ facts: DealFacts) -> Condition {
        (
            Localized(zh: "货物在\(wanted.name.zh)", en: "the goods lie in \(wanted.name.en)"),
            facts.stock == wanted
        )
    }

    private func sold(_ wanted: Bool, _ facts: DealFacts) -> Condition {
        (
            wanted
                ? Localized(zh: "过境前已成交", en: "sold before they cross the border")
                : Localized(zh: "过境前尚未成交", en: "not sold before they cross the border"),
            facts.isSoldBefore == wanted
        )
    }

    private func shipment(_ wanted: DealFacts.Shipment, _ facts: DealFacts) -> Condition {
        (
            Localized(zh: "以\(wanted.name.zh)运输", en: "goes as \(wanted.name.en)"),
            facts.shipment == wanted
        )
    }
}
