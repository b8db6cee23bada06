import Kernel

/// What pages say about sealed events.
enum EventWords {
    static let check = Localized(zh: "核验证明", en: "Check a proof")
    static let events = Localized(zh: "存证事件", en: "Sealed events")
    static let all = Localized(zh: "全部字段", en: "All fields")
    static let choose = Localized(zh: "披露哪些字段", en: "Fields to show")
    static let withheld = Localized(zh: "未披露的字段", en: "Withheld fields")
    static let unproven = Localized(
        zh: "报文中没有，未证明", en: "Not in the message, not proven")
    static let download = Localized(zh: "下载证明（JSON）", en: "Download the proof (JSON)")
    static let number = Localized(zh: "序号", en: "Number")
    static let time = Localized(zh: "时间", en: "Time")
    static let event = Localized(zh: "事件", en: "Event")
    static let subject = Localized(zh: "单证编号", en: "Number of the matter")
    static let matter = Localized(zh: "对象类型", en: "Kind of matter")
    static let others = Localized(zh: "其余内容", en: "The rest")
    static let basis = Localized(zh: "依据", en: "Legal basis")
    static let logged = Localized(zh: "存证时间", en: "Logged")
    static func entry(_ index: Int) -> Localized {
        Localized(zh: "日志条目 \(index)", en: "Log entry \(index)")
    }
    static let place = Localized(zh: "在日志中的位置", en: "Place in the log")
    static let witnesses = Localized(zh: "见证方", en: "Witnesses")
    static let note = Localized(
        zh: "对本企业作出的决定和结果，可只披露其中几项。",
        en: "Decisions and results about you; show some fields, withhold the others.")

    static let checkLede = Localized(
        zh: "任何人都可以核验，无需登录。粘贴附证明的回执、单据或存证事件即可。本页按本系统公布的策略核验；"
            + "如对本系统有疑问，请用核验程序在自己的电脑上离线核验。",
        en: "Anybody may check, without an account: paste a receipt, a paper or an event with its "
            + "proof. This page goes by the policy this system publishes; whoever doubts the "
            + "system checks offline with tradewind verify.")
    static let eventsLede = Localized(
        zh: "对本企业作出的决定、查验结果、证书签发等法律事件逐项加盐存证。可只披露所选字段，核验方看得到哪些字段未披露，看不到其内容。",
        en: "Decisions, results of inspections, certificates: each is sealed field by field. Show "
            + "the fields you choose; whoever checks sees which are withheld, and not what they "
            + "say.")
    static let eventLede = Localized(
        zh: "勾选要披露的字段，下载证明后交给需要的人。经办人只存哈希，不对外披露。",
        en: "Tick what is to be shown, download the proof and hand it on. Who acted is hashed and "
            + "told nobody.")
    static let paste = Localized(
        zh: "附证明的回执、单据或事件（JSON）", en: "Receipt, paper or event with its proof (JSON)")
    static let none = Localized(zh: "尚无事件", en: "Nothing yet")
    static let noneHint = Localized(
        zh: "关员作出决定、记录查验结果或签发证书后，数秒内在此显示。",
        en: "Decisions, results and certificates appear here within seconds.")

    static func holds(_ count: Int) -> Localized {
        Localized(
            zh: "证明成立：共 \(count) 项，所列内容与存证时一致。",
            en: "It holds: \(count) in all, as shown, were logged like this.")
    }

    /// A field for people; what a payload says bears its own name.
    static func field(_ name: String, _ language: Language) -> String {
        switch name {
        case "kind": event[language]
        case "subject": subject[language]
        case "type": matter[language]
        case "citation": basis[language]
        case "actor": Localized(zh: "经办人", en: "Who acted")[language]
        case "status": Localized(zh: "状态", en: "Status")[language]
        case "content": Localized(zh: "原文", en: "Full text")[language]
        default: Localized(zh: "内容 \(name)", en: "Content \(name)")[language]
        }
    }
}
