import Kernel

/// What can be wrong with a field. Each has a code and a way to mend it.
enum InputFault {
    case missing, unknown, text
    case line(most: Int)
    case code, country, day, amount, positive
    case choice(
        [String])
    case list, currency, boolean
    case costs(missing: String)
    case sum(Localized)
    /// A day that has not come.
    case future
    /// To be shipped later than this many days from today.
    case shippedAhead(Int)
    /// Shipped longer ago than this many months.
    case shippedLate(Int)
    case agreement(
        String)
    case agreementPlaces(String)
    case origin
    case tooMany(Int)
    case process(String)
    /// Three digits that are no unit of the customs' table.
    case unit(String)
    /// A code that no edition of the nomenclature held here has.
    case noSuchCode(String)
    /// A code of an edition that is no more, which no rules in question are written in.
    case formerCode(String, edition: Int, Localized)
    /// Its code, what is wrong and how to mend it.
    case told(String, Localized, fix: Localized)
    case notGood(Explanation)
    case major(Localized)

    func fault(at path: String) -> Fault {
        let words = words
        return Fault(code: "origin." + words.0, path: path, message: words.1, fix: words.2)
    }

    private typealias Words = (String, Localized, Localized)

    private var words: Words {
        switch self {
        case .missing, .unknown, .text, .line, .boolean, .list, .tooMany: shape
        case .noSuchCode, .formerCode: nomenclature
        case .code, .country, .day, .currency, .origin: place
        case .amount, .positive, .costs, .sum: figure
        case .future, .shippedAhead, .shippedLate: time
        case .choice, .agreement, .agreementPlaces, .process: reference
        case .unit(let text): InputFault.unitWords(text)
        case .told(let code, let words, let fix): (code, words, fix)
        case .notGood, .major: claim
        }
    }

    private var shape: Words {
        switch self {
        case .missing:
            (
                "field-missing", Localized(zh: "必填。", en: "It is needed."),
                Localized(zh: "请填写。", en: "Fill it in.")
            )
        case .unknown:
            (
                "field-unknown", Localized(zh: "没有这一项。", en: "There is no such field."),
                Localized(zh: "核对名称或删去。", en: "Check its name or take it away.")
            )
        case .line(let most):
            (
                "field-too-long",
                Localized(
                    zh: "最多 \(most) 字节，且不含控制字符。",
                    en: "At most \(most) bytes and no control characters."),
                Localized(zh: "改短。", en: "Shorten it.")
            )
        case .boolean:
            (
                "field-not-boolean",
                Localized(zh: "应为 true 或 false。", en: "It must be true or false."),
                Localized(zh: "改为 true 或 false。", en: "Write true or false.")
            )
        case .tooMany(let most):
            (
                "field-too-many", Localized(zh: "最多 \(most) 项。", en: "At most \(most) entries."),
                Localized(zh: "合并同类材料。", en: "Put materials of one kind together.")
            )
        case .list:
            (
                "field-not-list", Localized(zh: "应为列表。", en: "It must be a list."),
                Localized(zh: "以数组填写。", en: "Write it as an array.")
            )
        default:
            (
                "field-not-text", Localized(zh: "应为文字或数字。", en: "It must be a text or a number."),
                Localized(zh: "改为文字或数字。", en: "Write a text or a number.")
            )
        }
    }

    private var place: Words {
        switch self {
        case .code:
            (
                "field-code", Localized(zh: "应为六至十位数字的税号。", en: "A code has six to ten digits."),
                Localized(zh: "填写至少六位，如 850110。", en: "Give six digits at least, such as 850110.")
            )
        case .country:
            (
                "field-country", Localized(zh: "不是国家（地区）。", en: "This is no country."),
                Localized(
                    zh: "填写国家名称或代码，如 泰国、THA、136。",
                    en: "Give a name or a code, such as Thailand, THA or 136.")
            )
        case .day:
            (
                "field-day", Localized(zh: "没有这一天。", en: "There is no such day."),
                Localized(zh: "填写如 2026-11-20。", en: "Write it like 2026-11-20.")
            )
        case .origin:
            (
                "field-origin",
                Localized(
                    zh: "声明为原产的材料须写明原产国。",
                    en: "A material stated to originate needs its country."),
                Localized(
                    zh: "填写原产国，或改为非原产。", en: "Name the country, or let it be non-originating.")
            )
        default:
            (
                "field-currency", Localized(zh: "没有代码如此的货币。", en: "No currency has these letters."),
                Localized(zh: "填写如 CNY、USD。", en: "Write it like CNY or USD.")
            )
        }
    }

    private static func unitWords(_ text: String) -> Words {
        (
            "no-such-unit",
            Localized(zh: "计量单位表中没有 \(text)。", en: "No unit of the table is \(text)."),
            Localized(
                zh: "填写海关计量单位代码，如 035（千克）、011（件），或表中的单位名称。",
                en: "Give a number of the customs' table, such as 035 (kilogram) or 011 "
                    + "(piece), or a name of that table.")
        )
    }

    private var nomenclature: Words {
        switch self {
        case .formerCode(let code, let edition, let name):
            (
                "code-of-older-edition",
                Localized(
                    zh: "\(code)（\(name.zh)）是协调制度 \(edition) 年版的编号，现已不用。",
                    en: "\(code) (\(name.en)) is a code of the Harmonized System of \(edition), "
                        + "in use no more."),
                Localized(
                    zh: "改用现行编号；不知道的，在税则中查找。",
                    en: "Give the code of today; look it up in the tariff.")
            )
        case .noSuchCode(let code):
            (
                "no-such-code",
                Localized(
                    zh: "税则中没有编号 \(code)。", en: "The nomenclature has no code \(code)."),
                Localized(
                    zh: "核对数字，或在税则中按品名查找。",
                    en: "Check the digits, or search the tariff by name.")
            )
        default: place
        }
    }

    private var time: Words {
        switch self {
        case .shippedAhead(let days):
            (
                "shipped-too-far-ahead",
                Localized(
                    zh: "装运日不能晚于今天之后 \(days) 天。",
                    en: "The day of shipment lies more than \(days) days ahead."),
                Localized(
                    zh: "核对装运日；尚未确定的留空。",
                    en: "Check the day; leave it empty while it is not known.")
            )
        case .shippedLate(let months):
            (
                "shipped-too-long-ago",
                Localized(
                    zh: "装运已超过 \(months) 个月，不能补发。",
                    en: "Shipped more than \(months) months ago: too late to issue."),
                Localized(
                    zh: "核对装运日；确已超期的，不再签发证书。",
                    en: "Check the day; past the term no certificate is issued.")
            )
        default:
            (
                "field-day-ahead",
                Localized(zh: "这一天还没有到。", en: "This day has not come yet."),
                Localized(zh: "填写今天或以前的日期。", en: "Give today or an earlier day.")
            )
        }
    }

    private var figure: Words {
        switch self {
        case .positive:
            (
                "field-positive",
                Localized(zh: "应大于零，且不超过一千亿。", en: "It must be above zero, up to 10¹¹."),
                Localized(zh: "填写如 100.00。", en: "Write it like 100.00.")
            )
        case .costs(let missing):
            (
                "costs-incomplete",
                Localized(
                    zh: "成本四项须一并填写，缺少 \(missing)。",
                    en: "The four cost figures go together; \(missing) is missing."),
                Localized(zh: "没有的填 0。", en: "Give 0 where there is none.")
            )
        case .sum(let words):
            (
                "sum-differs", words,
                Localized(
                    zh: "核对各项金额，使材料与成本之和等于离岸价。",
                    en: "Check the amounts: materials and costs must add up to FOB.")
            )
        default:
            (
                "field-amount",
                Localized(
                    zh: "应为不小于零、至多五位小数、不超过一千亿的数。",
                    en: "It must be zero or more, with five decimals at most, up to 10¹¹."),
                Localized(zh: "填写如 12.50。", en: "Write it like 12.50.")
            )
        }
    }

    private var claim: Words {
        switch self {
        case .major(let name):
            (
                "defect-not-minor",
                Localized(
                    zh: "“\(name.zh)”不是微小瑕疵，不能容缺放行。",
                    en: "“\(name.en)” is no minor defect: goods are not released on it."),
                Localized(
                    zh: "按不享惠申报，或取得更正后的证明再申报。",
                    en: "Declare without the preference, or get a corrected proof first.")
            )
        case .notGood(let explanation):
            (
                "condition-not-met",
                Localized(
                    zh: "\(explanation.title.zh)：\(explanation.outcome.zh)。",
                    en: "\(explanation.title.en): \(explanation.outcome.en)."),
                Localized(
                    zh: "不能凭此享惠；补正不能弥补这一条件。",
                    en: "No preference can be claimed on it; a correction does not mend this.")
            )
        default: reference
        }
    }

    private var reference: Words {
        switch self {
        case .choice(let words):
            (
                "field-choice",
                Localized(
                    zh: "应为其中之一：\(words.joined(separator: "、"))。",
                    en: "It must be one of: \(words.joined(separator: ", "))."),
                Localized(zh: "改选其一。", en: "Choose one of them.")
            )
        case .agreement(let text):
            (
                "no-such-agreement",
                Localized(
                    zh: "该日没有生效的协定“\(text)”。", en: "No agreement “\(text)” is in force that day."),
                Localized(
                    zh: "从协定列表中选取代号。", en: "Take an identifier from the list of agreements.")
            )
        case .process(let text):
            (
                "no-such-process",
                Localized(zh: "没有工序“\(text)”。", en: "There is no process “\(text)”."),
                Localized(
                    zh: "从规则所列的工序中选取。", en: "Take a name from the rule's list of processes.")
            )
        default:
            (
                "no-agreement",
                Localized(
                    zh: "该日出口国与进口国之间没有生效的协定。",
                    en: "No agreement is in force between these two countries that day."),
                Localized(
                    zh: "核对国家与日期；中国须为其中一方。", en: "Check countries and day; China must be one side.")
            )
        }
    }
}
