import Kernel
import Web

/// `/{language}/mandates`: what the own enterprise may do for others and others for it, and the
/// form that proposes more.
struct MandatesPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language, _ id: String? = nil) -> String {
        "/\(language.rawValue)/mandates" + (id.map { "/\($0)" } ?? "")
    }

    var routes: [Route] {
        let access = Access.permission(PartiesPermission.mandates)
        return [
            Route(
                .get, "/{language}/mandates", access: access, summary: MandateWords.title,
                handler: { try await list($0, MandateInput(), nil) }),
            Route(
                .post, "/{language}/mandates", access: access, summary: MandateWords.propose,
                bodyLimit: 8 * 1024, handler: propose),
            Route(
                .get, "/{language}/mandates/{id}", access: access, summary: MandateWords.mandate,
                handler: { try await show($0, "", nil) }),
            Route(
                .post, "/{language}/mandates/{id}/acceptance", access: access,
                summary: MandateWords.accept, bodyLimit: 8 * 1024, handler: accept),
            Route(
                .post, "/{language}/mandates/{id}/revocation", access: access,
                summary: MandateWords.end, bodyLimit: 8 * 1024, handler: revoke),
        ]
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        func text(_ name: String) -> String { withoutBlanks(form[name] ?? "") }
        let input = MandateInput(
            side: form["side"].flatMap { Mandate.Side(rawValue: $0) },
            other: text("other"), scope: text("scope"), from: text("from"), to: text("to"))
        do {
            let new = try input.checked(own: principal.enterprise, in: parties)
            let made = try await parties.proposeMandate(
                new, of: principal.enterprise, by: principal.id)
            return .see(MandatesPage.path(visit.language, made.id))
        } catch let refusal as PartiesRefusal {
            return try await list(visit, input, refusal)
        }
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        do {
            _ = try await parties.acceptMandate(id, of: principal.enterprise, by: principal.id)
            return .see(MandatesPage.path(visit.language, id))
        } catch let refusal as PartiesRefusal where refusal != .mandateNotFound {
            return try await show(visit, "", refusal)
        }
    }

    private func revoke(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        let reason = withoutBlanks(try visit.form()["reason"] ?? "")
        do {
            _ = try await parties.revokeMandate(
                id, reason: reason, of: principal.enterprise, by: principal.id)
            return .see(MandatesPage.path(visit.language, id))
        } catch let refusal as PartiesRefusal where refusal != .mandateNotFound {
            return try await show(visit, reason, refusal)
        }
    }

    private func list(
        _ visit: Visit, _ input: MandateInput, _ refusal: PartiesRefusal?
    ) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let view = MandatesView(
            frame: frame(visit, principal.enterprise, refusal),
            mandates: try await parties.mandates(of: principal.enterprise), input: input)
        return site.page(
            visit, title: MandateWords.title[visit.language], isWide: true,
            status: refusal?.status ?? 200, content: view.html)
    }

    private func show(
        _ visit: Visit, _ reason: String, _ refusal: PartiesRefusal?
    ) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        let (mandate, history) = try await parties.mandate(id, of: principal.enterprise)
        let view = MandateView(
            frame: frame(visit, principal.enterprise, refusal), mandate: mandate,
            history: history, reason: reason)
        // After a form, too, the links lead to the page and not to the form's own address.
        var visit = visit
        visit.path = MandatesPage.path(visit.language, mandate.id)
        return site.page(
            visit, title: MandateWords.mandate[visit.language],
            trail: [
                Crumb(
                    MandateWords.title[visit.language], path: MandatesPage.path(visit.language))
            ], status: refusal?.status ?? 200, content: view.html)
    }

    private func frame(
        _ visit: Visit, _ enterprise: String, _ refusal: PartiesRefusal?
    ) -> MandateFrame {
        MandateFrame(
            language: visit.language, formToken: visit.formToken, own: enterprise,
            register: parties.register, today: parties.today, refusal: refusal)
    }
}
