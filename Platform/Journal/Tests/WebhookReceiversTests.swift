import FoundationEssentials
import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Journal

/// Many receivers over many virtual hours: some are down, slow or wrong, the others must not learn
/// of it.
@Suite("Webhooks whose receivers fail (R7)") struct WebhookReceiversTests {
    /// Things of each enterprise, and enterprises with eight receivers each: 500 × 8 in
    /// `make test`, 10,000 × 40 with `TRADEWIND_SOAK`.
    private static let isSoak = ProcessInfo.processInfo.environment["TRADEWIND_SOAK"] == "1"
    private static let things = isSoak ? 10_000 : 500
    private static let tenants = (1...(isSoak ? 5 : 1)).map { "t\($0)" }

    /// How a receiver behaves.
    private enum Manner: String, CaseIterable {
        /// Cannot be reached for six hours.
        case down
        /// Takes what comes and answers too late: for an hour always, then now and then.
        case slow
        /// Answers with redirects for an hour, then with server errors for another.
        case wrong
        /// Fails the first attempt of every tenth message.
        case flaky
        case well1, well2, well3, well4

        var isWell: Bool { rawValue.hasPrefix("well") }
    }

    @Test(
        """
        R7: of receivers down for hours, slow or wrong each gets everything in order, at \
        most one in a hundred twice, and the healthy ones get it at once and once
        """, arguments: TestStore.engines)
    func receivers(engine: TestStore.Engine) async throws {
        try await WebhookWorld.with(engine) { world in
            let far = FarSide(since: world.time.clock.now(), clock: world.time.clock)
            let hooks = world.webhooks(far.http, most: 4)
            for tenant in Self.tenants {
                for manner in Manner.allCases {
                    _ = try await hooks.register(
                        "https://r.example.com/\(tenant)/\(manner)", of: tenant, by: "a")
                }
                try await world.make(Self.things, for: tenant)
            }
            try await hooks.drain()
            // No time has passed: nobody healthy waited for one of the others.
            let early = far.taken
            for tenant in Self.tenants {
                for manner in Manner.allCases where manner.isWell {
                    #expect(early["\(tenant)/\(manner)"]?.count == Self.things)
                }
                #expect(early["\(tenant)/down"] == nil)
            }
            for _ in 0..<(400 + Self.things / 10) {
                world.time.move(seconds: 90)
                try await hooks.drain()
            }
            try await expectAll(far.taken, hooks)
        }
    }

    private func expectAll(_ taken: [String: [Int]], _ hooks: Webhooks) async throws {
        var (came, twice) = (0, 0)
        for tenant in Self.tenants {
            for manner in Manner.allCases {
                let numbers = taken["\(tenant)/\(manner)"] ?? []
                let different = Set(numbers).count
                #expect(different == Self.things, "\(manner)")
                // In order: a repeat follows at once what it repeats.
                #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }, "\(manner)")
                if manner.isWell { #expect(numbers.count == different) }
                came += different
                twice += numbers.count - different
            }
            for hook in try await hooks.list(of: tenant) {
                #expect(hook.disabledAt == nil && hook.failures == 0)
            }
        }
        #expect(came == Self.things * Self.tenants.count * Manner.allCases.count)
        #expect(twice > 0, "nobody who answered too late was served")
        #expect(twice * 100 <= came, "\(twice) of \(came) came twice")
    }

    /// All receivers: keeps the numbers of what each has taken.
    private final class FarSide: Sendable {
        private let state = Mutex<(taken: [String: [Int]], tries: [String: Int])>(([:], [:]))
        private let since: Instant
        private let clock: Clock

        init(since: Instant, clock: Clock) {
            self.since = since
            self.clock = clock
        }

        var taken: [String: [Int]] { state.withLock { $0.taken } }

        var http: OutgoingHTTP {
            OutgoingHTTP { request throws(OutgoingFault) in
                let place = request.url.split(separator: "/").suffix(2).joined(separator: "/")
                let id = request.headers.first { $0.name == "webhook-id" }?.value ?? ""
                let number = id.split(separator: "-").last.flatMap { Int($0) } ?? 0
                let manner = place.split(separator: "/").last
                    .flatMap { Manner(rawValue: String($0)) } ?? .down
                let tries = self.state.withLock { state in
                    state.tries["\(place) \(id)", default: 0] += 1
                    return state.tries["\(place) \(id)"] ?? 0
                }
                return try self.answer(manner, number, tries, at: place)
            }
        }

        private func answer(
            _ manner: Manner, _ number: Int, _ tries: Int, at place: String
        ) throws(OutgoingFault) -> OutgoingHTTP.Answer {
            let hours = (clock.now().milliseconds - since.milliseconds) / 3_600_000
            var isLate = false
            switch manner {
            case .down where hours < 6: throw .notReached("test")
            case .wrong where hours < 1: return OutgoingHTTP.Answer(status: 302)
            case .wrong where hours < 2: return OutgoingHTTP.Answer(status: 500)
            case .flaky where number % 10 == 0 && tries == 1:
                return OutgoingHTTP.Answer(status: 500)
            case .slow: isLate = hours < 1 || (number % 100 == 0 && tries == 1)
            default: break
            }
            state.withLock { $0.taken[place, default: []].append(number) }
            if isLate { throw .timedOut }
            return OutgoingHTTP.Answer(status: 200)
        }
    }
}
