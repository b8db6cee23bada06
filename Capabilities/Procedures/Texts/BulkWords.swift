import Kernel

/// Words of decisions about several applications.
enum BulkWords {
    static let title = Localized(zh: "批量办理", en: "Several at once")
    static let pick = Localized(zh: "选", en: "Pick")
    static let withTicked = Localized(zh: "对勾选的申请", en: "With the ticked applications")
    static let decideTicked = Localized(
        zh: "批量办理勾选的申请", en: "Decide the ticked applications")
    static let decision = Localized(zh: "怎样办理", en: "What is decided")
    static let possible = Localized(zh: "现在可以", en: "What can be done")
    static let cannot = Localized(zh: "不能办理", en: "Nothing")
    static let reasonHint = Localized(
        zh: "写入每件申请的记录，申请人看得到。",
        en: "Stands in the record of each application; its applicant reads it.")
    /// Where some of the decisions need a reason and others do not.
    static func reasonAsked(_ names: [Localized]) -> Localized {
        Localized(
            zh: "“\(names.map(\.zh).joined(separator: "”“"))”须写明理由；"
                + "写入每件申请的记录，申请人看得到。",
            en: "Must be given with: \(names.map(\.en).joined(separator: ", ")). It stands in the "
                + "record of each application; its applicant reads it.")
    }

    static let confirm = Localized(zh: "确认办理", en: "Confirm")
    static let back = Localized(zh: "回到办理台", en: "Back to the desk")
    static let outcome = Localized(zh: "结果", en: "Outcome")
    static let notTried = Localized(zh: "未办", en: "Not tried")
    static let notDone = Localized(zh: "未能办理", en: "Could not be done")
    static let standing = Localized(zh: "现状", en: "Stands now")
    static let goOn = Localized(zh: "继续办理", en: "Go on")
    static let interrupted = Localized(
        zh: "办理中断，其余各件尚未办理。", en: "It was interrupted: the others were not tried.")
    static let decidedBy = Localized(zh: "办理人", en: "Decided by")
    static let decidedAt = Localized(zh: "办理时间", en: "Decided")
    static let look = Localized(zh: "查看那次办理", en: "Look at that order")
    static let second = Localized(zh: "复核", en: "Second officer")

    static func question(_ count: Int) -> Localized {
        Localized(
            zh: "批量办理 \(count) 件申请",
            en: count == 1 ? "Decide 1 application" : "Decide \(count) applications")
    }

    static let lede = Localized(
        zh: "逐件办理，每件各有结果；不能这样办理的不动，并写明原因。须填写数值的，按申请的数值办理。",
        en: "Each is decided by itself and has its own outcome; what cannot be decided so is left "
            + "alone, with the reason. Where a quantity is decided, it is the one applied for.")

    /// Of how many it can be done, and of how many a second officer has to agree.
    static func counts(_ possible: Int, of all: Int, second: Int) -> Localized {
        let zh = second == 0 ? "" : "，其中 \(second) 件须另一名人员复核"
        let en = second == 0 ? "" : "; of \(second) another officer has to agree"
        return Localized(
            zh: "可办 \(possible) 件，共 \(all) 件\(zh)", en: "\(possible) of \(all)\(en)")
    }

    static func agreeToAll(_ count: Int) -> Localized {
        Localized(zh: "同意全部 \(count) 件", en: "Agree to all \(count)")
    }

    static func dissentFromAll(_ count: Int) -> Localized {
        Localized(zh: "全部 \(count) 件不同意", en: "Agree to none of \(count)")
    }

    static func waitsForSecond(_ count: Int) -> Localized {
        Localized(
            zh: "\(count) 件待另一名人员复核；您不能复核自己的意见。",
            en: "\(count) wait for another officer; you cannot agree to your own.")
    }
}
