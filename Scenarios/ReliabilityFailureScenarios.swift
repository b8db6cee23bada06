import Declarations
import FoundationEssentials
import Journal
import Kernel
import Logging
import Plug
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import House

/// The disk fails at every place at which it can, one after another. The whole house runs in this
/// process, over a disk that obeys the test; where the program would end itself, the disk takes
/// nothing more, and the house is opened anew.
@Suite("A disk that fails (R3)", .serialized) struct ReliabilityFailureScenarios {
    /// What fails, and how.
    struct Plan: Sendable, CustomStringConvertible {
        let name: String
        let kinds: SupportFaultyDisk.Kinds
        let how: SupportFaultyDisk.How
        /// The last place it fails at.
        let last: Int
        /// How many of these a parcel's four messages are good for, at least.
        let perChain: Int
        var description: String { name }
    }

    static let plans = [
        Plan(name: "any input or output", kinds: .all, how: .broken, last: SupportSizes.failures, perChain: 50),
        Plan(name: "no room", kinds: [.write], how: .full, last: SupportSizes.failures, perChain: 50),
        Plan(name: "flushes", kinds: [.sync], how: .broken, last: SupportSizes.failures / 5, perChain: 1),
    ]

    @Test(
        "R3: wherever the disk fails, nothing is acknowledged that is not stored, and work goes on",
        arguments: plans)
    func failures(plan: Plan) async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        let disk = try SupportFaultyDisk()
        var journal = SupportJournal()
        var house = try await FailingHouse(support, disk)
        let samples = support.samples("DISK")
        var reached = 0
        for nth in 1...plan.last {
            let messages = try (0...nth / plan.perChain).flatMap {
                try samples.messages(of: samples.chain(nth * 300 + $0, .direct))
            }
            disk.fail(plan.kinds, at: nth, plan.how)
            journal.note(messages, await house.send(messages))
            reached += disk.failed.isEmpty ? 0 : 1
            if disk.failed.contains(.sync) {
                #expect(house.hasEnded, "a refused flush ends the process (\(plan), \(nth))")
            }
            if plan.how == .full { #expect(!house.hasEnded, "a full disk does not") }
            if house.hasEnded {
                house.close()
                disk.heal()
                try await expectKept(journal, support)
                house = try await FailingHouse(support, disk)
            }
            disk.heal()
            // What was turned away or has no answer comes again and is taken.
            let again = journal.takeUnanswered() + journal.takeRefused()
            let outcome = await house.send(again)
            #expect(outcome.statuses.allSatisfy { $0 == 200 }, "writes again (\(plan), \(nth))")
            journal.note(again, outcome)
            try await house.settle()
        }
        #expect(reached >= plan.last * 9 / 10, "the load went past the places of failure")
        let lines = journal.acknowledged
        let repeated = await house.send(lines.map(\.message))
        #expect(repeated.bodies == lines.map(\.receipt))
        house.close()
        try await ReliabilityCrashScenarios.expectExactlyOnce(journal, in: support)
    }

    @Test("R3: a start at which the disk fails says so or succeeds, and loses nothing")
    func start() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        let disk = try SupportFaultyDisk()
        let samples = support.samples("START")
        var journal = SupportJournal()
        var started = 0
        for nth in 1...SupportSizes.failures / 5 {
            let messages = try samples.messages(of: samples.chain(nth, .direct))
            disk.fail(.all, at: nth, .broken)
            if let house = try? await FailingHouse(support, disk) {
                started += 1
                journal.note(messages, await house.send(messages))
                // Ended without a word: the log is left for the next one.
                disk.end()
                house.close()
            }
            disk.heal()
            try await expectKept(journal, support)
        }
        #expect(started > 0 && started < SupportSizes.failures / 5)
        #expect(journal.acknowledged.count > 0)
    }

    private func expectKept(_ journal: SupportJournal, _ support: SupportServer) async throws {
        let messages = journal.acknowledged.map(\.message)
        #expect(try await BenchWorld.missing(messages, in: support.place, folder: support.folder) == 0)
    }
}

/// The house over a disk that fails, visited without a socket.
struct FailingHouse: Sendable {
    private let window: SingleWindow
    private let world: BenchWorld
    private let ended: Ended

    private final class Ended: Sendable {
        let flag = Mutex(false)
    }

    init(_ support: SupportServer, _ disk: SupportFaultyDisk) async throws {
        let ended = Ended()
        self.ended = ended
        world = support.world
        let store = try Store(
            .folder(support.folder),
            options: disk.options { _ in
                ended.flag.withLock { $0 = true }
                disk.end()
            })
        var settings = HouseSettings()
        settings.data = support.folder
        do {
            window = try await SingleWindow.build(
                on: store, settings, share: try World.share(),
                logger: Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() })
        } catch {
            store.close()
            throw error
        }
    }

    /// Whether the process would have ended itself.
    var hasEnded: Bool { ended.flag.withLock { $0 } }

    /// Sends messages four at a time, lets the desk react meanwhile, and gives what each was told.
    /// Whoever is turned away for a while must be told when to come again.
    func send(_ messages: [SampleMessage]) async -> BenchLoad.Outcome {
        var outcome = BenchLoad.Outcome(
            statuses: [UInt16](repeating: 0, count: messages.count), microseconds: [])
        outcome.bodies = [[UInt8]](repeating: [], count: messages.count)
        for first in stride(from: 0, to: messages.count, by: 4) {
            await withTaskGroup(of: (Int, Answer?).self) { group in
                for place in first..<min(first + 4, messages.count) {
                    group.addTask { (place, await post(messages[place])) }
                }
                for await (place, answer) in group {
                    guard let answer else { continue }
                    let status = UInt16(answer.status)
                    if status == 503 { #expect(answer.header("retry-after") != nil) }
                    #expect(status == 200 || status == 503, "\(answer.text)")
                    outcome.statuses[place] = status
                    outcome.bodies[place] = answer.body
                }
            }
        }
        try? await settle()
        return outcome
    }

    private func post(_ message: SampleMessage) async -> Answer? {
        let visitor = Visitor(window.door).as(key: world.key(of: message.sender))
        return try? await visitor.post("/api/v1/ceb", xml: message.bytes)
    }

    /// Lets everybody who reacts to the journal do so until nothing is left.
    func settle() async throws {
        for subscriber in window.capabilities.flatMap(\.subscribers) {
            try await window.journal.drain(subscriber, on: window.store)
        }
    }

    func close() { window.store.close() }
}
