import Kernel

/// The words of the page that says who did what.
enum AuditWords {
    static let title = Localized(zh: "操作记录", en: "Audit trail")
    static let note = Localized(
        zh: "谁在什么时候对本企业的业务做了什么。", en: "Who did what to your enterprise's things, and when.")
    static let lede = Localized(
        zh: "本企业人员、接口密钥和机关对本企业业务的操作，以及登录记录。不显示个人信息和单证内容。",
        en: "What your people, your keys and the authorities did, and who signed in. No personal "
            + "data and no contents are shown.")
    static let time = Localized(zh: "时间", en: "Time")
    static let who = Localized(zh: "操作人", en: "Who")
    static let what = Localized(zh: "操作", en: "What")
    static let area = Localized(zh: "业务", en: "Area")
    static let subject = Localized(zh: "对象", en: "Thing")
    static let from = Localized(zh: "起始日期", en: "From")
    static let to = Localized(zh: "截止日期", en: "To")
    static let everybody = Localized(zh: "所有人", en: "Everybody")
    static let all = Localized(zh: "全部业务", en: "Everything")
    static let none = Localized(zh: "没有符合条件的记录", en: "Nothing like that")
    static let noneHint = Localized(zh: "请放宽筛选条件。", en: "Ask for less.")
    static let download = Localized(zh: "下载 CSV", en: "Download CSV")
    static let csv = Localized(
        zh: "操作记录 CSV，最多 10000 行", en: "The audit trail as CSV, 10,000 lines at most")
    static func cut(_ most: Int) -> Localized {
        Localized(
            zh: "未列完：只列出最近 \(most) 行，请缩短日期范围后重新下载。",
            en: "Cut off: only the latest \(most) lines are here. Ask for fewer days.")
    }
    static let earlier = Localized(zh: "更早", en: "Earlier")

    static let system = Localized(zh: "系统", en: "The system")
    static let officer = Localized(zh: "关员", en: "An officer")
    static let operators = Localized(zh: "系统管理机构", en: "The operator")
    static let otherEnterprise = Localized(zh: "其他企业", en: "Another enterprise")

    static let actorQuery = Localized(zh: "人员或密钥的编号", en: "id of a person or key")
    static let areaQuery = Localized(
        zh: "业务，例如 parties、declarations", en: "area, such as parties or declarations")
    static let dayQuery = Localized(zh: "日期，例如 2026-11-20", en: "a day, such as 2026-11-20")
    static let beforeQuery = Localized(zh: "只取此序号之前的记录", en: "entries before this number")

    /// Areas that can be asked for, by how kinds of theirs begin.
    static let areas: [(id: String, name: Localized)] = [
        ("parties", Localized(zh: "账户与人员", en: "Accounts and people")),
        ("declarations", Localized(zh: "清单与报文", en: "Lists and messages")),
        ("entries", Localized(zh: "报关单", en: "Goods declarations")),
        ("balances", Localized(zh: "额度与担保", en: "Balances and guarantees")),
        ("inspections", Localized(zh: "查验与前置仓", en: "Inspections and front warehouse")),
        ("origin", Localized(zh: "原产地", en: "Origin")),
        ("procedures", Localized(zh: "办事申请", en: "Services")),
        ("classification", Localized(zh: "归类", en: "Classification")),
        ("lists", Localized(zh: "企业名单", en: "Lists of firms")),
        ("entitlements", Localized(zh: "优惠与扶持", en: "Benefits")),
        ("policies", Localized(zh: "政策", en: "Policies")),
        ("tariff", Localized(zh: "税则与税费", en: "Tariff and taxes")),
    ]

    /// Of rooms that have told us no name.
    static let elsewhere = Localized(zh: "其他业务", en: "Something else")

    /// `entries.entry-paid` is of entries, `tariff-edition-loaded` of the tariff.
    static func area(_ kind: String) -> Localized {
        let room = String(kind.prefix { $0 != "." && $0 != "-" })
        return areas.first { $0.id == room }?.name ?? elsewhere
    }

    /// What a kind of entry means; the name of its area where it has no words.
    static func event(_ kind: String) -> Localized { AuditEvents.words[kind] ?? area(kind) }

    /// Kinds that have words.
    static var told: Set<String> { Set(AuditEvents.words.keys) }
}
