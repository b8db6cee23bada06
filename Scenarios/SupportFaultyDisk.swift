import CFaultyDisk
import FoundationEssentials
import Store

/// A disk under SQLite that fails when it is told to.
///
/// `@unchecked Sendable`: the disk is made for use from any thread (every field is atomic) and is
/// never freed.
final class SupportFaultyDisk: @unchecked Sendable {
    /// What counts and may fail.
    struct Kinds: OptionSet, Sendable {
        let rawValue: Int32
        static let open = Kinds(rawValue: Int32(FAULTY_DISK_OPEN))
        static let write = Kinds(rawValue: Int32(FAULTY_DISK_WRITE))
        static let sync = Kinds(rawValue: Int32(FAULTY_DISK_SYNC))
        static let truncate = Kinds(rawValue: Int32(FAULTY_DISK_TRUNCATE))
        static let delete = Kinds(rawValue: Int32(FAULTY_DISK_DELETE))
        static let all: Kinds = [.open, .write, .sync, .truncate, .delete]
    }

    enum How: Int32, Sendable {
        /// Once.
        case broken = 0
        /// From then on, until it is healed.
        case full = 1
    }

    struct NotMade: Error {}

    let name = "faulty-\(UInt64.random(in: 0...UInt64.max))"
    private let disk: OpaquePointer

    init() throws {
        guard let disk = faulty_disk_make(name) else { throw NotMade() }
        self.disk = disk
    }

    /// Fails at the nth of these.
    func fail(_ kinds: Kinds, at nth: Int, _ how: How) {
        faulty_disk_fail(disk, kinds.rawValue, nth, how.rawValue)
    }

    func heal() { faulty_disk_heal(disk) }

    /// Nothing reaches it any more, as after the end of the process.
    func end() { faulty_disk_end(disk) }

    /// Remembers from now on what is written and not flushed, for a power cut; flushes of the real
    /// disk are left out.
    func watch() { faulty_disk_watch(disk) }

    /// The power goes at the nth write, flush or truncation.
    func cut(at nth: Int) { faulty_disk_cut(disk, nth) }

    /// What a power cut leaves of the files, which are closed: of what was not flushed, what the
    /// seed says.
    func lose(_ seed: UInt64) { _ = faulty_disk_lose(disk, seed) }

    /// What has failed since `fail`.
    var failed: Kinds { Kinds(rawValue: faulty_disk_failed_kinds(disk)) }

    /// How a store is opened on it.
    func options(onFatal: @escaping @Sendable (String) -> Void) -> Store.Options {
        var options = Store.Options()
        options.fileSystem = name
        // The log moves into the file every few commits, so that this fails, too.
        options.logPages = 50
        options.onFatal = onFatal
        return options
    }
}
