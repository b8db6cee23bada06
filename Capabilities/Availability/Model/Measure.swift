import Kernel

/// What of the system people and programs use.
enum ServiceComponent: String, Sendable, Hashable, CaseIterable {
    /// Messages in, receipts out.
    case gateway
    /// Every other interface of programs.
    case api
    case pages

    /// Nil for what is no service: stylesheets, what matches no route, and the sandbox, which fails
    /// on purpose for programs that try out how they take it.
    init?(route: String) {
        if route == "/api/v1/sandbox" || route.hasPrefix("/api/v1/sandbox/") { return nil }
        if route == "/api/v1/ceb" || route.hasPrefix("/api/v1/envelopes") {
            self = .gateway
        } else if route.hasPrefix("/api/") {
            self = .api
        } else if route.hasPrefix("/{language}") {
            self = .pages
        } else {
            return nil
        }
    }

    var name: Localized {
        switch self {
        case .gateway: Localized(zh: "报文网关", en: "Gateway of messages")
        case .api: Localized(zh: "接口", en: "Interface for programs")
        case .pages: Localized(zh: "页面", en: "Pages")
        }
    }
}

/// One component in one span of time.
struct Measure: Sendable, Hashable {
    var requests = 0
    /// Answered by a fault of ours (HTTP 500 and above).
    var failures = 0
    /// Minutes in which more than half of the requests failed.
    var badMinutes = 0
    /// Most requests of one second.
    var peak = 0
    var latencies = Latencies()

    mutating func add(_ other: Measure) {
        requests += other.requests
        failures += other.failures
        badMinutes += other.badMinutes
        peak = max(peak, other.peak)
        latencies.add(other.latencies)
    }
}

/// From when to when a server ran, as far as it was seen.
struct ServerRun: Sendable, Hashable {
    let from: Instant
    let to: Instant
}

/// How long of a span no server ran.
enum Downtime {
    /// Milliseconds of `from ..< to` that lie in none of the runs.
    static func milliseconds(_ runs: [ServerRun], from: Instant, to: Instant) -> Int64 {
        var covered = from.milliseconds
        var down: Int64 = 0
        for run in runs.sorted(by: { $0.from < $1.from }) {
            let begin = min(run.from.milliseconds, to.milliseconds)
            if begin > covered { down += begin - covered }
            covered = max(covered, min(run.to.milliseconds, to.milliseconds))
        }
        return down + max(0, to.milliseconds - covered)
    }
}
