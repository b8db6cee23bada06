import Balances
import Declarations
import Kernel
import Parties
import Procedures
import Store

/// Enters sample enterprises in a register: for the demonstration world, the benchmark and tests.
struct DemoEnrolment {
    let house: SingleWindow
    /// Who did it, for the journal.
    var actor = "demonstration"

    /// Everybody of a cast, with roles from a day on. What is there already stays as it is.
    @discardableResult
    func enrol(_ cast: SampleCast, from day: Day) async throws -> [Enterprise] {
        var entered: [Enterprise] = []
        for enrolment in cast.enrolments(from: day) {
            entered.append(try await house.parties.enrolOrKeep(enrolment, by: actor))
        }
        return entered
    }

    /// Has one enterprise give another a mandate, proposed and accepted as both would do it, from
    /// today. What is agreed already stays as it is.
    func mandate(
        _ scope: MandateScope, from grantor: SampleEnterprise, to grantee: SampleEnterprise
    ) async throws {
        let parties = house.parties
        guard let giver = parties.register.find(code: grantor.creditCode),
            let agent = parties.register.find(code: grantee.creditCode)
        else { return }
        let today = house.clock.today
        let known = try await parties.mandates(of: giver.id).first {
            let state = $0.state(on: today)
            return $0.grantor == giver.id && $0.grantee == agent.id && $0.scope == scope
                && (state == .offered || state == .accepted)
        }
        if let known, known.accepted != nil { return }
        let new = NewMandate(grantor: giver.id, grantee: agent.id, scope: scope, from: today)
        let offered: Mandate
        if let known {
            offered = known
        } else {
            offered = try await parties.proposeMandate(new, of: giver.id, by: actor)
        }
        try await parties.acceptMandate(offered.id, of: agent.id, by: actor)
    }

    /// Gives an officer a seat at the desk of a body.
    func seat(_ login: String, at body: String, from first: Day) async throws {
        for case let procedures as ProceduresCapability in house.capabilities {
            try await procedures.seat(login, at: body, from: first, by: actor)
        }
    }

    /// A key per member, by credit code.
    ///
    /// - Parameter scopes: what it may do; the usual scopes when empty.
    func keys(
        for cast: SampleCast, label: String, scopes: Set<String> = []
    ) async throws -> [String: String] {
        var keys: [String: String] = [:]
        for member in cast.members {
            keys[member.creditCode] = try await house.parties.createKey(
                enterprise: member.creditCode, label: label, scopes: scopes, by: actor)
        }
        return keys
    }

    /// Brings the goods of a cast into the zone, once.
    ///
    /// - Parameter pieces: of each kind.
    func stock(_ pieces: Int32, of cast: SampleCast) async throws {
        guard let holder = house.parties.register.find(code: cast.warehouse.creditCode) else {
            return
        }
        let desk = StockDesk(journal: house.journal, ledger: house.ledger)
        try await house.store.write { session in
            for entry in cast.stock(pieces: pieces) {
                try desk.enter(entry, to: holder.id, by: actor, in: session)
            }
        }
    }

    /// Puts a tax guarantee on the account of an enterprise, once.
    ///
    /// - Parameter yuan: whole yuan.
    func guarantee(_ yuan: Int64, for enterprise: SampleEnterprise) async throws {
        guard let holder = house.parties.register.find(code: enterprise.creditCode),
            let account = AccountID("guarantee")
        else { return }
        let (ledger, now) = (house.ledger, house.clock.now())
        let plan = AccountPlan(
            id: account, unit: .money(.cny), label: Localized(zh: "税款担保", en: "Tax guarantee"))
        let order = TransferOrder(
            id: "\(actor)/guarantee", tenant: holder.id, debit: account.contra, credit: account,
            amount: Fixed(raw: yuan * Fixed.scale), at: now,
            reference: "TEST-\(enterprise.customsCode)")
        try await house.store.write { session in
            try ledger.open(plan, for: holder.id, at: now, in: session)
            try ledger.transfer(order, in: session)
        }
    }
}
