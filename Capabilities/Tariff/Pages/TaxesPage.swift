import Kernel
import Papers
import Web
import Wire

extension TariffPages {
    /// Duty and taxes of one good: the answer has an address.
    var taxes: Route {
        Route(
            .get, "/{language}/tariff/taxes", access: .anyone, summary: TaxesPage.title
        ) { visit in
            let language = visit.language
            let query = query(visit)
            let page = TaxesPage(pages: self, query: query, token: visit.formToken)
            guard query["code"] != nil, query["price"] != nil else {
                return site.page(
                    visit, title: TaxesPage.title[language], trail: trail(language),
                    content: page.asking(language))
            }
            do {
                let consignment = try ConsignmentInput(book: book, today: clock.today).form(query)
                let taxes = try book.taxes(of: consignment)
                if case .failure(let fault)? = taxes.lines.first { throw fault.refusal }
                return site.page(
                    visit, title: TaxesPage.title[language], trail: trail(language),
                    content: page.html(consignment, taxes, language))
            } catch let refusal as any Refusal {
                return site.page(
                    visit, title: TaxesPage.title[language], trail: trail(language),
                    status: refusal.status,
                    content: self.refusal(refusal, language) + page.asking(language))
            }
        }
    }

    /// The same on paper.
    var taxesPDF: Route { pdf("/{language}/tariff/taxes/pdf") }
    var taxesPDFForPrograms: Route { pdf("/api/v1/tariff/taxes/pdf") }

    private func pdf(_ path: String) -> Route {
        Route(
            .get, path, access: .anyone,
            summary: Localized(zh: "税费计算单的 PDF", en: "The calculation as PDF"),
            rate: PaperDesk.rate
        ) { visit in
            let consignment = try ConsignmentInput(book: book, today: clock.today)
                .form(query(visit))
            let taxes = try book.taxes(of: consignment)
            if case .failure(let fault)? = taxes.lines.first { throw fault.refusal }
            return try await papers.answer(
                ConsignmentPaper(
                    book: book, consignment: consignment, taxes: taxes,
                    tenant: visit.principal?.enterprise ?? ""
                ).draft, visit)
        }
    }

    /// A table of goods, uploaded: a table of results comes back.
    var taxesSent: Route {
        Route(
            .post, "/{language}/tariff/taxes", access: .anyone,
            summary: Localized(zh: "整表计税", en: "Taxes of a table of goods"), bodyLimit: 4 << 20
        ) { visit in
            let language = visit.language
            let parts = try visit.parts()
            var form = Form()
            for part in parts where part.fileName == nil {
                form.pairs.append(.init(part.name, String(decoding: part.body, as: UTF8.self)))
            }
            let query = TariffQuery(form, today: clock.today)
            let page = TaxesPage(pages: self, query: query, token: visit.formToken)
            do {
                guard let file = parts.first(where: { $0.fileName != nil }), !file.body.isEmpty
                else { throw LookupRefusal.missing(field: "file") }
                let consignment = try ConsignmentInput(book: book, today: clock.today)
                    .csv(file.body, query)
                let taxes = try book.taxes(of: consignment)
                if query["as"] == "csv" {
                    return ConsignmentAnswer(book: book, consignment: consignment, taxes: taxes)
                        .csv(language)
                }
                return site.page(
                    visit, title: TaxesPage.title[language], trail: trail(language), isWide: true,
                    content: page.html(consignment, taxes, language))
            } catch let refusal as any Refusal {
                return site.page(
                    visit, title: TaxesPage.title[language], trail: trail(language),
                    status: refusal.status,
                    content: self.refusal(refusal, language) + page.asking(language))
            }
        }
    }
}

/// What a consignment owes, and the forms that ask for it.
struct TaxesPage: Sendable {
    let pages: TariffPages
    let query: TariffQuery
    let token: String

    static let title = Localized(zh: "进口税款计算", en: "Import taxes")

    private var book: TariffBook { pages.book }

    func asking(_ language: Language) -> HTML {
        """
        \(.heading(
            TaxesPage.title[language],
            lede: Localized(
                zh: "按一般贸易计算关税、进口环节消费税和增值税，逐步说明并给出依据。",
                en: """
                    Duty, consumption tax and VAT of goods in general trade, every step with its \
                    article.
                    """)[language]))
        \(form(language))
        \(upload(language))
        """
    }

    private func text(
        _ name: String, _ label: Localized, _ language: Language, isRequired: Bool = false
    ) -> HTML {
        .textInput(
            Field(name, label: label[language], isRequired: isRequired),
            value: query.form.all(name).joined(separator: " "), width: .full, language: language)
    }

    private func form(_ language: Language) -> HTML {
        // A day that is none is told where the consignment is computed.
        let day = (try? query.day) ?? query.today
        let terms: HTML = .selectInput(
            Field(
                "terms", label: Localized(zh: "成交方式", en: "Terms")[language],
                isRequired: false, marksOptional: false),
            choices: Consignment.Terms.allCases.map {
                Choice($0.rawValue, $0.rawValue.uppercased())
            },
            value: query["terms"] ?? "cif", none: nil, width: .full, language: language)
        let claim: HTML = .selectInput(
            Field(
                "claim", label: Localized(zh: "申请税率", en: "Rate claimed")[language],
                isRequired: false, marksOptional: false),
            choices: [
                Choice("best", Localized(zh: "最优税率", en: "best lawful rate")[language])
            ] + book.agreements.withRates(on: day).map { Choice($0, $0) },
            value: query["claim"] ?? "",
            none: Localized(zh: "不申请优惠", en: "no claim")[language], width: .full,
            language: language)
        return TariffPages.ask(
            language.address("/tariff/taxes"),
            fields: [
                text("code", Localized(zh: "商品编号", en: "Code"), language, isRequired: true),
                pages.originField(query["origin"] ?? "", language),
                text("price", Localized(zh: "价格", en: "Price"), language, isRequired: true),
                pages.currencyField(query["currency"] ?? "", language), terms,
                text("freight", Localized(zh: "运费", en: "Freight"), language),
                text("insurance", Localized(zh: "保费", en: "Insurance"), language),
                text(
                    "quantity", Localized(zh: "数量/单位", en: "Quantity/unit"), language),
                claim, TariffPages.dayField(query["on"] ?? query.today.text, language),
            ], button: Localized(zh: "计算", en: "Compute")[language])
            + """
            <p class="hint">\(Localized(
                zh: "数量写成 2000/035（035 千克、007 个、095 升、070 吨），可写几个，用空格隔开。"
                    + "保费不填的，按货价加运费的 3‰ 计。",
                en: "Quantities as 2000/035 (035 kilogram, 007 piece, 095 litre, 070 tonne), "
                    + "several with blanks between. Insurance left empty counts as 3‰ of price "
                    + "and freight."), language)</p>
            """
    }

    private func upload(_ language: Language) -> HTML {
        let example = """
            code,origin,price,currency,quantity,claim
            2204210000,FRA,12345.67,USD,1200/095,
            0302141000,VNM,10000.00,USD,1000/035,RCEP
            """
        return .panel(
            Localized(zh: "整表上传", en: "A table of goods")[language],
            content: """
                \(.codeBlock(example, label: "CSV"))
                \(.form(
                    to: language.address("/tariff/taxes"), token: token, .upload,
                    content: """
                        \(.fileInput(
                            Field(
                                "file",
                                label: Localized(
                                    zh: "CSV 或 XLSX 文件（最多两万行）",
                                    en: "CSV or XLSX file (at most 20,000 lines)")[language],
                                hint: Localized(
                                    zh: "第一行写列名；商品编号一列请设为“文本”，以免丢掉开头的 0。",
                                    en: "Column names in the first row. Make the column of codes "
                                        + "one of text, or zeros at the front get lost.")[
                                            language]),
                            accept: GoodsTable.accepted, language: language))
                        \(TariffPages.dayField(
                            query["on"] ?? query.today.text, language, id: "day"))
                        <p>\(.button(Localized(zh: "看结果", en: "Show")[language])) \
                        \(.button(
                            Localized(zh: "下载结果 CSV", en: "Download as CSV")[language],
                            .secondary, name: "as", value: "csv"))</p>
                        """))
                """)
    }

    /// Only an answer that has an address can be had on paper.
    private func printed(_ language: Language) -> [HTML] {
        guard query["code"] != nil, query["price"] != nil else { return [] }
        return [
            .linkButton(
                PapersTexts.pdf[language],
                to: language.address("/tariff/taxes/pdf", query: query.form.pairs), .secondary)
        ]
    }

    func html(_ consignment: Consignment, _ taxes: ConsignmentTaxes, _ language: Language) -> HTML {
        let refused = taxes.lines.count - taxes.taxed.count
        let warning: HTML = refused == 0 ? "" : .notice(
            Localized(
                zh: "\(refused) 项未能计税，因此不作合计、不判断免征",
                en: "\(refused) lines could not be taxed: no sum, no exemption")[language], .warn)
        let isReference = taxes.taxed.contains(where: \.isReferenceOnly)
        return """
            \(.heading(
                TaxesPage.title[language],
                tag: isReference ? .tag(RateWords.referenceOnly[language], .warn) : nil,
                lede: consignment.day.text, actions: printed(language)))
            \(warning)
            \(carried(consignment, taxes, language))
            \(figures(taxes, language))
            \(exchange(consignment, language))
            \(lines(consignment, taxes, language))
            \(.panel(
                Localized(zh: "计算过程", en: "Step by step")[language],
                content: .explanation(
                    book.explanation(of: taxes, consignment), language: language,
                    open: taxes.lines.count == 1 ? 3 : 1)))
            <p class="hint">\(BestRateWords.notLookedAt, language)</p>
            \(.fold(
                Localized(zh: "再算一次", en: "Compute again")[language], content: form(language)))
            """
    }

    /// By which rates amounts in other currencies became yuan.
    private func exchange(_ consignment: Consignment, _ language: Language) -> HTML {
        let day = consignment.currencyDay
        let rates = book.exchangeRates(of: consignment)
        guard !rates.isEmpty else { return "" }
        let told = rates.map { rate in
            book.told(rate, on: day)[language]
                + (rate.isDefault ? "" : Localized(zh: "（", en: " (")[language]
                    + rate.citation.text + Localized(zh: "）", en: ")")[language])
        }.joined(separator: language == .zh ? "；" : "; ")
        let all: HTML = .link(
            ExchangeRatesPage.title[language],
            to: language.address("/tariff/exchange-rates", query: [.init("on", day.text)]))
        guard rates.contains(where: \.isDefault) else {
            return "<p>\(told) · \(all)</p>"
        }
        return .notice(
            told, .warn,
            content: "<p>\(TariffBook.defaultExchange, language) \(all)</p>")
    }

    /// That figures of the year before stand in for those of a year that is not held.
    private func carried(
        _ consignment: Consignment, _ taxes: ConsignmentTaxes, _ language: Language
    ) -> HTML {
        book.carriedOver(taxes.taxed.map(\.line), to: consignment.day).map {
            .notice($0[language], .warn)
        } ?? ""
    }

    private func figures(_ taxes: ConsignmentTaxes, _ language: Language) -> HTML {
        guard let totals = taxes.totals, let total = taxes.total else { return "" }
        var tiles = ConsignmentTaxes.Tax.allCases.map { tax in
            Figure(
                id: tax.rawValue, label: ConsignmentTaxes.name(tax)[language],
                value: (totals[tax] ?? .zero).grouped,
                note: taxes.taxed.contains { $0.exempt.contains(tax) }
                    ? Localized(zh: "免征", en: "exempt")[language] : "")
        }
        tiles.append(
            Figure(
                id: "total", label: Localized(zh: "合计（元）", en: "In all (yuan)")[language],
                value: total.grouped))
        return .figureTiles(tiles, language: language)
    }

    /// Most rows a page shows; a table has them all.
    private static let mostRows = 500

    private func lines(
        _ consignment: Consignment, _ taxes: ConsignmentTaxes, _ language: Language
    ) -> HTML {
        let words = RateWords(book: book, day: consignment.day)
        let rows = Array(taxes.lines.enumerated().prefix(TaxesPage.mostRows))
        typealias Row = (offset: Int, element: Result<ConsignmentTaxes.Line, ConsignmentFault>)
        func cell(_ row: Row, _ value: (ConsignmentTaxes.Line) -> String) -> String {
            (try? row.element.get()).map(value) ?? "–"
        }
        return .table(
            caption: TaxesPage.title[language],
            columns: [
                Column<Row>(
                    Localized(zh: "商品", en: "Goods")[language], isHeader: true,
                    html: { row in
                        switch row.element {
                        case .success(let line):
                            .under(
                                "<code>\(line.line.code.dotted)</code>",
                                book.name(of: line.line, on: consignment.day)[language])
                        case .failure(let fault):
                            .under(
                                "<code>\(consignment.lines[row.offset].hs10)</code>",
                                fault.refusal.message[language] + " " + fault.refusal.fix[language])
                        }
                    }),
                Column(
                    Localized(zh: "适用税率", en: "Rate applied")[language],
                    html: { row in
                        guard let line = try? row.element.get() else { return "–" }
                        let title = RateWords.title(line.rate)[language]
                        return .under(
                            "\(words.told(line.rate.rate), language)",
                            line.remark.map { "\(title) · \($0[language])" } ?? title)
                    }),
                Column(
                    Localized(zh: "完税价格", en: "Customs value")[language], .number,
                    text: { cell($0) { $0.value.grouped } }),
                Column(
                    Localized(zh: "关税", en: "Duty")[language], .number,
                    text: { cell($0) { $0.levied(.duty).grouped } }),
                Column(
                    Localized(zh: "消费税", en: "Consumption tax")[language], .number,
                    text: { cell($0) { $0.levied(.consumption).grouped } }),
                Column(
                    Localized(zh: "增值税", en: "VAT")[language], .number,
                    text: { cell($0) { $0.levied(.vat).grouped } }),
                Column(
                    Localized(zh: "合计", en: "In all")[language], .number,
                    text: { cell($0) { $0.total.grouped } }),
            ], rows: rows, empty: "")
    }
}
