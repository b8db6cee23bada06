import Kernel

/// The words of sign-ins that did not succeed.
enum FailureWords {
    static let title = Localized(zh: "登录失败记录", en: "Failed sign-ins")
    static let time = Localized(zh: "时间", en: "When")
    static let network = Localized(zh: "来源网段", en: "Network")
    static let cause = Localized(zh: "原因", en: "What was wrong")
    static let password = Localized(zh: "密码不正确", en: "Wrong password")
    static let code = Localized(
        zh: "密码正确或统一认证已通过，验证码不正确",
        en: "Password or single sign-on right, code wrong")
    static let closed = Localized(zh: "账户已停用", en: "The login is closed")
    static let identity = Localized(
        zh: "统一认证身份没有关联账户", en: "No account is linked with the single sign-on")
    static let none = Localized(zh: "没有登录失败记录", en: "No failed sign-ins")
    static let noneHint = Localized(
        zh: "有人用错误的密码或验证码登录时，会列在这里。",
        en: "Sign-ins with a wrong password or code are listed here.")

    static func lede(days: Int, most: Int, minutes: Int, inAll: Int) -> Localized {
        Localized(
            zh: "保留 \(days) 天，最多列出 100 条。同一地址 \(minutes) 分钟内失败 \(most) 次须等待，再失败等待时间加倍；"
                + "一天内各处合计失败 \(inAll) 次后，每次须间隔一分钟。如非本人操作，请修改密码并启用第二因素。",
            en: "Kept for \(days) days, a hundred at most are shown. \(most) failures from one "
                + "address within \(minutes) minutes make it wait, twice as long each time; after "
                + "\(inAll) from anywhere within a day there is a minute between two. If it was "
                + "not you, change your password and set up a second factor.")
    }
}
