import Declarations
import FoundationEssentials
import Kernel
import Logging
import Parties
import Store
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Measures the gateway: complete chains over HTTP on the loopback, until every list is decided.
struct BenchGateway: Sendable {
    let messages: Int
    /// Lists stored before measuring.
    let stored: Int
    let connections: Int
    /// Data folder; nil for a temporary one that is removed.
    let folder: String?

    /// Lists trail their documents by so many chains, as parcels do: nobody declares in the same
    /// millisecond as he sells.
    private static let lag = 64

    func run() async throws -> BenchFigures {
        let place =
            folder ?? FileManager.default.temporaryDirectory.path + "/tradewind-bench-\(getpid())"
        defer { if folder == nil { try? FileManager.default.removeItem(atPath: place) } }
        let share = try Share.find()
        let world = try await BenchWorld.prepare(place, share: share, logger: Self.quiet)
        let samples = SampleChains(
            catalogue: try MessageCatalogue.load(from: share), cast: world.cast, prefix: "BENCH",
            at: Clock.system.now())
        let server = try BenchServer(
            binary: BenchGateway.ownBinary, data: place, environment: ["LOG_LEVEL": "error"])
        defer { server.end(SIGKILL) }
        let desk = try BenchDesk(port: server.port, world: world)
        var figures = BenchFigures()
        figures.stored = stored
        figures.connections = connections
        try prefill(samples, world, server, desk)

        let load = try chains(samples)
        figures.messages = load.messages.count
        figures.lists = load.messages.count { $0.isList }
        figures.bytes = load.messages.reduce(0) { $0 + $1.bytes.count }
        let before = try desk.look()
        let used = server.processorMilliseconds
        BenchProgress.say("measuring \(load.messages.count) messages")
        let outcome = BenchLoad(
            requests: load.messages.map { world.request($0) }, port: server.port,
            connections: connections
        ).run()
        let after = try desk.await(decided: before.decided + figures.lists, patience: 120)
        figures.elapsed = Stopwatch.nanoseconds() - outcome.began
        figures.answered = outcome.ended - outcome.began
        figures.processorMilliseconds = server.processorMilliseconds - used
        figures.commits = after.commits - before.commits
        figures.largestBatch = after.largestBatch
        figures.undecided = max(0, before.decided + figures.lists - after.decided)
        figures.p50Microseconds = outcome.percentile(50)
        figures.p99Microseconds = outcome.percentile(99)
        figures.memoryMiB = server.peakMemoryMiB
        figures.refused = outcome.statuses.count { $0 != 200 }
        server.end(SIGTERM)
        let acknowledged = zip(load.messages, outcome.statuses).filter { $1 == 200 }.map(\.0)
        figures.lost = try await BenchWorld.missing(
            acknowledged, in: .folder(place), folder: place)
        figures.floor = try BenchFloor.measure(load.messages.map(\.bytes))
        return figures
    }

    /// The file this process runs.
    static var ownBinary: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }

    static var quiet: Logger {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        return logger
    }

    private struct Load {
        var messages: [SampleMessage] = []
    }

    /// Three of four parcels come in directly, one out of bond.
    private func chains(_ samples: SampleChains) throws -> Load {
        var load = Load()
        var late: [SampleMessage] = []
        for number in 1...max(1, messages / 4) {
            let kind: SampleKind = number % 4 == 0 ? .bonded : .direct
            let all = try samples.messages(of: samples.chain(number, kind))
            load.messages += all.dropLast()
            late += all.suffix(1)
            if late.count > BenchGateway.lag { load.messages.append(late.removeFirst()) }
        }
        load.messages += late
        return load
    }

    private func prefill(
        _ samples: SampleChains, _ world: BenchWorld, _ server: BenchServer, _ desk: BenchDesk
    ) throws {
        var done = 0
        while done < stored {
            let count = min(2000, stored - done)
            let first = 10_000_000 + done
            let batches = try samples.batches(
                of: (first..<first + count).map { samples.chain($0, .direct) })
            // The documents first, so that no list has to wait.
            for lists in [false, true] {
                let outcome = BenchLoad(
                    requests: batches.filter { $0.isList == lists }.map { world.request($0) },
                    port: server.port, connections: 4
                ).run()
                guard outcome.statuses.allSatisfy({ $0 == 200 }) else {
                    throw BenchServer.NotStarted(description: "prefilling was refused")
                }
            }
            done += count
            _ = try desk.await(decided: done, patience: 600)
            BenchProgress.say("stored \(done) of \(stored) lists")
        }
    }
}
