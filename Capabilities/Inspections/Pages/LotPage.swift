import Journal
import Kernel
import Papers
import Web

extension LotPages {
    func lot(_ visit: Visit) async throws -> Answer { try await lot(visit, nil, Form()) }

    /// A lot with its whole path.
    func lot(
        _ visit: Visit, _ refusal: InspectionsRefusal?, _ form: Form
    ) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let path = try await desk.path(visit.parameters["id"] ?? "", for: visitor)
        let lot = path.lot
        let declaring: HTML =
            lot.state == .received && lot.tenant == visitor.enterprise
            ? .panel(
                Localized(zh: "申报", en: "Declare")[language], id: "declare",
                content: .form(
                    to: language.path("/lots/\(lot.id)"), token: visit.formToken,
                    content: """
                        \(.hidden("action", "declare"))
                        \(.line(
                            "declaration",
                            Localized(
                                zh: "已放行的出口清单编号", en: "Number of the released export list"),
                            value: form["declaration"] ?? "",
                            hint: LotWords.declarationHint, language))
                        \(.submit(InspectionWords.save, language))
                        """)) : ""
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                lot.reference, caption: LotWords.title[language],
                tag: .tag(LotWords.name(lot.state)[language], LotPages.tone(lot.state)),
                actions: paper("/lots/\(lot.id)", language)))
            \(.summaryList(facts(path, language)))
            \(declaring)
            \(.panel(
                Localized(zh: "全程", en: "Path")[language], id: "path",
                content: .timeline(
                    path.story.map { entry in
                        TimelineEntry(
                            time: entry.at.text, title: LotWords.story(entry.kind)[language],
                            actor: "")
                    }, language: language)))
            """
        return site.page(
            visit, title: lot.reference,
            trail: [Crumb(LotWords.title[language], path: language.path("/lots"))],
            status: refusal?.status ?? 200, content: content)
    }

    private func facts(_ path: LotDesk.Path, _ language: Language) -> [SummaryItem] {
        let lot = path.lot
        return [
            SummaryItem(
                Localized(zh: "发货企业", en: "Exporter")[language],
                desk.register.shownName(lot.firm, language)),
            SummaryItem(Localized(zh: "仓库", en: "Warehouse")[language], lot.warehouse),
            SummaryItem(InspectionWords.goods[language], lot.goods.joined(separator: " ")),
            SummaryItem(
                Localized(zh: "件数、毛重", en: "Packages, gross mass")[language],
                "\(lot.packages), \(lot.kilograms.grouped) kg"),
            SummaryItem(
                Localized(zh: "申报编号", en: "Declared by")[language], lot.declaration),
            SummaryItem(
                InspectionWords.title[language],
                html: path.order.map {
                    .link($0.number, to: language.path("/inspections/\($0.number)"))
                } ?? "–"),
            SummaryItem(
                LotWords.container[language],
                html: path.box.map {
                    .link($0.container, to: language.path("/boxes/\($0.id)"))
                } ?? "–"),
            SummaryItem(LotWords.seal[language], path.box?.seal ?? ""),
            SummaryItem(Localized(zh: "航次", en: "Voyage")[language], path.box?.voyage ?? ""),
        ]
    }

    /// The way to the paper of what a page shows.
    private func paper(_ path: String, _ language: Language) -> [HTML] {
        [
            .linkButton(
                PapersTexts.pdf[language], to: language.path(path + "/pdf"), .secondary)
        ]
    }

    func box(_ visit: Visit) async throws -> Answer { try await box(visit, nil, Form()) }

    /// A box with its lots, and what can be done with it now.
    func box(
        _ visit: Visit, _ refusal: InspectionsRefusal?, _ form: Form
    ) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let (box, lots) = try await desk.box(visit.parameters["id"] ?? "", for: visitor)
        let ready = try await desk.lots(for: visitor).filter {
            $0.tenant == visitor.enterprise && $0.state != .loaded
        }
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                box.container, caption: LotWords.boxes[language],
                tag: .tag(LotWords.name(box.state)[language], .info),
                actions: paper("/boxes/\(box.id)", language)))
            \(.summaryList([
                SummaryItem(LotWords.seal[language], box.seal),
                SummaryItem(Localized(zh: "航次", en: "Voyage")[language], box.voyage),
                SummaryItem(
                    Localized(zh: "离境", en: "Departed")[language], box.departedAt?.text ?? ""),
            ]))
            \(.panel(
                Localized(zh: "箱内货物", en: "Lots inside")[language], id: "lots",
                content: LotPages.table(lots, language)))
            \(acts(box, lots, ready, visit.formToken, language))
            """
        return site.page(
            visit, title: box.container,
            trail: [Crumb(LotWords.title[language], path: language.path("/lots"))],
            status: refusal?.status ?? 200, content: content)
    }

    private func acts(
        _ box: Box, _ inside: [Lot], _ ready: [Lot], _ token: String, _ language: Language
    ) -> HTML {
        func form(_ action: String, _ title: Localized, _ field: HTML) -> HTML {
            .panel(
                title[language], id: action,
                content: .form(
                    to: language.path("/boxes/\(box.id)"), token: token,
                    content: """
                        \(.hidden("action", action))\(field)
                        \(.submit(InspectionWords.save, .secondary, language))
                        """))
        }
        switch box.state {
        case .departed: return ""
        case .sealed:
            return form(
                "depart", Localized(zh: "登记离境", en: "Departure"),
                .line("voyage", Localized(zh: "船名航次或车次", en: "Ship and voyage"), language))
        case .open:
            func choices(_ lots: [Lot]) -> [(String, Localized)] {
                lots.map { lot in
                    (
                        lot.id,
                        Localized(
                            zh: "\(lot.reference)（\(LotWords.name(lot.state).zh)）",
                            en: "\(lot.reference) (\(LotWords.name(lot.state).en))")
                    )
                }
            }
            let out: HTML? =
                inside.isEmpty
                ? nil
                : form(
                    "unload", Localized(zh: "移出货物", en: "Take a lot out"),
                    .select("lot", LotWords.lots, choices(inside), language))
            return """
                \(form(
                    "load", Localized(zh: "装入货物", en: "Load a lot"),
                    .select("lot", LotWords.lots, choices(ready), language)))
                \(out)
                \(form(
                    "seal", Localized(zh: "施封", en: "Seal"),
                    .line("seal", LotWords.seal, language)))
                """
        }
    }
}
