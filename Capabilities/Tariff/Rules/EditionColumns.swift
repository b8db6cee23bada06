import Kernel
import Reference

/// Which columns make a table what it is, and which it may have.
extension EditionReading {
    /// Everything a header is the header of; one kind where it is in order.
    static func kinds(of file: DataFile) -> [Edition.Kind] {
        Edition.Kind.allCases.filter { kind in marks(of: kind).allSatisfy { file.has($0) } }
    }

    /// The columns a table is known by.
    private static func marks(of kind: Edition.Kind) -> [String] {
        switch kind {
        case .codes: ["hs10"]
        case .agreementRates: ["agreement", "rate"]
        case .originRules: ["agreement", "test"]
        case .exportDuties: ["export_pct"]
        case .legalNotes: ["notes_of"]
        case .exchangeRates: ["currency", "cny"]
        case .refundRates: ["refund_pct"]
        case .positiveList: ["heading"]
        default: SmallTable.of(kind)?.marks ?? []
        }
    }

    /// Every column a table may have.
    static func columns(of kind: Edition.Kind) -> [String] {
        switch kind {
        case .codes:
            [
                "hs10", "action", "successors", "name_zh", "mfn", "general", "provisional_pct", "quota",
                "vat_pct", "consumption_kind", "consumption_pct", "consumption_amount",
                "consumption_amount_unit", "consumption_threshold",
                "consumption_threshold_unit", "consumption_threshold_on",
                "consumption_amount_below", "unit1", "unit2", "elements", "elements_of",
                "scope_zh",
            ]
        case .agreementRates: ["agreement", "partner", "code", "rate", "valid_to"]
        case .originRules: ["agreement", "code", "test", "hs_edition"]
        case .exportDuties: ["code", "export_pct", "provisional_pct", "part", "valid_to"]
        case .legalNotes: ["notes_of", "note_zh", "note_en"]
        case .exchangeRates: ["currency", "units", "cny", "valid_to"]
        case .refundRates:
            ["code", "refund_pct", "mark", "vat_pct", "name", "valid_from", "valid_to"]
        case .positiveList:
            [
                "heading", "valid_to", "only_for", "remark_zh", "remark_en", "yearly_quantity",
                "yearly_unit",
            ]
        default: SmallTable.of(kind)?.columns ?? []
        }
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
