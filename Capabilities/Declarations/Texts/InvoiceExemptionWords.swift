import Kernel

/// Why a list was not registered as exempt without purchase invoice.
enum InvoiceExemptionRefusal: Refusal, Hashable {
    case input
    case quarter
    case noList(String)
    case notOut(Status)
    case twice(String)
    /// No decision of ours states its value, and its lines do not give it.
    case noValue(String)
    /// Tests that do not hold.
    case fails([Localized])

    static let all: [InvoiceExemptionRefusal] = [
        .input, .quarter, .noList("2244"), .notOut(.declaring), .twice("2244"),
        .noValue("2244"),
        .fails([Localized(zh: "未取得有效进货凭证", en: "No valid purchase voucher")]),
    ]

    var code: String {
        switch self {
        case .input: "declarations.invoice-free-input"
        case .quarter: "declarations.invoice-free-quarter"
        case .noList: "declarations.invoice-free-list"
        case .notOut: "declarations.invoice-free-not-released"
        case .twice: "declarations.invoice-free-twice"
        case .noValue: "declarations.invoice-free-value"
        case .fails: "declarations.invoice-free-not-qualified"
        }
    }

    var status: Int { if case .twice = self { 409 } else { 422 } }

    var field: String? {
        switch self {
        case .quarter: "quarter"
        default: "invtNo"
        }
    }

    var message: Localized {
        switch self {
        case .input:
            Localized(
                zh: "须含 invtNo、hasPurchaseVoucher、claimsRefund 和 isSmall（true 或 false）",
                en: "The body needs invtNo, and hasPurchaseVoucher, claimsRefund and isSmall as"
                    + " true or false")
        case .quarter:
            Localized(zh: "季度写作 2026Q4", en: "A quarter is written 2026Q4")
        case .noList(let number):
            Localized(
                zh: "查无本企业（电商企业）的出口清单 \(number)",
                en: "There is no export list \(number) of this seller")
        case .notOut(let status):
            Localized(
                zh: "清单状态为“\(status.name.zh)”，尚未出口",
                en: "The list is at “\(status.name.en)”: it is not exported")
        case .twice(let number):
            Localized(zh: "清单 \(number) 已登记", en: "List \(number) is registered already")
        case .noValue(let number):
            Localized(
                zh: "无法按出口日汇率折算清单 \(number) 的人民币总值",
                en: "The value of list \(number) in yuan cannot be reckoned for the day of export")
        case .fails(let tests):
            Localized(
                zh: "不符合无票免征条件：\(tests.map(\.zh).joined(separator: "；"))",
                en: "Does not qualify. What does not hold: "
                    + tests.map(\.en).joined(separator: "; "))
        }
    }

    var fix: Localized {
        switch self {
        case .input:
            Localized(
                zh: "由电商企业逐份清单登记", en: "The seller registers list by list")
        case .quarter: Localized(zh: "例如 2026Q4", en: "For example 2026Q4")
        case .noList: Localized(zh: "核对清单编号；由清单所列电商企业登记", en: "Check it; its seller registers it")
        case .notOut: Localized(zh: "放行后再登记", en: "Register it once it is released")
        case .twice: Localized(zh: "同一清单只登记一次", en: "A list is registered once")
        case .noValue:
            Localized(
                zh: "核对清单各项总价和币制；汇率缺失的，请补充当月汇率后再登记",
                en: "Check amounts and currencies; where the month's rate is missing, add it")
        case .fails:
            Localized(
                zh: "按一般规定申报退税、免税或征税", en: "Declare refund, exemption or tax by the ordinary rules")
        }
    }
}
