public import Kernel

/// A form that keeps itself where scripts run: where the page says so.
/// The script is `saving.js`; a form with `hidden("version", …)` is saved over that version.
public struct SavingForm: Sendable {
    /// The `do` with which the script saves; nil for a page that compares two versions, which is
    /// saved by a button only.
    let act: String?
    let language: Language

    public init(act: String?, _ language: Language) {
        self.act = act
        self.language = language
    }

    /// Where the page says what was kept. Beside the buttons of the form, once.
    ///
    /// - Parameter said: what it says at first.
    public func note(_ said: String) -> HTML {
        """
        <span class="entry-saved" role="status" data-saved data-autosave="\(act ?? "")" \
        data-offline="\(SavingForm.offline, language)" \
        data-out="\(SavingForm.signedOut, language)" \
        data-sign="\(SavingForm.signInAgain, language)" \
        data-door="/\(language.rawValue)/sign-in?to=">\(said)</span>
        """
    }

    private static let offline = Localized(
        zh: "网络不通，尚未保存；恢复后自动再存。",
        en: "No connection: not saved yet. It is saved by itself once there is one.")
    private static let signedOut = Localized(
        zh: "登录已结束，刚填写的内容尚未保存，仍在本页；请在新窗口登录后回到这里，会自动保存。",
        en: "You are signed out; what you typed last is not saved yet, but stays on this page. Sign"
            + " in in a new window and come back here: it is saved by itself.")
    private static let signInAgain = Localized(zh: "重新登录", en: "Sign in again")
}
