import Journal
import Kernel
import Parties
import Store
import Wire

/// Puts one checked document into the store and says what its receipt will be. One transaction
/// holds all documents of a message.
struct Intake {
    let journal: Journal
    let clock: Clock
    let settings: DatedSettings
    let preparation: Preparation
    let catalogue: MessageCatalogue
    let sender: Gateway.Sender
    let session: Session
    /// A far side decides on documents of this type: they are kept and passed on.
    var isRelayed = false

    func take(_ document: Prepared) throws -> ReceiptDraft {
        guard document.findings.isEmpty, let content = document.content else {
            return try refused(document, document.refusal, document.findings)
        }
        if case .inventory(let list) = content { return try takeList(document, list) }
        if case .followUp(let content) = content {
            return try FollowUpIntake(intake: self, document: document, content: content).take()
        }
        return try takeSupporting(document, content)
    }

    // MARK: Orders, payments, waybills

    private func takeSupporting(_ document: Prepared, _ content: Prepared.Content) throws
        -> ReceiptDraft
    {
        let place = DocumentShelf.Place(
            tenant: document.holder, type: document.type, number: document.number)
        let existing = try present(place, document)
        if let objection = try objection(to: document, existing) { return objection }
        let former = try unlink(existing)
        let isDeletion = document.appType == "3"
        let status: Status = document.isStaged ? .staged : .stored
        var about: [JSON.Member] = [
            .init("type", .text(document.type.rawValue)), .init("number", .text(document.number)),
        ]
        if isDeletion {
            try DocumentShelf.withdraw(place, in: session)
            about += former
        } else {
            try DocumentShelf.put(
                place, guid: document.guid, sender: sender.enterprise.id,
                appTime: document.appTime, status: status, body: document.fragment,
                at: clock.now(), in: session)
            if case .payment(let payment) = content, document.type == .importPayment,
                status == .stored,
                let platform = document.parts.first(where: { $0.role == "platform" })?.enterprise
            {
                try DocumentShelf.link(
                    orderNo: payment.orderNo, of: platform, to: place, in: session)
                // Whoever reacts need not read the payment to know what it is for.
                about += [
                    .init("platform", .text(platform)), .init("order", .text(payment.orderNo)),
                ]
            }
        }
        let kind =
            isDeletion
            ? JournalKind.documentWithdrawn
            : document.isStaged ? JournalKind.documentStaged : JournalKind.documentStored
        try journal.append(
            Draft(
                kind, actor: sender.actor, tenant: document.holder, subjectType: "document",
                subject: preparation.handlings[document.type].subject(
                    number: document.number),
                payload: .object(about), inTimeline: false), in: session)
        let info =
            isDeletion
            ? ReceiptPhrase.withdrawn.told()
            : document.isStaged
                ? ReceiptPhrase.staged.told()
                : isRelayed
                    ? ReceiptPhrase.declaring.told() : coded("1800", ReceiptPhrase.passed.told())
        let stands: Status = document.isStaged ? .staged : isRelayed ? .declaring : .stored
        return receipt(document, isDeletion ? 2 : stands.rawValue, info)
    }

    /// What lies under the number; an old waybill gives way to a new one.
    private func present(_ place: DocumentShelf.Place, _ document: Prepared) throws
        -> DocumentShelf.Document?
    {
        guard let found = try DocumentShelf.find(place, in: session) else { return nil }
        guard document.appType == "1",
            WaybillNumberReuse.givesWay(
                place.type, receivedAt: found.receivedAt, on: clock.today, settings: settings)
        else { return found }
        try DocumentShelf.archive(found, in: session)
        return nil
    }

    /// The refusal of a document that cannot go over what lies there; nil when it can.
    private func objection(to document: Prepared, _ existing: DocumentShelf.Document?) throws
        -> ReceiptDraft?
    {
        let codes = preparation.handlings[document.type].codes
        // What was withdrawn is not there any more, whoever had sent it.
        let isPresent = existing.map { $0.status != .withdrawn } ?? false
        let isForeign = isPresent && existing.map { !isTheirs($0, document) } ?? false
        let isThere = isPresent && !isForeign
        if document.appType == "1" {
            guard isThere || isForeign else { return nil }
            let standing: IntakeWords.Standing =
                isForeign ? .foreign : existing?.usedBy == nil ? .open : .used
            return try refused(
                document, codes.exists, [IntakeWords.exists(document, standing)])
        }
        guard let existing, isThere else {
            return try refused(document, codes.missing, [IntakeWords.missing(document)])
        }
        // A status never goes backwards: what is stored does not become a draft again.
        if existing.usedBy != nil || document.isStaged && existing.status == .stored {
            let standing: IntakeWords.Standing = existing.usedBy == nil ? .declared : .used
            return try refused(document, codes.fixed, [IntakeWords.fixed(document, standing)])
        }
        if document.appTime < existing.appTime {
            return try refused(document, codes.older, [IntakeWords.older(document)])
        }
        return nil
    }

    /// Whether the sender may act on what is stored: it sent it, or the number is its own.
    private func isTheirs(_ found: DocumentShelf.Document, _ document: Prepared) -> Bool {
        found.sender == sender.enterprise.id || document.holder == sender.enterprise.id
    }

    /// A payment that is changed or withdrawn names its order no longer. Gives the platform and the
    /// order it named, for whoever reacts.
    private func unlink(_ existing: DocumentShelf.Document?) throws -> [JSON.Member] {
        guard let existing, existing.place.type == .importPayment,
            let table = catalogue.table(existing.place.type.rawValue),
            let document = try? table.document(fragment: existing.body),
            let platform = preparation.register.find(code: document.head.text("ebpCode"))
        else { return [] }
        let order = document.head.text("orderNo")
        try DocumentShelf.unlink(
            orderNo: order, of: platform.id, from: existing.place, in: session)
        return [.init("platform", .text(platform.id)), .init("order", .text(order))]
    }

    // MARK: Lists

    private func takeList(_ document: Prepared, _ list: Inventory) throws -> ReceiptDraft {
        let codes = preparation.handlings[document.type].codes
        let existing = try InventoryShelf.find(
            copNo: document.number, type: document.type, of: document.holder, in: session)
        if let existing {
            // Whoever neither sent the list nor is its declarant learns nothing of it.
            guard
                existing.sender == sender.enterprise.id
                    || existing.declarant == sender.enterprise.id
            else {
                return document.appType == "1"
                    ? try refused(
                        document, codes.exists, [IntakeWords.exists(document, .foreign)])
                    : try refused(document, codes.missing, [IntakeWords.missing(document)])
            }
            if existing.status == .withdrawn, document.appType != "1" {
                return try refused(
                    document, codes.missing, [IntakeWords.missing(document)], existing.preNo)
            }
            let begins = document.appType == "1" && existing.status.isOver
            guard begins || document.appType != "1" else {
                let standing: IntakeWords.Standing =
                    existing.status.mayBeChanged ? .open : .decided(existing.status)
                return try refused(
                    document, codes.exists, [IntakeWords.exists(document, standing)],
                    existing.preNo)
            }
            // A status never goes backwards: what is declared does not become a draft again.
            guard existing.status.mayBeChanged,
                !(document.isStaged && existing.status == .declaring)
            else {
                let standing: IntakeWords.Standing =
                    existing.status.mayBeChanged ? .declared : .decided(existing.status)
                return try refused(
                    document, codes.fixed, [IntakeWords.fixed(document, standing)],
                    existing.preNo)
            }
            if existing.status != .withdrawn, document.appTime < existing.appTime {
                return try refused(
                    document, codes.older, [IntakeWords.older(document)], existing.preNo)
            }
        } else if document.appType != "1" {
            return try refused(document, codes.missing, [IntakeWords.missing(document)])
        }
        if document.appType == "3", let existing { return try withdraw(document, existing) }
        return try store(document, list, over: existing)
    }

    private func withdraw(_ document: Prepared, _ existing: InventoryShelf.Record) throws
        -> ReceiptDraft
    {
        let move = InventoryShelf.Move(status: .withdrawn, at: clock.now())
        guard try InventoryShelf.move(existing, move, in: session) else {
            throw StoreShape(what: "version of list \(existing.preNo)")
        }
        try forget(existing)
        try note(JournalKind.listWithdrawn, existing.preNo, document, .withdrawn)
        return receipt(document, 2, ReceiptPhrase.withdrawn.told(), existing.preNo)
    }

    private func store(
        _ document: Prepared, _ list: Inventory, over existing: InventoryShelf.Record?
    ) throws -> ReceiptDraft {
        let now = clock.now()
        let status: Status = document.isStaged ? .staged : .declaring
        let letter = preparation.handlings[document.type].letter
        let preNo = try existing?.preNo ?? nextPreNo(letter, now)
        let record = InventoryShelf.Record(
            declarant: document.holder, preNo: preNo, type: document.type,
            copNo: document.number, invtNo: nil, guid: document.guid,
            sender: sender.enterprise.id, appTime: document.appTime, receivedAt: now,
            status: status, statusAt: now, version: 1, district: list.district,
            tradeMode: list.tradeMode, orderNo: list.orderNo, seller: list.seller,
            flag: list.statisticsFlag, transport: list.transport, waybill: list.waybill,
            bill: list.bill, month: "", value: 0, tax: 0, waitsFor: "", decision: nil,
            body: document.fragment)
        if let existing {
            guard try InventoryShelf.replace(record, over: existing, in: session) else {
                throw StoreShape(what: "version of list \(preNo)")
            }
            try forget(existing)
            for former in formerParts(existing) {
                try Parts.dismiss(former, from: preNo, in: session)
            }
        } else {
            try InventoryShelf.add(record, in: session)
        }
        var admitted: Set<String> = []
        for part in document.parts where admitted.insert(part.enterprise).inserted {
            try Parts.admit(
                part.enterprise, to: preNo, of: document.holder, as: part.role, in: session)
        }
        let lodged = isRelayed ? JournalKind.listRelayed : JournalKind.listLodged
        try note(document.isStaged ? JournalKind.listStaged : lodged, preNo, document, status)
        let info =
            document.isStaged
            ? ReceiptPhrase.staged.told()
            : (existing == nil ? ReceiptPhrase.declared : .changed).told("[\(document.guid)]")
        return receipt(document, status.rawValue, info, preNo)
    }

    /// What the list waited for, and what kept it, counts no more.
    private func forget(_ existing: InventoryShelf.Record) throws {
        let list = Parts.Wait(declarant: existing.declarant, preNo: existing.preNo)
        try Parts.endWaits(of: list, in: session)
        try StuckLists.forget(list, in: session)
    }

    /// Who had a part in the list as it was before: somebody named by mistake sees it no longer.
    private func formerParts(_ existing: InventoryShelf.Record) -> [String] {
        guard let table = catalogue.table(existing.type.rawValue),
            let document = try? table.document(fragment: existing.body)
        else { return [] }
        return preparation.parts(of: document, type: existing.type, on: clock.today)
    }

    /// A letter, the day, nine digits: the number of the E-Port (预录入编号).
    func nextPreNo(_ letter: String, _ now: Instant) throws -> String {
        let start = letter + now.day.compact
        return start + digits(try session.next("declarations.pre.\(start)"), 9)
    }

    private func note(_ kind: String, _ preNo: String, _ document: Prepared, _ status: Status)
        throws
    {
        try journal.append(
            Draft(
                kind, actor: sender.actor, tenant: document.holder, subjectType: "declaration",
                subject: preNo,
                payload: .object([
                    .init("type", .text(document.type.rawValue)),
                    .init("copNo", .text(document.number)),
                    .init("status", .integer(status.rawValue)),
                ])), in: session)
    }

    // MARK: Receipts

    func receipt(
        _ document: Prepared, _ status: Int64, _ info: String, _ preNo: String? = nil
    ) -> ReceiptDraft {
        var keys = document.keys
        let handling = preparation.handlings[document.type]
        if let preNo, handling.namesPreNo { keys["preNo"] = preNo }
        if document.type == .exportInventory { keys["invtNo"] = "" }
        // Optional in requests, required in their receipts.
        keys.merge(handling.fillers) { given, _ in given }
        return ReceiptDraft(
            type: document.type,
            subject: preNo ?? handling.subject(number: document.number), status: status,
            info: info, keys: keys)
    }

    func refused(
        _ document: Prepared, _ code: Int64, _ findings: [Finding], _ preNo: String? = nil
    ) throws -> ReceiptDraft {
        var number = preNo
        // The schema wants a number in every receipt of a list, also in one that refuses it.
        let letter = preparation.handlings[document.type].letter
        let isNew = !letter.isEmpty && number == nil
        if isNew { number = try nextPreNo(letter, clock.now()) }
        var draft = receipt(document, code, receiptInfo(findings, code: code), number)
        draft.findings = findings
        if isNew { draft.refusedNumber = document.number }
        return draft
    }
}

/// Zero-padded decimal of so many digits.
func digits(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

/// What the journal calls what happens here.
enum JournalKind {
    static let documentStored = "declarations.document-stored"
    static let documentStaged = "declarations.document-staged"
    static let documentWithdrawn = "declarations.document-withdrawn"
    static let listStaged = "declarations.list-staged"
    static let listLodged = "declarations.list-lodged"
    /// Lodged, and a far side decides on it.
    static let listRelayed = "declarations.list-relayed"
    static let listWithdrawn = "declarations.list-withdrawn"
    static let listWaits = "declarations.list-waits"
    static let listMoved = "declarations.list-moved"
    /// A document changed while the list was looked at: it is looked at once more.
    static let listAgain = "declarations.list-again"
    /// An enterprise asked what a buyer has left of the year.
    static let quotaAsked = "declarations.quota-asked"
    /// An identity may be borrowed: found by rule, or reported by the person; and what was decided.
    static let identityFound = "declarations.identity-found"
    static let identityReported = "declarations.identity-reported"
    static let identityDecided = "declarations.identity-decided"
    /// A supervised site was applied for or decided about; a district's register began.
    static let siteApplied = "declarations.site-applied"
    static let siteDecided = "declarations.site-decided"
    static let siteRegister = "declarations.site-register"
    /// Several lists were decided at once: proposed, agreed to, carried out.
    static let batch = "declarations.batch"
    /// What a second officer has to agree to about a follow-up: proposed, agreed to or not.
    static let followUpProposal = "declarations.follow-up-proposal"
    /// A defect of ours kept the list from being decided.
    static let listStuck = "declarations.list-stuck"
    /// Something about the list was taken or decided: a cancellation, an arrival, a departure.
    static let listFollowed = "declarations.list-followed"
    /// A tax bill was made, put into a payment book or made void; the subject is the bill.
    static let taxBill = "declarations.tax-bill"
    static let taxSettled = "declarations.tax-settled"
    static let followUpStaged = "declarations.follow-up-staged"
    static let followUpLodged = "declarations.follow-up-lodged"
    static let followUpRelayed = "declarations.follow-up-relayed"
    static let followUpWithdrawn = "declarations.follow-up-withdrawn"
    /// Other parts of it are still to come.
    static let followUpWaits = "declarations.follow-up-waits"
    static let followUpMoved = "declarations.follow-up-moved"
    /// A defect of ours kept it from taking effect.
    static let followUpStuck = "declarations.follow-up-stuck"
    /// What a returned export had brought was stated, repaid, or does not matter any more.
    static let returnTax = "declarations.return-tax"
    /// Exports and returned goods were put under one master bill, or a line of it decided.
    static let masterBill = "declarations.master-bill"
    /// A list was registered as exempt without purchase invoice.
    static let invoiceExemption = "declarations.invoice-exemption"
}
