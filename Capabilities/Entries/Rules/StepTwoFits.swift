import Kernel

/// Whether a full declaration is that of the goods released on the summary: what the summary said
/// must stand, a code of fewer digits may be made longer.
enum StepTwoFits {
    /// Fields of the header that may not change.
    static let fixed = [
        "number", "consignee", "district", "tradeMode", "transportMode", "vessel", "voyage",
        "bill", "packages", "grossWeight", "advance", "enteredOn", "taxation",
        // What decided whether the goods were inspected and whether they may come in at all.
        "inspected", "controlled", "licences", "qualification", "nature", "purpose",
    ]
    static let fixedOfLine = [
        "name", "quantity", "unit", "price", "currency", "origin", "inspectionName",
    ]

    /// Paths that say something else than step one.
    static func differing(_ full: EntryDocument, from summary: EntryDocument) -> [String] {
        var paths = fixed.filter {
            !full[$0].utf8.elementsEqual(summary[$0].utf8)
        }.map { "/" + $0 }
        guard full.lines.count == summary.lines.count else { return paths + ["/lines"] }
        for (index, (line, old)) in zip(full.lines, summary.lines).enumerated() {
            for name in fixedOfLine
            where !(line[name] ?? "").utf8.elementsEqual((old[name] ?? "").utf8) {
                paths.append("/lines/\(index)/\(name)")
            }
            if !(line["code"] ?? "").utf8.starts(with: (old["code"] ?? "").utf8) {
                paths.append("/lines/\(index)/code")
            }
        }
        return paths
    }
}
