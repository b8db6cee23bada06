import Kernel
import Store

/// Which invoices and worksheets the proofs of an enterprise name, so that the same goods are not
/// certified twice.
enum InvoicedRows {
    static func insert(
        _ proof: String, invoice: String, worksheets: Set<String>, of tenant: String,
        in session: Session
    ) throws {
        for worksheet in worksheets.sorted() {
            try session.execute(
                """
                insert into origin_invoiced (tenant, invoice, worksheet, proof)
                values ($1, $2, $3, $4)
                """, [.text(tenant), .text(invoice), .text(worksheet), .text(proof)])
        }
    }

    /// Number, else id, of a proof applied for or issued on one of these worksheets and the
    /// invoice; nil when there is none besides the one that is to be replaced.
    static func holder(
        invoice: String, worksheets: Set<String>, besides replaced: String?, of tenant: String,
        in session: Session
    ) throws -> String? {
        for worksheet in worksheets.sorted() {
            let row = try session.first(
                """
                select coalesce(p.number, p.id) from origin_invoiced i
                join origin_proofs p on p.tenant = i.tenant and p.id = i.proof
                where i.tenant = $1 and i.invoice = $2 and i.worksheet = $3 and p.id <> $4
                    and p.state in ('applied', 'issued')
                order by p.applied_at, p.id limit 1
                """,
                [.text(tenant), .text(invoice), .text(worksheet), .text(replaced ?? "")])
            if let row { return try row.text(0) }
        }
        return nil
    }
}
