import Kernel

/// The words of the pages about the people of an enterprise, and of the links they are sent.
enum PeopleWords {
    static let title = Localized(zh: "人员", en: "People")
    static let note = Localized(
        zh: "邀请同事、设定岗位、停用账户。", en: "Invite colleagues, say what each does, close logins.")
    static let lede = Localized(
        zh: "谁可以代表本企业办理业务，各自能做什么。",
        en: "Who acts for your enterprise, and what each may do.")
    static let person = Localized(zh: "人员", en: "Person")
    static let name = Localized(zh: "姓名", en: "Name")
    static let you = Localized(zh: "您本人", en: "you")
    static let post = Localized(zh: "岗位", en: "Post")
    static let active = Localized(zh: "有效", en: "Open")
    static let closed = Localized(zh: "已停用", en: "Closed")
    static let nobody = Localized(zh: "还没有人员", en: "Nobody yet")
    static let nobodyHint = Localized(zh: "在下方邀请第一位。", en: "Invite the first one below.")

    static let invite = Localized(zh: "邀请人员", en: "Invite somebody")
    static let inviteButton = Localized(zh: "生成邀请链接", en: "Make the link")
    static let invited = Localized(zh: "未接受的邀请", en: "Invitations not yet accepted")
    static let label = Localized(zh: "邀请谁", en: "Whom")
    static let labelHint = Localized(
        zh: "仅供您辨认，例如“仓库 李”。", en: "So that you know it again, for example “warehouse, Li”.")
    static let firstAdministrator = Localized(zh: "第一位管理员", en: "First administrator")
    static let validUntil = Localized(zh: "有效期至", en: "Valid until")
    static let withdraw = Localized(zh: "撤回", en: "Withdraw")
    static let linkMade = Localized(zh: "邀请链接已生成", en: "The invitation")
    static let linkOnce = Localized(
        zh: "链接只显示这一次，只能用一次。请通过可靠途径交给本人。",
        en: "It is shown this once and works once. Hand it to the person over a channel you trust.")

    static let changePost = Localized(zh: "变更岗位", en: "Change the post")
    static let offerRecovery = Localized(zh: "重置密码", en: "Reset the password")
    static let offerRecoveryLede = Localized(
        zh: "生成一次性链接，由本人设置新密码；使用后其全部登录会话结束。",
        en: "Makes a link by which the person sets a new password; all sessions end with it.")
    static let yourPassword = Localized(zh: "您本人的密码", en: "Your own password")
    static let recoveryMade = Localized(zh: "重置链接已生成", en: "The link to a new password")
    static let close = Localized(zh: "停用账户", en: "Close the login")
    static let closeLede = Localized(
        zh: "登录会话、其创建的接口密钥和未接受的邀请立即失效，办理记录保留。",
        en: "Sessions, the API keys the person made and open invitations end at once; what was "
            + "done stays on record.")
    static let reopen = Localized(zh: "恢复账户", en: "Open the login again")
    static let reopenLede = Localized(
        zh: "以原密码登录；已失效的接口密钥不恢复。",
        en: "With the password it had; API keys that ended stay ended.")
    static let keysMade = Localized(zh: "有效的接口密钥（本人创建）", en: "API keys made and in force")

    static let invitation = Localized(zh: "加入企业", en: "Join an enterprise")
    static let invitationLede = Localized(
        zh: "设置您的登录名和密码，然后登录。", en: "Choose a login and a password, then sign in.")
    static let accept = Localized(zh: "加入", en: "Join")
    static let loginHint = Localized(
        zh: "3 至 64 位小写字母、数字或 . - _ @。", en: "3 to 64 of a–z, digits, . - _ @.")
    static let recovery = Localized(zh: "设置新密码", en: "Set a new password")
    static let recoveryLede = Localized(
        zh: "设置后，此前的全部登录会话结束。", en: "Every session begun before ends.")
    static let ownRecovery = Localized(
        zh: "忘记密码", en: "Forgotten your password")
    static let ownRecoveryLede = Localized(
        zh: "同时凭验证器和一个恢复码设置新密码。设置后，此前的全部登录会话结束，该恢复码失效。",
        en: "Set a new one by your app together with a recovery code. Every session begun before "
            + "ends, and that recovery code is used.")
    static let recoveryByOthers = Localized(
        zh: "没有启用第二因素，或恢复码也丢了：请本单位另一位管理员在“人员”页为您生成一次性链接；"
            + "没有别的管理员的，联系运维人员核实身份后办理。",
        en: "No second factor, or the codes are lost, too: another administrator of your enterprise"
            + " makes you a one-time link on the page People; where there is none, the operator"
            + " does, who makes sure of who you are.")
    static let recoveryCode = Localized(zh: "恢复码", en: "Recovery code")
    static let recoveryCodeHint = Localized(
        zh: "启用第二因素时保存的，四组各六位字母和数字。",
        en: "Kept when the second factor was switched on: four groups of six letters and digits.")
    static let onlyAdministrator = Localized(
        zh: "本企业只有一名管理员", en: "The firm has one administrator only")
    static let onlyAdministratorFix = Localized(
        zh: "请再请一位同事担任管理员，或启用第二因素并保存恢复码；否则管理员忘记密码，须到系统管理机构核验后才能重置。",
        en: "Make a colleague one as well, or switch on the second factor and keep the recovery "
            + "codes: else a forgotten password takes a visit to the operator.")
    static let newPassword = Localized(zh: "新密码", en: "New password")
    static let setPassword = Localized(zh: "保存新密码", en: "Save the new password")

    static func passwordHint(_ least: Int) -> Localized {
        Localized(
            zh: "至少 \(least) 个字符，可以是一句话；不要求大小写和符号，但不能是常见密码。",
            en: "\(least) characters at least; a sentence is fine. No need for capitals or signs, "
                + "but it must not be a common one.")
    }
}
