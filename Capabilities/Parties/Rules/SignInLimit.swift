import Kernel

/// How often signing in may fail within a time.
struct SignInLimit: Sendable {
    /// Failures that are borne.
    let most: Int
    /// Length of the time, in minutes.
    let window: Int

    /// Whole minutes to wait; nil when another attempt is allowed.
    ///
    /// - Parameter failures: when the attempts within the window were made, oldest first.
    func wait(after failures: [Instant], at now: Instant) -> Int? {
        guard failures.count >= most else { return nil }
        // Allowed again once so many have left the window that fewer than `most` remain.
        let leaving = failures[failures.count - most]
        let free = leaving.adding(milliseconds: Int64(window) * 60_000)
        let left = free.milliseconds - now.milliseconds
        return max(1, Int((left + 59_999) / 60_000))
    }
}
