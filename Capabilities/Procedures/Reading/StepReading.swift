import Kernel
import Wire

/// The way of a service: steps with their bodies, actions and clocks, appeal, what is granted.
extension ServiceReader {
    mutating func steps(_ yaml: YAML) -> [ServiceStep] {
        var steps: [ServiceStep] = []
        for map in yaml["steps"]?.elements ?? [] {
            cursor.only(
                ["id", "name", "body", "clock", "escalates", "actions", "parts", "automatic"],
                in: map)
            let escalates = map["escalates"].map { body($0) }
            steps.append(
                ServiceStep(
                    id: cursor.id(map, among: Set(steps.map(\.id))),
                    name: cursor.words("name", in: map), body: neededBody(map), clock: clock(map),
                    escalates: escalates, actions: actions(map), parts: parts(map),
                    automatic: automatic(map)))
        }
        if steps.isEmpty {
            cursor.add(
                yaml["steps"]?.line ?? yaml.line, zh: "缺少环节 steps：至少一个环节，有 body 和 actions。",
                en: "The steps are missing: one at least, with a body and actions.")
        }
        return steps
    }

    /// Exactly one body: a list of bodies is refused.
    mutating func neededBody(_ map: YAML) -> Body {
        guard let value = map["body"] else {
            cursor.add(
                map.line, zh: "环节缺少负责单位 body：写 Data/bodies.csv 中的一个 id。",
                en: "The step has no responsible body: write one id of Data/bodies.csv.")
            return Body(id: "", name: Localized(same: ""), authority: "")
        }
        return body(value)
    }

    private mutating func body(_ value: YAML) -> Body {
        guard let id = value.text else {
            cursor.add(
                value.line, zh: "一个环节只能有一个负责单位；几个单位同时审查的，另写 parts。",
                en: "A step has exactly one responsible body; where several look at it at once, "
                    + "write parts beside it.")
            return Body(id: "", name: Localized(same: ""), authority: "")
        }
        guard let body = register.bodies[id] else {
            cursor.unknown(
                value.line, id, zh: "单位 \(id) ", en: "The body \(id)",
                among: register.bodies.keys, in: "Data/bodies.csv")
            return Body(id: id, name: Localized(same: id), authority: "")
        }
        return body
    }

    mutating func clock(_ map: YAML) -> ClockRule? {
        guard let value = map["clock"] else { return nil }
        cursor.only(["workingDays", "days", "hours", "cutOffHour", "ends", "basis"], in: value)
        let units = ClockRule.Unit.allCases.filter { value[$0.rawValue] != nil }
        let unit = units.first ?? .workingDays
        if units.count > 1 {
            cursor.add(
                value.line, zh: "workingDays、days、hours 只能写一个。",
                en: "Write one of workingDays, days and hours.")
        }
        if unit == .hours, value["cutOffHour"] != nil || value["ends"] != nil {
            cursor.add(
                value.line, zh: "hours 昼夜连续计算，没有 cutOffHour 和 ends。",
                en: "hours run day and night: they have neither cutOffHour nor ends.")
        }
        let end = cursor.optionalText("ends", in: value) ?? "rolls-forward"
        if !["rolls-forward", "stands"].contains(end) {
            cursor.add(
                value.line, zh: "ends 可为 rolls-forward 或 stands。",
                en: "ends may be rolls-forward or stands.")
        }
        return ClockRule(
            length: cursor.number(unit.rawValue, in: value, 1...1_000), unit: unit,
            cutOffHour: value["cutOffHour"] == nil
                ? 24 : cursor.number("cutOffHour", in: value, 0...24),
            termEnd: end == "stands" ? .stands : .rollsForward, basis: neededBasis(in: value))
    }

    private mutating func actions(_ step: YAML) -> [StepAction] {
        var actions: [StepAction] = []
        for map in step["actions"]?.elements ?? [] {
            cursor.only(["id", "name", "does", "to", "reason", "fourEyes", "decides"], in: map)
            let effect = effect(map)
            let id = cursor.id(map, among: Set(actions.map(\.id)))
            refuseEngineMove(id, map)
            actions.append(
                StepAction(
                    id: id,
                    name: cursor.words("name", in: map), effect: effect,
                    // Whoever has to mend or may appeal must be told why.
                    needsReason: cursor.flag("reason", in: map) || effect == .sendBack
                        || effect == .refuse || effect == .pause,
                    fourEyes: cursor.flag("fourEyes", in: map), decides: decides(map)))
        }
        return actions
    }

    /// An action of this name could never be taken: its word means something else everywhere.
    private mutating func refuseEngineMove(_ id: String, _ map: YAML) {
        guard !cursor.isKept, EngineNames.moves[id] != nil else { return }
        let own = EngineNames.moves.keys.sorted()
        cursor.add(
            map["id"]?.line ?? map.line,
            zh: "动作 \(id) 与系统自带的动作同名，无法办理：请另取名称，例如 approve、decline。"
                + "系统自带的有 \(own.joined(separator: "、"))。",
            en: "The action \(id) has the name of one of the engine's own and could never be "
                + "taken: call it otherwise, such as approve or decline. The engine's own are "
                + own.joined(separator: ", ") + ".")
    }

    private mutating func decides(_ map: YAML) -> [String] {
        let names = cursor.texts("decides", in: map)
        for name in names where !decided.contains(where: { $0.field.id == name }) {
            cursor.add(
                map["decides"]?.line ?? map.line,
                zh: "\(name) 不在 decided 中：请先在 decided 中写它，或从 decides 中删去。",
                en: "\(name) is not one of decided: write it there, or take it from decides.")
        }
        return names
    }

    private mutating func effect(_ map: YAML) -> StepAction.Effect {
        switch cursor.text("does", in: map) {
        case "advance": return .advance(to: cursor.text("to", in: map))
        case "return": return .sendBack
        case "pause": return .pause
        case "grant": return .grant
        case "refuse": return .refuse
        case let other:
            cursor.add(
                map["does"]?.line ?? map.line,
                zh: "does 可为 advance、return、pause、grant、refuse，不是 \(other)。",
                en: "does may be advance, return, pause, grant or refuse, not \(other).")
            return .pause
        }
    }

    mutating func appeal(_ yaml: YAML) -> AppealRule? {
        guard let map = yaml["appeal"] else { return nil }
        cursor.only(["step", "days", "basis"], in: map)
        return AppealRule(
            step: cursor.text("step", in: map), days: cursor.number("days", in: map, 1...365),
            basis: neededBasis(in: map))
    }

    mutating func grant(_ yaml: YAML, fields: [FormField]) -> GrantRule {
        guard let map = yaml["grant"] else {
            cursor.add(yaml.line, zh: "缺少结果 grant。", en: "What is granted is missing.")
            return GrantRule(
                title: Localized(same: ""), letter: Localized(same: ""), validity: .open,
                basis: nil, drawDown: nil, shows: [], enters: [])
        }
        cursor.only(
            [
                "title", "letter", "months", "until", "endOfYear", "notAfter", "basis", "drawDown",
                "shows", "enters", "replaces", "records", "yearly",
            ], in: map)
        var validity = GrantRule.Validity.open
        if map["months"] != nil {
            validity = .months(cursor.number("months", in: map, 1...600))
        } else if let until = cursor.optionalText("until", in: map) {
            validity = .field(until)
            if !fields.contains(where: { $0.id == until && $0.kind == .day && $0.isRequired }) {
                cursor.add(
                    map.line, zh: "until 应为必填的日期字段。", en: "until must be a required day field.")
            }
        }
        let notAfter = cursor.optionalText("notAfter", in: map)
        if let notAfter,
            !fields.contains(where: { $0.id == notAfter && $0.kind == .day && $0.isRequired })
        {
            cursor.add(
                map.line, zh: "notAfter 应为必填的日期字段。",
                en: "notAfter must be a required day field.")
        }
        if let year = cursor.optionalText("endOfYear", in: map) {
            validity = .yearEnd(year)
            if !isYear(year, fields) {
                cursor.add(
                    map.line, zh: "endOfYear 应为必填的整数或选择字段，内容为年份。",
                    en: "endOfYear must be a required field of a year: a number or a choice.")
            }
        }
        if validity != .open, map["basis"] == nil {
            cursor.add(
                map.line, zh: "有效期缺少依据 basis：写 Data/citations.csv 中的 id。",
                en: "The validity has no basis: write an id of Data/citations.csv.")
        }
        return GrantRule(
            title: cursor.words("title", in: map), letter: cursor.words("letter", in: map),
            validity: validity, notAfter: notAfter, basis: basis(in: map),
            drawDown: drawDown(map, fields: fields, validity),
            shows: knownNames("shows", in: map), enters: enters(map),
            replaces: replaces(map, fields), records: records(map), yearly: yearly(map))
    }

    /// The field in which an amendment names what it amends.
    private mutating func replaces(_ grant: YAML, _ fields: [FormField]) -> String? {
        guard let name = cursor.optionalText("replaces", in: grant) else { return nil }
        if !fields.contains(where: { $0.id == name && $0.kind == .text }) {
            cursor.add(
                grant["replaces"]?.line ?? grant.line, zh: "replaces 应为文字字段，内容为原许可编号。",
                en: "replaces must be a text field: the number of the earlier grant.")
        }
        // A quota of a year is not drawn twice from the national volume, and a firm that stays on
        // a list must not be off it for a day.
        if grant["enters"] != nil || grant["drawDown"]?["quota"] != nil {
            cursor.add(
                grant["replaces"]?.line ?? grant.line, zh: "replaces 不能与 enters 或关税配额同时使用。",
                en: "replaces goes neither with enters nor with tariff quotas.")
        }
        return name
    }

    private mutating func enters(_ grant: YAML) -> [EntersRule] {
        (grant["enters"]?.elements ?? []).map { map in
            cursor.only(["list", "if", "confirms"], in: map)
            let list = cursor.text("list", in: map)
            if !register.lists.contains(where: { $0.utf8.elementsEqual(list.utf8) }) {
                cursor.add(
                    map["list"]?.line ?? map.line, zh: "没有名单 \(list)。",
                    en: "There is no list \(list).")
            }
            return EntersRule(
                list: list, when: formula("if", in: map, .truth),
                confirms: map["confirms"] == nil ? [] : cursor.texts("confirms", in: map))
        }
    }

    private func isYear(_ id: String, _ fields: [FormField]) -> Bool {
        fields.contains { field in
            field.id == id && field.isRequired && (field.kind.isChoice || field.kind == .integer)
        }
    }

    private mutating func drawDown(
        _ grant: YAML, fields: [FormField], _ validity: GrantRule.Validity
    ) -> DrawDownRule? {
        guard let map = grant["drawDown"] else { return nil }
        let isQuota = map["quota"] != nil
        cursor.only(["quantity", isQuota ? "quota" : "unit", "batches"], in: map)
        let rule = DrawDownRule(
            quantity: cursor.text("quantity", in: map),
            unit: isQuota ? CaseDesk.quotaUnit : cursor.text("unit", in: map),
            batches: map["batches"] == nil ? nil : cursor.number("batches", in: map, 1...10_000),
            quota: cursor.optionalText("quota", in: map))
        if isQuota { checkQuota(map, validity, fields) }
        if let quota = rule.quota,
            !fields.contains(where: { $0.id == quota && $0.kind.isChoice && $0.isRequired })
        {
            cursor.add(
                map.line, zh: "quota 应为必填的选择字段，选项为关税配额品种。",
                en: "quota must be a required choice field of tariff quotas.")
        }
        let numbers: [FormField.Kind] = [.integer, .decimal]
        if !(fields + decided.map(\.field)).contains(where: {
            $0.id == rule.quantity && numbers.contains($0.kind) && $0.isRequired
        }) {
            cursor.add(
                map.line, zh: "quantity 应为必填的数字字段。",
                en: "quantity must be a required number field.")
        }
        if !isQuota, !fields.contains(where: {
            $0.id == rule.unit && $0.kind == .code("units") && $0.isRequired
        }) {
            cursor.add(
                map.line, zh: "unit 应为必填的计量单位代码字段。",
                en: "unit must be a required code field of the table units.")
        }
        return rule
    }

    /// A quota is one of a year, and its unit is known without asking.
    private mutating func checkQuota(
        _ map: YAML, _ validity: GrantRule.Validity, _ fields: [FormField]
    ) {
        if case .yearEnd = validity {} else {
            cursor.add(
                map.line, zh: "关税配额的有效期应为 endOfYear。",
                en: "A tariff quota is valid until endOfYear.")
        }
        if !decided.contains(where: { $0.field.id == map["quantity"]?.text && $0.most != nil }) {
            cursor.add(
                map.line, zh: "关税配额的 quantity 应为 decided 中带 most 的字段。",
                en: "The quantity of a tariff quota is one of decided, with most.")
        }
        if fields.contains(where: { $0.id == CaseDesk.quotaUnit }) {
            cursor.add(
                map.line, zh: "关税配额的计量单位由品种决定，表单不应有 unit 字段。",
                en: "The unit of a tariff quota follows from the goods: no field is called unit.")
        }
    }
}
