import Kernel
import Store

/// A transfer that has been judged, on its way into the database.
struct Posting {
    var order: TransferOrder
    /// The transfer this one gives back.
    var reverses: String?
    /// Only if the debited account has been granted exactly this much; nil for any account.
    var allowance: Fixed?
}

/// The transfers, in and out of the database.
enum TransferRows {
    /// Moves the amount: one statement writes the evidence if everything allows it, a second moves
    /// both balances. Nil, and nothing changed, when the key is taken, an account is missing, the
    /// units differ, or the balance does not suffice; who asks finds out which.
    static func post(_ posting: Posting, in session: Session) throws -> Transfer? {
        let order = posting.order
        let row = try session.first(
            """
            insert into balances_transfers (tenant, id, debit, credit, amount, debit_line,
                debit_balance, credit_line, credit_balance, at, cause, reference, citation,
                reverses, reversed)
            select d.tenant, cast($2 as text), d.id, c.id, cast($5 as bigint),
                case when d.contra = 0 then d.lines + 1 end,
                case when d.contra = 0 then d.balance - cast($5 as bigint) end,
                case when c.contra = 0 then c.lines + 1 end,
                case when c.contra = 0 then c.balance + cast($5 as bigint) end,
                cast($6 as bigint), cast($7 as bigint), cast($8 as text), cast($9 as text),
                cast($10 as text), 0
            from balances_accounts d join balances_accounts c on c.tenant = d.tenant
            where d.tenant = $1 and d.id = $3 and c.id = $4 and d.id <> c.id and d.unit = c.unit
                and d.balance - cast($5 as bigint) >= coalesce(d.lowest, cast($11 as bigint))
                and c.balance + cast($5 as bigint) <= -cast($11 as bigint)
                and (d.allowance = cast($12 as bigint) or cast($12 as bigint) is null)
            on conflict do nothing
            returning debit_balance, credit_balance
            """,
            [
                .text(order.tenant), .text(order.id), .text(order.debit.text),
                .text(order.credit.text), .integer(order.amount.raw),
                .integer(order.at.milliseconds), .optional(order.cause), .text(order.reference),
                .optional(order.citation?.text), .optional(posting.reverses),
                .integer(-largestBalance), .optional(posting.allowance?.raw),
            ])
        guard let row else { return nil }
        try move(order, in: session)
        return Transfer(
            posting, debitBalance: try row.optionalInteger(0),
            creditBalance: try row.optionalInteger(1))
    }

    /// The balances. The lowest balance is asked for here again, so that no interleaving of
    /// servers can go below it.
    private static func move(_ order: TransferOrder, in session: Session) throws {
        let count = try session.execute(
            """
            update balances_accounts set lines = lines + 1 - contra,
                balance = case when id = $2 then balance - $4 else balance + $4 end
            where tenant = $1 and id in ($2, $3)
                and (id <> $2 or lowest is null or balance - $4 >= lowest)
            """,
            [
                .text(order.tenant), .text(order.debit.text), .text(order.credit.text),
                .integer(order.amount.raw),
            ])
        guard count == 2 else {
            throw LedgerBroken(description: "\(count) of 2 balances moved: \(order.id)")
        }
    }

    /// Notes the first transfer of an allowance whose account was opened with its balance.
    static func insertGrant(_ order: TransferOrder, in session: Session) throws {
        let count = try session.execute(
            """
            insert into balances_transfers (tenant, id, debit, credit, amount, credit_line,
                credit_balance, at, cause, reference, citation, reversed)
            values ($1, $2, $3, $4, $5, 1, $5, $6, $7, $8, $9, 0)
            """,
            [
                .text(order.tenant), .text(order.id), .text(order.debit.text),
                .text(order.credit.text), .integer(order.amount.raw),
                .integer(order.at.milliseconds), .optional(order.cause), .text(order.reference),
                .optional(order.citation?.text),
            ])
        guard count == 1 else { throw LedgerBroken(description: "grant \(order.id)") }
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Transfer? {
        try session.first(
            """
            select tenant, id, debit, credit, amount, debit_balance, credit_balance, at, cause,
                reference, citation, reverses, reversed
            from balances_transfers where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map(Transfer.init)
    }

    /// Notes that part of a transfer has been given back; never more than it was.
    static func reverse(
        _ id: String, by amount: Fixed, of tenant: String, in session: Session
    ) throws {
        let count = try session.execute(
            """
            update balances_transfers set reversed = reversed + $3
            where tenant = $1 and id = $2 and reversed <= amount - $3
            """, [.text(tenant), .text(id), .integer(amount.raw)])
        guard count == 1 else { throw LedgerBroken(description: "reversal of \(id)") }
    }
}

/// What an account can hold at most, and lack at most: a trillion. Far enough from the end of 64
/// bits that no sum of a check overflows.
let largestBalance: Int64 = 100_000_000_000_000_000

extension Transfer {
    fileprivate init(_ posting: Posting, debitBalance: Int64?, creditBalance: Int64?) {
        let order = posting.order
        self.init(
            tenant: order.tenant, id: order.id, debit: order.debit, credit: order.credit,
            amount: order.amount, debitBalance: debitBalance.map(Fixed.init(raw:)),
            creditBalance: creditBalance.map(Fixed.init(raw:)), at: order.at, cause: order.cause,
            reference: order.reference, citation: order.citation?.text,
            reverses: posting.reverses, reversed: .zero)
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            tenant: try row.text(0), id: try row.text(1),
            debit: AccountID(stored: try row.text(2)), credit: AccountID(stored: try row.text(3)),
            amount: Fixed(raw: try row.integer(4)),
            debitBalance: try row.optionalInteger(5).map(Fixed.init(raw:)),
            creditBalance: try row.optionalInteger(6).map(Fixed.init(raw:)),
            at: Instant(milliseconds: try row.integer(7)), cause: try row.optionalInteger(8),
            reference: try row.text(9), citation: try row.optionalText(10),
            reverses: try row.optionalText(11), reversed: Fixed(raw: try row.integer(12)))
    }
}
