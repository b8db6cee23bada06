/// Requests to other servers: webhooks, and the command line. A struct of one closure, so that a
/// test hands in its own.
public struct OutgoingHTTP: Sendable {
    /// Sends one request and gives the answer, whatever its status. No redirect is followed.
    public var send: @Sendable (Request) async throws(OutgoingFault) -> Answer
    /// Where a name leads now; nothing when that is not known. Only a hint: another name service,
    /// or the same a moment later, may say otherwise.
    public var addresses: @Sendable (String) async -> [OutgoingAddress]

    public init(
        addresses: @escaping @Sendable (String) async -> [OutgoingAddress] = { _ in [] },
        send: @escaping @Sendable (Request) async throws(OutgoingFault) -> Answer
    ) {
        self.addresses = addresses
        self.send = send
    }

    /// A line of a request's or an answer's head.
    public struct Header: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What is asked of another server.
    public struct Request: Sendable, Hashable {
        public var method: String
        /// `http://…` or `https://…`.
        public var url: String
        public var headers: [Header]
        public var body: [UInt8]
        /// Time for this exchange where it is less than the options allow; nil for theirs.
        public var totalMilliseconds: Int?

        public init(
            _ method: String, _ url: String, headers: [Header] = [], body: [UInt8] = []
        ) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
        }
    }

    /// What the other server said.
    public struct Answer: Sendable, Hashable {
        public var status: Int
        public var headers: [Header]
        public var body: [UInt8]

        public init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// First value of a header; the name in lower case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }?.value
        }
    }

    /// How far requests may go and how long they may take.
    public struct Options: Sendable, Hashable {
        public var reach: OutgoingReach
        /// Until the connection stands, name look-up and TLS included.
        public var connectMilliseconds = 5_000
        /// For the whole exchange.
        public var totalMilliseconds = 15_000
        /// Bytes of an answer's body; a longer one is a fault.
        public var mostBytes = 64 * 1024
        /// Requests under way at the same time; more wait for their turn.
        public var most = 64
        /// Addresses of names in place of those of the name service, each `name:port:address`.
        public var known: [String] = []

        public init(reach: OutgoingReach) { self.reach = reach }
    }

    /// Real requests by libcurl, each on a thread of its own while it lasts: the calls block.
    public static func live(_ options: Options) -> OutgoingHTTP {
        let pool = OutgoingPool(options)
        return OutgoingHTTP(addresses: { await OutgoingAddress.find($0, within: 2_000) }) {
            request throws(OutgoingFault) in try await pool.send(request)
        }
    }
}
