import Kernel
import Web

/// `/{language}/services/{service}/register`: what was granted, for whoever wants to check.
struct RegisterPages: Sendable {
    let desk: CaseDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/services/{service}/register", access: .anyone,
                summary: ProcedureWords.register, handler: show)
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let id = visit.parameters["service"] ?? ""
        let asked = (visit.query["q"] ?? "").trimmedText
        let found = try await desk.register(of: id, words: asked)
        let field = Field(
            "q", label: ProcedureWords.searchRegister[language], isRequired: false,
            marksOptional: false)
        let content: HTML = """
            \(.heading(
                found.rule.title[language], caption: found.service.name[language],
                lede: found.rule.note[language]))
            \(.filterBar(
                path: language.path("/services/\(id)/register"),
                fields: [
                    .textInput(field, value: asked, .search, width: .full, language: language)
                ], language: language))
            \(.table(
                caption: found.rule.title[language],
                columns: columns(found.service, found.rule, language), rows: found.entries,
                empty: .emptyState(
                    ProcedureWords.nothingRegistered[language],
                    hint: ProcedureWords.nothingRegisteredHint[language])))
            """
        return site.page(
            visit, title: found.rule.title[language],
            trail: [
                Crumb(ProcedureWords.services[language], path: language.path("/services")),
                Crumb(found.service.name[language], path: language.path("/services/\(id)")),
            ], isWide: true, content: content)
    }

    private func columns(
        _ service: ServiceFile, _ rule: PublishRule, _ language: Language
    ) -> [Column<RegisterEntry>] {
        let today = desk.clock.today
        var columns: [Column<RegisterEntry>] = [
            Column(ProcedureWords.number[language], .code, isHeader: true) { $0.number }
        ]
        if rule.showsHolder {
            columns.append(Column(ProcedureWords.holder[language]) { $0.holder })
        }
        for name in rule.fields + (rule.reason == nil ? [] : ["reason"]) {
            let label =
                service.field(name)?.label
                ?? service.computed.first { $0.id == name }?.label ?? rule.reason
            columns.append(
                Column(label?[language] ?? name) { entry in
                    entry.values.first { $0.id == name }?.shown[language] ?? "–"
                })
        }
        columns.append(Column(ProcedureWords.validFrom[language], .time) { $0.from.text })
        columns.append(
            Column(ProcedureWords.validTo[language], .time) { $0.validTo?.text ?? "–" })
        columns.append(
            Column(
                ProcedureWords.state[language],
                html: { entry in
                    guard entry.endedOn == nil else {
                        return .under(
                            .tag(ProcedureWords.revoked[language], .danger), entry.endReason)
                    }
                    return entry.isInForce(on: today)
                        ? .tag(ProcedureWords.inForce[language], .success)
                        : .tag(ProcedureWords.ended[language], .neutral)
                }))
        return columns
    }
}
