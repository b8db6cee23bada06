import Kernel

/// Words of the pages about proofs of origin.
enum ProofTexts {
    static let title = Localized(zh: "原产地证明", en: "Proofs of origin")
    static let lede = Localized(
        zh: "凭存档的工作表申领原产地证书；经核准出口商可自行出具声明。备案企业免费。",
        en: "Apply for a certificate with a kept worksheet; approved exporters declare themselves. "
            + "Free of charge for enterprises filed with the customs.")
    static let apply = Localized(zh: "申领或声明", en: "Apply or declare")
    static let none = Localized(zh: "还没有原产地证明", en: "No proofs of origin yet")
    static let noneHint = Localized(
        zh: "先核算并存档一张工作表，再凭它申领。", en: "Test and keep a worksheet, then apply with it.")
    static let waiting = Localized(zh: "待审的申请", en: "Applications that wait")
    static let noneWaiting = Localized(zh: "没有待审的申请", en: "Nothing waits")
    static let noneWaitingHint = Localized(
        zh: "企业申领后会出现在这里。", en: "What enterprises apply for appears here.")
    static let number = Localized(zh: "编号", en: "Number")
    static let code = Localized(zh: "验证码", en: "Verification code")
    static let state = Localized(zh: "状态", en: "State")
    static let issued = Localized(zh: "签发日", en: "Issued")
    static let validTo = Localized(zh: "有效至", en: "Good until")
    static let enterprise = Localized(zh: "企业", en: "Enterprise")
    static let document = Localized(zh: "可打印的证明", en: "Document to print")
    static let issue = Localized(zh: "签发", en: "Issue")
    static let refuse = Localized(zh: "不予签发", en: "Refuse")
    static let withdraw = Localized(zh: "撤回", en: "Withdraw")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let history = Localized(zh: "经过", en: "What happened")
    static let verify = Localized(zh: "核验原产地证明", en: "Verify a proof of origin")
    static let verifyLede = Localized(
        zh: "输入纸面上的编号与验证码，核对签发状态与内容。",
        en: "Type number and code from the paper to see its state and contents.")
    static let good = Localized(zh: "真实有效", en: "Genuine and good today")
    static let notGood = Localized(zh: "真实，但今天无效", en: "Genuine, but not good today")
    static let exporter = Localized(zh: "出口商", en: "Exporter")
    static let importer = Localized(zh: "进口国", en: "Importing country")
    static let consignee = Localized(zh: "收货人", en: "Consignee")
    static let address = Localized(zh: "收货人地址", en: "Consignee's address")
    static let transport = Localized(zh: "运输方式与路线", en: "Transport and route")
    static let invoice = Localized(zh: "发票号", en: "Invoice")
    static let invoiceDay = Localized(zh: "发票日期", en: "Invoice date")
    static let shipped = Localized(zh: "装运日（已知的填）", en: "Shipped on (if known)")
    static let shipment = Localized(zh: "装运日", en: "Shipped on")
    static let retrospective = Localized(zh: "补发", en: "ISSUED RETROSPECTIVELY")
    static let term = Localized(zh: "补发规则", en: "When it is retrospective")
    static let backToBack = Localized(zh: "原证", en: "Original proof")
    static let approval = Localized(zh: "经核准出口商编号", en: "Approved exporter's number")
    static let goods = Localized(zh: "货物", en: "Goods")
    static let criterion = Localized(zh: "原产地标准", en: "Origin criterion")
    static let country = Localized(zh: "原产国", en: "Country of origin")
    static let quantity = Localized(zh: "数量", en: "Quantity")
    static let marks = Localized(zh: "唛头", en: "Marks")
    static let digest = Localized(zh: "内容摘要（SHA-256）", en: "Digest of the contents (SHA-256)")
    static let fee = Localized(zh: "费用", en: "Fee")
    static let free = Localized(zh: "免费", en: "free of charge")
    static let kind = Localized(zh: "种类", en: "Kind")
    static let replaces = Localized(zh: "替换的证明", en: "Replaces")
    static let replacesHint = Localized(
        zh: "填被替换证明的系统编号；新证有效期不超过原证",
        en: "Id of the proof it stands in for; it is good no longer than that one")
    static let replacedBy = Localized(zh: "已由此证替换", en: "Replaced by")
    static let worksheet = Localized(zh: "工作表编号", en: "Id of the worksheet")
    static let unit = Localized(zh: "单位", en: "Unit")
    static let notOfficial = Localized(
        zh: "本系统出具的样式，供演示与核对；不是海关或贸促会的正式证书。",
        en:
            "A form of this system, for demonstration and comparison; no certificate of the "
            + "customs "
            + "or of the council for trade promotion.")
    static let issuer = Localized(
        zh: "Tradewind 贸易单一窗口 原产地签证", en: "Tradewind single window, certification of origin")
    static let electronic = Localized(zh: "电子签发", en: "issued electronically")
    static let producerUnknown = Localized(zh: "可应要求提供", en: "Available upon request")
    static let replacement = Localized(
        zh: "本证替换先前签发的证明，原证同时失效。",
        en: "This proof stands in for one that was issued before and is good no more.")

    static func declared(_ agreement: Localized, _ importer: Localized) -> Localized {
        Localized(
            zh: "兹声明以上所填内容正确无误，所列货物原产于所标明的国家，符合\(agreement.zh)的原产地规则，"
                + "出口至\(importer.zh)。",
            en: "The undersigned declares that what stands above is correct and that the goods, "
                + "exported to \(importer.en), originate in the country named and meet the rules "
                + "of origin of the \(agreement.en).")
    }

    static func certified(_ agreement: Localized) -> Localized {
        Localized(
            zh: "经核查存档的原产地工作表，兹证明所载内容属实，所列货物符合\(agreement.zh)的原产地规则。",
            en: "On the kept worksheets it is certified that what stands here is correct and that "
                + "the goods meet the rules of origin of the \(agreement.en).")
    }

    static let exporters = Localized(zh: "经核准出口商", en: "Approved exporters")
    static let exportersLede = Localized(
        zh: "登记已认定的企业：只有海关高级认证企业可以认定。",
        en: "Record an approval: only advanced certified enterprises may have one.")
    static let exporterNumber = Localized(zh: "认定编号", en: "Number of the approval")
    static let level = Localized(zh: "信用等级", en: "Credit level")
    static let advanced = Localized(zh: "高级认证企业", en: "Advanced certified")
    static let other = Localized(zh: "其他", en: "Other")
    static let codes = Localized(zh: "税号（可填前几位，空格分隔）", en: "Codes (beginnings, by blanks)")
    static let agreements = Localized(zh: "协定", en: "Agreements")
    static let from = Localized(zh: "自", en: "From")
    static let to = Localized(zh: "至", en: "Until")
    static let record = Localized(zh: "登记", en: "Record")
    static let recorded = Localized(zh: "已登记", en: "Recorded")

    static func kind(_ kind: Proof.Kind) -> Localized {
        switch kind {
        case .certificate: Localized(zh: "原产地证书", en: "Certificate of origin")
        case .declaration: Localized(zh: "原产地声明", en: "Declaration of origin")
        case .backToBack: Localized(zh: "背对背原产地证书", en: "Back-to-back certificate of origin")
        }
    }

    static func state(_ state: Proof.State) -> Localized {
        switch state {
        case .applied: Localized(zh: "待审", en: "Waiting")
        case .issued: Localized(zh: "已签发", en: "Issued")
        case .refused: Localized(zh: "未予签发", en: "Refused")
        case .replaced: Localized(zh: "已替换", en: "Replaced")
        case .withdrawn: Localized(zh: "已撤回", en: "Withdrawn")
        }
    }

    /// An entry of the journal, for people.
    static func event(_ kind: String) -> Localized {
        switch kind {
        case "origin.proof-applied": Localized(zh: "提出申请", en: "Applied for")
        case "origin.proof-declared": Localized(zh: "出具声明", en: "Declared")
        case "origin.proof-issued": Localized(zh: "签发", en: "Issued")
        case "origin.proof-refused": Localized(zh: "不予签发", en: "Refused")
        case "origin.proof-replaced": Localized(zh: "由新证替换", en: "Replaced")
        case "origin.proof-withdrawn": Localized(zh: "撤回", en: "Withdrawn")
        default: Localized(same: kind)
        }
    }
}
