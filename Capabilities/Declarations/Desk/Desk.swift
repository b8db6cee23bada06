import Balances
import Inspections
import Journal
import Kernel
import Parties
import Reference
import Store
import Tariff
import Wire

/// Reacts to what was lodged: brings the documents of a list together, matches them, taxes, takes
/// quota and guarantee, and decides by rule. This is the built-in authority.
struct Desk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let judge: Judge
    let ledger: Ledger
    let taxes: TaxDesk
    let form: ReceiptForm
    let watch: GatewayWatch

    /// Takes part in the journal; one desk works at a time, whichever server it is on.
    var subscriber: Subscriber {
        Subscriber(
            name: "declarations.desk",
            kinds: [
                JournalKind.listLodged, JournalKind.listAgain, JournalKind.documentStored,
                JournalKind.documentWithdrawn,
            ], batch: 512
        ) { entries, advance in
            try await react(entries, advance)
        }
    }

    private func react(
        _ entries: [Entry], _ advance: @escaping @Sendable (Session) throws -> Void
    ) async throws {
        // Reading and matching happen outside the writing transaction: they are most of the work.
        let examined = try await store.read { session in
            try cases(entries, in: session).compactMap { try examine($0, in: session) }
        }
        let outcomes = try await store.write { session in
            try advance(session)
            return try examined.compactMap { try settleApart($0, in: session) }
        }
        for status in outcomes { watch.decided(status) }
    }

    private struct Examined: Sendable {
        let wait: Parts.Wait
        /// Nil when the list could not be read.
        let file: CaseFile?
        let findings: [Finding]
        let trouble: String
    }

    /// Nil when nothing is to be decided about the list any more.
    private func examine(_ wait: Parts.Wait, in session: Session) throws -> Examined? {
        do {
            guard let file = try reader.file(wait.preNo, of: wait.declarant, in: session) else {
                return nil
            }
            return Examined(wait: wait, file: file, findings: judge.findings(file), trouble: "")
        } catch let fault as StoreFault where fault.code != "store.defect" {
            throw fault
        } catch {
            return Examined(wait: wait, file: nil, findings: [], trouble: "\(type(of: error))")
        }
    }

    /// Settles one list so that a failure holds up no other: what goes wrong is noted for the
    /// operator, and the list keeps waiting.
    private func settleApart(_ examined: Examined, in session: Session) throws -> Status? {
        guard let file = examined.file else {
            try noteStuck(examined.wait, examined.trouble, in: session)
            return nil
        }
        let outcome = try session.attempt {
            try settle(file, examined.findings, examined.wait, in: session)
        }
        switch outcome {
        case .success(let status): return status
        case .failure(is Overtaken):
            try note(JournalKind.listAgain, examined.wait, "", in: session)
        case .failure(let error):
            try noteStuck(examined.wait, "\(type(of: error))", in: session)
        }
        return nil
    }

    private func noteStuck(
        _ wait: Parts.Wait, _ trouble: String, in session: Session
    ) throws {
        try StuckLists.note(wait, trouble, at: clock.now(), in: session)
        try note(JournalKind.listStuck, wait, trouble, in: session)
    }

    private func note(
        _ kind: String, _ wait: Parts.Wait, _ trouble: String, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: "declarations.desk", tenant: wait.declarant,
                subjectType: "declaration", subject: wait.preNo,
                payload: .object([.init("trouble", .text(trouble))])), in: session)
    }

    /// The lists that entries concern, each once.
    private func cases(_ entries: [Entry], in session: Session) throws -> [Parts.Wait] {
        var found: [Parts.Wait] = []
        var seen: Set<Parts.Wait> = []
        for entry in entries {
            var waits: [Parts.Wait] = []
            if ![JournalKind.documentStored, JournalKind.documentWithdrawn].contains(entry.kind) {
                waits = [Parts.Wait(declarant: entry.tenant, preNo: entry.subject)]
            } else if let place = place(of: entry) {
                waits = try Parts.waiting(for: place, in: session)
                if place.type == .importPayment {
                    waits += try paymentWaits(entry, in: session)
                }
            }
            for wait in waits where seen.insert(wait).inserted { found.append(wait) }
        }
        return found
    }

    private func place(of entry: Entry) -> DocumentShelf.Place? {
        guard let name = entry.payload["type"]?.string, let type = MessageType(rawValue: name),
            let number = entry.payload["number"]?.string
        else { return nil }
        return DocumentShelf.Place(tenant: entry.tenant, type: type, number: number)
    }

    /// Lists wait for a payment under their order's number at the platform.
    private func paymentWaits(_ entry: Entry, in session: Session) throws -> [Parts.Wait] {
        guard let platform = entry.payload["platform"]?.string,
            let order = entry.payload["order"]?.string
        else { return [] }
        return try Parts.waiting(
            for: DocumentShelf.Place(tenant: platform, type: .importPayment, number: order),
            in: session)
    }

    /// Gives the status the list came to, nil when it still waits.
    private func settle(
        _ file: CaseFile, _ findings: [Finding], _ wait: Parts.Wait, in session: Session
    ) throws -> Status? {
        guard file.missing.isEmpty else {
            try noteWaits(file, wait, in: session)
            return nil
        }
        if !file.record.waitsFor.isEmpty { try Parts.endWaits(of: wait, in: session) }
        let steps = Steps(
            journal: journal, clock: clock, form: form, ledger: ledger, stock: judge.stock,
            session: session)
        var decision = Decision(day: file.day, releaseDay: clock.today)
        decision.findings = findings
        guard decision.findings.isEmpty else {
            // A document that was mended meanwhile must not reject the list.
            for document in file.documents {
                guard try DocumentShelf.isCurrent(document, in: session) else { throw Overtaken() }
            }
            return try reject(file, decision, steps)
        }
        decision.taken = file.documents.map {
            Decision.Taken(
                tenant: $0.place.tenant, type: $0.place.type, number: $0.place.number)
        }
        let assessed = try judge.assess(file, decision, ledger: ledger, in: session)
        guard assessed.decision.findings.isEmpty else {
            return try reject(file, assessed.decision, steps)
        }
        for document in file.documents {
            guard try DocumentShelf.take(document, for: file.record.preNo, in: session) else {
                throw Overtaken()
            }
            if document.place.type == .importPayment {
                try Parts.admit(
                    document.place.tenant, to: file.record.preNo, of: file.record.declarant,
                    as: Parts.payer, in: session)
            }
        }
        let record = try steps.accept(file, assessed)
        try taxes.bill(record, file.list, assessed.decision, in: session)
        try judge.identities.note(file, assessed.decision, assessed.marks, in: session)
        if let judged = judge.judged(assessed) {
            try judge.orders.note(judged, in: session)
        }
        return record.status
    }

    private func reject(_ file: CaseFile, _ decision: Decision, _ steps: Steps) throws -> Status? {
        try steps.apply([.rejected(for: decision.findings)], to: file, decision)
            ? .rejected : nil
    }

    private func noteWaits(_ file: CaseFile, _ wait: Parts.Wait, in session: Session) throws {
        let types = file.missing.map(\.type.rawValue).joined(separator: " ")
        // A list that was withdrawn or sent anew since it was read waits for nothing of this.
        guard try InventoryShelf.noteWait(file.record, for: types, in: session) else { return }
        // What is there may be withdrawn while the others are awaited: then the note is made anew.
        for place in file.missing + reader.present(file) {
            try Parts.wait(wait, for: place, since: clock.now(), in: session)
        }
        guard types != file.record.waitsFor else { return }
        try journal.append(
            Draft(
                JournalKind.listWaits, actor: "declarations.desk", tenant: file.record.declarant,
                subjectType: "declaration", subject: file.record.preNo,
                payload: .object([.init("waitsFor", .text(types))])), in: session)
    }
}

extension CaseReader {
    /// Under which numbers a list waits for what is there already.
    fileprivate func present(_ file: CaseFile) -> [DocumentShelf.Place] {
        file.documents.map {
            $0.place.type == .importPayment ? paymentPlace(of: file.list) : $0.place
        }
    }

    /// A payment as it lies in the store, read.
    func payment(_ found: DocumentShelf.Document) throws -> Payment? {
        guard let table = catalogue.table(found.place.type.rawValue) else { return nil }
        let document = try table.document(fragment: found.body)
        return try Payment(head: document.head, type: found.place.type)
    }
}

/// Something was changed between reading and deciding: the list is looked at again.
struct Overtaken: Error {}
