/// The rates the door holds: for principals, for strangers, for wrong keys, and for single routes.
struct DoorLimits: Sendable {
    private let principals: RateLimit?
    private let strangers: RateLimit?
    private let wrongKeys: RateLimit?
    private let routes: [Int: RateLimit]

    init(_ settings: FrontDoor.Settings, _ routes: [Route]) {
        principals = settings.rateOfPrincipal.map { RateLimit($0) }
        strangers = settings.rateOfStranger.map { RateLimit($0) }
        wrongKeys = settings.rateOfWrongKeys.map { RateLimit($0) }
        var ofRoutes: [Int: RateLimit] = [:]
        for (index, route) in routes.enumerated() {
            ofRoutes[index] = route.rate.map { RateLimit($0) }
        }
        self.routes = ofRoutes
    }

    /// Counts a request; refuses it when its principal or its address has used up its rate.
    func hold(_ entry: Entry, route: Int) throws(WebRefusal) {
        let principal = entry.visit.principal?.id
        let common = principal == nil ? strangers : entry.forAPI ? principals : nil
        if common == nil, routes.isEmpty { return }
        let key = principal ?? neighbour(entry.visit.remote)
        if let wait = common?.take(key) { throw .tooManyRequests(retryAfter: wait) }
        if let wait = routes[route]?.take(key) { throw .tooManyRequests(retryAfter: wait) }
    }

    /// Counts a wrong key; gives the seconds to wait when an address has shown too many of them.
    func waitAfterWrongKey(_ address: String) -> Int? { wrongKeys?.take(address) }
}
