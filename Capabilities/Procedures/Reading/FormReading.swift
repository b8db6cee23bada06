import Kernel
import Reference
import Uploads
import Wire

/// The form of a service: fields, documents, checks.
extension ServiceReader {
    static let fieldMembers = [
        "id", "type", "label", "hint", "required", "when", "choices", "table", "reuse", "longest",
        "others",
    ]

    mutating func fields(_ yaml: YAML) -> [FormField] {
        var fields: [FormField] = []
        guard let list = yaml["fields"], !list.elements.isEmpty else {
            cursor.add(
                yaml["fields"]?.line ?? yaml.line, zh: "缺少表单字段 fields。",
                en: "The fields of the form are missing.")
            return []
        }
        for map in list.elements {
            cursor.only(Self.fieldMembers, in: map)
            var field = FormField(
                id: cursor.id(map, among: Set(fields.map(\.id))), kind: kind(map),
                label: cursor.words("label", in: map),
                hint: cursor.optionalWords("hint", in: map),
                isRequired: cursor.flag("required", in: map),
                when: condition(map, fields: fields), reuse: reuse(map),
                longest: map["longest"] == nil
                    ? 200 : cursor.number("longest", in: map, 1...FormField.longest))
            field.mayBeOthers = cursor.flag("others", in: map)
            refuseEngineName(field.id, map)
            fields.append(field)
        }
        return fields
    }

    /// What officers enter; known to nobody before they do.
    mutating func decided(_ yaml: YAML, fields: [FormField]) -> [DecidedField] {
        var found: [DecidedField] = []
        for map in yaml["decided"]?.elements ?? [] {
            cursor.only(["id", "type", "label", "hint", "longest", "most"], in: map)
            let field = FormField(
                id: newName(map), kind: kind(map), label: cursor.words("label", in: map),
                hint: cursor.optionalWords("hint", in: map), isRequired: true, when: nil,
                reuse: nil,
                longest: map["longest"] == nil ? 200 : cursor.number("longest", in: map, 1...500))
            let most = cursor.optionalText("most", in: map)
            let isAsked = fields.contains {
                $0.id == most && $0.kind == field.kind && $0.isRequired && $0.when == nil
            }
            if ![.text, .integer, .decimal, .day].contains(field.kind)
                || most != nil && (field.kind.value != .number || !isAsked)
            {
                cursor.add(
                    map.line,
                    zh: "decided 的类型为 text、integer、decimal 或 day；most 应为同类型的必填数字字段。",
                    en: "decided is text, integer, decimal or day; most is a required number field "
                        + "of the same type.")
            }
            found.append(DecidedField(field: field, most: most))
            kinds[field.id] = field.kind.value
        }
        return found
    }

    private static let types = [
        "text", "long-text", "integer", "decimal", "day", "credit-code", "tick", "offer", "choice",
        "code",
    ]

    private mutating func kind(_ map: YAML) -> FormField.Kind {
        switch cursor.text("type", in: map) {
        case "text": return .text
        case "long-text": return .longText
        case "integer": return .integer
        case "decimal": return .decimal
        case "day": return .day
        case "credit-code": return .creditCode
        case "tick": return .tick
        case "offer": return .offer
        case "choice": return .choice(choices(map))
        case "code":
            let table = cursor.text("table", in: map)
            if CodeTable(rawValue: table) == nil {
                cursor.unknown(
                    map["table"]?.line ?? map.line, table, zh: "不认识代码表 \(table)",
                    en: "The code table \(table) is not known",
                    among: CodeTable.allCases.map(\.rawValue))
            }
            return .code(table)
        case let other:
            cursor.unknown(
                map["type"]?.line ?? map.line, other, zh: "不认识字段类型 \(other)",
                en: "The type \(other) is not known", among: Self.types)
            return .text
        }
    }

    private mutating func choices(_ map: YAML) -> [FieldChoice] {
        var choices: [FieldChoice] = []
        for choice in map["choices"]?.elements ?? [] {
            cursor.only(["id", "name"], in: choice)
            choices.append(
                FieldChoice(
                    id: cursor.id(choice, among: Set(choices.map(\.id))),
                    name: cursor.words("name", in: choice)))
        }
        if choices.count < 2 {
            cursor.add(
                map["choices"]?.line ?? map.line,
                zh: "choices 至少要有两项：[{id: a, name: {zh: …, en: …}}, …]。",
                en: "choices need two at least: [{id: a, name: {zh: …, en: …}}, …].")
        }
        return choices
    }

    /// A condition names a field that stands before.
    private mutating func condition(_ map: YAML, fields: [FormField]) -> Condition? {
        guard let value = map["when"] else { return nil }
        cursor.only(["field", "is"], in: value)
        let field = cursor.text("field", in: value)
        if !fields.contains(where: { $0.id == field }) {
            cursor.unknown(
                value.line, field, zh: "when 引用的字段 \(field) 不在前面",
                en: "when names \(field), which is no field before this one",
                among: fields.map(\.id))
        }
        return Condition(field: field, answers: cursor.texts("is", in: value))
    }

    private mutating func reuse(_ map: YAML) -> FormField.Reuse? {
        guard let value = map["reuse"] else { return nil }
        guard let reuse = value.text.flatMap(FormField.Reuse.init(rawValue:)) else {
            let names = FormField.Reuse.allCases.map(\.rawValue).joined(separator: ", ")
            cursor.add(value.line, zh: "reuse 可为：\(names)。", en: "reuse may be: \(names).")
            return nil
        }
        return reuse
    }

    mutating func documents(_ yaml: YAML, fields: [FormField]) -> [DocumentField] {
        var documents: [DocumentField] = []
        for map in yaml["documents"]?.elements ?? [] {
            cursor.only(["id", "name", "hint", "required", "when", "types", "megabytes"], in: map)
            let names = cursor.texts("types", in: map)
            let types = names.compactMap(DocumentType.init(rawValue:))
            if types.count != names.count || types.isEmpty {
                cursor.add(
                    map["types"]?.line ?? map.line, zh: "types 可为 pdf、png、jpeg。",
                    en: "types may be pdf, png, jpeg.")
            }
            documents.append(
                DocumentField(
                    id: cursor.id(
                        map, among: Set(documents.map(\.id) + fields.map(\.id))),
                    name: cursor.words("name", in: map),
                    hint: cursor.optionalWords("hint", in: map),
                    isRequired: cursor.flag("required", in: map),
                    when: condition(map, fields: fields), types: types,
                    most: cursor.number("megabytes", in: map, 1...20) * 1_048_576))
        }
        return documents
    }

    mutating func checks(_ yaml: YAML, fields: [FormField]) -> [CheckRule] {
        (yaml["checks"]?.elements ?? []).compactMap { map in
            cursor.only(
                [
                    "check", "field", "fields", "other", "value", "values", "months", "count",
                    "service", "space", "characters", "length", "rule", "benefit", "facts",
                    "message", "fix", "basis",
                ], in: map)
            let message = cursor.words("message", in: map)
            let fix = cursor.words("fix", in: map)
            let basis = basis(in: map)
            guard let check = check(map, fields) else { return nil }
            // A name that is missing was told above.
            for field in check.fields
            where !field.isEmpty && !fields.contains(where: { $0.id == field }) {
                cursor.unknown(
                    map["field"]?.line ?? map.line, field, zh: "检查引用的字段 \(field) 不存在",
                    en: "The check names \(field), which is no field", among: fields.map(\.id))
            }
            return CheckRule(check: check, message: message, fix: fix, basis: basis)
        }
    }

    /// The benefit a check asks for, and the facts that numbers and ticks of the form state.
    private mutating func benefit(_ map: YAML, _ fields: [FormField]) -> NamedCheck {
        let benefit = cursor.text("benefit", in: map)
        if !benefit.isEmpty, !register.benefits.contains(benefit) {
            cursor.unknown(
                map["benefit"]?.line ?? map.line, benefit, zh: "没有惠企政策 \(benefit)",
                en: "There is no benefit \(benefit)", among: register.benefits)
        }
        var facts: [String: String] = [:]
        for fact in map["facts"]?.members ?? [] {
            let name = fact.value.text ?? ""
            let isFit = fields.contains {
                $0.id == name && ($0.kind.value == .number || $0.kind == .tick)
            }
            if !isFit {
                cursor.add(
                    fact.line, zh: "facts 的 \(fact.name) 应为数字或勾选字段。",
                    en: "\(fact.name) of facts must be a number field or a tick.")
            }
            facts[fact.name] = name
        }
        return .holdsBenefit(
            field: cursor.text("field", in: map), benefit: benefit, facts: facts)
    }

    private mutating func check(_ map: YAML, _ fields: [FormField]) -> NamedCheck? {
        func field() -> String { cursor.text("field", in: map) }
        func other() -> String { cursor.text("other", in: map) }
        switch cursor.text("check", in: map) {
        case "day-not-past": return .dayNotPast(field: field())
        case "day-not-before": return .dayNotBefore(field: field(), other: other())
        case "day-within-months":
            return .dayWithinMonths(
                field: field(), months: cursor.number("months", in: map, 1...600))
        case "number-at-least": return .numberAtLeast(field: field(), value: value(map))
        case "number-at-most": return .numberAtMost(field: field(), value: value(map))
        case "number-not-above": return .numberNotAbove(field: field(), other: other())
        case "starts-with":
            return .startsWith(field: field(), values: cursor.texts("values", in: map))
        case "is-one-of":
            return .isOneOf(field: field(), values: cursor.texts("values", in: map))
        case "all-ticked": return .allTicked(fields: cursor.texts("fields", in: map))
        case "ticked-at-least":
            return .tickedAtLeast(
                fields: cursor.texts("fields", in: map),
                count: cursor.number("count", in: map, 1...100))
        case "different": return .different(field: field(), other: other())
        case "no-open-case": return .noOpenCase
        case "holds-grant":
            return .holdsGrant(field: field(), service: cursor.text("service", in: map))
        case "holds-value":
            return .holdsValue(field: field(), space: cursor.text("space", in: map))
        case "made-of":
            return .madeOf(
                field: field(), characters: cursor.text("characters", in: map),
                length: map["length"] == nil ? nil : cursor.number("length", in: map, 1...200))
        case "lines-made-of":
            return .linesMadeOf(
                field: field(), characters: cursor.text("characters", in: map),
                length: cursor.number("length", in: map, 1...200))
        case "lines-counted": return .linesCounted(field: field(), other: other())
        case "goods-code":
            return .goodsCode(
                field: field(),
                length: map["length"] == nil ? nil : cursor.number("length", in: map, 4...10))
        case "goods-codes": return .goodsCodes(field: field())
        case "holds-benefit": return benefit(map, fields)
        case "that":
            guard let rule = formula("rule", in: map, .truth) else { return nil }
            return .that(field: field(), rule)
        case let name:
            let known = NamedCheck.names.joined(separator: ", ")
            cursor.add(
                map["check"]?.line ?? map.line, zh: "不认识检查 \(name)；可用：\(known)。",
                en: "The check \(name) is not known; there are: \(known).")
            return nil
        }
    }

    private mutating func value(_ map: YAML) -> Fixed {
        guard let text = map["value"]?.text, let value = try? Fixed(text) else {
            cursor.add(
                map["value"]?.line ?? map.line, zh: "value 应为数字。", en: "value must be a number.")
            return .zero
        }
        return value
    }
}
