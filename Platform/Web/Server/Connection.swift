import Kernel
import NIOCore
import NIOHTTP1

/// One connection: takes requests one after another, hands each complete one to the front door and
/// writes its answer before the next. Everything here runs on the connection's event loop.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// What came while an earlier request was being answered.
    private enum Pending {
        case part(HTTPServerRequestPart)
        case failed(WebRefusal)
    }

    let server: ServerParts
    private let remote: String
    private var clock: ConnectionClock
    private var context: ChannelHandlerContext?
    private var pending: [Pending] = []
    private var head: RequestHead?
    private var limit = 0
    private var body: [UInt8] = []
    private var booked = 0
    /// Counts requests, so that an answer that comes too late is told from the one awaited.
    private var turn = 0
    private var work: Task<Void, Never>?
    private var written = 0
    private var closing = false
    /// The other side will send no more; what it has sent is still answered.
    private var inputEnded = false
    private var readHeld = false
    private var alarm: Scheduled<Void>?
    /// Whether this read brought anything but part of a head.
    private var sawPart = false
    /// Whether part of a head has come.
    private var heard = false

    init(_ server: ServerParts, remote: String) {
        self.server = server
        self.remote = remote
        clock = ConnectionClock(server.settings, now: milliseconds())
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        watch(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        dropBody()
        pending = []
        turn += 1
        context.fireChannelInactive()
    }

    /// The server stops: a request that has begun is answered, then the connection closes.
    private func quiesce(_ context: ChannelHandlerContext) {
        closing = true
        if clock.phase == .idle || (clock.phase == .head && !heard) { closeGently(context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is StopServing: quiesce(context)
        case ChannelEvent.inputClosed:
            inputEnded = true
            closeIfAllIsAnswered(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let broken = error as? HTTPParserError else {
            context.close(promise: nil)
            return
        }
        if broken == .invalidEOFState { return }
        let refusal: WebRefusal = broken == .headerOverflow ? .headersTooLarge : .notHTTP
        if isBusy(context) { pending.append(.failed(refusal)) } else { refuse(refusal, context) }
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        sawPart = true
        let part = unwrapInboundIn(data)
        if clock.phase == .lingering { return }
        if isBusy(context) { pending.append(.part(part)) } else { take(part, context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Bytes that make no part yet are the beginning of a head: from here its time runs.
        if !sawPart {
            heard = true
            if clock.phase == .idle { clock.enter(.head, now: milliseconds()) }
        }
        sawPart = false
        context.fireChannelReadComplete()
    }

    /// Reads on unless requests are waiting already: who sends faster than we answer, waits.
    func read(context: ChannelHandlerContext) {
        if pending.isEmpty { context.read() } else { readHeld = true }
    }

    /// An answer is being made, or the other side does not read those it has.
    private func isBusy(_ context: ChannelHandlerContext) -> Bool {
        clock.phase == .answering || !pending.isEmpty || !context.channel.isWritable
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head): begin(head, context)
        case .body(let bytes): add(bytes, context)
        case .end: complete(context)
        }
    }

    private func begin(_ given: HTTPRequestHead, _ context: ChannelHandlerContext) {
        clock.enter(.body, now: milliseconds())
        heard = false
        do throws(WebRefusal) {
            let head = try RequestHead(given, server.settings)
            limit = server.door.bodyLimit(head.method, head.target)
            self.head = head
            if let length = head.length, length > limit { throw .bodyTooLarge(limit: limit) }
            // A large body is not worth reading then; a small one is, to keep the connection.
            if (head.length ?? Int.max) > 65_536, server.gate.isFull {
                throw .overloaded(retryAfter: 1)
            }
            if head.expectsContinue, head.length != 0 {
                send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"), context)
            }
            body = []
            if let length = head.length, length > 0 {
                // No more than one read's worth ahead of what has really come.
                body.reserveCapacity(min(length, 65_536))
            }
        } catch {
            refuse(error, context, to: given)
        }
    }

    private func add(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard head != nil else { return }
        let count = bytes.readableBytes
        clock.received(count)
        guard body.count + count <= limit else {
            refuse(.bodyTooLarge(limit: limit), context)
            return
        }
        guard server.connections.book(count) else {
            refuse(.overloaded(retryAfter: 5), context)
            return
        }
        booked += count
        body.append(contentsOf: bytes.readableBytesView)
    }

    private func complete(_ context: ChannelHandlerContext) {
        guard let head else { return }
        clock.enter(.answering, now: milliseconds())
        turn += 1
        let knock = Knock(
            head.method, head.target, headers: head.headers, body: body, remote: remote)
        body = []
        let reply = Reply(self, context, turn: turn)
        let server = server
        server.gate.enter { admitted in
            guard admitted else {
                reply.give(server.door.answer(knock, refusing: .overloaded(retryAfter: 1)))
                return
            }
            let work = Task {
                let answer = await server.door.answer(knock)
                server.gate.leave()
                reply.give(answer)
            }
            reply.started(work)
        }
    }

    // MARK: Answering

    /// Called on the event loop with the answer to request number `turn`.
    func finish(_ answer: Answer, turn: Int, _ context: ChannelHandlerContext) {
        guard turn == self.turn, clock.phase == .answering, let head else { return }
        let last = closing || !head.keepAlive || (inputEnded && pending.isEmpty)
        write(answer, to: head, close: last, context)
    }

    func started(_ work: Task<Void, Never>, turn: Int) {
        if turn == self.turn, clock.phase == .answering { self.work = work }
    }

    private func write(
        _ answer: Answer, to head: RequestHead?, close: Bool, _ context: ChannelHandlerContext
    ) {
        let bytes = server.writer.bytes(
            answer, close: close, isHead: head?.method == "HEAD",
            allocator: context.channel.allocator)
        send(bytes, context)
        dropBody()
        self.head = nil
        work = nil
        if close {
            closeGently(context)
        } else {
            clock.enter(.idle, now: milliseconds())
            proceed(context)
        }
    }

    private func send(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        written += bytes.readableBytes
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    /// Takes up what came in the meantime.
    private func proceed(_ context: ChannelHandlerContext) {
        var next = 0
        while next < pending.count, clock.phase != .answering, clock.phase != .lingering,
            context.channel.isWritable
        {
            let item = pending[next]
            next += 1
            switch item {
            case .part(let part): take(part, context)
            case .failed(let refusal): refuse(refusal, context)
            }
        }
        pending.removeFirst(min(next, pending.count))
        if pending.isEmpty, readHeld {
            readHeld = false
            context.read()
        }
        if inputEnded { closeIfAllIsAnswered(context) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, clock.phase != .answering { proceed(context) }
        context.fireChannelWritabilityChanged()
    }

    /// Answers before the request is complete, and closes: what follows cannot be trusted to be
    /// where a next request begins.
    private func refuse(
        _ refusal: WebRefusal, _ context: ChannelHandlerContext, to given: HTTPRequestHead? = nil
    ) {
        let knock = Knock(
            head?.method ?? given?.method.rawValue ?? "GET", head?.target ?? given?.uri ?? "/api/",
            headers: head?.headers ?? [:], remote: remote)
        let answer = server.door.answer(knock, refusing: refusal)
        pending = []
        write(answer, to: head, close: true, context)
    }

    private func dropBody() {
        body = []
        if booked > 0 { server.connections.unbook(booked) }
        booked = 0
    }

    // MARK: Closing

    private func closeIfAllIsAnswered(_ context: ChannelHandlerContext) {
        if clock.phase != .answering, clock.phase != .lingering, pending.isEmpty {
            closeGently(context)
        }
    }

    /// Ends our side and reads on a while: closing with unread bytes in the system's buffer would
    /// reset the connection and could take the answer with it.
    private func closeGently(_ context: ChannelHandlerContext) {
        closing = true
        clock.enter(.lingering, now: milliseconds())
        pending = []
        if readHeld {
            readHeld = false
            context.read()
        }
        context.close(mode: .output, promise: nil)
    }

    private func watch(_ context: ChannelHandlerContext) {
        let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        alarm = context.eventLoop.scheduleTask(in: .milliseconds(Int64(server.settings.tick))) {
            let (connection, context) = here.value
            connection.check(context)
        }
    }

    private func check(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let options = context.channel.syncOptions
        let waiting = (try? options?.getOption(.bufferedWritableBytes)) ?? 0
        let verdict = clock.verdict(
            now: milliseconds(), drained: written - waiting, waiting: waiting)
        switch verdict {
        case .fine: break
        case .cut: return context.close(promise: nil)
        case .requestTooSlow where clock.phase == .head && !heard:
            // Nothing to answer to: a probe, or a browser's spare connection.
            return context.close(promise: nil)
        case .requestTooSlow: refuse(.requestTooSlow, context)
        case .answerTooSlow:
            work?.cancel()
            turn += 1
            refuse(.answerTooSlow, context)
        }
        watch(context)
    }
}

/// Carries an answer from the task that made it back to the connection's event loop.
private struct Reply: Sendable {
    private let target: NIOLoopBound<(Connection, ChannelHandlerContext)>
    private let eventLoop: any EventLoop
    private let turn: Int

    init(_ connection: Connection, _ context: ChannelHandlerContext, turn: Int) {
        target = NIOLoopBound((connection, context), eventLoop: context.eventLoop)
        eventLoop = context.eventLoop
        self.turn = turn
    }

    func give(_ answer: Answer) {
        eventLoop.execute {
            let (connection, context) = target.value
            connection.finish(answer, turn: turn, context)
        }
    }

    func started(_ work: Task<Void, Never>) {
        if eventLoop.inEventLoop { return target.value.0.started(work, turn: turn) }
        eventLoop.execute { target.value.0.started(work, turn: turn) }
    }
}

/// Told to every connection when the server stops.
struct StopServing: Sendable {}

func milliseconds() -> Int { Int(Stopwatch.nanoseconds() / 1_000_000) }
