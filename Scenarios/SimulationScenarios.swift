import FoundationEssentials
import Testing

/// Runs with faults, power cuts and restarts, each drawn from its seed. `SIMULATION_SEEDS` says how
/// many, `TRADEWIND_SEED` the first.
@Suite("Simulated runs (R11)", .serialized) struct SimulationScenarios {
    @Test("R11: whatever fails in whatever order: what was acknowledged is kept once and sums hold")
    func seeds() async throws {
        let count = SupportSizes.simulations
        try await SimulationStart.with { start in
            let sum = try await Self.play(Self.first..<Self.first + UInt64(count), start)
            #expect(sum.flaws == [])
            // Runs in which little goes wrong, or little is decided, would show little.
            guard count >= 100 else { return }
            #expect(sum.failures > count / 10, "\(sum)")
            #expect(sum.cuts > count / 20, "\(sum)")
            #expect(sum.restarts > count, "\(sum)")
            #expect(sum.decided > count / 2, "\(sum)")
        }
    }

    @Test("R11: a seed replays bit for bit")
    func replay() async throws {
        let count = UInt64(max(10, SupportSizes.simulations / 20))
        try await SimulationStart.with { start in
            for seed in Self.first..<Self.first + count {
                let once = try await Simulation.play(seed, from: start).trace
                let again = try await Simulation.play(seed, from: start).trace
                let place = zip(once, again).enumerated().first { $1.0 != $1.1 }
                #expect(once == again, "seed \(seed): \(place.map { "\($0.element)" } ?? "")")
            }
        }
    }

    private struct Sum: Sendable {
        var flaws: [String] = []
        var (failures, cuts, restarts, decided) = (0, 0, 0, 0)
    }

    private static func play(
        _ seeds: Range<UInt64>, _ start: SimulationStart
    ) async throws -> Sum {
        try await withThrowingTaskGroup(of: Sum.self) { group in
            for lane in 0..<UInt64(2) {
                group.addTask {
                    var sum = Sum()
                    for seed in stride(from: seeds.lowerBound + lane, to: seeds.upperBound, by: 2) {
                        let run = try await Simulation.play(seed, from: start)
                        sum.flaws += run.flaws.map { "seed \(seed): \($0)" }
                        sum.failures += run.failures
                        sum.cuts += run.cuts
                        sum.restarts += run.restarts
                        sum.decided += run.decided
                    }
                    return sum
                }
            }
            return try await group.reduce(into: Sum()) { all, one in
                all.flaws += one.flaws
                all.failures += one.failures
                all.cuts += one.cuts
                all.restarts += one.restarts
                all.decided += one.decided
            }
        }
    }

    private static var first: UInt64 {
        ProcessInfo.processInfo.environment["TRADEWIND_SEED"].flatMap { UInt64($0) } ?? 1
    }
}
