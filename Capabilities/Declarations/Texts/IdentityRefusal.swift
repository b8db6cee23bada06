import Kernel

/// Why nothing is told about a buyer's identity, or nothing is done.
enum IdentityRefusal: Refusal, Hashable {
    case input
    /// The same whatever does not fit.
    case notMatched
    case ticketEnded
    case noSuchOrder
    case noSuchCase
    case reasonMissing
    case reasonTooLong
    case outcome
    case decidedAlready(String)
    /// The list may not be released.
    case undecided(String)
    case misused(String)

    static let all: [IdentityRefusal] = [
        .input, .notMatched, .ticketEnded, .noSuchOrder, .noSuchCase, .reasonMissing,
        .reasonTooLong, .outcome, .decidedAlready("SF1"), .undecided("SF1"), .misused("SF1"),
    ]

    var code: String {
        switch self {
        case .input: "declarations.identity-input"
        case .notMatched: "declarations.identity-not-matched"
        case .ticketEnded: "declarations.identity-ticket-ended"
        case .noSuchOrder: "declarations.identity-no-such-order"
        case .noSuchCase: "declarations.identity-no-such-case"
        case .reasonMissing: "declarations.identity-reason-missing"
        case .reasonTooLong: "declarations.identity-reason-too-long"
        case .outcome: "declarations.identity-outcome"
        case .decidedAlready: "declarations.identity-decided-already"
        case .undecided: "declarations.identity-undecided"
        case .misused: "declarations.identity-misused"
        }
    }

    var status: Int {
        switch self {
        case .notMatched, .noSuchOrder, .noSuchCase: 404
        case .ticketEnded: 403
        case .decidedAlready, .undecided, .misused: 409
        case .input, .reasonMissing, .reasonTooLong, .outcome: 422
        }
    }

    var field: String? {
        switch self {
        case .input: "idNumber"
        case .reasonMissing, .reasonTooLong: "reason"
        case .outcome: "outcome"
        default: nil
        }
    }

    var message: Localized {
        switch self {
        case .input:
            Localized(
                zh: "请填写证件号码、一份订单的编号和订单电话的后四位。",
                en: "Give the identity number, the number of an order and the last four digits of"
                    + " its telephone.")
        case .notMatched:
            Localized(
                zh: "所填信息与本年度的记录不符，或今日核验次数已满。",
                en: "This does not fit what is on record for the year, or was tried too often"
                    + " today.")
        case .ticketEnded:
            Localized(zh: "核验已过期。", en: "It is too long ago that you were verified.")
        case .noSuchOrder:
            Localized(zh: "您名下没有这份订单。", en: "There is no such order under your identity.")
        case .noSuchCase:
            Localized(zh: "本关区没有这一身份核查案件。", en: "There is no such case in your districts.")
        case .reasonMissing: Localized(zh: "请写明理由。", en: "Say why.")
        case .reasonTooLong:
            Localized(zh: "理由最多 200 字。", en: "A reason has 200 characters at most.")
        case .outcome:
            Localized(
                zh: "结论须为 cleared（核实为本人）或 misused（认定冒用）。",
                en: "The outcome is cleared (it was the person) or misused.")
        case .decidedAlready(let number):
            Localized(zh: "案件 \(number) 已有结论。", en: "Case \(number) is decided.")
        case .undecided(let number):
            Localized(
                zh: "订购人身份核查案件 \(number) 尚无结论，不能放行。",
                en: "Identity case \(number) is not decided: the list is not released.")
        case .misused(let number):
            Localized(
                zh: "案件 \(number) 已认定冒用订购人身份，不能放行。",
                en: "Case \(number) established misuse of the identity: no release.")
        }
    }

    var fix: Localized {
        switch self {
        case .input:
            Localized(
                zh: "订单编号见购物平台的订单详情。", en: "The platform shows the number of your order.")
        case .notMatched:
            Localized(
                zh: "请核对三项信息；新订单在清单放行后可查。仍不符的，明日再试或向海关 12360 询问。",
                en: "Check all three; an order counts once its list was accepted. Try again"
                    + " tomorrow, or ask the customs (12360).")
        case .ticketEnded, .noSuchOrder:
            Localized(zh: "请重新查询，再从结果中选择。", en: "Look again, and choose from what is shown.")
        case .noSuchCase:
            Localized(zh: "请从案件清单进入。", en: "Choose it from the list of cases.")
        case .reasonMissing, .reasonTooLong:
            Localized(zh: "例如：已电话核实为本人购买。", en: "For example: confirmed by telephone.")
        case .outcome: Localized(zh: "请选择其一。", en: "Choose one of them.")
        case .decidedAlready:
            Localized(zh: "请查看已有的结论。", en: "See what was decided.")
        case .undecided:
            Localized(
                zh: "请先在“身份核查”中作出结论。", en: "Decide the case first, under Identity cases.")
        case .misused:
            Localized(zh: "请退单或退运。", en: "Reject the list or send it back.")
        }
    }
}
