import Journal
import Kernel
import Store
import Web
import Wire

/// Changes of law that take two persons: one proposes, what it would change is kept with it, and
/// another agrees or rejects. What is agreed to is tried anew before it holds.
struct ProposalDesk: Sendable {
    /// May propose changes of the tariff and decide on those of others.
    static let keep = Permission("tariff.keep")

    let desk: EditionDesk
    let pastTrade: PastTradeDesk
    let recentOrders: TariffCapability.RecentOrders?
    let named: @Sendable (String) -> String
    /// Which changes of the operator wait.
    let secondPerson: TariffSecondPerson

    private var store: Store { desk.store }
    private var journal: Journal { desk.journal }

    /// What somebody wants to load.
    struct Wish: Sendable {
        let edition: Edition
        var mayDropMost = false
        var mayChangeMuch = false
    }

    /// What an edition would change and for whom.
    func trial(_ wish: Wish) async throws -> EditionText {
        let report = try desk.report(
            wish.edition, mayDropMost: wish.mayDropMost, mayChangeMuch: wish.mayChangeMuch)
        let trial = try EditionTrial(book: desk.book, edition: wish.edition)
        var told = EditionText(
            report: report, isDry: true,
            trade: try await pastTrade.affected(by: trial, orders: recentOrders),
            isReferenceOnly: wish.edition.isReferenceOnly, named: named)
        told.searches = trial.searches(report)
        return told
    }

    /// What withdrawing an edition from a day on would change and for whom.
    func trial(withdrawing number: Int64, from day: Day?, reason: String) async throws
        -> EditionText
    {
        let one = try await desk.withdrawing(number, from: day, reason)
        let trial = EditionTrial(book: desk.book, withdrawing: one)
        let report = desk.report(withdrawing: one)
        var told = EditionText(
            report: report, isDry: true,
            trade: try await pastTrade.affected(by: trial, orders: recentOrders),
            isReferenceOnly: false, named: named)
        told.withdrawal = EditionText.Withdrawal(
            number: number, fileName: one.record.fileName, reason: reason)
        told.searches = trial.searches(report)
        return told
    }

    /// Whether a change the operator makes on the server waits for a second person.
    func waits(isWhole: Bool) -> Bool {
        switch secondPerson {
        case .whole: isWhole
        case .all: true
        case .off: false
        }
    }

    /// Keeps what somebody wants to load, with what it would change, for a second person.
    func propose(
        _ wish: Wish, _ told: EditionText, by actor: TariffActor
    ) async throws -> TariffProposal {
        let digest = EditionShelf.digest(of: wish.edition)
        let changes = ProposalChanges(told.report)
        return try await keep(
            TariffProposal(
                number: 0, action: .load, edition: wish.edition, mayDropMost: wish.mayDropMost,
                mayChangeMuch: wish.mayChangeMuch, editionNumber: 0, reason: "",
                report: told.kept, changes: changes, changesDigest: changes.digest,
                proposedAt: journal.clock.now(), proposer: actor,
                answer: told.json(after: 0, most: ChangesPage.most).encoded)
        ) { session in
            guard try !EditionShelf().has(digest, in: session) else {
                throw EditionRefusal.loadedBefore(name: wish.edition.fileName)
            }
        }
    }

    /// The number of a proposal that waits and wants the same, with what was answered to it.
    func waiting(_ wish: Wish) async throws -> (number: Int64, answer: String)? {
        let digest = EditionShelf.digest(of: wish.edition)
        return try await store.read { session in
            try ProposalShelf().waiting(
                digest, mayDropMost: wish.mayDropMost, mayChangeMuch: wish.mayChangeMuch,
                in: session)
        }
    }

    /// Keeps that somebody wants to withdraw an edition from a day on, with what it would change.
    func proposeWithdrawal(
        of number: Int64, from day: Day?, reason: String, _ told: EditionText,
        by actor: TariffActor
    ) async throws -> TariffProposal {
        let changes = ProposalChanges(told.report)
        let (edition, first) = try await store.read { [desk] session in
            let (record, first) = try desk.withdrawable(number, from: day, reason, in: session)
            guard let edition = record.edition else { throw EditionRefusal.unknown(number) }
            return (edition, first)
        }
        return try await keep(
            TariffProposal(
                number: 0, action: .withdraw,
                edition: Edition(
                    kind: edition.kind, from: first, document: edition.document,
                    fileName: edition.fileName, content: [], isWhole: edition.isWhole),
                mayDropMost: false, mayChangeMuch: false, editionNumber: number, reason: reason,
                report: told.kept, changes: changes, changesDigest: changes.digest,
                proposedAt: journal.clock.now(), proposer: actor)
        ) { _ in }
    }

    private func keep(
        _ proposal: TariffProposal, _ check: @escaping @Sendable (Session) throws -> Void
    ) async throws -> TariffProposal {
        // The same rows for the same day are the same wish, whatever the file is called.
        let digest = EditionShelf.digest(of: proposal.edition)
        return try await store.write { [journal] session in
            try check(session)
            let shelf = ProposalShelf()
            if let same = try shelf.same(as: proposal, digest, in: session) {
                throw ProposalRefusal.waits(same)
            }
            var kept = proposal
            kept.number = try shelf.last(in: session) + 1
            try shelf.add(kept, digest: digest, in: session)
            try journal.append(
                Draft(
                    "tariff-edition-proposed", actor: kept.proposer.id, tenant: "",
                    subjectType: "tariff", subject: "proposal \(kept.number)",
                    payload: .object([
                        .init("action", .text(kept.action.rawValue)),
                        .init("kind", .text(kept.edition.kind.rawValue)),
                        .init("from", .text(kept.edition.from.text)),
                        .init("whole", .bool(kept.edition.isWhole)),
                    ]), citation: kept.edition.document), in: session)
            return kept
        }
    }

    /// Those below a number, the latest first; without files and changes.
    func list(below number: Int64 = .max, limit: Int) async throws -> [TariffProposal] {
        try await store.read { try ProposalShelf().list(below: number, limit: limit, in: $0) }
    }

    /// Those that wait, or those that do not, the latest first; without files and changes.
    func list(waiting: Bool, limit: Int) async throws -> [TariffProposal] {
        try await store.read { try ProposalShelf().list(waiting: waiting, limit: limit, in: $0) }
    }

    /// The file a proposal brings, or that of the edition it would withdraw.
    func file(of proposal: TariffProposal) async throws -> [UInt8] {
        guard proposal.action == .withdraw else { return proposal.edition.content }
        let number = proposal.editionNumber
        return try await store.read { try EditionShelf().content(of: number, in: $0) } ?? []
    }

    /// That what is agreed to is no longer what was shown.
    private struct Differs: Error {}

    /// Has a proposal hold, by another person than the one who made it.
    ///
    /// - Parameter seen: digest of the changes that were looked at, where it is known.
    func agree(
        to number: Int64, seen: String? = nil, by actor: TariffActor
    ) async throws -> TariffProposal {
        let proposal = try await waiting(number)
        guard proposal.proposer.id != actor.id else { throw ProposalRefusal.own(number) }
        let digest = proposal.changesDigest
        if let seen, !seen.utf8.elementsEqual(digest.utf8) {
            throw ProposalRefusal.changed(number)
        }
        let now = journal.clock.now()
        let consent = TariffConsent(
            proposedBy: proposal.proposer.id,
            covers: { report in
                guard ProposalChanges(report).digest.utf8.elementsEqual(digest.utf8) else {
                    throw Differs()
                }
            },
            stillWaits: { try ProposalDesk.stillWaits(number, in: $0) },
            decide: { edition, session in
                guard try ProposalShelf().decide(
                    number, .taken, edition: edition, because: "", by: actor, at: now,
                    in: session)
                else { throw try ProposalDesk.decided(number, in: session) }
            })
        do {
            switch proposal.action {
            case .load:
                _ = try await desk.load(
                    proposal.edition, mayDropMost: proposal.mayDropMost,
                    mayChangeMuch: proposal.mayChangeMuch, by: actor.id, consent: consent)
            case .withdraw:
                try await desk.withdraw(
                    proposal.editionNumber, from: proposal.edition.from,
                    reason: proposal.reason, by: actor.id, consent: consent)
            }
        } catch is Differs {
            try await retell(proposal, by: actor)
            throw ProposalRefusal.changed(number)
        }
        return try await found(number)
    }

    /// Keeps what a proposal would change by now in place of what it was said to change, so that
    /// it can be looked at and agreed to anew.
    private func retell(_ proposal: TariffProposal, by actor: TariffActor) async throws {
        let told = proposal.action == .load
            ? try await trial(
                Wish(
                    edition: proposal.edition, mayDropMost: proposal.mayDropMost,
                    mayChangeMuch: proposal.mayChangeMuch))
            : try await trial(
                withdrawing: proposal.editionNumber, from: proposal.edition.from,
                reason: proposal.reason)
        let (number, changes) = (proposal.number, ProposalChanges(told.report))
        var again = told
        again.waitsUnasked = true
        let answer = again.json(after: 0, most: ChangesPage.most).encoded
        try await store.write { [journal] session in
            try ProposalDesk.stillWaits(number, in: session)
            try ProposalShelf().retell(number, told.kept, changes, answer, in: session)
            try journal.append(
                Draft(
                    "tariff-proposal-changed", actor: actor.id, tenant: "",
                    subjectType: "tariff", subject: "proposal \(number)",
                    payload: .object([
                        .init("kind", .text(proposal.edition.kind.rawValue)),
                        .init("changes", .integer(changes.rows.count)),
                    ]), citation: proposal.edition.document), in: session)
        }
    }

    /// Sends a proposal back with a reason; whoever made it may, too.
    func reject(
        _ number: Int64, because reason: String, by actor: TariffActor
    ) async throws -> TariffProposal {
        guard !reason.trimmedBlanks.isEmpty else { throw ProposalRefusal.reasonMissing }
        let proposal = try await waiting(number)
        let now = journal.clock.now()
        try await store.write { [journal] session in
            try ProposalDesk.stillWaits(number, in: session)
            guard try ProposalShelf().decide(
                number, .rejected, edition: nil, because: reason.trimmedBlanks, by: actor,
                at: now, in: session)
            else { throw try ProposalDesk.decided(number, in: session) }
            try journal.append(
                Draft(
                    "tariff-proposal-rejected", actor: actor.id, tenant: "",
                    subjectType: "tariff", subject: "proposal \(number)",
                    payload: .object([
                        .init("kind", .text(proposal.edition.kind.rawValue)),
                        .init("reason", .text(reason.trimmedBlanks)),
                    ])), in: session)
        }
        return try await found(number)
    }

    /// Throws where somebody decided meanwhile, with what he decided.
    private static func stillWaits(_ number: Int64, in session: Session) throws {
        guard try ProposalShelf().state(of: number, in: session) == .waiting else {
            throw try decided(number, in: session)
        }
    }

    private static func decided(_ number: Int64, in session: Session) throws -> ProposalRefusal {
        try ProposalShelf().state(of: number, in: session).map { .decided(number, $0) }
            ?? .unknown(number)
    }

    private func waiting(_ number: Int64) async throws -> TariffProposal {
        let proposal = try await found(number)
        guard proposal.state == .waiting else {
            throw ProposalRefusal.decided(number, proposal.state)
        }
        return proposal
    }

    /// One with its file and all it would change.
    func found(_ number: Int64) async throws -> TariffProposal {
        guard let proposal = try await store.read({
            try ProposalShelf().find(number, in: $0)
        }) else { throw ProposalRefusal.unknown(number) }
        return proposal
    }
}
