public import Kernel
public import Logging

/// The one entrance: what reaches the server goes through here, over a socket or, in tests, by a
/// plain call. It finds the route, learns who asks, holds the policy, refuses forgeries, runs the
/// handler, and turns whatever goes wrong into an answer. It never throws.
public struct FrontDoor: Sendable {
    /// What differs between installations.
    public struct Settings: Sendable {
        /// Whether people reach us by https: cookies are bound to it and HSTS is sent. Off only
        /// for development on plain http.
        public var secure = true
        /// Origin people see, `https://tradewind.example`; empty to go by the `Host` header.
        public var publicAddress = ""
        /// HMAC-SHA-256 of a text by a key of this installation, as text without `"` or `;`.
        public var seal: @Sendable (String) -> String
        /// How often one principal may use the API; nil for no limit.
        public var rateOfPrincipal: Rate?
        /// How often one address may ask without being signed in; nil for no limit.
        public var rateOfStranger: Rate? = Rate(600, perSeconds: 60)
        /// How often one address may show a key that is not valid.
        public var rateOfWrongKeys: Rate? = Rate(20, perSeconds: 60)
        /// Reverse proxies of ours in front: that many entries from the right of
        /// `X-Forwarded-For` are trusted. 0 takes the address of the connection.
        public var proxies = 0
        /// Told of each request once it is answered; must be quick.
        public var measured: @Sendable (RequestMeasure) -> Void = { _ in }

        /// What a permission is called, and what somebody who lacks it can do, in words for people;
        /// nil where there are none. Programs are told its name.
        public var permissionWords: @Sendable (Permission, Principal?) -> PermissionWords? = {
            _, _ in nil
        }

        public init(seal: @escaping @Sendable (String) -> String) { self.seal = seal }
    }

    /// Makes the page that shows a problem.
    public typealias ErrorPage = @Sendable (Visit, Problem) -> Answer

    public let routes: [Route]
    let table: RouteTable
    let gatekeeper: Gatekeeper
    let settings: Settings
    let cookies: CookieNames
    let tokens: FormTokens
    let limits: DoorLimits
    private let headers: SecurityHeaders
    private let errorPage: ErrorPage
    private let identifiers: Identifiers
    private let logger: Logger

    /// Throws when two routes clash.
    public init(
        routes: [Route], gatekeeper: Gatekeeper, settings: Settings,
        errorPage: @escaping ErrorPage, identifiers: Identifiers = .random(), logger: Logger
    ) throws(RouteClash) {
        self.routes = routes
        table = try RouteTable(routes)
        self.gatekeeper = gatekeeper
        self.settings = settings
        cookies = CookieNames(secure: settings.secure)
        tokens = FormTokens(seal: settings.seal)
        limits = DoorLimits(settings, routes)
        headers = SecurityHeaders(secure: settings.secure)
        self.errorPage = errorPage
        self.identifiers = identifiers
        self.logger = logger
    }

    /// Origin of this server as browsers write it, for requests to that host.
    public func origin(host: String) -> String {
        if !settings.publicAddress.isEmpty { return settings.publicAddress }
        return (settings.secure ? "https://" : "http://") + host
    }

    /// Answers a request whose body has arrived.
    public func answer(_ knock: Knock) async -> Answer {
        let started = Stopwatch.nanoseconds()
        var entry = Entry(knock, visit(knock))
        var answer: Answer
        do {
            answer = try await admitted(knock, &entry)
        } catch {
            answer = refused(error, entry)
        }
        if entry.newVisitor, let cookie = entry.visitorCookie, isPage(answer) {
            answer.headers.append(
                cookieHeader(cookies.visitor, cookie, secure: settings.secure))
        }
        return finished(&answer, entry, started)
    }

    /// Answers for a request that the server refuses before it is complete.
    func answer(_ knock: Knock, refusing refusal: WebRefusal) -> Answer {
        var entry = Entry(knock, visit(knock))
        entry.visit.isRecognised = false
        var answer = refused(refusal, entry)
        return finished(&answer, entry, Stopwatch.nanoseconds())
    }

    /// Most bytes the body of such a request may have; what matches no route gets the default, so
    /// that it can still be told so.
    func bodyLimit(_ method: String, _ target: String) -> Int {
        route(method, target)?.bodyLimit ?? 64 * 1024
    }

    /// The route that such a request comes to; nil when there is none.
    public func route(_ method: String, _ target: String) -> Route? {
        let knock = Knock(method, target)
        guard knock.hasPlainTarget,
            case .route(let index, _) = table.find(Visit.Method(rawValue: method), knock.path)
        else { return nil }
        return routes[index]
    }

    private func admitted(_ knock: Knock, _ entry: inout Entry) async throws -> Answer {
        guard knock.hasPlainTarget else { throw WebRefusal.targetNotReadable }
        if let elsewhere = withoutSlash(knock) { return elsewhere }
        let index = try found(knock, &entry)
        let route = routes[index]
        entry.pattern = route.path
        guard knock.body.count <= route.bodyLimit else {
            throw WebRefusal.bodyTooLarge(limit: route.bodyLimit)
        }
        if !knock.body.isEmpty, let encoding = knock.headers["content-encoding"],
            encoding.lowercased() != "identity"
        {
            throw WebRefusal.contentEncoded
        }
        if let query = knock.query { entry.visit.query = try Form(encoded: query) }
        entry.visit.body = knock.body
        try await recognise(&entry)
        try limits.hold(entry, route: index)
        if let detour = try detour(route.access, entry) { return detour }
        if route.access == .anyone, let principal = entry.visit.principal, principal.lacksFactor {
            entry.visit.principal = principal.withoutOffice
        }
        try refuseForgery(entry)
        let hidden = HiddenSigns.faults(in: entry.visit)
        guard hidden.isEmpty else { throw WebRefusal.hiddenSigns(hidden) }
        var answer = try await route.handler(entry.visit)
        if entry.visit.method == .head { answer.dropBody() }
        return answer
    }

    /// A page asked for with a slash at its end is where it is without. The address comes from the
    /// router's own list, so it leads nowhere else.
    private func withoutSlash(_ knock: Knock) -> Answer? {
        let path = knock.path
        guard !knock.isForAPI, path.utf8.count > 2, path.utf8.last == UInt8(ascii: "/"),
            case .route = table.find(Visit.Method(rawValue: knock.method), path.dropLast())
        else { return nil }
        let query = knock.query.map { "?" + $0 } ?? ""
        return Answer(
            status: 308, headers: [Answer.Header("location", path.dropLast() + query)])
    }

    private func found(_ knock: Knock, _ entry: inout Entry) throws(WebRefusal) -> Int {
        switch table.find(Visit.Method(rawValue: knock.method), knock.path) {
        case .route(let index, let parameters):
            entry.visit.parameters = parameters
            return index
        case .otherMethods(let methods):
            var allowed = methods.map(\.rawValue)
            if methods.contains(.get), !methods.contains(.head) { allowed.append("HEAD") }
            throw .methodNotAllowed(allowed: allowed)
        case .nothing:
            throw .notFound
        }
    }

    private func visit(_ knock: Knock) -> Visit {
        Visit(
            method: Visit.Method(rawValue: knock.method) ?? .get, path: String(knock.path),
            headers: knock.headers, language: chosenLanguage(
                path: knock.path, headers: knock.headers),
            requestID: requestID(knock.headers["x-request-id"]),
            remote: remoteAddress(knock), secure: settings.secure)
    }

    /// The sender's own id where it is harmless in a log and a page, else a new one.
    private func requestID(_ given: String?) -> String {
        if let given, (8...64).contains(given.utf8.count), given.utf8.allSatisfy(isPlain) {
            return given
        }
        return identifiers.next()
    }

    private func remoteAddress(_ knock: Knock) -> String {
        guard settings.proxies > 0, let list = knock.headers["x-forwarded-for"] else {
            return knock.remote
        }
        let hops = list.split(separator: ",").suffix(settings.proxies)
        let address = hops.first.map { $0.drop(while: { $0 == " " }) } ?? ""
        return address.utf8.count <= 45 && address.utf8.allSatisfy(isPlain)
            ? String(address) : knock.remote
    }

    private func refused(_ error: any Error, _ entry: Entry) -> Answer {
        var refusal: any Refusal
        if let known = error as? any Refusal {
            refusal = known
            if known.status >= 500, !(known is WebRefusal) {
                // What fails because somebody asked it to must wake nobody.
                logger.log(
                    level: known is any FailureOnRequest ? .info : .error, "failed",
                    metadata: [
                        "request": "\(entry.visit.requestID)", "route": "\(entry.pattern)",
                        "code": "\(known.code)",
                    ])
            }
        } else {
            // The error may quote what somebody sent, so the log gets its type only.
            logger.error(
                "defect",
                metadata: [
                    "request": "\(entry.visit.requestID)", "route": "\(entry.pattern)",
                    "error": "\(type(of: error))",
                ])
            refusal = WebRefusal.defect
        }
        if let own = refusal as? WebRefusal { refusal = own.told(forAPI: entry.forAPI) }
        if !entry.forAPI, case .notPermitted(let permission)? = refusal as? WebRefusal,
            let words = settings.permissionWords(permission, entry.visit.principal)
        {
            refusal = NotPermittedToPeople(words: words)
        }
        let problem = Problem(
            refusal, requestID: entry.visit.requestID, instance: entry.visit.path)
        var answer =
            entry.asksJSON
            ? problem.answer(in: entry.visit.language) : errorPage(entry.visit, problem)
        answer.status = problem.status
        if let wait = (error as? any RefusalForAWhile)?.retryAfterSeconds {
            answer.headers.append(Answer.Header("retry-after", String(wait)))
        }
        if let own = refusal as? WebRefusal { answer.headers += own.headers }
        if answer.status == 503, answer.header("retry-after") == nil {
            answer.headers.append(Answer.Header("retry-after", "5"))
        }
        if entry.visit.method == .head { answer.dropBody() }
        return answer
    }

    private func finished(_ answer: inout Answer, _ entry: Entry, _ started: UInt64) -> Answer {
        headers.dress(&answer, requestID: entry.visit.requestID)
        let took = Stopwatch.nanoseconds() - started
        settings.measured(
            RequestMeasure(route: entry.pattern, status: answer.status, nanoseconds: took))
        // Who was not let in shows by default: somebody may be trying doors.
        logger.log(
            level: [401, 403, 429].contains(answer.status) ? .notice : .info, "request",
            metadata: [
                "method": "\(entry.method)", "route": "\(entry.pattern)",
                "status": "\(answer.status)",
                "ms": "\(took / 1_000_000)",
                "request": "\(entry.visit.requestID)",
                "principal": "\(entry.visit.principal?.id ?? "-")",
            ])
        return answer
    }
}

/// What the door knows about a request while it is inside.
struct Entry: Sendable {
    var visit: Visit
    let forAPI: Bool
    /// Whether a program reads the answer: one of our own pages may ask so, too, and can then say
    /// what went wrong without leaving the page.
    let asksJSON: Bool
    /// For the log: what somebody made up is not repeated there.
    let method: String
    /// Path of the route as declared: the log shows this, never the path with somebody's ids in it.
    var pattern = "-"
    /// The cookie that forms are bound to: the session's or the stranger's.
    var visitorCookie: String?
    /// Whether the stranger's cookie is new and has to be set.
    var newVisitor = false
    /// Whether the browser proved who asks by itself, so that another site could have made it ask.
    var byCookie = false

    init(_ knock: Knock, _ visit: Visit) {
        self.visit = visit
        forAPI = knock.isForAPI
        let accepted = knock.headers["accept"] ?? ""
        asksJSON = forAPI
            || (accepted.contains("application/json") && !accepted.contains("text/html"))
        method = Visit.Method(rawValue: knock.method) == nil ? "other" : knock.method
    }
}

private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: ":"), UInt8(ascii: "_"):
        true
    default: false
    }
}

private func isPage(_ answer: Answer) -> Bool {
    answer.header("content-type")?.hasPrefix("text/html") ?? false
}

extension Answer {
    /// Leaves what the body's length would have been (RFC 9110 §9.3.2).
    fileprivate mutating func dropBody() {
        if header("content-length") == nil, !body.isEmpty {
            headers.append(Header("content-length", String(body.count)))
        }
        body = []
    }
}
