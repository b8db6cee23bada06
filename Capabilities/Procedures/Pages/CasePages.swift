import Balances
import Kernel
import Reference
import Web

/// `/{language}/applications`: one's applications, and each with all that can be done now.
struct CasePages: Sendable {
    let desk: CaseDesk
    let site: Site

    /// Applications on a page.
    private static let length = 100

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/applications",
                access: .permission(ProceduresCapability.apply),
                summary: ProcedureWords.applications, handler: list),
            Route(
                .get, "/{language}/applications/{number}", access: .signedIn,
                summary: ProcedureWords.applications, handler: show),
            Route(
                .post, "/{language}/applications/{number}", access: .signedIn,
                summary: ProcedureWords.todo, handler: act),
            Route(
                .post, "/{language}/applications/{number}/batches",
                access: .permission(ProceduresCapability.apply), summary: ProcedureWords.draw,
                handler: draw),
            Route(
                .post, "/{language}/applications/{number}/returns",
                access: .permission(ProceduresCapability.apply), summary: QuotaWords.giveBack,
                handler: giveBack),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let after = visit.query["after"] ?? ""
        let grantor = (visit.query["for"] ?? "").trimmedText
        let page =
            grantor.isEmpty
            ? try await desk.own(try visit.person(), after: after, limit: Self.length)
            : try await desk.represented(
                grantor, after: after, limit: Self.length, by: try visit.person())
        let files = page.files
        let more = page.next.map { last in
            HTML.pager(
                previous: nil,
                next: language.path("/applications")
                    + "?"
                    + Form(
                        [Form.Pair("after", last)]
                            + (grantor.isEmpty ? [] : [Form.Pair("for", grantor)])
                    ).encoded,
                range: "", language: language)
        }
        let content: HTML = """
            \(.heading(
                ProcedureWords.applications[language],
                actions: [
                    .linkButton(
                        ProcedureWords.services[language], to: language.path("/services")),
                    .linkButton(
                        ProcedureWords.calendar[language],
                        to: "/api/v1/due-days.ics?lang=\(language.rawValue)", .secondary),
                ]))
            \(.table(
                caption: ProcedureWords.applications[language], columns: columns(language),
                rows: files,
                empty: .emptyState(
                    ProcedureWords.nothingYet[language],
                    hint: ProcedureWords.nothingYetHint[language])))
            \(more ?? "")
            """
        return site.page(
            visit, title: ProcedureWords.applications[language], content: content)
    }

    private func columns(_ language: Language) -> [Column<Case>] {
        [
            Column(
                ProcedureWords.number[language], .code, isHeader: true,
                html: { .link($0.number, to: language.path("/applications/\($0.number)")) }),
            Column(ProcedureWords.service[language]) { file in
                desk.editions.known(file)?.name[language]
                    ?? file.service
            },
            Column(ProcedureWords.state[language], html: { .stateTag($0, language) }),
            Column(ProcedureWords.submitted[language], .time) { $0.submittedAt?.text ?? "–" },
            Column(ProcedureWords.validTo[language], .time) { $0.validTo?.text ?? "–" },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let record = try await desk.record(visit.number, for: try await desk.acting(visit))
        if record.file.state == .draft {
            return .see(visit.language.path("/applications/\(visit.number)/form"))
        }
        let batch = visit.query["drawn"].flatMap { record.batch(by: $0) }
        return try await page(visit, record, nil, drawn: batch)
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let principal = try await desk.acting(visit)
        guard principal.kind == .officer || principal.may(ProceduresCapability.apply) else {
            throw WebRefusal.notPermitted(ProceduresCapability.apply)
        }
        let form = try visit.form()
        do {
            _ = try await desk.perform(
                CaseDesk.Act(
                    number: visit.number, move: CaseMove(word: form["action"] ?? ""),
                    reason: form["reason"] ?? "",
                    version: form["version"].flatMap { Int64($0) }, values: Self.values(form)),
                by: principal)
        } catch let refusal as any Refusal {
            if refusal.status == 404 { throw refusal }
            let record = try await desk.record(visit.number, for: principal)
            return try await page(visit, record, refusal)
        }
        return .see(visit.language.path("/applications/\(visit.number)"))
    }

    /// What an officer entered; the names of boxes begin so that none is taken for the form's own.
    private static func values(_ form: Form) -> [String: String] {
        form.pairs.reduce(into: [:]) { found, pair in
            guard pair.name.hasPrefix(CaseView.valueName) else { return }
            found[String(pair.name.dropFirst(CaseView.valueName.count))] = pair.value
        }
    }

    private func draw(_ visit: Visit) async throws -> Answer {
        let principal = try await desk.acting(visit)
        let form = try visit.form()
        let key = form["key"] ?? ""
        do {
            _ = try await desk.draw(
                (form["quantity"] ?? "").trimmedText, key: key,
                reference: (form["reference"] ?? "").trimmedText, from: visit.number,
                by: principal)
        } catch let refusal as any Refusal {
            let record = try await desk.record(visit.number, for: principal)
            return try await page(visit, record, refusal)
        }
        // The page says what was taken and what is left.
        let path = visit.language.path("/applications/\(visit.number)")
        return .see(Address.path(path, query: [Form.Pair("drawn", key)]))
    }

    private func giveBack(_ visit: Visit) async throws -> Answer {
        let principal = try await desk.acting(visit)
        let form = try visit.form()
        do {
            _ = try await desk.giveBack(
                (form["quantity"] ?? "").trimmedText, key: form["key"] ?? "",
                reason: (form["reason"] ?? "").trimmedText, from: visit.number, by: principal)
        } catch let refusal as any Refusal {
            let record = try await desk.record(visit.number, for: principal)
            return try await page(visit, record, refusal)
        }
        return .see(visit.language.path("/applications/\(visit.number)#batches"))
    }

    private func page(
        _ visit: Visit, _ record: CaseDesk.Record, _ refusal: (any Refusal)?,
        drawn: DrawnBatch? = nil
    ) async throws -> Answer {
        let language = visit.language
        let file = record.file
        let actor = try await desk.actor(try await desk.acting(visit))
        let view = CaseView(
            record: record,
            machine: CaseMachine(
                service: record.service, calendar: desk.calendar, now: desk.clock.now(),
                refusal: record.refusal),
            actor: actor, applicant: desk.applicantName(file.tenant), codes: desk.codes,
            units: desk.ledger.units, token: visit.formToken, newKey: desk.ids.brief,
            language: language)
        let told = refusal.map { refusal in
            // What an officer entered wrong is said word by word; boxes belong to actions.
            errors(refusal, language).map { refusal.faults.isEmpty ? $0 : $0.ofPage }
        }
        let isOfficer = actor.enterprise.isEmpty
        let crumb =
            isOfficer
            ? Crumb(ProcedureWords.desk[language], path: language.path("/desk"))
            : Crumb(ProcedureWords.applications[language], path: language.path("/applications"))
        return site.page(
            visit, title: file.number, trail: [crumb],
            flash: drawn.map { batch in
                .notice(batch.told(desk.ledger.units)[language], .success, isNew: true)
            }, status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(
                    told ?? [], note: refusal.flatMap { note($0, language) },
                    language: language))
                \(view.html)
                """)
    }
}

extension CaseDesk.Record {
    /// The batch that was drawn by a key, with what was left then.
    func batch(by key: String) -> DrawnBatch? {
        let name = CaseDesk.batch(key, of: file.number)
        guard let account,
            let line = batches.first(where: { $0.transfer.utf8.elementsEqual(name.utf8) })
        else { return nil }
        return DrawnBatch(
            number: file.number, quantity: Fixed(raw: -line.amount.raw), left: line.balance,
            reference: line.reference, account: account.id, unit: account.unit,
            validTo: file.validTo)
    }
}
