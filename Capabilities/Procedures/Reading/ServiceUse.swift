import Kernel
import Wire

/// Whether everything a service file says has an effect, and none that can never be: names of
/// choices that are not there, days that end before they begin, values and texts nobody reads.
struct ServiceUse {
    let service: ServiceFile
    let yaml: YAML
    let path: String

    var faults: [ServiceFault] {
        [
            editions, conditions, fieldSettings, checkFaults, formulaFaults, parameterFaults,
            decidedFaults, stepFaults, circleFaults, grantFaults, amountFaults, noticeFaults,
            wayFaults, skippedFaults, boundFaults, reuseFaults, grantless,
        ].flatMap { $0 }
    }

    func fault(_ line: Int?, zh: String, en: String) -> ServiceFault {
        ServiceFault(path: path, line: line ?? yaml.line, message: Localized(zh: zh, en: en))
    }

    func elements(_ name: String) -> [YAML] { yaml[name]?.elements ?? [] }

    // MARK: Days

    private var editions: [ServiceFault] {
        guard let to = service.to, to < service.from else { return [] }
        return [before(yaml["to"]?.line)]
    }

    private func before(_ line: Int?) -> ServiceFault {
        fault(line, zh: "末日 to 早于首日 from：请改正其中一个。",
            en: "The last day (to) is before the first (from): mend one of them.")
    }

    private var parameterFaults: [ServiceFault] {
        let read = Set(formulas.flatMap(\.formula.names))
            .union([service.grant.yearly?.most].compactMap { $0 })
            .union(service.grant.shows).union(service.publish?.fields ?? [])
            .union(service.grant.records?.values.values.map { $0 } ?? [])
        return zip(service.parameters, elements("parameters")).flatMap { parameter, map in
            var found: [ServiceFault] = []
            if !read.contains(parameter.id) {
                found.append(
                    fault(
                        map.line, zh: "参数 \(parameter.id) 没有算式用到：请在算式中用它，或删去。",
                        en: "No rule reads the parameter \(parameter.id): use it in one, or take "
                            + "it away."))
            }
            found += gaps(parameter, map) + overlaps(parameter, map)
            var days: Set<Day> = []
            for (value, one) in zip(parameter.values, map["values"]?.elements ?? []) {
                if let to = value.to, to < value.from { found.append(before(one.line)) }
                if !days.insert(value.from).inserted {
                    found.append(
                        fault(
                            one.line, zh: "同一日起有两个值。", en: "Two values begin on the same day."))
                }
            }
            return found
        }
    }

    /// Days on which the service is offered and the parameter has no value: rules that ask for it
    /// could not be told, and checks would hold without a word.
    private func gaps(_ parameter: Parameter, _ map: YAML) -> [ServiceFault] {
        let lines = map["values"]?.elements.map(\.line) ?? []
        let values = zip(parameter.values, lines).sorted { $0.0.from < $1.0.from }
        guard let first = values.first else { return [] }
        var found: [ServiceFault] = []
        func gap(_ from: Day, _ to: Day?, _ line: Int) {
            let days = Localized(
                zh: to.map { "\(from.text) 至 \($0.text)" } ?? "\(from.text) 起",
                en: "from \(from.text) on" + (to.map { " to \($0.text)" } ?? ""))
            found.append(
                fault(
                    line,
                    zh: "参数 \(parameter.id) \(days.zh)没有值，事项却可以申请："
                        + "请补上这些日子的值，或相应调整事项的 from、to。",
                    en: "The parameter \(parameter.id) has no value \(days.en), though the "
                        + "service is offered: add one, or change the service's from or to."))
        }
        if service.from < first.0.from {
            gap(service.from, first.0.from.adding(days: -1), first.1)
        }
        var last: Day? = first.0.to
        for (value, line) in values.dropFirst() {
            guard let end = last else { break }
            if end.adding(days: 1) < value.from {
                gap(end.adding(days: 1), value.from.adding(days: -1), line)
            }
            last = value.to.map { max(end, $0) }
        }
        // Where a day of the form asks for it, law that has ended has no value for later days.
        guard parameter.by == nil, let end = last, service.to.map({ end < $0 }) ?? true,
            let line = values.last?.1
        else { return found }
        gap(end.adding(days: 1), service.to, line)
        return found
    }

    // MARK: The form

    private var conditions: [ServiceFault] {
        let asked = zip(service.fields.map(\.when), elements("fields"))
        let papers = zip(service.documents.map(\.when), elements("documents"))
        return (Array(asked) + Array(papers)).flatMap { condition, map -> [ServiceFault] in
            guard let condition, let field = service.field(condition.field) else { return [] }
            let line = map["when"]?.line
            guard let known = known(field) else {
                return [
                    fault(
                        line, zh: "when 只能引用选择或确认字段，\(field.id) 不是。",
                        en: "when asks a choice or a tick; \(field.id) is neither.")
                ]
            }
            return condition.answers.filter { !known.contains($0) }.map {
                field.kind == .tick ? notTick($0, field, line) : unknown($0, field, line)
            }
        }
    }

    /// What can be answered; nil where anything can.
    private func known(_ field: FormField) -> [String]? {
        switch field.kind {
        case .choice(let choices): choices.map(\.id)
        case .tick: ["1"]
        default: nil
        }
    }

    private func notTick(_ answer: String, _ field: FormField, _ line: Int?) -> ServiceFault {
        fault(
            line, zh: "\(field.id) 是勾选字段，没有答案 \(answer)：勾选写作 is: [\"1\"]。",
            en: "\(field.id) is a tick and never \(answer): write is: [\"1\"] for ticked.")
    }

    private func unknown(_ answer: String, _ field: FormField, _ line: Int?) -> ServiceFault {
        fault(
            line, zh: "字段 \(field.id) 没有选项 \(answer)。",
            en: "\(field.id) has no choice \(answer).")
    }

    /// Settings of fields that nobody reads.
    private var fieldSettings: [ServiceFault] {
        let fields = zip(
            service.fields + service.decided.map(\.field),
            elements("fields") + elements("decided"))
        return fields.flatMap { field, map -> [ServiceFault] in
            let isText = field.kind == .text || field.kind == .longText
            var isTable = false
            if case .code = field.kind { isTable = true }
            let isOwn = field.reuse.map { $0 != .last } ?? false
            return [
                ("longest", isText), ("choices", field.kind.isChoice), ("table", isTable),
                ("others", isOwn),
            ].filter { map[$0.0] != nil && !$0.1 }.map { name, _ in idle(name, map[name]?.line) }
        }
    }

    func idle(_ name: String, _ line: Int?) -> ServiceFault {
        fault(line, zh: "\(name) 在这里没有作用：请删去。", en: "\(name) has no effect here: take it away.")
    }

    private var decidedFaults: [ServiceFault] {
        let entered = Set(service.steps.flatMap(\.actions).flatMap(\.decides))
        return zip(service.decided, elements("decided"))
            .filter { !entered.contains($0.0.field.id) }
            .map { one, map in
                fault(
                    map.line, zh: "没有动作填写 \(one.field.id)：请在一个动作写 decides，或删去它。",
                    en: "No action enters \(one.field.id): name it in the decides of one, or take "
                        + "it away.")
            }
    }

    // MARK: Checks

    private var checkFaults: [ServiceFault] {
        zip(service.checks, elements("checks")).flatMap { rule, map -> [ServiceFault] in
            let read = ["check", "message", "fix", "basis"] + rule.check.members
            var found = map.members.filter { !read.contains($0.name) }.map {
                idle($0.name, $0.line)
            }
            for name in rule.check.fields {
                guard let field = service.field(name), let wanted = rule.check.wanted,
                    field.kind.value != wanted
                else { continue }
                found.append(
                    fault(
                        map.line,
                        zh: "检查 \(map["check"]?.text ?? "") 不适用于字段 \(name) 的类型："
                            + "请换一种检查，或改指别的字段。",
                        en: "The check does not fit the type of \(name): take another check, or "
                            + "name another field."))
            }
            if let values = rule.check.values,
                let field = rule.check.fields.first.flatMap({ service.field($0) }),
                case .choice(let choices) = field.kind
            {
                found += values.filter { value in !choices.contains { $0.id == value } }
                    .map { unknown($0, field, map["values"]?.line ?? map.line) }
            }
            return found
        }
    }

    // MARK: Rules

    /// Every formula with its line.
    private var formulas: [(formula: Formula, line: Int)] {
        var found: [(formula: Formula, line: Int)] = []
        func add(_ formula: Formula?, _ map: YAML?, _ name: String) {
            guard let formula else { return }
            found.append((formula: formula, line: map?[name]?.line ?? map?.line ?? yaml.line))
        }
        for (rule, map) in zip(service.computed, elements("computed")) {
            switch rule.way {
            case .formula(let formula): add(formula, map, "value")
            case .outcomes(let outcomes):
                for (outcome, one) in zip(outcomes, map["outcomes"]?.elements ?? []) {
                    add(outcome.when, one, "if")
                }
            case .previous: break
            }
        }
        for (rule, map) in zip(service.checks, elements("checks")) {
            if case .that(_, let formula) = rule.check { add(formula, map, "rule") }
        }
        for (rule, map) in zip(service.unique, elements("unique")) { add(rule.when, map, "if") }
        for (step, map) in zip(service.steps, elements("steps")) {
            add(step.automatic?.when, map["automatic"], "if")
            for (part, one) in zip(step.parts, map["parts"]?.elements ?? []) {
                add(part.when, one, "if")
            }
        }
        let grant = yaml["grant"]
        for (rule, map) in zip(service.grant.enters, grant?["enters"]?.elements ?? []) {
            add(rule.when, map, "if")
        }
        add(service.publish?.when, yaml["publish"], "if")
        add(service.revoke?.lapses?.unless, yaml["revoke"], "unless")
        return found
    }

    private var formulaFaults: [ServiceFault] {
        formulas.flatMap { formula, line in
            formula.comparedTexts.compactMap { name, text -> ServiceFault? in
                guard let answers = answers(name), !answers.contains(text) else { return nil }
                return fault(
                    line, zh: "\(name) 不会是 '\(text)'；可为：\(answers.joined(separator: "、"))。",
                    en: "\(name) is never '\(text)'; it may be: "
                        + answers.joined(separator: ", ") + ".")
            }
                + (formula.dividesByZero
                    ? [fault(line, zh: "算式除以零。", en: "The formula divides by zero.")] : [])
                + [settled(formula, line), offerless(formula, line)].compactMap { $0 }
        }
    }

    private func settled(_ formula: Formula, _ line: Int) -> ServiceFault? {
        FormulaTruth(answers: answers).settled(formula).map { settled in
            settled.isTrue
                ? fault(
                    line, zh: "算式中有一个条件无论怎样填写都成立：请删去或改正。",
                    en: "A condition in the formula always holds, whatever is answered: "
                        + "take it away or mend it.")
                : fault(
                    line, zh: "算式中有一个条件无论怎样填写都不成立：请删去或改正。",
                    en: "A condition in the formula never holds, whatever is answered: "
                        + "take it away or mend it.")
        }
    }

    /// The day of an offer is known only where one is chosen.
    private func offerless(_ formula: Formula, _ line: Int) -> ServiceFault? {
        guard service.offers == nil, formula.names.contains(Computation.offerDay) else {
            return nil
        }
        return fault(
            line,
            zh: "算式用到 \(Computation.offerDay)，但事项没有 offers：请写上 offers 和 offer 字段，"
                + "或改用别的日期。",
            en: "The formula asks for \(Computation.offerDay), but there are no offers: add offers "
                + "and a field of that type, or name another day.")
    }

    /// What a name can be; nil where it can be anything.
    private func answers(_ name: String) -> [String]? {
        if name == FirmLook.level { return FirmLook.levels }
        if let field = service.field(name) {
            if case .choice(let choices) = field.kind { return choices.map(\.id) }
            return nil
        }
        guard let rule = service.computed.first(where: { $0.id == name }) else { return nil }
        switch rule.way {
        case .outcomes: return rule.outcomes.map(\.id)
        case .previous(let other):
            let outcomes = service.computed.first { $0.id == other }?.outcomes ?? []
            return outcomes.isEmpty ? nil : outcomes.map(\.id)
        case .formula: return nil
        }
    }
}
