import Kernel
import Origin
import Reference

/// The agreements themselves: their terms, and who takes part in them.
extension SmallTable {
    static let agreements = make(
        .agreements, Localized(zh: "协定及其条件", en: "Agreements and their terms"),
        marks: ["agreement", "kind"],
        others: AgreementColumns.names.filter { !["agreement", "kind"].contains($0) },
        key: "agreement",
        mends: [
            "agreement": both(
                "写简短代号，大写字母、数字和连字符，例如 CN-AUS；",
                "Write a short name of capitals, digits and hyphens, such as CN-AUS."),
            "kind": both(
                "写 agreement（协定）或 unilateral（单方给予）；", "Write agreement or unilateral."),
            "name_zh": both("写协定名称；新协定必须有；", "Write the name; a new agreement needs one."),
            "name_en": both("写英文名称；新协定必须有；", "Write the name; a new agreement needs one."),
            "proofs": words(ProofKind.self), "content_methods": words(ContentMethod.self),
            "cumulation": both(
                "写 parties、bilateral 或 unknown；", "Write parties, bilateral or unknown."),
            "consignment": both(
                "写 logistics-under-control 或 direct；新协定必须有；",
                "Write logistics-under-control or direct; a new agreement needs one."),
            "proof_months": both(
                "写 1 至 120 的整数；新协定必须有；", "Write a whole number from 1 to 120."),
            "tolerance_value_pct": both("写百分数，例如 10；", "Write per cents such as 10."),
            "tolerance_chapters": both("写成 15-97 这样的章；", "Write chapters such as 15-97."),
            "tolerance_weight_pct": both("写百分数，例如 10；", "Write per cents such as 10."),
            "tolerance_weight_chapters": both(
                "写成 50-63 这样的章；", "Write chapters such as 50-63."),
            "waiver_usd": both("写美元数，例如 200；", "Write US dollars, such as 200."),
            "tariff_differentials": both(
                "税率因成员而异的写 1，否则写 0；", "Write 1 where rates differ by party, else 0."),
        ],
        rows: \.agreements, shipped: { $0.shippedAgreements }, told: told, value: agreement)

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ kind: Word.Type
    ) -> Localized {
        let list = kind.allCases.map(\.rawValue)
        return both(
            "可写：\(list.joined(separator: "、"))，用空格分开；",
            "Write of these, with blanks between: \(list.joined(separator: ", ")).")
    }

    private static func told(_ terms: Agreement) -> [String] {
        let tolerance = terms.tolerance.map { kept in
            "\(kept.value.text)% \(kept.chapters.lowerBound)-\(kept.chapters.upperBound)"
                + (kept.weight.map { ", \($0.text)%" } ?? "")
        }
        return [
            "name \(terms.name.zh) / \(terms.name.en)", "kind \(terms.kind.rawValue)",
            "proofs \(terms.proofs.map(\.rawValue).joined(separator: " "))",
            "proof_months \(terms.proofMonths)",
            "content_methods \(terms.contentMethods.map(\.rawValue).joined(separator: " "))",
            "tolerance \(tolerance ?? "–")", "cumulation \(terms.cumulation.rawValue)",
            "consignment \(terms.consignment.rawValue)",
            "waiver_usd \(terms.waiver?.text ?? "–")",
            "tariff_differentials \(terms.hasDifferentials ? 1 : 0)",
        ]
    }

    private static func agreement(_ row: SmallRow<Agreement>) throws(DataFault) -> Agreement {
        let id = try row.required("agreement")
        guard id.utf8.count <= 20, id.utf8.allSatisfy(isShortName) else {
            throw row.fault("agreement")
        }
        let edition = row.edition
        return try AgreementColumns(row.file, isPartial: true).agreement(
            row.row, partners: [], from: edition.from, to: nil,
            Citation(document: edition.document),
            edition.isReferenceOnly ? .referenceOnly : .read, base: row.before(id))
    }

    private static func isShortName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static let partners = make(
        .agreementPartners, Localized(zh: "协定成员", en: "Partners of agreements"),
        marks: ["agreement", "iso3"], others: ["iso2", "action"], key: "iso3",
        mends: [
            "iso3": both("写三字母代码，例如 AUS；", "Write three letters such as AUS."),
            "iso2": both(
                "写两字母代码，例如 AU；新成员必须有；", "Write two letters such as AU; a new partner needs them."),
            "action": both(
                "写 set（加入）或 end（退出），留空即 set；", "Write set or end; empty is set."),
        ],
        rows: \.partners, shipped: { $0.shippedPartners },
        told: { ["iso2 \($0.iso2)", "action \($0.takesPart ? "set" : "end")"] }
    ) { row throws(DataFault) in
        let agreement = try row.required("agreement")
        let reading = EditionReading(book: row.book)
        guard reading.knowsAgreement(agreement, row.state) else {
            throw row.fault("agreement", EditionReading.noAgreement)
        }
        let country = try row.required("iso3")
        guard country.utf8.count == 3, let origin = try? row.book.origin(country),
            origin.iso.utf8.elementsEqual(country.utf8)
        else { throw row.fault("iso3", EditionReading.noCountry) }
        let old = row.before(AgreementPartner.key(agreement, country))
        let letters = try row.kept("iso2", old?.iso2)
        guard letters.utf8.count == 2,
            letters.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { throw row.fault("iso2") }
        let takesPart: Bool
        switch row.text("action") {
        case "", "set": takesPart = true
        case "end":
            guard old?.takesPart ?? false else {
                throw row.fault("action", both("该日并不是成员", "it is no partner on that day"))
            }
            takesPart = false
        default: throw row.fault("action")
        }
        return AgreementPartner(
            agreement: agreement, iso2: letters, iso3: country, takesPart: takesPart)
    }
}
