import Journal
public import Kernel
import Plug
import Secrets
import Store
import Synchronization
import Wire

/// What a change of law would have done to trade of the year before.
public struct TradeAffected: Sendable, Hashable {
    /// Id of the enterprise.
    public let enterprise: String
    public let declarations: Int
    /// Duty and taxes then, and as they would be, in yuan.
    public let before: Fixed
    public let after: Fixed

    public init(enterprise: String, declarations: Int, before: Fixed, after: Fixed) {
        self.enterprise = enterprise
        self.declarations = declarations
        self.before = before
        self.after = after
    }
}

/// Loads changes of law: reads, tells what they change, keeps them, and has them hold for whoever
/// asks from their first day on.
struct EditionDesk: Sendable {
    let book: TariffBook
    let store: Store
    let journal: Journal
    private let known = KnownNumber()

    init(book: TariffBook, store: Store, journal: Journal) {
        self.book = book
        self.store = store
        self.journal = journal
    }

    /// The number of the last edition this process has taken up.
    private final class KnownNumber: Sendable {
        let value = Mutex<Int64>(0)
    }

    /// Takes up what the store holds and this process does not: at the start, after loading, and
    /// when another server has loaded something.
    func takeUp() async throws {
        let before = known.value.withLock { $0 }
        let records = try await store.read { try EditionShelf().all(after: before, in: $0) }
        let reading = EditionReading(book: book)
        for record in records {
            try known.value.withLock { number in
                // Somebody else may have taken it up meanwhile.
                guard record.number > number else { return }
                var state = book.codes.loaded.now
                _ = try reading.add(record.edition, to: &state)
                book.codes.loaded.replace(with: state)
                number = record.number
            }
        }
    }

    /// What an edition would change; nothing is kept.
    func report(_ edition: Edition) throws -> EditionReport {
        var state = book.codes.loaded.now
        return try EditionReading(book: book).add(edition, to: &state)
    }

    /// Keeps an edition, all or nothing.
    func load(_ edition: Edition, by actor: String) async throws -> EditionReport {
        let report = try report(edition)
        let digest = Digest.hex(
            Digest.sha256(Array(edition.from.text.utf8) + edition.content))
        let now = journal.clock.now()
        try await store.write { session in
            let shelf = EditionShelf()
            guard try !shelf.has(digest, in: session) else {
                throw EditionLoadedBefore(name: edition.fileName)
            }
            let number = try shelf.last(in: session) + 1
            try shelf.add(
                EditionShelf.Record(
                    number: number, edition: edition, rows: report.changes.count, loadedAt: now,
                    loadedBy: actor), digest: digest, in: session)
            try journal.append(
                Draft(
                    "tariff-edition-loaded", actor: actor, tenant: "", subjectType: "tariff",
                    subject: String(number),
                    payload: .object([
                        .init("kind", .text(edition.kind.rawValue)),
                        .init("from", .text(edition.from.text)),
                        .init("rows", .integer(report.changes.count)),
                    ]), citation: edition.document), in: session)
        }
        try await takeUp()
        return report
    }

    func all() async throws -> [EditionShelf.Record] {
        try await store.read { try EditionShelf().all(in: $0) }
    }

    /// Watches for editions that another server loaded.
    var service: Service {
        Service(name: "tariff-editions") {
            while !Task.isCancelled {
                try? await Task.sleep(nanoseconds: 2_000_000_000)
                guard let last = try? await store.read({ try EditionShelf().last(in: $0) }),
                    last != known.value.withLock({ $0 })
                else { continue }
                try? await takeUp()
            }
        }
    }
}

/// The same file was loaded for the same day before.
struct EditionLoadedBefore: Refusal {
    let name: String
    var code: String { "tariff.edition-loaded-before" }
    var status: Int { 409 }
    var message: Localized {
        Localized(zh: "\(name) 已按同一起始日期导入过。", en: "\(name) was loaded for that day before.")
    }
    var fix: Localized {
        Localized(
            zh: "无需再次导入；内容有更正的，请导入更正后的文件。",
            en: "There is nothing to do; load the corrected file if something was wrong.")
    }
}
