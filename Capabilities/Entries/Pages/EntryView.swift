import Kernel
import Parties
import Reference
import Web

/// A declaration as people read it.
struct EntryView: Sendable {
    let desk: EntryDesk

    func items(_ entry: GoodsEntry, _ language: Language) -> [SummaryItem] {
        var items = [
            SummaryItem(EntryTexts.own[language], entry.ownNumber),
            SummaryItem(EntryTexts.accepted[language], entry.acceptedOn.text),
            SummaryItem(EntryTexts.entered[language], entry.enteredOn?.text ?? ""),
            SummaryItem(EntryTexts.released[language], entry.releasedOn?.text ?? ""),
            SummaryItem(EntryTexts.value[language], entry.value.grouped),
            SummaryItem(EntryTexts.tax[language], entry.tax.grouped),
            SummaryItem(EntryTexts.fee[language], entry.fee.grouped),
            SummaryItem(EntryTexts.owed[language], entry.owed.grouped),
            SummaryItem(EntryTexts.security[language], entry.security.grouped),
        ]
        if let inspection = entry.inspection {
            items.append(
                SummaryItem(
                    EntryTexts.inspection[language],
                    html: .link(
                        inspection, to: "/\(language.rawValue)/inspections/\(inspection)")))
        }
        if entry.isTwoStep, let entered = entry.enteredOn,
            let term = try? LateDeclaration(
                entered, desk.settings, desk.calendar, term: "two-step.term-days")
        {
            items.append(SummaryItem(EntryTexts.due[language], term.due.text))
        }
        if let period = entry.period {
            items.append(SummaryItem(EntryTexts.period[language], period))
        }
        if !entry.reason.isEmpty {
            items.append(
                SummaryItem(
                    EntryTexts.reason[language], Localized(kept: entry.reason)[language]))
        }
        return items
    }

    func differences(_ entry: GoodsEntry, _ language: Language) -> HTML {
        guard !entry.differing.isEmpty else { return "" }
        let day = entry.acceptedOn
        return .panel(
            EntryTexts.differs[language],
            content: .table(
                caption: EntryTexts.differs[language],
                columns: [
                    Column(EntryTexts.field[language], isHeader: true) {
                        (row: ArrivalDifference) in
                        desk.label(row.field, on: day)[language]
                    },
                    Column(EntryTexts.wasDeclared[language]) { $0.declared },
                    Column(EntryTexts.declaredTogether[language]) { $0.together ?? "–" },
                    Column(EntryTexts.hasArrived[language]) { $0.arrived },
                ], rows: entry.differing, empty: ""))
    }

    func declared(_ entry: GoodsEntry, _ language: Language) -> HTML {
        let fields = desk.fields.filter { $0.holds(on: entry.acceptedOn) }.map(\.value)
        let items = fields.filter { !$0.isOfLine && !entry.document[$0.name].isEmpty }.map {
            SummaryItem($0.label[language], shown(entry.document[$0.name], $0, entry, language))
        }
        let lines = entry.document.lines.enumerated().map { index, line -> HTML in
            let parts = fields.filter { $0.isOfLine && line[$0.name] != nil }.map {
                SummaryItem(
                    $0.label[language], shown(line[$0.name] ?? "", $0, entry, language))
            }
            return """
                <h3>\(EntryTexts.line[language]) \(String(index + 1))</h3>
                \(.summaryList(parts, isCompact: true))
                """
        }
        return "\(.summaryList(items, isCompact: true))\(lines)"
    }

    func shown(
        _ value: String, _ field: EntryField, _ entry: GoodsEntry, _ language: Language
    ) -> String {
        if field.form == .flag { return language == .zh ? "是" : "Yes" }
        if field.form == .enterprise {
            let name = desk.register.find(code: value)?.localizedName[language] ?? ""
            return "\(value) \(name)"
        }
        if field.form == .choice {
            return desk.word(value, of: field.name, on: entry.acceptedOn)[language]
        }
        guard let table = field.form.table,
            let name = desk.tables[table].name(of: value, on: entry.acceptedOn)
        else { return value }
        return "\(value) \(name[language])"
    }
}

/// What may be done with a declaration, as forms.
struct EntryActions: Sendable {
    let desk: EntryDesk

    func forms(
        _ entry: GoodsEntry, _ principal: Principal, _ token: String, _ faults: [Fault],
        _ language: Language
    ) -> HTML {
        let path = EntryPages.path(language, entry.number)
        if desk.isOfDistrict(entry, principal) {
            return officer(entry, path, token, faults, language)
        }
        guard desk.isOwn(entry, principal) else { return "" }
        switch entry.state {
        case .held, .mismatch: return correction(entry, path, token, faults, language)
        case .testing:
            return """
                <p class="row">\
                \(.linkButton(ResultTexts.offer[language], to: path + "/results"))</p>
                """
        case .unsecured: return taxation(entry, path, token, language)
        case .conditional, .overdue:
            return """
                <p class="row">\
                \(.linkButton(EntryTexts.complete[language], to: path + "/completion"))</p>
                """
        default: return ""
        }
    }

    private func correction(
        _ entry: GoodsEntry, _ path: String, _ token: String, _ faults: [Fault],
        _ language: Language
    ) -> HTML {
        guard entry.isAdvance else { return "" }
        let day = entry.acceptedOn
        let fields = desk.settings.corrections.filter { $0.holds(on: day) }.map { row -> HTML in
            let name = row.value.field
            // What others declared under the bill is theirs: no figure can be proposed then.
            let arrived = entry.differing
                .first { $0.field == name && $0.together == nil }?.arrived
            return .textInput(
                Field(
                    name, label: desk.label(name, on: day)[language],
                    error: error(name, faults, language), isRequired: false,
                    marksOptional: false), value: arrived ?? "", language: language)
        }
        return .panel(
            EntryTexts.correct[language],
            content: .form(
                to: path + "/correction", token: token,
                content: """
                    <p>\(EntryTexts.correctHint[language])</p>\(fields)
                    <p class="row">\(.button(EntryTexts.correct[language]))</p>
                    """))
    }

    private func taxation(
        _ entry: GoodsEntry, _ path: String, _ token: String, _ language: Language
    ) -> HTML {
        let retry: HTML = .button(
            EntryTexts.retry[language], name: "taxation", value: "summary")
        let each: HTML =
            entry.step == .full
            ? .button(EntryTexts.payEach[language], .secondary, name: "taxation", value: "each")
            : ""
        return .form(
            to: path + "/taxation", token: token,
            content: "<p class=\"row\">\(retry) \(each)</p>")
    }

    private func officer(
        _ entry: GoodsEntry, _ path: String, _ token: String, _ faults: [Fault],
        _ language: Language
    ) -> HTML {
        func form(
            _ decision: EntryDesk.Decision, _ label: Localized, _ word: Localized,
            isRequired: Bool, _ style: ButtonStyle
        ) -> HTML {
            let id = "\(decision.rawValue)-reason"
            let field = Field(
                "reason", label: label[language], error: error(id, faults, language),
                isRequired: isRequired, id: id)
            return .form(
                to: path + "/decision", token: token,
                content: """
                    \(.hidden("decision", decision.rawValue))
                    \(.textInput(field, width: .full, language: language))
                    <p class="row">\(.button(word[language], style))</p>
                    """)
        }
        var forms: [HTML] = []
        if entry.state == .inspection || entry.state == .testing {
            forms.append(
                form(
                    .release, EntryTexts.remark, EntryTexts.release, isRequired: false, .primary))
        }
        if entry.state == .payment {
            forms.append(
                form(.paid, EntryTexts.reference, EntryTexts.paid, isRequired: true, .primary))
        }
        if [.inspection, .testing, .mismatch, .held, .unsecured].contains(entry.state) {
            forms.append(
                form(
                    .refuse, EntryTexts.refusalReason, EntryTexts.refuse, isRequired: true,
                    .danger))
        }
        guard !forms.isEmpty else { return "" }
        return .panel(EntryTexts.decide[language], content: "\(forms)")
    }
}

extension EntryDesk {
    /// A word or code that a field may have, as people read it.
    func word(_ choice: String, of field: String, on day: Day) -> Localized {
        switch field {
        case "step": return EntryStep(rawValue: choice)?.name ?? Localized(same: choice)
        case "taxation": return EntryTaxation(rawValue: choice)?.name ?? Localized(same: choice)
        case "dutyMode":
            return Localized(zh: "\(choice) 照章征税", en: "\(choice) taxed by the tariff")
        case "tradeMode":
            guard let name = tables[.tradeModes].name(of: choice, on: day) else {
                return Localized(same: choice)
            }
            return Localized(zh: "\(choice) \(name.zh)", en: "\(choice) \(name.en)")
        default: return Localized(same: choice.uppercased())
        }
    }
}
