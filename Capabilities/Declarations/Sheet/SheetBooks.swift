import Kernel

/// Tables that go back, written beside the requests that ask for them: a request waits a while and
/// no longer, the table is finished all the same and is there when it is asked for again. One is
/// written at a time, so that what they take of memory is bounded, and enterprises take turns; one
/// may have so many waiting and no more. They are made of stored rows, so what a stop loses is
/// written anew and says the same.
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
    enum State: Sendable, Hashable {
        /// So many of its documents are written.
        case underWay(Int)
        case made
        /// It could not be written; who asks again has it tried again.
        case failed
    }

    /// What a table was written from. One that says otherwise than its rows do now is written anew.
    struct Source: Sendable, Hashable {
        var state: SheetState
        var counts: [SheetRowState: Int]
        /// Lists that were taken and refused afterwards.
        var refusedLater: Int
    }

    typealias Writer = @Sendable (@Sendable (Int) async -> Void) async throws -> Book

    private static let recentMilliseconds: Int64 = 30_000
    private static let lookMilliseconds = 25

    private struct Made {
        let book: Book
        let source: Source
        let at: Instant
        /// The how-manieth that was made.
        let number: Int
    }

    private struct Failed {
        let error: any Error
        let source: Source
        let at: Instant
        /// Whether somebody has been told.
        var isTold = false
    }

    private struct Work {
        let key: Key
        let source: Source
        let write: Writer
    }

    private let clock: Clock
    /// How long a request waits.
    private let patienceMilliseconds: Int
    /// How long one is kept: it has names and numbers of people in it.
    private let keptMilliseconds: Int64
    /// Bytes kept together; the latest stays, whatever it has.
    private let mostBytes: Int
    private var made: [Key: Made] = [:]
    private var count = 0
    private var failed: [Key: Failed] = [:]
    /// Documents written of what is being written or waits for it.
    private var written: [Key: Int] = [:]
    /// What waits, each enterprise's in order. The enterprise first in `turns` is next.
    private var waiting: [String: [Work]] = [:]
    private var turns: [String] = []
    private var current: Key?
    /// What is being written was removed meanwhile.
    private var isForgotten = false
    private var dropping: Task<Void, Never>?

    init(
        clock: Clock, patienceMilliseconds: Int, keptMilliseconds: Int64 = 600_000,
        mostBytes: Int = 32 << 20
    ) {
        self.clock = clock
        self.mostBytes = mostBytes
        self.patienceMilliseconds = patienceMilliseconds
        self.keptMilliseconds = keptMilliseconds
    }

    deinit { dropping?.cancel() }

    /// Tables and failures that are kept, and tables that are being written or wait for it.
    struct Held: Sendable, Hashable {
        var made = 0
        var failed = 0
        var unwritten = 0
    }

    var held: Held {
        Held(made: made.count, failed: failed.count, unwritten: written.count)
    }

    func state(_ key: Key, _ source: Source) -> State? {
        drop()
        if let written = written[key] { return .underWay(written) }
        if let made = made[key], isCurrent(made, source) { return .made }
        return failed[key]?.source == source ? .failed : nil
    }

    /// While documents are still being sent, what is told of them is old at once: one of just now
    /// will do, or whoever asks again and again would never be given one.
    private func isCurrent(_ made: Made, _ source: Source) -> Bool {
        if made.source == source { return true }
        let recent = clock.now().adding(milliseconds: -SheetBooks.recentMilliseconds)
        return source.state != .done && made.source.state == source.state && made.at > recent
    }

    /// The table, written now if it is not there; nil when that takes longer than a request may.
    /// What kept it from being written is thrown, to who waited or else to the next who asks.
    ///
    /// - Parameter most: tables its enterprise may have being written and waiting.
    func book(
        _ key: Key, _ source: Source, most: Int, by write: @escaping Writer
    ) async throws -> Book? {
        drop()
        if let made = made[key], isCurrent(made, source) { return made.book }
        if written[key] == nil, let failure = failed[key], failure.source == source,
            !failure.isTold
        {
            throw tellFailure(failure, key)
        }
        try begin(Work(key: key, source: source, write: write), most: most)
        var waited = 0
        while written[key] != nil, waited < patienceMilliseconds {
            try await Task.sleep(nanoseconds: UInt64(SheetBooks.lookMilliseconds) * 1_000_000)
            waited += SheetBooks.lookMilliseconds
        }
        guard written[key] == nil else { return nil }
        if let failure = failed[key] { throw tellFailure(failure, key) }
        return made[key]?.book
    }

    private func tellFailure(_ failure: Failed, _ key: Key) -> any Error {
        failed[key]?.isTold = true
        return failure.error
    }

    /// Nothing of it stays, nor comes of what is being written.
    func forget(_ id: String, of tenant: String) {
        for language in Language.allCases {
            let key = Key(tenant: tenant, id: id, language: language)
            (made[key], failed[key]) = (nil, nil)
            if current == key {
                isForgotten = true
            } else if written.removeValue(forKey: key) != nil {
                waiting[tenant]?.removeAll { $0.key == key }
            }
        }
    }

    private func begin(_ work: Work, most: Int) throws(SheetRefusal) {
        let tenant = work.key.tenant
        guard written[work.key] == nil else { return }
        guard written.keys.count(where: { $0.tenant == tenant }) < most else {
            throw .tooManyTables(limit: most)
        }
        written[work.key] = 0
        failed[work.key] = nil
        waiting[tenant, default: []].append(work)
        if !turns.contains(tenant) { turns.append(tenant) }
        if current == nil { next() }
    }

    /// Begins what is next. The task is nobody's child: who asked may be gone before it is done.
    private func next() {
        while !turns.isEmpty {
            let tenant = turns.removeFirst()
            var works = waiting.removeValue(forKey: tenant) ?? []
            guard !works.isEmpty else { continue }
            let work = works.removeFirst()
            if !works.isEmpty {
                waiting[tenant] = works
                turns.append(tenant)
            }
            (current, isForgotten) = (work.key, false)
            Task { await run(work) }
            return
        }
    }

    private func run(_ work: Work) async {
        let key = work.key
        do {
            let book = try await work.write { await self.tell($0, key) }
            count += 1
            if !isForgotten {
                made[key] = Made(
                    book: book, source: work.source, at: clock.now(), number: count)
            }
        } catch {
            if !isForgotten {
                failed[key] = Failed(error: error, source: work.source, at: clock.now())
            }
        }
        (current, written[key]) = (nil, nil)
        drop()
        dropLater()
        next()
    }

    private func tell(_ documents: Int, _ key: Key) {
        if written[key] != nil { written[key] = documents }
    }

    private func drop() {
        let old = clock.now().adding(milliseconds: -keptMilliseconds)
        made = made.filter { $0.value.at > old }
        failed = failed.filter { $0.value.at > old }
        dropForRoom()
    }

    /// While there is too much, who holds most gives up its oldest: nobody's table goes for
    /// another's many. The latest stays, whatever it has.
    private func dropForRoom() {
        var bytes = made.values.reduce(0) { $0 + $1.book.bytes.count }
        var others = made.sorted { $0.value.number < $1.value.number }.dropLast()
        while bytes > mostBytes, !others.isEmpty {
            var held: [String: Int] = [:]
            for (key, one) in others { held[key.tenant, default: 0] += one.book.bytes.count }
            let most = held.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
            guard let place = others.firstIndex(where: { $0.key.tenant == most }) else { return }
            let (key, one) = others.remove(at: place)
            made[key] = nil
            bytes -= one.book.bytes.count
        }
    }

    /// What is kept goes when its time has come, though nobody asks.
    private func dropLater() {
        let kept = made.values.map(\.at) + failed.values.map(\.at)
        guard dropping == nil, let oldest = kept.min() else { return }
        let left = oldest.milliseconds + keptMilliseconds - clock.now().milliseconds
        let pause = UInt64(min(max(left, 1), keptMilliseconds)) * 1_000_000
        dropping = Task { [weak self] in
            try? await Task.sleep(nanoseconds: pause)
            await self?.dropNow()
        }
    }

    private func dropNow() {
        dropping = nil
        guard !Task.isCancelled else { return }
        drop()
        dropLater()
    }
}

extension SheetBooks.Source {
    init(_ progress: SheetDesk.Progress) {
        self.init(
            state: progress.job.state, counts: progress.counts,
            refusedLater: progress.standings[.rejected] ?? 0)
    }
}
