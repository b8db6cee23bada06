import Journal
import Kernel
import Papers
import Parties
import Web
import Wire

/// `/{language}/origin/proofs`: what the enterprise has, what waits for the officer, and each one.
struct ProofPages: Sendable {
    let desk: ProofDesk
    let site: Site

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        let decide = Access.permission(ProofDesk.decide)
        return [
            Route(
                .get, "/{language}/origin/proofs", access: .signedIn, summary: ProofTexts.title,
                handler: list),
            Route(
                .get, "/{language}/origin/proofs/{id}", access: .signedIn,
                summary: ProofTexts.title, handler: one),
            Route(
                .get, "/{language}/origin/proofs/{id}/pdf", access: .signedIn,
                summary: ProofTexts.document, rate: PaperDesk.rate, handler: pdf),
            Route(
                .post, "/{language}/origin/proofs/{id}/withdraw", access: keep,
                summary: ProofTexts.withdraw, handler: withdraw),
            Route(
                .post, "/{language}/origin/proofs/{id}/decision", access: decide,
                summary: ProofTexts.issue, handler: decide(_:)),
        ]
    }

    static func path(_ language: Language, _ id: String? = nil, tenant: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/origin/proofs" + (id.map { "/" + $0 } ?? ""),
            query: tenant.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func list(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let isOfficer = principal.may(ProofDesk.decide)
        let rows: [ProofRows.Held] =
            isOfficer
            ? try await desk.waiting(for: principal)
            : try await desk.proofs(of: principal.enterprise).map {
                ProofRows.Held(tenant: principal.enterprise, proof: $0)
            }
        let actions: [HTML] =
            isOfficer
            ? [
                .linkButton(
                    ProofTexts.exporters[language], to: ExporterPage.path(language), .secondary)
            ]
            : [
                .linkButton(ProofTexts.apply[language], to: ApplicationPage.path(language)),
                .link(ProofTexts.verify[language], to: "/\(language.rawValue)/verify"),
            ]
        let title = (isOfficer ? ProofTexts.waiting : ProofTexts.title)[language]
        return site.page(
            visit, title: title,
            content: """
                \(.heading(title, lede: ProofTexts.lede[language], actions: actions))
                \(.table(
                    caption: title, columns: columns(language, isOfficer), rows: rows,
                    empty: .emptyState(
                        (isOfficer ? ProofTexts.noneWaiting : ProofTexts.none)[language],
                        hint: (isOfficer ? ProofTexts.noneWaitingHint : ProofTexts.noneHint)[
                            language])))
                """)
    }

    private func columns(_ language: Language, _ isOfficer: Bool) -> [Column<ProofRows.Held>] {
        var columns: [Column<ProofRows.Held>] = [
            Column(ProofTexts.number[language], .code, isHeader: true) { row -> HTML in
                .link(
                    row.proof.number ?? String(row.proof.id.suffix(12)),
                    to: Self.path(language, row.proof.id, tenant: isOfficer ? row.tenant : nil))
            },
            Column(ProofTexts.kind[language]) { ProofTexts.kind($0.proof.kind)[language] },
            Column(OriginTexts.agreement[language]) { $0.proof.agreement },
            Column(ProofTexts.state[language]) { row -> HTML in
                Self.tag(row.proof.state, language)
            },
            Column(ProofTexts.validTo[language], .time) { $0.proof.validTo?.text ?? "–" },
        ]
        if isOfficer {
            columns.append(
                Column(ProofTexts.enterprise[language]) { row in
                    desk.register.enterprise(id: row.tenant)?.localizedName[language] ?? "–"
                })
        }
        return columns
    }

    static func tag(_ state: Proof.State, _ language: Language) -> HTML {
        let tone: Tone =
            switch state {
            case .applied: .info
            case .issued: .success
            case .refused, .withdrawn: .danger
            case .replaced: .neutral
            }
        return .tag(ProofTexts.state(state)[language], tone)
    }

    private func found(_ visit: Visit) async throws -> (
        proof: Proof, history: [Entry], tenant: String, principal: Principal
    ) {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let tenant = visit.query["enterprise"] ?? principal.enterprise
        let (proof, history) = try await desk.proof(
            visit.parameters["id"] ?? "", of: tenant, for: principal)
        return (proof, history, tenant, principal)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let (proof, history, tenant, principal) = try await found(visit)
        return page(visit, proof, history, tenant, principal, faults: [])
    }

    private func page(
        _ visit: Visit, _ proof: Proof, _ history: [Entry], _ tenant: String,
        _ principal: Principal, faults: [Fault]
    ) -> Answer {
        let language = visit.language
        let title = proof.number ?? ProofTexts.kind(proof.kind)[language]
        let acts = actions(proof, tenant, principal, visit.formToken, faults, language)
        return site.page(
            visit, title: title,
            trail: [Crumb(ProofTexts.title[language], path: Self.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    title, caption: ProofTexts.kind(proof.kind)[language],
                    tag: Self.tag(proof.state, language),
                    actions: paperLinks(proof, tenant, principal, language)))
                \(ProofSheet(proof: proof, tables: desk.tables, language: language).content)
                \(acts)
                \(.panel(
                    ProofTexts.history[language],
                    content: .timeline(
                        history.map {
                            TimelineEntry(
                                time: $0.at.text, title: ProofTexts.event($0.kind)[language],
                                actor: "")
                        }, language: language)))
                """)
    }

    /// The paper and where it is verified, once there is one.
    private func paperLinks(
        _ proof: Proof, _ tenant: String, _ principal: Principal, _ language: Language
    ) -> [HTML] {
        guard proof.number != nil else { return [] }
        return [
            .linkButton(
                PapersTexts.pdf[language],
                to: Address.path(
                    Self.path(language, proof.id) + "/pdf",
                    query: tenant == principal.enterprise
                        ? [] : [Form.Pair("enterprise", tenant)]), .secondary),
            .link(
                ProofTexts.verify[language],
                to: "/\(language.rawValue)/verify/\(proof.verification)"),
        ]
    }

    private func actions(
        _ proof: Proof, _ tenant: String, _ principal: Principal, _ token: String,
        _ faults: [Fault], _ language: Language
    ) -> HTML {
        func reason(_ isRequired: Bool) -> HTML {
            .textInput(
                Field(
                    "reason", label: ProofTexts.reason[language],
                    error: error("reason", faults, language), isRequired: isRequired),
                width: .full, language: language)
        }
        if desk.isSeen(tenant, principal), proof.state == .applied {
            let issue: HTML = .button(ProofTexts.issue[language], name: "do", value: "issue")
            let refuse: HTML = .button(
                ProofTexts.refuse[language], .danger, name: "do", value: "refuse")
            return .form(
                to: Self.path(language, proof.id) + "/decision", token: token,
                content: """
                    \(.hidden("enterprise", tenant))\(reason(false))
                    <p class="row">\(issue) \(refuse)</p>
                    """)
        }
        guard tenant == principal.enterprise, [.applied, .issued].contains(proof.state) else {
            return ""
        }
        return .form(
            to: Self.path(language, proof.id) + "/withdraw", token: token,
            content: """
                \(reason(true))
                <p class="row">\(.button(ProofTexts.withdraw[language], .danger))</p>
                """)
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        let (proof, history, tenant, principal) = try await found(visit)
        do {
            _ = try await desk.withdraw(
                proof.id, of: tenant, reason: try visit.form()["reason"] ?? "", by: principal)
        } catch let refusal as OriginRefusal where !refusal.faults.isEmpty {
            return page(visit, proof, history, tenant, principal, faults: refusal.faults)
        }
        return .see(Self.path(visit.language, proof.id))
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        let tenant = form["enterprise"] ?? ""
        let id = visit.parameters["id"] ?? ""
        let (proof, history) = try await desk.proof(id, of: tenant, for: principal)
        do {
            if form["do"] == "issue" {
                _ = try await desk.issue(id, of: tenant, by: principal)
            } else {
                _ = try await desk.refuse(
                    id, of: tenant, reason: form["reason"] ?? "", by: principal)
            }
        } catch let refusal as OriginRefusal where !refusal.faults.isEmpty {
            return page(visit, proof, history, tenant, principal, faults: refusal.faults)
        }
        return .see(Self.path(visit.language, id, tenant: tenant))
    }

    private func pdf(_ visit: Visit) async throws -> Answer {
        let (proof, _, tenant, _) = try await found(visit)
        return try await desk.papers.answer(try desk.paper(proof, tenant), visit)
    }
}
