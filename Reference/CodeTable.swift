public import Kernel

/// The code tables of customs messages. The raw value is the name of the data file and the name by
/// which message tables refer to it.
public enum CodeTable: String, Sendable, Hashable, CaseIterable {
    /// Countries and regions, three digits of the customs' own (142 is China).
    case countries
    /// Currencies, three digits of the customs' own (142 is the yuan; not ISO 4217).
    case currencies
    /// Units of quantity, three digits (035 is the kilogram).
    case units
    /// Customs offices, four digits, the first two the district (22 is Shanghai).
    case customsDistricts = "customs-districts"
    /// Ports abroad, four characters.
    case ports
    /// Supervision modes, four digits (9610, 1210 …).
    case tradeModes = "trade-modes"
    /// Transport modes, one character.
    case transportModes = "transport-modes"
    /// Kinds of packing, the old table of one digit that CEB messages take.
    case wrapTypes = "wrap-types"
    /// Status of a receipt (`returnStatus`) from 1 up; negative ones are `ErrorCodes`.
    case receiptStatuses = "receipt-status"
    /// Numbers inside `[Code:…;Desc:…]` of a receipt.
    case receiptInformation = "receipt-info-codes"

    /// Whether the table may be incomplete. A code an open table does not know is a warning, one a
    /// closed table does not know is a fault.
    ///
    /// Open are the tables of which only an old or partial copy could be had, or which the
    /// specification itself leaves open: refusing a new customs office would stop lawful goods.
    public var isOpen: Bool {
        switch self {
        case .countries, .currencies, .units, .tradeModes, .wrapTypes: false
        case .customsDistricts, .ports, .transportModes, .receiptStatuses, .receiptInformation:
            true
        }
    }

    /// What people call the table.
    public var name: Localized {
        switch self {
        case .countries: Localized(zh: "国别（地区）代码表", en: "Countries and regions")
        case .currencies: Localized(zh: "币制代码表", en: "Currencies")
        case .units: Localized(zh: "计量单位代码表", en: "Units of quantity")
        case .customsDistricts: Localized(zh: "关区代码表", en: "Customs districts")
        case .ports: Localized(zh: "港口代码表", en: "Ports")
        case .tradeModes: Localized(zh: "监管方式代码表", en: "Supervision modes")
        case .transportModes: Localized(zh: "运输方式代码表", en: "Transport modes")
        case .wrapTypes: Localized(zh: "包装种类代码表", en: "Kinds of packing")
        case .receiptStatuses: Localized(zh: "回执状态代码表", en: "Receipt statuses")
        case .receiptInformation: Localized(zh: "回执信息代码表", en: "Receipt information codes")
        }
    }
}
