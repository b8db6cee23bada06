import Balances
import Journal
import Kernel
import Store
import Web

/// What an officer decides about a follow-up that waits for that: to agree or to refuse.
struct FollowUpOfficerDesk: Sendable {
    enum Action: String, Sendable, CaseIterable {
        case agree, release, inspect, suspend
        case handOver = "hand-over"
        case refuse

        var name: Localized {
            switch self {
            case .agree: Localized(zh: "同意", en: "Agree")
            case .release: Localized(zh: "放行", en: "Release")
            case .inspect: Localized(zh: "查验", en: "Inspect")
            case .suspend: Localized(zh: "挂起", en: "Suspend")
            case .handOver: Localized(zh: "移交", en: "Hand over")
            case .refuse: Localized(zh: "不同意", en: "Refuse")
            }
        }

        /// Where it leads.
        var status: Status {
            switch self {
            case .agree: .concluded
            case .release: .released
            case .inspect: .inspection
            case .suspend: .suspended
            case .handOver: .handedOver
            case .refuse: .rejected
            }
        }

        var needsReason: Bool { [.suspend, .handOver, .refuse].contains(self) }

        /// What may be done with a document of a type that stands so. Goods that come back are
        /// looked at as goods that go out are; everything else is agreed to or not.
        static func possible(_ type: MessageType, at status: Status) -> [Action] {
            guard type == .exportReturn else {
                return status == .review ? [.agree, .refuse] : []
            }
            guard [.review, .inspection, .suspended, .handedOver].contains(status) else {
                return []
            }
            return allCases.filter { $0 != .agree && status.mayBecome($0.status) }
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

    /// Decides, or proposes where a second officer must agree. The officer must act for the
    /// district of the follow-up; `version` is the one the officer saw.
    @discardableResult
    func decide(
        _ preNo: String, _ action: Action, reason: String, version: Int64?, by officer: Principal
    ) async throws -> Outcome {
        let reason = reason.trimmedBlanks
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
            guard Action.possible(record.type, at: record.status).contains(action) else {
                throw DeclarationsRefusal.notPossible(from: record.status, to: action.status)
            }
            if action.needsReason, reason.isEmpty { throw DeclarationsRefusal.reasonMissing }
            guard reason.unicodeScalars.count <= Finding.mostOfReason else {
                throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
            }
            if needsSecond(action, at: record.status),
                let waiting = try propose(
                    action, reason, about: record, by: officer, in: session)
            {
                return .proposed(waiting)
            }
            try FollowUpProposals.drop(record, in: session)
            return .decided(try carryOut(record, action, reason, officer, in: session))
        }
    }

    private func carryOut(
        _ record: FollowUpShelf.Record, _ action: Action, _ reason: String,
        _ officer: Principal, in session: Session
    ) throws -> Status {
        let parts = try FollowUpShelf.parts(
            of: record.number, type: record.type, holder: record.holder, in: session
        ).filter { $0.status == record.status && $0.parts == record.parts }
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
        case .agree, .release:
            try meanings[record.type].agree(to: followUp, steps)
        case .inspect, .suspend, .handOver:
            try steps.move(followUp, [Step(action.status, adding: reason)])
        case .refuse:
            try meanings[record.type].refuse(followUp, steps)
            let finding = FollowUpWords.refusedByOfficer(reason, record.type)
            try steps.move(
                followUp, [Step(.rejected, info: coded(finding.code, finding.message.zh))])
        }
        return action.status
    }
}
