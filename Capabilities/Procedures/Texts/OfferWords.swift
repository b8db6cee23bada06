import Kernel

/// What is wrong with an offer that somebody wants to make.
enum OfferFault {
    case title, day, period, capacity, long(Int)
    /// Places are counted in whole ones.
    case whole

    func at(_ field: String) -> Fault {
        Fault(code: "procedures.offer", path: "/" + field, message: message, fix: fix)
    }

    /// The largest number that can be kept.
    private static let most = Fixed(raw: .max).text

    private var message: Localized {
        switch self {
        case .title:
            Localized(
                zh: "请填写中文名称，不超过 100 个字。",
                en: "A Chinese name of at most 100 characters is needed.")
        case .day: Localized(zh: "不是有效日期。", en: "That is no day of the calendar.")
        case .period:
            Localized(
                zh: "截止日早于开始日或今天。", en: "It would close before it opens, or before today.")
        case .capacity:
            Localized(
                zh: "应为大于零、不超过 \(Self.most) 的数字。",
                en: "A number above zero and not above \(Self.most) is needed.")
        case .long(let most): Localized(zh: "超过 \(most) 个字。", en: "More than \(most) characters.")
        case .whole: Localized(zh: "名额应为整数。", en: "Places are counted in whole ones.")
        }
    }

    private var fix: Localized {
        switch self {
        case .title, .long: Localized(zh: "请补填或缩短。", en: "Fill it in or shorten it.")
        case .day: Localized(zh: "请按 2026-01-31 的格式填写。", en: "Write it as 2026-01-31.")
        case .period: Localized(zh: "请改写截止日。", en: "Write another last day.")
        case .whole: Localized(zh: "例如 30。", en: "For example 30.")
        case .capacity:
            Localized(
                zh: "例如 30；请写全，不用科学计数法。", en: "For example 30; write it out, without exponent.")
        }
    }
}

/// Words about offers, registers, parts and computed values.
extension ProcedureWords {
    static let offers = Localized(zh: "场次、批次和目录", en: "Dates, calls and catalogues")
    static let offersLede = Localized(
        zh: "由您所在单位维护的可选项：课程场次、预约时段、资金申报批次、展会目录。",
        en: "What your body keeps for applicants to choose: courses, slots, calls, catalogues.")
    static let nothingKept = Localized(zh: "没有由您所在单位维护的事项", en: "Your bodies keep none")
    static let nothingKeptHint = Localized(
        zh: "事项文件写明由哪个单位维护。", en: "The service file says which body keeps them.")
    static let nothingOffered = Localized(zh: "现在没有可选项", en: "Nothing is offered now")
    static let nothingOfferedHint = Localized(
        zh: "主管单位发布后显示在这里。", en: "What the body publishes shows here.")
    static let title = Localized(zh: "名称", en: "Name")
    static let titleZh = Localized(zh: "中文名称", en: "Name in Chinese")
    static let titleEn = Localized(zh: "英文名称（可不填）", en: "Name in English (optional)")
    static let note = Localized(zh: "说明", en: "Note")
    static let opens = Localized(zh: "开始受理日（不填为今天）", en: "Opens (today if empty)")
    static let closes = Localized(zh: "截止受理日", en: "Closes")
    static let heldOn = Localized(zh: "举办或发生日期", en: "Takes place on")
    static let hours = Localized(zh: "时间", en: "Time")
    static let capacity = Localized(zh: "名额或额度", en: "Capacity")
    static let unlimited = Localized(zh: "不限", en: "No limit")
    static let full = Localized(zh: "已满", en: "Full")
    static let offerNow = Localized(zh: "发布", en: "Publish")
    static let closeOffer = Localized(zh: "停止受理", en: "Close")
    static let closedOffer = Localized(zh: "已停止受理", en: "Closed")
    static let register = Localized(zh: "公开查询", en: "Public register")
    static let registers = Localized(zh: "可公开查询的登记", en: "Public registers")
    static let searchRegister = Localized(zh: "编号、名称或内容", en: "Number, name or content")
    static let nothingRegistered = Localized(zh: "没有查到记录", en: "No entry found")
    static let nothingRegisteredHint = Localized(
        zh: "请核对编号，或换一个词。", en: "Check the number, or try another word.")
    static let holder = Localized(zh: "持有人", en: "Holder")
    static let validFrom = Localized(zh: "生效日", en: "From")
    static let inForce = Localized(zh: "有效", en: "In force")
    static let ended = Localized(zh: "已过期", en: "Ended")
    static let revoked = Localized(zh: "已撤销", en: "Revoked")
    static let revoke = Localized(zh: "撤销", en: "Revoke")
    static let revocationTitle = Localized(zh: "撤销决定", en: "Decision to revoke")
    static let revocation = Localized(
        zh: "原准予的决定自本日起撤销。", en: "What was granted is revoked from this day on.")
    static let parts = Localized(zh: "并联办理", en: "Bodies at work in parallel")
    static let partsOnAppeal = Localized(
        zh: "复核改为准予前，一般办理必经而尚未通过的办理项须由原单位另行办理；已通过的不再重复。",
        en: "Before an appeal can grant, each body does again what every grant needs and was not "
            + "passed; what was passed is not asked again.")
    static let part = Localized(zh: "办理项", en: "Check")
    static let passPart = Localized(zh: "通过", en: "Pass")
    static let failPart = Localized(zh: "不通过", en: "Do not pass")
    static let waits = Localized(zh: "办理中", en: "Under way")
    static let computed = Localized(zh: "系统计算结果", en: "Worked out")
    static let computedHint = Localized(
        zh: "根据已保存的内容和现行规则试算，以提交时的计算为准。",
        en: "From what is saved and the rules in force; what counts is worked out on submission.")
    static let appealUntil = Localized(zh: "可申请复核的最后一天", en: "last day to appeal")
    static let expires = Localized(zh: "有效期最后一天", en: "last day of validity")
    static let allTopics = Localized(zh: "全部主题", en: "All topics")
    static let topic = Localized(zh: "主题", en: "Topic")
    static let values = Localized(zh: "现行标准和额度", en: "Values in force")
    static let byRule = Localized(zh: "系统按规则自动办理", en: "done by the rule")

    static func ownName(_ name: String) -> Localized {
        switch name {
        case "today": Localized(zh: "申请日", en: "Day of the application")
        case FirmLook.level: Localized(zh: "海关信用等级", en: "Credit level with the customs")
        default: Localized(zh: "所选项的日期", en: "Day of what was chosen")
        }
    }


    static func saved(at now: Instant) -> Localized {
        let time = String(now.text.dropFirst(11).prefix(8))
        return Localized(zh: "已自动保存 \(time)", en: "Saved at \(time)")
    }

    static func onList(_ list: Localized) -> Localized {
        Localized(zh: "列入“\(list.zh)”", en: "On the list “\(list.en)”")
    }
}
