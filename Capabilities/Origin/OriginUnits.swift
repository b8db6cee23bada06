import Kernel
import Reference

/// What the units of the customs' table are called: a paper says kilogram, not 035.
struct OriginUnits: Sendable {
    private let names: [String: Localized]

    init(_ share: Share) throws(DataFault) {
        var names: [String: Localized] = [:]
        var file = try DataFile("Reference/Data/units.csv", in: share)
        let code = try file.column("code")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        while let row = try file.next() {
            // 千克 has no note in brackets, `unit (machine)` has: the first words say enough.
            let english = row.text(en).prefix { $0 != "(" }
            names[row.text(code)] = Localized(
                zh: row.text(zh),
                en: String(english.last == " " ? english.dropLast() : english))
        }
        self.names = names
    }

    /// Whether the table has a unit, be it given as a number or by its name.
    func knows(_ text: String) -> Bool {
        let word = text.lowercased()
        return names[text] != nil
            || names.values.contains { $0.zh == text || $0.en.lowercased() == word }
    }

    /// What a unit is called, be it given as a number or in words.
    func told(_ unit: String) -> Localized { names[unit] ?? Localized(same: unit) }
}
