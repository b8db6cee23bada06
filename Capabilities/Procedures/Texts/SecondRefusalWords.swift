import Kernel

extension ProceduresRefusal {
    /// Of who may not decide because of what they have decided before.
    var secondWords: RefusalWords {
        switch self {
        case .ownRefusal:
            RefusalWords(
                "own-refusal", 403, zh: "您参与作出了被申请复核的决定，不能办理对它的复核。",
                en: "You took part in the decision this appeal is about, and cannot decide on it.",
                zhFix: "由复核单位的其他人员办理；已领办的请退回台面。没有其他人员的，请管理员安排席位。",
                enFix: "Let another officer of the reviewing body act; put it back if you have "
                    + "taken it. An administrator gives seats where there is nobody else.")
        default:
            RefusalWords(
                "same-officer", 403, zh: "提出意见的人不能自己复核。",
                en: "Whoever proposed it cannot also agree to it.", zhFix: "请由另一名人员复核。",
                enFix: "A second officer has to agree.")
        }
    }
}
