import Kernel

/// Words of the register's pages.
enum PolicyWords {
    static let title = Localized(zh: "贸易政策", en: "Trade policies")
    static let mine = Localized(zh: "与我有关的政策", en: "Policies that concern you")
    static let publish = Localized(zh: "政策发布", en: "Publish policies")
    static let document = Localized(zh: "文号", en: "Document")
    static let article = Localized(zh: "条款", en: "Article")
    static let issuer = Localized(zh: "发布机关", en: "Issued by")
    static let issued = Localized(zh: "发布日期", en: "Issued")
    static let from = Localized(zh: "施行日期", en: "In force from")
    static let to = Localized(zh: "失效日期", en: "Until")
    static let kind = Localized(zh: "类别", en: "Kind")
    static let limit = Localized(zh: "最多条数", en: "At most")
    static let after = Localized(zh: "从第几条之后", en: "After so many")
    static let topic = Localized(zh: "主题", en: "Topic")
    static let topics = Localized(zh: "主题", en: "Topics")
    static let bodies = Localized(zh: "责任单位", en: "Responsible")
    static let appliedBy = Localized(zh: "在哪里适用", en: "What applies it")
    static let versions = Localized(zh: "历次版本", en: "Versions")
    static let articles = Localized(zh: "条款要点", en: "Articles in short")
    static let day = Localized(zh: "查看日期", en: "As of")
    static let state = Localized(zh: "状态", en: "State")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let source = Localized(zh: "内容来源", en: "How it is known")
    static let why = Localized(zh: "为何有关", en: "Why")
    static let subscriptions = Localized(zh: "订阅", en: "What you follow")
    static let readings = Localized(zh: "阅读和使用", en: "Read and used")
    static let opinions = Localized(zh: "部门意见", en: "Opinions of authorities")
    static let ownWords = Localized(
        zh: "以下为要点，不是原文；以正式文本为准。",
        en: "In short and in our own words; the official text counts.")

    static func name(_ kind: PolicyVersion.Kind) -> Localized {
        switch kind {
        case .law: Localized(zh: "法律", en: "Law")
        case .regulation: Localized(zh: "行政法规", en: "Regulation")
        case .order: Localized(zh: "部门规章", en: "Order")
        case .notice: Localized(zh: "公告和通知", en: "Notice")
        case .paper: Localized(zh: "地方政策文件", en: "Paper of the city")
        case .agreement: Localized(zh: "贸易协定", en: "Trade agreement")
        case .standard: Localized(zh: "标准和规范", en: "Standard")
        case .default: Localized(zh: "系统默认设置", en: "Default of this system")
        }
    }

    static func name(_ kind: PolicyUse.Kind) -> Localized {
        switch kind {
        case .service: Localized(zh: "办理事项", en: "Service")
        case .list: Localized(zh: "企业名单", en: "List of firms")
        case .benefit: Localized(zh: "惠企政策", en: "Benefit")
        case .table: Localized(zh: "计算或规则", en: "Calculator or rule")
        }
    }

    static func name(_ state: PolicyEdition.State) -> Localized {
        switch state {
        case .proposed: Localized(zh: "待确认", en: "Proposed")
        case .confirmed: Localized(zh: "已发布", en: "Published")
        case .rejected: Localized(zh: "未通过", en: "Rejected")
        }
    }

    static func standing(_ version: PolicyVersion, on day: Day) -> Localized {
        if version.holds(on: day) { return Localized(zh: "有效", en: "In force") }
        return day < version.from
            ? Localized(zh: "尚未施行", en: "Not yet in force")
            : Localized(zh: "已失效", en: "No longer in force")
    }
}
