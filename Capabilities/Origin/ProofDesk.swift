import Journal
import Kernel
import Papers
import Parties
import Secrets
import Store
import Web
import Wire

/// Proofs of origin: applied for, issued, declared, replaced, withdrawn, verified. API and pages
/// call this and nothing else.
struct ProofDesk: Sendable {
    static let decide = Permission("origin.decide")

    let origin: OriginDesk
    let settings: OriginSettings
    let terms: IssueTerms
    let register: EnterpriseRegister
    let forms: CertificateForms

    var papers: PaperDesk { origin.papers }
    var store: Store { origin.store }
    var journal: Journal { origin.journal }
    var clock: Clock { origin.clock }
    var tables: OriginTables { origin.tables }

    /// Asks for a certificate, or makes a declaration as an approved exporter, which is good at
    /// once.
    func apply(_ json: JSON, by principal: Principal) async throws -> Proof {
        guard let enterprise = register.enterprise(id: principal.enterprise) else {
            throw OriginRefusal.enterpriseNeeded
        }
        guard enterprise.customsCode != nil else { throw OriginRefusal.notFiled }
        let today = clock.today
        let asked = try ProofInput(
            json: json, tables: tables, settings: settings, terms: terms, today: today
        ).checked()
        let fee = try settings.value("certificate.fee-cny", on: today)
        let now = clock.now()
        let id = origin.ids.next()
        let verification = papers.code(
            ProofPaper.kind(asked.kind), tenant: enterprise.id, subject: id)
        return try await store.write { [self] session in
            let lines = try lines(asked, enterprise.id, session)
            let approval =
                asked.kind == .declaration
                ? try approval(asked, lines, enterprise.id, today, session) : nil
            try checkOriginal(asked, enterprise.id, session)
            let replaced = try replaced(asked, enterprise.id, session)
            try checkTwice(asked, lines, enterprise.id, session)
            let data = ProofData.json(
                asked, enterprise, lines: lines, fee: fee, approval: approval?.number)
            let isIssued = asked.kind == .declaration
            let proof = Proof(
                id: id, kind: asked.kind, state: isIssued ? .issued : .applied,
                agreement: asked.agreement.id,
                number: isIssued ? try number(today, session) : nil, verification: verification,
                shippedOn: asked.shippedOn, issuedOn: isIssued ? today : nil,
                validTo: isIssued ? last(asked.agreement, today, replaced) : nil,
                isRetrospective: asked.isRetrospective, replaces: replaced?.id, replacedBy: nil,
                original: asked.original?.number, data: data.canonical,
                digest: Digest.hex(Digest.sha256(Array(data.canonical.utf8))), appliedAt: now,
                decidedAt: nil, reason: "")
            try ProofRows.insert(
                proof,
                quantity: asked.original == nil
                    ? nil : SortedMaterials.sum(asked.lines.map(\.quantity)),
                originalFrom: asked.original?.country, by: principal.id, of: enterprise.id,
                in: session)
            try InvoicedRows.insert(
                id, invoice: asked.invoice, worksheets: asked.worksheets, of: enterprise.id,
                in: session)
            try note(
                isIssued ? "origin.proof-declared" : "origin.proof-applied", proof, principal.id,
                enterprise.id, session)
            if isIssued { try papers.issue(paper(proof, enterprise.id), in: session) }
            if isIssued, let replaced, let number = proof.number {
                try stepDown(replaced, for: number, principal.id, enterprise.id, session)
            }
            return proof
        }
    }

    /// An officer issues what was applied for, once the worksheets are found unchanged.
    func issue(_ id: String, of tenant: String, by principal: Principal) async throws -> Proof {
        try inDistrict(tenant, principal)
        let today = clock.today
        let now = clock.now()
        let (issued, ended) = try await store.write { [self] session -> (Proof, Proof.State?) in
            let proof = try waiting(id, tenant, session)
            guard let agreement = tables.agreements.agreement(proof.agreement, on: today) else {
                throw OriginRefusal.noSuchAgreement(proof.agreement)
            }
            let data = (try? JSON(Array(proof.data.utf8))) ?? .null
            let sheets = data["lines"]?.elements.compactMap { $0["worksheet"]?.string } ?? []
            for sheet in sheets where !sheet.isEmpty {
                guard let kept = try WorksheetRows.find(sheet, of: tenant, in: session),
                    OriginDesk.digest(kept.content, kept.outcome) == kept.digest
                else { throw OriginRefusal.noSuchWorksheet }
            }
            let replaced = try proof.replaces.flatMap {
                try ProofRows.find($0, of: tenant, in: session)
            }
            // Replaced by another or withdrawn since this was applied for.
            if let replaced, replaced.state != .issued {
                try close(proof, since: replaced.state, principal.id, tenant, session)
                return (proof, replaced.state)
            }
            let number = try number(today, session)
            let last =
                data["original"]?["validTo"]?.string.flatMap { Day($0) }
                ?? last(agreement, today, replaced)
            try ProofRows.issue(
                id, number: number, on: today, until: last, by: principal.id, at: now, of: tenant,
                in: session)
            try note("origin.proof-issued", proof, principal.id, tenant, session, number: number)
            if let replaced {
                try stepDown(replaced, for: number, principal.id, tenant, session)
            }
            let issued = try known(id, tenant, session)
            try papers.issue(paper(issued, tenant), in: session)
            return (issued, nil)
        }
        // After the commit: the application is closed, and the officer is told why.
        if let ended { throw OriginRefusal.decidedAlready(ended.rawValue) }
        return issued
    }

    /// An officer refuses what was applied for.
    func refuse(
        _ id: String, of tenant: String, reason: String, by principal: Principal
    ) async throws -> Proof {
        try inDistrict(tenant, principal)
        let reason = try self.reason(reason)
        let now = clock.now()
        return try await store.write { [self] session in
            let proof = try waiting(id, tenant, session)
            try ProofRows.end(
                id, as: .refused, reason: reason, by: principal.id, at: now, of: tenant,
                in: session)
            try note("origin.proof-refused", proof, principal.id, tenant, session)
            return try known(id, tenant, session)
        }
    }

    /// Its holder, or an officer of the holder's district, takes an issued proof back.
    func withdraw(
        _ id: String, of tenant: String, reason: String, by principal: Principal
    ) async throws -> Proof {
        if tenant != principal.enterprise { try inDistrict(tenant, principal) }
        let reason = try self.reason(reason)
        let now = clock.now()
        return try await store.write { [self] session in
            let proof = try known(id, tenant, session)
            guard proof.state == .issued || proof.state == .applied else {
                throw OriginRefusal.decidedAlready(proof.state.rawValue)
            }
            try ProofRows.end(
                id, as: .withdrawn, reason: reason, by: principal.id, at: now, of: tenant,
                in: session)
            let by =
                tenant == principal.enterprise
                ? Localized(zh: "持有人", en: "Its holder")
                : Localized(zh: "签证机构", en: "The certifying body")
            try papers.revoke(
                ProofPaper.kind(proof.kind), tenant: tenant, subject: id,
                IssuedPaper.Revocation(by: by), in: session)
            try note("origin.proof-withdrawn", proof, principal.id, tenant, session)
            return try known(id, tenant, session)
        }
    }

    /// What the paper's number and code lead to, for anybody.
    ///
    /// - Throws: `noSuchProof`, the same whether the number or the code does not fit.
    func verify(number: String, code: String) async throws -> ProofRows.Held {
        let number = trim(number).uppercased()
        guard !number.isEmpty, let code = PaperCode.read(code),
            let held = try await store.read({ try ProofRows.find(number: number, in: $0) }),
            held.proof.verification.utf8.elementsEqual(code.utf8)
        else { throw OriginRefusal.noSuchProof }
        return held
    }

    func proofs(of tenant: String) async throws -> [Proof] {
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        return try await store.read { try ProofRows.all(of: tenant, in: $0) }
    }

    /// What waits for the officer: of enterprises of the officer's districts.
    func waiting(for principal: Principal) async throws -> [ProofRows.Held] {
        let all = try await store.read { try ProofRows.waiting(in: $0) }
        return all.filter { isSeen($0.tenant, principal) }
    }

    /// A proof with what happened to it, oldest first; a foreign one is as if it were not there.
    func proof(
        _ id: String, of tenant: String, for principal: Principal
    ) async throws -> (proof: Proof, history: [Entry]) {
        guard tenant == principal.enterprise || isSeen(tenant, principal), !tenant.isEmpty else {
            throw OriginRefusal.noSuchProof
        }
        return try await store.read { [self] session in
            (
                try known(id, tenant, session),
                try journal.timeline(of: id, tenant: tenant, in: session)
            )
        }
    }

    /// Whether an officer's districts hold the enterprise.
    func isSeen(_ tenant: String, _ principal: Principal) -> Bool {
        guard principal.may(Self.decide), let enterprise = register.enterprise(id: tenant) else {
            return false
        }
        return enterprise.district.map(principal.districts.contains) ?? false
    }

    func inDistrict(_ tenant: String, _ principal: Principal) throws(OriginRefusal) {
        if !isSeen(tenant, principal) { throw .noSuchProof }
    }
}
