import Kernel
import Testing
import Web

@testable import Declarations

@Suite("Tables that go back") struct SheetBooksTests {
    struct Broken: Error {}

    /// Where a writer waits until it may go on.
    actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private(set) var order: [String] = []

        func pass(_ name: String) async {
            order.append(name)
            guard !isOpen else { return }
            await withCheckedContinuation { waiting.append($0) }
        }

        func open() {
            isOpen = true
            for one in waiting { one.resume() }
            waiting = []
        }
    }

    private let gate = Gate()
    private let source = SheetBooks.Source(state: .done, counts: [.taken: 1], refusedLater: 0)

    private func key(_ tenant: String, _ id: String) -> SheetBooks.Key {
        SheetBooks.Key(tenant: tenant, id: id, language: .zh)
    }

    private func make(
        patience: Int = 0, kept: Int64 = 600_000, bytes: Int = 32 << 20
    ) -> SheetBooks {
        SheetBooks(
            clock: .system, patienceMilliseconds: patience, keptMilliseconds: kept, mostBytes: bytes)
    }

    private func ask(
        _ books: SheetBooks, _ tenant: String, _ id: String, fails: Bool = false, bytes: Int = 1
    ) async throws -> SheetBooks.Book? {
        let gate = gate
        return try await books.book(key(tenant, id), source, most: 3) { told in
            await told(7)
            await gate.pass(tenant + id)
            if fails { throw Broken() }
            return SheetBooks.Book(name: id, bytes: Array(repeating: 1, count: bytes))
        }
    }

    private func isBroken(_ books: SheetBooks) async throws -> Bool {
        do {
            _ = try await ask(books, "a", "1", fails: true)
            return false
        } catch is Broken {
            return true
        }
    }

    /// Whether it comes true within ten seconds.
    private func comes(_ holds: () async -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if await holds() { return true }
            await Task.yield()
        }
        return false
    }

    @Test("who does not wait is told at once that it is being written, and finds it when it is done")
    func written() async throws {
        let books = make()
        #expect(try await ask(books, "a", "1") == nil)
        #expect(try await comes { await books.state(key("a", "1"), source) == .underWay(7) })
        #expect(try await ask(books, "a", "1") == nil)
        await gate.open()
        #expect(try await comes { await books.state(key("a", "1"), source) == .made })
        #expect(try await ask(books, "a", "1")?.name == "1")
        #expect(await gate.order == ["a1"])
    }

    @Test("who waits is given it")
    func waited() async throws {
        let books = make(patience: 60_000)
        async let book = ask(books, "a", "1")
        #expect(try await comes { await gate.order == ["a1"] })
        await gate.open()
        #expect(try await book?.name == "1")
    }

    @Test("a table that could not be written is told to the next who asks, and then tried again")
    func failed() async throws {
        let books = make()
        #expect(try await ask(books, "a", "1", fails: true) == nil)
        await gate.open()
        #expect(try await comes { await books.state(key("a", "1"), source) == .failed })
        await #expect(throws: Broken.self) { try await ask(books, "a", "1") }
        #expect(await books.state(key("a", "1"), source) == .failed)
        #expect(try await ask(books, "a", "1") == nil)
        #expect(try await comes { await books.state(key("a", "1"), source) == .made })
        #expect(await books.held == SheetBooks.Held(made: 1))
    }

    @Test("all who wait are told that it could not be written, and the next has it tried again")
    func failedTogether() async throws {
        let books = make(patience: 60_000)
        async let left = isBroken(books)
        async let right = isBroken(books)
        #expect(try await comes { await gate.order == ["a1"] })
        await gate.open()
        let told = try await [left, right]
        #expect(told == [true, true])
        #expect(try await ask(books, "a", "1")?.name == "1")
    }

    @Test("what is kept goes when its time has come, though nobody asks")
    func dropped() async throws {
        let books = make(kept: 300)
        await gate.open()
        _ = try await ask(books, "a", "1")
        _ = try await ask(books, "a", "2", fails: true)
        #expect(try await comes { await gate.order == ["a1", "a2"] })
        #expect(try await comes { await books.held == SheetBooks.Held() })
    }

    @Test("of a spreadsheet that is removed nothing stays: not what was made, nor what is being written or waits")
    func forgotten() async throws {
        let books = make()
        #expect(try await ask(books, "a", "1") == nil)
        #expect(try await ask(books, "a", "2") == nil)
        #expect(try await ask(books, "a", "3", fails: true) == nil)
        #expect(try await comes { await gate.order == ["a1"] })
        await books.forget("1", of: "a")
        await books.forget("2", of: "a")
        await gate.open()
        #expect(try await comes { await books.held == SheetBooks.Held(failed: 1) })
        #expect(await gate.order == ["a1", "a3"])
        await books.forget("3", of: "a")
        #expect(await books.held == SheetBooks.Held())
        #expect(try await ask(books, "a", "4") == nil)
        #expect(try await comes { await books.held == SheetBooks.Held(made: 1) })
        await books.forget("4", of: "b")
        #expect(await books.held == SheetBooks.Held(made: 1))
        await books.forget("4", of: "a")
        #expect(await books.held == SheetBooks.Held())
    }

    @Test("enterprises take turns: one with many tables does not keep another waiting")
    func turns() async throws {
        let books = make()
        for id in ["1", "2", "3"] { #expect(try await ask(books, "a", id) == nil) }
        #expect(try await ask(books, "b", "1") == nil)
        await gate.open()
        #expect(try await comes { await books.held == SheetBooks.Held(made: 4) })
        #expect(await gate.order == ["a1", "a2", "b1", "a3"])
    }

    @Test("an enterprise has so many waiting and no more: the next is refused until one is done, and others are not")
    func most() async throws {
        let books = make()
        for id in ["1", "2", "3"] { #expect(try await ask(books, "a", id) == nil) }
        await #expect(throws: SheetRefusal.tooManyTables(limit: 3)) { try await ask(books, "a", "4") }
        // What waits already is no further one.
        #expect(try await ask(books, "a", "2") == nil)
        #expect(try await ask(books, "b", "1") == nil)
        await gate.open()
        #expect(try await comes { await books.held == SheetBooks.Held(made: 4) })
        #expect(try await ask(books, "a", "4") == nil)
        #expect(try await comes { await books.held == SheetBooks.Held(made: 5) })
    }

    @Test("of too many bytes that are kept, who holds most gives up its oldest")
    func bytes() async throws {
        let books = make(bytes: 10)
        await gate.open()
        for (tenant, id, bytes) in [("b", "1", 3), ("a", "1", 4), ("a", "2", 3), ("a", "3", 3)] {
            _ = try await ask(books, tenant, id, bytes: bytes)
            #expect(try await comes { await books.state(key(tenant, id), source) == .made })
        }
        #expect(await books.state(key("b", "1"), source) == .made)
        #expect(await books.state(key("a", "1"), source) == nil)
        #expect(await books.state(key("a", "2"), source) == .made)
        #expect(await books.state(key("a", "3"), source) == .made)
        // The latest stays, whatever it has.
        _ = try await ask(books, "c", "1", bytes: 99)
        #expect(try await comes { await books.state(key("c", "1"), source) == .made })
        #expect(await books.held == SheetBooks.Held(made: 1))
    }

    @Test("the page says that a table could not be written, and has the link to try again")
    func page() throws {
        let job = SheetShelf.Job(
            tenant: "a", id: "1", type: try #require(MessageType(rawValue: "CEB621")), name: "a.xlsx",
            state: .done, headings: [], documents: 1, madeAt: DeliveryWorld.now, madeBy: "p")
        func shown(_ table: SheetBooks.State?) -> String {
            let progress = SheetDesk.Progress(job: job, counts: [.taken: 1])
            return SheetProgressPage(progress: progress, bad: [], table: table, formToken: "t").html(.zh).text
        }
        #expect(shown(.failed).contains("表格没有生成成功") && shown(.failed).contains("/zh/sheets/1/workbook.xlsx"))
        #expect(!shown(.failed).contains("data-refresh") && !shown(.made).contains("没有生成成功"))
    }
}
