import Kernel
import Papers
import Parties
import Web
import Wire

/// `/{language}/payment-notes` and `/{language}/entry-privileges`.
struct NotePages: Sendable {
    let notes: NoteDesk
    let privileges: PrivilegeDesk
    let site: Site

    var routes: [Route] {
        let decide = Access.permission(EntryDesk.decide)
        let path = "/{language}/payment-notes"
        let privilege = "/{language}/entry-privileges"
        return [
            Route(.get, path, access: .signedIn, summary: EntryTexts.notes, handler: list),
            Route(
                .get, path + "/{number}", access: .signedIn, summary: EntryTexts.notes,
                handler: one),
            Route(
                .post, path + "/{number}/payment", access: decide, summary: EntryTexts.paid,
                handler: pay),
            Route(
                .get, privilege, access: .signedIn, summary: EntryTexts.privileges,
                handler: showPrivileges),
            Route(
                .post, privilege, access: decide, summary: EntryTexts.grant, handler: grant),
        ]
    }

    static func path(_ language: Language, _ number: String? = nil) -> String {
        "/\(language.rawValue)/payment-notes" + (number.map { "/" + $0 } ?? "")
    }

    static func privilegePath(_ language: Language, of code: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/entry-privileges",
            query: code.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let place = try PlaceQuery(visit.query)
        let page = try await notes.notes(
            after: place.after, limit: place.limit, for: try EntriesResource.person(visit))
        let path = Self.path(language)
        return site.page(
            visit, title: EntryTexts.notes[language],
            content: """
                \(.heading(
                    EntryTexts.notes[language], lede: EntryTexts.notesLede[language],
                    actions: [
                        .link(
                            EntryTexts.privileges[language], to: Self.privilegePath(language))
                    ]))
                \(.table(
                    caption: EntryTexts.notes[language], columns: columns(language),
                    rows: page.notes,
                    empty: .emptyState(
                        EntryTexts.noNotes[language], hint: EntryTexts.noNotesHint[language])))
                \(pager(
                    path, place, page.hasMore ? page.notes.last?.number : nil, page.notes.count,
                    language))
                """)
    }

    private func pager(
        _ path: String, _ place: PlaceQuery, _ next: String?, _ count: Int,
        _ language: Language
    ) -> HTML {
        .pager(
            previous: place.after == nil ? nil : path,
            next: next.map { PlaceQuery.address(path, after: $0) },
            range: EntryTexts.shown(count)[language], language: language)
    }

    private func columns(_ language: Language) -> [Column<PaymentNote>] {
        [
            Column(EntryTexts.note[language], .code, isHeader: true) { row -> HTML in
                .link(row.number, to: Self.path(language, row.number))
            },
            Column(EntryTexts.month[language], .time) { $0.period },
            Column(EntryTexts.enterprise[language]) {
                notes.desk.register.enterprise(id: $0.tenant)?.localizedName[language] ?? "–"
            },
            Column(EntryTexts.total[language], .number) { $0.total.grouped },
            Column(EntryTexts.payBy[language], .time) {
                (try? notes.due($0))?.day.day.text ?? "–"
            },
            Column(EntryTexts.state[language]) { row -> HTML in Self.tag(row.state, language) },
        ]
    }

    private static func tag(_ state: PaymentNote.State, _ language: Language) -> HTML {
        let tone: Tone =
            switch state {
            case .open: .info
            case .paid: .success
            case .drawn: .warn
            case .owed: .danger
            }
        return .tag(state.name[language], tone)
    }

    private func one(_ visit: Visit) async throws -> Answer { try await page(visit, []) }

    private func page(_ visit: Visit, _ faults: [Fault]) async throws -> Answer {
        let language = visit.language
        let principal = try EntriesResource.person(visit)
        let place = try PlaceQuery(visit.query)
        let (note, entries, hasMore) = try await notes.note(
            visit.parameters["number"] ?? "", after: place.after, limit: place.limit,
            for: principal)
        let due = try notes.due(note)
        return site.page(
            visit, title: note.number,
            trail: [Crumb(EntryTexts.notes[language], path: Self.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    note.number, caption: EntryTexts.notes[language],
                    tag: Self.tag(note.state, language), lede: EntryTexts.notesLede[language],
                    actions: [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: Self.path(language, note.number) + "/pdf", .secondary)
                    ]))
                \(.summaryList([
                    SummaryItem(EntryTexts.month[language], note.period),
                    SummaryItem(EntryTexts.total[language], note.total.grouped),
                    SummaryItem(
                        EntryTexts.payBy[language],
                        "\(due.day.day.text) · \(due.rule.citation.text)"),
                    SummaryItem(EntryTexts.reference[language], note.reference),
                ]))
                \(payment(note, principal, visit.formToken, faults, language))
                \(.table(
                    caption: EntryTexts.title[language],
                    columns: [
                        Column(EntryTexts.number[language], .code, isHeader: true) {
                            (row: GoodsEntry) -> HTML in
                            .link(row.number, to: EntryPages.path(language, row.number))
                        },
                        Column(EntryTexts.tax[language], .number) { $0.tax.grouped },
                        Column(EntryTexts.fee[language], .number) { $0.fee.grouped },
                    ], rows: entries, empty: ""))
                \(pager(
                    Self.path(language, note.number), place,
                    hasMore ? entries.last?.number : nil, entries.count, language))
                """)
    }

    private func payment(
        _ note: PaymentNote, _ principal: Principal, _ token: String, _ faults: [Fault],
        _ language: Language
    ) -> HTML {
        guard notes.isOfDistrict(note.tenant, principal),
            note.state == .open || note.state == .owed
        else { return "" }
        let field = Field(
            "reference", label: EntryTexts.reference[language],
            error: error("reference", faults, language))
        return .form(
            to: Self.path(language, note.number) + "/payment", token: token,
            content: """
                \(.textInput(field, language: language))
                <p class="row">\(.button(EntryTexts.paid[language]))</p>
                """)
    }

    private func pay(_ visit: Visit) async throws -> Answer {
        let number = visit.parameters["number"] ?? ""
        do {
            _ = try await notes.pay(
                number, reference: try visit.form()["reference"] ?? "",
                by: try EntriesResource.person(visit))
        } catch EntryRefusal.noSuchNote {
            throw EntryRefusal.noSuchNote
        } catch let refusal as EntryRefusal {
            return try await page(visit, faults(of: refusal))
        }
        return .see(Self.path(visit.language, number))
    }

    private func showPrivileges(_ visit: Visit) async throws -> Answer {
        try await privilegePage(visit, visit.query, [])
    }

    private func grant(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let members = ["enterprise", "ground", "from", "to", "reason"].compactMap {
            name -> JSON.Member? in
            let text = trim(form[name] ?? "")
            return text.isEmpty ? nil : JSON.Member(name, .text(text))
        }
        do {
            _ = try await privileges.grant(
                .object(members), by: try EntriesResource.person(visit))
        } catch let refusal as EntryRefusal {
            let found = faults(of: refusal).map {
                // Said of an enterprise, which this form calls so.
                $0.path == "/consignee"
                    ? Fault(
                        code: $0.code, path: "/enterprise", message: $0.message, fix: $0.fix) : $0
            }
            return try await privilegePage(visit, form, found)
        }
        return .see(Self.privilegePath(visit.language, of: form["enterprise"]))
    }

    private func privilegePage(
        _ visit: Visit, _ form: Form, _ faults: [Fault]
    ) async throws -> Answer {
        let language = visit.language
        let principal = try EntriesResource.person(visit)
        let code = trim(form["enterprise"] ?? "")
        let isAsked = !principal.enterprise.isEmpty || !code.isEmpty
        let rows =
            isAsked && faults.isEmpty
            ? try await privileges.privileges(of: code, for: principal) : []
        return site.page(
            visit, title: EntryTexts.privileges[language],
            trail: [Crumb(EntryTexts.notes[language], path: Self.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    EntryTexts.privileges[language], lede: EntryTexts.notesLede[language]))
                \(.table(
                    caption: EntryTexts.privileges[language],
                    columns: privilegeColumns(language), rows: rows,
                    empty: .emptyState(
                        EntryTexts.noPrivileges[language],
                        hint: EntryTexts.notesLede[language])))
                \(principal.may(EntryDesk.decide)
                    ? grantForm(visit, form, faults, language) : "")
                """)
    }

    private func privilegeColumns(_ language: Language) -> [Column<Privilege>] {
        [
            Column(EntryTexts.privilege[language], isHeader: true) {
                EntryTexts.name(ofPrivilege: $0.privilege)[language]
            },
            Column(EntryTexts.ground[language]) { row -> String in
                notes.desk.settings.ground(row.ground, on: row.from)?.value.name[language] ?? "–"
            },
            Column(EntryTexts.from[language], .time) { $0.from.text },
            Column(EntryTexts.to[language], .time) { $0.to?.text ?? "–" },
            Column(EntryTexts.suspended[language], .time) { $0.suspendedOn?.text ?? "–" },
            Column(EntryTexts.groundReason[language]) {
                Localized(kept: $0.reason)[language]
            },
        ]
    }

    private func grantForm(
        _ visit: Visit, _ form: Form, _ faults: [Fault], _ language: Language
    ) -> HTML {
        func field(_ name: String, _ label: Localized, _ isRequired: Bool) -> Field {
            Field(
                name, label: label[language], error: error(name, faults, language),
                isRequired: isRequired)
        }
        func box(
            _ name: String, _ label: Localized, _ isRequired: Bool = true,
            _ kind: TextKind = .text
        ) -> HTML {
            .textInput(
                field(name, label, isRequired), value: form[name] ?? "", kind,
                language: language)
        }
        let today = notes.desk.clock.today
        let grounds = notes.desk.settings.grounds.filter { $0.holds(on: today) }.map {
            Choice($0.value.id, $0.value.name[language])
        }
        return .form(
            to: Self.privilegePath(language), token: visit.formToken,
            content: """
                \(box("enterprise", EntryTexts.enterprise))
                \(.selectInput(
                    field("ground", EntryTexts.ground, true), choices: grounds,
                    value: form["ground"] ?? "", none: nil, language: language))
                \(box("from", EntryTexts.from, false, .day))\(box("to", EntryTexts.to, false, .day))
                \(box("reason", EntryTexts.groundReason))
                <p class="row">\(.button(EntryTexts.grant[language]))</p>
                """)
    }
}
