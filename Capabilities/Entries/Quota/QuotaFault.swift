import Kernel
import Tariff

/// Why a line is not covered by a certificate of tariff quota, with what it owes without one.
enum QuotaFault: Sendable, Hashable {
    /// A code of goods inside a quota without a certificate.
    case missing(QuotaGoods, String)
    /// A certificate at a code that is not inside a quota; the code that is, where there is one.
    case notInside(String, QuotaGoods.Side?)
    /// The importer holds no such certificate; another's is as if it were not there.
    case unknown(String)
    case otherGoods(String, Localized, Localized)
    case notOnDay(String, Day, Day?)
    case unit(String)
    case insufficient(String, needed: Fixed, left: Fixed, unit: String, QuotaGoods)

    func fault(at path: String) -> Fault {
        Fault(code: "entries.quota-" + word, path: path, message: message, fix: fix)
    }

    private var word: String {
        switch self {
        case .missing: "missing"
        case .notInside: "not-inside"
        case .unknown: "unknown"
        case .otherGoods: "other-goods"
        case .notOnDay: "not-on-day"
        case .unit: "unit"
        case .insufficient: "insufficient"
        }
    }

    var message: Localized {
        switch self {
        case .missing(let goods, let code):
            Localized(
                zh: "\(code) 是\(goods.name.zh)配额内编号（税率 \(goods.rate.zh)），没有填写关税配额证号。",
                en: "\(code) is the code of \(goods.name.en) inside the quota (rate "
                    + "\(goods.rate.en)), and no certificate is named.")
        case .notInside(let code, _):
            Localized(
                zh: "\(code) 不是配额内编号，不能核销配额证。",
                en: "\(code) is not a code inside a quota; nothing is written off for it.")
        case .unknown(let number):
            Localized(
                zh: "收货人没有编号为 \(number) 的有效关税配额证。",
                en: "The consignee holds no certificate of tariff quota \(number).")
        case .otherGoods(let number, let held, let declared):
            Localized(
                zh: "配额证 \(number) 的品种是\(held.zh)，申报的是\(declared.zh)。",
                en: "Certificate \(number) is for \(held.en), declared is \(declared.en).")
        case .notOnDay(let number, let from, let to):
            Localized(
                zh: "申报日不在配额证 \(number) 的有效期内（\(from.text) 至 \(to?.text ?? "")）。",
                en: "Certificate \(number) is valid from \(from.text) to \(to?.text ?? ""), not on "
                    + "the day of declaration.")
        case .unit(let unit):
            Localized(
                zh: "数量单位 \(unit) 不能换算成配额证的重量单位。",
                en: "Unit \(unit) is no weight the certificate could be counted in.")
        case .insufficient(let number, let needed, let left, let unit, _):
            Localized(
                zh: "配额证 \(number) 余额 \(left.text) \(QuotaCover.unitName(unit).zh)，"
                    + "本项需核销 \(needed.text) \(QuotaCover.unitName(unit).zh)，不足；没有核销任何数量。",
                en: "\(left.text) \(QuotaCover.unitName(unit).en) are left on certificate "
                    + "\(number), the line needs \(needed.text); nothing was written off.")
        }
    }

    var fix: Localized {
        switch self {
        case .missing(let goods, _):
            Localized(
                zh: "填写配额证号，或按配额外申报：\(Self.outside(goods).zh)。",
                en: "Name the certificate, or declare outside the quota: "
                    + "\(Self.outside(goods).en).")
        case .notInside(_, let other):
            Localized(
                zh: other.map { "凭证进口的请用配额内编号 \($0.code)（\($0.rate.zh)）；否则删去证号。" }
                    ?? "删去配额证号。",
                en: other.map {
                    "With a certificate use the code inside the quota, \($0.code) "
                        + "(\($0.rate.en)); else leave it out."
                } ?? "Leave the certificate out.")
        case .unknown:
            Localized(
                zh: "核对证号；尚未取得的，在“我要办”中申请关税配额。",
                en: "Check the number; apply for the quota under Services.")
        case .otherGoods:
            Localized(zh: "换用该品种的配额证。", en: "Use a certificate of these goods.")
        case .notOnDay:
            Localized(
                zh: "换用申报日有效的配额证，或按配额外编号申报。",
                en: "Use one that is valid that day, or the code outside the quota.")
        case .unit: Localized(zh: "数量按千克填写。", en: "Give the quantity in kilograms.")
        case .insufficient(_, _, _, _, let goods):
            Localized(
                zh: "余额以内的部分留在本项，其余另列一项按配额外申报：\(Self.outside(goods).zh)。",
                en: "Keep what is left in this line and declare the rest outside the quota in a "
                    + "line of its own: \(Self.outside(goods).en).")
        }
    }

    private static func outside(_ goods: QuotaGoods) -> Localized {
        guard let other = goods.other else {
            return Localized(zh: "税则未载明配额外编号", en: "no such code is in the tariff")
        }
        return Localized(
            zh: "编号 \(other.code)，税率 \(other.rate.zh)",
            en: "code \(other.code), rate \(other.rate.en)")
    }
}
