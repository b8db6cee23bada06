import Kernel

/// How often signing in may fail within a time.
struct SignInLimit: Sendable {
    /// Failures that are borne.
    let most: Int
    /// Length of the time, in minutes.
    let window: Int

    /// Whole minutes to wait; nil when another attempt is allowed.
    ///
    /// - Parameter failures: when the attempts of the last day were made, oldest first.
    func wait(after failures: [Instant], at now: Instant) -> Int? {
        guard failures.count >= most, let last = failures.last else { return nil }
        // Allowed again once so many have left the window that fewer than `most` remain.
        let leaving = failures[failures.count - most]
        var free = leaving.adding(milliseconds: Int64(window) * 60_000)
        // Who has failed as often once more waits twice as long, then four times: a guess an hour
        // finds nothing, and a person who remembers is let in within the day.
        let blocks = failures.count / most
        if blocks > 1 {
            let doubled = Int64(window) << Int64(min(blocks - 1, 10))
            let pause = min(doubled, SignInLimit.memory / 60_000)
            free = max(free, last.adding(milliseconds: pause * 60_000))
        }
        let left = free.milliseconds - now.milliseconds
        return left > 0 ? Int((left + 59_999) / 60_000) : nil
    }

    /// Minutes to wait with one login, whatever the addresses its failures come from: never more
    /// than one, so that nobody is locked out for longer than somebody else goes on guessing.
    ///
    /// - Parameter most: failures of the last day that are borne without a pause.
    static func pause(of most: Int, after failures: [Instant], at now: Instant) -> Int? {
        guard failures.count >= most, let last = failures.last,
            now < last.adding(milliseconds: 60_000)
        else { return nil }
        return 1
    }

    /// For how long failures are remembered: a day, in milliseconds.
    static let memory: Int64 = 86_400_000
}
