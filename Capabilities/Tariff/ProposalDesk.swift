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
        return EditionText(
            report: report, isDry: true,
            trade: try await pastTrade.affected(by: wish.edition, orders: recentOrders),
            isReferenceOnly: wish.edition.isReferenceOnly, named: named)
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
        return try await keep(
            TariffProposal(
                number: 0, action: .load, edition: wish.edition, mayDropMost: wish.mayDropMost,
                mayChangeMuch: wish.mayChangeMuch, editionNumber: 0, reason: "",
                report: told.kept, proposedAt: journal.clock.now(), proposer: actor)
        ) { session in
            guard try !EditionShelf().has(digest, in: session) else {
                throw EditionRefusal.loadedBefore(name: wish.edition.fileName)
            }
        }
    }

    /// Keeps that somebody wants to withdraw an edition from a day on.
    func proposeWithdrawal(
        of number: Int64, from day: Day?, reason: String, by actor: TariffActor
    ) async throws -> TariffProposal {
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
                report: Localized(
                    zh: "自 \(first.text) 起撤下第 \(number) 次导入的 \(edition.fileName)：\(reason)",
                    en: "Edition \(number), \(edition.fileName), would be withdrawn from "
                        + "\(first.text) on: \(reason)"),
                proposedAt: journal.clock.now(), proposer: actor)
        ) { _ in }
    }

    private func keep(
        _ proposal: TariffProposal, _ check: @escaping @Sendable (Session) throws -> Void
    ) async throws -> TariffProposal {
        try await store.write { [journal] session in
            try check(session)
            let shelf = ProposalShelf()
            if let same = try shelf.all(in: session).first(where: { other in
                other.state == .waiting && other.action == proposal.action
                    && other.editionNumber == proposal.editionNumber
                    && other.edition == proposal.edition
            }) {
                throw ProposalRefusal.waits(same.number)
            }
            let kept = proposal.numbered(try shelf.last(in: session) + 1)
            try shelf.add(kept, in: session)
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

    /// Everything proposed, the latest first.
    func all() async throws -> [TariffProposal] {
        try await store.read { try ProposalShelf().all(in: $0) }
    }

    /// Has a proposal hold, by another person than the one who made it.
    func agree(to number: Int64, by actor: TariffActor) async throws -> TariffProposal {
        let proposal = try await waiting(number)
        guard proposal.proposer.id != actor.id else { throw ProposalRefusal.own(number) }
        let now = journal.clock.now()
        let decide: @Sendable (Int64, Session) throws -> Void = { edition, session in
            guard try ProposalShelf().decide(
                number, .taken, edition: edition, because: "", by: actor, at: now, in: session)
            else { throw ProposalRefusal.decided(number, .taken) }
        }
        switch proposal.action {
        case .load:
            _ = try await desk.load(
                proposal.edition, mayDropMost: proposal.mayDropMost,
                mayChangeMuch: proposal.mayChangeMuch, by: actor.id,
                proposedBy: proposal.proposer.id, decide)
        case .withdraw:
            try await desk.withdraw(
                proposal.editionNumber, from: proposal.edition.from, reason: proposal.reason,
                by: actor.id, proposedBy: proposal.proposer.id, decide)
        }
        return try await found(number)
    }

    /// Sends a proposal back with a reason; whoever made it may, too.
    func reject(
        _ number: Int64, because reason: String, by actor: TariffActor
    ) async throws -> TariffProposal {
        guard !reason.trimmedBlanks.isEmpty else { throw ProposalRefusal.reasonMissing }
        let proposal = try await waiting(number)
        let now = journal.clock.now()
        try await store.write { [journal] session in
            guard try ProposalShelf().decide(
                number, .rejected, edition: nil, because: reason.trimmedBlanks, by: actor,
                at: now, in: session)
            else { throw ProposalRefusal.decided(number, .taken) }
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

    private func waiting(_ number: Int64) async throws -> TariffProposal {
        let proposal = try await found(number)
        guard proposal.state == .waiting else {
            throw ProposalRefusal.decided(number, proposal.state)
        }
        return proposal
    }

    private func found(_ number: Int64) async throws -> TariffProposal {
        guard let proposal = try await store.read({
            try ProposalShelf().find(number, in: $0)
        }) else { throw ProposalRefusal.unknown(number) }
        return proposal
    }
}

extension TariffProposal {
    fileprivate func numbered(_ number: Int64) -> TariffProposal {
        TariffProposal(
            number: number, action: action, edition: edition, mayDropMost: mayDropMost,
            mayChangeMuch: mayChangeMuch, editionNumber: editionNumber, reason: reason,
            report: report, proposedAt: proposedAt, proposer: proposer)
    }
}
