import Kernel

/// The words of one's own password, sessions and second factor.
enum FactorWords {
    static let title = Localized(zh: "第二因素", en: "Second factor")
    static let lede = Localized(
        zh: "登录时除密码外，再输入手机验证器显示的 6 位数字。",
        en: "Signing in then asks for six digits shown by an app, besides the password.")
    static let on = Localized(zh: "已启用", en: "On")
    static let off = Localized(zh: "未启用", en: "Off")
    static let asked = Localized(
        zh: "本系统要求您启用第二因素，启用前不能办理业务。",
        en: "You need a second factor here: nothing else is open before.")
    static let begin = Localized(zh: "开始设置", en: "Set it up")
    static let beginAgain = Localized(zh: "换一个密钥重新设置", en: "Begin again with another secret")
    static let setUp = Localized(zh: "绑定验证器", en: "Connect your app")
    static let scan = Localized(
        zh: "用任一验证器（TOTP）扫描二维码，或手工输入密钥，再填写其显示的 6 位数字。",
        en: "Scan the code with any authenticator app (TOTP), or type the secret, then enter the "
            + "six digits it shows.")
    static let picture = Localized(
        zh: "验证器二维码，内容与下方密钥相同", en: "Code for the app; the secret below says the same")
    static let secret = Localized(zh: "密钥", en: "Secret")
    static let code = Localized(zh: "验证码", en: "Code")
    static let codeHint = Localized(zh: "验证器当前显示的 6 位数字。", en: "The six digits your app shows now.")
    static let anyCodeHint = Localized(
        zh: "验证器当前显示的 6 位数字，或一个未用过的恢复码。",
        en: "The six digits your app shows now, or a recovery code not used before.")
    static let confirm = Localized(zh: "启用", en: "Switch it on")
    static let codes = Localized(zh: "第二因素已启用，请保存恢复码", en: "It is on: keep your recovery codes")
    static let codesOnce = Localized(
        zh: "手机丢失时，每个恢复码可以代替一次验证码。只显示这一次，请抄写或打印后妥善保管。",
        en: "Each lets you in once without the phone. They are shown this once: write them down or "
            + "print them.")
    static let codesLeft = Localized(zh: "剩余恢复码", en: "Recovery codes left")
    static let remove = Localized(zh: "停用第二因素", en: "Switch it off")
    static let reset = Localized(zh: "清除第二因素", en: "Remove the second factor")
    static let resetLede = Localized(
        zh: "本人丢失手机和恢复码时使用；此后凭密码登录，并可重新设置。",
        en: "For a lost phone without recovery codes: the password alone then lets the person in, "
            + "who may set up another.")
    static let enterCode = Localized(zh: "输入验证码", en: "Enter the code")

    static let changePassword = Localized(zh: "修改密码", en: "Change your password")
    static let changePasswordLede = Localized(
        zh: "修改后，您的其他登录会话全部结束。", en: "All your other sessions end with it.")
    static let currentPassword = Localized(zh: "当前密码", en: "Current password")
    static let passwordChanged = Localized(zh: "密码已修改", en: "Your password is changed")
    static let device = Localized(zh: "设备", en: "Device")
    static let unknownDevice = Localized(zh: "未知", en: "Unknown")
    static let endOthers = Localized(zh: "结束其他全部会话", en: "End all other sessions")
    static let endOne = Localized(zh: "结束此会话", en: "End this session")
    static let endLede = Localized(
        zh: "请再输入一次密码，确认是您本人；该处立即退出登录。",
        en: "Show once more that it is you; it is signed out there at once.")
    static let endAllLede = Localized(
        zh: "您通过统一登录进入，在此没有密码：全部会话（包括本次）一并结束，请重新登录。",
        en: "You come by single sign-on and have no password here: all sessions end, this one too, "
            + "and you sign in anew.")
    static let security = Localized(zh: "登录安全", en: "Signing in")
}
