import Kernel

/// Words of the pages about classification.
enum ClassificationTexts {
    static let title = Localized(zh: "智能归类", en: "Classification")
    static let lede = Localized(
        zh: "输入货品描述，得到可能的商品编号、理由和需要进一步说明的问题。结果仅供参考，申报人对归类负责。",
        en: """
            Describe the goods: you get the codes that may fit, why, and the questions that would \
            decide. For reference only; the declarant answers for the code.
            """)
    static let description = Localized(zh: "货品描述", en: "Description of the goods")
    static let descriptionHint = Localized(
        zh: "名称、材质、用途、加工程度、规格，如“婴儿纯棉针织连体衣”。",
        en: "Name, material, use, processing, size: “knitted cotton romper for babies”.")
    static let day = Localized(zh: "税则日期", en: "Tariff as of")
    static let best = Localized(zh: "最优税率", en: "best rate")
    static let dayHint = Localized(zh: "留空为今天", en: "Today if left empty")
    static let classify = Localized(zh: "归类", en: "Classify")
    static let candidates = Localized(zh: "可能的商品编号", en: "Codes that may fit")
    static let code = Localized(zh: "商品编号", en: "Code")
    static let confidence = Localized(zh: "把握", en: "Confidence")
    static let name = Localized(zh: "名称", en: "Name")
    static let because = Localized(zh: "理由", en: "Why")
    static let words = Localized(zh: "起作用的词", en: "Words that count")
    static let similar = Localized(zh: "相似货品", en: "Similar goods")
    static let gone = Localized(zh: "已停用", en: "No longer in force")
    static let now = Localized(zh: "现为", en: "Now")
    static let linesBelow = Localized(zh: "十位编号", en: "Lines of ten digits")
    static let questions = Localized(zh: "以下问题可以区分", en: "What would decide")
    static let differences = Localized(zh: "首选与其他的区别", en: "How the others differ from the first")
    static let first = Localized(zh: "首选", en: "First")
    static let other = Localized(zh: "其他", en: "Other")
    static let nothing = Localized(zh: "没有找到可能的编号", en: "No code was found")
    static let explanation = Localized(zh: "如何得出", en: "How it came about")
    static let basis = Localized(zh: "依据", en: "Learnt from")

    static let confirm = Localized(zh: "确认归类", en: "Confirm a code")
    static let confirmEnterprise = Localized(
        zh: "确认后，本企业再查询相同或相近描述时优先给出该编号；其他企业看不到。",
        en: """
            Once confirmed, your enterprise gets this code first for these and similar words; \
            others do not see it.
            """)
    static let confirmOfficer = Localized(
        zh: "依归类决定确认后，所有人查询时优先给出该编号，并注明决定编号。",
        en: "Confirmed by a ruling, everybody gets this code first, with the number of the ruling.")
    static let tenDigits = Localized(zh: "十位商品编号", en: "Code of ten digits")
    static let reference = Localized(zh: "申报单号或归类决定编号", en: "Number of the declaration or ruling")
    static let keep = Localized(zh: "确认", en: "Confirm")
    static let confirmed = Localized(zh: "已确认的归类", en: "Confirmed codes")
    static let confirmedLede = Localized(
        zh: "归类决定对所有人有效；本企业的确认只对本企业有效。",
        en: "Rulings count for everybody; what your enterprise confirmed counts for it alone.")
    static let kind = Localized(zh: "确认方式", en: "Confirmed by")
    static let holder = Localized(zh: "确认企业", en: "Enterprise")
    static let confirmer = Localized(zh: "作出确认的一方", en: "Whoever confirmed it")
    static let rulingNote = Localized(
        zh: "依归类决定确认，对所有人有效；被撤销或由其他编号取代后，核验页会注明。以归类决定原文为准。",
        en: "Confirmed by a ruling, for everybody. Once it is taken back or another code stands in "
            + "its place, the verification page says so. The ruling itself counts.")
    static let ownNote = Localized(
        zh: "企业自行确认，只对本企业有效，不是海关的归类决定，申报人对归类负责；撤销后，核验页会注明。",
        en: "Confirmed by the enterprise, for itself: no ruling of the customs, and the declarant "
            + "answers for the code. Once it is taken back, the verification page says so.")
    static let rulings = Localized(zh: "归类决定", en: "Rulings")
    static let own = Localized(zh: "本企业确认", en: "Confirmed by the enterprise")
    static let by = Localized(zh: "确认人", en: "By")
    static let at = Localized(zh: "时间", en: "Time")
    static let end = Localized(zh: "撤销", en: "Take back")
    static let none = Localized(zh: "还没有", en: "None yet")
    static let noneHint = Localized(
        zh: "在智能归类结果下方确认。", en: "Confirm one below the answer of a classification.")

    /// Where a known text comes from.
    static func origin(_ origin: KnownText.Origin) -> Localized {
        switch origin {
        case .wording: Localized(zh: "税则条文", en: "wording of the tariff")
        case .synonym: Localized(zh: "常用词", en: "everyday word")
        case .open: Localized(zh: "开放数据", en: "open data")
        case .trained: Localized(zh: "训练数据", en: "training data")
        case .confirmed: Localized(zh: "已确认", en: "confirmed")
        }
    }
}
