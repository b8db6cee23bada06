public import Kernel
import Origin

/// The countries goods passed through on their way, as whoever asks for a rate states them.
public struct TransitRoute: Sendable, Hashable {
    /// What became of the goods in a country on the way.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Nothing is said: taken to be under customs control, with nothing done but logistics.
        case passing
        /// Under customs control, unloaded, stored or reloaded at most.
        case control
        /// Out of customs control.
        case free
        /// More was done than logistics.
        case processed
    }

    public struct Stop: Sendable, Hashable {
        public let country: TariffBook.Origin
        public let state: State

        /// The same as rules of origin look at it.
        var checked: DirectConsignment.Stop {
            DirectConsignment.Stop(
                country: country.iso, isUnderControl: state != .free,
                operations: state == .processed ? ["processing"] : [])
        }
    }

    /// Empty for goods that came straight.
    public let stops: [Stop]

    /// What may be written of a country, in English and in Chinese.
    static let words: [(state: State, zh: String)] = [
        (.control, "监管"), (.free, "脱离"), (.processed, "加工"),
    ]

    static func state(_ word: String) -> State? {
        words.first { word.lowercased() == $0.state.rawValue || word == $0.zh }?.state
    }

    /// As it is written in an address.
    var text: String {
        guard !stops.isEmpty else { return "direct" }
        return stops.map { stop in
            stop.country.iso + (stop.state == .passing ? "" : ":\(stop.state.rawValue)")
        }.joined(separator: " ")
    }

    /// More than any journey has: a slip of the hand.
    static let mostStops = 10
}

/// How a journey stands under an agreement: whether direct consignment is met, and which papers
/// show it.
public struct JourneyFinding: Sendable, Hashable {
    public enum Outcome: String, Sendable, Hashable {
        /// No route was given: what the agreement asks is told.
        case notTold = "not-told"
        case direct
        /// Through parties of the agreement only.
        case throughParties = "through-parties"
        /// Through others under customs control.
        case throughOthers = "through-others"
        /// The agreement asks for a straight journey, and there is a stop.
        case notDirect = "not-direct"
        case leftControl = "left-control"
        case processed
    }

    public let outcome: Outcome
    /// Three letters of the countries where the journey was interrupted.
    public let breaks: [String]
    /// Countries of which nothing was said: taken to be under customs control.
    public let assumed: [String]
    /// Of the agreement's terms.
    let rule: Origin.Consignment
    public let citation: Citation
    /// Whether its terms were read in a copy of the text.
    let isRead: Bool

    /// Whether the rate is lost by it.
    public var isBroken: Bool {
        switch outcome {
        case .notDirect, .leftControl, .processed: true
        case .notTold, .direct, .throughParties, .throughOthers: false
        }
    }
}

extension TariffBook {
    /// Reads a route: `direct`, or countries in order, each with what became of the goods there
    /// where that is known: `SGP`, `SGP:control`, `HKG:free`, `MYS:processed`.
    func route(_ text: String) throws(LookupRefusal) -> TransitRoute {
        let plain = text.halfWidth.trimmedBlanks
        if ["direct", "直运", "直接运输"].contains(plain.lowercased()) {
            return TransitRoute(stops: [])
        }
        var stops: [TransitRoute.Stop] = []
        for word in plain.split(whereSeparator: { " ,;>，；、".contains($0) }) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count <= 2, let country = try? origin(parts[0]), country.isFavoured else {
                throw .contradictory(
                    field: "route", JourneyWords.noCountry(String(word)), fix: JourneyWords.form)
            }
            guard country.iso != "CHN" else {
                throw .contradictory(
                    field: "route", JourneyWords.noTransit, fix: JourneyWords.form)
            }
            let state = parts.count == 1 ? .passing : TransitRoute.state(parts[1])
            guard let state else {
                throw .choice(
                    field: "route", parts[1],
                    allowed: TransitRoute.words.flatMap { [$0.state.rawValue, $0.zh] })
            }
            stops.append(TransitRoute.Stop(country: country, state: state))
        }
        guard !stops.isEmpty, stops.count <= TransitRoute.mostStops else {
            throw .contradictory(
                field: "route", JourneyWords.tooLong(stops.count), fix: JourneyWords.form)
        }
        return TransitRoute(stops: stops)
    }

    /// How a journey stands under an agreement on a day, by the same rule as claims and
    /// worksheets; nil where the agreement's terms are not held.
    func journey(
        _ agreement: String, _ route: TransitRoute?, on day: Day
    ) -> JourneyFinding? {
        guard let treaty = treaties.agreement(agreement, on: day) else { return nil }
        func finding(
            _ outcome: JourneyFinding.Outcome, breaks: [TransitRoute.Stop] = []
        ) -> JourneyFinding {
            JourneyFinding(
                outcome: outcome, breaks: breaks.map(\.country.iso),
                assumed: (route?.stops ?? []).filter { $0.state == .passing }.map(\.country.iso),
                rule: treaty.consignment, citation: treaty.citation,
                isRead: treaty.confidence == .read)
        }
        guard let route else { return finding(.notTold) }
        let found = DirectConsignment.check(
            route.stops.map(\.checked), rule: treaty.consignment, citation: treaty.citation)
        switch found.outcome {
        case .direct: return finding(.direct)
        case .transit:
            let isInside = route.stops.allSatisfy { treaty.admits($0.country.iso, on: day) }
            return finding(isInside ? .throughParties : .throughOthers)
        case .broken:
            for (state, outcome) in [
                (TransitRoute.State.processed, JourneyFinding.Outcome.processed),
                (.free, .leftControl),
            ] {
                let breaks = route.stops.filter { $0.state == state }
                if !breaks.isEmpty { return finding(outcome, breaks: breaks) }
            }
            return finding(.notDirect, breaks: route.stops)
        }
    }
}
