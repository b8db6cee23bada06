import Synchronization

/// How long a command may still wait. What goes well takes no patience; attempts that fail, pauses
/// before the next one, and the time in which a list is not decided yet do.
final class DeclarePatience: Sendable {
    /// Milliseconds.
    private let left: Mutex<Int>

    init(seconds: Int) { left = Mutex(max(0, min(seconds, 1_000_000)) * 1000) }

    /// What is left, in seconds, rounded up.
    var seconds: Int { (milliseconds + 999) / 1000 }

    var milliseconds: Int { left.withLock { $0 } }

    func spend(milliseconds: Int) {
        left.withLock { $0 = max(0, $0 - milliseconds) }
    }
}
