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

    /// Number, else id, of a proof applied for or issued for the same goods of the invoice; nil
    /// when there is none besides the one that is to be replaced.
    static func holder(
        invoice: String, goods: [GoodsOnPaper], besides replaced: String?, of tenant: String,
        in session: Session
    ) throws -> String? {
        let wanted = GoodsOnPaper.folded(invoice)
        let proofs = try session.rows(
            """
            select distinct i.proof, i.invoice from origin_invoiced i
            join origin_proofs p on p.tenant = i.tenant and p.id = i.proof
            where i.tenant = $1 and i.proof <> $2 and p.state in ('applied', 'issued')
            order by i.proof
            """, [.text(tenant), .text(replaced ?? "")]
        ).compactMap { row in
            GoodsOnPaper.folded(try row.text(1)) == wanted ? try row.text(0) : nil
        }
        for id in proofs {
            guard let proof = try ProofRows.find(id, of: tenant, in: session) else { continue }
            let there = GoodsOnPaper.all(printed: proof.data)
            if goods.contains(where: { good in there.contains { $0.isSame(as: good) } }) {
                return proof.number ?? proof.id
            }
        }
        return nil
    }
}
