public import Kernel
import Paper
public import Papers
import Parties
import Reference
import Store
import Web
import Wire

/// An application as it was submitted, and as it stands now.
struct ApplicationPaper: Sendable {
    let record: CaseDesk.Record
    let applicant: Enterprise
    let codes: CodeTables

    /// What the paper says of whoever applies.
    struct Enterprise: Sendable {
        let name: Localized
        let creditCode: String
    }

    private var file: Case { record.file }
    private var step: ServiceStep? {
        record.service.step(file.step) ?? record.service.steps.first
    }
    private var body: Localized { step?.body.name ?? Localized(same: "") }

    /// Nil as long as nothing was submitted.
    var draft: PaperDraft? {
        guard let submitted = file.submittedAt, file.state != .draft else { return nil }
        let paper = self
        return PaperDraft(
            .application, tenant: file.tenant, subject: file.number, isSnapshot: true,
            subtitle: record.service.name, number: file.number, issuer: body,
            day: submitted.day,
            parties: [
                PaperDraft.Party(
                    ProcedureWords.applicant, applicant.name.zh, applicant.creditCode)
            ],
            data: .object([
                .init("number", .text(file.number)), .init("service", .text(file.service)),
                .init("edition", .text(file.edition.text)),
                .init("submittedAt", .text(submitted.iso)),
                .init("state", .text(file.state.rawValue)), .init("step", .text(file.step)),
                .init("reason", .text(file.reason)),
                .init("validTo", .optional(file.validTo?.text)),
                .init(
                    "answers",
                    .object(answers.map { JSON.Member($0.field.id, .text($0.answer)) })),
                .init(
                    "documents",
                    .array(
                        record.documents.map {
                            .object([
                                .init("for", .text($0.field)), .init("name", .text($0.name)),
                                .init("sha256", .text($0.sha256)),
                            ])
                        })),
            ]),
            blocks: { paper.blocks(submitted, $0) })
    }

    /// What the applicant filled in, in the order of the form.
    private var answers: [(field: FormField, answer: String)] {
        record.service.fields.compactMap { field in
            file.answers[field.id].map { (field: field, answer: $0) }
        }
    }

    private func blocks(_ submitted: Instant, _ language: Language) -> [PaperBlock] {
        var facts = [
            PaperField(ProcedureWords.service[language], record.service.name[language]),
            PaperField(ProcedureWords.number[language], file.number),
            PaperField(ProcedureWords.applicant[language], applicant.name[language]),
            PaperField(
                Localized(zh: "统一社会信用代码", en: "Credit code")[language], applicant.creditCode),
            PaperField(ProcedureWords.submitted[language], submitted.text),
            PaperField(ProcedureWords.state[language], file.state.name[language]),
        ]
        if file.state.isUnderWay, let step {
            facts.append(PaperField(ProcedureWords.step[language], step.name[language]))
        }
        facts.append(PaperField(ProcedureWords.body[language], body[language]))
        if let validTo = file.validTo {
            facts.append(PaperField(ProcedureWords.validTo[language], validTo.text))
        }
        var blocks: [PaperBlock] = [.grid(facts, columns: 2)]
        if !file.reason.isEmpty {
            blocks += [.heading(ProcedureWords.reason[language]), .paragraph(file.reason)]
        }
        let short = answers.filter { $0.field.kind != .longText }
        if !answers.isEmpty { blocks.append(.heading(ProcedureWords.form[language])) }
        if !short.isEmpty {
            blocks.append(
                .grid(
                    short.map {
                        PaperField($0.field.label[language], shown($0.answer, $0.field, language))
                    }, columns: 1))
        }
        for one in answers where one.field.kind == .longText {
            blocks += [.note(one.field.label[language]), .paragraph(one.answer)]
        }
        if !record.documents.isEmpty {
            blocks += [
                .heading(ProcedureWords.documents[language]),
                .grid(
                    record.documents.map { document in
                        let asked = record.service.documents.first { $0.id == document.field }
                        return PaperField(
                            asked?.name[language] ?? document.field,
                            "\(document.name)  SHA-256 \(document.sha256)")
                    }, columns: 1),
            ]
        }
        blocks.append(
            .note(
                Localized(
                    zh: "本件为申请提交内容及打印时办理状态的证明，不是许可决定。办理状态变化后，核验页会注明本件已不是最新。",
                    en: "This says what was submitted and how the application stood when it was "
                        + "printed. It is no decision. Once the application moves on, whoever "
                        + "verifies it is told that it is out of date.")[language]))
        return blocks
    }

    private func shown(_ answer: String, _ field: FormField, _ language: Language) -> String {
        if field.kind == .offer {
            return record.offers.first { $0.id == answer }?.title[language] ?? answer
        }
        if case .code(let name) = field.kind, let table = CodeTable(rawValue: name),
            let meaning = codes[table].name(of: answer, on: file.submittedAt?.day ?? file.edition)
        {
            return "\(answer) \(meaning[language])"
        }
        return field.shown(answer)[language]
    }
}

extension CaseDesk {
    private func drawn(_ record: Record) -> PaperDraft? {
        ApplicationPaper(
            record: record,
            applicant: .init(
                name: applicantName(record.file.tenant),
                creditCode: applicant(record.file.tenant)?.creditCode ?? ""), codes: codes
        ).draft
    }

    /// An application on paper, for whoever may see it.
    ///
    /// - Throws: `PapersRefusal.notIssued` while it is a draft.
    func paper(_ number: String, for principal: Principal) async throws -> PaperDraft {
        guard let draft = drawn(try await record(number, for: principal)) else {
            throw PapersRefusal.notIssued
        }
        return draft
    }

    /// What the paper of an application would say now, for the verifier.
    func currentPaper(_ tenant: String, _ number: String) async throws -> PaperDraft? {
        try await store.read { session in
            try CaseRows.find(number, of: tenant, in: session)
                .map { try whole($0, in: session) }
        }.flatMap(drawn)
    }

    /// Where an application stands, for who has its number and its paper.
    func paperStatus(_ tenant: String, _ number: String) async throws -> PaperStatus? {
        let file = try await store.read { try CaseRows.find(number, of: tenant, in: $0) }
        guard let file, file.state != .draft else { return nil }
        let closed = file.closedAt.map {
            PaperStatus.Event(Localized(zh: "办结", en: "Closed"), $0)
        }
        let submitted = file.submittedAt.map { PaperStatus.Event(ProcedureWords.submitted, $0) }
        return PaperStatus(
            numbers: [file.number], state: file.state.name,
            events: [submitted, closed].compactMap { $0 })
    }
}

/// `…/applications/{number}/pdf`: for whoever may see the application.
struct ApplicationPapers: Sendable {
    let desk: CaseDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/applications/{number}/pdf", access: .signedIn,
                summary: Localized(zh: "申请的 PDF", en: "An application as PDF"),
                rate: PaperDesk.rate
            ) { visit in
                let draft = try await desk.paper(
                    visit.number, for: try await desk.acting(visit))
                return try await desk.papers.answer(draft, visit)
            }
        }
    }
}

extension ProceduresCapability {
    /// What an id in a journal entry of this room is called, for pages that show entries of every
    /// room.
    ///
    /// - Parameter beside: the other members of the entry, by name.
    public func named(
        _ member: String, _ value: String, beside: [String: String]
    ) -> Localized? {
        let services = desk.catalogue.services
        guard let id = beside["service"],
            let service = services.last(where: { $0.id == id })
        else { return nil }
        return switch member {
        case "service": service.name
        case "state": CaseState(rawValue: value)?.name
        case "step": service.step(value)?.name
        case "part": service.steps.lazy.flatMap(\.parts).first { $0.id == value }?.name
        case "body":
            service.steps.lazy.map(\.body).first { $0.id == value }?.name
                ?? desks.first { $0.id == value }?.name
        default: nil
        }
    }

    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current {
        let desk = desk
        return [.application: { try await desk.currentPaper($0, $1) }]
    }

    /// Where applications stand, for who has a paper about one and its number.
    public var paperSources: PaperStatus.Sources {
        let desk = desk
        return [.application: { try await desk.paperStatus($0, $1) }]
    }
}
