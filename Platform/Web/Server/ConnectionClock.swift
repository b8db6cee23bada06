/// Decides when a connection has been too slow. A value without input or output: it is told what
/// happens and when, and asked now and then. Times are monotonic milliseconds.
struct ConnectionClock: Sendable {
    enum Phase: Sendable, Hashable {
        /// Open, nothing of a request seen.
        case idle
        /// Some bytes of a head have come, or the connection is new.
        case head
        case body
        /// The request is complete, its answer is being made.
        case answering
        /// The last answer is written; waiting for the other side to close.
        case lingering
    }

    enum Verdict: Sendable, Hashable {
        case fine
        /// Say 408 and close.
        case requestTooSlow
        /// Say 503 and close.
        case answerTooSlow
        /// Close without a word: nothing was asked, or nobody reads.
        case cut
    }

    private let settings: WebServer.Settings
    private(set) var phase: Phase
    private var phaseBegan: Int
    private var requestBegan: Int
    private var reading: Stretch
    private var writing: Stretch

    init(_ settings: WebServer.Settings, now: Int) {
        self.settings = settings
        phase = .head
        phaseBegan = now
        requestBegan = now
        reading = Stretch(began: now)
        writing = Stretch(began: now)
    }

    mutating func enter(_ next: Phase, now: Int) {
        if next == .head || (next == .body && phase != .head) { requestBegan = now }
        if next == .body { reading = Stretch(began: now) }
        phase = next
        phaseBegan = now
    }

    mutating func received(_ bytes: Int) { reading.moved += bytes }

    /// `drained` counts the bytes of answers that the system ever took; `waiting` those it has yet
    /// to take.
    mutating func verdict(now: Int, drained: Int, waiting: Int) -> Verdict {
        if waiting == 0 {
            writing = Stretch(began: now, moved: drained)
        } else if writing.isTooSlow(now, total: drained, settings) {
            return .cut
        }
        let elapsed = now - phaseBegan
        switch phase {
        case .idle: return elapsed >= settings.idleTime && waiting == 0 ? .cut : .fine
        case .head: return elapsed >= settings.headTime ? .requestTooSlow : .fine
        case .body:
            let late = now - requestBegan >= settings.requestTime
            let slow = reading.isTooSlow(now, total: reading.moved, settings)
            return late || slow ? .requestTooSlow : .fine
        case .answering: return elapsed >= settings.answerTime ? .answerTooSlow : .fine
        case .lingering: return elapsed >= settings.lingerTime && waiting == 0 ? .cut : .fine
        }
    }
}

/// A stretch of time in which a least number of bytes has to move.
private struct Stretch: Sendable {
    var began: Int
    /// Bytes moved so far; for writing, the count when the stretch began.
    var moved = 0
    private var atBegin = 0

    init(began: Int, moved: Int = 0) {
        self.began = began
        self.moved = moved
        atBegin = moved
    }

    mutating func isTooSlow(_ now: Int, total: Int, _ settings: WebServer.Settings) -> Bool {
        guard now - began >= settings.stretch else { return false }
        if total - atBegin < settings.leastBytes { return true }
        began = now
        atBegin = total
        return false
    }
}
