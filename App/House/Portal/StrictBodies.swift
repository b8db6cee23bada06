import Kernel
import Web
import Wire

/// Refuses a body with a member that the API reference does not name: who sent it meant something
/// by it, and must not believe that it was heard. Done around the routes by the reference's own
/// table, so that what is published and what is taken cannot differ, and a new operation has it
/// without asking.
struct StrictBodies: Sendable {
    let bodies: APIBodies

    /// Rooms that find such members themselves, to tell them together with everything else that is
    /// wrong with a body.
    private static let told = [
        "applications", "arrivals", "balances/", "benefit-rules", "desk/deputies", "dialogues",
        "entitlement-decisions", "entries", "entry-privileges", "firm-facts", "ledger/", "list-",
        "lists/", "mandates", "modes/", "origin/", "parties/", "policy-", "problems", "seats",
        "tariff/", "technical-measures",
    ]

    /// Operations of those rooms that read a word or two and look at nothing else.
    private static let untold: Set<String> = [
        "POST /api/v1/balances/guarantees/release", "POST /api/v1/entries/{number}/decision",
        "POST /api/v1/entries/{number}/taxation", "POST /api/v1/tariff/proposals/{number}",
    ]

    /// Operations whose body has members that no table can name.
    static let free: [String: String] = [
        "POST /api/v1/applications/{number}/answers": "the fields of the service's own form",
        "POST /api/v1/proofs/check": "a receipt, as it was given",
    ]

    func around(_ route: Route) -> Route {
        let operation = "\(route.method.rawValue) \(route.path)"
        guard case .members(let members)? = bodies[operation], Self.free[operation] == nil,
            !Self.isTold(route.path) || Self.untold.contains(operation)
        else { return route }
        let known = Known(members.map { $0.path[...] })
        return Route(
            route.method, route.path, access: route.access, summary: route.summary,
            bodyLimit: route.bodyLimit, rate: route.rate, query: route.query, takes: route.takes
        ) { visit in
            if let json = try? JSON(visit.body) {
                let unknown = known.others(in: json, at: "")
                guard unknown.isEmpty else { throw WebRefusal.membersUnknown(unknown) }
            }
            return try await route.handler(visit)
        }
    }

    private static func isTold(_ path: String) -> Bool {
        let start = "/api/v1/"
        guard path.utf8.starts(with: start.utf8) else { return true }
        let rest = path.utf8.dropFirst(start.utf8.count)
        return told.contains { rest.starts(with: $0.utf8) }
    }

    /// Names of members, and of theirs where the table names those, too.
    private struct Known: Sendable {
        private var names: [String] = []
        private var inner: [String: Known] = [:]

        init(_ paths: [ArraySlice<String>]) {
            for (name, below) in Dictionary(grouping: paths, by: { $0.first ?? "" }) {
                names.append(name)
                let deeper = below.map { $0.dropFirst() }.filter { !$0.isEmpty }
                if !deeper.isEmpty { inner[name] = Known(deeper) }
            }
            names.sort()
        }

        func others(in json: JSON, at path: String) -> [UnknownMember] {
            json.others(than: names).map { UnknownMember(path: "\(path)/\($0)", known: names) }
                + names.flatMap { name in
                    guard let known = inner[name], let value = json[name] else {
                        return [UnknownMember]()
                    }
                    return known.others(in: value, at: "\(path)/\(name)")
                }
        }
    }
}
