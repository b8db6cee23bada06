import Kernel
import Secrets
import Store
import Web

/// One decision about several applications: each is decided by itself, as if it had been decided
/// alone, so what cannot be done to one keeps no other. Where the file of a service asks for two
/// officers, it is proposed, and another officer agrees, to one or to all.
struct BulkDesk: Sendable {
    /// More than anybody looks through before a confirmation.
    static let most = 100

    let desk: CaseDesk

    /// What an officer wants done.
    struct Order: Sendable, Hashable {
        /// Sent twice, it is carried out once.
        var key: String
        var action: String
        var reason: String
        var applications: [BulkDecision.Chosen]
    }

    // MARK: Before anything happens

    /// The chosen applications with what may be done to each.
    func preview(
        _ chosen: [BulkDecision.Chosen], for officer: Principal
    ) async throws -> [BulkLook] {
        guard !chosen.isEmpty else { throw BulkRefusal.nothingChosen }
        guard chosen.count <= Self.most else { throw BulkRefusal.tooMany(limit: Self.most) }
        guard Set(chosen.map(\.number)).count == chosen.count else { throw BulkRefusal.twice }
        let actor = try await desk.actor(officer)
        return try await desk.store.read { session in
            try chosen.map { try desk.look($0, for: actor, in: session) }
        }
    }

    // MARK: Deciding

    /// A key stands in addresses as it is.
    private static func isKey(_ key: String) -> Bool {
        (1...64).contains(key.utf8.count)
            && key.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }

    /// By what an order is known: a key is the officer's own, so that two may use the same.
    private static func id(_ key: String, of officer: Principal) -> String {
        String(Digest.hex(Digest.sha256(Array("\(officer.id)\n\(key)".utf8))).prefix(32))
    }

    /// Does to each what is ordered, and says what came of it. The same order again goes on where
    /// it was interrupted, and is answered with what came of it.
    func decide(_ order: Order, by officer: Principal) async throws -> BulkDecision {
        let reason = order.reason.trimmedBlanks
        guard Self.isKey(order.key) else { throw BulkRefusal.key }
        guard reason.unicodeScalars.count <= CaseMachine.longestReason else {
            throw ProceduresRefusal.reasonTooLong(limit: CaseMachine.longestReason)
        }
        let id = Self.id(order.key, of: officer)
        if let known = try await desk.store.read({ try BulkRows.find(id, in: $0) }) {
            return try await again(known, order, reason, by: officer)
        }
        let looks = try await preview(order.applications, for: officer)
        let offered = BulkLook.offers(looks)
        guard offered.contains(where: { $0.word == order.action }) else {
            guard !order.action.isEmpty else {
                throw BulkRefusal.action(allowed: offered.map(\.word))
            }
            throw BulkRefusal.nothingPossible(
                looks.enumerated().map { place, look in
                    look.fault(order.action, at: place)
                })
        }
        let possible = looks.filter { $0.refusal(order.action) == nil }
        if reason.isEmpty, possible.contains(where: { $0.needsReason(order.action) }) {
            throw ProceduresRefusal.reasonMissing
        }
        let bulk = BulkDecision(
            id: id, action: order.action, reason: reason, officer: officer.id,
            officerName: officer.name, at: desk.clock.now(), endedAt: nil,
            lines: looks.map { $0.line(order.action) })
        guard try await desk.store.write({ try BulkRows.add(bulk, in: $0) }) else {
            guard let known = try await desk.store.read({ try BulkRows.find(id, in: $0) })
            else { throw BulkRefusal.notFound }
            return try await again(known, order, reason, by: officer)
        }
        return try await carryOut(bulk, by: officer)
    }

    /// The same key again: the same order is answered with what came of it, another is refused.
    private func again(
        _ known: BulkDecision, _ order: Order, _ reason: String, by officer: Principal
    ) async throws -> BulkDecision {
        var fields: [String] = []
        if known.action != order.action { fields.append("action") }
        if known.reason != reason { fields.append("reason") }
        if !known.isAbout(order.applications) { fields.append("applications") }
        guard fields.isEmpty else {
            throw BulkRefusal.contradiction(key: order.key, order: known.id, fields: fields)
        }
        return known.endedAt == nil ? try await carryOut(known, by: officer) : known
    }

    /// Goes on with one that a stop of the server interrupted; only who ordered it.
    func resume(_ id: String, by officer: Principal) async throws -> BulkDecision {
        let known = try await find(id, for: officer)
        guard known.officer == officer.id else { throw BulkRefusal.notFound }
        return known.endedAt == nil ? try await carryOut(known, by: officer) : known
    }

    /// Decides each by itself; those that were tried before stay as they were left.
    private func carryOut(_ bulk: BulkDecision, by officer: Principal) async throws
        -> BulkDecision
    {
        for line in bulk.lines where line.outcome == nil {
            try await carryOut(line, of: bulk, by: officer)
        }
        let now = desk.clock.now()
        try await desk.store.write { try BulkRows.end(bulk.id, at: now, in: $0) }
        return try await find(bulk.id, for: officer)
    }

    private func carryOut(
        _ line: BulkDecision.Line, of bulk: BulkDecision, by officer: Principal
    ) async throws {
        do {
            _ = try await desk.perform(
                CaseDesk.Act(
                    number: line.number, move: CaseMove(word: bulk.action), reason: bulk.reason,
                    version: line.version), by: officer
            ) { file, session in
                let outcome: BulkDecision.Outcome = file.proposal == nil ? .done : .proposed
                // An application is decided only together with the note of it.
                guard try BulkRows.note(outcome, of: line, in: bulk.id, session) else {
                    throw TriedBefore()
                }
            }
        } catch is TriedBefore {
            return
        } catch let refusal as any Refusal where refusal.status < 500 {
            try await desk.store.write { session in
                _ = try BulkRows.note(BulkDecision.Outcome(refusal), of: line, in: bulk.id, session)
            }
        }
    }

    /// Undoes a decision about an application whose outcome another request has noted.
    private struct TriedBefore: Error {}

    // MARK: Looking

    /// What came of one, for who ordered it and for officers who may see all its applications.
    func find(_ id: String, for officer: Principal) async throws -> BulkDecision {
        let actor = try await desk.actor(officer)
        return try await desk.store.read { session in
            guard let bulk = try BulkRows.find(id, in: session) else {
                throw BulkRefusal.notFound
            }
            if bulk.officer == officer.id { return bulk }
            for line in bulk.lines where !line.tenant.isEmpty {
                guard (try? desk.find(line.number, for: actor, in: session)) != nil else {
                    throw BulkRefusal.notFound
                }
            }
            return bulk
        }
    }

    /// Its applications as they stand now, by number: what waits for a second officer, what the
    /// decision has led to. Those the officer may not see any more are left out.
    func files(_ bulk: BulkDecision, for officer: Principal) async throws -> [String: BulkLook] {
        let actor = try await desk.actor(officer)
        return try await desk.store.read { session in
            var found: [String: BulkLook] = [:]
            for line in bulk.lines {
                let now = BulkDecision.Chosen(line.number, version: nil)
                let look = try desk.look(now, for: actor, in: session)
                if look.found != nil { found[line.number] = look }
            }
            return found
        }
    }
}
