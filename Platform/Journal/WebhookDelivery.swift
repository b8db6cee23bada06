import Kernel
import Store
import Wire

extension Webhooks {
    /// Delivers until the task is cancelled: one task per webhook that is due, so that a slow
    /// receiver holds up nobody else. `report` is told of faults of the store.
    public func run(report: @escaping @Sendable (String, any Error) -> Void) async {
        do { try await freeOwn() } catch { report("webhooks", error) }
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let seen = journal.signal.count()
                do {
                    for hook in try await claim() {
                        group.addTask { await serve(hook, report) }
                    }
                } catch {
                    report("webhooks", error)
                }
                await pause(past: seen)
            }
            group.cancelAll()
        }
    }

    /// One round: delivers everything that is due now and returns when that is done. For tests,
    /// and before a stop.
    public func drain() async throws {
        while true {
            let hooks = try await claim()
            if hooks.isEmpty { return }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for hook in hooks {
                    group.addTask {
                        defer { running.remove(hook) }
                        try await deliver(to: hook)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// After a crash the embedded store shows holds of this server's last life: nobody else can
    /// have one there, so they need not run out.
    private func freeOwn() async throws {
        guard case .folder = store.place else { return }
        guard try await store.read({ try WebhookTable(session: $0).holdsAny }) else { return }
        try await store.write { try WebhookTable(session: $0).releaseAll() }
    }

    /// Takes the webhooks for which something waits, as many as may run.
    private func claim() async throws -> [Webhook] {
        let now = journal.clock.now()
        let free = most - running.count
        guard free > 0 else { return [] }
        let due = try await store.read { session in
            var due: [Webhook] = []
            for hook in try WebhookTable(session: session).ready(at: now)
            where !running.contains(hook) {
                guard due.count < free else { break }
                if try feed.last(hook.tenant, session) > hook.position { due.append(hook) }
            }
            return due
        }
        guard !due.isEmpty else { return [] }
        let held = try await store.write { session in
            let table = WebhookTable(session: session)
            return try due.compactMap { hook in
                try table.hold(
                    hook, by: server, at: now,
                    until: now.adding(milliseconds: Webhooks.holdMilliseconds))
            }
        }
        return held.filter { running.add($0) }
    }

    private func serve(
        _ hook: Webhook, _ report: @Sendable (String, any Error) -> Void
    ) async {
        defer { running.remove(hook) }
        do { try await deliver(to: hook) } catch { report("webhooks", error) }
    }

    /// Delivers in order until nothing waits, an attempt fails, or others should have their turn.
    private func deliver(to hook: Webhook) async throws {
        var position = hook.position
        var left = 100
        while left > 0, !Task.isCancelled {
            let from = position
            let items = try await store.read { try feed.items(from, 20, hook.tenant, $0) }
            guard !items.isEmpty else { break }
            for item in items {
                if Task.isCancelled { break }
                let tried = await attempt(item, to: hook, .feed)
                if Task.isCancelled, !tried.attempt.isDelivered { break }
                guard tried.attempt.isDelivered else {
                    guard try await fail(hook, tried, at: item.sequence) else { return }
                    // It was put aside: those behind it go on.
                    position = item.sequence
                    left -= 1
                    continue
                }
                guard try await advance(hook, to: item.sequence, tried) else { return }
                position = item.sequence
                left -= 1
            }
        }
        try await store.write { session in
            let table = WebhookTable(session: session)
            try table.trimLog(of: hook, to: Webhooks.mostLogged)
            try table.release(hook, by: server, at: journal.clock.now())
        }
    }

    /// Sends one message. The time in the signature is that of the attempt; id and body stay.
    func attempt(
        _ item: WebhookFeed.Item, to hook: Webhook, _ cause: WebhookLogLine.Cause
    ) async -> WebhookTried {
        let start = journal.clock.now()
        let attempt = await exchange(item, with: hook)
        return WebhookTried(
            attempt: attempt,
            line: WebhookLogLine(
                id: ids.next(), sequence: item.sequence, message: item.id, at: start,
                cause: cause, status: attempt.status, trouble: attempt.trouble,
                took: max(0, journal.clock.now().milliseconds - start.milliseconds)))
    }

    private func exchange(_ item: WebhookFeed.Item, with hook: Webhook) async -> WebhookAttempt {
        // Registered when another port was allowed.
        do throws(WebhookAddressFault) {
            try checkWebhook(hook.url, reach: reach, ports: ports)
        } catch {
            if error == .port { return WebhookAttempt(OutgoingFault.addressRefused(hook.url)) }
        }
        let body = item.body
        let seconds = journal.clock.now().milliseconds / 1000
        let signatures = hook.secrets(at: journal.clock.now()).compactMap {
            WebhookSignature.sign(id: item.id, seconds: seconds, body: body, secret: $0)
        }
        guard !signatures.isEmpty else { return WebhookAttempt(OutgoingFault.broken("secret")) }
        let request = OutgoingHTTP.Request(
            "POST", hook.url,
            headers: [
                OutgoingHTTP.Header("content-type", "application/json"),
                OutgoingHTTP.Header("webhook-id", item.id),
                OutgoingHTTP.Header("webhook-timestamp", String(seconds)),
                OutgoingHTTP.Header("webhook-signature", signatures.joined(separator: " ")),
            ], body: body)
        do throws(OutgoingFault) {
            return WebhookAttempt(try await outgoing.send(request))
        } catch {
            return WebhookAttempt(error)
        }
    }

    private func advance(_ hook: Webhook, to position: Int64, _ tried: WebhookTried)
        async throws -> Bool
    {
        try await store.write { session in
            let now = journal.clock.now()
            let table = WebhookTable(session: session)
            try table.note(tried.line, of: hook)
            return try table.advance(
                hook, to: position, status: tried.attempt.status, by: server, at: now,
                until: now.adding(milliseconds: Webhooks.holdMilliseconds))
        }
    }

    /// Notes a failure and lets go. True when the message was put aside instead: the receiver is
    /// there and has refused this one often enough.
    private func fail(
        _ hook: Webhook, _ tried: WebhookTried, at sequence: Int64
    ) async throws -> Bool {
        let (jitter, attempt) = (jitter(), tried.attempt)
        return try await store.write { session in
            let table = WebhookTable(session: session)
            let now = journal.clock.now()
            // As it stands now: successes of this turn have begun a new count.
            guard let current = try table.find(hook.id, of: hook.tenant) else { return false }
            try table.note(tried.line, of: hook)
            try table.trimLog(of: hook, to: Webhooks.mostLogged)
            let failures = current.failures + 1
            let since = current.failingSince ?? now
            if let status = attempt.status, attempt.isRefusal, failures >= Webhooks.leastRefusals,
                now.milliseconds - since.milliseconds >= Webhooks.refusalPatience
            {
                let isOurs = try table.advance(
                    hook, to: sequence, status: status, by: server, at: now,
                    until: now.adding(milliseconds: Webhooks.holdMilliseconds))
                guard isOurs else { return false }
                try table.putAside(
                    sequence, of: hook, status: status, attempts: failures, at: now)
                return true
            }
            let isOver =
                attempt.trouble == .gone
                || failures >= Webhooks.leastFailures
                    && now.milliseconds - since.milliseconds >= Webhooks.patience
            let pause = webhookPause(
                failures: failures, jitter: jitter, retryAfter: attempt.retryAfter)
            let isOurs = try table.fail(
                hook, attempt, failures: failures, since: since,
                next: now.adding(milliseconds: pause), disabled: isOver, by: server, at: now)
            guard isOurs, isOver else { return false }
            try note(
                "webhooks.disabled", current, by: "webhooks", in: session,
                [
                    .init("trouble", .optional(attempt.trouble?.rawValue)),
                    .init("status", attempt.status.map(JSON.integer) ?? .null),
                    .init("failures", .integer(failures)),
                ])
            return false
        }
    }

    /// Until the next commit of this server or half a second, but not more often than every
    /// twentieth of one: a round looks at every webhook.
    private func pause(past seen: UInt64) async {
        try? await Task.sleep(nanoseconds: 50_000_000)
        let signal = journal.signal
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal.wait(past: seen) }
            group.addTask { try? await Task.sleep(nanoseconds: 450_000_000) }
            await group.next()
            group.cancelAll()
        }
    }
}

/// Milliseconds until the next attempt: 5 s, doubled with each failure up to an hour, or what the
/// receiver asks for, within the hour.
/// - Parameter jitter: thousandths.
func webhookPause(failures: Int, jitter: Int64, retryAfter: Int?) -> Int64 {
    let doublings = min(max(0, failures - 1), 10)
    let usual = min(Int64(5_000) << Int64(doublings), 3_600_000) * jitter / 1000
    let asked = Int64(min(retryAfter ?? 0, 3_600)) * 1000
    return max(usual, asked)
}
