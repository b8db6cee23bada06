import Kernel
import Synchronization

/// What the gateway is doing now: counted in memory, since the start of this server.
final class GatewayWatch: Sendable {
    struct Failure: Sendable, Hashable {
        let at: Instant
        let type: String
        /// Code of the refusal; no content of the message.
        let code: String
    }

    struct Figures: Sendable {
        var startedAt: Instant
        var messages = 0
        var documents = 0
        var repeats = 0
        var refusals = 0
        /// Documents per type.
        var byType: [MessageType: Int] = [:]
        /// Lists that were decided, per status.
        var decided: [Status: Int] = [:]
        /// Messages of each of the last sixty seconds, latest last.
        var seconds = [Int](repeating: 0, count: 60)
        var second: Int64 = 0
        var failures: [Failure] = []

        mutating func count(at now: Instant) {
            advance(to: now)
            seconds[59] += 1
        }

        mutating func advance(to now: Instant) {
            let current = now.milliseconds / 1000
            let passed = Int(min(60, max(0, current - second)))
            if passed > 0 {
                seconds.removeFirst(passed)
                seconds.append(contentsOf: [Int](repeating: 0, count: passed))
                second = current
            }
        }
    }

    private let clock: Clock
    private let figures: Mutex<Figures>

    init(clock: Clock) {
        self.clock = clock
        figures = Mutex(Figures(startedAt: clock.now()))
    }

    /// The figures as of now.
    var now: Figures {
        let now = clock.now()
        return figures.withLock { figures in
            figures.advance(to: now)
            return figures
        }
    }

    func received(_ type: MessageType, documents: Int, isRepeat: Bool) {
        let now = clock.now()
        figures.withLock { figures in
            figures.messages += 1
            figures.repeats += isRepeat ? 1 : 0
            figures.documents += isRepeat ? 0 : documents
            figures.byType[type, default: 0] += isRepeat ? 0 : documents
            figures.count(at: now)
        }
    }

    func refused(_ type: String, _ code: String) {
        let failure = Failure(at: clock.now(), type: type, code: code)
        figures.withLock { figures in
            figures.refusals += 1
            figures.failures.append(failure)
            if figures.failures.count > 50 { figures.failures.removeFirst() }
        }
    }

    func decided(_ status: Status) {
        figures.withLock { $0.decided[status, default: 0] += 1 }
    }
}
