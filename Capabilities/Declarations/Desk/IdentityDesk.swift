import Balances
import Journal
import Kernel
import Store
import Web
import Wire

/// Identity cases for officers: what the rules found, what persons report, and what is decided.
struct IdentityDesk: Sendable {
    enum Outcome: String, Sendable, CaseIterable {
        case cleared, misused

        var state: IdentityCase.State { self == .cleared ? .cleared : .misused }
    }

    /// A case with how it came about.
    struct View: Sendable {
        let one: IdentityCase
        let explanation: Explanation
        let status: Status?
        /// What the list was used with that an officer may block, by kind.
        let marks: [IdentityMarkKind]
    }

    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let ledger: Ledger
    let watch: IdentityWatch

    /// Cases of the officer's districts: open ones, the longest waiting first; or decided ones.
    func cases(isOpen: Bool, limit: Int, for officer: Principal) async throws -> [IdentityCase] {
        let found = try await store.read { session in
            try officer.districts.sorted().flatMap {
                try IdentityCaseRows.all(
                    in: $0, isOpen: isOpen, limit: limit, session: session)
            }
        }
        let sorted = found.sorted { isOpen ? $0.at < $1.at : $0.at > $1.at }
        return Array(sorted.prefix(limit))
    }

    /// - Throws: `IdentityRefusal.noSuchCase`, also for one of another district.
    func view(_ number: String, for officer: Principal) async throws -> View {
        try await store.read { session in
            let one = try visible(number, officer, in: session)
            let record = try InventoryShelf.find(one.preNo, of: one.declarant, in: session)
            let file = try record.map { try reader.complete($0, in: session) }
            return View(
                one: one,
                explanation: watch.rules.explanation(one.findings, on: one.at.day),
                status: record?.status,
                marks: file.map { watch.marks(of: $0).map(\.kind) } ?? [])
        }
    }

    /// Decides. Misuse: the person's identity is refused with what the misuser used, and the yearly
    /// amount that was taken is given back once.
    func decide(
        _ number: String, _ outcome: Outcome, reason: String, by officer: Principal
    ) async throws -> IdentityCase {
        let reason = reason.trimmedBlanks
        guard !reason.isEmpty else { throw IdentityRefusal.reasonMissing }
        guard reason.unicodeScalars.count <= 200 else { throw IdentityRefusal.reasonTooLong }
        return try await store.write { session in
            var one = try visible(number, officer, in: session)
            one.state = outcome.state
            one.decidedAt = clock.now()
            one.decidedBy = officer.id
            one.reason = reason
            guard try IdentityCaseRows.decide(one, in: session) else {
                throw IdentityRefusal.decidedAlready(number)
            }
            try carryOut(one, in: session)
            try journal.append(
                Draft(
                    JournalKind.identityDecided, actor: officer.id, tenant: one.person,
                    subjectType: "identity-case", subject: number,
                    payload: .object([
                        .init("list", .text(one.preNo)),
                        .init("outcome", .text(one.state.rawValue)),
                        .init("reason", .text(reason)),
                    ]), citation: Law.supervision.text), in: session)
            return one
        }
    }

    private func carryOut(_ one: IdentityCase, in session: Session) throws {
        guard let record = try InventoryShelf.find(one.preNo, of: one.declarant, in: session)
        else { return }
        let marks = watch.marks(of: try reader.complete(record, in: session))
        guard one.state == .misused else {
            try IdentityRows.clear(of: one.person, in: session)
            for finding in one.findings {
                guard let rule = watch.rules.rules.first(where: { $0.id == finding.rule }),
                    !rule.isOfPerson, let mark = marks.first(where: { $0.kind == rule.kind })
                else { continue }
                try IdentityRows.clear(mark, in: session)
            }
            return
        }
        for mark in marks where mark.kind.isBlocked {
            try IdentityRows.set(
                mark, of: one.person, to: .blocked, at: clock.now(), in: session)
        }
        // A list that does not come in gives its amount back by itself.
        guard record.status == .released || record.status == .closed,
            let decision = record.decision.flatMap(Decision.init(encoded:)),
            decision.person == one.person
        else { return }
        // The yearly amount, and what the list took of yearly quantities.
        let takings = [decision.quotaTransfer] + decision.cappedLines.map(decision.cappedTransfer)
        for case let transfer? in takings {
            do {
                try ledger.reverse(
                    ReversalOrder(
                        id: "\(transfer)/misused", tenant: one.person, reverses: transfer,
                        at: clock.now(), reference: record.preNo, citation: Law.supervision),
                    in: session)
            } catch BalanceRefusal.overReversed {
                // Everything was returned before: there is nothing left to give back.
            }
        }
    }

    private func visible(
        _ number: String, _ officer: Principal, in session: Session
    ) throws -> IdentityCase {
        guard let one = try IdentityCaseRows.find(number, in: session),
            officer.districts.contains(one.district)
        else { throw IdentityRefusal.noSuchCase }
        return one
    }

    /// Refuses the release of a list while somebody has to look into its buyer's identity, or when
    /// misuse was established.
    static func mayRelease(
        _ record: InventoryShelf.Record, _ decision: Decision, marks: [IdentityMark],
        in session: Session
    ) throws {
        guard let person = decision.person else { return }
        let about = try IdentityCaseRows.about(record.preNo, in: session)
            .filter { $0.person == person }
        if let misused = about.last(where: { $0.state == .misused }) {
            throw IdentityRefusal.misused(misused.number)
        }
        // Misuse was established over another list: what this one was sent with is blocked.
        guard try IdentityRows.blocked(marks, of: person, in: session).isEmpty else {
            throw IdentityRefusal.misused(
                try IdentityCaseRows.lastMisuse(of: person, in: session) ?? record.preNo)
        }
        let reported = try IdentityCaseRows.reported(by: person, in: session)
        if let open = (about + reported).first(where: { $0.state == .open }) {
            throw IdentityRefusal.undecided(open.number)
        }
    }
}

extension IdentityDesk {
    /// Looks and writes where enquiries look.
    init(_ enquiries: Enquiries, _ ledger: Ledger) {
        self.init(
            store: enquiries.store, journal: enquiries.journal, clock: enquiries.clock,
            reader: enquiries.reader, ledger: ledger,
            watch: enquiries.explainer.judge.identities)
    }
}
