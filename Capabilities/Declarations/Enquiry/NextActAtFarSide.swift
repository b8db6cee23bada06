import Kernel
import Web

extension DeclarationView {
    /// Who acts next on a list that a far side decides; nil when the desk here does, or when its
    /// sender has to.
    var nextAtFarSide: NextAct? {
        guard let relayed else { return nil }
        let (far, name) = (relayTitle?.zh ?? relayed.far, relayTitle?.en ?? relayed.far)
        switch record.status {
        case .declaring where relayTrouble != nil:
            return NextAct(
                what: Localized(zh: "暂停发往 \(far)", en: "Held back from \(name)"),
                who: relayTrouble ?? Localized(same: ""), since: relayed.since, tone: .warn)
        case .declaring:
            return NextAct(
                what: Localized(zh: "等待发往 \(far)", en: "Waits to be sent to \(name)"),
                who: Localized(
                    zh: "系统自动发送；对方不可达时排队重试，不会丢失。",
                    en: "Goes by itself: it is queued and tried again while \(name) is away."),
                since: relayed.since, tone: .info)
        case .notSent:
            return NextAct(
                what: Localized(zh: "\(far) 未接收", en: "\(name) did not take it"),
                who: Localized(
                    zh: "申报企业：按回执所述更正后用新的 guid 重新报送；或由运行人员重发。",
                    en: "The declarant: mend what the receipt says and send it with a new guid; or "
                        + "an operator sends it again."),
                since: record.statusAt, tone: .danger)
        case .sent, .stored, .concluded, .review, .inspection, .suspended:
            return NextAct(
                what: Localized(
                    zh: "等待 \(far)：\(record.status.name.zh)",
                    en: "Waits for \(name): \(record.status.name.en)"),
                who: Localized(
                    zh: "由 \(far) 处理，本系统等待其回执。",
                    en: "\(name) acts; its receipt is awaited."),
                since: relayed.answeredAt ?? relayed.sentAt ?? relayed.since, tone: .info)
        default: return nil
        }
    }
}
