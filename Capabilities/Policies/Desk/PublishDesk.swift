import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Officers publish a policy or a new version of one: one proposes, another of the same authority
/// confirms; others have their say where a measure is major.
struct PublishDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let register: PolicyRegister
    let authorities: Authorities
    let settings: PolicySettings

    /// More are not listed at once.
    static let most = 200
    static let published = "policies.published"

    struct Proposal: Sendable {
        var policy: String
        var reason: String
        var isMajor: Bool
        var content: PolicyVersion
    }

    /// An edition with what other authorities say of it.
    struct Record: Sendable {
        let edition: PolicyEdition
        let opinions: [ReviewOpinion]
        let review: JointReview.Outcome
        let consent: OwnerConsent.Outcome

        var mayIssue: Bool { review.mayIssue && consent.mayIssue }

        /// Whether an authority is asked for its opinion.
        func asks(_ authority: String) -> Bool {
            edition.state == .proposed && authority != edition.authority
                && (edition.isMajor || consent.owners.contains(authority))
        }
    }

    func editions() async throws -> [PolicyEdition] {
        try await store.read { try EditionRows.newest(PublishDesk.most, in: $0) }
            .compactMap(Self.edition)
    }

    func record(_ id: String) async throws -> Record {
        try await store.read { try record(id, in: $0) }
    }

    private func record(_ id: String, in session: Session) throws -> Record {
        guard let edition = try EditionRows.find(id, in: session).flatMap(Self.edition) else {
            throw PoliciesRefusal.notFound
        }
        let opinions = try EditionRows.opinions(on: id, in: session)
        let changed = [edition.policy] + edition.content.replaces
        let today = clock.today
        return Record(
            edition: edition, opinions: opinions,
            review: JointReview.outcome(
                isMajor: edition.isMajor, proposer: edition.authority, opinions,
                least: try settings.figure("review.least", on: today)),
            consent: OwnerConsent.outcome(
                proposer: edition.authority,
                owners: try changed.compactMap { try owner(of: $0, in: session) }, opinions
            ) { authorities.find($0, on: today)?.name ?? Localized(same: $0) })
    }

    /// The authority that keeps a policy: of a shipped one by its issuer, else whoever published it
    /// first; nil while nobody has.
    private func owner(of policy: String, in session: Session) throws -> String? {
        try register.owners[policy] ?? EditionRows.firstAuthority(of: policy, in: session)
    }

    func propose(_ proposal: Proposal, by officer: Principal) async throws -> PolicyEdition {
        let reason = proposal.reason.trimmedBlanks
        guard (1...500).contains(reason.unicodeScalars.count) else { throw PoliciesRefusal.reason }
        guard Self.isFit(proposal.policy) else { throw PoliciesRefusal.identifier }
        guard clock.today < proposal.content.from else { throw PoliciesRefusal.notInFuture }
        let faults = PolicyCheck(register: register).faults(
            proposal.content, of: proposal.policy)
        guard faults.isEmpty else { throw PoliciesRefusal.content(faults) }
        let id = ids.brief
        var content = proposal.content
        content.edition = id
        let edition = PolicyEdition(
            id: id, policy: proposal.policy, state: .proposed, authority: officer.authority,
            reason: reason, isMajor: proposal.isMajor,
            proposed: PolicyEdition.Hand(id: officer.id, name: officer.name, at: clock.now()),
            content: content)
        let stored = EditionRows.Stored(
            id: id, policy: edition.policy, state: .proposed, authority: edition.authority,
            reason: reason, isMajor: edition.isMajor,
            content: PolicyJSON.version(content).canonical, proposed: edition.proposed)
        try await store.write { session in
            if let same = try EditionRows.waiting(stored, in: session) {
                throw PoliciesRefusal.alreadyProposed(same)
            }
            try EditionRows.insert(
                stored, change: try session.next("policies.changes"), in: session)
            try tell("policies.proposed", edition, by: officer, in: session)
        }
        return edition
    }

    /// Gives the opinion of one's authority on what another proposes: on a major measure, or where
    /// one's own policy is changed; a later one takes its place.
    func review(
        _ id: String, agrees: Bool, _ text: String, by officer: Principal
    ) async throws {
        let text = text.trimmedBlanks
        guard (1...500).contains(text.unicodeScalars.count), !officer.authority.isEmpty else {
            throw PoliciesRefusal.opinion
        }
        let opinion = ReviewOpinion(
            authority: officer.authority, agrees: agrees, text: text, officer: officer.name,
            at: clock.now())
        try await store.write { session in
            let record = try record(id, in: session)
            let edition = record.edition
            guard edition.state == .proposed,
                edition.isMajor || record.consent.owners.contains(officer.authority)
            else { throw PoliciesRefusal.noReview }
            guard record.asks(officer.authority) else { throw PoliciesRefusal.ownMeasure }
            try EditionRows.put(opinion, on: id, in: session)
            try tell("policies.reviewed", edition, by: officer, in: session)
        }
    }

    /// Confirms or rejects; never by whoever proposed it, never for another authority, a major
    /// measure never before its review is done, a policy of another authority never without its
    /// consent. What should have begun cannot be confirmed: the past does not change.
    func decide(_ id: String, confirms: Bool, by officer: Principal) async throws {
        try await store.write { session in
            let record = try record(id, in: session)
            let edition = record.edition
            guard edition.state == .proposed else { throw PoliciesRefusal.movedOn }
            guard edition.authority == officer.authority else {
                throw PoliciesRefusal.otherAuthority
            }
            if confirms {
                guard edition.proposed.id != officer.id else {
                    throw PoliciesRefusal.sameOfficer
                }
                guard clock.today < edition.content.from else {
                    throw PoliciesRefusal.notInFuture
                }
                // What was published since may have taken the number or the name.
                let faults = PolicyCheck(register: register).faults(
                    edition.content, of: edition.policy)
                guard faults.isEmpty else { throw PoliciesRefusal.content(faults) }
                guard record.consent.mayIssue else {
                    throw PoliciesRefusal.consent(record.consent)
                }
                guard record.review.mayIssue else { throw PoliciesRefusal.review(record.review) }
            }
            let hand = PolicyEdition.Hand(id: officer.id, name: officer.name, at: clock.now())
            guard
                try EditionRows.decide(
                    id, confirms ? .confirmed : .rejected, by: hand,
                    change: try session.next("policies.changes"), in: session)
            else { throw PoliciesRefusal.movedOn }
            try tell(
                confirms ? PublishDesk.published : "policies.rejected", edition, by: officer,
                in: session)
        }
        await register.takeIn()
    }

    private static func isFit(_ id: String) -> Bool {
        (1...40).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }

    static func edition(_ stored: EditionRows.Stored) -> PolicyEdition? {
        PolicyJSON.version(stored.content, edition: stored.id).map { content in
            PolicyEdition(
                id: stored.id, policy: stored.policy, state: stored.state,
                authority: stored.authority, reason: stored.reason, isMajor: stored.isMajor,
                proposed: stored.proposed, decided: stored.decided, content: content)
        }
    }

    private func tell(
        _ kind: String, _ edition: PolicyEdition, by officer: Principal, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: officer.id, tenant: "", subjectType: "policy",
                subject: edition.policy,
                payload: .object([
                    .init("edition", .text(edition.id)),
                    .init("from", .text(edition.content.from.text)),
                    .init("reason", .text(edition.reason)),
                ]), citation: edition.content.document), in: session)
    }
}
