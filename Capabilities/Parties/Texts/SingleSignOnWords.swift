import Kernel

/// The words of signing in by a service of others.
enum SingleSignOnWords {
    static let title = Localized(zh: "统一认证登录", en: "Single sign-on")
    static func enter(_ name: Localized) -> Localized {
        Localized(zh: "用\(name.zh)登录", en: "Sign in by \(name.en)")
    }
    static func join(_ name: Localized) -> Localized {
        Localized(zh: "用\(name.zh)加入，不设密码", en: "Join by \(name.en), without a password")
    }
    static func lede(_ name: Localized) -> Localized {
        Localized(
            zh: "关联后，可以用\(name.zh)代替密码登录；第二因素照常使用。",
            en: "Once linked, \(name.en) stands in for your password; a second factor is asked "
                + "for all the same.")
    }
    static let returns = Localized(
        zh: "统一认证登录后返回", en: "Where the sign-in service sends people back to")
    static let linked = Localized(zh: "已关联", en: "Linked")
    static let notLinked = Localized(zh: "未关联", en: "Not linked")
    static let since = Localized(zh: "关联时间", en: "Linked since")
    static let link = Localized(zh: "关联", en: "Link")
    static let linkAgain = Localized(zh: "重新关联", en: "Link anew")
    static let unlink = Localized(zh: "解除关联", en: "Unlink")
    static let endsWith = Localized(
        zh: "您的账户已关联统一认证。密码修改后关联随之解除，可以重新关联。",
        en: "Your account is linked for single sign-on. A new password ends the link; you may "
            + "link it anew.")
    static let ended = Localized(
        zh: "统一认证的关联已随之解除。如需继续使用，请重新关联。",
        en: "The link for single sign-on ended with it. Link your account anew to go on using it.")
    static let done = Localized(zh: "已关联，下次可以用它登录", en: "Linked: you may sign in by it now")
    static let leaving = Localized(zh: "前往登录", en: "Go on to sign in")
    static func leavingLede(_ name: Localized) -> Localized {
        Localized(
            zh: "请在 10 分钟内用同一浏览器在\(name.zh)完成登录，之后自动返回。",
            en: "Sign in at \(name.en) within ten minutes, in this browser; it leads back here.")
    }
    static let go = Localized(zh: "继续", en: "Go on")
    static let off = Localized(zh: "未启用", en: "Off")
}
