import Kernel
import Web

/// `/{language}/lots` and `/{language}/boxes`: what lies in the front warehouse, what went into
/// which box, and the whole path of a lot.
struct LotPages: Sendable {
    let desk: LotDesk
    let site: Site

    var routes: [Route] {
        let own = Access.permission(InspectionsCapability.attend)
        return [
            Route(.get, "/{language}/lots", access: own, summary: LotWords.title) { visit in
                try await list(visit)
            },
            Route(.post, "/{language}/lots", access: own, summary: LotWords.title) { visit in
                try await act(visit) { try await list($0, $1, $2) }
            },
            Route(.get, "/{language}/lots/{id}", access: .signedIn, summary: LotWords.lots) {
                visit in try await lot(visit)
            },
            Route(.post, "/{language}/lots/{id}", access: own, summary: LotWords.lots) { visit in
                try await act(visit) { try await lot($0, $1, $2) }
            },
            Route(.get, "/{language}/boxes/{id}", access: own, summary: LotWords.boxes) { visit in
                try await box(visit)
            },
            Route(.post, "/{language}/boxes/{id}", access: own, summary: LotWords.boxes) {
                visit in try await act(visit) { try await box($0, $1, $2) }
            },
        ]
    }

    /// Does what the form asks for and shows where that leads; what could not be done stays on the
    /// page it was asked on.
    private func act(
        _ visit: Visit,
        _ again: (Visit, InspectionsRefusal?, Form) async throws -> Answer
    ) async throws -> Answer {
        let form = try visit.form()
        do {
            return .see(visit.language.path(try await perform(form, visit)))
        } catch let refusal as InspectionsRefusal where refusal.status != 404 {
            return try await again(visit, refusal, form)
        }
    }

    private func perform(_ form: Form, _ visit: Visit) async throws -> String {
        let visitor = try visit.person()
        let id = visit.parameters["id"] ?? ""
        switch form["action"] {
        case "receive":
            let lot = try await desk.receive(arrival(form), by: visitor).lot
            return "/lots/\(lot.id)"
        case "open": return "/boxes/\(try await desk.open(form["container"] ?? "", by: visitor).id)"
        case "declare":
            _ = try await desk.declare(id, by: form["declaration"] ?? "", visitor)
            return "/lots/\(id)"
        case "load": _ = try await desk.load(form["lot"] ?? "", into: id, by: visitor)
        case "unload": _ = try await desk.unload(form["lot"] ?? "", from: id, by: visitor)
        case "seal": _ = try await desk.seal(id, form["seal"] ?? "", by: visitor)
        case "depart": _ = try await desk.depart(id, form["voyage"] ?? "", by: visitor)
        default: throw InspectionsRefusal.notReadable
        }
        return "/boxes/\(id)"
    }

    private func arrival(_ form: Form) -> LotDesk.Arrival {
        func text(_ name: String) -> String { (form[name] ?? "").trimmedBlanks }
        return LotDesk.Arrival(
            reference: text("reference"), exporter: text("exporter"), district: text("district"),
            warehouse: text("warehouse"), mode: text("mode"),
            goods: text("goods").split(separator: " ").map(String.init),
            destination: text("destination"), packages: Int64(text("packages")),
            kilograms: text("kilograms"))
    }

    private func list(_ visit: Visit) async throws -> Answer { try await list(visit, nil, Form()) }

    private func list(
        _ visit: Visit, _ refusal: InspectionsRefusal?, _ form: Form
    ) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let fields = Self.fields.map { name, label in
            HTML.line(name, label, value: form[name] ?? "", language)
        }
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                LotWords.title[language],
                lede: Localized(
                    zh: "先查验、后装运：货物申报后抽中的先查验，未申报、待查验或有异常的不能装箱。",
                    en: "Inspect first, load later: a lot that was drawn is inspected before it "
                        + "may go into a box; nothing undeclared or undecided is loaded.")[
                            language]))
            \(.panel(
                LotWords.lots[language], id: "lots",
                content: Self.table(try await desk.lots(for: visitor), language)))
            \(.panel(
                LotWords.boxes[language], id: "boxes",
                content: boxes(try await desk.boxes(for: visitor), language)))
            \(.panel(
                Localized(zh: "开始装箱", en: "Load a box")[language], id: "open",
                content: .form(
                    to: language.path("/lots"), token: visit.formToken,
                    content: """
                        \(.hidden("action", "open"))
                        \(.line(
                            "container", LotWords.container, value: form["container"] ?? "",
                            language))
                        \(.submit(InspectionWords.save, .secondary, language))
                        """)))
            \(.panel(
                Localized(zh: "货物入仓", en: "Receive a lot")[language], id: "receive",
                content: .form(
                    to: language.path("/lots"), token: visit.formToken,
                    content: """
                        \(.hidden("action", "receive"))\(fields)
                        \(.submit(InspectionWords.save, language))
                        """)))
            """
        return site.page(
            visit, title: LotWords.title[language], status: refusal?.status ?? 200,
            content: content)
    }

    private static let fields: [(String, Localized)] = [
        ("reference", LotWords.reference),
        ("exporter", Localized(zh: "发货企业代码", en: "Code of the exporter")),
        ("district", InspectionWords.district),
        ("warehouse", Localized(zh: "仓库代码", en: "Warehouse")),
        ("mode", Localized(zh: "监管方式", en: "Trade mode")),
        ("goods", Localized(zh: "商品编号（空格分隔）", en: "Goods codes (blanks between)")),
        ("destination", Localized(zh: "最终目的国（地区）代码", en: "Country of destination")),
        ("packages", Localized(zh: "件数", en: "Packages")),
        ("kilograms", Localized(zh: "毛重（千克）", en: "Gross mass (kg)")),
    ]

    static func table(_ lots: [Lot], _ language: Language) -> HTML {
        .table(
            caption: LotWords.lots[language],
            columns: [
                Column(
                    LotWords.reference[language], .code, isHeader: true,
                    html: { .link($0.reference, to: language.path("/lots/\($0.id)")) }),
                Column(InspectionWords.goods[language], .code) {
                    $0.goods.joined(separator: " ")
                },
                Column(Localized(zh: "件数", en: "Packages")[language], .number) {
                    String($0.packages)
                },
                Column(Localized(zh: "申报编号", en: "Declared by")[language], .code) {
                    $0.declaration.isEmpty ? "–" : $0.declaration
                },
                Column(
                    InspectionWords.state[language],
                    html: { .tag(LotWords.name($0.state)[language], tone($0.state)) }),
            ], rows: lots,
            empty: .emptyState(
                Localized(zh: "仓内没有货物", en: "No lots")[language],
                hint: Localized(zh: "货物入仓后在此显示。", en: "They appear once received.")[
                    language]))
    }

    static func tone(_ state: Lot.State) -> Tone {
        switch state {
        case .received: .neutral
        case .waiting: .warn
        case .failed: .danger
        case .cleared, .passed, .loaded: .success
        }
    }

    private func boxes(_ boxes: [Box], _ language: Language) -> HTML {
        .table(
            caption: LotWords.boxes[language],
            columns: [
                Column(
                    LotWords.container[language], .code, isHeader: true,
                    html: { .link($0.container, to: language.path("/boxes/\($0.id)")) }),
                Column(InspectionWords.state[language]) { LotWords.name($0.state)[language] },
                Column(LotWords.seal[language], .code) { $0.seal.isEmpty ? "–" : $0.seal },
            ], rows: boxes,
            empty: .emptyState(
                Localized(zh: "没有集装箱", en: "No boxes")[language],
                hint: Localized(zh: "填写箱号开始装箱。", en: "Enter a number to begin.")[language]))
    }
}
