public import Kernel

/// A form that keeps itself where scripts run: where the page says so, and what it offers back.
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

    /// What was typed before somebody was signed out, offered back. At the head of the form.
    public var found: HTML {
        """
        <div class="notice tone-warn" role="status" data-found hidden>\
        <p class="notice-title">\(SavingForm.kept, language)</p><p class="row">\
        <button class="button button-secondary" type="button" data-put>\
        \(SavingForm.putBack, language)</button> \
        <button class="button button-secondary" type="button" data-drop>\
        \(SavingForm.drop, language)</button></p></div>
        """
    }

    private static let offline = Localized(
        zh: "网络不通，尚未保存；恢复后自动再存。",
        en: "No connection: not saved yet. It is saved by itself once there is one.")
    private static let signedOut = Localized(
        zh: "登录已结束，刚填写的内容尚未保存；登录后可以找回。",
        en: "You are signed out; what you typed last is not saved yet. It is offered to you once"
            + " you have signed in.")
    private static let signInAgain = Localized(zh: "重新登录", en: "Sign in again")
    private static let kept = Localized(
        zh: "有上次填写、尚未保存的内容", en: "What you typed last has not been saved")
    private static let putBack = Localized(zh: "放回并保存", en: "Put it back and save it")
    private static let drop = Localized(zh: "不要了", en: "Drop it")
}
