import Balances
import Journal
import Kernel
import Store
import Synchronization
import Web
import Wire

/// Claims on proofs with minor defects: released against the guarantee, corrected in time, or
/// lapsed to full duty. API, pages and the clock call this and nothing else.
struct ClaimDesk: Sendable {
    let proofs: ProofDesk
    let guarantees: GuaranteeDesk
    let calendar: WorkingCalendar
    let defects: [Dated<Defect>]
    let taxation: ClaimTaxation
    /// A declaration of an enterprise; nil where the house does not hold it.
    let declared:
        @Sendable (_ number: String, _ tenant: String, Session) throws -> HeldDeclaration?
    /// Told of background work that fails.
    let report: @Sendable (String, any Error) -> Void

    var store: Store { proofs.store }
    var journal: Journal { proofs.journal }
    var clock: Clock { proofs.clock }
    var ledger: Ledger { guarantees.ledger }

    private static let citation = Citation(document: "沪府办规〔2023〕9号", article: "（十三）")

    /// Checks the claim, takes the security and releases. Nothing is released without it.
    func lodge(_ json: JSON, by principal: Principal) async throws -> Claim {
        let tenant = principal.enterprise
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        let now = clock.now()
        let today = now.day
        let settings = proofs.settings
        let number = trim(json["declaration"]?.string ?? "")
        let held = try await store.read { [declared] in try declared(number, tenant, $0) }
        let decided = try ClaimInput(
            json: json, tables: proofs.tables, settings: settings, defects: defects, today: today,
            taxation: taxation, held: held
        ).checked()
        let claim = Claim(
            id: proofs.origin.ids.next(), state: .pending, declaration: decided.declaration,
            agreement: decided.agreement.id, proof: decided.proof, code: decided.code,
            security: decided.security, releasedOn: today,
            limitDays: try settings.whole("correction.limit-days", on: today),
            cutOffHour: try settings.whole("correction.cut-off-hour", on: today), correction: nil,
            submittedOn: nil, settledAt: nil, isUnpaid: false, reason: "", content: json.canonical,
            outcome: decided.explanation.json.canonical, lodgedAt: now)
        try await store.write { [self] session in
            try serve(claim, from: decided.country, of: tenant, session)
            guard try ClaimRows.insert(claim, by: principal.id, of: tenant, in: session) else {
                throw OriginRefusal.claimedAlready
            }
            let cause = try note(
                "origin.claim-released", claim, principal.id, tenant, session)
            try take(claim, of: tenant, cause: cause, on: today, session)
        }
        return claim
    }

    /// A proof of one country and number serves one declaration of one enterprise; several goods
    /// of that one may rest on it. Whose the other declaration is, nobody else is told.
    private func serve(
        _ claim: Claim, from country: String, of tenant: String, _ session: Session
    ) throws {
        let wanted = ClaimRows.Served(tenant: tenant, declaration: claim.declaration)
        let countries = proofs.tables.countries
        // Claims of before the table of served proofs was kept.
        let before = try ClaimRows.claimed(claim.proof, in: session).first { _, content in
            let stated = (try? JSON(Array(content.utf8)))?["country"]?.string ?? ""
            return countries.find(stated)?.utf8.elementsEqual(country.utf8) ?? false
        }
        let there = try before?.served
            ?? ClaimRows.serve(claim, from: country, of: tenant, in: session)
        guard there.isSame(wanted) else {
            let isOwn = there.tenant.utf8.elementsEqual(tenant.utf8)
            throw OriginRefusal.proofUsed(isOwn ? there.declaration : nil)
        }
        if before != nil {
            _ = try ClaimRows.serve(claim, from: country, of: tenant, in: session)
        }
    }

    /// Takes the security from the guarantee account, of which guarantees that do not hold today
    /// are no part.
    private func take(
        _ claim: Claim, of tenant: String, cause: Int64, on today: Day, _ session: Session
    ) throws {
        let account = Guarantee.plan.id
        let there = try ledger.account(account, of: tenant, in: session).available ?? .zero
        let free = try there.subtracting(
            ledger.idleGuarantees(of: tenant, on: today, in: session))
        guard free >= claim.security else {
            throw BalanceRefusal.insufficient(
                account: account, label: Guarantee.plan.label,
                unit: ledger.units.name(of: .money(.cny)), needed: claim.security,
                available: max(free, .zero), basis: Self.citation)
        }
        try ledger.transfer(
            TransferOrder(
                id: Self.transfer(claim), tenant: tenant, debit: account, credit: account.contra,
                amount: claim.security, at: clock.now(), cause: cause,
                reference: claim.declaration, citation: Self.citation), in: session)
    }

    /// Hands the correction in. What comes after the cut-off counts for the next working day.
    func submit(_ id: String, _ json: JSON, by principal: Principal) async throws -> Claim {
        var read = FieldReader(json, names: ["correction"])
        let correction = read.needed("correction", most: 500)
        guard read.faults.isEmpty else { throw OriginRefusal.input(read.faults) }
        let tenant = principal.enterprise
        let now = clock.now()
        return try await store.write { [self] session in
            let claim = try known(id, tenant, session)
            guard claim.state == .pending else {
                throw OriginRefusal.decidedAlready(claim.state.rawValue)
            }
            let due = claim.due(calendar).day
            let received = calendar.dayReceived(now, cutOffHour: claim.cutOffHour).day
            guard received <= due else { throw OriginRefusal.tooLate(due) }
            try ClaimRows.submit(
                id, correction: correction, on: received, of: tenant, in: session)
            _ = try note("origin.claim-submitted", claim, principal.id, tenant, session)
            return try known(id, tenant, session)
        }
    }

    /// An officer accepts the correction: the security is given back.
    func accept(_ id: String, of tenant: String, by principal: Principal) async throws -> Claim {
        try inDistrict(tenant, principal)
        let now = clock.now()
        return try await store.write { [self] session in
            let claim = try submitted(id, tenant, session)
            let cause = try note("origin.claim-corrected", claim, principal.id, tenant, session)
            try ledger.reverse(
                ReversalOrder(
                    id: Self.transfer(claim) + "/returned", tenant: tenant,
                    reverses: Self.transfer(claim), at: now, cause: cause,
                    reference: claim.declaration, citation: Self.citation), in: session)
            try ClaimRows.settle(
                id, as: .corrected, reason: "", isUnpaid: false, by: principal.id, at: now,
                of: tenant, in: session)
            return try known(id, tenant, session)
        }
    }

    /// An officer does not accept it: within the term another may follow, after it the preference
    /// is lost.
    func reject(
        _ id: String, of tenant: String, reason: String, by principal: Principal
    ) async throws -> Claim {
        try inDistrict(tenant, principal)
        let reason = try proofs.reason(reason)
        let now = clock.now()
        return try await store.write { [self] session in
            let claim = try submitted(id, tenant, session)
            if isOverdue(claim, at: now) {
                try lapse(claim, of: tenant, reason: reason, by: principal.id, at: now, session)
            } else {
                try ClaimRows.reopen(id, reason: reason, of: tenant, in: session)
                _ = try note("origin.claim-rejected", claim, principal.id, tenant, session)
            }
            return try known(id, tenant, session)
        }
    }

    /// Lapses what was not corrected in time; gives how many.
    @discardableResult
    func lapseOverdue(by actor: String) async throws -> Int {
        let now = clock.now()
        let lapsed = Mutex(0)
        try await Round(
            "origin.corrections", store: store, clock: clock, report: report
        ).run { session, most in
            try ClaimRows.pending(releasedBefore: now.day, limit: most, in: session)
        } each: { [self] row, session in
            let claim = try known(row.subject, row.tenant, session)
            guard claim.state == .pending, isOverdue(claim, at: now) else { return }
            try lapse(claim, of: row.tenant, reason: "", by: actor, at: now, session)
            session.afterCommit("origin.corrections \(row.subject)") {
                lapsed.withLock { $0 += 1 }
            }
        }
        return lapsed.withLock { $0 }
    }

    /// What was taken stays taken and is drawn from the guarantees that hold; where they do not
    /// cover it, the claim says so and the duty remains owed.
    private func lapse(
        _ claim: Claim, of tenant: String, reason: String, by actor: String, at now: Instant,
        _ session: Session
    ) throws {
        var isUnpaid = false
        do {
            try guarantees.draw(
                claim.security, from: tenant, for: claim.declaration, citation: Self.citation,
                by: actor, in: session)
        } catch BalanceRefusal.insufficient {
            isUnpaid = true
        }
        try ClaimRows.settle(
            claim.id, as: .lapsed, reason: reason, isUnpaid: isUnpaid, by: actor, at: now,
            of: tenant, in: session)
        _ = try note("origin.claim-lapsed", claim, actor, tenant, session)
    }

    private func isOverdue(_ claim: Claim, at now: Instant) -> Bool {
        calendar.dayReceived(now, cutOffHour: claim.cutOffHour).day > claim.due(calendar).day
    }

    func claims(of tenant: String) async throws -> [Claim] {
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        return try await store.read { try ClaimRows.all(of: tenant, in: $0) }
    }

    /// What is open with enterprises of the officer's districts.
    func open(for principal: Principal) async throws -> [ClaimRows.Held] {
        let open = try await store.read { try ClaimRows.open(in: $0) }
        return open.filter { proofs.isSeen($0.tenant, principal) }
    }

    /// A claim with what happened to it; a foreign one is as if it were not there.
    func claim(
        _ id: String, of tenant: String, for principal: Principal
    ) async throws -> (claim: Claim, history: [Entry]) {
        guard tenant == principal.enterprise || proofs.isSeen(tenant, principal), !tenant.isEmpty
        else { throw OriginRefusal.noSuchClaim }
        return try await store.read { [self] session in
            (
                try known(id, tenant, session),
                try journal.timeline(of: id, tenant: tenant, in: session)
            )
        }
    }

    private func inDistrict(_ tenant: String, _ principal: Principal) throws(OriginRefusal) {
        if !proofs.isSeen(tenant, principal) { throw .noSuchClaim }
    }

    private func known(_ id: String, _ tenant: String, _ session: Session) throws -> Claim {
        guard let claim = try ClaimRows.find(id, of: tenant, in: session) else {
            throw OriginRefusal.noSuchClaim
        }
        return claim
    }

    private func submitted(_ id: String, _ tenant: String, _ session: Session) throws -> Claim {
        let claim = try known(id, tenant, session)
        guard claim.state == .submitted else {
            throw OriginRefusal.decidedAlready(claim.state.rawValue)
        }
        return claim
    }

    private static func transfer(_ claim: Claim) -> String { "origin-claim/\(claim.id)" }

    private func note(
        _ kind: String, _ claim: Claim, _ actor: String, _ tenant: String, _ session: Session
    ) throws -> Int64 {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: tenant, subjectType: "origin-claim",
                subject: claim.id,
                payload: .object([
                    .init("declaration", .text(claim.declaration)),
                    .init("proof", .text(claim.proof)),
                    .init("security", .text(claim.security.text)),
                ]), citation: Self.citation.text), in: session)
    }
}
