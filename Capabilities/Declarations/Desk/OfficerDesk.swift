import Balances
import Inspections
import Journal
import Kernel
import Store
import Web

/// What an officer decides about a list that is under review or inspection.
struct OfficerDesk: Sendable {
    enum Action: String, Sendable, CaseIterable {
        case release, reject, inspect
        case detain, suspend
        case sendBack = "send-back"

        /// What the list becomes.
        var status: Status {
            switch self {
            case .release: .released
            case .reject: .rejected
            case .inspect: .inspection
            case .detain: .detainedOther
            case .suspend: .suspended
            case .sendBack: .sentBack
            }
        }

        var name: Localized {
            switch self {
            case .release: Localized(zh: "放行", en: "Release")
            case .reject: Localized(zh: "退单", en: "Reject")
            case .inspect: Localized(zh: "转查验", en: "Send to inspection")
            case .detain: Localized(zh: "扣留", en: "Detain")
            case .suspend: Localized(zh: "挂起", en: "Suspend")
            case .sendBack: Localized(zh: "退运", en: "Send back")
            }
        }

        /// Whether the sender must be told why.
        var needsReason: Bool { self != .release }

        /// What may be done with a list that stands so.
        static func possible(from status: Status) -> [Action] {
            allCases.filter { status.mayBecome($0.status) }
        }
    }

    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let ledger: Ledger
    let stock: ZoneStock
    let form: ReceiptForm
    let watch: GatewayWatch
    let cancellation: Cancellation
    let inspections: InspectionOrders
    let identities: IdentityWatch

    /// Decides. The officer must act for the list's district; `version` is the one the officer
    /// saw, so that a list that has moved meanwhile is not decided on old facts. What needs a
    /// second officer is refused unless one has `agreed`: `BatchDesk` proposes it. What `noting`
    /// writes is there with the decision or not at all.
    @discardableResult
    func decide(
        _ preNo: String, _ action: Action, reason: String, version: Int64?, by officer: Principal,
        agreed: Bool = false,
        noting note: @escaping @Sendable (Session) throws -> Void = { _ in }
    ) async throws -> Status {
        let reason = reason.trimmedBlanks
        let status = try await store.write { session in
            guard
                let record = try InventoryQueries.find(acrossTenants: preNo, in: session),
                officer.districts.contains(record.district)
            else { throw DeclarationsRefusal.notFound }
            if let one = try RelayCases.find(preNo, of: record.declarant, in: session) {
                throw RelayRefusal.decidedElsewhere(one.far)
            }
            if let version, version != record.version {
                throw DeclarationsRefusal.movedOn(now: record.status)
            }
            guard record.status.mayBecome(action.status), record.status != .stored,
                record.status != .declaring
            else { throw DeclarationsRefusal.notPossible(from: record.status, to: action.status) }
            if action.needsReason, reason.isEmpty { throw DeclarationsRefusal.reasonMissing }
            // Longer than the receipt holds: receipt and page would not say the same.
            guard reason.unicodeScalars.count <= Finding.mostOfReason else {
                throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
            }
            try inspections.mayDecide(
                InspectionDesk.kind, preNo, of: record.declarant, in: session)
            guard agreed || terms.second(action, [record.status]) == nil else {
                throw BatchRefusal.secondOfficer
            }
            try carryOut(record, action, reason, officer.id, in: session)
            let now = clock.now()
            try WorklistQueries.count(
                by: officer.id, officer.name, in: record.district, on: now.day,
                waited: max(0, now.milliseconds - record.statusAt.milliseconds), session: session)
            try note(session)
            return action.status
        }
        watch.decided(status)
        return status
    }

    private var terms: DeskTerms { DeskTerms(settings: reader.settings, now: clock.now()) }

    private func carryOut(
        _ record: InventoryShelf.Record, _ action: Action, _ reason: String,
        _ officer: String, in session: Session
    ) throws {
        let file = try reader.complete(record, in: session)
        let steps = Steps(
            journal: journal, clock: clock, form: form, ledger: ledger, stock: stock,
            session: session, actor: officer)
        var decision = record.decision.flatMap(Decision.init(encoded:)) ?? Decision(day: file.day)
        if action == .release {
            try IdentityDesk.mayRelease(
                record, decision, marks: identities.marks(of: file), in: session)
            try checkGuarantee(decision, in: session)
        }
        var step = Step(action.status, adding: reason)
        if action == .reject {
            let finding = Finding.officer(reason, on: record.type)
            decision.findings.append(finding)
            step = Step(.rejected, info: coded(finding.code, finding.message.zh))
        }
        guard try steps.apply([step], to: file, decision) else {
            throw DeclarationsRefusal.movedOn(now: record.status)
        }
        try cancellation.overtake(
            record, now: action.status, FollowUpSteps(lists: steps, reader: reader))
    }
}

extension OfficerDesk {
    /// Releases a list for which an inspection found nothing, in the name of who inspected. A list
    /// that stands otherwise meanwhile stays as it is: then somebody else has decided.
    func releaseInspected(
        _ preNo: String, of declarant: String, by officer: String, in session: Session
    ) throws -> Bool {
        guard let record = try InventoryShelf.find(preNo, of: declarant, in: session),
            record.status == .inspection
        else { return false }
        do {
            try carryOut(record, .release, "", officer, in: session)
        } catch is IdentityRefusal {
            // An officer releases it once the identity case is decided.
            return false
        }
        return true
    }

    /// What secured the tax when the list was held may have ended before it is released.
    private func checkGuarantee(_ decision: Decision, in session: Session) throws {
        guard decision.guaranteeTransfer != nil, let guarantor = decision.guarantor else { return }
        let free = try GuaranteeAccount.available(
            of: guarantor, on: clock.today, ledger, in: session)
        guard !free.isNegative else { throw DeclarationsRefusal.guaranteeEnded }
    }
}
