import Kernel
import Synchronization

/// Until when this server has each far side for itself, so that a hold is renewed while it is
/// worked under and not with every message.
final class RelayHolds: Sendable {
    private let ends = Mutex<[String: Instant]>([:])

    /// Notes the end of a hold; nil when another server has it.
    func note(_ far: String, until: Instant?) { ends.withLock { $0[far] = until } }

    /// Whether a hold lasts beyond a moment.
    func lasts(_ far: String, beyond moment: Instant) -> Bool {
        ends.withLock { $0[far].map { $0 > moment } ?? false }
    }
}
