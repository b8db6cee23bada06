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
    ]

    static func area(_ kind: String) -> Localized {
        let room = String(kind.prefix { $0 != "." })
        return areas.first { $0.id == room }?.name ?? Localized(same: room)
    }

    /// What a kind of entry means; its own word where another room has not told us any.
    static func event(_ kind: String) -> Localized {
        let part = String(kind.drop { $0 != "." }.dropFirst())
        guard kind.hasPrefix("parties."), let words = own[part] else {
            return Localized(same: part)
        }
        return Localized(zh: words.0, en: words.1)
    }

    private static let own: [String: (String, String)] = [
        "enrolled": ("企业登记", "Enterprise entered"), "role-granted": ("增加企业类型", "Role granted"),
        "role-ended": ("终止企业类型", "Role ended"), "suspended": ("暂停企业", "Suspended"),
        "restored": ("恢复企业", "Restored"), "user-added": ("新增人员", "Person added"),
        "user-closed": ("停用账户", "Login closed"), "user-reopened": ("恢复账户", "Login opened"),
        "password-set": ("设置密码", "Password set"), "post-set": ("变更岗位", "Post changed"),
        "invited": ("邀请人员", "Invited"),
        "invitation-withdrawn": ("撤回邀请", "Invitation withdrawn"),
        "recovery-offered": ("生成重置链接", "Link to a new password made"),
        "recovered": ("重置密码", "Password recovered"),
        "factor-set": ("启用第二因素", "Second factor on"),
        "factor-removed": ("停用第二因素", "Second factor off"),
        "sessions-ended": ("结束其他会话", "Other sessions ended"),
        "sign-up-sent": ("提交注册", "Signed up"), "sign-up-confirmed": ("注册通过", "Confirmed"),
        "sign-up-declined": ("注册未通过", "Declined"),
        "mandate-offered": ("发起委托", "Mandate proposed"),
        "mandate-accepted": ("确认委托", "Mandate accepted"),
        "mandate-revoked": ("终止委托", "Mandate ended"), "signed-in": ("登录", "Signed in"),
        "signed-out": ("退出登录", "Signed out"), "session-revoked": ("结束会话", "Session ended"),
        "key-created": ("新建密钥", "Key made"), "key-rotated": ("轮换密钥", "Key replaced"),
        "key-revoked": ("吊销密钥", "Key revoked"),
    ]

    /// Kinds of this room that have words.
    static var told: Set<String> { Set(own.keys.map { "parties." + $0 }) }
}
