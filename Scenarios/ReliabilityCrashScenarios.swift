import Declarations
import FoundationEssentials
import Kernel
import Store
import TestKit
import Testing
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@testable import House

/// The server is stopped in the worst moments; what it has acknowledged must be there exactly once.
@Suite("Crashes and stops (R1, R5, R21)", .serialized) struct ReliabilityCrashScenarios {
    @Test(
        "R1: after kill -9 under load every acknowledged message is there exactly once",
        arguments: TestStore.engines)
    func killed(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            // What differs between the engines is tried by fewer cycles on the second one.
            let cycles = SupportSizes.killCycles / (engine == .sqlite ? 1 : 5)
            let (journal, readiness) = try await onSupportThread {
                try ReliabilityCrashScenarios.kill(cycles, support, first: 3)
            }
            #expect(journal.refusals.isEmpty)
            #expect(journal.acknowledged.count >= cycles * 20)
            try await ReliabilityCrashScenarios.expectExactlyOnce(journal, in: support)
            tellFigure(
                "R1 \(engine): \(cycles) kills, ready again after at most "
                    + "\((readiness.max() ?? 0) / 1_000_000) ms, half of them within "
                    + "\(percentile(50, of: readiness) / 1_000_000) ms")
        }
    }

    /// Gives also how long each start after a kill took until the server was ready, in nanoseconds.
    ///
    /// - Parameter first: the lowest number of a commit to stop at: a start writes once or twice,
    ///   and the stop should come under load.
    private static func kill(_ cycles: Int, _ support: SupportServer, first: Int) throws
        -> (SupportJournal, readiness: [UInt64])
    {
        var journal = SupportJournal()
        var readiness: [UInt64] = []
        var verified = 0
        var stoppedThemselves = 0
        for cycle in 0..<cycles {
            // Every other time the process stops itself between two steps of a commit.
            let point = cycle % 4 == 1 ? "store.before-commit" : "store.after-commit"
            let fault = cycle % 2 == 1 ? "\(point):\(first + cycle * 5 % 18)" : nil
            let begun = Stopwatch.nanoseconds()
            guard let server = try? support.start(fault: fault) else {
                // The fault came before the server was ready; the next cycle finds the data.
                continue
            }
            if cycle > 0 { readiness.append(Stopwatch.nanoseconds() - begun) }
            // What the killed server had acknowledged is asked for again before new load comes.
            if fault == nil {
                verify(journal.acknowledged[verified...], support, server)
                verified = journal.acknowledged.count
            }
            let unanswered = journal.takeUnanswered()
            let samples = support.samples("KILL")
            let fresh = try (1...20).flatMap {
                try samples.messages(of: samples.chain(cycle * 20 + $0, .direct))
            }
            let messages = unanswered + fresh
            let last = 25 + cycle * 5 % 40
            let outcome = support.load(messages, on: server) { answered in
                if fault == nil, answered == last { Glibc.kill(server.process, SIGKILL) }
                return true
            }
            #expect(outcome.halves == 0 || !server.isAlive)
            stoppedThemselves += fault != nil && outcome.statuses.contains(0) ? 1 : 0
            server.end(SIGKILL)
            journal.note(messages, outcome)
        }
        #expect(stoppedThemselves >= cycles / 4, "the fault points were reached under load")
        let server = try support.start()
        verify(journal.acknowledged[...], support, server)
        let rest = journal.takeUnanswered()
        journal.note(rest, support.load(rest, on: server))
        #expect(journal.unanswered.isEmpty)
        server.end(SIGTERM)
        return (journal, readiness)
    }

    /// Sends again what was acknowledged: the receipt must be the same, byte for byte.
    static func verify(
        _ lines: ArraySlice<SupportJournal.Line>, _ support: SupportServer, _ server: BenchServer
    ) {
        let outcome = support.load(lines.map(\.message), on: server)
        let wrong = zip(lines, zip(outcome.statuses, outcome.bodies)).count {
            $1.0 != 200 || $1.1 != $0.receipt
        }
        #expect(wrong == 0, "of \(lines.count) acknowledged messages")
    }

    /// Looks into the data: every message once, every list decided at most once, sums right.
    static func expectExactlyOnce(
        _ journal: SupportJournal, in support: SupportServer
    ) async throws {
        #expect(
            try await BenchWorld.missing(
                journal.acknowledged.map(\.message), in: support.place, folder: support.folder)
                == 0)
        let known = Set(journal.acknowledged.map { $0.message.type + $0.message.guid })
        try await support.inspect { session in
            let kept = try session.rows("select type || guid from declarations_messages")
            #expect(try Set(kept.map { try $0.text(0) }) == known)
            #expect(kept.count == known.count)
            let twice = try session.rows(
                """
                select subject from declarations_receipts where status in (100, 300, 500, 800)
                group by subject having count(*) > 1
                """)
            #expect(twice.isEmpty)
            let accepted = try session.first(
                "select count(*) from declarations_inventories where status in (300, 500, 800)")
            let drawn = try session.first(
                """
                select count(*) from balances_transfers
                where id like 'list/%' and tenant like 'person:%'
                """)
            #expect(try accepted?.integer(0) == drawn?.integer(0))
            #expect(try (accepted?.integer(0) ?? 0) > 0)
        }
        try await expectIntegrity(of: support)
    }

    /// What SQLite says about its file.
    private static func expectIntegrity(of support: SupportServer) async throws {
        guard case .folder = support.place else { return }
        try await support.inspect { session in
            let check = try session.rows("pragma integrity_check").map(\.values)
            #expect(check == [[.text("ok")]])
        }
    }

    @Test(
        "R5: one guid from 100 clients is one record, and another content is refused",
        arguments: TestStore.engines)
    func sameGuid(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            let count = SupportSizes.sameGuid / (engine == .sqlite ? 1 : 5)
            try await onSupportThread {
                try ReliabilityCrashScenarios.repeatGuids(count, support)
            }
            try await ReliabilityCrashScenarios.expectTenRecords(support)
        }
    }

    private static func repeatGuids(_ count: Int, _ support: SupportServer) throws {
        let samples = support.samples("SAME")
        let originals = try (1...10).compactMap {
            try samples.messages(of: samples.chain($0, .direct)).first
        }
        let server = try support.start()
        // All clients race for the first time, ten guids at once.
        let race = (0..<count / 2).map { originals[$0 % 10] }
        let first = support.load(race, on: server, connections: 100)
        #expect(first.statuses.allSatisfy { $0 == 200 })
        let receipts = originals.indices.map { first.bodies[$0] }
        #expect(Set(receipts).count == 10)
        let same = race.indices.allSatisfy { first.bodies[$0] == receipts[$0 % 10] }
        #expect(same)
        // Now one in ten says something else under the same guid.
        let mixed = (0..<count / 2).map { place in
            place % 10 == 9
                ? originals[place / 10 % 10].changed("<ceb:discount>", to: "<ceb:discount>1")
                : originals[place % 10]
        }
        let second = support.load(mixed, on: server, connections: 100)
        expect(second, mixed, receipts)
        server.end(SIGTERM)
        let again = try support.start()
        expect(support.load(mixed, on: again, connections: 100), mixed, receipts)
        again.end(SIGTERM)
    }

    private static func expectTenRecords(_ support: SupportServer) async throws {
        try await support.inspect { session in
            let messages = try session.first("select count(*) from declarations_messages")
            #expect(try messages?.integer(0) == 10)
            let documents = try session.first("select count(*) from declarations_documents")
            #expect(try documents?.integer(0) == 10)
            let receipts = try session.first("select count(*) from declarations_receipts")
            #expect(try receipts?.integer(0) == 10)
        }
    }

    @Test(
        "R21: SIGTERM under load ends with no half answer and loses nothing",
        arguments: TestStore.engines)
    func terminated(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            let cycles = SupportSizes.stopCycles / (engine == .sqlite ? 1 : 3)
            let journal = try await onSupportThread {
                try ReliabilityCrashScenarios.stop(cycles, support)
            }
            // A server that is closing may turn a request away; it must say so with 503.
            #expect(journal.refusals.allSatisfy { $0.status == 503 })
            #expect(journal.acknowledged.count >= cycles * 40)
            try await ReliabilityCrashScenarios.expectKept(journal, in: support)
        }
    }

    private static func stop(_ cycles: Int, _ support: SupportServer) throws -> SupportJournal {
        var journal = SupportJournal()
        for cycle in 0..<cycles {
            let server = try support.start()
            let samples = support.samples("STOP")
            let messages = try (1...40).flatMap {
                try samples.messages(of: samples.chain(cycle * 40 + $0, .direct))
            }
            let outcome = support.load(messages, on: server, connections: 32) { answered in
                if answered == 40 { Glibc.kill(server.process, SIGTERM) }
                return true
            }
            #expect(outcome.halves == 0)
            journal.note(messages, outcome)
            let status = server.wait()
            #expect(status == 0, "ended by itself, without error")
        }
        let server = try support.start()
        ReliabilityCrashScenarios.verify(journal.acknowledged[...], support, server)
        let rest = journal.takeUnanswered()
        journal.note(rest, support.load(rest, on: server))
        server.end(SIGTERM)
        return journal
    }

    static func expectKept(_ journal: SupportJournal, in support: SupportServer) async throws {
        #expect(
            try await BenchWorld.missing(
                journal.acknowledged.map(\.message), in: support.place, folder: support.folder)
                == 0)
        try await expectIntegrity(of: support)
    }
}

/// Unchanged messages get the receipt of the first time, changed ones a contradiction.
private func expect(
    _ outcome: BenchLoad.Outcome, _ messages: [SampleMessage], _ receipts: [[UInt8]]
) {
    for place in messages.indices {
        if place % 10 == 9 {
            #expect(outcome.statuses[place] == 409)
            let text = String(decoding: outcome.bodies[place], as: UTF8.self)
            #expect(text.contains("discount"), "the field that differs is named")
        } else {
            #expect(outcome.statuses[place] == 200)
            #expect(outcome.bodies[place] == receipts[place % 10])
        }
    }
}

/// How much the reliability tests do: small in `make test`, large with TRADEWIND_SOAK=1.
enum SupportSizes {
    private static let isSoak = ProcessInfo.processInfo.environment["TRADEWIND_SOAK"] == "1"
    static let killCycles = isSoak ? 1000 : 50
    static let sameGuid = isSoak ? 100_000 : 5_000
    static let stopCycles = isSoak ? 100 : 10
    static let fullDisks = isSoak ? 100 : 3
    static let slowRounds = isSoak ? 10 : 1
    static let failures = isSoak ? 1000 : 100
    /// Of four messages each, over a way that breaks.
    static let brokenChains = isSoak ? 25_000 : 750
    static let simulations =
        ProcessInfo.processInfo.environment["SIMULATION_SEEDS"].flatMap { Int($0) }
        ?? (isSoak ? 100_000 : 1_000)
}
