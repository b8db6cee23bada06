import Kernel

/// How long spreadsheets that cannot go on are left alone: twice as long each time, five minutes at
/// most; after the tenth time what stands in the way is given up.
struct SheetPatience {
    private struct Wait {
        var tries = 0
        var until = Instant(milliseconds: 0)
    }

    static let most = 10
    private static let longest: Int64 = 300_000

    let clock: Clock
    private var waits: [String: Wait] = [:]

    init(clock: Clock) { self.clock = clock }

    /// How many are waited for.
    var waiting: Int { waits.count }

    func mayTry(_ job: SheetShelf.Job) -> Bool {
        waits[Self.key(job)].map { $0.until <= clock.now() } ?? true
    }

    mutating func succeeded(_ job: SheetShelf.Job) { waits[Self.key(job)] = nil }

    /// Notes that one could not go on; gives whether to give up.
    mutating func failed(_ job: SheetShelf.Job) -> Bool {
        var wait = waits[Self.key(job)] ?? Wait()
        wait.tries += 1
        let pause = min(Self.longest, 1_000 << Int64(min(wait.tries, 20)))
        wait.until = clock.now().adding(milliseconds: pause)
        waits[Self.key(job)] = wait
        guard wait.tries >= Self.most else { return false }
        waits[Self.key(job)] = nil
        return true
    }

    private static func key(_ job: SheetShelf.Job) -> String { "\(job.tenant)/\(job.id)" }
}
