public import Kernel
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
public import ServiceLifecycle

/// Serves the front door over HTTP/1.1. A service: run it in a `ServiceGroup` that turns SIGTERM
/// and SIGINT into a graceful shutdown; `run()` returns when what was in flight is answered.
public struct WebServer: Service {
    private let parts: ServerParts
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// `onListening` is told the port once connections are taken.
    public init(
        door: FrontDoor, settings: Settings = Settings(), gate: OverloadGate = OverloadGate(),
        clock: Clock = .system, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) {
        parts = ServerParts(
            door: door, settings: settings, gate: gate, writer: AnswerWriter(clock: clock),
            connections: OpenConnections(settings))
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the shutdown begins; throws when the address cannot be had.
    public func run() async throws {
        let settings = parts.settings
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, settings.threads))
        do {
            let parts = parts
            let listener = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1024)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { channel in parts.welcome(channel) }
                .bind(host: settings.host, port: settings.port).get()
            try await serve(listener)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        // A handler that is stuck may still want to answer: its thread then ends with the process.
        if parts.gate.counts.inProgress == 0 { try await group.shutdownGracefully() }
    }

    private func serve(_ listener: any Channel) async throws {
        let (stopping, begin) = AsyncStream<Void>.makeStream()
        await withTaskCancellationOrGracefulShutdownHandler {
            await onListening(listener.localAddress?.port ?? 0)
            for await _ in stopping {}
        } onCancelOrGracefulShutdown: {
            begin.finish()
        }
        try await listener.close()
        await drain()
    }

    /// Lets requests in flight finish, then closes whatever is still open. Waits for handlers whose
    /// client has gone, too: who stops the store after us must not pull it away under them.
    private func drain() async {
        let began = milliseconds()
        defer { logger.info("stopped", metadata: ["ms": "\(milliseconds() - began)"]) }
        let channels = parts.connections.stop()
        logger.info("stopping", metadata: ["connections": "\(channels.count)"])
        await withTaskGroup(of: Void.self) { group in
            for channel in channels {
                channel.pipeline.fireUserInboundEventTriggered(StopServing())
                let deadline = channel.eventLoop.scheduleTask(
                    in: .milliseconds(Int64(parts.settings.stopTime))
                ) { channel.close(promise: nil) }
                group.addTask {
                    try? await channel.closeFuture.get()
                    deadline.cancel()
                }
            }
        }
        while parts.gate.counts.inProgress > 0, milliseconds() - began < parts.settings.stopTime {
            // Not the task's own sleep: it returns at once when the task was cancelled.
            try? await Task { try await Task.sleep(for: .milliseconds(5)) }.value
        }
    }
}

/// What all connections of a server share.
final class ServerParts: Sendable {
    let door: FrontDoor
    let settings: WebServer.Settings
    let gate: OverloadGate
    let writer: AnswerWriter
    let connections: OpenConnections

    init(
        door: FrontDoor, settings: WebServer.Settings, gate: OverloadGate, writer: AnswerWriter,
        connections: OpenConnections
    ) {
        self.door = door
        self.settings = settings
        self.gate = gate
        self.writer = writer
        self.connections = connections
    }

    /// Sets up a new connection, or turns it away.
    func welcome(_ channel: any Channel) -> EventLoopFuture<Void> {
        let remote = channel.remoteAddress?.ipAddress ?? ""
        let name = neighbour(remote)
        guard connections.admit(channel, from: name) else {
            let answer = door.answer(
                Knock("GET", "/api/", remote: remote), refusing: .tooManyConnections)
            let bytes = writer.bytes(
                answer, close: true, isHead: false, allocator: channel.allocator)
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(TurnedAway(bytes))
            }
        }
        channel.closeFuture.whenComplete { [connections] _ in
            connections.remove(channel, from: name)
        }
        return channel.eventLoop.makeCompletedFuture {
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = settings.headerBytes
            limits.maxHeaderListSize = settings.headerBytes
            limits.maxHeaderFieldCount = settings.headerCount
            let decoder = HTTPRequestDecoder(
                leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(Connection(self, remote: remote))
        }
    }
}

/// Tells a connection that is one too many so, and closes it.
private final class TurnedAway: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: ByteBuffer

    init(_ answer: ByteBuffer) { self.answer = answer }

    func channelActive(context: ChannelHandlerContext) {
        let here = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(answer)).whenComplete { _ in
            here.value.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
