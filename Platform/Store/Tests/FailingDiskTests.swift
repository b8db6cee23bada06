import CFaultyDisk
import FoundationEssentials
import Kernel
import Store
import Synchronization
import Testing

@Suite("A failing disk") struct FailingDiskTests {
    @Test("after a refused flush nothing more is written, though the disk works again")
    func refusedFlush() async throws {
        try await withDisk { store, disk, told in
            try await store.write { try add("before", $0) }
            faulty_disk_fail(disk, Int32(FAULTY_DISK_SYNC), 1, Int32(FAULTY_DISK_BROKEN))
            await expect("store.in-doubt") { try await store.write { try add("a", $0) } }
            #expect(told.times == 1)
            faulty_disk_heal(disk)
            await expect("store.busy") { try await store.write { try add("b", $0) } }
            #expect(told.times == 1)
        }
    }

    @Test("no statement outlives a transaction that the disk has ended")
    func ended() async throws {
        try await withDisk { store, disk, told in
            faulty_disk_fail(disk, Int32(FAULTY_DISK_WRITE), 3, Int32(FAULTY_DISK_BROKEN))
            await expect("store.busy") {
                try await store.write { session in
                    // More than the cache takes, so that it is written before the commit.
                    for number in 0..<60 {
                        try? add("\(number)" + String(repeating: "x", count: 1 << 20), session)
                    }
                    try? add("after", session)
                }
            }
            #expect(faulty_disk_failures(disk) == 1)
            #expect(told.times == 0)
            faulty_disk_heal(disk)
            try await store.write { try add("again", $0) }
            #expect(try await names(store) == ["again"])
        }
    }

    @Test("a full disk is told, and writing goes on when there is room")
    func full() async throws {
        try await withDisk { store, disk, told in
            faulty_disk_fail(disk, Int32(FAULTY_DISK_WRITE), 1, Int32(FAULTY_DISK_FULL))
            await expect("store.full") { try await store.write { try add("a", $0) } }
            await expect("store.full") { try await store.write { try add("b", $0) } }
            faulty_disk_heal(disk)
            try await store.write { try add("c", $0) }
            #expect(try await names(store) == ["c"])
            #expect(told.times == 0)
        }
    }

    private func expect(_ code: String, _ body: () async throws -> Void) async {
        await #expect {
            try await body()
        } throws: { error in
            (error as? StoreFault)?.code == code
        }
    }

    /// A durable store on a disk of its own, and how often it said that the process must end.
    private func withDisk(
        _ body: (Store, OpaquePointer, Told) async throws -> Void
    ) async throws {
        let name = "store-\(UInt64.random(in: 0...UInt64.max))"
        let disk = try #require(faulty_disk_make(name))
        let folder = FileManager.default.temporaryDirectory.path + "/tradewind-" + name
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let told = Told()
        var options = Store.Options()
        options.fileSystem = name
        options.onFatal = { _ in told.count.withLock { $0 += 1 } }
        let store = try Store(.folder(folder), options: options)
        defer { store.close() }
        try await body(store, disk, told)
    }

    private final class Told: Sendable {
        let count = Mutex(0)
        var times: Int { count.withLock { $0 } }
    }
}

private func add(_ name: String, _ session: Session) throws {
    _ = try session.next(name)
}

private func names(_ store: Store) async throws -> [String] {
    try await store.read { session in
        try session.rows("select name from store_counters").map { try $0.text(0) }
    }
}
