import Kernel
import Web

/// `/{language}/status`: where a declaration stands, for whoever has its number and a paper about
/// it: the state and the dates, nothing of what was declared.
struct StatusPage: Sendable {
    let desk: PaperDesk
    let sources: PaperStatus.Sources
    let site: Site

    var route: Route {
        Route(
            .get, "/{language}/status", access: .anyone, summary: PapersTexts.status,
            rate: PaperDesk.verifyRate
        ) { visit in try await show(visit) }
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let number = String((visit.query["number"] ?? "").prefix(64))
        let code = String((visit.query["code"] ?? "").prefix(64))
        var (outcome, status): (HTML, Int) = ("", 200)
        if !number.isEmpty || !code.isEmpty {
            do {
                outcome = shown(
                    try await desk.status(number: number, code: code, sources), language)
            } catch let refusal as PapersRefusal {
                status = refusal.status
                outcome = .notice(
                    refusal.message[language], .danger, isNew: true,
                    content: "<p>\(refusal.fix, language)</p>")
            }
        }
        let fields = [
            Field(
                "number",
                label: Localized(zh: "编号", en: "Number")[language],
                hint: Localized(
                    zh: "预录入编号、清单编号、报关单号",
                    en: "Pre-entry number, list number or number of the declaration")[language],
                isRequired: false, marksOptional: false),
            Field(
                "code", label: PapersTexts.code[language],
                hint: Localized(
                    zh: "印在清单及其回执、撤单退货单证、报关单及其放行和查验通知书右上角的 16 位核验码；"
                        + "审批决定、缴款书和查验记录不在此查询",
                    en: "16 characters at the top right of a list and its receipts, a cancellation "
                        + "or return, a goods declaration and its notices; decisions of "
                        + "applications, payment notes and inspection records are not told here"
                )[language],
                isRequired: false, marksOptional: false),
        ]
        return site.page(
            visit, title: PapersTexts.status[language], status: status,
            content: """
                \(.heading(
                    PapersTexts.status[language], lede: PapersTexts.statusLede[language]))
                <form class="form" method="get" action="\(url: "/\(language.rawValue)/status")">
                \(.textInput(fields[0], value: number, width: .full, language: language))
                \(.textInput(fields[1], value: code, width: .full, language: language))
                <p class="row">\(.button(
                    Localized(zh: "查询", en: "Look up")[language]))</p>
                </form>
                \(outcome)
                """)
    }

    private func shown(
        _ found: (kind: PaperKind, number: String, status: PaperStatus), _ language: Language
    ) -> HTML {
        let events = found.status.events.map { SummaryItem($0.name[language], $0.text) }
        return .panel(
            found.number, id: "status",
            content: .summaryList(
                [SummaryItem(PapersTexts.state[language], found.status.state[language])] + events))
    }
}
