import Journal
public import Kernel
public import Store
import Web
import Wire

/// The approved exporters, for the room whose decision makes one: written in its transaction, so
/// that whoever is approved declares origin at once, and no longer when the approval is ended.
public struct ExporterRegister: Sendable {
    let proofs: ProofDesk

    /// An approval as it was decided.
    public struct Approval: Sendable, Hashable {
        /// Id of the enterprise.
        public var firm: String
        /// Number of the authorisation.
        public var number: String
        /// Agreements by their ids, in capital or small letters.
        public var agreements: [String]
        /// Beginnings of goods codes.
        public var codes: [String]
        public var from: Day
        /// Nil for as long as the dated setting gives one.
        public var to: Day?
        /// Who decided.
        public var actor: String

        public init(
            firm: String, number: String, agreements: [String], codes: [String], from: Day,
            to: Day?, actor: String
        ) {
            (self.firm, self.number) = (firm, number)
            (self.agreements, self.codes) = (agreements, codes)
            (self.from, self.to, self.actor) = (from, to, actor)
        }
    }

    /// Writes an approval down.
    ///
    /// - Throws: a refusal where an agreement has no declarations of approved exporters, or the
    ///   enterprise has an approval of that number.
    public func enter(_ approval: Approval, in session: Session) throws {
        let tables = proofs.tables
        var faults: [Fault] = []
        for agreement in approval.agreements {
            let found = tables.agreements.agreement(agreement, on: approval.from)
            if !(found?.proofs.contains(.approvedExporter) ?? false) {
                faults.append(InputFault.agreement(agreement).fault(at: "/agreements"))
            }
        }
        guard faults.isEmpty else { throw OriginRefusal.input(faults) }
        let to = try approval.to ?? proofs.lastDay(ofApprovalFrom: approval.from)
        try proofs.record(
            ApprovedExporter(
                number: approval.number, agreements: approval.agreements.map { $0.uppercased() },
                codes: approval.codes, from: approval.from, to: to, withdrawnOn: nil,
                reason: ""),
            of: approval.firm, by: approval.actor, in: session)
    }

    /// Ends an approval from today; what was declared under it before stays. One that was
    /// withdrawn already stays as it is.
    public func leave(
        _ number: String, of firm: String, reason: String, by actor: String, in session: Session
    ) throws {
        _ = try proofs.end(number, of: firm, reason: reason, by: actor, in: session)
    }
}
