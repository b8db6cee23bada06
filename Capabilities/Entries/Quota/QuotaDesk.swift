import Balances
import Kernel
import Parties
import Procedures
import Store
import Tariff
import Web
import Wire

/// Verifies certificates of tariff quota and writes declarations off against them, in the
/// transaction of the declaration (关税配额联网核查).
struct QuotaDesk: Sendable {
    let desk: EntryDesk

    /// The field of a line that names a certificate.
    static let field = "quotaCertificate"

    /// A certificate as its holder sees it.
    struct Holding: Sendable {
        let grant: GrantDesk.Grant
        let name: Localized
        let left: Fixed
        /// What declarations took and gave back.
        let lines: [StatementLine]
    }

    // MARK: Declarations

    /// Writes the lines of an entry off. All faults at once; then nothing is kept.
    func take(_ entry: GoodsEntry, cause: Int64, in session: Session) throws {
        var faults: [Fault] = []
        var taken: [JSON.Member] = []
        for (index, line) in entry.document.lines.enumerated() {
            let number = line[Self.field] ?? ""
            let cover = try cover(
                line["code"] ?? "", (try? Fixed(line["quantity"] ?? "")) ?? .zero,
                line["unit"] ?? "", number, of: entry.tenant, on: entry.acceptedOn, in: session)
            switch cover.outcome {
            case .none: continue
            case .refused(let fault):
                faults.append(fault.fault(at: "/lines/\(index)/\(Self.field)"))
            case .taken(let amount):
                guard let grant = cover.certificate?.grant else { continue }
                try write(amount, off: grant, entry, line: index + 1, cause, session)
                taken.append(.init(grant.number, .text(amount.text)))
            }
        }
        guard faults.isEmpty else { throw EntryRefusal.input(faults) }
        if !taken.isEmpty {
            try desk.note(
                .quotaTaken, entry, by: "entries.quota", [.init("quota", .object(taken))], session)
        }
    }

    /// The same for an entry that says something else than before: what it had taken is given back
    /// first.
    func takeAnew(_ entry: GoodsEntry, cause: Int64, in session: Session) throws {
        try giveBack(entry, in: session)
        try take(entry, cause: cause, in: session)
    }

    /// Gives back everything an entry took: it ended without goods, or is declared anew.
    func giveBack(_ entry: GoodsEntry, in session: Session) throws {
        let most = max(entry.document.lines.count, entry.summary?.lines.count ?? 0, 1)
        for line in 1...most {
            var round = 1
            while let transfer = try desk.ledger.transfer(
                key(entry, line, round), of: entry.tenant, in: session)
            {
                round += 1
                guard transfer.reversed < transfer.amount else { continue }
                try desk.ledger.reverse(
                    ReversalOrder(
                        id: transfer.id + "/returned", tenant: entry.tenant,
                        reverses: transfer.id, at: desk.clock.now(), reference: entry.number,
                        citation: QuotaCover.law), in: session)
            }
        }
    }

    private func write(
        _ amount: Fixed, off grant: GrantDesk.Grant, _ entry: GoodsEntry, line: Int,
        _ cause: Int64, _ session: Session
    ) throws {
        var round = 1
        while try desk.ledger.transfer(key(entry, line, round), of: entry.tenant, in: session)
            != nil
        {
            round += 1
        }
        try desk.ledger.transfer(
            TransferOrder(
                id: key(entry, line, round), tenant: entry.tenant, debit: grant.account,
                credit: grant.account.contra, amount: amount, at: desk.clock.now(), cause: cause,
                reference: entry.number, citation: QuotaCover.law), in: session)
    }

    private func key(_ entry: GoodsEntry, _ line: Int, _ round: Int) -> String {
        "quota/\(entry.number)/\(line)/\(round)"
    }

    // MARK: Asking

    /// What would become of a line, with every step; nothing is written.
    func cover(
        _ code: String, _ quantity: Fixed, _ unit: String, _ number: String, of tenant: String,
        on day: Day, in session: Session
    ) throws -> QuotaCover {
        let book = desk.tax.book
        var certificate: QuotaCover.Certificate?
        if !number.isEmpty, let grant = try desk.grants.quota(number, of: tenant, in: session) {
            certificate = QuotaCover.Certificate(
                grant: grant,
                left: try desk.ledger.balance(of: grant.account, tenant: tenant, in: session),
                quotaName: book.quotaName(grant.quota, on: day) ?? Localized(same: grant.quota))
        }
        return QuotaCover(
            code: code, quantity: quantity, unit: unit, number: number,
            goods: book.quotaGoods(code, on: day), certificate: certificate, day: day)
    }

    /// The same for whoever asks: a firm about its own certificates, an officer about any.
    func ask(
        _ number: String, code: String, quantity: Fixed, unit: String, by principal: Principal
    ) async throws -> QuotaCover {
        let today = desk.clock.today
        return try await desk.store.read { session in
            let tenant = principal.enterprise.isEmpty
                ? try desk.grants.holder(of: number, in: session) ?? ""
                : principal.enterprise
            return try cover(code, quantity, unit, number, of: tenant, on: today, in: session)
        }
    }

    /// Certificates of the enterprise; for an officer the one that is named.
    func holdings(_ number: String, for principal: Principal) async throws -> [Holding] {
        let today = desk.clock.today
        return try await desk.store.read { session in
            if principal.enterprise.isEmpty {
                guard let tenant = try desk.grants.holder(of: number, in: session),
                    let grant = try desk.grants.quota(number, of: tenant, in: session)
                else { return [] }
                return [try holding(grant, tenant, today, session)]
            }
            return try desk.grants.quotas(of: principal.enterprise, in: session)
                .map { try holding($0, principal.enterprise, today, session) }
        }
    }

    private func holding(
        _ grant: GrantDesk.Grant, _ tenant: String, _ day: Day, _ session: Session
    ) throws -> Holding {
        Holding(
            grant: grant,
            name: desk.tax.book.quotaName(grant.quota, on: day) ?? Localized(same: grant.quota),
            left: try desk.ledger.balance(of: grant.account, tenant: tenant, in: session),
            // The first line is the grant itself.
            lines: try desk.ledger.statement(
                of: grant.account, tenant: tenant, after: 1, limit: 500, in: session))
    }
}

extension EntryState {
    /// Whether it is over and the goods stay out, whichever way it came to that.
    var goodsStayOut: Bool { isFinal && self != .released }
}
