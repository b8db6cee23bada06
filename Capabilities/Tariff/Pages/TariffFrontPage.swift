import Kernel
import Web

extension TariffPages {
    /// Search and sections: where the tariff begins.
    var front: Route {
        Route(.get, "/{language}/tariff", access: .anyone, summary: TariffPages.title) { visit in
            let language = visit.language
            let query = query(visit)
            do {
                let day = try query.day
                try book.inEdition(day)
                let question = query["q"]
                if let digits = question?.codeDigits, digits.utf8.count > 1,
                    codesKnown(digits, on: day)
                {
                    return .see(TariffPages.address(digits, on: day, language))
                }
                let found = question.map {
                    book.look(for: $0, on: day, limit: TariffResource.mostFound)
                }
                if let digits = question?.codeDigits, found?.lines.isEmpty == true {
                    throw book.unknown(digits, on: day)
                }
                return site.page(
                    visit, title: TariffPages.title[language],
                    content: frontPage(question, found, day, language))
            } catch let refusal as LookupRefusal {
                return site.page(
                    visit, title: TariffPages.title[language], status: refusal.status,
                    content: self.refusal(refusal, language)
                        + frontPage(query["q"], nil, clock.today, language))
            }
        }
    }

    private func codesKnown(_ digits: String, on day: Day) -> Bool {
        digits.utf8.count == 10
            ? (try? book.line(digits, on: day)) != nil
            : digits.utf8.count % 2 == 0 && book.codes.contains(prefix: digits)
    }

    private func frontPage(
        _ question: String?, _ found: FoundLines?, _ day: Day, _ language: Language
    ) -> HTML {
        let search = TariffPages.ask(
            language.address("/tariff"),
            fields: [
                .textInput(
                    Field("q", label: Localized(zh: "品名或编号", en: "Goods or code")[language]),
                    value: question ?? "", .search, width: .full, language: language),
                TariffPages.dayField(day.text, language),
            ], button: Localized(zh: "查询", en: "Search")[language])
        return """
            \(.heading(
                TariffPages.title[language],
                lede: Localized(
                    zh: "查编号、查税率、算税款、比较哪个合法税率最低。每个数字都说明出处和日期。",
                    en: """
                        Find the code, its rates, what is owed, and the cheapest lawful rate. \
                        Every figure says where it is from and since when it holds.
                        """)[language]))
            \(book.codes.loaded.setAside.map { EditionPages.warning($0, language) })
            \(search)
            \(results(question, found, day, language))
            \(question == nil ? .taskLinks(tasks(language)) : "")
            \(question == nil ? sections(day, language) : "")
            """
    }

    private func results(
        _ question: String?, _ found: FoundLines?, _ day: Day, _ language: Language
    ) -> HTML {
        guard let question, let found else { return "" }
        if found.lines.isEmpty {
            return .emptyState(
                Localized(
                    zh: "没有找到“\(question)”", en: "Nothing found for “\(question)”")[language],
                hint: Localized(
                    zh: "换一个词，例如只写主要名称；也可从下面的类、章往下找。",
                    en: "Try another word, the main name alone, or go down from the sections.")[
                        language])
                + sections(day, language)
        }
        let pairs: [Form.Pair] = [.init("q", question), .init("on", day.text)]
        let title = found.isWhole
            ? Localized(zh: "符合的商品编号", en: "Codes that fit")
            : Localized(zh: "最接近的商品编号", en: "The nearest codes")
        let note = found.told.map { HTML.notice($0[language], .info) } ?? ""
        return note + .panel(
            title[language],
            content: lines(
                found.lines, on: day, Localized(zh: "商品编号", en: "Codes")[language], language)
                + TariffPages.otherForms("/api/v1/tariff/codes", pairs, language))
    }

    func tasks(_ language: Language) -> [TaskLink] {
        func link(_ title: Localized, _ note: Localized, _ path: String) -> TaskLink {
            TaskLink(title[language], note: note[language], path: language.address(path))
        }
        return [
            link(
                BestRatePage.title,
                Localized(
                    zh: "同一货物、原产地、日期，比较所有可用税率，最低的排在最前。",
                    en: "All rates open to goods of an origin on a day, the cheapest first."),
                "/tariff/best"),
            link(
                TaxesPage.title,
                Localized(
                    zh: "一票货物的关税、消费税、增值税，单项或整表上传。",
                    en: "Duty, consumption tax and VAT of a consignment; one good or a table."),
                "/tariff/taxes"),
            link(
                UnusedWords.title,
                Localized(
                    zh: "上传报关单表体，查多缴了多少、何时以前可退。",
                    en: "Send past import lines: what was overpaid, until when it comes back."),
                "/tariff/unused"),
            link(
                QuotasPage.title,
                Localized(
                    zh: "粮棉糖毛肥：配额内外税率、总量与申请期。",
                    en: "Grain, cotton, sugar, wool, fertiliser: rates, volumes, windows."),
                "/tariff/quotas"),
            link(
                ExchangeRatesPage.title,
                Localized(
                    zh: "外币价格按什么汇率折成人民币，哪天起、谁公布。",
                    en: "By which rates amounts become yuan, since when, published by whom."),
                "/tariff/exchange-rates"),
            link(
                AgreementRatesPage.title,
                Localized(
                    zh: "哪些协定的税率已载、哪些没有，怎样导入。",
                    en: "Of which agreements rates are held, of which not, how to load them."),
                "/tariff/agreements"),
            link(
                TariffPages.calculatorsTitle,
                Localized(
                    zh: "综合税、行邮税、选择性征税、加工增值、退税、滞纳金。",
                    en: "Retail and postal tax, selective duty, value added, refunds, late fees."),
                "/tariff/calculators"),
            link(
                EditionPages.title,
                Localized(
                    zh: "运行单位导入的法规变更：依据、起始日期、是否生效。",
                    en: "Changes of law the operator loaded: document, first day, whether in use."),
                "/tariff/editions"),
        ]
    }

    private func sections(_ day: Day, _ language: Language) -> HTML {
        let parts = book.codes.sections(on: day).map { section -> HTML in
            let chapters = section.chapters.compactMap { chapter -> HTML? in
                guard book.codes.contains(prefix: chapter) else { return nil }
                let name = book.name(of: chapter, on: day)
                return """
                    <li><a href="\(url: TariffPages.address(chapter, on: day, language))">\
                    <code>\(chapter)</code> \(name, language)</a></li>

                    """
            }
            return .fold(
                Localized(
                    zh: "第\(section.number)类　\(section.name.zh)",
                    en: "Section \(section.number): \(section.name.en)")[language],
                note: (section.chapters.first ?? "") + "–" + (section.chapters.last ?? ""),
                content: "<ul>\(chapters)</ul>")
        }
        return .panel(
            Localized(zh: "按类、章查找", en: "By section and chapter")[language],
            content: parts.joined(by: ""))
    }
}
