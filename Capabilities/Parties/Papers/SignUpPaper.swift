import Kernel
import Paper
import Papers
import Reference
import Store
import Web
import Wire

/// What an enterprise said of itself when it signed up, and what became of it: for whoever sent it
/// and for the officers of its district.
struct SignUpPaper: Sendable {
    let signUp: SignUp
    let office: Localized

    var draft: PaperDraft {
        let paper = self
        let form = signUp.enrolment
        return PaperDraft(
            .signUp, tenant: signUp.id, subject: signUp.id, isSnapshot: true,
            subtitle: SignUpWords.name(signUp.status), number: signUp.id, issuer: office,
            day: signUp.sent.day,
            parties: [PaperDraft.Party(SignUpWords.applicant, form.name, form.creditCode)],
            data: .object([
                .init("name", .text(form.name)), .init("nameEn", .optional(form.nameEn)),
                .init("creditCode", .text(form.creditCode)),
                .init("customsCode", .optional(form.customsCode)),
                .init("district", .text(form.district)),
                .init("roles", .array(form.roles.map { .text($0.rawValue) })),
                .init("contactName", .text(form.contactName)),
                .init("contactPhone", .text(form.contactPhone)),
                .init("status", .text(signUp.status.rawValue)),
                .init("sent", .text(signUp.sent.iso)),
                .init("decided", .optional(signUp.decided?.iso)),
                .init("reason", .text(signUp.reason)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let form = signUp.enrolment
        let facts: [(Localized, String)] = [
            (AccountWords.name, form.name), (SignUpWords.nameEn, form.nameEn ?? ""),
            (AccountWords.creditCode, form.creditCode),
            (AccountWords.customsCode, form.customsCode ?? ""),
            (AccountWords.district, office[language]),
            (
                SignUpWords.roles,
                form.roles.map { $0.name[language] }.joined(separator: language == .zh ? "、" : ", ")
            ),
            (SignUpWords.contactName, form.contactName),
            (SignUpWords.contactPhone, form.contactPhone),
        ]
        let outcome: [(Localized, String)] = [
            (AccountWords.status, SignUpWords.name(signUp.status)[language]),
            (SignUpWords.sent, signUp.sent.text),
            (SignUpWords.decided, signUp.decided?.text ?? ""),
            (SignUpWords.reason, signUp.reason),
        ]
        func fields(_ rows: [(Localized, String)]) -> [PaperField] {
            rows.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) }
        }
        return [
            .heading(SignUpWords.stated[language]), .grid(fields(facts), columns: 2),
            .heading(SignUpWords.statusTitle[language]), .grid(fields(outcome), columns: 2),
            .note(SignUpWords.paperNote[language]),
        ]
    }
}

/// `…/registrations/{id}/pdf` for officers, `…/sign-ups/{token}/pdf` for whoever was given the
/// token: the same paper.
struct SignUpPapers: Sendable {
    let parties: Parties
    let papers: PaperDesk

    var routes: [Route] {
        let summary = Localized(zh: "企业注册申请单（PDF）", en: "The sign-up of an enterprise as PDF")
        let forOfficers = ["/{language}", "/api/v1/parties"].map { start in
            Route(
                .get, start + "/registrations/{id}/pdf",
                access: .permission(PartiesPermission.confirm), summary: summary,
                rate: PaperDesk.rate, query: [PaperDesk.language]
            ) { visit in
                guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
                let found = try await parties.signUp(
                    id: visit.parameters["id"] ?? "", for: principal)
                return try await papers.answer(draft(found.signUp), visit)
            }
        }
        return forOfficers + [
            // Nobody is signed in who signs up: a drawing is dear, and one is enough.
            Route(
                .get, "/{language}/sign-ups/{token}/pdf", access: .anyone, summary: summary,
                rate: Rate(10, perSeconds: 60)
            ) { visit in
                let found = try await parties.signUp(token: visit.parameters["token"] ?? "")
                return try await papers.answer(draft(found.signUp), visit)
            }
        ]
    }

    /// What the paper of a sign-up would say now.
    var current: PaperDesk.Current {
        [
            .signUp: { tenant, id in
                try await parties.store.read { try SignUpTable(session: $0).find(id: id) }
                    .flatMap { $0.id == tenant ? draft($0) : nil }
            }
        ]
    }

    private func draft(_ signUp: SignUp) -> PaperDraft {
        SignUpPaper(
            signUp: signUp,
            office: parties.offices.told(signUp.enrolment.district, on: signUp.sent.day)
        ).draft
    }
}
