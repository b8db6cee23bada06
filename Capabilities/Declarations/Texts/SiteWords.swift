import Kernel

/// What arrivals are told about their site.
enum SiteWords {
    /// The law asks that goods under customs supervision come to places the customs registered.
    static let law = Law.supervision

    static let holder = Localized(zh: "经营人", en: "Operator")

    /// Stands in a column of one text: in both languages.
    static let givenToAnother =
        "该场所代码已由其他经营人登记 / The code is registered to another operator"

    static let codeNeeded = Finding(
        "", "507 loctNo",
        Localized(
            zh: "经营人在本关区有多个监管作业场所，运抵单未填监管场所代码",
            en: "The operator has several sites in the district, and the arrival names none"),
        fix: Localized(zh: "填写货物运抵的监管场所代码（loctNo）", en: "Give the site's code (loctNo)"),
        citation: law)

    static func unknown(_ code: String, _ district: String) -> Finding {
        Finding(
            "", "507 loctNo",
            Localized(
                zh: code.isEmpty
                    ? "经营人在 \(district) 关区没有登记的监管作业场所" : "监管场所 \(code) 未登记",
                en: code.isEmpty
                    ? "The operator has no registered site in district \(district)"
                    : "Site \(code) is not registered"),
            fix: Localized(
                zh: "核对监管场所代码；未登记的，先由经营人申请登记",
                en: "Check the code; the operator applies for the registration of a new site"),
            citation: law)
    }

    static func foreign(_ site: SupervisedSite, _ district: String) -> Finding {
        Finding(
            "", "507 loctNo",
            Localized(
                zh: "监管场所 \(site.code) 不属于该经营人或不在 \(district) 关区",
                en: "Site \(site.code) is another operator's, or not in district \(district)"),
            fix: Localized(
                zh: "填写本经营人在该关区的监管场所代码",
                en: "Name a site of the operator in the district"), citation: law)
    }

    static func notOpen(_ site: SupervisedSite, _ day: Day) -> Finding {
        let standing = site.standing(on: day)
        return Finding(
            "", "507 loctNo",
            Localized(
                zh: "监管场所 \(site.code) 在 \(day.text) 的状态为“\(standing.name.zh)”，不能运抵",
                en: "Site \(site.code) stands at “\(standing.name.en)” on \(day.text): nothing"
                    + " arrives there"),
            fix: Localized(
                zh: "改到正常的监管场所运抵，或由经营人办理延期、恢复",
                en: "Bring the goods to an open site, or have this one renewed or resumed"),
            citation: law)
    }
}

/// Why a site is not registered, decided about or shown.
enum SiteRefusal: Refusal, Hashable {
    case input([String])
    case notOperator
    case taken(String)
    case noSuchSite
    case decision
    case reasonMissing
    case notOpen(String)

    static let all: [SiteRefusal] = [
        .input(["code"]), .notOperator, .taken("S1"), .noSuchSite, .decision, .reasonMissing,
        .notOpen("S1"),
    ]

    var code: String {
        switch self {
        case .input: "declarations.site-input"
        case .notOperator: "declarations.site-not-operator"
        case .taken: "declarations.site-taken"
        case .noSuchSite: "declarations.site-unknown"
        case .decision: "declarations.site-decision"
        case .reasonMissing: "declarations.site-reason-missing"
        case .notOpen: "declarations.site-not-open"
        }
    }

    var status: Int {
        switch self {
        case .notOperator: 403
        case .noSuchSite: 404
        case .taken, .notOpen: 409
        case .input, .decision, .reasonMissing: 422
        }
    }

    var field: String? {
        switch self {
        case .input(let fields): fields.first
        case .taken: "code"
        case .reasonMissing: "reason"
        case .decision: "from"
        default: nil
        }
    }

    var message: Localized {
        switch self {
        case .input(let fields):
            Localized(
                zh: "填写有误：\(fields.joined(separator: "、"))。",
                en: "Not as it should be: \(fields.joined(separator: ", ")).")
        case .notOperator:
            Localized(
                zh: "只有监管场所经营人可以申请登记。", en: "Only a site operator applies for a site.")
        case .taken(let code):
            Localized(zh: "场所代码 \(code) 已登记或已申请。", en: "Code \(code) is taken.")
        case .noSuchSite: Localized(zh: "没有这一监管场所。", en: "There is no such site.")
        case .decision:
            Localized(
                zh: "起止日期有误。", en: "The days do not make a period.")
        case .reasonMissing: Localized(zh: "请写明理由。", en: "Say why.")
        case .notOpen(let code):
            Localized(
                zh: "监管场所 \(code) 目前不能这样办理。",
                en: "That is not possible with site \(code) as it stands.")
        }
    }

    var fix: Localized {
        switch self {
        case .input:
            Localized(
                zh: "代码为 1 至 10 位字母和数字，关区为关区代码表中的四位代码；名称和地址必填；能力、面积、设备数量为正整数。",
                en: "A code has 1 to 10 letters and digits, a district is one of the table; name"
                    + " and address are needed; capacity, area and counts are whole numbers"
                    + " above 0.")
        case .notOperator:
            Localized(
                zh: "请先办理企业类型“监管场所经营人”的登记。", en: "Have the role site operator registered.")
        case .taken: Localized(zh: "请核对代码。", en: "Check the code.")
        case .noSuchSite:
            Localized(zh: "请从场所名录进入。", en: "Choose it from the list of sites.")
        case .decision:
            Localized(
                zh: "日期写作 2026-12-01，止日不早于起日。",
                en: "A day is written 2026-12-01; the last is not before the first.")
        case .reasonMissing:
            Localized(zh: "例如：消防验收未通过。", en: "For example: the fire inspection failed.")
        case .notOpen: Localized(zh: "请查看其状态。", en: "See how it stands.")
        }
    }
}
