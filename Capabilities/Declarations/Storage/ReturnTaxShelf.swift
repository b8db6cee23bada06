import Kernel
import Store

/// Taxes of returned exports, in and out of the database.
enum ReturnTaxShelf {
    static func find(_ preNo: String, of holder: String, in session: Session) throws -> ReturnTax? {
        try session.first(
            """
            select tenant, pre_no, version, stated, supplement, duty_refund, status, reference,
            settled_on, restated, answer, answer_reason, answered_on
            from declarations_return_taxes where tenant = $1 and pre_no = $2
            """, [.text(holder), .text(preNo)]
        ).map(tax)
    }

    /// Whether a certificate stands for another return of the holder already.
    static func isUsed(_ reference: String, of holder: String, in session: Session) throws
        -> Bool
    {
        try session.first(
            "select 1 from declarations_return_taxes where tenant = $1 and reference = $2",
            [.text(holder), .text(reference)]) != nil
    }

    static func add(_ tax: ReturnTax, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_return_taxes
            (tenant, pre_no, version, stated, supplement, duty_refund, status, reference,
            settled_on) values ($1, $2, 1, $3, $4, $5, $6, '', null)
            """,
            [
                .text(tax.holder), .text(tax.preNo), .text(tax.statement.encoded),
                .integer(tax.supplement.raw), .integer(tax.dutyRefund.raw),
                .integer(tax.status.rawValue),
            ])
    }

    /// Writes down a change; false when it has changed since it was read.
    static func update(_ tax: ReturnTax, in session: Session) throws -> Bool {
        try session.execute(
            """
            update declarations_return_taxes set version = version + 1, stated = $4,
            supplement = $5, duty_refund = $6, status = $7, reference = $8, settled_on = $9,
            restated = $10, answer = $11, answer_reason = $12, answered_on = $13
            where tenant = $1 and pre_no = $2 and version = $3
            """,
            [
                .text(tax.holder), .text(tax.preNo), .integer(tax.version),
                .text(tax.statement.encoded), .integer(tax.supplement.raw),
                .integer(tax.dutyRefund.raw), .integer(tax.status.rawValue),
                .text(tax.reference), .optional(tax.settledOn?.text),
                .optional(tax.restated?.encoded), .text(tax.answer?.decision.rawValue ?? ""),
                .text(tax.answer?.reason ?? ""), .optional(tax.answer?.on.text),
            ]) == 1
    }

    private static func tax(_ row: Row) throws -> ReturnTax {
        guard let statement = ReturnTaxStatement(encoded: try row.text(3)),
            let status = ReturnTax.Status(rawValue: try row.integer(6))
        else { throw StoreFault.shape("taxes of return \(try row.text(1))") }
        var tax = ReturnTax(
            holder: try row.text(0), preNo: try row.text(1), version: try row.integer(2),
            statement: statement, supplement: Fixed(raw: try row.integer(4)),
            dutyRefund: Fixed(raw: try row.integer(5)), status: status,
            reference: try row.text(7), settledOn: try row.optionalText(8).flatMap { Day($0) })
        if let text = try row.optionalText(9) {
            guard let restated = ReturnTaxStatement(encoded: text) else {
                throw StoreFault.shape("taxes of return \(tax.preNo)")
            }
            tax.restated = restated
        }
        if let decision = ReturnTax.Answer.Decision(rawValue: try row.text(10)),
            let day = try row.optionalText(12).flatMap({ Day($0) })
        {
            tax.answer = ReturnTax.Answer(
                decision: decision, reason: try row.text(11), on: day)
        }
        return tax
    }
}
