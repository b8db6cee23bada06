import Kernel
import Store
import Web
import Wire

/// What is said anew of the taxes of a return, and an officer's word on it. What the first
/// statement owes stands until then: nobody lowers it alone (海关法 第二十六条).
extension ReturnTaxDesk {
    /// Lays what was said anew beside what stands; nothing waits when it says the same.
    func restate(
        _ known: ReturnTax, _ statement: ReturnTaxStatement, _ outcome: ReturnTaxRule.Outcome,
        by actor: String, in session: Session
    ) throws {
        let next = known.says(statement) ? nil : statement
        guard next != known.restated else { return }
        var tax = known
        tax.restated = next
        try update(tax, in: session)
        try note(
            tax, by: actor, review: next == nil ? nil : "restated",
            next == nil
                ? []
                : [
                    .init("restatedSupplement", .text(outcome.supplement.text)),
                    .init("restatedDutyRefund", .text(outcome.dutyRefund.text)),
                ], in: session)
    }

    /// An officer accepts what was stated anew, or leaves it at what stood; with a reason.
    ///
    /// - Parameter version: of the statement the officer saw.
    func review(
        _ preNo: String, _ decision: ReturnTax.Answer.Decision, reason: String, version: Int64,
        by officer: Principal
    ) async throws {
        let reason = reason.trimmedBlanks
        try await store.write { session in
            let found = try find(preNo, for: officer, in: session)
            guard officer.kind == .officer else { throw DeclarationsRefusal.notFound }
            guard var tax = found.tax, let restated = tax.restated else {
                throw ReturnTaxRefusal.nothingToReview
            }
            guard tax.version == version else { throw ReturnTaxRefusal.changed }
            guard ReturnTaxDesk.isOpen(found) else {
                throw ReturnTaxRefusal.notOpen(found.record.status)
            }
            guard !reason.isEmpty else { throw DeclarationsRefusal.reasonMissing }
            guard reason.unicodeScalars.count <= Finding.mostOfReason else {
                throw DeclarationsRefusal.reasonTooLong(limit: Finding.mostOfReason)
            }
            if decision == .accept {
                tax.take(restated, try outcome(found, restated, in: session))
            }
            tax.restated = nil
            tax.answer = ReturnTax.Answer(decision: decision, reason: reason, on: clock.today)
            try update(tax, in: session)
            try note(
                tax, by: officer.id, review: decision.rawValue,
                [.init("info", .text(reason))], in: session)
        }
    }
}

extension ReturnTax {
    /// Makes a statement the one that counts.
    mutating func take(_ statement: ReturnTaxStatement, _ outcome: ReturnTaxRule.Outcome) {
        self.statement = statement
        supplement = outcome.supplement
        dutyRefund = outcome.dutyRefund
        status = outcome.supplement > .zero ? .due : .stated
    }

    /// Whether a statement says what counts already; a line without figures says nothing.
    func says(_ other: ReturnTaxStatement) -> Bool {
        func lines(_ one: ReturnTaxStatement) -> [ReturnTaxStatement.Line] {
            one.lines.filter { $0.refund > .zero || $0.exportDuty > .zero }
                .sorted { $0.number < $1.number }
        }
        return statement.cause == other.cause
            && statement.isOriginalState == other.isOriginalState
            && lines(statement) == lines(other)
    }
}
