#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread for work that blocks: database calls, outgoing HTTP, files, accepting connections. Such
/// work must not sit on the threads that serve everybody, of which there are as many as cores.
public enum OwnThread {
    /// The system has no thread left.
    public struct None: Error, Sendable {}

    /// Runs the body on a thread of its own and gives what it gave.
    public static func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Result, any Error>) in
            let begun = begin { continuation.resume(with: Swift.Result { try body() }) }
            if !begun { continuation.resume(throwing: None()) }
        }
    }

    /// Starts one that serves as long as the program runs; it ends when the body returns.
    public static func start(_ body: @escaping @Sendable () -> Void) {
        let begun = begin(body)
        precondition(begun, "a thread can be started while the server starts")
    }

    /// Starts one for work that may also be turned away. False when the system has no thread left;
    /// the body then does not run.
    public static func begin(_ body: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Body(body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 2 << 20)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { pointer in
                // A peer that closes while something is written must not end the process.
                var pipe = sigset_t()
                sigemptyset(&pipe)
                sigaddset(&pipe, SIGPIPE)
                pthread_sigmask(SIG_BLOCK, &pipe, nil)
                guard let pointer else { return nil }
                Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if code != 0 { box.release() }
        return code == 0
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
