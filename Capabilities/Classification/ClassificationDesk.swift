import Journal
import Kernel
import Papers
import Store
import Synchronization
import Web
import Wire

/// What API and pages do; both call this and nothing else.
struct ClassificationDesk: Sendable {
    static let confirm = Permission("classification.confirm")
    static let mostCandidates = 20
    static let mostReferenceBytes = 100
    /// Confirmations of one enterprise that are learnt from; beyond, the latest.
    static let mostLearnt = 20_000

    let store: Store
    let journal: Journal
    let ids: Identifiers
    let shelf: ClassifierShelf
    /// Sets confirmed codes as paper.
    let papers: PaperDesk
    /// What an enterprise is called, by its id.
    let enterpriseName: @Sendable (String) -> Localized?
    private let memory = ConfirmationMemory()

    init(
        store: Store, journal: Journal, ids: Identifiers, shelf: ClassifierShelf,
        papers: PaperDesk, enterpriseName: @escaping @Sendable (String) -> Localized?
    ) {
        self.store = store
        self.papers = papers
        self.enterpriseName = enterpriseName
        self.journal = journal
        self.ids = ids
        self.shelf = shelf
    }

    var today: Day { journal.clock.today }

    /// Ranked codes for a description.
    ///
    /// - Parameter principal: who asks; the confirmations of the own enterprise count then.
    func classify(_ asked: ClassificationInput, for principal: Principal?) async throws
        -> Classification
    {
        let question = try asked.checked(today: today)
        guard shelf.reaches(question.day) else {
            throw ClassificationRefusal.dayOutside(question.day)
        }
        let confirmed = try await confirmed(for: principal)
        return try await shelf.classifier(for: question.day, on: today).classify(
            question.text, on: question.day, top: question.top, confirmed: confirmed)
    }

    /// Keeps that a code is right for a text. The same again is answered with what was kept;
    /// another code for the same words takes the place of the first.
    func confirm(_ input: ConfirmationInput, by principal: Principal) async throws
        -> (kept: Confirmation, isRepeat: Bool)
    {
        let tenant = principal.enterprise
        let basis: Confirmation.Basis = tenant.isEmpty ? .ruling : .declaration
        let today = today
        let text = try input.checked(basis)
        guard shelf.has(input.code, on: today) else {
            throw ClassificationRefusal.codeUnknown(
                input.code, near: shelf.near(input.code, on: today))
        }
        let key = Words(text).key
        let id = ids.brief
        return try await store.write { [journal] session in
            let former = try ConfirmationRows.find(key: key, of: tenant, in: session)
            if let former, former.code == input.code, former.reference == input.reference {
                return (former, true)
            }
            let now = journal.clock.now()
            let kept = Confirmation(
                id: id, number: try session.next("classification"), text: text, code: input.code,
                basis: basis, reference: input.reference, day: today, confirmedAt: now,
                actorName: principal.name)
            if let former {
                _ = try ConfirmationRows.end(
                    former.id, of: tenant, at: now, by: principal.id, in: session)
                try revokePaper(of: former.id, tenant, in: session)
            }
            try ConfirmationRows.insert(
                kept, key: key, of: tenant, by: principal.id, in: session)
            try journal.append(
                Draft(
                    "classification.confirmed", actor: principal.id, tenant: tenant,
                    subjectType: "classification", subject: kept.id,
                    payload: payload(kept, instead: former)), in: session)
            return (kept, false)
        }
    }

    /// Ends a confirmation of one's own: it is not learnt from any more.
    func end(_ id: String, by principal: Principal) async throws {
        let tenant = principal.enterprise
        try await store.write { [journal] session in
            guard let kept = try ConfirmationRows.find(id, of: tenant, in: session) else {
                throw ClassificationRefusal.noSuchConfirmation
            }
            _ = try ConfirmationRows.end(
                id, of: tenant, at: journal.clock.now(), by: principal.id, in: session)
            try revokePaper(of: id, tenant, in: session)
            try journal.append(
                Draft(
                    "classification.ended", actor: principal.id, tenant: tenant,
                    subjectType: "classification", subject: id,
                    payload: payload(kept, instead: nil)), in: session)
        }
    }

    /// Confirmations in force that somebody may see, the latest first: rulings, or those of the own
    /// enterprise.
    func confirmations(
        _ basis: Confirmation.Basis, for principal: Principal, before number: Int64, limit: Int
    ) async throws -> [Confirmation] {
        if basis == .declaration, principal.enterprise.isEmpty { return [] }
        let tenant = basis == .ruling ? "" : principal.enterprise
        return try await store.read { session in
            try ConfirmationRows.current(
                of: tenant, before: number, limit: limit, in: session)
        }
    }

    /// What was confirmed and counts for whoever asks: rulings, and what the own enterprise
    /// confirmed. Asked of the store each time, for another server may have added some.
    private func confirmed(for principal: Principal?) async throws -> [SimilarTexts] {
        let tenants = Set(["", principal?.enterprise ?? ""]).sorted()
        return try await store.read { [memory] session in
            try tenants.compactMap { tenant in
                let mark = try ConfirmationRows.mark(of: tenant, in: session)
                guard mark.count > 0 else { return nil }
                if let known = memory.find(tenant, mark) { return known }
                let rows = try ConfirmationRows.current(
                    of: tenant, before: .max, limit: Self.mostLearnt, in: session)
                var builder = SimilarTexts.Builder()
                for text in rows.compactMap(\.known) { builder.add(text) }
                let made = builder.build()
                memory.keep(tenant, mark, made)
                return made
            }
        }
    }

    private func payload(_ kept: Confirmation, instead former: Confirmation?) -> JSON {
        .object([
            .init("text", .text(kept.text)), .init("code", .text(kept.code)),
            .init("basis", .text(kept.basis.rawValue)), .init("reference", .text(kept.reference)),
            .init("replaced", .optional(former?.id)),
        ])
    }
}

/// Indexes of what was confirmed, kept until something changes.
private final class ConfirmationMemory: Sendable {
    /// Enterprises whose index is kept; beyond, all are made anew when asked for.
    private static let most = 500
    private let kept = Mutex<[String: (mark: ConfirmationRows.Mark, texts: SimilarTexts)]>([:])

    func find(_ tenant: String, _ mark: ConfirmationRows.Mark) -> SimilarTexts? {
        kept.withLock { kept in kept[tenant].flatMap { $0.mark == mark ? $0.texts : nil } }
    }

    func keep(_ tenant: String, _ mark: ConfirmationRows.Mark, _ texts: SimilarTexts) {
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[tenant] = (mark, texts)
        }
    }
}
