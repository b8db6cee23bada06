import Declarations
import Kernel
import Testing

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Slow clients of every kind at once, against the server as it is delivered: with its own clocks.
@Suite("Slow clients and healthy ones (R16)", .serialized) struct ReliabilitySlowScenarios {
    /// What the server promises, and what a busy machine adds.
    private static let deadline: UInt64 = (30 + 10) * 1_000_000_000

    @Test("R16: whoever is slow is cut within 30 seconds, and healthy clients are served meanwhile")
    func slow() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let server = try support.start()
            // Something to read, for those that do not.
            let samples = support.samples("READ")
            let orders = try (1...200).compactMap {
                try samples.messages(of: samples.chain($0, .direct)).first
            }
            #expect(support.load(orders, on: server).statuses.allSatisfy { $0 == 200 })
            for round in 0..<SupportSizes.slowRounds { try slow(round, support, server) }
            #expect(server.isAlive)
            #expect(server.end(SIGTERM) == 0)
        }
    }

    private func slow(_ round: Int, _ support: SupportServer, _ server: BenchServer) throws {
        let key = support.world.key(of: support.world.cast.platform)
        let slow = SupportSlowClient.Kind.allCases.flatMap { kind in
            (0..<4).compactMap { _ in SupportSlowClient(kind, port: server.port, key: key) }
        }
        #expect(slow.count == SupportSlowClient.Kind.allCases.count * 4)
        let samples = support.samples("SLOW")
        var healthy: [UInt64] = []
        let connection = BenchConnection(port: server.port)
        let began = Stopwatch.nanoseconds()
        var step = 0
        // A reader's time begins with the answer, so the end is that of the last one.
        while slow.contains(where: {
            $0.cut == nil && Stopwatch.nanoseconds() - $0.since < Self.deadline
        }) {
            for client in slow { step % 5 == 0 ? client.goOn() : client.push() }
            let chain = samples.chain(1000 + round * 10_000 + step, .direct)
            let order = try #require(try samples.messages(of: chain).first)
            let asked = Stopwatch.nanoseconds()
            let reply = try connection.send(
                "POST", "/api/v1/ceb",
                headers: [("authorization", "Bearer \(support.world.key(of: order.sender))")],
                body: order.bytes)
            healthy.append(Stopwatch.nanoseconds() - asked)
            #expect(reply.status == 200)
            step += 1
            pause(milliseconds: 100)
        }
        for client in slow {
            #expect(client.cut ?? .max < Self.deadline, "\(client.kind)")
            if [.headers, .body, .endlessBody].contains(client.kind) {
                #expect(client.text.hasPrefix("HTTP/1.1 408 "), "\(client.kind)")
            }
        }
        let worst = slow.compactMap(\.cut).max() ?? 0
        tellFigure(
            "R16 \(slow.count) slow clients, the last cut after \(worst / 1_000_000) ms; "
                + "\(healthy.count) healthy requests in "
                + "\((Stopwatch.nanoseconds() - began) / 1_000_000) ms, p99 "
                + "\(percentile(99, of: healthy) / 1_000_000) ms")
    }
}
