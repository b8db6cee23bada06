import Kernel
import Store
import Wire

/// Drafts follow the text of today; what is submitted keeps its text (decision 29).
extension CaseDesk {
    /// Puts a draft under the text of today. Answers and documents that are not asked any more
    /// would be seen by nobody and go; the changes say which.
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
        let documents = try DocumentRows.all(of: file, in: session)
        let changes = TextComparison(
            old: old, new: today, day: now.day,
            answered: Set(file.answers.filter { !$0.value.isEmpty }.keys),
            attached: Set(documents.map(\.field))
        ).changes
        guard !changes.isEmpty else { return nil }
        let asked = Set(today.documents.map(\.id))
        for document in documents where !asked.contains(document.field) {
            _ = try DocumentRows.remove(document.id, from: file, in: session)
            try note(
                "procedures.document-removed", file, by: actor.id,
                [.init("id", .text(document.id))],
                in: session)
        }
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
