import Kernel
import Store

/// The rows of webhooks.
struct WebhookTable {
    let session: Session

    func insert(_ hook: Webhook) throws {
        try session.execute(
            """
            insert into journal_webhooks
            (tenant, id, url, secret, created_at, position, failures, next_at, held_until, held_by)
            values ($1, $2, $3, $4, $5, $6, 0, $7, 0, '')
            """,
            [
                .text(hook.tenant), .text(hook.id), .text(hook.url), .text(hook.secret),
                .integer(hook.createdAt.milliseconds), .integer(hook.position),
                .integer(hook.nextAt.milliseconds),
            ])
    }

    func delete(_ id: String, of tenant: String) throws -> Bool {
        try session.execute(
            "delete from journal_webhook_letters where tenant = $1 and webhook = $2",
            [.text(tenant), .text(id)])
        try session.execute(
            "delete from journal_webhook_attempts where tenant = $1 and webhook = $2",
            [.text(tenant), .text(id)])
        return try session.execute(
            "delete from journal_webhooks where tenant = $1 and id = $2",
            [.text(tenant), .text(id)]) == 1
    }

    func find(_ id: String, of tenant: String) throws -> Webhook? {
        try session.first(
            """
            select tenant, id, url, secret, created_at, disabled_at, position, failures,
            failing_since, next_at, last_at, last_status, last_error, old_secret, old_until
            from journal_webhooks where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map(hook)
    }

    func list(of tenant: String) throws -> [Webhook] {
        try session.rows(
            """
            select tenant, id, url, secret, created_at, disabled_at, position, failures,
            failing_since, next_at, last_at, last_status, last_error, old_secret, old_until
            from journal_webhooks where tenant = $1 order by created_at, id
            """, [.text(tenant)]
        ).map(hook)
    }

    /// Of every tenant, those that may be tried now and that nobody holds, longest waiting first.
    func ready(at now: Instant) throws -> [Webhook] {
        try session.rows(
            """
            select tenant, id, url, secret, created_at, disabled_at, position, failures,
            failing_since, next_at, last_at, last_status, last_error, old_secret, old_until
            from journal_webhooks
            where disabled_at is null and next_at <= $1 and held_until <= $1
            order by next_at, id
            """, [.integer(now.milliseconds)]
        ).map(hook)
    }

    /// Takes one for a server; nil when another was quicker or it is gone.
    func hold(_ hook: Webhook, by server: String, at now: Instant, until: Instant) throws
        -> Webhook?
    {
        let changes = try session.execute(
            """
            update journal_webhooks set held_by = $3, held_until = $4
            where tenant = $1 and id = $2 and disabled_at is null
            and next_at <= $5 and held_until <= $5
            """,
            [
                .text(hook.tenant), .text(hook.id), .text(server), .integer(until.milliseconds),
                .integer(now.milliseconds),
            ])
        return changes == 1 ? try find(hook.id, of: hook.tenant) : nil
    }

    /// Notes a delivery; false when the webhook is held by another server or is gone.
    func advance(
        _ hook: Webhook, to position: Int64, status: Int?, by server: String, at now: Instant,
        until: Instant
    ) throws -> Bool {
        try session.execute(
            """
            update journal_webhooks set position = $4, failures = 0, failing_since = null,
            last_at = $5, last_status = $6, last_error = null, held_until = $7
            where tenant = $1 and id = $2 and held_by = $3
            """,
            [
                .text(hook.tenant), .text(hook.id), .text(server), .integer(position),
                .integer(now.milliseconds), .optional(status.map { Int64($0) }),
                .integer(until.milliseconds),
            ]) == 1
    }

    /// Notes a failure and lets go; false when it is not ours any more.
    func fail(
        _ hook: Webhook, _ attempt: WebhookAttempt, failures: Int, since: Instant, next: Instant,
        disabled: Bool, by server: String, at now: Instant
    ) throws -> Bool {
        try session.execute(
            """
            update journal_webhooks set failures = $4, failing_since = $5, next_at = $6,
            disabled_at = $7, last_at = $8, last_status = $9, last_error = $10, held_until = 0
            where tenant = $1 and id = $2 and held_by = $3
            """,
            [
                .text(hook.tenant), .text(hook.id), .text(server), .integer(failures),
                .integer(since.milliseconds), .integer(next.milliseconds),
                .optional(disabled ? now.milliseconds : nil), .integer(now.milliseconds),
                .optional(attempt.status.map { Int64($0) }), .optional(attempt.trouble?.rawValue),
            ]) == 1
    }

    /// Lets go; the next turn comes after those that wait longer.
    func release(_ hook: Webhook, by server: String, at now: Instant) throws {
        try session.execute(
            """
            update journal_webhooks set held_until = 0, next_at = $4
            where tenant = $1 and id = $2 and held_by = $3
            """,
            [.text(hook.tenant), .text(hook.id), .text(server), .integer(now.milliseconds)])
    }

    /// Gives a webhook another secret; the one before holds on for a while.
    func rotate(_ hook: Webhook, to secret: String, oldUntil: Instant) throws {
        try session.execute(
            """
            update journal_webhooks set old_secret = secret, old_until = $4, secret = $3
            where tenant = $1 and id = $2
            """,
            [
                .text(hook.tenant), .text(hook.id), .text(secret),
                .integer(oldUntil.milliseconds),
            ])
    }

    /// Sets a webhook back to a place, or on; one that was given up begins again.
    func replay(_ hook: Webhook, from position: Int64, at now: Instant) throws {
        try session.execute(
            """
            update journal_webhooks set position = $3, failures = 0, failing_since = null,
            next_at = $4, disabled_at = null, held_by = '', held_until = 0
            where tenant = $1 and id = $2
            """,
            [
                .text(hook.tenant), .text(hook.id), .integer(position),
                .integer(now.milliseconds),
            ])
    }

    // MARK: Letters put aside

    func putAside(_ sequence: Int64, of hook: Webhook, status: Int, attempts: Int, at now: Instant)
        throws
    {
        try session.execute(
            """
            insert into journal_webhook_letters (tenant, webhook, sequence, at, status, attempts)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant, webhook, sequence) do update set at = excluded.at,
            status = excluded.status, attempts = excluded.attempts
            """,
            [
                .text(hook.tenant), .text(hook.id), .integer(sequence),
                .integer(now.milliseconds), .integer(Int64(status)), .integer(Int64(attempts)),
            ])
    }

    func letters(of hook: Webhook) throws -> [WebhookLetter] {
        try session.rows(
            """
            select sequence, at, status, attempts from journal_webhook_letters
            where tenant = $1 and webhook = $2 order by sequence limit 1000
            """, [.text(hook.tenant), .text(hook.id)]
        ).map {
            WebhookLetter(
                sequence: try $0.integer(0), at: Instant(milliseconds: try $0.integer(1)),
                status: Int(try $0.integer(2)), attempts: Int(try $0.integer(3)))
        }
    }

    func drop(_ sequence: Int64, of hook: Webhook) throws {
        try session.execute(
            """
            delete from journal_webhook_letters
            where tenant = $1 and webhook = $2 and sequence = $3
            """, [.text(hook.tenant), .text(hook.id), .integer(sequence)])
    }

    /// Whether any is held, by whomever.
    var holdsAny: Bool {
        get throws {
            try session.first("select 1 from journal_webhooks where held_until <> 0 limit 1") != nil
        }
    }

    func releaseAll() throws {
        try session.execute("update journal_webhooks set held_until = 0 where held_until <> 0")
    }

    private func hook(_ row: Row) throws -> Webhook {
        func instant(_ column: Int) throws -> Instant? {
            try row.optionalInteger(column).map { Instant(milliseconds: $0) }
        }
        return Webhook(
            tenant: try row.text(0), id: try row.text(1), url: try row.text(2),
            createdAt: Instant(milliseconds: try row.integer(4)), disabledAt: try instant(5),
            position: try row.integer(6), failures: Int(try row.integer(7)),
            failingSince: try instant(8), nextAt: Instant(milliseconds: try row.integer(9)),
            lastAt: try instant(10), lastStatus: try row.optionalInteger(11).map { Int($0) },
            lastTrouble: try row.optionalText(12).map { WebhookTrouble(rawValue: $0) ?? .broken },
            secret: try row.text(3), oldSecret: try row.optionalText(13),
            oldSecretUntil: try instant(14))
    }
}
