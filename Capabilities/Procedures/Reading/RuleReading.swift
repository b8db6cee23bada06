import Kernel
import Wire

/// What a service computes, holds unique, offers, publishes and revokes.
extension ServiceReader {
    // MARK: Values and formulas

    mutating func parameters(_ yaml: YAML, fields: [FormField]) -> [Parameter] {
        var parameters: [Parameter] = []
        for map in yaml["parameters"]?.elements ?? [] {
            cursor.only(["id", "label", "unit", "by", "values"], in: map)
            let by = cursor.optionalText("by", in: map)
            if let by, !fields.contains(where: { $0.id == by && $0.kind == .day }) {
                cursor.add(
                    map.line, zh: "by 引用的 \(by) 不是日期字段。",
                    en: "by names \(by), which is no day field.")
            }
            let parameter = Parameter(
                id: newName(map), label: cursor.words("label", in: map),
                unit: cursor.optionalWords("unit", in: map), by: by, values: values(map))
            kinds[parameter.id] = .number
            parameters.append(parameter)
        }
        return parameters
    }

    private mutating func values(_ map: YAML) -> [Parameter.DatedValue] {
        let values = (map["values"]?.elements ?? []).compactMap { one -> Parameter.DatedValue? in
            cursor.only(["from", "to", "value", "basis"], in: one)
            guard let value = one["value"]?.text.flatMap({ try? Fixed($0) }) else {
                cursor.add(one.line, zh: "value 应为数字。", en: "value must be a number.")
                return nil
            }
            guard let from = cursor.day("from", in: one) else {
                cursor.add(one.line, zh: "缺少首日 from。", en: "The first day (from) is missing.")
                return nil
            }
            let (to, known) = (cursor.day("to", in: one), cited.count)
            let basis = neededBasis(in: one)
            for place in cited.indices.dropFirst(known) {
                cited[place].days = InForce(from: from, to: to)
            }
            return Parameter.DatedValue(from: from, to: to, value: value, basis: basis)
        }
        if values.isEmpty {
            cursor.add(map.line, zh: "缺少 values。", en: "values are missing.")
        }
        return values
    }

    /// An id that no formula knows yet.
    mutating func newName(_ map: YAML) -> String {
        let id = cursor.id(map, among: Set(kinds.keys.filter { !EngineNames.isAnswer($0) }))
        refuseEngineName(id, map)
        if Formula.Function(rawValue: id) != nil || ["and", "or", "not", "given"].contains(id) {
            cursor.add(map.line, zh: "\(id) 是算式用语，不能作名称。", en: "\(id) is a word of formulas.")
        }
        return id
    }

    /// An answer of this name would be taken for the engine's own, or written over by it.
    mutating func refuseEngineName(_ id: String, _ map: YAML) {
        guard !cursor.isKept, EngineNames.isAnswer(id) else { return }
        let own = EngineNames.answers.sorted() + [FirmLook.onList + "…"]
        cursor.add(
            map["id"]?.line ?? map.line,
            zh: "\(id) 是系统自用的名称：请另取名称。系统自用的有 \(own.joined(separator: "、"))。",
            en: "\(id) is a name of the engine's own: take another. Its own are "
                + own.joined(separator: ", ") + ".")
    }

    mutating func formula(
        _ name: String, in map: YAML, _ wanted: FormulaValue.Kind?
    ) -> Formula? {
        guard let value = map[name] else { return nil }
        do {
            let formula = try FormulaReader.read(value.text ?? "")
            let kind = try formula.kind { kinds[$0] }
            firmNames.formUnion(formula.names.filter(FirmLook.knows))
            if let wanted, kind != wanted {
                throw Formula.Trouble(
                    zh: "\(name) 的算式应得出\(wanted == .truth ? "是或否" : "数字")。",
                    en: "The formula of \(name) must give a \(wanted).")
            }
            return formula
        } catch let trouble as Formula.Trouble {
            cursor.add(value.line, zh: trouble.zh, en: trouble.en)
        } catch {
            cursor.add(value.line, zh: "算式读不懂。", en: "The formula cannot be read.")
        }
        return nil
    }

    mutating func computed(_ yaml: YAML) -> [ComputedRule] {
        var rules: [ComputedRule] = []
        let later = Set((yaml["computed"]?.elements ?? []).compactMap { $0["id"]?.text })
        for map in yaml["computed"]?.elements ?? [] {
            cursor.only(
                ["id", "label", "unit", "value", "outcomes", "previous", "basis"], in: map)
            let id = newName(map)
            let (way, kind) = way(map, id, later)
            rules.append(
                ComputedRule(
                    id: id, label: cursor.words("label", in: map),
                    unit: cursor.optionalWords("unit", in: map), way: way, kind: kind,
                    basis: basis(in: map)))
            kinds[id] = kind
        }
        return rules
    }

    private mutating func way(
        _ map: YAML, _ id: String, _ all: Set<String>
    ) -> (ComputedRule.Way, FormulaValue.Kind) {
        if let previous = cursor.optionalText("previous", in: map) {
            if !all.contains(previous) || previous == id {
                cursor.add(
                    map.line, zh: "previous 引用的 \(previous) 不是另一个计算项。",
                    en: "previous names \(previous), which is no other computed value.")
            }
            return (.previous(previous), .text)
        }
        if let list = map["outcomes"] {
            let outcomes = list.elements.map { one -> ComputedRule.Outcome in
                cursor.only(["id", "name", "if", "basis"], in: one)
                return ComputedRule.Outcome(
                    id: cursor.id(one, among: []), name: cursor.words("name", in: one),
                    when: formula("if", in: one, .truth), basis: basis(in: one))
            }
            let isClosed = list.elements.last.map { $0["if"] == nil } ?? false
            if !isClosed || list.elements.dropLast().contains(where: { $0["if"] == nil }) {
                cursor.add(
                    list.line, zh: "outcomes 的最后一项、也只有最后一项不写 if。",
                    en: "The last of the outcomes, and no other, has no if.")
            }
            return (.outcomes(outcomes), .text)
        }
        guard map["value"] != nil else {
            cursor.add(
                map.line, zh: "应写 value、outcomes 或 previous 之一。",
                en: "One of value, outcomes and previous is needed.")
            return (.outcomes([]), .text)
        }
        guard let formula = formula("value", in: map, nil) else { return (.outcomes([]), .text) }
        return (.formula(formula), (try? formula.kind { kinds[$0] }) ?? .text)
    }

    /// Names of fields or computed values.
    mutating func knownNames(_ name: String, in map: YAML) -> [String] {
        let names = cursor.texts(name, in: map)
        for one in names where kinds[one] == nil {
            cursor.unknown(
                map[name]?.line ?? map.line, one, zh: "\(one) 不是字段或计算项",
                en: "\(one) is neither a field nor computed", among: kinds.keys)
        }
        return names
    }

    // MARK: One of a kind, offers

    mutating func unique(_ yaml: YAML, _ id: String, fields: [FormField]) -> [UniqueRule] {
        (yaml["unique"]?.elements ?? []).map { map in
            cursor.only(
                [
                    "fields", "each-line", "space", "for", "months", "lasts", "if", "message",
                    "fix", "basis",
                ], in: map)
            let named = cursor.texts("fields", in: map)
            if named.isEmpty || !named.allSatisfy({ name in fields.contains { $0.id == name } }) {
                cursor.add(
                    map.line, zh: "unique 的 fields 应为表单字段。", en: "fields of unique must be fields.")
            }
            let scope = cursor.optionalText("for", in: map) ?? "everybody"
            if !["everybody", "applicant"].contains(scope) {
                cursor.add(
                    map.line, zh: "for 可为 everybody 或 applicant。",
                    en: "for may be everybody or applicant.")
            }
            let isEach = cursor.flag("each-line", in: map)
            let isLong = fields.contains { $0.id == named.first && $0.kind == .longText }
            if isEach, named.count != 1 || !isLong {
                cursor.add(
                    map.line, zh: "each-line 用于一个 long-text 字段。",
                    en: "each-line goes with one long-text field.")
            }
            let lasts = cursor.optionalText("lasts", in: map)
            if lasts.map({ $0 != "grant" }) ?? false || lasts != nil && map["months"] != nil {
                cursor.add(
                    map.line, zh: "lasts 可为 grant，且不与 months 同时使用。",
                    en: "lasts may be grant, and not beside months.")
            }
            return UniqueRule(
                fields: named, space: cursor.optionalText("space", in: map) ?? id,
                isForApplicant: scope == "applicant",
                months: map["months"] == nil ? nil : cursor.number("months", in: map, 1...600),
                endsWithGrant: lasts != nil, isEachLine: isEach,
                when: formula("if", in: map, .truth), message: cursor.words("message", in: map),
                fix: cursor.words("fix", in: map), basis: basis(in: map))
        }
    }

    mutating func offers(_ yaml: YAML, fields: [FormField]) -> OfferRule? {
        let chosen = fields.filter { $0.kind == .offer }
        guard let map = yaml["offers"] else {
            if let field = chosen.first {
                cursor.add(
                    yaml.line, zh: "字段 \(field.id) 为 offer，但没有 offers。",
                    en: "The field \(field.id) chooses an offer, but there is no offers.")
            }
            return nil
        }
        cursor.only(["name", "body", "unit", "counts", "takes", "at"], in: map)
        let counts = cursor.optionalText("counts", in: map)
        if counts.map({ $0 != "money" }) ?? false || counts != nil && map["unit"] == nil {
            cursor.add(
                map.line, zh: "counts 可为 money，且与 unit 一起使用。",
                en: "counts may be money, and goes with unit.")
        }
        if chosen.count != 1 {
            cursor.add(
                map.line, zh: "有 offers 时须恰有一个 offer 类型的字段。",
                en: "With offers there is exactly one field of the type offer.")
        }
        let takes = cursor.optionalText("takes", in: map)
        if let takes, kinds[takes] != .number {
            cursor.add(
                map.line, zh: "takes 应为数字字段或计算项。", en: "takes must be a number, asked or computed.")
        }
        let at = cursor.optionalText("at", in: map) ?? "submission"
        if !["submission", "grant"].contains(at) {
            cursor.add(
                map.line, zh: "at 可为 submission 或 grant。", en: "at may be submission or grant.")
        }
        return OfferRule(
            name: cursor.words("name", in: map), body: neededBody(map),
            unit: cursor.optionalWords("unit", in: map), isMoney: counts == "money", takes: takes,
            isTakenAtSubmission: at == "submission", field: chosen.first?.id ?? "")
    }

    // MARK: What others see, and the end

    mutating func publish(_ yaml: YAML) -> PublishRule? {
        guard let map = yaml["publish"] else { return nil }
        cursor.only(["title", "note", "holder", "fields", "reason", "if"], in: map)
        return PublishRule(
            title: cursor.words("title", in: map), note: cursor.words("note", in: map),
            showsHolder: cursor.flag("holder", in: map), fields: knownNames("fields", in: map),
            reason: cursor.optionalWords("reason", in: map), when: formula("if", in: map, .truth))
    }

    mutating func revoke(_ yaml: YAML) -> RevokeRule? {
        guard let map = yaml["revoke"] else { return nil }
        cursor.only(["body", "basis", "fourEyes", "unless", "reason"], in: map)
        var lapses: LapseRule?
        if let unless = formula("unless", in: map, .truth) {
            lapses = LapseRule(unless: unless, reason: cursor.words("reason", in: map))
        } else if map["reason"] != nil {
            cursor.add(
                map.line, zh: "reason 与 unless 一起使用。", en: "reason goes with unless.")
        }
        return RevokeRule(
            body: neededBody(map), basis: neededBasis(in: map),
            fourEyes: cursor.flag("fourEyes", in: map), lapses: lapses)
    }

    // MARK: Steps

    mutating func parts(_ map: YAML) -> [PartRule] {
        var parts: [PartRule] = []
        for one in map["parts"]?.elements ?? [] {
            cursor.only(["id", "name", "body", "clock", "if"], in: one)
            parts.append(
                PartRule(
                    id: cursor.id(one, among: Set(parts.map(\.id))),
                    name: cursor.words("name", in: one), body: neededBody(one),
                    clock: clock(one), when: formula("if", in: one, .truth)))
        }
        return parts
    }

    /// The action must be one that an officer could take alone and without a word.
    mutating func automatic(_ map: YAML) -> AutomaticRule? {
        guard let value = map["automatic"] else { return nil }
        cursor.only(["action", "if"], in: value)
        let action = cursor.text("action", in: value)
        let named = map["actions"]?.elements.first { $0["id"]?.text == action }
        let isFit = ["grant", "advance"].contains(named?["does"]?.text ?? "")
            && named?["reason"]?.text != "true" && named?["fourEyes"]?.text != "true"
            && named?["decides"] == nil
        if !isFit || map["parts"] != nil {
            cursor.add(
                value.line, zh: "自动动作须为本环节的 grant 或 advance，不要求理由和复核，且没有并联办理。",
                en: "The automatic action must be a grant or an advance of the step, "
                    + "without reason, second officer or parts.")
        }
        return AutomaticRule(action: action, when: formula("if", in: value, .truth))
    }
}
