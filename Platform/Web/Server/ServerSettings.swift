extension WebServer {
    /// Where the server listens and what it puts up with. Times are in milliseconds. Whoever is
    /// slower than these is cut within 30 seconds, however little it sends to stay alive.
    public struct Settings: Sendable, Hashable {
        /// Address to listen on. Anything but the loopback belongs behind a proxy that ends TLS.
        public var host = "127.0.0.1"
        /// 0 takes any free port.
        public var port = 0
        /// Threads that read and write sockets; handlers run elsewhere.
        public var threads = 1

        /// From the connection, or from the first byte of a further request, to its last header.
        public var headTime = 10_000
        /// From one answer to the next request on the same connection.
        public var idleTime = 30_000
        /// From the first byte to the last byte of a request.
        public var requestTime = 25_000
        /// From the last byte of a request to its answer; then 503 is said.
        public var answerTime = 25_000
        /// In each such stretch of a body or of an answer, at least `leastBytes` have to move.
        public var stretch = 5_000
        /// 4 KiB in five seconds is slower than any telephone line since the nineties.
        public var leastBytes = 4_096
        /// How long a closing connection is read on, so that the last answer is not lost.
        public var lingerTime = 2_000

        public var connections = 4_096
        /// Per IPv4 address or IPv6 /64. Generous: whole enterprises sit behind one address.
        public var connectionsOfNeighbour = 1_024
        public var targetBytes = 8_192
        public var headerBytes = 32_768
        public var headerCount = 100
        /// Most bytes of unfinished bodies in memory, over all connections.
        public var bodyBytes = 128 * 1024 * 1024

        /// How long requests in flight may take after the order to stop.
        public var stopTime = 8_000

        public init() {}

        /// Lowers the number of connections to what a limit of open files leaves room for: whoever
        /// connects must not keep the store from opening a file. A quarter of a low limit, and all
        /// but 256 of a high one; half of it for one neighbour, so that another gets in.
        ///
        /// - Parameter openFiles: how many files and sockets the process may have open at once.
        public mutating func fit(openFiles: Int) {
            let room = max(1, openFiles / 4, openFiles - 256)
            guard room < connections else { return }
            connections = room
            connectionsOfNeighbour = max(1, min(connectionsOfNeighbour, room / 2))
        }

        /// How often a connection looks at its clocks: often enough for the shortest of them.
        var tick: Int {
            let shortest = [headTime, idleTime, requestTime, answerTime, stretch, lingerTime].min()
            return max(10, (shortest ?? 1000) / 2)
        }
    }
}
