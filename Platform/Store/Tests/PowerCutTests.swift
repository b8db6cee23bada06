import CFaultyDisk
import FoundationEssentials
import Kernel
import Store
import Synchronization
import Testing

/// What was not flushed when the power goes is lost, torn or written in another order; what was
/// acknowledged was flushed.
@Suite("A power cut (R2)") struct PowerCutTests {
    /// Cuts in all; `TRADEWIND_SOAK` asks for the number of a long run.
    private static let cuts =
        ProcessInfo.processInfo.environment["TRADEWIND_SOAK"] == nil ? 500 : 10_000
    private static let first =
        ProcessInfo.processInfo.environment["TRADEWIND_SEED"].flatMap { UInt64($0) } ?? 1

    @Test(
        """
        R2: after 500 power cuts, each at another write or flush, everything acknowledged is there \
        and the file is sound
        """)
    func full() async throws {
        let sum = try await Self.run(cuts: Self.cuts, flushes: true)
        #expect(sum.lost == 0, "seeds \(sum.seeds.prefix(10))")
        #expect(sum.broken == 0, "seeds \(sum.seeds.prefix(10))")
        #expect(sum.acknowledged > Self.cuts)
        #expect(sum.atStake > Self.cuts, "the cuts met nothing that was not flushed")
    }

    @Test("R2: the same cuts of a store that does not flush its commits lose some")
    func normal() async throws {
        let sum = try await Self.run(cuts: 100, flushes: false)
        #expect(sum.lost > 0)
    }

    private struct Sum {
        var acknowledged = 0
        var lost = 0
        var broken = 0
        var atStake = 0
        var seeds: [UInt64] = []
    }

    private static func run(cuts: Int, flushes: Bool) async throws -> Sum {
        try await withThrowingTaskGroup(of: Sum.self) { group in
            for lane in 0..<2 {
                group.addTask {
                    var sum = Sum()
                    for number in stride(from: lane, to: cuts, by: 2) {
                        try await cut(first + UInt64(number), flushes, &sum)
                    }
                    return sum
                }
            }
            return try await group.reduce(into: Sum()) { all, one in
                all.acknowledged += one.acknowledged
                all.lost += one.lost
                all.broken += one.broken
                all.atStake += one.atStake
                all.seeds += one.seeds
            }
        }
    }

    /// Writes until the power goes, starts again on what is left and looks for what was
    /// acknowledged.
    private static func cut(_ seed: UInt64, _ flushes: Bool, _ sum: inout Sum) async throws {
        let name = "cut-\(UInt64.random(in: 0...UInt64.max))"
        let disk = try #require(faulty_disk_make(name))
        let folder = FileManager.default.temporaryDirectory.path + "/tradewind-" + name
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = Store.Options()
        options.fileSystem = name
        options.onFatal = { _ in }
        options.flushesCommits = flushes
        // Small, so that the log moves into the file and begins anew within a run.
        options.logPages = 12
        faulty_disk_watch(disk)
        var acknowledged: [String] = []
        do {
            let store = try Store(.folder(folder), options: options)
            defer { store.close() }
            try await store.write { _ = try $0.next("begun") }
            // Each seed ends at another of the first few hundred operations.
            faulty_disk_cut(disk, Int(seed &* 7 % 240) + 1)
            for number in 0..<200 {
                let key = "s\(number)-" + String(repeating: "x", count: number % 9 * 400)
                do { try await store.write { _ = try $0.next(key) } } catch { break }
                acknowledged.append(key)
            }
        }
        sum.atStake += faulty_disk_lose(disk, seed)
        faulty_disk_heal(disk)
        let store = try Store(.folder(folder), options: options)
        defer { store.close() }
        let kept = Set(try await store.read { session in
            try session.rows("select name from store_counters").map { try $0.text(0) }
        })
        let check = try await store.read { try $0.first("pragma integrity_check")?.text(0) }
        sum.acknowledged += acknowledged.count
        let lost = acknowledged.count { !kept.contains($0) }
        if lost > 0 || check != "ok" { sum.seeds.append(seed) }
        sum.lost += lost
        sum.broken += check == "ok" ? 0 : 1
        // It takes work again.
        try await store.write { _ = try $0.next("after") }
    }
}
