import Kernel

/// What may be wrong with a single field.
enum InputFault: Sendable, Hashable {
    case missing
    case unknown
    case text
    case line(most: Int)
    case holder
    case choice([String])
    case amount
    case quantity
    case unit
    case day
    case period
    case expired
    case number(most: Int64)

    /// One of each: what the pages about problems walk.
    static let all: [InputFault] = [
        .missing, .unknown, .text, .line(most: 100), .holder, .choice(["deposit"]), .amount,
        .quantity, .unit, .day, .period, .expired, .number(most: 500),
    ]

    func fault(at path: String) -> Fault {
        let (code, message, fix) = words
        return Fault(code: "balances." + code, path: path, message: message, fix: fix)
    }

    private var words: (String, Localized, Localized) {
        switch self {
        case .missing:
            (
                "field-missing", Localized(zh: "此项未填写。", en: "This is missing."),
                Localized(zh: "请补充填写。", en: "Fill it in.")
            )
        case .unknown:
            (
                "field-unknown", Localized(zh: "没有这一项。", en: "There is no such field."),
                Localized(zh: "核对名称或删除此项。", en: "Check its name or leave it out.")
            )
        case .text:
            (
                "field-not-text", Localized(zh: "此项应为文本。", en: "This must be a text."),
                Localized(zh: "用引号括起。", en: "Put it between quotes.")
            )
        case .line(let most):
            (
                "field-too-long",
                Localized(
                    zh: "此项最多 \(most) 字节，且不含控制字符。",
                    en: "This has \(most) bytes at most and no control characters."),
                Localized(zh: "缩短或改写。", en: "Shorten or rewrite it.")
            )
        case .holder:
            (
                "no-such-holder",
                Localized(zh: "没有登记这家企业。", en: "There is no such enterprise."),
                Localized(
                    zh: "核对统一社会信用代码或海关注册编码。",
                    en: "Check its credit code or customs registration.")
            )
        case .choice(let values):
            (
                "field-choice",
                Localized(
                    zh: "应为下列之一：\(values.joined(separator: "、"))。",
                    en: "This must be one of: " + values.joined(separator: ", ") + "."),
                Localized(zh: "从中选择一项。", en: "Choose one of them.")
            )
        case .amount, .quantity, .unit, .number: figureWords
        case .day, .period, .expired: dayWords
        }
    }

    private var figureWords: (String, Localized, Localized) {
        if case .number(let most) = self {
            return (
                "field-number",
                Localized(zh: "应为 0 至 \(most) 的整数。", en: "A whole number from 0 to \(most)."),
                Localized(zh: "改为整数。", en: "Give a whole number.")
            )
        }
        if self == .quantity {
            return (
                "field-quantity",
                Localized(
                    zh: "数量应为零以上的十进制数，至多五位小数。",
                    en: "A quantity is a decimal number above zero, with five decimals at most."),
                Localized(zh: "填写如 1000 或 12.5。", en: "Write it like 1000 or 12.5.")
            )
        }
        if self == .unit {
            return (
                "field-unit",
                Localized(
                    zh: "计量单位应为 3 位海关代码。", en: "A unit is three digits of the customs."),
                Localized(zh: "填写如 011（件）。", en: "Write it like 011 (piece).")
            )
        }
        return (
            "field-amount",
            Localized(
                zh: "金额应大于零、至多两位小数、不超过一万亿元。",
                en: "The amount must be above zero, with two decimals at most, "
                    + "up to CNY 1,000,000,000,000."),
            Localized(zh: "填写如 100000.00。", en: "Write it like 100000.00.")
        )
    }

    private var dayWords: (String, Localized, Localized) {
        switch self {
        case .period:
            (
                "period-reversed",
                Localized(zh: "有效期止早于起。", en: "It would end before it begins."),
                Localized(zh: "核对起止日期。", en: "Check both days.")
            )
        case .expired:
            (
                "guarantee-expired",
                Localized(zh: "该担保已过有效期。", en: "The guarantee has expired."),
                Localized(zh: "登记仍在有效期内的担保。", en: "Add one that is still valid.")
            )
        default:
            (
                "field-day", Localized(zh: "没有这一天。", en: "There is no such day."),
                Localized(zh: "填写如 2026-11-20。", en: "Write it like 2026-11-20.")
            )
        }
    }
}
