import Kernel
import Reference

/// A table of the tariff with a reading of its own: what it is called, which columns make it what
/// it is, and which it may have.
struct LongTable: Sendable {
    let name: Localized
    let marks: [String]
    let columns: [String]

    static func of(_ kind: Edition.Kind) -> LongTable? {
        switch kind {
        case .codes:
            LongTable(
                name: Localized(zh: "商品编号和税率", en: "Goods codes and rates"), marks: ["hs10"],
                columns: [
                    "hs10", "action", "successors",
                    "name_zh", "name_en", "mfn", "general", "provisional_pct", "quota",
                    "vat_pct", "consumption_kind", "consumption_pct", "consumption_amount",
                    "consumption_amount_unit", "consumption_threshold",
                    "consumption_threshold_unit", "consumption_threshold_on",
                    "consumption_amount_below", "consumption_pct_above", "unit1", "unit2",
                    "elements", "elements_of",
                    "scope_zh",
                ])
        case .agreementRates:
            LongTable(
                name: Localized(zh: "协定税率", en: "Agreement rates"),
                marks: ["agreement", "rate"],
                columns: ["agreement", "partner", "code", "rate", "valid_to", "hs_edition"])
        case .originRules:
            LongTable(
                name: Localized(zh: "产品特定原产地规则", en: "Product rules of origin"),
                marks: ["agreement", "test"],
                columns: ["agreement", "code", "test", "hs_edition"])
        case .exportDuties:
            LongTable(
                name: NotHeldWords.exportTitle, marks: ["export_pct"],
                columns: ["code", "export_pct", "provisional_pct", "part", "valid_to"])
        case .legalNotes:
            LongTable(
                name: NotHeldWords.notesTitle, marks: ["notes_of"],
                columns: ["notes_of", "note_zh", "note_en"])
        case .exchangeRates:
            LongTable(
                name: Localized(zh: "海关汇率", en: "Customs exchange rates"),
                marks: ["currency", "cny"], columns: ["currency", "units", "cny", "valid_to"])
        case .refundRates:
            LongTable(
                name: Localized(zh: "出口退税率", en: "Refund rates"), marks: ["refund_pct"],
                columns: [
                    "code", "refund_pct", "mark", "vat_pct", "name", "valid_from", "valid_to",
                ])
        case .positiveList:
            LongTable(
                name: Localized(zh: "零售进口商品清单", en: "Positive list"), marks: ["heading"],
                columns: [
                    "heading", "valid_to", "only_for", "remark_zh", "remark_en",
                    "yearly_quantity", "yearly_unit",
                ])
        default: nil
        }
    }
}

extension Edition.Kind {
    /// What the table is called.
    var title: Localized {
        SmallTable.of(self)?.name ?? LongTable.of(self)?.name ?? Localized(same: rawValue)
    }
}

/// Which columns make a table what it is, and which it may have.
extension EditionReading {
    /// Everything a header is the header of; one kind where it is in order.
    static func kinds(of file: DataFile) -> [Edition.Kind] {
        Edition.Kind.allCases.filter { kind in marks(of: kind).allSatisfy { file.has($0) } }
    }

    /// The columns a table is known by.
    static func marks(of kind: Edition.Kind) -> [String] {
        SmallTable.of(kind)?.marks ?? LongTable.of(kind)?.marks ?? []
    }

    /// Every column a table may have.
    static func columns(of kind: Edition.Kind) -> [String] {
        SmallTable.of(kind)?.columns ?? LongTable.of(kind)?.columns ?? []
    }

    /// Refuses a column nobody would read: what stands below a misspelt name would be lost.
    static func checkColumns(of file: DataFile, _ kind: Edition.Kind) throws(LookupRefusal) {
        let allowed = columns(of: kind)
        for name in file.columns
        where !allowed.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
            let nearest = allowed.map { ($0, distance(Array($0.utf8), Array(name.utf8))) }
                .min { $0.1 < $1.1 }
            let isNear = nearest.map { $0.1 <= max(2, name.utf8.count / 3) } ?? false
            throw .fileLine(
                1, column: "",
                EditionFault.unknownColumn(name, isNear ? nearest?.0 : nil, allowed))
        }
    }

    /// How many letters have to be put in, left out or changed.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        // A header is an operator's, but no reason to compute for long.
        guard other.count < 100 else { return other.count }
        var row = Array(0...other.count)
        for (place, letter) in one.enumerated() {
            var corner = row[0]
            row[0] = place + 1
            for (next, sign) in other.enumerated() {
                let changed = corner + (letter == sign ? 0 : 1)
                corner = row[next + 1]
                row[next + 1] = min(changed, row[next] + 1, corner + 1)
            }
        }
        return row[other.count]
    }
}
