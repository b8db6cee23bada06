import Kernel
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import Web

/// Runs a server on a free port for the time of a test, then stops it.
func withServer<Result: Sendable>(
    _ routes: [Route], gate: OverloadGate = OverloadGate(),
    _ change: (inout WebServer.Settings) -> Void = { _ in },
    _ body: @escaping @Sendable (Int, ServiceGroup) async throws -> Result
) async throws -> Result {
    var settings = WebServer.Settings()
    settings.lingerTime = 200
    change(&settings)
    let (ports, told) = AsyncStream<Int>.makeStream()
    let server = WebServer(
        door: try TestDoor.make(routes) { $0.rateOfStranger = nil }, settings: settings,
        gate: gate, logger: TestDoor.quiet
    ) { port in
        told.yield(port)
        told.finish()
    }
    let group = ServiceGroup(services: [server], logger: TestDoor.quiet)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        var port = 0
        for await given in ports { port = given }
        let result = try await body(port, group)
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return result
    }
}

/// A client that says exactly the bytes it is told, at its own pace.
final class RawClient: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// `reading: false` never takes anything from the socket.
    static func connect(_ port: Int, reading: Bool = true) async throws -> RawClient {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reading)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.socketOption(.so_rcvbuf), value: 4096)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(inbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawClient(channel: channel, inbox: inbox)
    }

    /// Bytes that cannot be sent any more because the server has closed are no fault of the test.
    func say(_ text: String) async throws {
        try? await channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    /// Says a piece again and again until the connection ends.
    func keepSaying(_ text: String, everyMilliseconds gap: Int64) {
        let channel = channel
        let task = channel.eventLoop.scheduleRepeatedTask(
            initialDelay: .zero, delay: .milliseconds(gap)
        ) { _ in channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
        channel.closeFuture.whenComplete { _ in task.cancel() }
    }

    /// Everything that comes until the text is there; all there was, if the connection ends first.
    func hear(until end: String) async throws -> String {
        try await inbox.wait { $0.contains(end) }
    }

    /// Everything that comes until the server has ended its side.
    func hearAll() async throws -> String {
        let heard = try await inbox.wait { _ in false }
        await close()
        return heard
    }

    /// No more will be said; there may still be something to hear.
    func stopSaying() async throws { try await channel.close(mode: .output).get() }

    func close() async { try? await channel.close().get() }
    /// Waits until the connection is gone altogether.
    func gone() async { try? await channel.closeFuture.get() }
}

/// What a client has heard, and who waits for more.
private final class Inbox: Sendable {
    private struct State {
        var text: [UInt8] = []
        var ended = false
        var waiter: (wanted: @Sendable (String) -> Bool, CheckedContinuation<String, any Error>)?
    }

    private let state = Mutex(State())

    func wait(_ wanted: @escaping @Sendable (String) -> Bool) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { $0.waiter = (wanted, continuation) }
            check()
        }
    }

    func add(_ bytes: some Sequence<UInt8>) {
        state.withLock { $0.text.append(contentsOf: bytes) }
        check()
    }

    func end() {
        state.withLock { $0.ended = true }
        check()
    }

    private func check() {
        let ready: (CheckedContinuation<String, any Error>, String)? = state.withLock { state in
            guard let waiter = state.waiter else { return nil }
            let text = String(decoding: state.text, as: UTF8.self)
            guard state.ended || waiter.wanted(text) else { return nil }
            state.waiter = nil
            return (waiter.1, text)
        }
        if let (continuation, text) = ready { continuation.resume(returning: text) }
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.add(unwrapInboundIn(data).readableBytesView)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { inbox.end() }
    }

    func channelInactive(context: ChannelHandlerContext) { inbox.end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// What a test waited for did not come.
struct NeverCame: Error {}

/// Gives others their turn until something holds. Gives up after a minute: a test that hangs says
/// nothing.
func turns(until holds: () -> Bool) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while !holds() {
        guard ContinuousClock.now < end else { throw NeverCame() }
        await Task.yield()
    }
}
