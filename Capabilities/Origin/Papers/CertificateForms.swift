import Kernel
import Reference

/// Numbers and labels of the boxes on certificates (`Data/certificate-boxes.csv`): the form of an
/// agreement where its facts are known, else a general one of this system.
struct CertificateForms: Sendable {
    enum Field: String, Sendable, Hashable, CaseIterable {
        case exporter, producer, consignee, transport, official, remarks, item, marks
        case description, code, criterion, country, quantity, invoice, declaration, certification
    }

    struct Box: Sendable, Hashable {
        /// Empty for a field that the form has no box for.
        let number: String
        let label: Localized

        /// `9. HS code`.
        func title(_ language: Language) -> String {
            number.isEmpty ? label[language] : "\(number). \(label[language])"
        }
    }

    private let forms: [String: [Field: [Dated<Box>]]]

    static func load(_ share: Share) throws(DataFault) -> CertificateForms {
        var file = try DataFile("\(folder)/certificate-boxes.csv", in: share)
        let (form, box) = (try file.column("form"), try file.column("box"))
        let field = try file.column("field")
        let (zh, en) = (try file.column("label_zh"), try file.column("label_en"))
        let dates = try DateColumns(file)
        var forms: [String: [Field: [Dated<Box>]]] = [:]
        while let row = try file.next() {
            guard let named = Field(rawValue: row.text(field)) else { throw row.fault("field") }
            forms[try row.required(form, "form"), default: [:]][named, default: []].append(
                Dated(
                    from: try dates.from(row), to: try dates.to(row),
                    value: Box(
                        number: row.text(box),
                        label: Localized(
                            zh: try row.required(zh, "label_zh"),
                            en: try row.required(en, "label_en"))),
                    citation: try dates.citation(row)))
        }
        return CertificateForms(forms: forms)
    }

    /// The box of a field on an agreement's form that day.
    func box(_ field: Field, of agreement: String, on day: Day) -> Box {
        forms[agreement]?[field]?.inForce(on: day)?.value
            ?? forms["general"]?[field]?.inForce(on: day)?.value
            ?? Box(number: "", label: Localized(same: field.rawValue))
    }
}
