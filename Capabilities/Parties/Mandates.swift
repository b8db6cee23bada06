public import Kernel
import Synchronization

/// All mandates between enterprises, in memory beside the register: what every import list asks.
/// Answers come at once, as of the same moment as those of the register.
public final class Mandates: Sendable {
    private struct Key: Hashable {
        let grantor: String
        let grantee: String
        let scope: MandateScope
    }

    /// A mandate as of a change of the register.
    struct Held: Sendable {
        let version: Int64
        let mandate: Mandate
    }

    private let state = Mutex<[Key: [String: Held]]>([:])

    init() {}

    /// Whether one enterprise holds a mandate of another.
    ///
    /// - Parameters:
    ///   - grantor: id of the enterprise that gave it.
    ///   - grantee: id of the enterprise that wants to act by it.
    public func holds(
        grantor: String, grantee: String, scope: MandateScope, on day: Day
    ) -> Bool {
        let key = Key(grantor: grantor, grantee: grantee, scope: scope)
        return state.withLock { held in
            held[key]?.values.contains { $0.mandate.holds(on: day) } ?? false
        }
    }

    /// Takes in what has changed. Two refreshes may finish in either order: the newer state of a
    /// mandate stays.
    func take(_ changed: [Held]) {
        state.withLock { state in
            for held in changed {
                let mandate = held.mandate
                let key = Key(
                    grantor: mandate.grantor, grantee: mandate.grantee, scope: mandate.scope)
                if let old = state[key]?[mandate.id], old.version >= held.version { continue }
                state[key, default: [:]][mandate.id] = held
            }
        }
    }
}
