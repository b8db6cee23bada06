import Kernel
import Parties
import Web

/// `/{language}/benefits`: what there is, on what terms; and whether a firm has it, explained.
struct BenefitPages: Sendable {
    let desk: EntitlementsDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/benefits", access: .anyone, summary: BenefitWords.benefits
            ) { visit in index(visit) },
            Route(
                .get, "/{language}/benefits/{benefit}", access: .anyone,
                summary: BenefitWords.benefit,
                query: [BenefitsAPI.onDay]
            ) { visit in try show(visit) },
            Route(
                .get, "/{language}/entitlement-decisions/{id}", access: .signedIn,
                summary: BenefitWords.decision
            ) { visit in try await decision(visit) },
        ]
    }

    private func index(_ visit: Visit) -> Answer {
        let language = visit.language
        let links = desk.book.rules(on: desk.today).map { rule in
            TaskLink(
                rule.name[language],
                note: language.said(BenefitWords.name(rule.way)[language], rule.gives[language]),
                path: language.path("/benefits/\(rule.id)"))
        }
        return site.page(
            visit, title: BenefitWords.benefits[language],
            content: """
                \(.heading(BenefitWords.benefits[language], lede: BenefitWords.lede[language]))
                \(.taskLinks(links))
                """)
    }

    private func show(_ visit: Visit) throws -> Answer {
        let language = visit.language
        let day = try askedDay(visit, desk.today)
        let rule = try desk.rule(visit.parameters["benefit"] ?? "", on: day)
        return site.page(
            visit, title: rule.name[language],
            trail: [Crumb(BenefitWords.benefits[language], path: language.path("/benefits"))],
            content: """
                \(.heading(
                    rule.name[language], caption: rule.row,
                    tag: .tag(BenefitWords.name(rule.way)[language], .info),
                    lede: rule.summary[language], actions: way(rule, language)))
                \(.summaryList([
                    SummaryItem(BenefitWords.gives[language], rule.gives[language]),
                    SummaryItem(BenefitWords.from[language], rule.from.text),
                    SummaryItem(BenefitWords.to[language], rule.to?.text ?? ""),
                    SummaryItem(
                        BenefitWords.basis[language], html: .citations(rule.bases, language)),
                ]))
                \(visit.principal == nil ? "" : asking(rule, day, visit))
                """)
    }

    private func way(_ rule: BenefitRule, _ language: Language) -> [HTML] {
        guard rule.way == .application, let service = rule.service else { return [] }
        return [
            .linkButton(BenefitWords.apply[language], to: language.path("/services/\(service)"))
        ]
    }

    /// For whoever is signed in: whether a firm has it on a day, and why.
    private func asking(_ rule: BenefitRule, _ day: Day, _ visit: Visit) -> HTML {
        let language = visit.language
        let query = visit.query
        let isFirm = visit.principal?.enterprise.isEmpty == false
        var fields: [HTML] = [
            .line("day", BenefitWords.day, value: day.text, kind: .day, language)
        ]
        if !isFirm {
            fields.append(.line("code", BenefitWords.code, value: query["code"] ?? "", language))
        }
        if rule.isPerItem {
            fields.append(
                .line(
                    "item", BenefitWords.item, value: query["item"] ?? "", kind: .digits, language))
        }
        let asked = isFirm ? !rule.isPerItem || query["item"] != nil : query["code"] != nil
        return .panel(
            BenefitWords.why[language], id: "why",
            content: """
                \(.filterBar(
                    path: language.path("/benefits/\(rule.id)"), fields: fields,
                    language: language))
                \(asked ? answer(rule, day, visit) : "")
                """)
    }

    private func answer(_ rule: BenefitRule, _ day: Day, _ visit: Visit) -> HTML {
        let language = visit.language
        guard let person = visit.principal else { return "" }
        do {
            let (firm, verdict) = try desk.judge(
                rule.id, code: visit.query["code"] ?? "", day: day,
                item: visit.query["item"] ?? "", for: person)
            let holds = BenefitWords.holds(verdict.holds)[language]
            return """
                \(.notice(
                    language.said(firm.localizedName[language], holds),
                    verdict.holds ? .success : .warn,
                    content: .missing(verdict, language)))
                \(.explanation(verdict.explanation, language: language, open: 4))
                """
        } catch let refusal as EntitlementsRefusal {
            return .trouble(refusal, language)
        } catch {
            return ""
        }
    }

    private func decision(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let (one, verdict) = try await desk.decision(
            visit.parameters["id"] ?? "", for: try visit.person())
        let name = desk.book.versions(one.benefit).last?.name ?? Localized(same: one.benefit)
        return site.page(
            visit, title: BenefitWords.decision[language],
            trail: [
                Crumb(name[language], path: language.path("/benefits/\(one.benefit)"))
            ],
            content: """
                \(.heading(
                    one.reference, caption: name[language],
                    tag: .tag(
                        BenefitWords.holds(one.holds)[language], one.holds ? .success : .warn)))
                \(.summaryList([
                    SummaryItem(BenefitWords.day[language], one.day.text),
                    SummaryItem(BenefitWords.item[language], one.item),
                    SummaryItem(
                        Localized(zh: "作出", en: "Decided")[language], "\(one.by) \(one.at.text)"),
                ]))
                \(verdict.map { verdict -> HTML in
                    .explanation(verdict.explanation, language: language, open: 4)
                } ?? "")
                """)
    }
}
