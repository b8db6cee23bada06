import FoundationEssentials
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Named places where a crash test may stop the process for good. Off unless
/// `TRADEWIND_FAULT=name:count` is set; then the count-th arrival at that place is `kill -9`.
public enum FaultPoint {
    private final class Plan: Sendable {
        let name: String
        let left: Mutex<Int>
        init(name: String, count: Int) {
            self.name = name
            left = Mutex(count)
        }
    }

    private static let plan: Plan? = {
        guard let text = ProcessInfo.processInfo.environment["TRADEWIND_FAULT"] else { return nil }
        let parts = text.split(separator: ":")
        guard parts.count == 2, let count = Int(parts[1]) else { return nil }
        return Plan(name: String(parts[0]), count: count)
    }()

    public static func reach(_ name: StaticString) {
        guard let plan, plan.name == name.description else { return }
        let now = plan.left.withLock { left in
            left -= 1
            return left == 0
        }
        if now { kill(getpid(), SIGKILL) }
    }
}
