import Balances
import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Taxes of a month paid together: notes, their payment, and what happens when there is none.
struct NoteDesk: Sendable {
    let desk: EntryDesk

    /// Notes that are looked at at once.
    private static let batch = 200
    private static let citation = Citation(document: "中华人民共和国关税法", article: "第四十三条")

    /// Makes the notes of months that are over and draws those not paid in time.
    ///
    /// - Returns: how many were made, and how many drawn or left owed.
    func settle(report: @Sendable (any Error) -> Void) async throws -> (made: Int, drawn: Int) {
        let now = desk.clock.now()
        let month = MonthlyPayment(of: now.day).period
        var (made, drawn) = (0, 0)
        let unbilled = try await desk.store.read { try EntryRows.unbilled(before: month, in: $0) }
        for (tenant, period) in unbilled {
            do {
                let isMade = try await desk.store.write { session in
                    try make(tenant, period, now, session)
                }
                if isMade { made += 1 }
            } catch {
                report(error)
            }
        }
        var place: PaymentNote?
        while true {
            let last = place
            let open = try await desk.store.read {
                try NoteRows.open(before: month, after: last, limit: Self.batch, in: $0)
            }
            for note in open {
                do {
                    guard try due(note).day.day < now.day else { continue }
                    try await desk.store.write { try draw(note.number, now, $0) }
                    drawn += 1
                } catch {
                    report(error)
                }
            }
            guard open.count == Self.batch else { break }
            place = open.last
        }
        return (made, drawn)
    }

    /// Last day of payment, with the rule it comes from.
    func due(
        _ note: PaymentNote
    ) throws(EntryRefusal) -> (day: WorkingCalendar.Reckoned, rule: Dated<Fixed>) {
        let month = MonthlyPayment(period: note.period) ?? MonthlyPayment(of: note.madeAt.day)
        return try month.due(desk.settings, desk.calendar)
    }

    private func make(
        _ tenant: String, _ period: String, _ now: Instant, _ session: Session
    ) throws -> Bool {
        let entries = try EntryRows.all(of: tenant, period: period, in: session)
        let total = try entries.reduce(Fixed.zero) { try $0.adding($1.security) }
        guard total > .zero else { return false }
        let running = String(try session.next("entries-notes"))
        let zeros = String(repeating: "0", count: max(0, 6 - running.utf8.count))
        let note = PaymentNote(
            tenant: tenant, period: period,
            number: "HZ" + period.filter { $0 != "-" } + zeros + running, total: total,
            entries: entries.count, state: .open, reference: "", madeAt: now, settledAt: nil)
        try NoteRows.insert(note, in: session)
        try tell("made", note, EntryClock.actor, session)
        return true
    }

    /// The money came: what the month's entries had reserved is free again.
    func pay(
        _ number: String, reference: String, by principal: Principal
    ) async throws -> PaymentNote {
        let reference = trim(reference)
        guard !reference.isEmpty, reference.utf8.count <= 100,
            reference.utf8.allSatisfy({ $0 >= 0x20 })
        else {
            throw EntryRefusal.input([
                EntryFault.missing(
                    Localized(zh: "缴款书号", en: "Number of the payment"), .required
                ).fault(at: "/reference")
            ])
        }
        let now = desk.clock.now()
        return try await desk.store.write { session in
            guard var note = try NoteRows.find(number, in: session),
                isOfDistrict(note.tenant, principal)
            else { throw EntryRefusal.noSuchNote }
            guard note.state == .open || note.state == .owed else {
                throw EntryRefusal.noteSettled(note.state.name.zh)
            }
            note.state = .paid
            note.reference = reference
            let cause = try tell("paid", note, principal.id, session)
            let steps = EntrySteps(
                desk: desk, session: session, actor: principal.id, cause: cause)
            for known in try EntryRows.all(of: note.tenant, period: note.period, in: session) {
                var entry = known
                try steps.free(&entry)
                try desk.settle(&entry, by: principal.id, session)
                try desk.keep(&entry, session)
            }
            note.settledAt = now
            try NoteRows.settle(note, at: now, in: session)
            return note
        }
    }

    /// Not paid in time: drawn from the guarantee, and the consignee pays by the entry from now
    /// on.
    private func draw(_ number: String, _ now: Instant, _ session: Session) throws {
        guard var note = try NoteRows.find(number, in: session), note.state == .open else { return }
        do {
            try desk.guarantees.draw(
                note.total, from: note.tenant, for: note.number, citation: Self.citation,
                by: EntryClock.actor, in: session)
            note.state = .drawn
        } catch BalanceRefusal.insufficient {
            note.state = .owed
        }
        note.settledAt = now
        if note.state == .drawn {
            for known in try EntryRows.all(of: note.tenant, period: note.period, in: session) {
                var entry = known
                try desk.settle(&entry, by: EntryClock.actor, session)
                try desk.keep(&entry, session)
            }
        }
        try NoteRows.settle(note, at: now, in: session)
        try tell(note.state.rawValue, note, EntryClock.actor, session)
        try desk.suspend(
            Privilege.summaryTaxation, of: note.tenant,
            because: Localized(
                zh: "缴款单 \(note.number) 逾期未缴",
                en: "payment note \(note.number) not paid in time"),
            by: EntryClock.actor, session)
    }

    /// A page of notes.
    struct Page: Sendable {
        let notes: [PaymentNote]
        let hasMore: Bool
    }

    /// Notes of the enterprise, the latest first, or, for an officer, those open in the districts,
    /// the oldest first; after one of them.
    func notes(
        after number: String?, limit: Int, for principal: Principal
    ) async throws -> Page {
        try await desk.store.read { session in
            let place = try number.map { number in
                guard let note = try NoteRows.find(number, in: session), sees(note, principal)
                else { throw EntryRefusal.noSuchNote }
                return note
            }
            let found =
                principal.enterprise.isEmpty
                ? try unpaid(after: place, limit: limit + 1, for: principal, in: session)
                : try NoteRows.all(
                    of: principal.enterprise, before: place?.period, limit: limit + 1,
                    in: session)
            return Page(notes: Array(found.prefix(limit)), hasMore: found.count > limit)
        }
    }

    /// What an enterprise has to pay, the oldest first.
    func unpaid(limit: Int, for principal: Principal) async throws -> [PaymentNote] {
        try await desk.store.read { session in
            try NoteRows.unpaid(of: principal.enterprise, limit: limit, in: session)
        }
    }

    /// The register of enterprises knows the districts, so the notes are gone through until there
    /// are enough.
    private func unpaid(
        after place: PaymentNote?, limit: Int, for officer: Principal, in session: Session
    ) throws -> [PaymentNote] {
        var (found, last) = ([PaymentNote](), place)
        while found.count < limit {
            let batch = try NoteRows.unpaid(after: last, limit: Self.batch, in: session)
            found += batch.filter { isOfDistrict($0.tenant, officer) }
            last = batch.last
            if batch.count < Self.batch { break }
        }
        return Array(found.prefix(limit))
    }

    /// One note with a page of its entries; a foreign one is as if it were not there.
    func note(
        _ number: String, after entry: String? = nil, limit: Int = 50, for principal: Principal
    ) async throws -> (note: PaymentNote, entries: [GoodsEntry], hasMore: Bool) {
        try await desk.store.read { session in
            guard let note = try NoteRows.find(number, in: session), sees(note, principal)
            else { throw EntryRefusal.noSuchNote }
            let found = try EntryRows.page(
                of: note.tenant, period: note.period, after: entry, limit: limit + 1,
                in: session)
            return (note, Array(found.prefix(limit)), found.count > limit)
        }
    }

    private func sees(_ note: PaymentNote, _ principal: Principal) -> Bool {
        principal.enterprise.isEmpty
            ? isOfDistrict(note.tenant, principal) : note.tenant == principal.enterprise
    }

    func isOfDistrict(_ tenant: String, _ principal: Principal) -> Bool {
        guard principal.may(EntryDesk.decide),
            let district = desk.register.enterprise(id: tenant)?.district
        else { return false }
        return principal.districts.contains(district)
    }

    @discardableResult
    private func tell(
        _ what: String, _ note: PaymentNote, _ actor: String, _ session: Session
    ) throws -> Int64 {
        try desk.journal.append(
            Draft(
                "entries.note-" + what, actor: actor, tenant: note.tenant,
                subjectType: "payment-note", subject: note.number,
                payload: .object([
                    .init("period", .text(note.period)), .init("total", .text(note.total.text)),
                    .init("reference", .text(note.reference)),
                ]), citation: Self.citation.text), in: session)
    }
}
