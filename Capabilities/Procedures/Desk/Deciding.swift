import Kernel
import Store

/// What officers enter with their decisions.
extension CaseDesk {
    /// Keeps what the action asks the officer for; what a second officer does not agree to goes
    /// again.
    ///
    /// - Parameter file: the application as it was before.
    func enter(
        _ act: Act, _ change: inout CaseChange, from file: Case, _ service: ServiceFile,
        in session: Session
    ) throws {
        let step = service.step(file.step)
        try checkNames(act, step)
        guard let step else { return }
        switch act.move {
        case .act(let id):
            let wanted = step.action(id)?.decides ?? []
            guard !wanted.isEmpty else { return }
            let check = FormCheck(service: service, facts: try facts(file, service, in: session))
            var faults: [Fault] = []
            for one in service.decided where wanted.contains(one.field.id) {
                let asked = one.most.flatMap { file.answers[$0] }
                let entered = (act.values[one.field.id] ?? "").trimmedText
                let answer = entered.isEmpty ? asked ?? "" : entered
                if let fault = fault(answer, one, asked: asked, check) {
                    faults.append(fault.at(one.field.id))
                }
                change.values[one.field.id] = answer
            }
            guard faults.isEmpty else {
                throw ProceduresRefusal.form(faults, .paper(service.basis))
            }
            // Who asked for more reads why it is less, in the letter too.
            let isLess = service.decided.contains { one in
                wanted.contains(one.field.id) && Self.isLess(one, change.values, file)
            }
            guard !isLess || !act.reason.trimmedText.isEmpty else {
                throw ProceduresRefusal.reasonMissing
            }
            change.file.answers.merge(change.values) { $1 }
        case .dissent:
            for name in file.proposal.flatMap({ step.action($0.action) })?.decides ?? [] {
                change.file.answers[name] = nil
            }
        default: return
        }
    }

    /// Whether less is given than was asked for.
    private static func isLess(
        _ one: DecidedField, _ values: [String: String], _ file: Case
    ) -> Bool {
        guard let most = one.most, let asked = try? Fixed(file.answers[most] ?? ""),
            let given = try? Fixed(values[one.field.id] ?? "")
        else { return false }
        return given < asked
    }

    /// What nobody asked for would be lost without a word: a part that was meant would be granted
    /// in full.
    private func checkNames(_ act: Act, _ step: ServiceStep?) throws {
        var wanted: [String] = []
        if case .act(let id) = act.move { wanted = step?.action(id)?.decides ?? [] }
        let unknown = act.values.keys.filter { !wanted.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw ProceduresRefusal.form(
                unknown.map { FormFault.notDecided(wanted).at($0) }, .own(.orders))
        }
    }

    private func fault(
        _ answer: String, _ one: DecidedField, asked: String?, _ check: FormCheck
    ) -> FormFault? {
        guard !answer.isEmpty else { return .missing(one.field.label) }
        if let fault = check.shape(one.field, answer) { return fault }
        guard one.field.kind.value == .number else { return nil }
        let given = (try? Fixed(answer)) ?? .zero
        guard given > .zero else { return .notGiven }
        if let asked = asked.flatMap({ try? Fixed($0) }), given > asked {
            return .aboveAsked(asked)
        }
        return nil
    }
}
