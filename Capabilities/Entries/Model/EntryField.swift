import Kernel
import Reference

/// A field of the declaration: its form, where its codes stand, and who must fill it in when.
struct EntryField: Sendable, Hashable {
    /// Form of a value.
    enum Form: String, Sendable, Hashable {
        case text, day, amount, count, choice, flag, code, enterprise
        case district, transport, wrap, country, currency, unit

        /// The code table it is looked up in; nil for other forms.
        var table: CodeTable? {
            switch self {
            case .district: .customsDistricts
            case .transport: .transportModes
            case .wrap: .wrapTypes
            case .country: .countries
            case .currency: .currencies
            case .unit: .units
            default: nil
            }
        }
    }

    /// When it has to be filled in.
    enum Need: String, Sendable, Hashable {
        case required, optional
        case ifAdvance = "if-advance"
        case ifArrived = "if-arrived"
        case ifFreight = "if-freight"
        case ifControlled = "if-controlled"
        case ifInspected = "if-inspected"

        /// Whether a document as it stands has to have the field.
        func holds(for document: EntryDocument) -> Bool {
            switch self {
            case .required: true
            case .optional: false
            case .ifAdvance: document.isAdvance
            case .ifArrived: !document.isAdvance
            // The price of CFR holds the freight, that of FOB does not.
            case .ifFreight: document["terms"] == "fob"
            case .ifControlled: document.flag("controlled")
            case .ifInspected: document.flag("inspected")
            }
        }

        /// In words, after "needed".
        var words: Localized {
            switch self {
            case .required: Localized(zh: "必填", en: "always")
            case .optional: Localized(zh: "选填", en: "never")
            case .ifAdvance: Localized(zh: "提前申报时必填", en: "for advance declarations")
            case .ifArrived: Localized(zh: "非提前申报时必填", en: "unless declared in advance")
            case .ifFreight:
                Localized(zh: "成交方式不含运费时必填", en: "when terms leave freight out")
            case .ifControlled: Localized(zh: "涉及禁限管制时必填", en: "for controlled goods")
            case .ifInspected: Localized(zh: "涉及检验检疫时必填", en: "for inspected goods")
            }
        }
    }

    let name: String
    let isOfLine: Bool
    let form: Form
    let choices: [String]
    /// Bytes at most; 0 for no limit of its own.
    let most: Int
    let summary: Need
    let full: Need
    let label: Localized
    let hint: Localized

    func need(in step: EntryStep) -> Need { step == .summary ? summary : full }

    static func load(_ share: Share) throws(DataFault) -> [Dated<EntryField>] {
        var file = try DataFile("\(EntrySettings.folder)/fields.csv", in: share)
        let (path, level) = (try file.column("path"), try file.column("level"))
        let (form, choices) = (try file.column("form"), try file.column("choices"))
        let most = try file.column("most")
        let (summary, full) = (try file.column("summary"), try file.column("full"))
        let (nameZh, nameEn) = (try file.column("name_zh"), try file.column("name_en"))
        let (hintZh, hintEn) = (try file.column("hint_zh"), try file.column("hint_en"))
        let dates = try EntryDates(file)
        var found: [Dated<EntryField>] = []
        while let row = try file.next() {
            guard let kind = Form(rawValue: row.text(form)) else { throw row.fault("form") }
            guard let first = Need(rawValue: row.text(summary)) else { throw row.fault("summary") }
            guard let second = Need(rawValue: row.text(full)) else { throw row.fault("full") }
            guard let length = Int(row.text(most)) else { throw row.fault("most") }
            found.append(
                try dates.dated(
                    row,
                    EntryField(
                        name: try row.required(path, "path"), isOfLine: row.text(level) == "line",
                        form: kind,
                        choices: row.text(choices).split(separator: "|").map(String.init),
                        most: length, summary: first, full: second,
                        label: Localized(
                            zh: try row.required(nameZh, "name_zh"),
                            en: try row.required(nameEn, "name_en")),
                        hint: Localized(zh: row.text(hintZh), en: row.text(hintEn)))))
        }
        return found
    }
}
