import Kernel

/// What a decision and its page say of the ways against it.
extension AppealState {
    var words: Localized {
        switch self {
        case .open(let until, let body):
            Localized(
                zh: "可在 \(until.text) 前（含当日）在本申请的页面向\(body.name.zh)申请复核。",
                en: "You may appeal to \(body.name.en) on the application's page until "
                    + "\(until.text), that day included.")
        case .over(let last):
            Localized(
                zh: "申请复核的期限已于 \(last.text) 届满。" + Self.law.zh,
                en: "The time to appeal ended on \(last.text). " + Self.law.en)
        case .underWay(let body):
            Localized(
                zh: "已申请复核，\(body.name.zh)正在办理；复核决定作出前，本决定不变。",
                en: "An appeal lies before \(body.name.en); until it is decided, this decision "
                    + "stands.")
        case .followed(let body, let next):
            Localized(
                zh: "\(body.name.zh)复核后同意申请，已转\(next.name.zh)继续办理；作出新的决定前，"
                    + "本决定不变。",
                en: "\(body.name.en) has found for you on appeal and sent it on to "
                    + "\(next.name.en); until that has decided, this decision stands.")
        case .withdrawn:
            Localized(
                zh: "复核申请已撤回，不能再次申请复核。" + Self.law.zh,
                en: "The appeal was taken back and cannot be made again. " + Self.law.en)
        case .decided(let body):
            Localized(
                zh: "\(body.name.zh)已经复核，以复核后的决定为准。",
                en: "\(body.name.en) has decided on the appeal: that decision counts.")
        case .last:
            Localized(
                zh: "本决定系复核后作出，单一窗口不再受理复核。" + Self.law.zh,
                en: "This was decided on an appeal; there is no other one here. " + Self.law.en)
        case .none: Self.law
        }
    }

    /// 行政许可法 第三十八条: whoever is refused is told.
    private static let law = Localized(
        zh: "对本决定不服的，可依法申请行政复议或者提起行政诉讼。",
        en: "Whoever objects may ask for administrative reconsideration or go to court, as the "
            + "law says.")
}
