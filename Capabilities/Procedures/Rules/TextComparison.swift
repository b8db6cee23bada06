import Kernel

/// What one text of a service asks of an applicant otherwise than another. Pure. Steps, terms and
/// letters are no part of it: nobody has to do anything about them.
struct TextComparison: Sendable {
    let old: ServiceFile
    let new: ServiceFile
    /// The day whose values of policy count.
    let day: Day

    /// In the order of the form; nothing where the same is asked.
    var changes: [Fault] { applicants + fields + documents + conditions + values }

    private var applicants: [Fault] {
        Set(old.roles) == Set(new.roles) ? [] : [TextChange.applicants.at("")]
    }

    private var fields: [Fault] {
        new.fields.compactMap { field in
            guard let before = old.field(field.id) else {
                return TextChange.fieldAdded(field.label).at(field.id)
            }
            let isSame =
                before.kind == field.kind && before.when == field.when
                && before.isRequired == field.isRequired && before.longest == field.longest
            return isSame ? nil : TextChange.fieldChanged(field.label).at(field.id)
        }
            + old.fields.filter { new.field($0.id) == nil }.map {
                TextChange.fieldGone($0.label).at($0.id)
            }
    }

    private var documents: [Fault] {
        new.documents.compactMap { document in
            guard let before = old.documents.first(where: { $0.id == document.id }) else {
                return TextChange.documentAdded(document.name).at(document.id)
            }
            let isSame =
                before.isRequired == document.isRequired && before.when == document.when
                && before.types == document.types && before.most == document.most
            return isSame ? nil : TextChange.documentChanged(document.name).at(document.id)
        }
            + old.documents.filter { one in !new.documents.contains { $0.id == one.id } }.map {
                TextChange.documentGone($0.name).at($0.id)
            }
    }

    /// Checks and values held once that were not there, or not so.
    private var conditions: [Fault] {
        let known = Set(old.checks.map { "\($0.check)" })
        let held = Set(old.unique.map { "\($0.fields) \($0.space)" })
        return new.checks.filter { !known.contains("\($0.check)") }.map {
            TextChange.condition($0.message).at($0.check.fields.first ?? "")
        }
            + new.unique.filter { !held.contains("\($0.fields) \($0.space)") }.map {
                TextChange.condition($0.message).at($0.fields.first ?? "")
            }
    }

    private var values: [Fault] {
        new.parameters.filter { parameter in
            let before = old.parameters.first { $0.id == parameter.id }
            return before?.inForce(on: day)?.value != parameter.inForce(on: day)?.value
        }.map { TextChange.value($0.label).at("") }
    }
}
