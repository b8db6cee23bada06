import Kernel
import Synchronization

/// How often something may happen: a bucket of `burst` tokens that refills evenly.
public struct Rate: Sendable, Hashable {
    /// Most that may happen at once.
    public let burst: Int
    /// Time in which the whole bucket refills, in milliseconds.
    public let milliseconds: Int

    /// `Rate(10, perSeconds: 60)`: ten at once, then one every six seconds.
    public init(_ burst: Int, perSeconds seconds: Int) {
        self.burst = max(1, burst)
        milliseconds = max(1, seconds) * 1000
    }

    /// Nanoseconds after which one token is back.
    var gap: UInt64 { UInt64(milliseconds) * 1_000_000 / UInt64(burst) }
}

/// Counts events per key (an address, a principal) and says when one must wait.
///
/// Kept as the instant at which the bucket would be full again (the generic cell rate algorithm):
/// one number per key, nothing to refill in the background.
final class RateLimit: Sendable {
    private let rate: Rate
    private let most: Int
    /// Monotonic nanoseconds; handed in so that tests need not wait.
    private let now: @Sendable () -> UInt64
    private let fullAgain = Mutex<[String: UInt64]>([:])

    init(
        _ rate: Rate, most: Int = 100_000,
        now: @escaping @Sendable () -> UInt64 = Stopwatch.nanoseconds
    ) {
        self.rate = rate
        self.most = most
        self.now = now
    }

    /// Takes a token. Nil when there was one, else the seconds to wait, at least 1.
    func take(_ key: String) -> Int? {
        let now = now()
        let gap = rate.gap
        return fullAgain.withLock { table in
            let full = max(table[key] ?? now, now)
            let ahead = full - now + gap
            if ahead > gap * UInt64(rate.burst) {
                let wait = ahead - gap * UInt64(rate.burst)
                return Int((wait + 999_999_999) / 1_000_000_000)
            }
            if table.count >= most, table[key] == nil { makeRoom(in: &table, now) }
            table[key] = full + gap
            return nil
        }
    }

    /// Forgets keys whose bucket is full; if that frees nothing, all of them: letting a few through
    /// is better than memory that a stranger can fill.
    private func makeRoom(in table: inout [String: UInt64], _ now: UInt64) {
        table = table.filter { $0.value > now }
        if table.count >= most { table.removeAll(keepingCapacity: true) }
    }
}

/// What counts as one neighbour: an IPv4 address, or the /64 of an IPv6 address, which one
/// subscriber usually has to himself.
public func neighbour(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: ":")) else { return address }
    if address.utf8.contains(UInt8(ascii: ".")) {
        return String(address[(address.lastIndex(of: ":") ?? address.startIndex)...].dropFirst())
    }
    var groups: [Substring] = []
    for group in address.split(separator: ":", omittingEmptySubsequences: false).prefix(4) {
        if group.isEmpty { break }
        groups.append(group)
    }
    return groups.joined(separator: ":") + "::"
}
