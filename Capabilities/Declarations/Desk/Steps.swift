import Balances
import Journal
import Kernel
import Store
import Tariff
import Wire

/// Lets steps take effect: moves the list, takes and gives back, writes receipts and journal.
struct Steps {
    let journal: Journal
    let clock: Clock
    let form: ReceiptForm
    let ledger: Ledger
    let stock: ZoneStock
    let session: Session
    var actor = "declarations.desk"
    /// A far side decides: statuses may be skipped, and there is no decision of ours.
    var isRelayed = false
    /// Reckons what a far side let out.
    var values: ExportValue?

    /// Accepts a list that fits: quota and guarantee are taken, the customs number is given, and it
    /// is released or held as the risk rules say. Gives the list as it then stands.
    func accept(_ file: CaseFile, _ assessment: Assessment) throws -> InventoryShelf.Record {
        var file = file
        var decision = assessment.decision
        let now = clock.now()
        file.record.invtNo = try file.record.invtNo ?? nextNumber(file.record, now)
        try take(file, assessment, &decision)
        let status: Status =
            switch decision.verdict {
            case .review: .review
            case .inspection: .inspection
            case .release, nil: .released
            }
        guard try apply([Step(.stored), Step(status)], to: file, decision, at: now) else {
            throw Overtaken()
        }
        file.record.status = status
        file.record.statusAt = now
        return file.record
    }

    /// Moves a list through steps in their order: one change of the list, a receipt and a journal
    /// entry for each step. A list that does not come in gives back what it had taken.
    /// False when the list has moved since it was read: then whoever moved it decides. Throws on a
    /// step that no list may take.
    ///
    /// - Parameter moment: when; nil for now.
    func apply(
        _ steps: [Step], to file: CaseFile, _ decision: Decision, at moment: Instant? = nil
    ) throws -> Bool {
        guard let last = steps.last else { return true }
        let record = file.record
        let now = moment ?? clock.now()
        let comesIn = last.status.comesIn
        let value = decision.tax?.value ?? decision.exportValue
        let move = InventoryShelf.Move(
            through: steps.dropLast().map(\.status), status: last.status, at: now,
            invtNo: record.invtNo,
            month: last.status == .released ? String(now.day.text.prefix(7)) : record.month,
            value: isForgotten(last.status)
                ? 0 : value.map { $0.raw / 1000 } ?? relayedValue(file, last.status, now.day),
            tax: comesIn ? (decision.tax?.total.raw ?? 0) / 1000 : 0,
            decision: isRelayed ? record.decision : decision.encoded, isRelayed: isRelayed)
        guard try InventoryShelf.move(record, move, in: session) else { return false }
        if !comesIn { try giveBack(file, decision) }
        // The mended list, or another one for the parcel, needs its documents again.
        if isForgotten(last.status), record.status != .declaring { try free(file) }
        for step in steps { try tell(record, file.list, step) }
        return true
    }

    /// Value of a list without a decision of ours, in fen: an export's from the day it is let out
    /// on. Without a rate it stays 0, for the far side's word holds all the same.
    private func relayedValue(_ file: CaseFile, _ status: Status, _ day: Day) -> Int64 {
        guard isRelayed, file.record.type == .exportInventory, file.record.value == 0,
            status == .released || status == .closed
        else { return file.record.value }
        return (values?.yuan(file.list, on: day)?.raw ?? 0) / 1000
    }

    /// Whether a list counts nowhere once it stands so, and its documents may serve another.
    private func isForgotten(_ status: Status) -> Bool {
        status == .rejected || status == .cancelled
    }

    private func take(
        _ file: CaseFile, _ assessment: Assessment, _ decision: inout Decision
    ) throws {
        let record = file.record
        // A list that was rejected and sent again takes anew: its version tells the takings apart.
        let key = "list/\(record.preNo)/\(record.version)"
        if record.type == .exportInventory {
            decision.stock = try stock.take(
                file.list, key: key, reference: record.preNo, at: clock.now(),
                on: decision.releaseDay, in: session)
        }
        guard let tax = decision.tax, let quota = assessment.quota,
            let person = decision.person
        else { return }
        try ledger.draw(
            tax.value, from: quota, of: person, id: key, at: clock.now(),
            reference: record.preNo, citation: quota.citation, in: session)
        decision.quotaTransfer = key
        for use in assessment.quantities {
            try ledger.draw(
                use.quantity, from: use.allowance, of: person, id: "\(key)/cap/\(use.line)",
                at: clock.now(), reference: record.preNo, citation: use.allowance.citation,
                in: session)
            decision.cappedLines.append(use.line)
        }
        decision.stock = try stock.take(
            file.list, key: key, reference: record.preNo, at: clock.now(),
            on: decision.releaseDay, in: session)
        guard !tax.total.isZero, let guarantor = decision.guarantor else { return }
        try ledger.transfer(
            TransferOrder(
                id: key, tenant: guarantor, debit: GuaranteeAccount.id,
                credit: GuaranteeAccount.id.contra, amount: tax.total, at: clock.now(),
                reference: record.preNo, citation: Law.supervision), in: session)
        decision.guaranteeTransfer = key
    }

    private func giveBack(_ file: CaseFile, _ decision: Decision) throws {
        let takings = [
            (decision.quotaTransfer, decision.person),
            (decision.guaranteeTransfer, decision.guarantor),
        ] + decision.cappedLines.map { (decision.cappedTransfer($0), decision.person) }
        for case (let key?, let tenant?) in takings {
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/back", tenant: tenant, reverses: key, at: clock.now(),
                    reference: file.record.preNo), in: session)
        }
        guard let taking = decision.stock else { return }
        try stock.giveBack(
            taking, file.list, reference: file.record.preNo, at: clock.now(), in: session)
    }

    private func free(_ file: CaseFile) throws {
        for document in file.documents {
            let (place, preNo) = (document.place, file.record.preNo)
            try DocumentShelf.free(place, from: preNo, in: session)
            // A payment that is free may be changed and serve another list.
            if place.type == .importPayment {
                try Parts.dismissPayer(place.tenant, from: preNo, in: session)
            }
        }
    }

    /// District, year, I or E, nine digits: the number of the customs (清单编号).
    private func nextNumber(_ record: InventoryShelf.Record, _ now: Instant) throws -> String {
        let letter = record.type == .importInventory ? "I" : "E"
        let start = "\(record.district)\(now.day.year)\(letter)"
        return start + digits(try session.next("declarations.invt.\(start)"), 9)
    }

    private func tell(
        _ record: InventoryShelf.Record, _ list: Inventory, _ step: Step
    ) throws {
        let (status, info) = (step.status, step.info)
        var receipt: Int64?
        if status.isOfficial {
            let body = try step.came ?? form.write([
                ReceiptDraft(
                    type: record.type, subject: record.preNo, status: status.rawValue, info: info,
                    keys: keys(record, list))
            ])
            receipt = try ReceiptBook.add(
                to: record.sender, type: form.handlings[record.type].receipt,
                subject: record.preNo, status: step.number ?? status.rawValue, info: info,
                body: body, at: clock.now(), in: session)
        }
        try journal.append(
            Draft(
                JournalKind.listMoved, actor: actor, tenant: record.declarant,
                subjectType: "declaration", subject: record.preNo,
                payload: .object(
                    [.init("status", .integer(status.rawValue))] + step.told(in: receipt)),
                citation: step.citation), in: session)
    }

    private func keys(_ record: InventoryShelf.Record, _ list: Inventory) -> [String: String] {
        var keys = [
            "copNo": record.copNo, "preNo": record.preNo, "agentCode": list.declarant,
            "ebcCode": list.seller, "ebpCode": list.platform,
        ]
        if record.type == .exportInventory {
            keys["orderNo"] = record.orderNo
            keys["invtNo"] = record.invtNo ?? ""
            keys["statisticsFlag"] = record.flag
        } else {
            keys["customsCode"] = record.district
            keys["invtNo"] = record.invtNo
        }
        return keys
    }
}
