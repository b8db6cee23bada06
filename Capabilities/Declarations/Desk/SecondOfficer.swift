import Kernel
import Store
import Web

/// A decision about one list. Where a second officer must agree it is proposed as a batch of that
/// list alone, so that there is one way in which two officers decide.
extension BatchDesk {
    enum Single: Sendable {
        case decided(Status)
        /// Nothing has happened to the list yet.
        case proposed(BatchDecision)
    }

    /// Decides a list, or proposes it to a second officer. Parameters as of `OfficerDesk.decide`.
    func decide(
        _ preNo: String, _ action: OfficerDesk.Action, reason: String, version: Int64?,
        by officer: Principal
    ) async throws -> Single {
        do {
            return .decided(
                try await officers.decide(
                    preNo, action, reason: reason, version: version, by: officer))
        } catch BatchRefusal.secondOfficer {
            return .proposed(
                try await propose(
                    preNo, action, reason: reason.trimmedBlanks, version: version, by: officer))
        }
    }

    /// What the desk has found nothing against, but for the second officer. While a proposal of the
    /// same waits, whoever made it, it is that one.
    private func propose(
        _ preNo: String, _ action: OfficerDesk.Action, reason: String, version: Int64?,
        by officer: Principal
    ) async throws -> BatchDecision {
        let now = clock.now()
        return try await store.write { session in
            guard let record = try InventoryQueries.find(acrossTenants: preNo, in: session),
                officer.districts.contains(record.district)
            else { throw DeclarationsRefusal.notFound }
            guard version ?? record.version == record.version else {
                throw DeclarationsRefusal.movedOn(now: record.status)
            }
            var number = 1
            while true {
                // Made of the list as it stands, so that a second press makes no second proposal.
                let id = "\(record.preNo)-\(record.version)-\(number)"
                number += 1
                if let known = try BatchRows.find(id, in: session) {
                    let isSame =
                        known.lines.map(\.preNo) == [record.preNo] && known.action == action
                    guard isSame, known.state == .proposed || known.state == .open else { continue }
                    return known
                }
                let line = BatchDecision.Line(
                    preNo: record.preNo, tenant: record.declarant, district: record.district,
                    version: record.version)
                let batch = BatchDecision(
                    id: id, action: action, reason: reason, state: .proposed,
                    officer: officer.id, officerName: officer.name, proposedAt: now,
                    lines: [line])
                guard try BatchRows.add(batch, in: session) else { continue }
                try note(batch, by: officer, in: session)
                return batch
            }
        }
    }
}
