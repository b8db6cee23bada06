import Journal
import Kernel
import Plug
import Secrets
import Store
import Synchronization
import Wire

/// Loads changes of law: reads, tells what they change, keeps them, and has them hold for whoever
/// asks from their first day on.
///
/// An edition that was kept and no longer fits the tables this program came with is set aside: the
/// server goes on with the others, and says so wherever people look, until the operator mends it.
struct EditionDesk: Sendable {
    let book: TariffBook
    let store: Store
    let journal: Journal
    /// Told of an edition that is set aside, and of editions that cannot be looked up.
    let report: @Sendable (String, any Error) -> Void
    private let known = KnownNumber()

    init(
        book: TariffBook, store: Store, journal: Journal,
        report: @escaping @Sendable (String, any Error) -> Void
    ) {
        self.book = book
        self.store = store
        self.journal = journal
        self.report = report
    }

    /// What this process has taken up: the number of the last edition, and what is withdrawn.
    private struct Known {
        var number: Int64 = 0
        var withdrawn: [Int64: EditionShelf.Withdrawal] = [:]
        /// Editions whose fault was reported.
        var told: Set<Int64> = []
    }

    /// One value for every copy of the desk.
    private final class KnownNumber: Sendable {
        let value = Mutex(Known())
    }

    /// Takes up what the store holds and this process does not: at the start, after loading, and
    /// when another server has loaded something. Editions are put on top of each other in the order
    /// of their first days, whenever they were loaded: one of an earlier day never takes the place
    /// of a later law.
    func takeUp() async throws {
        let (last, withdrawn) = try await store.read { session in
            (try EditionShelf().last(in: session), try EditionShelf().withdrawn(in: session))
        }
        let isKnown = known.value.withLock {
            $0.number == last && $0.withdrawn == withdrawn
        }
        if isKnown { return }
        let records = try await store.read { try EditionShelf().all(in: $0) }
        let (timeline, faults) = EditionReading(book: book).timeline(records)
        let new: [SetAside] = known.value.withLock { known in
            // Somebody else may have taken up more meanwhile.
            guard let last = records.last?.number, last >= known.number,
                withdrawn.count >= known.withdrawn.count
            else { return [] }
            book.codes.loaded.replace(with: timeline)
            known.number = last
            known.withdrawn = withdrawn
            let new = faults.filter { !known.told.contains($0.number) }
            known.told.formUnion(new.map(\.number))
            return new
        }
        for fault in new { report("tariff-editions", fault) }
    }

    /// What an edition would change; nothing is kept.
    ///
    /// - Parameters:
    ///   - mayDropMost: whether a whole table may leave out more than half of what is in force.
    ///     Otherwise it is taken for a table that was sent in part, and refused.
    ///   - mayChangeMuch: whether a rate of exchange may be more than ten times the one in force,
    ///     or less than a tenth, and a provisional rate above the one it goes before. Otherwise it
    ///     is taken for a slip of the pen.
    func report(_ edition: Edition, mayDropMost: Bool = false, mayChangeMuch: Bool = false) throws
        -> EditionReport
    {
        let before = book.codes.loaded.now(on: edition.from)
        var state = before
        let reading = EditionReading(book: book)
        try reading.refuseBeforeTheFirst(edition)
        var report = try reading.add(edition, to: &state)
        if !mayChangeMuch {
            try reading.refuseLargeChanges(edition)
            try reading.refuseProvisionalAbove(edition, before, state)
        }
        report.warnings = try reading.warnings(edition, before, state)
        if report.dropsMost, !mayDropMost { throw EditionRefusal.dropsMost(report) }
        return report
    }

    /// That something was loaded or withdrawn since an edition was tried.
    private struct Outdated: Error {}

    /// Keeps an edition, all or nothing. What it would drop is what is dropped: where something was
    /// loaded or withdrawn meanwhile, by this server or another, it is tried anew.
    ///
    /// - Parameter consent: of the second person, where one agreed to it.
    func load(
        _ edition: Edition, mayDropMost: Bool = false, mayChangeMuch: Bool = false,
        by actor: String, consent: TariffConsent? = nil
    ) async throws -> EditionReport {
        for _ in 0..<5 {
            try await takeUp()
            let basis = known.value.withLock { ($0.number, $0.withdrawn) }
            let report = try report(
                edition, mayDropMost: mayDropMost, mayChangeMuch: mayChangeMuch)
            try consent?.covers(report)
            do {
                try await keep(edition, report, basis, by: actor, consent)
            } catch is Outdated { continue }
            try await takeUp()
            return report
        }
        throw ProposalRefusal.busy
    }

    private func keep(
        _ edition: Edition, _ report: EditionReport,
        _ basis: (number: Int64, withdrawn: [Int64: EditionShelf.Withdrawal]),
        by actor: String, _ consent: TariffConsent?
    ) async throws {
        let digest = EditionShelf.digest(of: edition)
        let now = journal.clock.now()
        try await store.write { [journal] session in
            try consent?.stillWaits(session)
            let shelf = EditionShelf()
            guard try shelf.last(in: session) == basis.number,
                try shelf.withdrawn(in: session) == basis.withdrawn
            else { throw Outdated() }
            guard try !shelf.has(digest, in: session) else {
                throw EditionRefusal.loadedBefore(name: edition.fileName)
            }
            let number = try shelf.last(in: session) + 1
            try shelf.add(
                EditionShelf.Record(
                    number: number, kind: edition.kind.rawValue, from: edition.from,
                    document: edition.document, fileName: edition.fileName,
                    content: edition.content,
                    rows: report.changes.count - report.count(.dropped), loadedAt: now,
                    loadedBy: actor, isWhole: edition.isWhole), digest: digest, in: session)
            try EditionChangeShelf().add(number, ProposalChanges(report), in: session)
            try consent?.decide(number, session)
            try journal.append(
                Draft(
                    "tariff-edition-loaded", actor: actor, tenant: "", subjectType: "tariff",
                    subject: String(number),
                    payload: .object([
                        .init("kind", .text(edition.kind.rawValue)),
                        .init("from", .text(edition.from.text)),
                        .init("rows", .integer(report.changes.count)),
                        .init("whole", .bool(edition.isWhole)),
                        .init("proposedBy", .optional(consent?.proposedBy)),
                    ]), citation: edition.document), in: session)
        }
    }

    /// Withdraws an edition: one that is set aside is not tried again, one that is in use holds no
    /// longer from a day on. The file stays, and so do the answers for the days before.
    ///
    /// - Parameters:
    ///   - day: from when on it holds no longer; not needed for one that is set aside.
    ///   - reason: why; needed for one that is in use.
    /// - Returns: the day from which on it holds no longer.
    @discardableResult
    func withdraw(
        _ number: Int64, from day: Day?, reason: String, by actor: String,
        consent: TariffConsent? = nil
    ) async throws -> Day {
        for _ in 0..<5 {
            try await takeUp()
            let basis = known.value.withLock { ($0.number, $0.withdrawn) }
            if let consent {
                try consent.covers(
                    report(withdrawing: try await withdrawing(number, from: day, reason)))
            }
            do {
                let first = try await keepWithdrawal(
                    number, from: day, reason, basis, by: actor, consent)
                try await takeUp()
                return first
            } catch is Outdated { continue }
        }
        throw ProposalRefusal.busy
    }

    private func keepWithdrawal(
        _ number: Int64, from day: Day?, _ reason: String,
        _ basis: (number: Int64, withdrawn: [Int64: EditionShelf.Withdrawal]),
        by actor: String, _ consent: TariffConsent?
    ) async throws -> Day {
        let now = journal.clock.now()
        return try await store.write { [journal] session in
            try consent?.stillWaits(session)
            let shelf = EditionShelf()
            guard try shelf.last(in: session) == basis.number,
                try shelf.withdrawn(in: session) == basis.withdrawn
            else { throw Outdated() }
            let (_, first) = try withdrawable(number, from: day, reason, in: session)
            try shelf.withdraw(
                number, EditionShelf.Withdrawal(from: first, reason: reason), at: now, by: actor,
                in: session)
            try consent?.decide(number, session)
            try journal.append(
                Draft(
                    "tariff-edition-withdrawn", actor: actor, tenant: "", subjectType: "tariff",
                    subject: String(number),
                    payload: .object([
                        .init("from", .text(first.text)), .init("reason", .text(reason)),
                        .init("proposedBy", .optional(consent?.proposedBy)),
                    ])), in: session)
            return first
        }
    }

    /// Whether an edition is kept and set aside: it holds nothing, so nobody has to agree to
    /// withdrawing it.
    func isAside(_ number: Int64) -> Bool {
        book.codes.loaded.setAside.contains { $0.number == number }
    }

    /// The edition to withdraw, and the first day it holds no longer; or why it cannot be.
    func withdrawable(
        _ number: Int64, from day: Day?, _ reason: String, in session: Session
    ) throws -> (EditionShelf.Record, Day) {
        guard let record = try EditionShelf().all(in: session).first(where: {
            $0.number == number
        }) else { throw EditionRefusal.unknown(number) }
        if let before = record.withdrawal {
            throw EditionRefusal.withdrawnBefore(number, before.from)
        }
        if isAside(number) { return (record, record.from) }
        let earliest = max(journal.clock.today, record.from)
        guard let day, !reason.isEmpty else { throw EditionRefusal.holds(number, earliest) }
        guard day >= earliest else { throw EditionRefusal.withdrawnTooEarly(day, earliest) }
        return (record, day)
    }

    /// Every edition with what became of it, in order.
    func all() async throws -> [EditionStanding] {
        let (records, counts) = try await store.read { session in
            (try EditionShelf().all(in: session), try EditionChangeShelf().counts(in: session))
        }
        let (aside, today) = (book.codes.loaded.setAside, journal.clock.today)
        return records.map { record in
            let fault = aside.first { $0.number == record.number }
            let isGone = record.withdrawal.map { $0.from <= max(today, record.from) } ?? false
            return EditionStanding(
                record: record, state: isGone ? .withdrawn : fault == nil ? .holds : .setAside,
                fault: isGone ? nil : fault, counts: counts[record.number])
        }
    }

    /// One edition and what it changed; nil changes where they were not kept.
    func changes(of number: Int64) async throws -> (EditionStanding, ProposalChanges?) {
        guard let one = try await all().first(where: { $0.record.number == number }) else {
            throw EditionRefusal.unknown(number)
        }
        return (one, try await store.read { try EditionChangeShelf().changes(of: number, in: $0) })
    }

    /// The editions that hold on some day, files and all.
    func kept() async throws -> [EditionShelf.Record] {
        try await store.read { try EditionShelf().all(in: $0) }.filter(\.everHolds)
    }

    /// Watches for editions that another server loaded or withdrew.
    var service: Service {
        Service(name: "tariff-editions") {
            var hadFault = false
            while !Task.isCancelled {
                try? await Task.sleep(nanoseconds: 2_000_000_000)
                do {
                    try await takeUp()
                    hadFault = false
                } catch {
                    // Said once, not every two seconds, for as long as it lasts.
                    if !hadFault { report("tariff-editions", error) }
                    hadFault = true
                }
            }
        }
    }

    /// What `tradewind verify` finds: editions that are kept and not in force.
    var scrub: Scrub {
        Scrub("tariff.editions", Localized(zh: "导入的税则数据", en: "loaded tariff editions")) { _ in
            try await takeUp()
            var findings = Scrub.Findings()
            findings.checked = try await all().count
            findings.mismatches = book.codes.loaded.setAside.map {
                Scrub.Mismatch(String($0.number), $0.message)
            }
            return findings
        }
    }
}

/// That a second person agreed to a change of law, and to what it changes.
struct TariffConsent: Sendable {
    /// Id of who proposed it.
    let proposedBy: String
    /// Throws where it would change something else than what was shown.
    let covers: @Sendable (EditionReport) throws -> Void
    /// Throws where somebody decided meanwhile; asked first in the transaction.
    let stillWaits: @Sendable (Session) throws -> Void
    /// Done in the transaction that keeps the change, with the number of the edition.
    let decide: @Sendable (Int64, Session) throws -> Void
}

extension EditionReading {
    /// Puts kept editions on top of each other as they hold day by day; gives those that are set
    /// aside besides.
    func timeline(_ records: [EditionShelf.Record]) -> (LoadedEditions.Timeline, [SetAside]) {
        let held = records.filter(\.everHolds)
        var timeline = LoadedEditions.Timeline()
        let faults = put(held, on: &timeline.first)
        for day in Set(held.compactMap(\.withdrawal?.from)).sorted() {
            var state = LoadedEditions.State()
            _ = put(held.filter { $0.withdrawal.map { day < $0.from } ?? true }, on: &state)
            timeline.later.append((from: day, state: state))
        }
        return (timeline, faults)
    }

    /// Puts kept editions on top of each other, by first day and then by number; gives those that
    /// are set aside.
    func put(_ records: [EditionShelf.Record], on state: inout LoadedEditions.State) -> [SetAside] {
        let ordered = records.sorted { ($0.from, $0.number) < ($1.from, $1.number) }
        var faults: [SetAside] = []
        var seen: Set<String> = []
        for record in ordered {
            // One that was withdrawn and loaded again says the same a second time.
            if let edition = record.edition,
                !seen.insert(EditionShelf.digest(of: edition)).inserted
            {
                continue
            }
            var next = state
            do throws(LookupRefusal) {
                guard let edition = record.edition else {
                    throw .fileLine(1, column: record.kind, EditionRefusal.unknownKind)
                }
                _ = try add(edition, to: &next)
                state = next
            } catch {
                faults.append(
                    SetAside(
                        number: record.number, fileName: record.fileName,
                        document: record.document, from: record.from, why: error))
            }
        }
        state.setAside += faults
        return faults
    }
}

extension EditionShelf {
    /// What a file says, and from when on.
    static func digest(of edition: Edition) -> String {
        let scope = edition.isWhole ? "whole " : ""
        return Digest.hex(
            Digest.sha256(Array("\(scope)\(edition.from.text)".utf8) + edition.content))
    }
}
