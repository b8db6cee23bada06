import Kernel

/// What is wrong with a seat that somebody wants to give.
enum SeatFault {
    case body, officer, otherAuthority, day, period, endless, notYours, yourself, past, there
    /// Nobody hands over for longer than the own seat lasts.
    case beyondYours(Day)

    func at(_ field: String) -> Fault {
        Fault(code: "procedures.seat", path: "/" + field, message: message, fix: fix)
    }

    private var message: Localized {
        switch self {
        case .body: Localized(zh: "没有这个单位。", en: "There is no such body.")
        case .officer: Localized(zh: "没有这个审核人员的登录名。", en: "No officer has this login.")
        case .otherAuthority:
            Localized(
                zh: "该人员属于另一部门，不能安排到这个单位的席位。",
                en: "The officer belongs to another authority and cannot sit at this desk.")
        case .day: Localized(zh: "不是有效日期。", en: "That is no day of the calendar.")
        case .period: Localized(zh: "结束日早于开始日。", en: "It would end before it begins.")
        case .endless: Localized(zh: "委托代办须有结束日。", en: "A hand-over needs a last day.")
        case .notYours: Localized(zh: "您今天不在该单位的席位上。", en: "You hold no seat there today.")
        case .yourself: Localized(zh: "不能委托给本人。", en: "One cannot hand over to oneself.")
        case .past: Localized(zh: "委托不能从过去开始。", en: "A hand-over does not begin in the past.")
        case .there:
            Localized(
                zh: "该人员自这一天起已有这个单位的席位，委托不能取代它。",
                en: "The officer has a seat there from that day on, which a hand-over does not "
                    + "replace.")
        case .beyondYours(let last):
            Localized(
                zh: "您自己的席位只到 \(last.text)，不能委托到更晚。",
                en: "Your own seat lasts until \(last.text): it is not handed over for longer.")
        }
    }

    private var fix: Localized {
        switch self {
        case .body: Localized(zh: "请从列表中选择。", en: "Choose from the list.")
        case .officer: Localized(zh: "请核对登录名。", en: "Check the login.")
        case .otherAuthority:
            Localized(
                zh: "请填写该单位所属部门的人员。", en: "Name an officer of the authority the body belongs to.")
        case .day: Localized(zh: "请按 2026-01-31 的格式填写。", en: "Write it as 2026-01-31.")
        case .period, .endless: Localized(zh: "请改写结束日。", en: "Write another last day.")
        case .notYours:
            Localized(zh: "只能委托自己所在单位的席位。", en: "Hand over a seat of your own body.")
        case .yourself: Localized(zh: "请填写另一名人员。", en: "Name another officer.")
        case .past: Localized(zh: "请写今天或以后的日期。", en: "Write today or a later day.")
        case .there:
            Localized(
                zh: "该人员本来就可以办理，不需要委托；或另选一名人员。",
                en: "That officer can act already; or name another one.")
        case .beyondYours(let last):
            Localized(
                zh: "结束日请写 \(last.text) 或更早；更长的请管理员安排。",
                en: "Write \(last.text) or an earlier day; for longer, an administrator gives "
                    + "seats.")
        }
    }
}
