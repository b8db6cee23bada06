import Kernel
import Procedures
import Tariff

/// Whether a certificate of tariff quota (关税配额证) covers a line, and how much of it the line
/// takes. Pure; who calls it reads the certificate and what is left of it.
struct QuotaCover {
    /// The certificate a line names; nil where the importer holds none of that number.
    struct Certificate {
        let grant: GrantDesk.Grant
        let left: Fixed
        let quotaName: Localized
    }

    let code: String
    /// In the legal unit of the code, which is the kilogram for all goods under quota.
    let quantity: Fixed
    let unit: String
    /// What the line names; empty for none.
    let number: String
    /// Nil for goods without quota.
    let goods: QuotaGoods?
    let certificate: Certificate?
    /// The day of declaration.
    let day: Day

    /// Goods under a tariff quota take its rate inside it, and the ordinary one outside.
    static let law = Citation(document: "中华人民共和国关税法", article: "第十四条")

    enum Outcome {
        /// The line needs no certificate.
        case none
        case taken(Fixed)
        case refused(QuotaFault)
    }

    var outcome: Outcome {
        guard let goods, goods.isInside else {
            return number.isEmpty
                ? .none : .refused(.notInside(code, goods?.other))
        }
        guard !number.isEmpty else { return .refused(.missing(goods, code)) }
        guard let certificate else { return .refused(.unknown(number)) }
        let grant = certificate.grant
        guard grant.quota.utf8.elementsEqual(goods.quota.utf8) else {
            return .refused(.otherGoods(number, certificate.quotaName, goods.name))
        }
        guard grant.holds(on: day) else { return .refused(.notOnDay(number, grant.from, grant.to)) }
        guard let amount else { return .refused(.unit(unit)) }
        guard amount <= certificate.left else {
            return .refused(
                .insufficient(
                    number, needed: amount, left: certificate.left, unit: grant.unit, goods))
        }
        return .taken(amount)
    }

    /// The quantity in the unit of the certificate; what does not divide is rounded up, so that
    /// more is never imported than was granted.
    var amount: Fixed? {
        guard let wanted = certificate?.grant.unit else { return nil }
        switch (unit, wanted) {
        case (Self.kilogram, Self.kilogram), (Self.tonne, Self.tonne): return quantity
        case (Self.kilogram, Self.tonne):
            let (whole, rest) = quantity.raw.quotientAndRemainder(dividingBy: 1_000)
            return Fixed(raw: whole + (rest == 0 ? 0 : 1))
        case (Self.tonne, Self.kilogram):
            return try? quantity.scaled(1_000, over: 1)
        default: return nil
        }
    }

    private static let kilogram = "035"
    private static let tonne = "070"

    static func unitName(_ unit: String) -> Localized {
        unit.utf8.elementsEqual(tonne.utf8)
            ? Localized(zh: "吨", en: "tonnes") : Localized(zh: "千克", en: "kilograms")
    }

    var explanation: Explanation {
        var inputs: [Explanation.Input] = [
            .init(Localized(zh: "商品编号", en: "Code"), code),
            .init(Localized(zh: "申报数量", en: "Quantity declared"), "\(quantity.text) (\(unit))"),
            .init(Localized(zh: "配额证号", en: "Certificate"), number.isEmpty ? "–" : number),
            .init(Localized(zh: "申报日期", en: "Declared on"), day.text),
        ]
        if let certificate {
            let unit = Self.unitName(certificate.grant.unit)
            inputs += [
                .init(
                    Localized(zh: "准予数量", en: "Granted"),
                    "\(certificate.grant.granted.text) \(unit.zh)"),
                .init(
                    Localized(zh: "证上余额", en: "Left on it"),
                    "\(certificate.left.text) \(unit.zh)"),
                .init(
                    Localized(zh: "有效期", en: "Valid"),
                    "\(certificate.grant.from.text) – \(certificate.grant.to?.text ?? "")"),
            ]
        }
        let said: Localized
        switch outcome {
        case .none:
            said = Localized(
                zh: "不是配额内商品编号，不需要配额证。",
                en: "The code is not inside a quota: no certificate is needed.")
        case .taken(let amount):
            let unit = Self.unitName(certificate?.grant.unit ?? "")
            let rate = goods?.rate ?? Localized(same: "")
            said = Localized(
                zh: "证号、品种、有效期相符，余额足够：核销 \(amount.text) \(unit.zh)，适用配额内税率 \(rate.zh)。",
                en: "Certificate, goods and days agree and the balance suffices: "
                    + "\(amount.text) \(unit.en) are written off, the rate inside the quota "
                    + "is \(rate.en).")
        case .refused(let fault):
            said = Localized(
                zh: fault.message.zh + fault.fix.zh, en: "\(fault.message.en) \(fault.fix.en)")
        }
        return Explanation(
            rule: "entries.quota", version: certificate?.grant.from,
            title: Localized(zh: "关税配额联网核查", en: "Verification of tariff quota"),
            inputs: inputs, outcome: said,
            citations: [Self.law] + (goods.map { [$0.citation] } ?? [])
                + (certificate.map { [$0.grant.citation] } ?? []))
    }
}
