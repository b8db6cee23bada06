import Synchronization

/// Where people reach the public pages: one for all copies of the desk, as a port that is free is
/// known only once the server listens.
final class PaperOrigin: Sendable {
    private let kept: Mutex<String>

    init(_ address: String) { kept = Mutex(address) }

    var address: String { kept.withLock { $0 } }

    func change(to address: String) { kept.withLock { $0 = address } }
}
