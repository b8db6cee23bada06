import Kernel
import Paper
import Papers
import Parties
import Store
import Web
import Wire

/// A release despite a minor defect as it stands now: what was stated, what was taken as security,
/// by when it has to be corrected, and what came of it.
struct ClaimPaper: Sendable {
    let claim: Claim
    let holder: Enterprise
    let due: WorkingCalendar.Reckoned
    let defects: [Dated<Defect>]
    let tables: OriginTables

    private var content: JSON { (try? JSON(Array(claim.content.utf8))) ?? .null }
    private var outcome: JSON { (try? JSON(Array(claim.outcome.utf8))) ?? .null }

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .originClaim, tenant: holder.id, subject: claim.id, isSnapshot: true,
            number: claim.declaration, issuer: OriginTexts.desk, day: claim.releasedOn,
            parties: [
                PaperDraft.Party(
                    ClaimTexts.importer, holder.name, holder.creditCode ?? "")
            ],
            data: .object([
                .init("id", .text(claim.id)), .init("state", .text(claim.state.rawValue)),
                .init("declaration", .text(claim.declaration)),
                .init("agreement", .text(claim.agreement)), .init("proof", .text(claim.proof)),
                .init("code", .text(claim.code)),
                .init("securityYuan", .text(claim.security.text)),
                .init("releasedOn", .text(claim.releasedOn.text)),
                .init("due", .text(due.day.text)),
                .init("correction", .optional(claim.correction)),
                .init("submittedOn", .optional(claim.submittedOn?.text)),
                .init("settledAt", .optional(claim.settledAt?.iso)),
                .init("unpaid", .bool(claim.isUnpaid)), .init("reason", .text(claim.reason)),
                .init("content", content), .init("outcome", outcome),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        var blocks: [PaperBlock] = [
            .grid(stated(language), columns: 2), faults(language),
            .grid(result(language), columns: 2),
        ]
        if claim.isUnpaid { blocks.append(.paragraph(ClaimTexts.unpaid[language])) }
        if let explanation = Explanation(kept: outcome) {
            blocks += [
                .heading(ClaimTexts.reckoned[language]), .steps(explanation, language),
            ]
        }
        if !due.isSure { blocks.append(.note(ClaimTexts.notSureWhy[language])) }
        return blocks + [.note(ClaimTexts.paperNote[language])]
    }

    /// What the importer filled in.
    private func stated(_ language: Language) -> [PaperField] {
        let agreement = tables.agreements.agreement(claim.agreement, on: claim.releasedOn)
        let country = content["country"]?.string ?? ""
        let rows: [(Localized, String)] = [
            (ClaimTexts.importer, holder.localizedName[language]),
            (ClaimTexts.declaration, claim.declaration),
            (OriginTexts.code, TestWords.dotted(claim.code)),
            (OriginTexts.agreement, agreement?.name[language] ?? claim.agreement),
            (
                ClaimTexts.country,
                tables.countries.find(country).map { tables.countries.name($0)[language] }
                    ?? country
            ),
            (ClaimTexts.proof, claim.proof),
            (ClaimTexts.issued, content["issuedOn"]?.string ?? ""),
            (ClaimTexts.value, content["value"].map(told) ?? ""),
            (ClaimTexts.quantity, content["quantity"].map(told) ?? ""),
        ]
        return rows.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) }
    }

    private func faults(_ language: Language) -> PaperBlock {
        let rows = (content["defects"]?.elements ?? []).map { stated in
            let id = stated["defect"]?.string ?? ""
            let known = defects.last {
                $0.value.id.utf8.elementsEqual(id.utf8) && $0.holds(on: claim.releasedOn)
            }
            return [
                known?.value.name[language] ?? id, stated["field"]?.string ?? "–",
                stated["differencePercent"].map(told) ?? "–", known?.citation.text ?? "–",
            ]
        }
        return .table(
            PaperTable(
                [
                    .init(ClaimTexts.defect[language], weight: 2),
                    .init(ClaimTexts.field[language], weight: 1.2),
                    .init(ClaimTexts.difference[language], weight: 0.8, isNumber: true),
                    .init(ClaimTexts.source[language], weight: 1.6),
                ], rows: rows))
    }

    /// What came of it so far.
    private func result(_ language: Language) -> [PaperField] {
        let rows: [(Localized, String)] = [
            (ProofTexts.state, ClaimTexts.state(claim.state)[language]),
            (ClaimTexts.security, "CNY \(claim.security.grouped)"),
            (ClaimTexts.lodged, claim.lodgedAt.text),
            (ClaimTexts.released, claim.releasedOn.text), (ClaimTexts.due, due.day.text),
            (ClaimTexts.correction, claim.correction ?? ""),
            (ClaimTexts.received, claim.submittedOn?.text ?? ""),
            (ClaimTexts.settled, claim.settledAt?.text ?? ""),
            (ClaimTexts.reason, claim.reason),
        ]
        return rows.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) }
    }

    /// A text or a number as it was written.
    private func told(_ json: JSON) -> String { json.string ?? json.encoded }
}

extension ClaimDesk {
    private func drawn(_ claim: Claim, of tenant: String) -> PaperDraft? {
        guard let holder = proofs.register.enterprise(id: tenant) else { return nil }
        return ClaimPaper(
            claim: claim, holder: holder, due: claim.due(calendar), defects: defects,
            tables: proofs.tables
        ).draft
    }

    /// A claim on paper, for whoever may see it.
    func paper(_ id: String, of tenant: String, for principal: Principal) async throws
        -> PaperDraft
    {
        let claim = try await claim(id, of: tenant, for: principal).claim
        guard let draft = drawn(claim, of: tenant) else { throw OriginRefusal.noSuchClaim }
        return draft
    }

    /// What the paper of a claim would say now, for the verifier.
    func currentPaper(_ tenant: String, _ id: String) async throws -> PaperDraft? {
        try await store.read { try ClaimRows.find(id, of: tenant, in: $0) }
            .flatMap { drawn($0, of: tenant) }
    }

    /// Where a claim stands, for who has the number of its declaration and its paper.
    func paperStatus(_ tenant: String, _ id: String) async throws -> PaperStatus? {
        guard let claim = try await store.read({ try ClaimRows.find(id, of: tenant, in: $0) })
        else { return nil }
        let received = claim.submittedOn.map { PaperStatus.Event(ClaimTexts.received, on: $0) }
        let settled = claim.settledAt.map { PaperStatus.Event(ClaimTexts.settled, $0) }
        return PaperStatus(
            numbers: [claim.declaration], state: ClaimTexts.state(claim.state),
            events: [PaperStatus.Event(ClaimTexts.released, on: claim.releasedOn)]
                + [received, settled].compactMap { $0 })
    }
}

/// `…/origin/claims/{id}/pdf`: for the importer and for officers of the importer's district.
struct ClaimPapers: Sendable {
    let desk: ClaimDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/origin/claims/{id}/pdf", access: .signedIn,
                summary: Localized(zh: "容缺放行申请的 PDF", en: "A claim as PDF"),
                rate: PaperDesk.rate,
                query: [
                    Route.Query(
                        "enterprise",
                        Localized(zh: "企业（官员）", en: "the importer, for officers"))
                ]
            ) { visit in
                guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
                let draft = try await desk.paper(
                    visit.parameters["id"] ?? "",
                    of: visit.query["enterprise"] ?? principal.enterprise, for: principal)
                return try await desk.proofs.origin.papers.answer(draft, visit)
            }
        }
    }
}
