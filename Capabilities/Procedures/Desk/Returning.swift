import Balances
import Kernel
import Store
import Web
import Wire

/// Giving back what will not be used of a tariff quota, so that others may have it.
extension CaseDesk {
    /// Takes a quantity off a certificate and puts it back on the national volume, in one
    /// transaction. The same key again is answered with what it gave back.
    func giveBack(
        _ quantity: String, key: String, reason: String, from number: String,
        by principal: Principal
    ) async throws -> TransferOutcome {
        guard (1...80).contains(key.utf8.count) else { throw ProceduresRefusal.notReadable }
        guard reason.unicodeScalars.count <= CaseMachine.longestReason else {
            throw ProceduresRefusal.reasonTooLong(limit: CaseMachine.longestReason)
        }
        let now = clock.now()
        return try await store.write { session in
            guard let file = try CaseRows.find(number, of: principal.enterprise, in: session),
                let service = try editions.service(of: file, in: session)
            else { throw ProceduresRefusal.noSuchCase(number) }
            guard file.state == .granted, let rule = service.grant.drawDown, rule.quota != nil,
                let id = Self.account(of: file), let volume = volume(file.answers, service)
            else { throw ProceduresRefusal.notReturnable }
            let transfer = Self.returns(of: number) + key
            let isKnown = try ledger.transfer(transfer, of: file.tenant, in: session) != nil
            if now.day > volume.returnBy, !isKnown {
                throw ProceduresRefusal.quotaReturnLate(volume)
            }
            let amount = try drawn(quantity, rule, service)
            let cause = isKnown
                ? nil
                : try note(
                    "procedures.quota-returned", file, by: principal.id,
                    [
                        .init("quantity", .text(amount.text)), .init("key", .text(key)),
                        .init("reason", .text(reason)),
                    ], citation: volume.returnCitation.text, in: session)
            let outcome: TransferOutcome
            do {
                outcome = try ledger.transfer(
                    TransferOrder(
                        id: transfer, tenant: file.tenant, debit: id, credit: id.contra,
                        amount: amount, at: now, cause: cause, reference: number,
                        citation: volume.returnCitation), in: session)
            } catch BalanceRefusal.insufficient(_, _, _, _, let left, _) {
                throw ProceduresRefusal.quotaReturnMuch(volume, left: left)
            }
            try ledger.reverse(
                ReversalOrder(
                    id: transfer, tenant: Self.nation, reverses: "grant/\(number)",
                    amount: amount, at: now, cause: cause, reference: number,
                    citation: volume.returnCitation), in: session)
            return outcome
        }
    }

    /// What the names of transfers begin with that give back what an application was granted.
    private static func returns(of number: String) -> String { "return/\(number)/" }

    /// Whether a line of its account is something given back, and no batch.
    static func isGivenBack(_ line: StatementLine, of number: String) -> Bool {
        line.transfer.utf8.starts(with: returns(of: number).utf8)
    }

    /// What the applicant neither used nor gave back of the same quota in the year before, which
    /// the body deducts in proportion when it allots the next.
    func unused(_ file: Case, _ volume: QuotaVolume, in session: Session) throws -> Fixed {
        try GrantDesk(editions: editions).quotas(of: file.tenant, in: session)
            .filter {
                $0.quota.utf8.elementsEqual(volume.quota.utf8)
                    && $0.to?.year == volume.year - 1
            }
            .reduce(.zero) { sum, grant in
                try sum.adding(
                    try ledger.balance(of: grant.account, tenant: file.tenant, in: session))
            }
    }
}
