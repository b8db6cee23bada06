import Kernel
import Store
import Synchronization
import Wire

/// Sends what waits in the queue, far side by far side: in order where two messages are about the
/// same thing, several at a time where they are not, after a pause when it did not go through.
struct RelaySender: Sendable {
    let plan: RelayPlan
    let store: Store
    let clock: Clock
    let catalogue: MessageCatalogue
    let effects: RelayEffects
    let receipts: RelayReceipts
    let transports: RelayTransports
    let breakers: RelayBreakers
    /// Thousandths of a pause that are waited.
    let jitter: @Sendable () -> Int64
    /// Names this server among several over one database.
    let server: String
    let holds = RelayHolds()

    /// Messages looked at together.
    private static let window = 500
    private static let mostPause: Int64 = 600_000
    private static let holdMilliseconds: Int64 = 60_000
    /// What must be left of a hold when a message is sent: more than the far side has to answer.
    private static let leastHold: Int64 = 40_000

    /// Works until the task is cancelled; one far side does not wait for another.
    func run(report: @escaping @Sendable (String, any Error) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for side in plan.sides {
                group.addTask { await run(side, report) }
            }
            await group.waitForAll()
        }
    }

    private func run(
        _ side: RelayPlan.FarSide, _ report: @escaping @Sendable (String, any Error) -> Void
    ) async {
        var fetched: UInt64 = 0
        var troubles = 0
        // A start may bring keys that were missing.
        try? await store.write { try RelayParked.free(at: side.name, in: $0) }
        // An outage of hours is told once, not every two seconds.
        var told = ""
        while !Task.isCancelled {
            do {
                if try await hold(side) {
                    // Held anew for every window: a slow far side must not outlast the hold.
                    while try await send(to: side, keeps: { try await keep(side) }, report) > 0,
                        !Task.isCancelled,
                        try await hold(side)
                    {}
                    // Two seconds between looks into a mailbox.
                    if Stopwatch.nanoseconds() - fetched > 2_000_000_000 {
                        try await fetch(from: side, report)
                        fetched = Stopwatch.nanoseconds()
                        told = ""
                    }
                }
                troubles = 0
            } catch {
                if told != "\(error)" { report("declarations.relay \(side.name)", error) }
                told = "\(error)"
                fetched = Stopwatch.nanoseconds()
                troubles += 1
            }
            // A store that does not do what is asked is left alone for a quarter of a second, then
            // for longer, up to sixteen seconds.
            try? await Task.sleep(nanoseconds: 250_000_000 << UInt64(min(troubles, 6)))
        }
    }

    /// One round: sends everything that is due, then fetches what there is. For tests, and before a
    /// stop. A mailbox that does not answer is left for the next round.
    func drain() async throws {
        for side in plan.sides {
            while try await send(to: side, keeps: { true }, { _, _ in }) > 0 {}
            do { try await fetch(from: side, { _, _ in }) } catch is RelayFetchFault {}
        }
    }

    /// Several servers over one database take turns; an embedded store has one.
    private func hold(_ side: RelayPlan.FarSide) async throws -> Bool {
        if case .folder = store.place { return true }
        let now = clock.now()
        let until = now.adding(milliseconds: RelaySender.holdMilliseconds)
        let isOurs = try await store.write { session in
            try RelayArrivals.hold(side.name, by: server, at: now, until: until, in: session)
        }
        holds.note(side.name, until: isOurs ? until : nil)
        return isOurs
    }

    /// Renews the hold when it is nearly over; false when another server has the far side.
    private func keep(_ side: RelayPlan.FarSide) async throws -> Bool {
        let least = clock.now().adding(milliseconds: RelaySender.leastHold)
        if holds.lasts(side.name, beyond: least) { return true }
        return try await hold(side)
    }

    // MARK: Sending

    /// Gives how many messages ended: were taken or refused.
    ///
    /// - Parameter keeps: whether the far side is still this server's.
    private func send(
        to side: RelayPlan.FarSide, keeps: @Sendable () async throws -> Bool,
        _ report: @escaping @Sendable (String, any Error) -> Void
    ) async throws -> Int {
        let breaker = breakers[side.name]
        let now = clock.now()
        try await noteAgain(side, report, at: now)
        if case .open = breaker.state(at: now) { return 0 }
        var due = try await store.read { session in
            try RelayOutbox.due(
                for: side.name, at: now, limit: RelaySender.window, in: session)
        }
        if breaker.state(at: now) == .trying { due = Array(due.prefix(1)) }
        guard !due.isEmpty, try await keeps() else { return 0 }
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            var next = due.makeIterator()
            var ended = 0
            for _ in 0..<side.inFlight {
                guard let message = next.next() else { break }
                group.addTask { try await deliver(message, to: side, report) }
            }
            while let done = try await group.next() {
                ended += done ? 1 : 0
                // A far side that has gone meanwhile gets no more.
                guard case .closed = breaker.state(at: clock.now()), !Task.isCancelled,
                    try await keeps(), let message = next.next()
                else { continue }
                group.addTask { try await deliver(message, to: side, report) }
            }
            return ended
        }
    }

    private func deliver(
        _ message: RelayOutbox.Message, to side: RelayPlan.FarSide,
        _ report: @Sendable (String, any Error) -> Void
    ) async throws -> Bool {
        // One of the same sender may have been told meanwhile that the key does not do.
        let parked = try await store.read {
            try RelayParked.find(message.dxpID, at: side.name, in: $0)
        }
        if let parked, parked.until > clock.now() { return false }
        // Another server may have sent it or tried it since the window was read.
        let body = try await store.read { session -> [UInt8]? in
            guard let (now, state) = try RelayOutbox.find(message.id, in: session),
                state == .waiting, now.attempts == message.attempts
            else { return nil }
            return try RelayOutbox.body(of: message, in: session)
        }
        guard let body else { return false }
        let outcome: RelayOutcome
        if let reason = objection(to: body, message) {
            outcome = .refused(reason)
        } else {
            outcome = await transports[side].send(envelope(message, body, side), to: side)
        }
        // Between the far side's word and our note of it a crash has the message sent once more,
        // under the same number.
        FaultPoint.reach("relay.after-send")
        let now = clock.now()
        switch outcome {
        case .taken:
            try await note(message, said: "", side, report, at: now)
            try await cameThrough(side, at: now)
            return true
        case .refused(let reason):
            // A refusal without a word would look like a yes.
            try await note(message, said: reason.isEmpty ? "–" : reason, side, report, at: now)
            try await cameThrough(side, at: now)
            return true
        case .parked(let trouble):
            let times = (parked?.attempts ?? 0) + 1
            let pause = relayPause(times, most: RelaySender.mostPause, jitter: jitter())
            try await store.write { session in
                try RelayParked.park(
                    message.dxpID, at: side.name, trouble: trouble.text, now: now,
                    until: now.adding(milliseconds: pause), in: session)
            }
            return false
        case .later(let trouble, let wait):
            breakers[side.name].failed(trouble, at: now)
            let pause = max(
                relayPause(
                    message.attempts + 1, most: RelaySender.mostPause, jitter: jitter()),
                Int64(min(wait ?? 0, 3_600)) * 1000)
            try await store.write { session in
                try RelayOutbox.putOff(
                    message, trouble: String(trouble.prefix(500)),
                    until: now.adding(milliseconds: pause), in: session)
            }
            return false
        }
    }

    /// Lets what the far side said of a message take effect. What keeps it from that is kept with
    /// the message and tried again later; the far side is not asked again.
    private func note(
        _ message: RelayOutbox.Message, said: String, _ side: RelayPlan.FarSide,
        _ report: @Sendable (String, any Error) -> Void, at now: Instant
    ) async throws {
        let error: (any Error)? = try await store.write { session in
            try RelayParked.free(message.dxpID, at: side.name, in: session)
            let outcome = try session.attempt {
                if said.isEmpty {
                    try effects.sent(message, in: session)
                } else {
                    try effects.refused(message, said, in: session)
                }
            }
            guard case .failure(let error) = outcome else { return nil }
            let pause = relayPause(
                message.attempts + 1, most: RelaySender.mostPause, jitter: jitter())
            try RelayOutbox.keepUnnoted(
                message, said: said, trouble: "\(type(of: error))",
                until: now.adding(milliseconds: pause), in: session)
            return error
        }
        if let error { report("declarations.relay \(side.name) message \(message.id)", error) }
    }

    /// What was answered and could not be noted is tried once more when its time has come.
    private func noteAgain(
        _ side: RelayPlan.FarSide, _ report: @Sendable (String, any Error) -> Void,
        at now: Instant
    ) async throws {
        let unnoted = try await store.read { session in
            try RelayOutbox.unnoted(
                for: side.name, at: now, limit: RelaySender.window, in: session)
        }
        for message in unnoted {
            try await note(message, said: message.said, side, report, at: now)
        }
    }

    /// After an outage nobody waits for a pause that was meant for it.
    private func cameThrough(_ side: RelayPlan.FarSide, at now: Instant) async throws {
        guard breakers[side.name].succeeded() else { return }
        try await store.write { try RelayOutbox.hurry(side.name, at: now, in: $0) }
    }

    /// What keeps a message from being sent at all. It was written anew because a part of it had
    /// been refused, and nobody can sign it.
    private func objection(to body: [UInt8], _ message: RelayOutbox.Message) -> String? {
        guard catalogue.table(message.type)?.signature == .required,
            !catalogue.read(body).isSigned
        else { return nil }
        return "报文中部分单证未被接收，其余单证失去原签名，请重新签名后单独报送"
    }

    private func envelope(
        _ message: RelayOutbox.Message, _ body: [UInt8], _ side: RelayPlan.FarSide
    ) -> Envelope {
        let direction = catalogue.table(message.type)?.direction ?? .import
        let receiver = side.receiver ?? receipts.codes.number(for: direction)
        var envelope = Envelope(
            head: Envelope.Head(
                copMsgID: message.copMsgID, sender: message.dxpID, receivers: [receiver],
                createdAt: Envelope.time(message.createdAt), type: "\(message.type)Message"),
            data: body)
        if case .transport(let start, let destination) = side.wrapping {
            envelope.transport = Envelope.Transport(
                messageID: start + message.createdAt.compact
                    + digits(message.id % 10_000_000_000, 10),
                sentAt: Envelope.time(message.createdAt), destination: destination, start: start)
        }
        return envelope
    }

    // MARK: Fetching

    /// Looks into every mailbox; one that cannot be opened does not keep the others shut.
    private func fetch(
        from side: RelayPlan.FarSide, _ report: @Sendable (String, any Error) -> Void
    ) async throws {
        var fault: RelayFetchFault?
        for mailbox in side.mailboxes.isEmpty ? [""] : side.mailboxes {
            do {
                try await empty(mailbox, of: side, report)
            } catch let error as RelayFetchFault where error.isOfMailbox {
                fault = fault ?? error
            }
        }
        if let fault { throw fault }
    }

    private func empty(
        _ mailbox: String, of side: RelayPlan.FarSide,
        _ report: @Sendable (String, any Error) -> Void
    ) async throws {
        let transport = transports[side]
        var more = true
        while more, !Task.isCancelled {
            let position = try await store.read {
                try RelayArrivals.position(of: "box \(mailbox)", at: side.name, in: $0)
            }
            let (fetched, next) = try await transport.fetch(mailbox, after: position, from: side)
            var arrivals = fetched
            for (place, arrival) in arrivals.enumerated() {
                guard let trouble = arrival.trouble else {
                    let outcome = try await receipts.takeOrPark(
                        arrival.bytes, from: side, report: report)
                    if outcome.isParked { arrivals[place].trouble = "parked" }
                    continue
                }
                let name = arrival.name.text
                if name.isEmpty {
                    try await receipts.park(arrival.bytes, trouble: trouble, from: side)
                }
                report(
                    "declarations.relay \(side.name) receipt \(name)",
                    RelayFetchFault(description: trouble))
            }
            try await transport.settle(arrivals, from: side)
            if next != position {
                try await store.write {
                    try RelayArrivals.move("box \(mailbox)", at: side.name, to: next, in: $0)
                }
            }
            more = !arrivals.isEmpty && next != position
        }
    }
}

/// The way to each far side.
struct RelayTransports: Sendable {
    let http: RelayHTTP
    let folder: RelayFolder

    subscript(side: RelayPlan.FarSide) -> any RelayTransport {
        switch side.way {
        case .http, .json: http
        case .folder: folder
        }
    }
}

/// One breaker for each far side.
struct RelayBreakers: Sendable {
    private let all: [String: RelayBreaker]
    private let spare: RelayBreaker

    init(_ plan: RelayPlan, jitter: @escaping @Sendable () -> Int64) {
        var all: [String: RelayBreaker] = [:]
        for side in plan.sides { all[side.name] = RelayBreaker(jitter: jitter) }
        self.all = all
        spare = RelayBreaker(jitter: jitter)
    }

    subscript(name: String) -> RelayBreaker { all[name] ?? spare }
}
