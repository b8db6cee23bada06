import Kernel

/// The words of signing up an enterprise.
enum SignUpWords {
    static let title = Localized(zh: "企业注册", en: "Sign up an enterprise")
    static let note = Localized(
        zh: "填写企业信息，核对后设立本企业的第一位管理员。",
        en: "Tell us your enterprise; once confirmed you set up its first administrator.")
    static let lede = Localized(
        zh: "填写与营业执照和海关备案一致的信息。已注册的企业无须重复注册，请向本企业管理员索取邀请链接。",
        en: "Give what stands on your licence and your customs filing. If your enterprise is here "
            + "already, ask its administrator for an invitation instead.")
    static let haveLogin = Localized(zh: "已有账户，去登录", en: "I have a login already")
    static let nameHint = Localized(zh: "营业执照上的全称。", en: "The full name on the business licence.")
    static let nameEn = Localized(zh: "英文名称", en: "English name")
    static let creditCodeHint = Localized(
        zh: "营业执照上的 18 位代码。", en: "The 18 characters on the business licence.")
    static let customsCodeHint = Localized(
        zh: "已在海关备案的，填写 10 位海关注册编码。",
        en: "Ten characters, if you are registered with the customs.")
    static let districtHint = Localized(
        zh: "4 位关区代码，例如 2244 上海快件。",
        en: "Four digits, for example 2244 for Shanghai Express Consignments Customs.")
    static let roles = Localized(zh: "企业类型", en: "Roles")
    static let rolesHint = Localized(
        zh: "已向海关备案的跨境电商企业类型，可多选。", en: "What you have filed with the customs; several may apply.")
    static let contactName = Localized(zh: "联系人", en: "Contact")
    static let contactPhone = Localized(zh: "联系电话", en: "Telephone")
    static let contactHint = Localized(
        zh: "仅供核对注册信息的关员联系您。", en: "Only for the officer who checks what you have entered.")
    static let send = Localized(zh: "提交注册", en: "Sign up")

    static let applicant = Localized(zh: "申请企业", en: "Enterprise that signs up")
    static let stated = Localized(zh: "企业填写的信息", en: "What the enterprise stated")
    static let paperNote = Localized(
        zh: "本件载明企业填写的信息和打印时的核对情况，不作为已登记入册的证明；状态变化后，核验页会注明本件已不是最新。",
        en: "This says what the enterprise stated and how it stood when it was printed; it does "
            + "not show that the enterprise is in the register. Once that changes, whoever "
            + "verifies it is told that it is out of date.")
    static let statusTitle = Localized(zh: "注册进度", en: "Your sign-up")
    static let sent = Localized(zh: "提交时间", en: "Sent")
    static let decided = Localized(zh: "办结时间", en: "Decided")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let reasonHint = Localized(
        zh: "申请企业可以看到，不超过 200 个字符。", en: "The enterprise reads it; 200 characters at most.")
    static let waiting = Localized(zh: "已收到，等待关员核对", en: "Received: an officer looks at it")
    static let keepAddress = Localized(
        zh: "请保存本页地址：凭它查看结果并设立第一位管理员。地址只在此处显示，请勿转发他人。",
        en: "Keep the address of this page: it shows what came of it and lets you set up the first "
            + "administrator. It is shown nowhere else; give it to nobody.")
    static let declined = Localized(zh: "注册未通过", en: "Your sign-up was declined")
    static let again = Localized(zh: "更正后重新注册", en: "Mend it and sign up again")
    static let confirmed = Localized(zh: "企业已注册", en: "Your enterprise is in the register")
    static let setUp = Localized(
        zh: "请设立本企业的第一位管理员，由其邀请其他人员。",
        en: "Set up the first administrator now, who then invites everybody else.")
    static let setUpButton = Localized(zh: "设立管理员", en: "Set up the administrator")

    static let desk = Localized(zh: "企业注册核对", en: "Enterprises to confirm")
    static let deskLede = Localized(
        zh: "在您的关区备案的企业。确认后即登记入册，由企业设立其第一位管理员。",
        en: "Enterprises registered in your districts. Confirmed, they are in the register and set "
            + "up their first administrator.")
    static let deskNote = Localized(
        zh: "核对自助注册的企业，确认或退回。", en: "Confirm or decline enterprises that signed up.")
    static let one = Localized(zh: "企业注册申请", en: "Sign-up of an enterprise")
    static let none = Localized(zh: "没有这类注册申请", en: "No such sign-ups")
    static let noneHint = Localized(
        zh: "企业提交注册后在此显示。", en: "They are shown here once an enterprise signs up.")
    static let statusQuery = Localized(
        zh: "状态：waiting、confirmed、declined；缺省为 waiting",
        en: "waiting (the default), confirmed or declined")
    static let taken = Localized(
        zh: "代码已属于登记在册的企业，确认将被拒绝：",
        en: "A code belongs to an enterprise in the register; confirming will be refused:")
    static let confirm = Localized(zh: "确认注册", en: "Confirm")
    static let confirmLede = Localized(
        zh: "确认信息与营业执照和海关备案一致。所列企业类型自今天起有效。",
        en: "What is stated agrees with the licence and the filing. The roles hold from today.")
    static let decline = Localized(zh: "不予通过", en: "Decline")

    static func name(_ status: SignUp.Status) -> Localized {
        switch status {
        case .waiting: Localized(zh: "待核对", en: "Waiting")
        case .confirmed: Localized(zh: "已注册", en: "Confirmed")
        case .declined: Localized(zh: "未通过", en: "Declined")
        }
    }
}
