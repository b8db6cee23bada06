import NIOCore
import Synchronization

/// Who is connected: counted against the caps, and told when the server stops.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var neighbours: [String: Int] = [:]
        var stopping = false
    }

    private let settings: WebServer.Settings
    private let state = Mutex(State())
    /// Bytes of unfinished bodies, over all connections.
    private let bodyBytes = Atomic<Int>(0)

    init(_ settings: WebServer.Settings) { self.settings = settings }

    /// False when there are too many, in all or from that neighbour, or the server stops.
    func admit(_ channel: any Channel, from neighbour: String) -> Bool {
        state.withLock { state in
            let ofNeighbour = state.neighbours[neighbour, default: 0]
            guard !state.stopping, state.channels.count < settings.connections,
                ofNeighbour < settings.connectionsOfNeighbour
            else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            state.neighbours[neighbour] = ofNeighbour + 1
            return true
        }
    }

    func remove(_ channel: any Channel, from neighbour: String) {
        state.withLock { state in
            guard state.channels.removeValue(forKey: ObjectIdentifier(channel)) != nil else {
                return
            }
            let left = state.neighbours[neighbour, default: 1] - 1
            state.neighbours[neighbour] = left > 0 ? left : nil
        }
    }

    var count: Int { state.withLock { $0.channels.count } }

    /// Admits nobody from now on; gives those who are there.
    func stop() -> [any Channel] {
        state.withLock { state in
            state.stopping = true
            return Array(state.channels.values)
        }
    }

    /// Books bytes of a body; false when all connections together hold too many.
    func book(_ bytes: Int) -> Bool {
        let sum = bodyBytes.add(bytes, ordering: .relaxed).newValue
        if sum <= settings.bodyBytes { return true }
        bodyBytes.subtract(bytes, ordering: .relaxed)
        return false
    }

    func unbook(_ bytes: Int) { bodyBytes.subtract(bytes, ordering: .relaxed) }
}
