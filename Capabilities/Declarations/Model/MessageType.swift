import Kernel

/// The requests this gateway takes so far: which they are, and what they are in the chain. How each
/// is handled stands in `Data/handling.csv`, how it is written in its message table.
enum MessageType: String, Sendable, CaseIterable {
    case exportOrder = "CEB303"
    case importOrder = "CEB311"
    case exportReceipt = "CEB403"
    case importPayment = "CEB411"
    case exportWaybill = "CEB505"
    case importWaybill = "CEB511"
    case exportInventory = "CEB603"
    case importInventory = "CEB621"
    case exportCancel = "CEB605"
    case importCancel = "CEB623"
    case arrival = "CEB507"
    case departure = "CEB509"
    case bagList = "CEB607"
    case summaryApplication = "CEB701"
    case importReturn = "CEB625"
    case warehouseEntry = "CEB711"
    case deliveryState = "CEB513"
    case exportReturn = "CEB213"
    case exportTally = "CEB215"

    /// What a document is in the chain. A follow-up is about lists that are there already.
    enum Genre: Sendable { case order, payment, waybill, inventory, followUp }

    var genre: Genre {
        switch self {
        case .exportOrder, .importOrder: .order
        case .exportReceipt, .importPayment: .payment
        case .exportWaybill, .importWaybill: .waybill
        case .exportInventory, .importInventory: .inventory
        case .exportCancel, .importCancel, .arrival, .departure, .bagList,
            .summaryApplication, .importReturn, .warehouseEntry, .deliveryState,
            .exportReturn, .exportTally:
            .followUp
        }
    }

    var isImport: Bool {
        switch self {
        case .importOrder, .importPayment, .importWaybill, .importInventory, .importCancel,
            .importReturn, .warehouseEntry, .deliveryState:
            true
        case .exportOrder, .exportReceipt, .exportWaybill, .exportInventory, .exportCancel,
            .arrival, .departure, .bagList, .summaryApplication, .exportReturn, .exportTally:
            false
        }
    }

    var isInventory: Bool { genre == .inventory }

    var isFollowUp: Bool { genre == .followUp }

    /// All of them, `CEB303、311、…`, in the order of their numbers.
    static func numbers(_ separator: String) -> String {
        "CEB" + allCases.map { String($0.number) }.sorted().joined(separator: separator)
    }

    /// `311`: as the customs write it in their texts.
    var number: Substring { rawValue.dropFirst(3) }

    var name: Localized {
        switch self {
        case .exportOrder, .importOrder: Localized(zh: "订单", en: "Order")
        case .exportReceipt: Localized(zh: "收款单", en: "Receipt of payment")
        case .importPayment: Localized(zh: "支付凭证", en: "Payment")
        case .exportWaybill, .importWaybill: Localized(zh: "运单", en: "Waybill")
        case .exportInventory: Localized(zh: "出口清单", en: "Export declaration list")
        case .importInventory: Localized(zh: "进口清单", en: "Import declaration list")
        case .exportCancel: Localized(zh: "出口撤销申请单", en: "Export cancellation")
        case .importCancel: Localized(zh: "进口撤销申请单", en: "Import cancellation")
        case .arrival: Localized(zh: "运抵单", en: "Arrival at the site")
        case .departure: Localized(zh: "离境单", en: "Departure")
        case .bagList: Localized(zh: "清单总分单", en: "Bag list")
        case .summaryApplication: Localized(zh: "汇总申请单", en: "Summary application")
        case .importReturn: Localized(zh: "进口退货申请单", en: "Import return")
        case .warehouseEntry: Localized(zh: "入库明细单", en: "Warehouse entry")
        case .deliveryState: Localized(zh: "运单状态", en: "State of a waybill")
        case .exportReturn: Localized(zh: "出口退货申请单", en: "Export return")
        case .exportTally: Localized(zh: "退货理货单", en: "Return tally")
        }
    }
}
