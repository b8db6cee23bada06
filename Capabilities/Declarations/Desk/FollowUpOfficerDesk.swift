import Balances
import Journal
import Kernel
import Store
import Web

/// What an officer decides about a follow-up that waits for that: to agree or to refuse.
struct FollowUpOfficerDesk: Sendable {
    enum Action: String, Sendable, CaseIterable {
        case agree, refuse

        var name: Localized {
            switch self {
            case .agree: Localized(zh: "同意", en: "Agree")
            case .refuse: Localized(zh: "不同意", en: "Refuse")
            }
        }
    }

    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let ledger: Ledger
    let stock: ZoneStock
    let form: ReceiptForm
    let meanings: FollowUpMeanings

    /// Decides. The officer must act for the district of the follow-up; `version` is the one the
    /// officer saw.
    @discardableResult
    func decide(
        _ preNo: String, _ action: Action, reason: String, version: Int64?, by officer: Principal
    ) async throws -> Status {
        let reason = reason.trimmed
        return try await store.write { session in
            guard let record = try FollowUpShelf.find(acrossTenants: preNo, in: session),
                officer.districts.contains(record.district)
            else { throw DeclarationsRefusal.notFound }
            if let one = try RelayCases.find(preNo, of: record.holder, in: session) {
                throw RelayRefusal.decidedElsewhere(one.far)
            }
            if let version, version != record.version {
                throw DeclarationsRefusal.movedOn(now: record.status)
            }
            guard record.status == .review else {
                throw DeclarationsRefusal.notPossible(
                    from: record.status, to: action == .agree ? .concluded : .rejected)
            }
            if action == .refuse, reason.isEmpty { throw DeclarationsRefusal.reasonMissing }
            guard reason.unicodeScalars.count <= Finding.mostOfReason else {
                throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
            }
            return try carryOut(record, action, reason, officer, in: session)
        }
    }

    private func carryOut(
        _ record: FollowUpShelf.Record, _ action: Action, _ reason: String,
        _ officer: Principal, in session: Session
    ) throws -> Status {
        let parts = try FollowUpShelf.parts(
            of: record.number, type: record.type, holder: record.holder, in: session
        ).filter { $0.status == .review && $0.parts == record.parts }
        guard
            let followUp = FollowUp(
                try parts.map {
                    FollowUp.Part(record: $0, document: try reader.document($0.type, $0.body))
                })
        else { throw StoreShape(what: "parts of \(record.preNo)") }
        let steps = FollowUpSteps(
            lists: Steps(
                journal: journal, clock: clock, form: form, ledger: ledger, stock: stock,
                session: session,
                actor: officer.id), reader: reader)
        switch action {
        case .agree:
            try meanings[record.type].agree(to: followUp, steps)
            return .concluded
        case .refuse:
            let finding = FollowUpWords.refusedByOfficer(reason, record.type)
            try steps.move(
                followUp, [Step(.rejected, info: coded(finding.code, finding.message.zh))])
            return .rejected
        }
    }
}
