import Kernel

/// What the page to sign in says first, to whoever comes to it from something else.
enum SignInWords {
    static let lost = Localized(
        zh: "登录已结束，刚才提交的内容没有收到。",
        en: "You were signed out; what you sent just now was not taken.")
    static let lostFix = Localized(
        zh: "请重新登录，随后回到刚才的页面。已保存的草稿都在；最后填写的几项请核对，必要时再填一次。",
        en: "Sign in again; it leads back to that page. Drafts that were saved are all there; look"
            + " at what you filled in last, and fill it in again where it is missing.")

    /// What was done just before.
    enum Done: String, Sendable {
        case joined, recovered

        var words: Localized {
            switch self {
            case .joined:
                Localized(
                    zh: "账户已开通，请用刚设的登录名和密码登录。",
                    en: "Your account is ready. Sign in with the name and password just set.")
            case .recovered:
                Localized(
                    zh: "密码已重设，请用新密码登录。",
                    en: "Your password is set. Sign in with the new one.")
            }
        }
    }
}
