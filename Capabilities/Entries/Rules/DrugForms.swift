import Kernel
import Reference

/// For which goods the customs asks for the drug clearance form (进口药品通关单).
struct DrugForms: Sendable {
    /// Name of the line's field.
    static let field = "drugForm"

    /// First digits of goods codes.
    private let prefixes: [Dated<String>]

    static func load(_ share: Share) throws(DataFault) -> DrugForms {
        var file = try DataFile("\(EntrySettings.folder)/drug-forms.csv", in: share)
        let prefix = try file.column("prefix")
        let dates = try EntryDates(file)
        var found: [Dated<String>] = []
        while let row = try file.next() {
            found.append(try dates.dated(row, try row.required(prefix, "prefix")))
        }
        return DrugForms(prefixes: found)
    }

    /// By which rule goods of a code need the form on a day; nil when they need none.
    func law(_ code: String, on day: Day) -> Citation? {
        prefixes.first { $0.holds(on: day) && code.utf8.starts(with: $0.value.utf8) }?.citation
    }
}
