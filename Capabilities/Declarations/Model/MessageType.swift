import Kernel

/// The requests this gateway takes so far. Each has its receipt and its place in the chain.
enum MessageType: String, Sendable, CaseIterable {
    case exportOrder = "CEB303"
    case importOrder = "CEB311"
    case exportReceipt = "CEB403"
    case importPayment = "CEB411"
    case exportWaybill = "CEB505"
    case importWaybill = "CEB511"
    case exportInventory = "CEB603"
    case importInventory = "CEB621"

    /// The receipt that answers it.
    var receipt: String {
        switch self {
        case .exportOrder: "CEB304"
        case .importOrder: "CEB312"
        case .exportReceipt: "CEB404"
        case .importPayment: "CEB412"
        case .exportWaybill: "CEB506"
        case .importWaybill: "CEB512"
        case .exportInventory: "CEB604"
        case .importInventory: "CEB622"
        }
    }

    var isInventory: Bool { self == .exportInventory || self == .importInventory }

    var isImport: Bool {
        switch self {
        case .importOrder, .importPayment, .importWaybill, .importInventory: true
        default: false
        }
    }

    var name: Localized {
        switch self {
        case .exportOrder, .importOrder: Localized(zh: "订单", en: "Order")
        case .exportReceipt: Localized(zh: "收款单", en: "Receipt of payment")
        case .importPayment: Localized(zh: "支付凭证", en: "Payment")
        case .exportWaybill, .importWaybill: Localized(zh: "运单", en: "Waybill")
        case .exportInventory: Localized(zh: "出口清单", en: "Export declaration list")
        case .importInventory: Localized(zh: "进口清单", en: "Import declaration list")
        }
    }
}
