import Inspections
import Journal
import Kernel
import Parties
import Proofs
import Secrets
import Store
import Web
import Wire

/// Step two, another way to pay, and what officers do.
extension EntryDesk {
    /// Takes the full declaration of goods released on the summary. The same body again changes
    /// nothing.
    func complete(
        _ number: String, _ json: JSON, by principal: Principal
    ) async throws -> GoodsEntry {
        let digest = Digest.hex(Digest.sha256(Array(json.canonical.utf8)))
        let now = clock.now()
        let known = try await store.read { try own(number, principal, $0) }
        if let before = try repeated(known, digest) { return before }
        let reading = EntryReading(json, fields, tables, today: now.day)
        try checkCompletion(reading, of: known, on: now.day)
        return try await store.write { [self] session in
            var entry = try own(number, principal, session)
            if let before = try repeated(entry, digest) { return before }
            guard entry.state == .conditional || entry.state == .overdue else {
                throw EntryRefusal.notPossible(entry)
            }
            entry.summary = entry.document
            entry.document = reading.document
            entry.document.header["arrivesOn"] = entry.summary?.header["arrivesOn"]
            entry.step = .full
            entry.completedOn = now.day
            entry.completedDigest = digest
            let cause = try note(
                .completed, entry, by: principal.id, [.init("digest", .text(digest))], session)
            try QuotaDesk(desk: self).takeAnew(entry, cause: cause, in: session)
            try EntrySteps(desk: self, session: session, actor: principal.id, cause: cause)
                .complete(&entry)
            try keep(&entry, session)
            try SentRows.complete(
                entry, receipt: EntryReceipt.completion(entry, at: now, digest: digest).canonical,
                sequence: try LogSource.nextNumber(in: session), at: now, in: session)
            return entry
        }
    }

    private func repeated(
        _ entry: GoodsEntry, _ digest: String
    ) throws(EntryRefusal) -> GoodsEntry? {
        guard let before = entry.completedDigest else { return nil }
        guard before.utf8.elementsEqual(digest.utf8) else { throw .completedAlready }
        return entry
    }

    func checkCompletion(
        _ reading: EntryReading, of entry: GoodsEntry, on day: Day
    ) throws {
        guard entry.state == .conditional || entry.state == .overdue else {
            throw EntryRefusal.notPossible(entry)
        }
        var reading = reading
        let document = reading.document
        if document.step != .full { reading.add(.choice([EntryStep.full.rawValue]), "/step") }
        let broken = Set(reading.faults.map(\.path))
        for path in StepTwoFits.differing(document, from: entry.document)
        where !broken.contains(path) {
            reading.add(.differs, path)
        }
        for (index, line) in document.lines.enumerated() {
            if let digits = line["code"], digits.utf8.count < 10 {
                reading.add(.tenDigits, "/lines/\(index)/code")
            }
        }
        for (path, fault) in missingDrugForms(document, of: entry.tenant, on: entry.acceptedOn) {
            reading.add(fault, path)
        }
        var faults = reading.faults
        if faults.isEmpty {
            do {
                _ = try tax.assess(
                    document, rates: entry.rateDay, currencies: entry.acceptedOn)
            } catch EntryRefusal.input(let found) {
                faults += found
            }
        }
        guard faults.isEmpty else { throw EntryRefusal.input(faults) }
    }

    /// Chooses how the tax is paid while the guarantee does not cover it; `summary` tries again.
    func choose(
        _ taxation: EntryTaxation, of number: String, by principal: Principal
    ) async throws -> GoodsEntry {
        try await store.write { [self] session in
            var entry = try own(number, principal, session)
            guard entry.state == .unsecured else { throw EntryRefusal.notPossible(entry) }
            guard taxation == .summary || entry.step == .full else {
                throw EntryRefusal.securityNeeded
            }
            if taxation == .summary, entry.taxation == .summary {
                try checkSummaryTaxation(entry.tenant, on: clock.today, session)
            }
            if entry.step == .full {
                entry.taxation = taxation
                entry.document.header["taxation"] = taxation.rawValue
            }
            let cause = try note(
                .taxationChanged, entry, by: principal.id,
                [.init("taxation", .text(entry.taxation.rawValue))], session)
            try EntrySteps(desk: self, session: session, actor: principal.id, cause: cause)
                .goOn(&entry)
            try keep(&entry, session)
            return entry
        }
    }

    /// What an officer of the district decides.
    enum Decision: String, Sendable, CaseIterable {
        /// Inspected and found right.
        case release
        case refuse
        /// The tax of the entry was paid.
        case paid
    }

    func decide(
        _ decision: Decision, on number: String, reason: String, by principal: Principal
    ) async throws -> GoodsEntry {
        let reason = trim(reason)
        let label = decision == .paid
            ? Localized(zh: "缴款书号", en: "Number of the payment")
            : Localized(zh: "理由", en: "Reason")
        guard decision == .release || !reason.isEmpty else {
            throw EntryRefusal.input([
                EntryFault.missing(label, .required).fault(at: "/reason")
            ])
        }
        guard reason.utf8.count <= 500, reason.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw EntryRefusal.input([EntryFault.tooLong(500).fault(at: "/reason")])
        }
        return try await store.write { [self] session in
            guard var entry = try EntryRows.find(number, in: session),
                isOfDistrict(entry, principal)
            else { throw EntryRefusal.noSuchEntry }
            // An inspection without the owner stands on its photos.
            if entry.state == .inspection {
                try orders.mayDecide(Self.kind, number, of: entry.tenant, in: session)
            }
            let cause = try apply(decision, to: &entry, reason, principal.id, session)
            try keep(&entry, session)
            if decision == .refuse {
                try reconsider(entry, by: principal.id, cause: cause, session)
            }
            return entry
        }
    }

    private func apply(
        _ decision: Decision, to entry: inout GoodsEntry, _ reason: String, _ actor: String,
        _ session: Session
    ) throws -> Int64 {
        switch decision {
        case .release:
            // Who has looked at the goods has looked at all there is.
            guard entry.state == .inspection || entry.state == .testing else {
                throw EntryRefusal.notPossible(entry)
            }
            entry.isCleared = true
            entry.isTested = true
            entry.reason = reason
            let cause = try note(.inspected, entry, by: actor, session)
            try orders.end(
                Self.kind, entry.number, of: entry.tenant, as: .passed, by: actor, in: session)
            try EntrySteps(desk: self, session: session, actor: actor, cause: cause).goOn(&entry)
            return cause
        case .refuse:
            guard [.inspection, .testing, .mismatch, .held, .unsecured].contains(entry.state) else {
                throw EntryRefusal.notPossible(entry)
            }
            entry.reason = reason
            entry.state = .refused
            let cause = try note(
                .refused, entry, by: actor, [.init("reason", .text(reason))], session)
            try orders.end(
                Self.kind, entry.number, of: entry.tenant, as: .refused(reason), by: actor,
                in: session)
            try EntrySteps(desk: self, session: session, actor: actor, cause: cause).free(&entry)
            return cause
        case .paid:
            guard entry.state == .payment else { throw EntryRefusal.notPossible(entry) }
            let cause = try note(
                .paid, entry, by: actor,
                [.init("reference", .text(reason)), .init("amount", .text(entry.owed.text))],
                session)
            let steps = EntrySteps(desk: self, session: session, actor: actor, cause: cause)
            try steps.free(&entry)
            try steps.release(&entry)
            return cause
        }
    }
}
