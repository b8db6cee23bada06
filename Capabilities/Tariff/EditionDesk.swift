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

    /// What this process has taken up: the number of the last edition, and the latest first day.
    private struct Known {
        var number: Int64 = 0
        var latest: Day?
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
        let before = known.value.withLock { $0 }
        let (new, withdrawn) = try await store.read { session in
            let shelf = EditionShelf()
            return (
                try shelf.all(after: before.number, in: session), try shelf.withdrawn(in: session)
            )
        }
        let isInOrder = new.allSatisfy { $0.from >= before.latest ?? $0.from }
        let records =
            isInOrder ? new : try await store.read { try EditionShelf().all(in: $0) }
        let faults: [SetAside] = known.value.withLock { known in
            // Somebody else may have taken them up meanwhile.
            guard let last = records.last, last.number > known.number else { return [] }
            let begun = isInOrder ? known.number : 0
            var state = isInOrder ? book.codes.loaded.now : LoadedEditions.State()
            let faults = EditionReading(book: book).put(
                records.filter { $0.number > begun && !withdrawn.contains($0.number) }, on: &state)
            book.codes.loaded.replace(with: state)
            known.number = last.number
            known.latest = (records.map(\.from) + [known.latest].compactMap { $0 }).max()
            return faults.filter { $0.number > before.number }
        }
        for fault in faults { report("tariff-editions", fault) }
        book.codes.loaded.forget(withdrawn)
    }

    /// What an edition would change; nothing is kept.
    ///
    /// - Parameter mayDropMost: whether a whole table may leave out more than half of what is in
    ///   force. Otherwise it is taken for a table that was sent in part, and refused.
    func report(_ edition: Edition, mayDropMost: Bool = false) throws -> EditionReport {
        var state = book.codes.loaded.now
        let report = try EditionReading(book: book).add(edition, to: &state)
        if report.dropsMost, !mayDropMost { throw EditionRefusal.dropsMost(report) }
        return report
    }

    /// Keeps an edition, all or nothing.
    func load(_ edition: Edition, mayDropMost: Bool = false, by actor: String) async throws
        -> EditionReport
    {
        let report = try report(edition, mayDropMost: mayDropMost)
        let scope = edition.isWhole ? "whole " : ""
        let digest = Digest.hex(
            Digest.sha256(Array("\(scope)\(edition.from.text)".utf8) + edition.content))
        let now = journal.clock.now()
        try await store.write { session in
            let shelf = EditionShelf()
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
            try journal.append(
                Draft(
                    "tariff-edition-loaded", actor: actor, tenant: "", subjectType: "tariff",
                    subject: String(number),
                    payload: .object([
                        .init("kind", .text(edition.kind.rawValue)),
                        .init("from", .text(edition.from.text)),
                        .init("rows", .integer(report.changes.count)),
                        .init("whole", .bool(edition.isWhole)),
                    ]), citation: edition.document), in: session)
        }
        try await takeUp()
        return report
    }

    /// Has done with an edition that is set aside: it is not tried again. The file stays.
    func withdraw(_ number: Int64, by actor: String) async throws {
        try await takeUp()
        let now = journal.clock.now()
        let isAside = book.codes.loaded.setAside.contains { $0.number == number }
        try await store.write { [journal] session in
            let shelf = EditionShelf()
            guard number >= 1, number <= (try shelf.last(in: session)) else {
                throw EditionRefusal.unknown(number)
            }
            if try shelf.withdrawn(in: session).contains(number) { return }
            guard isAside else { throw EditionRefusal.holds(number) }
            try shelf.withdraw(number, at: now, by: actor, in: session)
            try journal.append(
                Draft(
                    "tariff-edition-withdrawn", actor: actor, tenant: "", subjectType: "tariff",
                    subject: String(number), payload: .object([])), in: session)
        }
        try await takeUp()
    }

    /// Every edition with what became of it, in order.
    func all() async throws -> [EditionStanding] {
        let (records, withdrawn) = try await store.read { session in
            (try EditionShelf().all(in: session), try EditionShelf().withdrawn(in: session))
        }
        let aside = book.codes.loaded.setAside
        return records.map { record in
            let fault = aside.first { $0.number == record.number }
            return EditionStanding(
                record: record,
                state: withdrawn.contains(record.number)
                    ? .withdrawn : fault == nil ? .holds : .setAside, fault: fault)
        }
    }

    /// The editions that were not withdrawn, files and all.
    func kept() async throws -> [EditionShelf.Record] {
        try await store.read { session in
            let withdrawn = try EditionShelf().withdrawn(in: session)
            return try EditionShelf().all(in: session).filter { !withdrawn.contains($0.number) }
        }
    }

    /// Watches for editions that another server loaded, or whose fault it mended.
    var service: Service {
        Service(name: "tariff-editions") {
            var hadFault = false
            while !Task.isCancelled {
                try? await Task.sleep(nanoseconds: 2_000_000_000)
                do {
                    let last = try await store.read { try EditionShelf().last(in: $0) }
                    let seen = known.value.withLock { $0.number }
                    if last != seen || !book.codes.loaded.setAside.isEmpty {
                        try await takeUp()
                    }
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

extension EditionReading {
    /// Puts kept editions on top of each other, by first day and then by number; gives those that
    /// are set aside.
    func put(_ records: [EditionShelf.Record], on state: inout LoadedEditions.State) -> [SetAside] {
        let ordered = records.sorted { ($0.from, $0.number) < ($1.from, $1.number) }
        var faults: [SetAside] = []
        for record in ordered {
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
