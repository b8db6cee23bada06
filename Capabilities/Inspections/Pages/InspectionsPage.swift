import Kernel
import Parties
import Reference
import Web

/// `/{language}/inspections`: those one has a part in, and each with what can be done now.
struct InspectionsPage: Sendable {
    let desk: OrderDesk
    let names: EnterpriseRegister
    let offices: CodeList
    let site: Site

    private static let path = "/{language}/inspections"

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: .signedIn, summary: InspectionWords.title,
                handler: list),
            Route(
                .get, Self.path + "/{number}", access: .signedIn, summary: InspectionWords.title
            ) { visit in try await show(visit) },
            Route(
                .post, Self.path + "/{number}", access: .signedIn,
                summary: InspectionWords.title, bodyLimit: InspectionsAPI.bodyLimit,
                handler: act),
            Route(
                .get, Self.path + "/{number}/media/{id}", access: .signedIn,
                summary: Localized(zh: "取回影像", en: "A photo or video")
            ) { visit in
                let (medium, bytes) = try await desk.medium(
                    visit.parameters["id"] ?? "", of: number(visit), for: try visit.person())
                return Answer(
                    headers: [
                        Answer.Header("content-type", medium.type.mediaType),
                        Answer.Header(
                            "content-disposition",
                            "attachment; filename=\"\(medium.id).\(medium.type.rawValue)\""),
                        Answer.Header("cache-control", "private, no-store"),
                    ], body: bytes)
            },
        ]
    }

    private func number(_ visit: Visit) -> String { visit.parameters["number"] ?? "" }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let found = try await desk.list(for: visitor)
        let isOfficer = visitor.kind == .officer
        let links: [HTML] =
            [
                .linkButton(
                    InspectionWords.statistics[language],
                    to: language.path("/inspection-statistics"), .secondary)
            ]
            + (isOfficer
                ? [
                    .linkButton(
                        InspectionWords.samples[language],
                        to: language.path("/monitoring-samples"), .secondary)
                ] : [])
        let content: HTML = """
            \(.heading(InspectionWords.title[language], actions: links))
            \(.table(
                caption: InspectionWords.title[language], columns: columns(language), rows: found,
                empty: .emptyState(
                    Localized(zh: "没有查验", en: "No inspections")[language],
                    hint: Localized(
                        zh: "抽中查验的单证会出现在这里。",
                        en: "Cases that are to be inspected appear here.")[language])))
            """
        return site.page(visit, title: InspectionWords.title[language], content: content)
    }

    private func columns(_ language: Language) -> [Column<Order>] {
        [
            Column(
                InspectionWords.number[language], .code, isHeader: true,
                html: { .link($0.number, to: language.path("/inspections/\($0.number)")) }),
            Column(InspectionWords.subject[language], .code) { $0.subject },
            Column(InspectionWords.firm[language]) { names.shownName($0.firm, language) },
            Column(InspectionWords.orderedAt[language], .time) { $0.orderedAt.text },
            Column(InspectionWords.attendance[language]) {
                InspectionWords.name($0.attendance)[language]
            },
            Column(
                InspectionWords.state[language], html: { InspectionView.tag($0, language) }),
        ]
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let visitor = try visit.person()
        let form = try visit.form()
        let number = number(visit)
        guard
            visitor.may(InspectionsCapability.attend)
                || visitor.may(InspectionsCapability.inspect)
        else { throw WebRefusal.notPermitted(InspectionsCapability.attend) }
        do {
            switch form["action"] {
            case "attendance":
                _ = try await desk.choose(number, form["attendance"] ?? "", by: visitor)
            case "objection":
                _ = try await desk.object(form["reason"] ?? "", to: number, by: visitor)
            default: try await officerAct(form, visit, visitor)
            }
        } catch let refusal as InspectionsRefusal where refusal.status != 404 {
            return try await show(visit, refusal)
        }
        return .see(visit.language.path("/inspections/\(number)"))
    }

    private func officerAct(_ form: Form, _ visit: Visit, _ visitor: Principal) async throws {
        guard visitor.may(InspectionsCapability.inspect) else {
            throw WebRefusal.notPermitted(InspectionsCapability.inspect)
        }
        let number = number(visit)
        switch form["action"] {
        case "media":
            let file = try visit.parts().first { $0.fileName != nil }
            _ = try await desk.add(
                file?.body ?? [], note: form["note"] ?? "", to: number, by: visitor)
        case "result":
            _ = try await desk.record(
                form["result"] ?? "", findings: form["findings"] ?? "",
                releases: form["release"] == "1", of: number, by: visitor)
        case "release-on-check": _ = try await desk.releaseOnCheck(number, by: visitor)
        case "answer": _ = try await desk.answer(form["answer"] ?? "", to: number, by: visitor)
        default: throw InspectionsRefusal.notReadable
        }
    }

    private func show(
        _ visit: Visit, _ refusal: InspectionsRefusal? = nil
    ) async throws -> Answer {
        let visitor = try visit.person()
        let record = try await desk.record(number(visit), for: visitor)
        let view = InspectionView(
            record: record, visitor: visitor, names: names, offices: offices,
            now: desk.clock.now(),
            objectionDays: try desk.settings.whole("objection.days", on: desk.clock.today),
            token: visit.formToken)
        return site.page(
            visit, title: record.order.number,
            trail: [
                Crumb(
                    InspectionWords.title[visit.language],
                    path: visit.language.path("/inspections"))
            ], status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, visit.language))
                \(view.html(visit.language))
                """)
    }
}
