import Kernel
import Store
import Wire

/// Drafts follow the text of today; what is submitted keeps its text (decision 29).
extension CaseDesk {
    /// Puts a draft under the text of today.
    ///
    /// - Returns: what it asks otherwise, which the applicant has to see before anything is
    ///   submitted; nil where it asks the same, or is not offered any more.
    func takeTodaysText(
        _ file: inout Case, by actor: Actor, in session: Session
    ) throws -> ProceduresRefusal? {
        let now = clock.now()
        guard let today = catalogue.current(file.service, on: now.day),
            let old = try editions.service(of: file, in: session)
        else { return nil }
        let digest = editions.digest(of: today)
        guard digest != editions.digest(of: old) else { return nil }
        try editions.keep(today, digest, at: now, in: session)
        file.edition = today.from
        file.editionDigest = digest
        let changes = TextComparison(old: old, new: today, day: now.day).changes
        guard !changes.isEmpty else { return nil }
        file.answers = file.answers.filter { today.field($0.key) != nil }
        file.version += 1
        try write(CaseChange(file: file, spans: [], kind: ""), today, in: session)
        try note(
            "procedures.text-changed", file, by: actor.id,
            [
                .init("service", .text(today.id)), .init("from", .text(today.from.text)),
                .init("changes", .integer(changes.count)),
            ], in: session)
        return .textChanged(today.name, changes, today.basis)
    }
}
