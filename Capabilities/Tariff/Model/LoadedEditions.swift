import Kernel
import Synchronization

/// What an operator loaded on top of the tables the product came with. One value is shared by every
/// copy of the tables, so that an edition counts for whoever asks, from the moment it is loaded.
final class LoadedEditions: Sendable {
    /// A code as it is from a day on; without a line it has ended.
    struct LineVersion: Sendable, Hashable {
        let from: Day
        let line: TariffLine?
    }

    /// A rate of a schedule for codes with a prefix, from a day on.
    struct RateVersion: Sendable, Hashable {
        let from: Day
        let to: Day?
        /// Nil: excluded from the agreement.
        let rate: DutyRate?
        let citation: Citation
        let isReferenceOnly: Bool
    }

    /// Everything loaded so far.
    struct State: Sendable {
        /// In order of loading; the last that fits a day holds.
        var lines: [UInt64: [LineVersion]] = [:]
        /// By schedule, then by code of eight or ten digits as text.
        var rates: [String: [String: [RateVersion]]] = [:]
        var exchange: [CurrencyCode: [Dated<ExchangeRates.Rate>]] = [:]
        var refunds: [String: [RefundVersion]] = [:]
    }

    /// A refund rate for codes with a prefix.
    struct RefundVersion: Sendable, Hashable {
        let from: Day
        let to: Day?
        let rate: RefundRate
    }

    private let state = Mutex(State())

    /// Puts a whole new state in place of the old one.
    func replace(with new: State) { state.withLock { $0 = new } }

    func version(of code: GoodsCode, on day: Day) -> LineVersion? {
        state.withLock { state in
            guard !state.lines.isEmpty, let versions = state.lines[code.packed] else { return nil }
            return LoadedEditions.latest(versions, on: day)
        }
    }

    func knows(_ code: GoodsCode) -> Bool { state.withLock { $0.lines[code.packed] != nil } }

    var codes: [GoodsCode] {
        state.withLock { state in
            state.lines.isEmpty ? [] : state.lines.keys.sorted().map { GoodsCode(packed: $0) }
        }
    }

    /// The rate of a schedule for a line: the ten-digit entry goes before the eight-digit one. The
    /// outer nil says that nothing was loaded for it.
    func rate(_ schedule: String, _ code: GoodsCode, on day: Day) -> RateVersion? {
        state.withLock { state in
            guard let table = state.rates[schedule] else { return nil }
            let text = code.text
            for digits in [10, 8] {
                if let versions = table[String(text.prefix(digits))],
                    let found = versions.last(where: {
                        $0.from <= day && ($0.to.map { day <= $0 } ?? true)
                    })
                {
                    return found
                }
            }
            return nil
        }
    }

    /// Whether rates of a schedule were loaded.
    func hasRates(of schedule: String) -> Bool { state.withLock { $0.rates[schedule] != nil } }

    func exchange(_ currency: CurrencyCode, on day: Day) -> Dated<ExchangeRates.Rate>? {
        state.withLock { $0.exchange[currency]?.last { $0.holds(on: day) } }
    }

    /// The refund rate of the longest prefix that is in force on a day.
    func refund(_ code: String, on day: Day) -> (prefix: String, version: RefundVersion)? {
        state.withLock { state in
            guard !state.refunds.isEmpty else { return nil }
            var prefix = code
            while prefix.utf8.count >= 2 {
                if let found = state.refunds[prefix]?.last(where: {
                    $0.from <= day && ($0.to.map { day <= $0 } ?? true)
                }) {
                    return (prefix, found)
                }
                prefix.removeLast()
            }
            return nil
        }
    }

    static func latest(_ versions: [LineVersion], on day: Day) -> LineVersion? {
        var best: LineVersion?
        for version in versions where version.from <= day {
            if let found = best, found.from > version.from { continue }
            best = version
        }
        return best
    }
}
