import Journal
import Kernel
import Store
import Web
import Wire

/// One decision about several lists: each is decided by itself, as if it had been decided alone, so
/// what cannot be done to one keeps no other. From a number of lists on that the settings give, a
/// second officer has to agree first; to let go what was detained or suspended, always.
struct BatchDesk: Sendable {
    /// More than anybody looks through before a confirmation.
    static let most = 100

    let officers: OfficerDesk
    let enquiries: Enquiries

    var store: Store { officers.store }
    var clock: Clock { officers.clock }
    var terms: DeskTerms { enquiries.deskTerms }

    /// What an officer wants done.
    struct Order: Sendable, Hashable {
        /// Sent twice, it is carried out once.
        var key: String
        var action: OfficerDesk.Action
        var reason: String
        var lists: [Chosen]
    }

    /// A list as it was on the officer's page.
    struct Chosen: Sendable, Hashable {
        let preNo: String
        /// Nil from callers that have not looked.
        let version: Int64?

        /// `B20261120000000001.4`: number and version. Nil for what is neither, also where only the
        /// version cannot be read: it would be decided as if nobody had looked.
        init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard let first = parts.first, !first.isEmpty, parts.count <= 2 else { return nil }
            preNo = String(first)
            version = parts.count == 2 ? Int64(parts[1]) : nil
            if parts.count == 2, version == nil { return nil }
        }

        init(_ preNo: String, version: Int64?) {
            self.preNo = preNo
            self.version = version
        }

        var text: String { version.map { "\(preNo).\($0)" } ?? preNo }
    }

    /// What stands before the confirmation.
    struct Preview: Sendable {
        struct Item: Sendable {
            let record: InventoryShelf.Record
            let chosen: Chosen
            /// Why it will not be done; nil when nothing is known against it.
            let refusal: DeclarationsRefusal?

            var obstacle: Localized? { refusal?.message }

            /// As it stands in the batch: what cannot be done is there with the reason.
            var line: BatchDecision.Line {
                BatchDecision.Line(
                    preNo: record.preNo, tenant: record.declarant, district: record.district,
                    version: chosen.version ?? record.version,
                    outcome: refusal.map {
                        BatchDecision.Outcome(code: $0.code, said: $0.message)
                    })
            }
        }

        var items: [Item]
        /// Numbers of no list of the officer's districts.
        var unknown: [String]
        /// Which rule asks for a second officer; nil where one is enough.
        var second: DeskTerms.SecondOfficer?

        var possible: [InventoryShelf.Record] {
            items.filter { $0.obstacle == nil }.map(\.record)
        }
    }

    // MARK: Before anything happens

    func preview(
        _ action: OfficerDesk.Action, _ chosen: [Chosen], for officer: Principal
    ) async throws -> Preview {
        try check(chosen)
        return try await store.read { session in
            var preview = Preview(items: [], unknown: [])
            for one in chosen {
                guard
                    let record = try InventoryQueries.find(
                        acrossTenants: one.preNo, in: session),
                    officer.districts.contains(record.district)
                else {
                    preview.unknown.append(one.preNo)
                    continue
                }
                preview.items.append(
                    Preview.Item(
                        record: record, chosen: one, refusal: obstacle(one, record, action)))
            }
            // A second officer has to be of the district: no batch is to wait for one of several.
            let districts = Set(preview.items.map(\.record.district))
            guard districts.count <= 1 else {
                throw BatchRefusal.mixedDistricts(districts.sorted())
            }
            preview.second = terms.second(action, preview.possible.map(\.status))
            return preview
        }
    }

    private func obstacle(
        _ chosen: Chosen, _ record: InventoryShelf.Record, _ action: OfficerDesk.Action
    ) -> DeclarationsRefusal? {
        if let version = chosen.version, version != record.version {
            return .movedOn(now: record.status)
        }
        guard Enquiries.waiting.contains(record.status),
            record.status.mayBecome(action.status)
        else { return .notPossible(from: record.status, to: action.status) }
        return nil
    }

    private func check(_ chosen: [Chosen]) throws(BatchRefusal) {
        guard !chosen.isEmpty else { throw .nothingChosen }
        guard chosen.count <= Self.most else { throw .tooMany(limit: Self.most) }
        guard Set(chosen.map(\.preNo)).count == chosen.count else { throw .twice }
    }

    // MARK: Deciding

    /// Decides, or proposes where a second officer is needed.
    func decide(_ order: Order, by officer: Principal) async throws -> BatchDecision {
        let reason = order.reason.trimmedBlanks
        if order.action.needsReason, reason.isEmpty { throw DeclarationsRefusal.reasonMissing }
        guard reason.unicodeScalars.count <= Finding.mostOfReason else {
            throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
        }
        guard (1...64).contains(order.key.utf8.count) else { throw BatchRefusal.key }
        // The lists of one that was sent before may have gone on: what came of it is the answer.
        if let known = try await store.read({ try BatchRows.find(order.key, in: $0) }) {
            return try await again(known, order, reason, by: officer)
        }
        let preview = try await preview(order.action, order.lists, for: officer)
        guard preview.unknown.isEmpty else { throw DeclarationsRefusal.notFound }
        let lines = preview.items.map(\.line)
        let batch = BatchDecision(
            id: order.key, action: order.action, reason: reason,
            state: preview.second != nil ? .proposed : .open, officer: officer.id,
            officerName: officer.name, proposedAt: clock.now(), lines: lines)
        let isNew = try await store.write { session in
            guard try BatchRows.find(batch.id, in: session) == nil else { return false }
            guard !preview.possible.isEmpty else { throw BatchRefusal.nothingPossible }
            try note(batch, by: officer, in: session)
            return try BatchRows.add(batch, in: session)
        }
        guard isNew else {
            guard let known = try await store.read({ try BatchRows.find(order.key, in: $0) })
            else { throw BatchRefusal.notFound }
            return try await again(known, order, reason, by: officer)
        }
        return batch.state == .open ? try await carryOut(batch, by: officer) : batch
    }

    /// The same key again: the same order is answered with what came of it, another is refused.
    private func again(
        _ known: BatchDecision, _ order: Order, _ reason: String, by officer: Principal
    ) async throws -> BatchDecision {
        guard known.officer == officer.id, known.districts.isSubset(of: officer.districts) else {
            throw BatchRefusal.contradiction(key: order.key, fields: ["key"])
        }
        var fields: [String] = []
        if known.action != order.action { fields.append("action") }
        if known.reason != reason { fields.append("reason") }
        if !known.isAbout(order.lists.map { ($0.preNo, $0.version) }) { fields.append("lists") }
        guard fields.isEmpty else {
            throw BatchRefusal.contradiction(key: order.key, fields: fields)
        }
        return known.state == .open ? try await carryOut(known, by: officer) : known
    }

    /// The second officer agrees: it is carried out in that officer's name.
    func agree(_ id: String, by officer: Principal) async throws -> BatchDecision {
        var batch = try await second(id, by: officer)
        batch.state = .open
        try await move(batch, from: .proposed, by: officer)
        return try await carryOut(batch, by: officer)
    }

    func dissent(_ id: String, reason: String, by officer: Principal) async throws
        -> BatchDecision
    {
        let reason = reason.trimmedBlanks
        var batch = try await second(id, by: officer)
        guard !reason.isEmpty else { throw DeclarationsRefusal.reasonMissing }
        guard reason.unicodeScalars.count <= Finding.mostOfReason else {
            throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
        }
        (batch.state, batch.secondReason) = (.dissented, reason)
        batch.endedAt = clock.now()
        try await move(batch, from: .proposed, by: officer)
        return batch
    }

    /// The proposer takes it back while nobody has agreed.
    func withdraw(_ id: String, by officer: Principal) async throws -> BatchDecision {
        var batch = try await batch(id, for: officer)
        guard batch.officer == officer.id else { throw BatchRefusal.othersProposal }
        batch.state = .withdrawn
        batch.endedAt = clock.now()
        try await move(batch, from: .proposed, by: officer)
        return batch
    }

    /// Goes on with one that a stop of the server interrupted.
    func resume(_ id: String, by officer: Principal) async throws -> BatchDecision {
        let batch = try await batch(id, for: officer)
        guard batch.state == .open else { throw BatchRefusal.ended(batch.state) }
        try await store.write { try note(batch, by: officer, in: $0) }
        return try await carryOut(batch, by: officer)
    }

    private func second(_ id: String, by officer: Principal) async throws -> BatchDecision {
        var batch = try await batch(id, for: officer)
        guard batch.state == .proposed else { throw BatchRefusal.ended(batch.state) }
        guard batch.officer != officer.id else { throw BatchRefusal.sameOfficer }
        (batch.second, batch.secondName) = (officer.id, officer.name)
        return batch
    }

    private func move(
        _ batch: BatchDecision, from state: BatchDecision.State, by officer: Principal
    ) async throws {
        try await store.write { session in
            guard try BatchRows.move(batch, from: state, in: session) else {
                let now = try BatchRows.find(batch.id, in: session)
                throw BatchRefusal.ended(now?.state ?? batch.state)
            }
            try note(batch, by: officer, in: session)
        }
    }

    /// Decides each list by itself; those that were tried before stay as they were left. It is done
    /// in the name of who agreed, or proposed where one is enough: who goes on with one that was
    /// interrupted has decided nothing.
    private func carryOut(_ batch: BatchDecision, by presser: Principal) async throws
        -> BatchDecision
    {
        let isAlone = batch.second.isEmpty
        let officer = Principal(
            kind: presser.kind, id: isAlone ? batch.officer : batch.second,
            name: isAlone ? batch.officerName : batch.secondName,
            authority: presser.authority, districts: presser.districts,
            permissions: presser.permissions)
        for line in batch.lines where line.outcome == nil {
            try await carryOut(line, of: batch, by: officer)
        }
        var done = batch
        done.state = .done
        done.endedAt = clock.now()
        let ended = done
        try await store.write { session in
            // Another request may have been quicker: it has written the same.
            guard try BatchRows.move(ended, from: .open, in: session) else { return }
            try note(ended, by: presser, in: session)
        }
        return try await self.batch(batch.id, for: officer)
    }

    /// Another request may be at the same list: what is noted first stays, and a list is decided
    /// only together with the note of it.
    private func carryOut(
        _ line: BatchDecision.Line, of batch: BatchDecision, by officer: Principal
    ) async throws {
        do {
            try await officers.decide(
                line.preNo, batch.action, reason: batch.reason, version: line.version,
                by: officer, agreed: !batch.second.isEmpty
            ) { session in
                guard try BatchRows.note(.done, of: line, in: batch.id, session) else {
                    throw TriedBefore()
                }
            }
        } catch is TriedBefore {
            return
        } catch let refusal as any Refusal where refusal.status < 500 {
            let outcome = BatchDecision.Outcome(code: refusal.code, said: refusal.message)
            try await store.write { session in
                _ = try BatchRows.note(outcome, of: line, in: batch.id, session)
            }
        }
    }

    /// Undoes a decision about a list whose outcome another request has noted.
    private struct TriedBefore: Error {}

    // MARK: Looking

    /// One batch, for officers of all its districts.
    func batch(_ id: String, for officer: Principal) async throws -> BatchDecision {
        let found = try await store.read { try BatchRows.find(id, in: $0) }
        guard let found, found.districts.isSubset(of: officer.districts) else {
            throw BatchRefusal.notFound
        }
        return found
    }

    /// Those that wait for a second officer or were interrupted.
    func waiting(for officer: Principal) async throws -> [BatchDecision] {
        try await store.read { session in
            try BatchRows.waiting(
                districts: officer.districts.sorted(), limit: 200, in: session)
        }
    }

    func note(
        _ batch: BatchDecision, by officer: Principal, in session: Session
    ) throws {
        _ = try officers.journal.append(
            Draft(
                JournalKind.batch, actor: officer.id, tenant: "", subjectType: "batch",
                subject: batch.id,
                payload: .object([
                    .init("state", .text(batch.state.rawValue)),
                    .init("action", .text(batch.action.rawValue)),
                    .init("lists", .integer(batch.lines.count)),
                    .init("left", .integer(batch.lines.count { $0.outcome?.isDone == false })),
                    .init("proposer", .text(batch.officer)),
                ])), in: session)
    }
}
