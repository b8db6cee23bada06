import Kernel

/// What is wrong with what an application asks of a quota.
enum QuotaFormFault {
    case noSuchYear(String)
    case closed(QuotaVolume, on: Day, next: QuotaVolume?)
    case aboveVolume(QuotaVolume)

    func at(_ field: String) -> Fault {
        Fault(code: code, path: "/" + field, message: message, fix: fix, citation: citation)
    }

    private var citation: Citation? {
        switch self {
        case .noSuchYear: nil
        case .closed(let volume, _, _): volume.windowCitation
        case .aboveVolume(let volume): volume.citation
        }
    }

    private var code: String {
        switch self {
        case .noSuchYear: "procedures.quota-year"
        case .closed: "procedures.quota-window"
        case .aboveVolume: "procedures.quota-volume"
        }
    }

    private var message: Localized {
        switch self {
        case .noSuchYear(let year):
            Localized(
                zh: "“\(year)”不是有全国总量的配额年度。",
                en: "“\(year)” is no year for which there is a national volume.")
        case .closed(let volume, let day, _):
            Localized(
                zh: "\(volume.year) 年\(volume.name.zh)配额的申请期为 \(volume.opens.text) 至 "
                    + "\(volume.closes.text)，\(day.text) 不在申请期内（\(volume.windowCitation.text)）。",
                en: "The quota of \(volume.name.en) for \(volume.year) is applied for from "
                    + "\(volume.opens.text) to \(volume.closes.text), not on \(day.text) "
                    + "(\(volume.windowCitation.text)).")
        case .aboveVolume(let volume):
            Localized(
                zh: "\(volume.year) 年\(volume.name.zh)配额全国总量为 \(volume.told.zh)"
                    + "（\(volume.citation.text)），申请数量超过总量。",
                en: "The national volume of \(volume.name.en) for \(volume.year) is "
                    + "\(volume.told.en) (\(volume.citation.text)): more is asked.")
        }
    }

    private var fix: Localized {
        switch self {
        case .noSuchYear:
            Localized(zh: "请填写四位年份，例如 2027。", en: "Write four digits, such as 2027.")
        case .closed(_, let day, let next):
            next.map { $0.invitation(on: day) }
                ?? Localized(zh: "请关注发放机关的公告。", en: "See the notices of the body.")
        case .aboveVolume:
            Localized(zh: "请核对数量和计量单位。", en: "Check quantity and unit.")
        }
    }
}

extension QuotaVolume {
    /// The volume with its unit.
    var told: Localized { told(amount) }

    func told(_ amount: Fixed) -> Localized {
        let unit = unitName
        return Localized(zh: "\(amount.text) \(unit.zh)", en: "\(amount.text) \(unit.en)")
    }

    var unitName: Localized {
        switch unit {
        case "070": Localized(zh: "吨", en: "tonnes")
        case "035": Localized(zh: "千克", en: "kilograms")
        default: Localized(zh: "单位 \(unit)", en: "unit \(unit)")
        }
    }

    func invitation(on day: Day) -> Localized {
        isOpen(on: day)
            ? Localized(
                zh: "现在受理 \(year) 年配额的申请，至 \(closes.text) 止。",
                en: "That for \(year) is applied for now, until \(closes.text).")
            : Localized(
                zh: "下一申请期为 \(opens.text) 至 \(closes.text)（\(year) 年配额）。",
                en: "The next days to apply are \(opens.text) to \(closes.text), for \(year).")
    }
}

/// Words about quotas on the pages of applications.
enum QuotaWords {
    static let windows = Localized(zh: "申请期和全国总量", en: "Days to apply and national volumes")
    static let goods = Localized(zh: "品种", en: "Goods")
    static let year = Localized(zh: "配额年度", en: "Year")
    static let window = Localized(zh: "申请期", en: "Days to apply")
    static let open = Localized(zh: "可申请", en: "open")
    static let closed = Localized(zh: "未开放", en: "closed")
    static let volume = Localized(zh: "全国总量", en: "National volume")
    static let used = Localized(zh: "已发放", en: "Granted so far")
    static let left = Localized(zh: "尚可发放", en: "Left to grant")
    static let basis = Localized(zh: "依据", en: "Source")
    static let pool = Localized(zh: "全国配额余额", en: "National quota")
    static let poolNote = Localized(
        zh: "经本系统发放的数量，不含其他途径发放的。", en: "Of grants made here; others are not known.")
    static let unused = Localized(
        zh: "上年未用完也未交还", en: "Unused and not given back in the year before")
    static let giveBack = Localized(zh: "交还用不完的配额", en: "Give back what will not be used")
    static let givenBack = Localized(zh: "交还", en: "given back")

    static func giveBackNote(_ volume: QuotaVolume) -> Localized {
        Localized(
            zh: "\(volume.returnBy.text) 以前可以交还（\(volume.returnCitation.text)），交还的数量再分配给他人；"
                + "不交还又没有用完的，下一年分配时按比例扣减。",
            en: "Until \(volume.returnBy.text) (\(volume.returnCitation.text)); it is allotted to "
                + "others. What is neither used nor given back is deducted in proportion next "
                + "year.")
    }

    static let asked = Localized(zh: "申请数量", en: "Quantity asked for")
}

extension ProceduresRefusal {
    /// Why a quota was not taken back, or an agent not let in.
    var returnWords: RefusalWords {
        switch self {
        case .quotaReturnLate(let volume):
            RefusalWords(
                "quota-return-late", 409,
                zh: "\(volume.year) 年\(volume.name.zh)配额的交还期限是 \(volume.returnBy.text)，已过。",
                en: "The quota of \(volume.name.en) for \(volume.year) was to be given back by "
                    + "\(volume.returnBy.text).",
                zhFix: "年底前用完；没有用完的，下一年分配时按比例扣减。",
                enFix: "Use it until the end of the year; what is not used is deducted in "
                    + "proportion next year.")
        case .quotaReturnMuch(let volume, let left):
            RefusalWords(
                "quota-return-much", 409, zh: "证上余额 \(volume.told(left).zh)，不能交还更多。",
                en: "\(volume.told(left).en) are left on the certificate; not more can be given "
                    + "back.",
                zhFix: "交还不超过余额的数量。", enFix: "Give back what is left or less.")
        case .noMandate(let code):
            RefusalWords(
                "no-mandate", 403, zh: "企业 \(code) 没有委托本企业代办这一事项。",
                en: "The enterprise \(code) has given you no mandate to handle this service.",
                zhFix: "请双方在“委托授权”中登记“代办申请”；不允许代办的事项由企业自己申请。",
                enFix: "Agree on a mandate for applying; services that let no agent are applied "
                    + "for by the enterprise itself.")
        default:
            RefusalWords(
                "not-returnable", 409, zh: "这份申请没有可以交还的配额。",
                en: "Nothing of a tariff quota was granted here that could be given back.",
                zhFix: "只有已经准予的关税配额可以交还。", enFix: "Only tariff quotas that were granted can be.")
        }
    }
}
