import Kernel
import Web

extension TariffPages {
    /// The best lawful rate: asks for goods and origin, then compares.
    var best: Route {
        Route(
            .get, "/{language}/tariff/best", access: .anyone, summary: BestRatePage.title
        ) { visit in
            let language = visit.language
            let query = query(visit)
            let page = BestRatePage(pages: self, query: query)
            do {
                let day = try query.day
                if query.form.pairs.isEmpty {
                    return site.page(
                        visit, title: BestRatePage.title[language], trail: trail(language),
                        content: page.asking(language))
                }
                // Every field is read before anything is answered: a wrong one is never passed by.
                let goods = try query.required("code")
                try page.readable()
                if goods.codeDigits?.utf8.count != 10 {
                    try book.inEdition(day)
                    let found = book.find(goods, on: day, limit: 60)
                    if found.isEmpty, let digits = goods.codeDigits {
                        throw book.unknown(digits, on: day)
                    }
                    return site.page(
                        visit, title: BestRatePage.title[language], trail: trail(language),
                        content: page.choosing(found, day, language))
                }
                if query["origin"] == nil {
                    return site.page(
                        visit, title: BestRatePage.title[language], trail: trail(language),
                        // A link from the page of a code has no such field: nothing is wrong yet.
                        status: query.form["origin"] == nil ? 200 : 422,
                        content: page.withoutOrigin(try book.line(goods, on: day), day, language))
                }
                let best = try TariffResource(book: book, clock: clock).best(query)
                return site.page(
                    visit,
                    title: "\(BestRatePage.title[language]) \(best.line.code.dotted)",
                    trail: trail(language), content: page.html(best, language))
            } catch let refusal as any Refusal {
                return site.page(
                    visit, title: BestRatePage.title[language], trail: trail(language),
                    status: refusal.status,
                    content: page.mending(refusal, language))
            }
        }
    }
}

/// The comparison of rates.
struct BestRatePage: Sendable {
    let pages: TariffPages
    let query: TariffQuery

    static let title = Localized(zh: "最优税率", en: "Best lawful rate")

    var book: TariffBook { pages.book }

    func asking(_ language: Language, _ refusal: (any Refusal)? = nil) -> HTML {
        """
        \(.heading(
            BestRatePage.title[language],
            lede: Localized(
                zh: "写品名或编号，选原产地，即可比较最惠国、暂定、协定、配额等各种税率。",
                en: """
                    Say what the goods are and where they come from: most-favoured-nation, \
                    provisional, conventional and quota rates are compared.
                    """)[language]))
        \(form(language, refusal))
        <p class="hint">\(JourneyWords.form, language)</p>
        """
    }

    func form(_ language: Language, _ refusal: (any Refusal)? = nil) -> HTML {
        func wrong(_ field: String) -> String? {
            let all: [any Refusal] = (refusal as? FieldsWrong)?.all ?? (refusal.map { [$0] } ?? [])
            return all.first { $0.field == field }?.message[language]
        }
        return fields(language, wrong)
    }

    private func fields(_ language: Language, _ wrong: (String) -> String?) -> HTML {
        TariffPages.ask(
            language.address("/tariff/best"),
            fields: [
                .textInput(
                    Field(
                        "code", label: Localized(zh: "品名或编号", en: "Goods or code")[language],
                        error: wrong("code")),
                    value: query["code"] ?? "", .search, width: .full, language: language),
                pages.originField(query["origin"] ?? "", language, error: wrong("origin")),
                .textInput(
                    Field(
                        "value", label: Localized(zh: "完税价格", en: "Customs value")[language],
                        error: wrong("value"), isRequired: false),
                    value: query["value"] ?? "", width: .full, language: language),
                pages.currencyField(
                    query["currency"] ?? "", language, error: wrong("currency")),
                .textInput(
                    Field(
                        "quantity",
                        label: Localized(zh: "数量/单位", en: "Quantity/unit")[language],
                        error: wrong("quantity"), isRequired: false),
                    value: query.form.all("quantity").joined(separator: " "), width: .full,
                    language: language),
                .textInput(
                    Field(
                        "route",
                        label: Localized(zh: "途经地", en: "On the way")[language],
                        error: wrong("route"), isRequired: false),
                    value: query.form.all("route").joined(separator: " "), width: .full,
                    language: language),
                TariffPages.dayField(
                    query["on"] ?? query.today.text, language, error: wrong("on")),
            ], button: Localized(zh: "比较", en: "Compare")[language])
    }

    /// Words found several codes: one is to be chosen.
    func choosing(_ found: [TariffLine], _ day: Day, _ language: Language) -> HTML {
        let pairs = query.form.pairs.filter { $0.name != "code" && !$0.value.isEmpty }
        let words = RateWords(book: book, day: day)
        let table: HTML = .table(
            caption: Localized(zh: "商品编号", en: "Codes")[language],
            columns: [
                Column<TariffLine>(
                    Localized(zh: "商品编号", en: "Code")[language], .code, isHeader: true,
                    html: {
                        .link(
                            $0.code.dotted,
                            to: language.address(
                                "/tariff/best", query: [.init("code", $0.code.text)] + pairs))
                    }),
                Column(
                    Localized(zh: "名称", en: "Name")[language],
                    html: { line in
                        let name = book.name(of: line, on: day)
                        return language == .zh ? "\(name.zh)" : TariffPages.named(name)
                    }),
                Column(
                    Localized(zh: "最惠国", en: "MFN")[language], .number,
                    text: { words.told($0.duty)[language] }),
            ], rows: found,
            empty: .emptyState(
                Localized(zh: "没有符合的商品编号", en: "No code fits")[language],
                hint: Localized(
                    zh: "换一个词，或从税则的类、章往下找。",
                    en: "Try another word, or go down from the sections of the tariff.")[language],
                action: .linkButton(
                    TariffPages.title[language], to: language.address("/tariff"), .secondary)))
        return asking(language)
            + .panel(
                Localized(zh: "选定十位编号", en: "Choose the ten digits")[language], content: table)
    }

    func html(_ best: BestRate, _ language: Language) -> HTML {
        let name = book.name(of: best.line, on: best.day)
        let tag: HTML? = best.line.isReferenceOnly
            ? .tag(RateWords.referenceOnly[language], .warn) : nil
        var pairs = query.form.pairs.filter { !$0.value.isEmpty && $0.name != "on" }
        pairs.append(.init("on", best.day.text))
        let code = TariffPages.address(best.line.code.text, on: best.day, language)
        return """
            \(.heading(
                verdict(best, language), caption: BestRatePage.title[language], tag: tag,
                lede: Localized(
                    zh: "\(best.line.code.dotted) \(name.zh) · 原产地 \(best.origin.name.zh) · "
                        + "\(best.day.text)",
                    en: "\(best.line.code.dotted) \(name.en) · from \(best.origin.name.en) · "
                        + "\(best.day.text)")[language],
                actions: [
                    .linkButton(
                        Localized(zh: "该编号全部税率", en: "All rates of the code")[language],
                        to: code, .secondary),
                ]))
            \(pages.carriedOver(best.line, to: best.day, language))
            \(unstated(best, language))
            \(candidates(best, language))
            \(needed(best, language))
            \(passed(best, language))
            \(.panel(
                Localized(zh: "怎样得出", en: "How this came about")[language],
                content: .explanation(book.explanation(of: best), language: language, open: 1)))
            \(notes(best, language))
            \(.fold(
                Localized(zh: "换一个条件再比", en: "Compare something else")[language],
                content: form(language)))
            \(TariffPages.otherForms("/api/v1/tariff/best", pairs, language))
            """
    }

    private func verdict(_ best: BestRate, _ language: Language) -> String {
        guard let first = best.candidates.first, first.order != nil else {
            return Localized(zh: "算不出税额", en: "What is owed cannot be computed")[language]
        }
        let rate = RateWords(book: book, day: best.day).told(first.rate)
        let kind = RateWords.kind(first.kind)
        let short = first.agreement.map { "\($0.agreement) " } ?? ""
        let said = Localized(
            zh: "\(short)\(kind.zh) \(rate.zh)", en: "\(rate.en) – \(short)\(kind.en.lowered)")
        if best.unheld.isEmpty { return said[language] }
        let held = BestRateWords.lowestHeld
        return Localized(
            zh: "\(held.zh)：\(said.zh)", en: "\(held.en): \(said.en)")[language]
    }

    /// A rate that is not stated may be lower than all: that must be seen first.
    private func unstated(_ best: BestRate, _ language: Language) -> HTML {
        let names = best.unheld.map { $0.name[language] }
        guard !names.isEmpty else { return "" }
        return .notice(
            Localized(
                zh: "可能还有更低的税率：\(names.joined(separator: "、"))",
                en: "A lower rate may exist under: \(names.joined(separator: ", "))")[language],
            .warn,
            content: """
                <p>\(Localized(
                    zh: """
                        协定对该原产地开放，但本系统没有载入它对这个税目的税率。未载明不等于零，也不等于没有：\
                        请查当年税则的协定税率栏。
                        """,
                    en: """
                        The agreement is open to this origin, but its rate for this line is not \
                        held here. Not stated is neither zero nor none: see the conventional rates \
                        in the tariff of the year.
                        """), language)</p>
                \(book.atMostLower(best).map { lower -> HTML in
                    "<p>\(BestRateWords.atMostLower(lower, of: best.value), language)</p>"
                } ?? "")
                <p>\(.link(
                    Localized(
                        zh: "哪些协定的税率已载入，怎样载入自己的税率表",
                        en: "Whose rates are held, and how to load a table of your own")[language],
                    to: AgreementRatesPage.address(best.day, language)))</p>
                """)
    }

    private func candidates(_ best: BestRate, _ language: Language) -> HTML {
        let words = RateWords(book: book, day: best.day)
        let note = best.isAssumed
            ? Localized(
                zh: "按假定的完税价格 \(best.value.grouped) 元比较；填写实际价格和数量可得实际税额。",
                en: "Compared at an assumed customs value of \(best.value.grouped) yuan; give "
                    + "yours, and quantities, for the real amounts.")
            : Localized(
                zh: "完税价格 \(best.value.grouped) 元。",
                en: "Customs value \(best.value.grouped) yuan.")
        return .panel(
            Localized(zh: "可用的税率，最低在前", en: "Open rates, cheapest first")[language],
            content: """
                <p>\(note, language)</p>
                \(.table(
                    caption: BestRatePage.title[language],
                    columns: [
                        Column<BestRate.Candidate>(
                            Localized(zh: "税率种类", en: "Kind")[language], isHeader: true,
                            html: { .under(
                                "\(RateWords.title($0), language)", condition($0, language)) }),
                        Column(
                            Localized(zh: "税率", en: "Rate")[language], .number,
                            text: { words.told($0.rate)[language] }),
                        Column(
                            Localized(zh: "关税", en: "Duty")[language], .number,
                            text: { $0.duty?.grouped ?? "–" }),
                        Column(
                            Localized(zh: "税款合计", en: "All taxes")[language], .number,
                            html: { one in
                                .under(
                                    "\(one.taxes?.total.grouped ?? "–")",
                                    one.trouble?.message[language] ?? "")
                            }),
                        Column(
                            Localized(zh: "节省", en: "Saving")[language], .number,
                            text: { one in
                                one.proof == .none ? "–" : one.saving?.grouped ?? "–"
                            }),
                        Column(
                            Localized(zh: "以后各年", en: "Later years")[language],
                            text: { one in later(one, language) }),
                    ], rows: best.candidates, empty: ""))
                """)
    }

    private func condition(_ one: BestRate.Candidate, _ language: Language) -> String {
        var text = RateWords.proof(one.proof)[language]
        if one.kind == .inQuota {
            text += Localized(
                zh: "，编号 \(one.code.dotted)", en: ", code \(one.code.dotted)")[language]
        }
        if let told = BestRateWords.additional(one) {
            text += language == .zh ? "；" : "; "
            text += told[language]
        }
        return text
    }

    private func later(_ one: BestRate.Candidate, _ language: Language) -> String {
        let steps = one.future.map { "\($0.year): \($0.rate.text)%" }
        return steps.isEmpty ? "–" : steps.joined(separator: language == .zh ? "，" : ", ")
    }

    private func passed(_ best: BestRate, _ language: Language) -> HTML {
        guard !best.passedOver.isEmpty else { return "" }
        let words = RateWords(book: book, day: best.day)
        return .panel(
            Localized(zh: "不适用或未载明的税率", en: "Rates that do not apply or are not stated")[
                language],
            content: .table(
                caption: Localized(zh: "其他税率", en: "Other rates")[language],
                columns: [
                    Column<BestRate.PassedOver>(
                        Localized(zh: "税率种类", en: "Kind")[language], isHeader: true,
                        text: { RateWords.title($0.kind, $0.agreement)[language] }),
                    Column(
                        Localized(zh: "税率", en: "Rate")[language], .number,
                        text: { $0.rate.map { words.told($0)[language] } ?? "–" }),
                    Column(
                        Localized(zh: "原因", en: "Why")[language],
                        text: { RateWords.reason($0)[language] }),
                ], rows: best.passedOver, empty: ""))
    }

    private func notes(_ best: BestRate, _ language: Language) -> HTML {
        let isReference = best.line.isReferenceOnly
        return """
            <p class="hint">\(BestRateWords.notLookedAt, language)</p>
            <p class="hint">\(BestRateWords.favoured, language)</p>
            \(isReference ? TariffPages.reference(language) : "")
            """
    }
}

extension String {
    /// The first letter small, for a title inside a sentence.
    fileprivate var lowered: String {
        guard let first = unicodeScalars.first, first.isASCII else { return self }
        return String(first).lowercased() + String(unicodeScalars.dropFirst())
    }
}
