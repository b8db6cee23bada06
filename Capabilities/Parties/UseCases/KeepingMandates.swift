import Journal
import Kernel
import Store
import Wire

extension Parties {
    /// Proposes a mandate: as the grantor, who offers it, or as the grantee, who asks for it. It
    /// holds once the other side has accepted it.
    ///
    /// - Parameter enterprise: id of the side that proposes.
    /// - Throws: `input` with everything wrong with it, `mandateNotFound` when the enterprise is on
    ///   neither side, `mandateExists`, `mandatesWaiting`.
    @discardableResult
    public func proposeMandate(
        _ new: NewMandate, of enterprise: String, by actor: String
    ) async throws -> Mandate {
        let today = today
        let faults = mandateFaults(new, on: today)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        guard enterprise == new.grantor || enterprise == new.grantee else {
            throw PartiesRefusal.mandateNotFound
        }
        let mandate = Mandate(
            id: ids.next(), grantor: new.grantor, grantee: new.grantee, scope: new.scope,
            from: new.from, to: new.to,
            proposedBy: enterprise == new.grantor ? .grantor : .grantee, offered: clock.now(),
            accepted: nil, revoked: nil, revokedBy: nil, reason: "")
        let most = (ofOne: value(.offersToOne), all: value(.offers))
        try await change { session in
            // Numbered first: whoever proposes the same at this moment waits here.
            let version = try EnterpriseTable(session: session).nextVersion()
            let table = MandateTable(session: session)
            let open = try table.unrevoked(new).filter { $0.state(on: today) != .ended }
            guard !open.contains(where: { $0.overlaps(new) }) else {
                throw PartiesRefusal.mandateExists
            }
            let waiting = try table.waiting(
                of: enterprise, on: today,
                with: enterprise == new.grantor ? new.grantee : new.grantor)
            if waiting.ofOne >= most.ofOne {
                throw PartiesRefusal.mandatesWaiting(most: most.ofOne, ofOne: true)
            }
            if waiting.all >= most.all {
                throw PartiesRefusal.mandatesWaiting(most: most.all, ofOne: false)
            }
            try table.insert(mandate, version: version)
            try note("parties.mandate-offered", mandate, mandate.proposedBy, actor, in: session)
        }
        return mandate
    }

    /// Confirms a mandate the other side has proposed. Confirming it once more changes nothing.
    ///
    /// - Parameter enterprise: id of the side that confirms.
    /// - Throws: `mandateNotFound` (also for one of others), `mandateAwaitsOther`, `mandateOver`.
    @discardableResult
    public func acceptMandate(
        _ id: String, of enterprise: String, by actor: String
    ) async throws -> Mandate {
        let now = clock.now()
        return try await change { session in
            let table = MandateTable(session: session)
            let (mandate, side) = try known(id, of: enterprise, in: table)
            guard side != mandate.proposedBy else { throw PartiesRefusal.mandateAwaitsOther }
            switch mandate.state(on: now.day) {
            case .accepted: return mandate
            case .revoked, .ended: throw PartiesRefusal.mandateOver
            case .offered: break
            }
            let version = try EnterpriseTable(session: session).nextVersion()
            try table.accept(id, at: now, version: version)
            try note("parties.mandate-accepted", mandate, side, actor, in: session)
            return try known(id, of: enterprise, in: table).mandate
        }
    }

    /// Ends a mandate from today, or takes back or declines one that was not confirmed. What was
    /// decided by it stays. Revoking it once more changes nothing.
    ///
    /// - Parameters:
    ///   - reason: why, 1 to 200 characters; both sides read it.
    ///   - enterprise: id of the side that ends it.
    /// - Throws: `input`, `mandateNotFound` (also for one of others), `mandateOver`.
    @discardableResult
    public func revokeMandate(
        _ id: String, reason: String, of enterprise: String, by actor: String
    ) async throws -> Mandate {
        let now = clock.now()
        return try await change { session in
            let table = MandateTable(session: session)
            let (mandate, side) = try known(id, of: enterprise, in: table)
            guard isName(reason, most: 200) else {
                throw PartiesRefusal.input([InputFault.mandateReason.fault])
            }
            switch mandate.state(on: now.day) {
            case .revoked: return mandate
            case .ended: throw PartiesRefusal.mandateOver
            case .offered, .accepted: break
            }
            let version = try EnterpriseTable(session: session).nextVersion()
            try table.revoke(id, by: side, reason: reason, at: now, version: version)
            try note("parties.mandate-revoked", mandate, side, actor, in: session)
            return try known(id, of: enterprise, in: table).mandate
        }
    }

    /// Mandates an enterprise has given or been given, latest first.
    public func mandates(of enterprise: String) async throws -> [Mandate] {
        guard !enterprise.isEmpty else { return [] }
        return try await store.read { try MandateTable(session: $0).list(of: enterprise) }
    }

    /// A mandate of an enterprise with what happened to it, oldest first.
    func mandate(
        _ id: String, of enterprise: String
    ) async throws -> (mandate: Mandate, history: [Entry]) {
        try await store.read { session in
            let found = try known(id, of: enterprise, in: MandateTable(session: session)).mandate
            return (found, try journal.timeline(of: id, tenant: enterprise, in: session))
        }
    }

    private func known(
        _ id: String, of enterprise: String, in table: MandateTable
    ) throws -> (mandate: Mandate, side: Mandate.Side) {
        guard let found = try table.find(id, of: enterprise), let side = found.side(of: enterprise)
        else { throw PartiesRefusal.mandateNotFound }
        return (found, side)
    }

    /// One entry for each side: what happens to a mandate is news for both.
    private func note(
        _ kind: String, _ mandate: Mandate, _ side: Mandate.Side, _ actor: String,
        in session: Session
    ) throws {
        var first: Int64?
        for tenant in [mandate.grantor, mandate.grantee] {
            let entry = try journal.append(
                Draft(
                    kind, actor: actor, tenant: tenant, subjectType: "mandate",
                    subject: mandate.id,
                    payload: .object([
                        .init("side", .text(side.rawValue)),
                        .init("grantor", .text(mandate.grantor)),
                        .init("grantee", .text(mandate.grantee)),
                        .init("scope", .text(mandate.scope.rawValue)),
                        .init("from", .text(mandate.from.text)),
                        .init("to", .optional(mandate.to?.text)),
                    ]), cause: first), in: session)
            first = first ?? entry
        }
    }
}
