import Kernel
import Wire

/// Whether the way of a service can be gone: every step reached, every step left, every clock
/// stopped.
struct ServiceSoundness {
    let service: ServiceFile
    let yaml: YAML
    let path: String

    var faults: [ServiceFault] {
        targets + unreached + deadEnds + appealFaults + undecided + unreturned
    }

    /// Steps an action or the appeal leads to must be there.
    private var targets: [ServiceFault] {
        service.steps.flatMap { step in
            step.actions.compactMap { action in
                guard case .advance(let to) = action.effect, service.step(to) == nil else {
                    return nil
                }
                return fault(
                    step.id, action.id,
                    zh: "去往的环节 \(to) 不存在。to 请写已有的环节：\(others(than: step))。",
                    en: "It leads to \(to), which is no step. Let it lead to one of: "
                        + "\(others(than: step)).")
            }
        }
    }

    private var unreached: [ServiceFault] {
        var reached: Set<String> = []
        var open = [service.steps.first?.id, service.appeal?.step].compactMap { $0 }
        while let id = open.popLast() {
            guard reached.insert(id).inserted, let step = service.step(id) else { continue }
            for action in step.actions {
                if case .advance(let to) = action.effect { open.append(to) }
            }
        }
        return service.steps.filter { !reached.contains($0.id) }.map { step in
            fault(
                step.id, nil,
                zh: "环节 \(step.id) 到达不了：请让别的环节的动作去往它（does: advance, to: \(step.id)），"
                    + "或删去它。",
                en: "The step \(step.id) is never reached: let an action of another step lead to "
                    + "it (does: advance, to: \(step.id)), or take it away.")
        }
    }

    /// A step must lead to a decision; one from which none can be reached is dead, and its clock
    /// could never be stopped.
    private var deadEnds: [ServiceFault] {
        var ending = Set(
            service.steps.filter { step in
                step.actions.contains { $0.effect == .grant || $0.effect == .refuse }
            }.map(\.id))
        var grew = true
        while grew {
            grew = false
            for step in service.steps where !ending.contains(step.id) {
                let leads = step.actions.contains { action in
                    if case .advance(let to) = action.effect { return ending.contains(to) }
                    return false
                }
                if leads {
                    ending.insert(step.id)
                    grew = true
                }
            }
        }
        return service.steps.filter { !ending.contains($0.id) }.map { step in
            step.clock == nil
                ? fault(
                    step.id, nil,
                    zh: "环节 \(step.id) 是死路：没有动作能走到结论。" + Self.endZh,
                    en: "The step \(step.id) is dead: no action leads to a decision. "
                        + Self.endEn)
                : fault(
                    step.id, nil,
                    zh: "环节 \(step.id) 的计时停不下来：没有动作能走到结论。" + Self.endZh,
                    en: "The clock of \(step.id) cannot be stopped: no action leads to a "
                        + "decision. " + Self.endEn)
        }
    }

    private static let endZh = "请给它一个 grant、refuse 的动作，或去往（advance）有结论的环节的动作。"
    private static let endEn =
        "Give it an action that grants or refuses, or one that leads (advance) to a step that does."

    private func others(than step: ServiceStep) -> String {
        service.steps.map(\.id).filter { $0 != step.id }.joined(separator: ", ")
    }

    private var appealFaults: [ServiceFault] {
        guard let appeal = service.appeal, service.step(appeal.step) == nil else { return [] }
        return [
            ServiceFault(
                path: path, line: yaml["appeal"]?.line ?? yaml.line,
                message: Localized(
                    zh: "复核环节 \(appeal.step) 不存在：请写 steps 中办理复核的那一个。",
                    en: "The step of the appeal, \(appeal.step), is not there: name the one of the "
                        + "steps that decides it."))
        ]
    }

    /// A quantity that officers decide must be decided by every grant.
    private var undecided: [ServiceFault] {
        guard let quantity = service.grant.drawDown?.quantity,
            service.decided.contains(where: { $0.field.id == quantity })
        else { return [] }
        return service.steps.flatMap { step in
            step.actions.filter { $0.effect == .grant && !$0.decides.contains(quantity) }
                .map { action in
                    fault(
                        step.id, action.id,
                        zh: "动作 \(action.id) 没有决定 \(quantity)：请写上 decides: [\(quantity)]。",
                        en: "The action \(action.id) does not decide \(quantity): write "
                            + "decides: [\(quantity)].")
                }
        }
    }

    /// Ending a grant gives nothing back to the national volume, part of which may be used.
    private var unreturned: [ServiceFault] {
        guard service.grant.drawDown?.quota != nil, service.revoke != nil else { return [] }
        return [
            ServiceFault(
                path: path, line: yaml["revoke"]?.line ?? yaml.line,
                message: Localized(
                    zh: "关税配额不能撤销：已从全国总量中扣减的数量不会退回。请删去 revoke。",
                    en: "A quota is not revoked: the national volume would not get it back. Take "
                        + "revoke away."))
        ]
    }

    private func fault(_ step: String, _ action: String?, zh: String, en: String) -> ServiceFault {
        let map = yaml["steps"]?.elements.first { $0["id"]?.text == step }
        let line =
            action.flatMap { id in
                map?["actions"]?.elements.first { $0["id"]?.text == id }?.line
            } ?? map?.line ?? yaml.line
        return ServiceFault(path: path, line: line, message: Localized(zh: zh, en: en))
    }
}
