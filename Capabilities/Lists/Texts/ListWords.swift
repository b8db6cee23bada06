import Kernel

/// Words of lists.
enum ListWords {
    static let lists = Localized(zh: "企业名单", en: "Lists of firms")
    static let own = Localized(zh: "我的名单", en: "My lists")
    static let desk = Localized(zh: "名单管理", en: "Keep lists")
    static let facts = Localized(zh: "企业指标", en: "Figures of firms")
    static let list = Localized(zh: "名单", en: "List")
    static let firm = Localized(zh: "企业", en: "Firm")
    static let code = Localized(zh: "统一社会信用代码", en: "Credit code")
    static let item = Localized(zh: "商品", en: "Goods")
    static let since = Localized(zh: "起", en: "From")
    static let until = Localized(zh: "止", en: "To")
    static let edition = Localized(zh: "年度", en: "Edition")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let document = Localized(zh: "依据文件", en: "Document")
    static let state = Localized(zh: "状态", en: "State")
    static let points = Localized(zh: "得分", en: "Points")
    static let day = Localized(zh: "日期", en: "Day")
    static let search = Localized(zh: "企业名称、代码或商品编号", en: "Name, code or goods")
    static let nominate = Localized(zh: "提名", en: "Nominate")
    static let nomination = Localized(zh: "提名", en: "Nomination")
    static let changes = Localized(zh: "变动", en: "Changes")
    static let movements = Localized(zh: "列入和移出", en: "Entries and exits")
    static let basis = Localized(zh: "依据", en: "Basis")
    static let criteria = Localized(zh: "标准", en: "Criteria")
    static let value = Localized(zh: "数值", en: "Value")
    static let fact = Localized(zh: "指标", en: "Figure")
    static let limit = Localized(zh: "每页条数", en: "Rows")

    static let listsLede = Localized(
        zh: "按日期查询名单成员；每次列入和移出都有理由和文件。",
        en: "Members as of any day; every entry and exit has a reason and a document.")
    static let ownLede = Localized(
        zh: "本企业在每份名单上的情况：在册与否、为什么、还缺什么。",
        en: "What each list is to your firm: on it or not, why, and what is missing.")

    static func name(_ kind: ListFile.Kind) -> Localized {
        switch kind {
        case .edition: Localized(zh: "年度名单", en: "Yearly list")
        case .register: Localized(zh: "动态名单", en: "Register")
        }
    }

    static func name(_ state: Nomination.State) -> Localized {
        switch state {
        case .open: Localized(zh: "待评定", en: "Waits")
        case .proposed: Localized(zh: "待复核", en: "Waits for the second officer")
        case .listed: Localized(zh: "已列入", en: "Listed")
        case .passedOver: Localized(zh: "未入选", en: "Not taken")
        case .withdrawn: Localized(zh: "已撤回", en: "Withdrawn")
        }
    }

    static func name(_ kind: ListChange.Kind) -> Localized {
        switch kind {
        case .publication: Localized(zh: "年度公布", en: "Publication")
        case .entry: Localized(zh: "列入", en: "Entry")
        case .exit: Localized(zh: "移出", en: "Exit")
        }
    }

    static func name(_ kind: Movement.Kind) -> Localized {
        switch kind {
        case .entry: name(ListChange.Kind.entry)
        case .exit: name(ListChange.Kind.exit)
        case .ended: Localized(zh: "到期", en: "Ended")
        }
    }

    static func name(_ state: ListChange.State) -> Localized {
        switch state {
        case .proposed: Localized(zh: "待复核", en: "Waits for the second officer")
        case .confirmed: Localized(zh: "已生效", en: "Confirmed")
        case .rejected: Localized(zh: "已否决", en: "Rejected")
        }
    }

    static func level(_ level: String) -> Localized {
        switch level {
        case "advanced": Localized(zh: "高级认证企业", en: "Advanced certified")
        case "certified": Localized(zh: "认证企业", en: "Certified")
        case "regular": Localized(zh: "常规管理企业", en: "Regular")
        case "discredited": Localized(zh: "失信企业", en: "Discredited")
        case "seriously-discredited": Localized(zh: "严重失信企业", en: "Seriously discredited")
        default: Localized(same: level)
        }
    }

    static func nominators(_ who: [ListFile.Nominator]) -> Localized {
        switch (who.contains(.firm), who.contains(.authority)) {
        case (true, true): Localized(zh: "企业自荐或主管部门推荐", en: "the firm or the authority")
        case (true, false): Localized(zh: "企业自荐", en: "the firm")
        default: Localized(zh: "主管部门", en: "the authority")
        }
    }
}
