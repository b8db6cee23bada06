import Kernel
import Store

/// Foreign certificates that back-to-back proofs rest on: each once, whoever presents it, with the
/// quantity it was first presented with.
enum OriginalRows {
    /// What was presented first under a number of an issuer.
    struct Original: Sendable, Hashable {
        /// The enterprise that did.
        let tenant: String
        let quantity: Fixed
    }

    /// The original of an issuer's number; keeps this one where there is none yet.
    ///
    /// - Parameter country: whose authority issued it.
    static func keep(
        _ number: String, of country: String, quantity: Fixed, by tenant: String, at now: Instant,
        in session: Session
    ) throws -> Original {
        try session.execute(
            """
            insert into origin_originals (country, number, tenant, quantity, presented_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            [
                .text(country), .text(number), .text(tenant), .integer(quantity.raw),
                .integer(now.milliseconds),
            ])
        let row = try session.first(
            "select tenant, quantity from origin_originals where country = $1 and number = $2",
            [.text(country), .text(number)])
        guard let row else { throw StoreFault.shape("original \(country) \(number)") }
        return Original(tenant: try row.text(0), quantity: Fixed(raw: try row.integer(1)))
    }

    /// What proofs on one original, applied for or issued, have taken of its quantity, whosever
    /// they are.
    static func used(_ number: String, of country: String, in session: Session) throws -> Fixed {
        let row = try session.first(
            """
            select coalesce(sum(original_quantity), 0) from origin_proofs
            where original = $1 and original_country = $2 and state in ('applied', 'issued')
            """, [.text(number), .text(country)])
        return Fixed(raw: try row?.integer(0) ?? 0)
    }
}
