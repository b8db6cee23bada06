import Kernel

/// Tables that go back, written beside the requests that ask for them: a request waits a while and
/// no longer, the table is finished all the same and is there when it is asked for again. One is
/// written at a time, so that what they take of memory is bounded. What is lost with a stop is
/// written anew.
actor SheetBooks {
    struct Key: Sendable, Hashable {
        var tenant: String
        var id: String
        var language: Language
    }

    struct Book: Sendable {
        var name: String
        var bytes: [UInt8]
    }

    /// Where one stands.
    enum State: Sendable {
        /// So many of its documents are written.
        case underWay(Int)
        case made
    }

    /// What a table was written from. One that says otherwise than its rows do now is written anew.
    struct Source: Sendable, Hashable {
        var state: SheetState
        var counts: [SheetRowState: Int]
        /// Lists that were taken and refused afterwards.
        var refusedLater: Int

        init(_ progress: SheetDesk.Progress) {
            state = progress.job.state
            counts = progress.counts
            refusedLater = progress.standings[.rejected] ?? 0
        }
    }

    typealias Writer = @Sendable (@Sendable (Int) async -> Void) async throws -> Book

    /// How long one is kept, in milliseconds: it has names and numbers of people in it.
    static let keptMilliseconds: Int64 = 600_000
    /// Bytes kept together; the latest stays, whatever it has.
    static let mostBytes = 32 << 20
    private static let recentMilliseconds: Int64 = 30_000
    private static let lookMilliseconds = 25

    private struct Made {
        let book: Book
        let source: Source
        let at: Instant
    }

    private let clock: Clock
    /// How long a request waits.
    private let patienceMilliseconds: Int
    private var made: [Key: Made] = [:]
    private var written: [Key: Int] = [:]
    private var failures: [Key: any Error] = [:]
    private var last: Task<Void, Never>?

    init(_ needs: DeclarationsCapability.Needs) {
        clock = needs.clock
        patienceMilliseconds = needs.sheetPatience
    }

    func state(_ key: Key, _ source: Source) -> State? {
        drop()
        if let written = written[key] { return .underWay(written) }
        return made[key].map { isCurrent($0, source) } == true ? .made : nil
    }

    /// While documents are still being sent, what is told of them is old at once: one of just now
    /// will do, or whoever asks again and again would never be given one.
    private func isCurrent(_ made: Made, _ source: Source) -> Bool {
        if made.source == source { return true }
        let recent = clock.now().adding(milliseconds: -SheetBooks.recentMilliseconds)
        return source.state != .done && made.source.state == source.state && made.at > recent
    }

    /// The table, written now if it is not there; nil when that takes longer than a request may.
    func book(_ key: Key, _ source: Source, by write: @escaping Writer) async throws -> Book? {
        drop()
        if let made = made[key], isCurrent(made, source) { return made.book }
        begin(key, source, write)
        for _ in 0...(patienceMilliseconds / SheetBooks.lookMilliseconds) {
            if written[key] == nil { break }
            try await Task.sleep(nanoseconds: UInt64(SheetBooks.lookMilliseconds) * 1_000_000)
        }
        guard written[key] == nil else { return nil }
        if let failure = failures.removeValue(forKey: key) { throw failure }
        return made[key]?.book
    }

    func forget(_ id: String, of tenant: String) {
        for language in Language.allCases {
            made[Key(tenant: tenant, id: id, language: language)] = nil
        }
    }

    /// The task is nobody's child: who asked may be gone before it is done.
    private func begin(_ key: Key, _ source: Source, _ write: @escaping Writer) {
        guard written[key] == nil else { return }
        written[key] = 0
        failures[key] = nil
        let before = last
        last = Task {
            await before?.value
            do {
                let book = try await write { await self.tell($0, key) }
                made[key] = Made(book: book, source: source, at: clock.now())
            } catch {
                failures[key] = error
            }
            written[key] = nil
            drop()
        }
    }

    private func tell(_ documents: Int, _ key: Key) {
        if written[key] != nil { written[key] = documents }
    }

    private func drop() {
        let old = clock.now().adding(milliseconds: -SheetBooks.keptMilliseconds)
        made = made.filter { $0.value.at > old }
        var bytes = 0
        for (key, one) in made.sorted(by: { $0.value.at > $1.value.at }) {
            bytes += one.book.bytes.count
            if bytes > SheetBooks.mostBytes, bytes > one.book.bytes.count { made[key] = nil }
        }
    }
}
