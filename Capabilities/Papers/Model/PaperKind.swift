public import Kernel

/// What kind of paper it is. Codes are made of the raw value, and the log holds it: it never
/// changes.
public enum PaperKind: String, Sendable, Hashable, CaseIterable {
    case originCertificate = "origin-certificate"
    case originDeclaration = "origin-declaration"
    case backToBack = "back-to-back-certificate"
    case decision
    case list = "declaration-list"
    case receipt
    case taxBill = "tax-bill"
    case release = "release-notice"
    case followUp = "follow-up-decision"
    case worksheet = "origin-worksheet"
    case dutySheet = "duty-calculation"
    case inspection = "inspection-notice"
    case entry = "goods-declaration"
    case entryReceipt = "goods-declaration-receipt"
    case paymentNote = "payment-note"
    case inspectionRecord = "inspection-record"
    case problemAnswer = "problem-answer"
    case entitlement = "entitlement-decision"
    case guarantee = "tax-guarantee"
    case invoiceExemption = "invoice-exemption"
    case masterBill = "master-bill"
    case application
    case mandate
    case originClaim = "origin-claim"
    case accountBook = "account-book"
    case supervisedSite = "supervised-site"
    case accountStatement = "account-statement"
    case lot = "front-warehouse-lot"
    case box = "loaded-box"
    case arrival
    case identityCase = "identity-case"
    case confirmation = "classification-confirmation"
    case signUp = "enterprise-sign-up"

    /// As it is called on the paper.
    public var title: Localized {
        switch self {
        case .originCertificate: Localized(zh: "原产地证书", en: "Certificate of origin")
        case .originDeclaration: Localized(zh: "原产地声明", en: "Declaration of origin")
        case .backToBack:
            Localized(zh: "背对背原产地证明", en: "Back-to-back proof of origin")
        case .decision: Localized(zh: "决定书", en: "Decision")
        case .list:
            Localized(zh: "跨境电子商务申报清单", en: "Cross-border e-commerce declaration list")
        case .receipt: Localized(zh: "回执", en: "Receipt")
        case .taxBill: Localized(zh: "电子税单", en: "Electronic tax bill")
        case .release: Localized(zh: "放行通知书", en: "Release notice")
        case .followUp: Localized(zh: "处理决定", en: "Decision on a follow-up")
        case .worksheet: Localized(zh: "原产地核算工作表", en: "Origin worksheet")
        case .dutySheet: Localized(zh: "进口税费计算单", en: "Import duty and tax calculation")
        case .inspection: Localized(zh: "查验通知书", en: "Inspection notice")
        case .entry: Localized(zh: "进口货物报关单", en: "Import goods declaration")
        case .entryReceipt: Localized(zh: "报关单申报回执", en: "Receipt of a goods declaration")
        case .inspectionRecord: Localized(zh: "查验记录单", en: "Record of an inspection")
        case .problemAnswer: Localized(zh: "问题答复单", en: "Answer to a problem")
        case .entitlement: Localized(zh: "惠企政策享受判断", en: "Decision on a benefit")
        case .guarantee: Localized(zh: "税款担保登记单", en: "Tax guarantee")
        case .invoiceExemption:
            Localized(zh: "无票免税登记汇总", en: "Exports exempt without purchase invoice")
        case .application:
            Localized(zh: "申请提交与办理情况", en: "Application: what was submitted, and its state")
        case .mandate: Localized(zh: "委托书", en: "Mandate")
        case .originClaim:
            Localized(zh: "微小瑕疵容缺放行单", en: "Release despite a minor defect of the proof")
        case .accountBook: Localized(zh: "账册库存表", en: "Stock of account books")
        case .supervisedSite:
            Localized(zh: "出口监管作业场所登记单", en: "Supervised site: application and standing")
        case .accountStatement: Localized(zh: "账户对账单", en: "Statement of account")
        case .lot: Localized(zh: "出口前置仓货物单", en: "Lot of a front warehouse")
        case .box: Localized(zh: "集装箱装箱单", en: "Container: what is loaded")
        case .arrival: Localized(zh: "货物运抵单", en: "Arrival of goods")
        case .identityCase:
            Localized(zh: "身份核查案件单", en: "Case about the identity of a buyer")
        case .confirmation: Localized(zh: "商品归类确认单", en: "Confirmed classification")
        case .signUp: Localized(zh: "企业注册申请单", en: "Sign-up of an enterprise")
        case .masterBill: Localized(zh: "合包总单", en: "Master bill")
        case .paymentNote: Localized(zh: "汇总征税缴款单", en: "Payment note of a month")
        }
    }
}
