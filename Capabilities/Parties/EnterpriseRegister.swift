import Kernel
import Synchronization

/// All enterprises, in memory: what every message asks several times. Answers come at once, under a
/// lock held for one look-up.
///
/// It holds what was committed: after a change made here at once, after one made by another server
/// within about a second.
public final class EnterpriseRegister: Sendable {
    private struct State {
        var byID: [String: Held] = [:]
        /// Id by credit code, customs registration and platform identifier.
        var idByCode: [String: String] = [:]
        var version: Int64 = 0
    }

    /// An enterprise as of a change of the register.
    struct Held: Sendable {
        let version: Int64
        let enterprise: Enterprise
    }

    /// What one enterprise may do for another.
    public let mandates = Mandates()

    private let state = Mutex(State())

    init() {}

    /// The enterprise known by a code: credit code, customs registration or platform identifier.
    public func find(code: String) -> Enterprise? {
        // Other scripts have letters that equal ASCII ones as Characters: they are no codes.
        guard code.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return state.withLock { state in
            state.idByCode[code].flatMap { state.byID[$0]?.enterprise }
        }
    }

    /// The enterprise of an id.
    public func enterprise(id: String) -> Enterprise? {
        guard id.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return state.withLock { $0.byID[id]?.enterprise }
    }

    /// All of them, by credit code or else by id.
    public var all: [Enterprise] {
        state.withLock { $0.byID.values.map(\.enterprise) }
            .sorted { ($0.creditCode ?? $0.id) < ($1.creditCode ?? $1.id) }
    }

    /// How many there are.
    public var count: Int { state.withLock { $0.byID.count } }

    /// Number of the last change that is in it.
    var version: Int64 { state.withLock { $0.version } }

    /// Takes in what has changed. Two refreshes may finish in either order: the newer state of an
    /// enterprise stays.
    func take(_ changed: [Held], _ mandates: [Mandates.Held] = [], upTo version: Int64) {
        // Before the version moves: whoever sees the version finds everything that belongs to it.
        self.mandates.take(mandates)
        state.withLock { state in
            for held in changed {
                let id = held.enterprise.id
                if let old = state.byID[id] {
                    if old.version >= held.version { continue }
                    for code in old.enterprise.codes { state.idByCode[code] = nil }
                }
                state.byID[id] = held
                for code in held.enterprise.codes { state.idByCode[code] = id }
            }
            state.version = max(state.version, version)
        }
    }
}
