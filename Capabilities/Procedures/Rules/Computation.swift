import Kernel

/// Works out what a service computes, from the answers and the values in force: pure.
struct Computation: Sendable {
    let service: ServiceFile
    /// The day of the application: which values hold where the file names no other day.
    let today: Day
    /// Answers of the enterprise's last granted application for the service.
    var previous: [String: String] = [:]
    /// The day the chosen offer is about.
    var offerDay: Day?
    /// The applicant beside the form; nil where nobody keeps levels and lists.
    var firm: FirmLook?

    /// The day of the offer that was chosen.
    static let offerDay = "offer-day"

    /// Names that every service has.
    static let ownNames: [String: FormulaValue.Kind] = [
        "today": .day, offerDay: .day, FirmLook.level: .text,
    ]

    /// Everything that can be worked out, in the order of the file.
    func results(_ answers: [String: String]) -> [ComputedResult] {
        var known: [String: ComputedResult] = [:]
        return service.computed.compactMap { rule in
            guard let result = result(rule, answers, known) else { return nil }
            known[rule.id] = result
            return result
        }
    }

    /// Whether a rule holds; nil when it cannot be said.
    func holds(_ formula: Formula, _ answers: [String: String]) -> Bool? {
        let known = Dictionary(
            results(answers).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard case .truth(let truth)? = formula.value({ value($0, answers, known) }) else {
            return nil
        }
        return truth
    }

    /// The answers with what was worked out, as they are kept.
    func completed(_ answers: [String: String]) -> [String: String] {
        results(answers).reduce(into: answers) { $0[$1.id] = $1.text }
    }

    // MARK: One value

    private func value(
        _ name: String, _ answers: [String: String], _ known: [String: ComputedResult]
    ) -> FormulaValue? {
        switch name {
        case "today": return .day(today)
        case Self.offerDay: return offerDay.map { .day($0) }
        default: if let known = firm?.value(name, kept: answers[name]) { return known }
        }
        if let rule = service.computed.first(where: { $0.id == name }) {
            return known[name].flatMap { read($0.text, rule.kind) }
        }
        if let parameter = service.parameters.first(where: { $0.id == name }) {
            return inForce(parameter, answers).map { .number($0.value) }
        }
        guard let field = service.field(name) else { return nil }
        let isAsked = FormCheck.isAsked(field.when, answers)
        if field.kind == .tick { return .truth(isAsked && answers[name] == "1") }
        guard isAsked, let answer = answers[name], !answer.isEmpty else { return nil }
        return read(answer, field.kind.value)
    }

    /// The value of a parameter that holds for an application.
    func inForce(_ name: String, _ answers: [String: String]) -> Parameter.DatedValue? {
        service.parameters.first { $0.id == name }.flatMap { inForce($0, answers) }
    }

    private func inForce(
        _ parameter: Parameter, _ answers: [String: String]
    ) -> Parameter.DatedValue? {
        guard let by = parameter.by else { return parameter.inForce(on: today) }
        return Day(answers[by] ?? "").flatMap { parameter.inForce(on: $0) }
    }

    private func read(_ text: String, _ kind: FormulaValue.Kind) -> FormulaValue? {
        switch kind {
        case .number: (try? Fixed(text)).map { .number($0) }
        case .day: Day(text).map { .day($0) }
        case .text: .text(text)
        case .truth: .truth(text == "1")
        }
    }

    // MARK: One result

    private func result(
        _ rule: ComputedRule, _ answers: [String: String], _ known: [String: ComputedResult]
    ) -> ComputedResult? {
        func look(_ name: String) -> FormulaValue? { value(name, answers, known) }
        switch rule.way {
        case .formula(let formula):
            guard let value = formula.value(look) else { return nil }
            return made(rule, text(value), shown(value, rule), rule.basis, answers, known)
        case .outcomes(let outcomes):
            for outcome in outcomes {
                // An outcome whose rule cannot be told must not fall through to the next.
                guard let when = outcome.when else {
                    return made(
                        rule, outcome.id, outcome.name, outcome.basis ?? rule.basis, answers, known)
                }
                guard case .truth(let truth)? = when.value(look) else { return nil }
                if truth {
                    return made(
                        rule, outcome.id, outcome.name, outcome.basis ?? rule.basis, answers, known)
                }
            }
            return nil
        case .previous(let name):
            guard let text = previous[name] else { return nil }
            let twin = service.computed.first { $0.id == name }
            let shown =
                twin?.outcomes.first { $0.id == text }?.name ?? Localized(same: text)
            return made(rule, text, shown, rule.basis, answers, known)
        }
    }

    private func made(
        _ rule: ComputedRule, _ text: String, _ shown: Localized, _ basis: NamedCitation?,
        _ answers: [String: String], _ known: [String: ComputedResult]
    ) -> ComputedResult {
        var inputs: [Explanation.Input] = []
        var children: [Explanation] = []
        var words: [String: Localized] = [:]
        func tell(_ name: Localized, _ value: Localized) {
            inputs.append(.init(name, value.both))
            words[value.both] = value
        }
        var citations = [basis].compactMap { $0?.citation }
        var version: Day?
        for name in rule.names {
            if let other = known[name] {
                tell(other.explanation.title, other.shown)
                words.merge(other.words) { one, _ in one }
                children.append(other.explanation)
            } else if let parameter = service.parameters.first(where: { $0.id == name }) {
                let value = inForce(parameter, answers)
                inputs.append(.init(parameter.label, value?.value.text ?? "–"))
                if let value {
                    version = max(version ?? value.from, value.from)
                    if !citations.contains(value.basis.citation) {
                        citations.append(value.basis.citation)
                    }
                }
            } else if let field = service.field(name) {
                let answer = answers[name] ?? ""
                let isOff = field.kind == .tick && answer != "1"
                tell(field.label, isOff ? Localized(same: "✗") : field.shown(answer))
            } else if let (label, text) = firm?.shown(name, kept: answers[name]) {
                inputs.append(.init(label, text))
            } else if case .day(let day)? = value(name, answers, known) {
                inputs.append(.init(ProcedureWords.ownName(name), day.text))
            }
        }
        return ComputedResult(
            id: rule.id, text: text, shown: shown,
            explanation: Explanation(
                rule: "procedures.\(service.id).\(rule.id)", version: version, title: rule.label,
                inputs: inputs, outcome: shown, citations: citations, children: children),
            words: words)
    }

    private func text(_ value: FormulaValue) -> String {
        switch value {
        case .number(let number): number.text
        case .day(let day): day.text
        case .text(let text): text
        case .truth(let truth): truth ? "1" : "0"
        }
    }

    private func shown(_ value: FormulaValue, _ rule: ComputedRule) -> Localized {
        switch value {
        case .number(let number):
            rule.unit.map {
                Localized(zh: "\(number.text) \($0.zh)", en: "\(number.text) \($0.en)")
            } ?? Localized(same: number.text)
        case .day(let day): Localized(same: day.text)
        case .text(let text): Localized(same: text)
        case .truth(let truth):
            truth ? Localized(zh: "是", en: "Yes") : Localized(zh: "否", en: "No")
        }
    }
}

extension ServiceFile {
    /// How a name's answer reads to people.
    func shown(_ name: String, _ answers: [String: String]) -> (Localized, Localized)? {
        guard let answer = answers[name], !answer.isEmpty else { return nil }
        if let field = field(name) { return (field.label, field.shown(answer)) }
        if let one = decided.first(where: { $0.field.id == name }) {
            return (one.field.label, one.field.shown(answer))
        }
        guard let rule = computed.first(where: { $0.id == name }) else { return nil }
        if let outcome = rule.outcomes.first(where: { $0.id == answer }) {
            return (rule.label, outcome.name)
        }
        guard let unit = rule.unit else { return (rule.label, Localized(same: answer)) }
        return (
            rule.label, Localized(zh: "\(answer) \(unit.zh)", en: "\(answer) \(unit.en)")
        )
    }
}

extension FormField {
    /// How an answer reads to people.
    func shown(_ answer: String) -> Localized {
        switch kind {
        case .choice(let choices):
            choices.first { $0.id == answer }?.name ?? Localized(same: answer)
        case .tick: Localized(same: answer == "1" ? "✓" : "")
        default: Localized(same: answer)
        }
    }
}

extension Localized {
    /// In both languages where they differ: an input of an explanation has one text for both.
    var both: String { zh.utf8.elementsEqual(en.utf8) ? zh : "\(zh) / \(en)" }
}

extension FormField.Kind {
    /// What a formula makes of it.
    var value: FormulaValue.Kind {
        switch self {
        case .integer, .decimal: .number
        case .day: .day
        case .tick: .truth
        case .text, .longText, .creditCode, .choice, .code, .offer: .text
        }
    }
}
