import Kernel
import Wire

/// The same of the way a service takes: clocks, actions, appeals, notices.
extension ServiceUse {
    var stepFaults: [ServiceFault] {
        zip(service.steps, elements("steps")).flatMap { step, map -> [ServiceFault] in
            var found: [ServiceFault] = []
            let line = map["escalates"]?.line
            if step.escalates != nil, step.clock == nil,
                step.parts.allSatisfy({ $0.clock == nil })
            {
                found.append(
                    fault(
                        line, zh: "没有期限的环节不会逾期，escalates 没有作用：请写上 clock，或删去。",
                        en: "A step without a clock is never late: give it a clock, or take "
                            + "escalates away."))
            }
            if step.escalates?.id == step.body.id {
                found.append(
                    fault(
                        line, zh: "escalates 应为另一单位，例如督办席。",
                        en: "escalates must be another body, such as a supervising desk."))
            }
            if let other = step.escalates, other.authority != step.body.authority {
                found.append(
                    fault(
                        line,
                        zh: "escalates 的单位 \(other.id) 属于另一机关，不能督办 \(step.body.id)："
                            + "请改为同一机关的单位，见 Data/bodies.csv 的 authority。",
                        en: "\(other.id) belongs to another authority than \(step.body.id) and "
                            + "does not supervise it: name a body of the same authority, see "
                            + "Data/bodies.csv."))
            }
            found += clockFaults(step.clock, map["clock"])
            for (part, one) in zip(step.parts, map["parts"]?.elements ?? []) {
                found += clockFaults(part.clock, one["clock"])
            }
            for (action, one) in zip(step.actions, map["actions"]?.elements ?? []) {
                guard case .advance(let to) = action.effect else {
                    if one["to"] != nil { found.append(idle("to", one["to"]?.line)) }
                    continue
                }
                if to == step.id {
                    found.append(
                        fault(
                            one.line,
                            zh: "动作 \(action.id) 回到本环节，期限会重新起算：请改为去往别的环节，或用 return、pause。",
                            en: "\(action.id) leads to its own step: its clock would begin anew. "
                                + "Let it lead elsewhere, or use return or pause."))
                }
            }
            return found
        }
    }

    /// Calendar days begin whatever the hour; working days never end on a day off.
    private func clockFaults(_ clock: ClockRule?, _ map: YAML?) -> [ServiceFault] {
        guard let clock, let map else { return [] }
        var found: [ServiceFault] = []
        if clock.unit == .days, let hour = map["cutOffHour"] {
            found.append(
                fault(
                    hour.line,
                    zh: "按自然日（days）计算的期限不看钟点，cutOffHour 没有作用："
                        + "请删去，或改用 workingDays。",
                    en: "A clock of calendar days (days) knows no hour: cutOffHour has no effect. "
                        + "Take it away, or count workingDays."))
        }
        if clock.unit == .workingDays, let end = map["ends"] {
            found.append(
                fault(
                    end.line, zh: "工作日期限总在工作日届满，ends 没有作用：请删去。",
                    en: "A term of working days ends on one: ends has no effect. Take it away."))
        }
        return found
    }

    /// Steps that go on of themselves must come to one where somebody acts, or to a decision.
    var circleFaults: [ServiceFault] {
        var next: [String: String] = [:]
        for step in service.steps {
            guard let rule = step.automatic, let action = step.action(rule.action),
                case .advance(let to) = action.effect, to != step.id
            else { continue }
            next[step.id] = to
        }
        return zip(service.steps, elements("steps")).compactMap { step, map -> ServiceFault? in
            var (way, at) = ([step.id], next[step.id])
            while let here = at, !way.contains(here) {
                way.append(here)
                at = next[here]
            }
            guard at == step.id else { return nil }
            let steps = (way + [step.id]).joined(separator: " → ")
            return fault(
                map["automatic"]?.line ?? map.line,
                zh: "自动动作兜圈：\(steps)，永远没有人办理。请让其中一个环节由人员办理，或引向结论。",
                en: "Automatic actions go round: \(steps), and nobody ever decides. Let an officer "
                    + "act in one of them, or lead to a decision.")
        }
    }

    /// Of several ends only one would hold.
    var grantFaults: [ServiceFault] {
        let ends = ["months", "until", "endOfYear"].compactMap { yaml["grant"]?[$0] }
        var found = ends.dropFirst().map { one in
            fault(
                one.line, zh: "months、until、endOfYear 只能写一个：请删去其余的。",
                en: "Write one of months, until and endOfYear.")
        }
        if case .yearEnd(let name) = service.grant.validity,
            case .choice(let choices)? = service.field(name)?.kind
        {
            let others = choices.map(\.id).filter { !FormCheck.isYear($0) }
            if !others.isEmpty {
                found.append(
                    fault(
                        yaml["grant"]?["endOfYear"]?.line,
                        zh: "endOfYear 的选项 \(others.joined(separator: "、")) 不是年份，准予后没有末日："
                            + "选项的 id 请写四位年份，例如 \"2026\"，或改用 integer 字段。",
                        en: "The choices \(others.joined(separator: ", ")) of endOfYear are no "
                            + "years, and a grant would have no end: give them years of four "
                            + "digits as ids, such as \"2026\", or ask for an integer."))
            }
        }
        if let end = yaml["grant"]?["notAfter"], yaml["grant"]?["months"] == nil {
            found.append(idle("notAfter", end.line))
        }
        if service.grant.drawDown?.quota != nil,
            let batches = yaml["grant"]?["drawDown"]?["batches"]
        {
            found.append(idle("batches", batches.line))
        }
        if let firmOn = yaml["firmOn"], service.firmNames.isEmpty {
            found.append(idle("firmOn", firmOn.line))
        }
        return found
    }

    /// What is told of an action needs the action, and the other way round.
    var noticeFaults: [ServiceFault] {
        let effects = service.steps.flatMap(\.actions).map(\.effect)
        return [("returned", StepAction.Effect.sendBack), ("refused", .refuse)]
            .compactMap { name, effect in
                let (isTold, isDone) = (service.notices[name] != nil, effects.contains(effect))
                if isTold == isDone { return nil }
                let map = yaml["notices"]
                return isTold
                    ? fault(
                        map?[name]?.line, zh: "没有动作会引出通知 \(name)，这段文字永远不会显示：请删去。",
                        en: "No action leads to the notice \(name): nobody ever reads it. Take it "
                            + "away.")
                    : fault(
                        map?.line, zh: "缺少文字 \(name)：有动作会引出它，请写上 {zh: …, en: …}。",
                        en: "The text \(name) is missing: an action leads to it, write "
                            + "{zh: …, en: …}.")
            }
    }

    /// An appeal goes where nobody has decided yet, and there is something to appeal against.
    var wayFaults: [ServiceFault] {
        guard let appeal = service.appeal else { return [] }
        let line = yaml["appeal"]?.line
        var found: [ServiceFault] = []
        if reached.contains(appeal.step) {
            found.append(
                fault(
                    line,
                    zh: "复核环节 \(appeal.step) 在一般办理中已经走过，不会有复核：请另设只办复核的环节。",
                    en: "The step of the appeal, \(appeal.step), is gone through before: "
                        + "nobody could appeal. Give the appeal a step of its own."))
        }
        let review = service.step(appeal.step)?.body
        if let review,
            service.steps.contains(where: { step in
                step.id != appeal.step && step.body.id == review.id
                    && step.actions.contains { $0.effect == .refuse }
            })
        {
            found.append(
                fault(
                    line,
                    zh: "复核由作出不予许可的单位 \(review.id) 自己办理："
                        + "复核环节的 body 请改为另一单位，例如复核席。",
                    en: "The appeal would be decided by \(review.id), which refuses itself: give "
                        + "the step of the appeal another body, such as a review desk."))
        }
        if !service.steps.contains(where: { step in
            reached.contains(step.id) && step.actions.contains { $0.effect == .refuse }
        }) {
            found.append(
                fault(
                    line, zh: "没有环节会不予许可，复核永远不会用到：请删去 appeal，或加 refuse 的动作。",
                    en: "No step refuses: there is nothing to appeal against. Take the appeal "
                        + "away, or add an action that refuses."))
        }
        return found
    }

    /// Steps that an application goes through without an appeal.
    var reached: Set<String> {
        var reached: Set<String> = []
        var open = [service.steps.first?.id].compactMap { $0 }
        while let id = open.popLast() {
            guard reached.insert(id).inserted, let step = service.step(id) else { continue }
            for action in step.actions {
                if case .advance(let to) = action.effect { open.append(to) }
            }
        }
        return reached
    }
}
