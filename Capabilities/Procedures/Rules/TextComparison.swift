import Kernel

/// What one text of a service asks of an applicant otherwise than another. Pure. Steps, terms and
/// letters are no part of it: nobody has to do anything about them.
struct TextComparison: Sendable {
    let old: ServiceFile
    let new: ServiceFile
    /// The day whose values of policy count.
    let day: Day
    /// Fields that the draft has answers to.
    var answered: Set<String> = []
    /// Documents that the draft has files for.
    var attached: Set<String> = []

    /// In the order of the form; nothing where the same is asked.
    var changes: [Fault] {
        applicants + fields + documents + conditions + computed + values
    }

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
                TextChange.fieldGone($0.label, hadAnswer: answered.contains($0.id)).at($0.id)
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
                TextChange.documentGone($0.name, hadFiles: attached.contains($0.id)).at($0.id)
            }
    }

    /// Checks and values held once that were not there, or not so. Their sentences do not count.
    private var conditions: [Fault] {
        let known = Set(old.checks.map(\.check))
        let held = Set(old.unique.map(HeldOnce.init))
        return new.checks.filter { !known.contains($0.check) }.map {
            TextChange.condition($0.message).at($0.check.fields.first ?? "")
        }
            + new.unique.filter { !held.contains(HeldOnce($0)) }.map {
                TextChange.condition($0.message).at($0.fields.first ?? "")
            }
    }

    /// What is worked out otherwise: conditions may rest on it, and what is granted.
    private var computed: [Fault] {
        new.computed.filter { rule in
            let before = old.computed.first { $0.id == rule.id }
            return before.map { Working($0.way) } != Working(rule.way)
        }.map { TextChange.computed($0.label).at("") }
    }

    private var values: [Fault] {
        new.parameters.filter { parameter in
            let before = old.parameters.first { $0.id == parameter.id }
            return before?.inForce(on: day)?.value != parameter.inForce(on: day)?.value
        }.map { TextChange.value($0.label).at("") }
    }
}

/// What a rule about a value held once comes to, without its sentences.
private struct HeldOnce: Hashable {
    let fields: [String]
    let space: String
    let isForApplicant: Bool
    let months: Int?
    let endsWithGrant: Bool
    let isEachLine: Bool
    let when: Formula?

    init(_ rule: UniqueRule) {
        fields = rule.fields
        space = rule.space
        isForApplicant = rule.isForApplicant
        months = rule.months
        endsWithGrant = rule.endsWithGrant
        isEachLine = rule.isEachLine
        when = rule.when
    }
}

/// How a value is worked out, without what it and its outcomes are called.
private enum Working: Hashable {
    case formula(Formula)
    case outcomes([Outcome])
    case previous(String)

    struct Outcome: Hashable {
        let id: String
        let when: Formula?
    }

    init(_ way: ComputedRule.Way) {
        switch way {
        case .formula(let formula): self = .formula(formula)
        case .outcomes(let outcomes):
            self = .outcomes(outcomes.map { Outcome(id: $0.id, when: $0.when) })
        case .previous(let service): self = .previous(service)
        }
    }
}
