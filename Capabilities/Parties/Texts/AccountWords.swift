import Kernel

/// The words of the pages to sign in and of the account.
enum AccountWords {
    static let signIn = Localized(zh: "登录", en: "Sign in")
    static func signInLede(_ minutes: Int) -> Localized {
        Localized(
            zh: "使用本单位分配的登录名。连续 \(minutes) 分钟未操作将自动退出。",
            en: "Use the login your organisation gave you. "
                + "You are signed out after \(minutes) minutes without use.")
    }
    static let login = Localized(zh: "登录名", en: "Login")
    static let forgotten = Localized(
        zh: "忘记密码：已启用第二因素的，可凭验证器和恢复码自行重设；否则请本企业其他管理员生成重置链接。"
            + "两者都没有的，携本人身份证件和企业证照到系统管理机构核验后重置。",
        en: "Forgotten your password? With a second factor you set a new one yourself, by your app "
            + "and a recovery code; else another administrator of your firm makes a link. With "
            + "neither, the operator does, who asks for your identity and your firm's papers.")
    static let forgottenLink = Localized(
        zh: "凭验证器和恢复码重设密码", en: "Set a new password by app and recovery code")
    static let password = Localized(zh: "密码", en: "Password")

    static let account = Localized(zh: "我的账户", en: "My account")
    static let enterprise = Localized(zh: "所属企业", en: "Enterprise")
    static let name = Localized(zh: "企业名称", en: "Name")
    static let creditCode = Localized(zh: "统一社会信用代码", en: "Unified social credit code")
    static let customsCode = Localized(zh: "海关注册编码", en: "Customs registration")
    static let district = Localized(zh: "注册地海关", en: "Customs district of registration")
    static let status = Localized(zh: "状态", en: "Status")
    static let roles = Localized(zh: "企业角色", en: "Roles")
    static let role = Localized(zh: "角色", en: "Role")
    static let from = Localized(zh: "起始日期", en: "From")
    static let to = Localized(zh: "截止日期", en: "To")
    static let inForce = Localized(zh: "有效", en: "In force")
    static let ahead = Localized(zh: "尚未生效", en: "Not yet")
    static let over = Localized(zh: "已到期", en: "Ended")
    static let noRoles = Localized(zh: "尚未登记企业角色", en: "No roles registered")
    static let noRolesHint = Localized(
        zh: "没有角色的企业不能出现在申报单证中，请向管理机构申请登记。",
        en: "Documents cannot name an enterprise without a role: ask the operator to register it.")
    static let office = Localized(zh: "执法范围", en: "Office")
    static let authority = Localized(zh: "所属部门", en: "Authority")
    static let districts = Localized(zh: "关区", en: "Customs districts")

    static let sessions = Localized(zh: "登录会话", en: "Sessions")
    static let begun = Localized(zh: "登录时间", en: "Signed in")
    static let seen = Localized(zh: "最近使用", en: "Last used")
    static let remote = Localized(zh: "来源地址", en: "Address")
    static let action = Localized(zh: "操作", en: "Action")
    static let thisSession = Localized(zh: "当前会话", en: "This session")
    static let end = Localized(zh: "结束", en: "End")
    static let noSessions = Localized(zh: "没有登录会话", en: "No sessions")
    static let noSessionsHint = Localized(
        zh: "程序使用接口密钥，不产生会话。", en: "Programs use API keys and have no sessions.")

    static let keys = Localized(zh: "接口密钥", en: "API keys")
    static let label = Localized(zh: "名称", en: "Label")
    static let labelHint = Localized(
        zh: "写明用在哪个系统，例如“仓库系统”。", en: "Which system uses it, for example “warehouse”.")
    static let number = Localized(zh: "编号", en: "Number")
    static let scopes = Localized(zh: "权限范围", en: "Scopes")
    static let expires = Localized(zh: "到期时间", en: "Expires")
    static let lastUsed = Localized(zh: "最近使用日期", en: "Last used")
    static let never = Localized(zh: "从未使用", en: "Never")
    static let leaving = Localized(zh: "已轮换，仍可用", en: "Replaced, still taken")
    static let revoked = Localized(zh: "已吊销", en: "Revoked")
    static let revoke = Localized(zh: "吊销", en: "Revoke")
    static let replace = Localized(zh: "轮换", en: "Replace")
    static let createKey = Localized(zh: "新建密钥", en: "Create a key")
    static let days = Localized(zh: "有效天数", en: "Valid for (days)")
    static let noKeys = Localized(zh: "还没有接口密钥", en: "No API keys yet")
    static let noKeysHint = Localized(
        zh: "新建一个，让本单位的系统直接报送报文。",
        en: "Create one to let your own system send messages.")
    static let keyMade = Localized(zh: "新密钥已生成", en: "The new key")
    static let keyOnce = Localized(
        zh: "密钥只显示这一次，请立即保存到使用它的系统中。",
        en: "It is shown this once: put it into the system that uses it now.")

    static func daysHint(_ most: Int) -> Localized {
        Localized(
            zh: "最长 \(most) 天，到期前可以轮换。", en: "\(most) at most; it can be replaced before.")
    }

    /// What a scope allows, in words.
    static func scope(_ name: String) -> Localized {
        switch name {
        case "declarations.read": Localized(zh: "查询申报与回执", en: "Read declarations and receipts")
        case "declarations.lodge": Localized(zh: "报送报文", en: "Lodge messages")
        case "declarations.reveal":
            Localized(zh: "查看个人信息原文（须说明理由）", en: "See personal data, giving a reason")
        case "entries.lodge": Localized(zh: "申报报关单", en: "Lodge goods declarations")
        case "balances.read": Localized(zh: "查询额度与余额", en: "Read quotas and balances")
        case "classification.confirm": Localized(zh: "确认归类", en: "Confirm goods codes")
        case "parties.keys": Localized(zh: "管理接口密钥", en: "Manage API keys")
        case "origin.keep":
            Localized(zh: "原产地工作表与证明", en: "Worksheets and proofs of origin")
        case "inspections.attend":
            Localized(zh: "查验：到场方式、异议、前置仓", en: "Inspections and the front warehouse")
        case "parties.audit": Localized(zh: "查看操作记录", en: "See the audit trail")
        case "parties.people": Localized(zh: "管理本企业人员", en: "Look after people")
        case "parties.mandates": Localized(zh: "管理委托授权", en: "Manage mandates")
        case "policies.follow": Localized(zh: "订阅政策", en: "Follow policies")
        case "policies.read-own":
            Localized(zh: "查看与本企业有关的政策", en: "Read policies that concern the firm")
        case "entitlements.ask":
            Localized(zh: "查看可享受的待遇", en: "See what the firm may have")
        case "lists.nominate": Localized(zh: "申报名单", en: "Nominate for lists")
        case "problems.raise": Localized(zh: "反映问题", en: "Raise problems")
        case "procedures.apply": Localized(zh: "办理申请", en: "Apply for services")
        case "sandbox.use": Localized(zh: "使用沙箱", en: "Use the sandbox")
        default: Localized(same: name)
        }
    }
}
