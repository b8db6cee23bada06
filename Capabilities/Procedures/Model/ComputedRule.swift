import Kernel

/// A value that policy sets, with the days on which it holds.
struct Parameter: Sendable {
    let id: String
    let label: Localized
    let unit: Localized?
    /// Day field whose day says which value holds; nil for the day of the application.
    let by: String?
    let values: [DatedValue]

    struct DatedValue: Sendable {
        let from: Day
        let to: Day?
        let value: Fixed
        let basis: NamedCitation
    }

    func inForce(on day: Day) -> DatedValue? {
        values.filter { value in value.from <= day && (value.to.map { day <= $0 } ?? true) }
            .max { $0.from < $1.from }
    }
}

/// Something that is worked out instead of asked.
struct ComputedRule: Sendable {
    let id: String
    let label: Localized
    let unit: Localized?
    let way: Way
    /// What formulas take it for.
    let kind: FormulaValue.Kind
    let basis: NamedCitation?

    enum Way: Sendable {
        case formula(Formula)
        /// The first that holds.
        case outcomes([Outcome])
        /// What the same was in the enterprise's last granted application.
        case previous(String)
    }

    struct Outcome: Sendable {
        let id: String
        let name: Localized
        /// Nil for what holds otherwise.
        let when: Formula?
        let basis: NamedCitation?
    }

    var outcomes: [Outcome] {
        if case .outcomes(let outcomes) = way { return outcomes }
        return []
    }

    /// What it looks at.
    var names: [String] {
        switch way {
        case .formula(let formula): formula.names
        case .outcomes(let outcomes):
            outcomes.compactMap(\.when).flatMap(\.names).reduce(into: [String]()) { names, name in
                if !names.contains(name) { names.append(name) }
            }
        case .previous: []
        }
    }
}

/// A computed value of one application, with how it came about.
struct ComputedResult: Sendable, Hashable {
    let id: String
    /// As it is kept and as formulas read it: a number, a day, an outcome's id.
    let text: String
    /// As people read it.
    let shown: Localized
    let explanation: Explanation
    /// What reads otherwise in each language, by how it stands in the explanation.
    var words: [String: Localized] = [:]

    /// The explanation as a page of one language says it.
    func explained(_ language: Language) -> Explanation { told(explanation, language) }

    private func told(_ part: Explanation, _ language: Language) -> Explanation {
        Explanation(
            rule: part.rule, version: part.version, title: part.title,
            inputs: part.inputs.map { .init($0.name, words[$0.value]?[language] ?? $0.value) },
            outcome: part.outcome, citations: part.citations,
            children: part.children.map { told($0, language) })
    }
}
