import Kernel
import Wire

/// What is counted or paid must be more than nothing, and an appeal must not spare it a step.
extension ServiceUse {
    /// Amounts that a grant puts on an account or takes from one: of nothing it could do neither,
    /// and officers would only learn it when they decide.
    var amountFaults: [ServiceFault] {
        var found: [ServiceFault] = []
        if let rule = service.grant.drawDown {
            found += zero(service.asked(rule), yaml["grant"]?["drawDown"]?.line)
        }
        if let name = service.offers?.takes {
            found += zero(name, yaml["offers"]?["takes"]?.line)
        }
        return found
    }

    /// Two values of a parameter for one day: which of them holds would be a matter of chance.
    func overlaps(_ parameter: Parameter, _ map: YAML) -> [ServiceFault] {
        let lines = map["values"]?.elements.map(\.line) ?? []
        let values = zip(parameter.values, lines).sorted { $0.0.from < $1.0.from }
        return zip(values, values.dropFirst()).compactMap { one, next -> ServiceFault? in
            let isOver = one.0.to.map { next.0.from <= $0 } ?? true
            guard isOver, one.0.from < next.0.from else { return nil }
            let end = next.0.from.adding(days: -1).text
            return fault(
                one.1,
                zh: "参数 \(parameter.id) 的这个值与 \(next.0.from.text) 起的值在日期上重叠："
                    + "请写 to: \(end)。",
                en: "This value of the parameter \(parameter.id) overlaps with the one from "
                    + "\(next.0.from.text) on: write to: \(end).")
        }
    }

    /// Numbers that one check asks for and another refuses: nobody could fill the form in.
    var boundFaults: [ServiceFault] {
        zip(service.checks, elements("checks")).compactMap { rule, map -> ServiceFault? in
            guard case .numberAtMost(let name, let most) = rule.check else { return nil }
            let least = service.checks.compactMap { other -> Fixed? in
                guard case .numberAtLeast(name, let value) = other.check else { return nil }
                return value
            }.max()
            guard let least, most < least else { return nil }
            return fault(
                map["value"]?.line ?? map.line,
                zh: "\(name) 至少为 \(least.text)，又至多为 \(most.text)：没有数字符合，请改正其中一个。",
                en: "\(name) is to be at least \(least.text) and at most \(most.text): no number "
                    + "is both. Mend one of them.")
        }
    }

    /// What is filled in must be of the kind the field takes.
    var reuseFaults: [ServiceFault] {
        zip(service.fields, elements("fields")).compactMap { field, map -> ServiceFault? in
            guard let reuse = field.reuse, reuse != .last else { return nil }
            var isFit = field.kind == .text
            switch (reuse, field.kind) {
            case (.creditCode, .creditCode), (.district, .code), (.enterpriseName, .longText):
                isFit = true
            default: break
            }
            if isFit { return nil }
            return fault(
                map["reuse"]?.line ?? map.line,
                zh: "字段 \(field.id) 的类型装不下 \(reuse.rawValue)：请改为 text，或删去 reuse。",
                en: "\(reuse.rawValue) does not fit the type of \(field.id): make it text, or take "
                    + "reuse away.")
        }
    }

    /// A service nobody can be granted is none.
    var grantless: [ServiceFault] {
        guard !service.steps.contains(where: { $0.actions.contains { $0.effect == .grant } })
        else { return [] }
        return [
            fault(
                yaml["steps"]?.line, zh: "没有动作会准予（does: grant），谁也得不到 grant 所写的结果：请加上。",
                en: "No action grants (does: grant): nobody ever has what grant says. Add one.")
        ]
    }

    private func zero(_ name: String, _ line: Int?) -> [ServiceFault] {
        // What officers enter is always above zero.
        let isDecided = service.decided.contains { $0.field.id == name }
        guard !isDecided, !isAboveZero(name) else { return [] }
        let zh = "\(name) 可能为零，准予时无从计量：请加一项检查，"
            + "如 number-at-least 或 rule: \"\(name) > 0\"。"
        let en = "\(name) may be zero, and nothing could be granted of it: add a check, such as "
            + "number-at-least, or rule: \"\(name) > 0\"."
        return [fault(line, zh: zh, en: en)]
    }

    private func isAboveZero(_ name: String) -> Bool {
        service.checks.contains { rule in
            switch rule.check {
            case .numberAtLeast(let field, let value): field == name && value > .zero
            case .that(_, let formula): formula.needsAboveZero(name)
            default: false
            }
        }
    }

    /// A grant on appeal that leaves out what every other grant goes through at another body, or
    /// at several: the appeal leads there instead. Where the step of several bodies is the one that
    /// refuses, the appeal itself opens what they have not passed (`CaseMachine.reopenParts`).
    var skippedFaults: [ServiceFault] {
        guard let appeal = service.appeal, let review = service.step(appeal.step) else { return [] }
        let way = reached
        let skipped = service.steps.filter { later in
            way.contains(later.id)
                && service.steps.contains { step in
                    way.contains(step.id) && step.id != later.id
                        && (step.body.id != later.body.id || !later.parts.isEmpty)
                        && step.actions.contains { $0.effect == .refuse }
                        && !service.grants(from: step.id, without: later.id)
                }
        }
        guard let next = skipped.first else { return [] }
        let actions = yaml["steps"]?.elements.first { $0["id"]?.text == review.id }?["actions"]
        return zip(review.actions, actions?.elements ?? [])
            .filter { $0.0.effect == .grant }
            .map { action, map in
                fault(
                    map.line,
                    zh: "复核的动作 \(action.id) 直接准予，跳过了一般办理必经的环节 \(next.id)"
                        + "（\(next.body.id)）：请改为 does: advance, to: \(next.id)。",
                    en: "\(action.id) grants on appeal without \(next.id) (\(next.body.id)), which "
                        + "every other grant goes through: write does: advance, to: \(next.id).")
            }
    }
}

extension Formula {
    /// Whether it holds only where a number is above zero: `name > 0`, alone or with others.
    fileprivate func needsAboveZero(_ name: String) -> Bool {
        switch self {
        case .both(let one, let two): one.needsAboveZero(name) || two.needsAboveZero(name)
        case .compare(.name(name), .above, .value(.number(let least))): least >= .zero
        case .compare(.name(name), .atLeast, .value(.number(let least))): least > .zero
        default: false
        }
    }
}
