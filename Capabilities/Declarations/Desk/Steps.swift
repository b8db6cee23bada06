import Balances
import Journal
import Kernel
import Store
import Tariff
import Wire

/// Carries decisions out: moves the list, writes receipts and journal, takes and gives back.
struct Steps {
    let journal: Journal
    let clock: Clock
    let form: ReceiptForm
    let ledger: Ledger
    let session: Session
    var actor = "declarations.desk"

    /// Sends a list back to the sender with everything that does not hold. False when the list has
    /// moved since it was read: then whoever moved it decides.
    func reject(_ file: CaseFile, _ decision: Decision, because reason: String? = nil)
        throws -> Bool
    {
        let record = file.record
        let move = InventoryShelf.Move(
            status: .rejected, at: clock.now(), invtNo: record.invtNo,
            decision: decision.encoded)
        guard try InventoryShelf.move(record, move, in: session) else { return false }
        let info = reason ?? receiptInfo(decision.findings, code: 100)
        try tell(
            record, file.list, .rejected, info,
            citation: decision.findings.first?.citation.text)
        return true
    }

    /// Accepts a list that fits: quota and guarantee are taken, the customs number is given, and it
    /// is released or held as the risk rules say.
    func accept(_ file: CaseFile, _ assessment: Assessment) throws -> Status {
        var record = file.record
        var decision = assessment.decision
        let now = clock.now()
        record.invtNo = try record.invtNo ?? nextNumber(record, now)
        try take(file.record, assessment.quota, &decision)
        let status: Status =
            switch decision.verdict {
            case .review: .review
            case .inspection: .inspection
            case .release, nil: .released
            }
        let value = decision.tax?.value ?? decision.exportValue ?? .zero
        let move = InventoryShelf.Move(
            status: status, at: now, invtNo: record.invtNo,
            month: status == .released ? String(now.day.text.prefix(7)) : "",
            value: value.raw / 1000, tax: (decision.tax?.total.raw ?? 0) / 1000,
            decision: decision.encoded)
        guard try InventoryShelf.move(record, move, in: session) else { throw Overtaken() }
        try tell(record, file.list, .stored, coded("1800", "逻辑校验通过"))
        try tell(record, file.list, status, Steps.text(of: status))
        return status
    }

    /// The words customs use for a step that is no refusal.
    static func text(of status: Status) -> String {
        switch status {
        case .review: coded("1200", "待人工审核")
        case .released: coded("2600", "放行")
        default: status.name.zh
        }
    }

    private func take(
        _ record: InventoryShelf.Record, _ quota: Allowance?, _ decision: inout Decision
    ) throws {
        guard let tax = decision.tax, let quota, let person = decision.person else { return }
        // A list that was rejected and sent again takes anew: its version tells the takings apart.
        let key = "list/\(record.preNo)/\(record.version)"
        try ledger.draw(
            tax.value, from: quota, of: person, id: key, at: clock.now(),
            reference: record.preNo, citation: quota.citation, in: session)
        decision.quotaTransfer = key
        guard !tax.total.isZero, let guarantor = decision.guarantor else { return }
        try ledger.transfer(
            TransferOrder(
                id: key, tenant: guarantor, debit: GuaranteeAccount.id,
                credit: GuaranteeAccount.id.contra, amount: tax.total, at: clock.now(),
                reference: record.preNo, citation: Law.supervision), in: session)
        decision.guaranteeTransfer = key
    }

    /// Gives quota and guarantee back: the list had been accepted and does not come in.
    func giveBack(_ file: CaseFile, _ decision: Decision) throws {
        let now = clock.now()
        if let key = decision.quotaTransfer, let person = decision.person {
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/back", tenant: person, reverses: key, at: now,
                    reference: file.record.preNo), in: session)
        }
        if let key = decision.guaranteeTransfer, let guarantor = decision.guarantor {
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/back", tenant: guarantor, reverses: key, at: now,
                    reference: file.record.preNo), in: session)
        }
    }

    /// Frees the documents of a rejected list: the mended list needs them.
    func free(_ file: CaseFile) throws {
        for document in file.documents {
            try DocumentShelf.free(document.place, from: file.record.preNo, in: session)
        }
    }

    /// District, year, I or E, nine digits: the number of the customs (清单编号).
    private func nextNumber(_ record: InventoryShelf.Record, _ now: Instant) throws -> String {
        let letter = record.type == .importInventory ? "I" : "E"
        let start = "\(record.district)\(now.day.year)\(letter)"
        return start + digits(try session.next("declarations.invt.\(start)"), 9)
    }

    /// Writes the receipt and the journal entry of a step.
    func tell(
        _ record: InventoryShelf.Record, _ list: Inventory, _ status: Status, _ info: String,
        citation: String? = nil
    ) throws {
        let now = clock.now()
        let body = try form.write([
            ReceiptDraft(
                type: record.type, subject: record.preNo, status: status.rawValue, info: info,
                keys: keys(record, list))
        ])
        try ReceiptBook.add(
            to: record.sender, type: form.handlings[record.type].receipt, subject: record.preNo,
            status: status.rawValue, info: info, body: body, at: now, in: session)
        try journal.append(
            Draft(
                JournalKind.listMoved, actor: actor, tenant: record.declarant,
                subjectType: "declaration", subject: record.preNo,
                payload: .object([
                    .init("status", .integer(status.rawValue)), .init("info", .text(info)),
                ]), citation: citation), in: session)
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
