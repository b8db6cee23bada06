import Journal
import Kernel
import Papers
import Parties
import Web
import Wire

/// `/{language}/origin/claims`: releases despite minor defects, of the enterprise or, for an
/// officer, all that are open.
struct ClaimPages: Sendable {
    let desk: ClaimDesk
    let site: Site

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        let decide = Access.permission(ProofDesk.decide)
        return [
            Route(
                .get, "/{language}/origin/defects", access: .anyone, summary: ClaimTexts.list,
                handler: defects),
            Route(
                .get, "/{language}/origin/claims", access: .signedIn, summary: ClaimTexts.title,
                handler: list),
            Route(
                .get, "/{language}/origin/claims/{id}", access: .signedIn,
                summary: ClaimTexts.title, handler: one),
            Route(
                .post, "/{language}/origin/claims/{id}/correction", access: keep,
                summary: ClaimTexts.submit, handler: submit),
            Route(
                .post, "/{language}/origin/claims/{id}/decision", access: decide,
                summary: ClaimTexts.accept, handler: decide(_:)),
        ]
    }

    static func path(_ language: Language, _ id: String? = nil, tenant: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/origin/claims" + (id.map { "/" + $0 } ?? ""),
            query: tenant.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func defects(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let today = desk.clock.today
        return site.page(
            visit, title: ClaimTexts.list[language],
            trail: [Crumb(OriginTexts.title[language], path: RulePages.path(language))],
            content: """
                \(.heading(ClaimTexts.list[language], lede: ClaimTexts.lede[language]))
                \(.table(
                    caption: ClaimTexts.list[language],
                    columns: [
                        Column(ClaimTexts.defect[language], isHeader: true) {
                            (row: Dated<Defect>) in row.value.name[language]
                        },
                        Column(ClaimTexts.kind[language]) { row -> HTML in
                            .tag(
                                (row.value.isMinor ? ClaimTexts.minor : ClaimTexts.major)[language],
                                row.value.isMinor ? .info : .danger)
                        },
                        Column(ProofTexts.from[language], .time) { $0.from.text },
                        Column(ClaimTexts.source[language]) { row -> HTML in
                            .citation(row.citation, language)
                        },
                    ], rows: desk.defects.filter { $0.holds(on: today) }, empty: ""))
                """)
    }

    private func list(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let isOfficer = principal.may(ProofDesk.decide)
        let rows: [ClaimRows.Held] =
            isOfficer
            ? try await desk.open(for: principal)
            : try await desk.claims(of: principal.enterprise).map {
                ClaimRows.Held(tenant: principal.enterprise, claim: $0)
            }
        var actions: [HTML] = [
            .link(ClaimTexts.list[language], to: "/\(language.rawValue)/origin/defects")
        ]
        if !isOfficer {
            actions.insert(
                .linkButton(ClaimTexts.lodge[language], to: ClaimForm.path(language)), at: 0)
        }
        return site.page(
            visit, title: ClaimTexts.title[language],
            content: """
                \(.heading(
                    ClaimTexts.title[language], lede: ClaimTexts.lede[language], actions: actions))
                \(.table(
                    caption: ClaimTexts.title[language], columns: columns(language, isOfficer),
                    rows: rows,
                    empty: .emptyState(
                        (isOfficer ? ClaimTexts.noneOpen : ClaimTexts.none)[language],
                        hint: ClaimTexts.lede[language])))
                """)
    }

    private func columns(_ language: Language, _ isOfficer: Bool) -> [Column<ClaimRows.Held>] {
        var columns: [Column<ClaimRows.Held>] = [
            Column(ClaimTexts.declaration[language], .code, isHeader: true) { row -> HTML in
                .link(
                    row.claim.declaration,
                    to: Self.path(language, row.claim.id, tenant: isOfficer ? row.tenant : nil))
            },
            Column(ClaimTexts.proof[language], .code) { $0.claim.proof },
            Column(ProofTexts.state[language]) { row -> HTML in
                Self.tag(row.claim.state, language)
            },
            Column(ClaimTexts.security[language], .number) { $0.claim.security.grouped },
            Column(ClaimTexts.due[language], .time) { $0.claim.due(desk.calendar).day.text },
        ]
        if isOfficer {
            columns.append(
                Column(ProofTexts.enterprise[language]) { row in
                    desk.proofs.register.enterprise(id: row.tenant)?.localizedName[language] ?? "–"
                })
        }
        return columns
    }

    private static func tag(_ state: Claim.State, _ language: Language) -> HTML {
        let tone: Tone =
            switch state {
            case .pending: .warn
            case .submitted: .info
            case .corrected: .success
            case .lapsed: .danger
            }
        return .tag(ClaimTexts.state(state)[language], tone)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let tenant = visit.query["enterprise"] ?? principal.enterprise
        let (claim, history) = try await desk.claim(
            visit.parameters["id"] ?? "", of: tenant, for: principal)
        return page(visit, claim, history, tenant, principal, [])
    }

    private func page(
        _ visit: Visit, _ claim: Claim, _ history: [Entry], _ tenant: String,
        _ principal: Principal, _ faults: [Fault]
    ) -> Answer {
        let language = visit.language
        let due = claim.due(desk.calendar)
        let sure = due.isSure ? "" : " " + ClaimTexts.notSure[language]
        let unpaid: HTML = claim.isUnpaid ? .notice(ClaimTexts.unpaid[language], .danger) : ""
        return site.page(
            visit, title: claim.declaration,
            trail: [Crumb(ClaimTexts.title[language], path: Self.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    claim.declaration, caption: ClaimTexts.title[language],
                    tag: Self.tag(claim.state, language),
                    actions: [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: Self.path(
                                language, claim.id + "/pdf",
                                tenant: tenant == principal.enterprise ? nil : tenant),
                            .secondary)
                    ]))
                \(unpaid)
                \(.summaryList([
                    SummaryItem(ClaimTexts.proof[language], claim.proof),
                    SummaryItem(OriginTexts.agreement[language], claim.agreement),
                    SummaryItem(OriginTexts.code[language], claim.code),
                    SummaryItem(ClaimTexts.security[language], "CNY \(claim.security.grouped)"),
                    SummaryItem(ClaimTexts.released[language], claim.releasedOn.text),
                    SummaryItem(ClaimTexts.due[language], due.day.text + sure),
                    SummaryItem(ClaimTexts.correction[language], claim.correction ?? "–"),
                    SummaryItem(
                        ClaimTexts.reason[language], claim.reason.isEmpty ? "–" : claim.reason),
                ]))
                \(actions(claim, tenant, principal, visit.formToken, faults, language))
                \(.panel(
                    ClaimTexts.history[language],
                    content: .timeline(
                        history.map {
                            TimelineEntry(
                                time: $0.at.text, title: ClaimTexts.event($0.kind)[language],
                                actor: "")
                        }, language: language)))
                """)
    }

    private func actions(
        _ claim: Claim, _ tenant: String, _ principal: Principal, _ token: String,
        _ faults: [Fault], _ language: Language
    ) -> HTML {
        func box(_ name: String, _ label: Localized, _ hint: Localized?, _ isRequired: Bool)
            -> HTML
        {
            .textInput(
                Field(
                    name, label: label[language], hint: hint?[language],
                    error: error(name, faults, language), isRequired: isRequired), width: .full,
                language: language)
        }
        if desk.proofs.isSeen(tenant, principal), claim.state == .submitted {
            let accept: HTML = .button(ClaimTexts.accept[language], name: "do", value: "accept")
            let reject: HTML = .button(
                ClaimTexts.reject[language], .danger, name: "do", value: "reject")
            return .form(
                to: Self.path(language, claim.id) + "/decision", token: token,
                content: """
                    \(.hidden("enterprise", tenant))\(box("reason", ClaimTexts.reason, nil, false))
                    <p class="row">\(accept) \(reject)</p>
                    """)
        }
        guard tenant == principal.enterprise, claim.state == .pending else { return "" }
        return .form(
            to: Self.path(language, claim.id) + "/correction", token: token,
            content: """
                \(box("correction", ClaimTexts.correction, ClaimTexts.correctionHint, true))
                <p class="row">\(.button(ClaimTexts.submit[language]))</p>
                """)
    }

    private func submit(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        let (claim, history) = try await desk.claim(
            id, of: principal.enterprise, for: principal)
        let text = trim(try visit.form()["correction"] ?? "")
        do {
            _ = try await desk.submit(
                id, .object(text.isEmpty ? [] : [.init("correction", .text(text))]),
                by: principal)
        } catch let refusal as OriginRefusal where !refusal.faults.isEmpty {
            return page(
                visit, claim, history, principal.enterprise, principal, refusal.faults)
        }
        return .see(Self.path(visit.language, id))
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        let (id, tenant) = (visit.parameters["id"] ?? "", form["enterprise"] ?? "")
        let (claim, history) = try await desk.claim(id, of: tenant, for: principal)
        do {
            if form["do"] == "accept" {
                _ = try await desk.accept(id, of: tenant, by: principal)
            } else {
                _ = try await desk.reject(
                    id, of: tenant, reason: form["reason"] ?? "", by: principal)
            }
        } catch let refusal as OriginRefusal where !refusal.faults.isEmpty {
            return page(visit, claim, history, tenant, principal, refusal.faults)
        }
        return .see(Self.path(visit.language, id, tenant: tenant))
    }
}
