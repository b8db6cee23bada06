import Kernel

/// The materials of a worksheet as an agreement sees them.
struct SortedMaterials {
    /// Originating: of a party whose materials may be cumulated.
    private(set) var own: [Worksheet.Material] = []
    /// Everything else that counts; unknown origin is non-originating.
    private(set) var foreign: [Worksheet.Material] = []
    /// Indirect materials and packing for transport.
    private(set) var neutral: [Worksheet.Material] = []

    init(_ sheet: Worksheet, _ agreement: Agreement) {
        for material in sheet.materials {
            switch material.kind {
            case .indirect, .transportPacking: neutral.append(material)
            case .material, .retailPacking:
                if Self.originates(material, sheet, agreement) {
                    own.append(material)
                } else {
                    foreign.append(material)
                }
            }
        }
    }

    /// Value of what originates.
    var ownValue: Fixed { Self.sum(own.map(\.value)) }
    /// Value of what does not.
    var foreignValue: Fixed { Self.sum(foreign.map(\.value)) }

    /// Originating materials by party, in order of the code.
    var contributions: [(country: String, value: Fixed)] {
        var values: [String: Int64] = [:]
        for material in own { values[material.origin, default: 0] += material.value.raw }
        return values.sorted { $0.key < $1.key }.map { ($0.key, Fixed(raw: $0.value)) }
    }

    private static func originates(
        _ material: Worksheet.Material, _ sheet: Worksheet, _ agreement: Agreement
    ) -> Bool {
        guard material.isOriginating, !material.origin.isEmpty else { return false }
        if sameCode(sheet.exporter, material.origin) { return true }
        switch agreement.cumulation {
        case .parties: return agreement.admits(material.origin, on: sheet.on)
        case .bilateral:
            return agreement.admits(material.origin, on: sheet.on)
                && [sheet.exporter, sheet.importer].contains { sameCode($0, material.origin) }
        case .unknown: return false
        }
    }

    /// Sums stay in range: a worksheet has at most 500 materials of at most 10¹¹ each.
    static func sum(_ values: [Fixed]) -> Fixed { Fixed(raw: values.reduce(0) { $0 + $1.raw }) }
}

/// What came of one part of a rule.
struct NodeOutcome {
    let outcome: OriginVerdict.Outcome
    let explanation: Explanation
    let remedies: [Localized]

    init(
        _ outcome: OriginVerdict.Outcome, _ explanation: Explanation, _ remedies: [Localized] = []
    ) {
        self.outcome = outcome
        self.explanation = explanation
        self.remedies = remedies
    }
}
