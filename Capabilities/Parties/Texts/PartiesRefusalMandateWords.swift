import Kernel

extension PartiesRefusal {
    var mandateWords: Words {
        switch self {
        case .mandateExists:
            Words(
                "mandate-exists", 409, "双方在此期间已有同一事项的委托，或正在等待确认。",
                "The same is agreed or proposed between the two for some of these days already.",
                "请使用已有委托；需要变更的，先终止原委托。", "Use the one there is, or end it first.")
        case .mandatesWaiting(let most, let ofOne):
            Words(
                "mandates-waiting", 409,
                ofOne
                    ? "本企业向对方发起的委托已有 \(most) 项等待确认。"
                    : "本企业发起的委托已有 \(most) 项等待确认。",
                ofOne
                    ? "\(most) mandates you have proposed to this enterprise wait for its answer."
                    : "\(most) mandates your enterprise has proposed wait for an answer.",
                "请等待对方确认，或先撤回不再需要的委托。",
                "Wait for the answer, or withdraw those that are no longer needed.")
        case .mandateAwaitsOther:
            Words(
                "mandate-awaits-other", 409, "该委托由本企业发起，须由对方确认。",
                "Your enterprise proposed this mandate: the other side has to accept it.",
                "请等待对方确认，或将其撤回。", "Wait for the other side, or withdraw it.")
        case .mandateOver:
            Words(
                "mandate-over", 409, "该委托已经终止或到期。", "The mandate was ended or is over.",
                "如需继续，请重新发起委托。", "Propose a new one to go on.")
        default:
            Words(
                "mandate-not-found", 404, "没有找到该委托。", "There is no such mandate.",
                "请在委托列表中核对编号。", "Check its id in the list of mandates.")
        }
    }
}
