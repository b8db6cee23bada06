import Kernel
import Parties
import Store
import Web

/// Applications taken from the first word to the decision as fast as they go: for the benchmark.
/// Calls the same use cases as API and pages; every call returns after its commit was flushed.
public struct ProceduresLoad: Sendable {
    /// What a run found.
    public struct Figures: Sendable, Hashable {
        public let cases: Int
        /// Changes of state and saves, each durable when it was answered.
        public let transitions: Int
        /// From the first call to the last answer.
        public let nanoseconds: UInt64
        /// Of single calls, in microseconds.
        public let p50: Int
        public let p99: Int
        /// Applications that were not found granted afterwards.
        public let lost: Int
    }

    private static let callsPerCase = 5
    private let desk: CaseDesk

    /// The desk of a capability that is in use.
    public init(_ capability: ProceduresCapability) { desk = capability.desk }

    /// - Parameters:
    ///   - tenants: ids of enterprises that apply in turn.
    ///   - connections: how many go on at the same time.
    public func run(cases: Int, connections: Int, tenants: [String]) async throws -> Figures {
        let begin = Stopwatch.nanoseconds()
        let times = try await withThrowingTaskGroup(of: [Int].self) { group in
            for lane in 0..<connections {
                group.addTask {
                    var times: [Int] = []
                    for number in stride(from: lane, to: cases, by: connections) {
                        times += try await one(tenants[number % tenants.count])
                    }
                    return times
                }
            }
            return try await group.reduce(into: [Int]()) { $0 += $1 }
        }
        let elapsed = Stopwatch.nanoseconds() - begin
        let sorted = times.sorted()
        func at(_ share: Int) -> Int {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * share / 100)]
        }
        return Figures(
            cases: cases, transitions: times.count, nanoseconds: elapsed, p50: at(50), p99: at(99),
            lost: cases - (try await granted(tenants)))
    }

    private func granted(_ tenants: [String]) async throws -> Int {
        try await desk.store.read { session in
            try tenants.reduce(0) { $0 + (try CaseRows.granted(of: $1, in: session)) }
        }
    }

    /// Begun, filled in, submitted, accepted, decided; gives the time of each call.
    private func one(_ tenant: String) async throws -> [Int] {
        let clerk = Principal(
            kind: .key, id: "bench-key", name: "bench", enterprise: tenant,
            permissions: [ProceduresCapability.apply])
        let officer = Principal(
            kind: .officer, id: "bench-officer", name: "bench",
            authority: Authority.customs, districts: ["2244"],
            permissions: [ProceduresCapability.decide])
        var times: [Int] = []
        times.reserveCapacity(Self.callsPerCase)
        func timed<Result>(_ call: () async throws -> Result) async throws -> Result {
            let start = Stopwatch.nanoseconds()
            let result = try await call()
            times.append(Int((Stopwatch.nanoseconds() - start) / 1000))
            return result
        }
        let file = try await timed {
            try await desk.begin("customs-window", key: nil, by: clerk).file
        }
        _ = try await timed {
            try await desk.save(
                file.number,
                [
                    "business": "cbec", "request": "question", "text": "测试 \(file.number)",
                    "contact": "测试",
                ], version: file.version, by: clerk)
        }
        for (word, reason, who) in [
            ("submit", "", clerk), ("accept", "", officer), ("done", "测试", officer),
        ] {
            _ = try await timed {
                try await desk.perform(
                    CaseDesk.Act(number: file.number, move: CaseMove(word: word), reason: reason),
                    by: who)
            }
        }
        return times
    }
}
