import Kernel
import Web

extension TariffPages {
    /// One code, whatever its length.
    var code: Route {
        Route(
            .get, "/{language}/tariff/codes/{code}", access: .anyone,
            summary: Localized(zh: "一个商品编号", en: "A goods code")
        ) { visit in
            let language = visit.language
            let given = visit.parameters["code"] ?? ""
            do {
                let day = try query(visit).day
                guard let digits = given.halfWidth.codeDigits else {
                    throw LookupRefusal.codeForm(given)
                }
                if digits.utf8.count < 9 {
                    let branch = try book.branch(digits, on: day)
                    return site.page(
                        visit, title: "\(digits) \(branch.name[language])",
                        trail: trail(language, crumbs(digits, day, language)),
                        content: branchPage(branch, day, language))
                }
                let line = try book.line(digits, on: day)
                let view = LineView(book: book, line: line, day: day)
                return site.page(
                    visit, title: "\(line.code.dotted) \(book.name(of: line, on: day)[language])",
                    trail: trail(language, crumbs(digits, day, language)),
                    content: CodePage(view: view, pages: self).html(language))
            } catch let refusal as LookupRefusal {
                return site.page(
                    visit, title: given, trail: trail(language), status: refusal.status,
                    content: .heading(given) + self.refusal(refusal, language)
                        + instead(of: refusal, language))
            }
        }
    }

    /// Links to where a refusal leads.
    private func instead(of refusal: LookupRefusal, _ language: Language) -> HTML {
        let codes: [String]
        switch refusal {
        case .codeEnded(let former):
            let found = former.successors + former.derived
            codes = found.isEmpty ? [String(former.code.prefix(4))] + former.around : found
        case .codeEndedOn(_, _, let found): codes = found
        case .codeNotHeld(_, _, let likely): codes = likely
        case .codeUnknown(_, let known?): codes = [known]
        case .codeLostZero(let text): codes = ["0" + text]
        case .codeTooShort(let text, _):
            codes = [String(text.prefix(text.utf8.count / 2 * 2))]
        default: return ""
        }
        let links = codes.filter { book.codes.contains(prefix: $0) }.map { code -> HTML in
            let name = GoodsCode(code).flatMap { book.codes.line($0, on: clock.today) }
                .map { book.name(of: $0, on: clock.today) }
                ?? book.name(of: code, on: clock.today)
            return """
                <li><a href="\(url: TariffPages.address(code, on: clock.today, language))">\
                <code>\(code)</code> \(name, language)</a></li>
                """
        }
        return "<ul>\(links)</ul>"
    }

    private func crumbs(_ digits: String, _ day: Day, _ language: Language) -> [Crumb] {
        book.above(digits, on: day).map {
            Crumb(
                "\($0.code) \(short($0.name[language]))",
                path: TariffPages.address($0.code, on: day, language))
        }
    }

    /// The first words of a long name, for a line that must stay short.
    private func short(_ name: String) -> String {
        let scalars = name.unicodeScalars
        guard scalars.count > 36 else { return name }
        return String(String.UnicodeScalarView(scalars.prefix(35))) + "…"
    }

    private func branchPage(_ branch: TariffBranch, _ day: Day, _ language: Language) -> HTML {
        let children: HTML = branch.children.isEmpty ? "" : .table(
            caption: branch.name[language],
            columns: [
                Column<TariffBranch.Child>(
                    Localized(zh: "编号", en: "Code")[language], .code, isHeader: true,
                    html: { .link($0.code, to: TariffPages.address($0.code, on: day, language)) }),
                Column(
                    Localized(zh: "名称", en: "Name")[language],
                    html: { child in
                        .under(
                            "\(child.name, language)", child.name[language.other],
                            in: language.other)
                    }),
            ], rows: branch.children, empty: "")
        let below: HTML = branch.lines.isEmpty ? "" : .panel(
            Localized(zh: "十位商品编号", en: "Ten-digit codes")[language],
            content: lines(branch.lines, on: day, branch.name[language], language))
        let caption: String =
            switch branch.code.utf8.count {
            case 2: Localized(zh: "章", en: "Chapter")[language]
            case 4: Localized(zh: "品目", en: "Heading")[language]
            case 6: Localized(zh: "子目", en: "Subheading")[language]
            default: Localized(zh: "税目", en: "Tariff line")[language]
            }
        return """
            \(.heading(
                "\(branch.code) \(branch.name[language])", caption: caption,
                lede: branch.name[language.other], in: language.other))
            \(children)\(below)
            \(notesPanel(branch.code, day, language))
            \(TariffPages.otherForms(
                "/api/v1/tariff/codes/\(branch.code)", [.init("on", day.text)], language))
            """
    }
}

extension TariffPages {
    /// Notes of the law on a code and what it lies under, or that none are held.
    func notesPanel(_ digits: String, _ day: Day, _ language: Language) -> HTML {
        guard let notes = book.notes(on: digits, on: day) else {
            return .panel(
                NotHeldWords.notesTitle[language],
                content: """
                    <p class="hint">\(NotHeldWords.notes, language)
                    \(.link(NotHeldWords.loading[language], to: EditionPages.path(language)))</p>
                    """)
        }
        let none = Localized(
            zh: "载入的注释中没有涉及这里的。", en: "None of the notes that are held is about this.")
        let folds = notes.map { note -> HTML in
            .fold(
                NotHeldWords.place(note)[language],
                content: """
                    <p>\(note.text, language)</p>\
                    <p class="basis">\(.citation(note.citation, language))</p>
                    """)
        }
        return .panel(
            NotHeldWords.notesTitle[language],
            content: folds.isEmpty ? "<p class=\"hint\">\(none, language)</p>" : "\(folds)")
    }
}

/// Every rate of ten digits on a day.
struct CodePage: Sendable {
    let view: LineView
    let pages: TariffPages

    private var line: TariffLine { view.line }
    private var book: TariffBook { view.book }
    private var day: Day { view.day }

    /// One kind of rate in the table.
    private struct Row {
        let kind: Localized
        let rate: Localized
        let basis: Localized
        let note: Localized
        /// Nil where nothing is held.
        let source: Citation?
        /// Nil where nothing is held that could have a first day.
        let from: Day?
    }

    func html(_ language: Language) -> HTML {
        let name = book.name(of: line, on: day)
        let tag: HTML? = line.isReferenceOnly
            ? .tag(RateWords.referenceOnly[language], .warn) : nil
        let best = language.address(
            "/tariff/best", query: [.init("code", line.code.text), .init("on", day.text)])
        return """
            \(.heading(
                "\(line.code.dotted) \(name[language])", tag: tag,
                lede: name[language.other], in: language.other,
                actions: [
                    .linkButton(BestRatePage.title[language], to: best),
                    .linkButton(
                        TaxesPage.title[language],
                        to: language.address(
                            "/tariff/taxes",
                            query: [.init("code", line.code.text), .init("on", day.text)]),
                        .secondary),
                ]))
            \(pages.carriedOver(line, to: day, language))
            \(englishNote(language))
            \(TariffPages.ask(
                language.address("/tariff/codes/\(line.code.text)"),
                fields: [TariffPages.dayField(day.text, language)],
                button: Localized(zh: "换一天看", en: "On another day")[language]))
            \(rates(language))
            \(agreements(language))
            \(facts(language))
            \(pages.notesPanel(line.code.text, day, language))
            \(TariffPages.otherForms(
                "/api/v1/tariff/codes/\(line.code.text)", [.init("on", day.text)], language))
            """
    }

    /// What the English name is the name of: there is no English text of ten digits.
    private func englishNote(_ language: Language) -> HTML {
        guard language == .en, let told = book.englishTold(line, on: day) else { return "" }
        return "<p class=\"hint\">\(told, language)</p>"
    }

    private var rows: [Row] {
        let words = RateWords(book: book, day: day)
        func row(
            _ part: TariffLine.Part, _ kind: Localized, _ rate: DutyRate?, _ zh: String = "",
            _ en: String = ""
        ) -> Row {
            let source = line.source(of: part)
            return Row(
                kind: kind, rate: rate.map { words.told($0) } ?? RateWords.notStated,
                basis: rate.map(RateWords.basis) ?? RateWords.notStated,
                note: Localized(zh: zh, en: en), source: source.citation, from: source.from)
        }
        var rows = [row(.mfn, RateWords.kind(.mfn), line.duty, quotaNote.zh, quotaNote.en)]
        if let provisional = line.provisional {
            rows.append(
                row(
                    .provisional, RateWords.kind(.provisional), .adValorem(pct: provisional),
                    "优先于最惠国税率适用", "goes before the most-favoured-nation rate"))
        }
        rows.append(
            row(
                .general, RateWords.kind(.general), line.general, "适用于原产地不明等货物",
                "for goods of unknown origin and the like"))
        let (vat, consumption) = (line.source(of: .vat), line.source(of: .consumption))
        rows.append(
            Row(
                kind: Localized(zh: "进口环节增值税", en: "Import VAT"),
                rate: line.vat.map { Localized(same: $0.text + "%") } ?? RateWords.notStated,
                basis: Localized(zh: "从价", en: "ad valorem"),
                note: Localized(
                    zh: "计税价格加关税加消费税", en: "on customs value, duty and consumption tax"),
                source: vat.citation, from: vat.from))
        rows.append(
            Row(
                kind: Localized(zh: "进口环节消费税", en: "Consumption tax"),
                rate: view.consumption, basis: Localized(same: ""), note: Localized(same: ""),
                source: consumption.citation, from: consumption.from))
        if let composite = view.retailComposite,
            let factors = book.retail.factors(on: day)
        {
            rows.append(
                Row(
                    kind: Localized(zh: "跨境电商零售进口综合税", en: "Retail import, composite"),
                    rate: Localized(same: composite.text + "%"),
                    basis: Localized(zh: "从价", en: "ad valorem"), note: listing,
                    source: factors.citation, from: factors.from))
        }
        rows.append(exportRow)
        return rows
    }

    private var exportRow: Row {
        let finding = book.exportDuty(of: line.code, on: day)
        let (source, from): (Citation?, Day?) =
            switch finding {
            case .stated(let duty): (duty.citation, duty.from)
            case .none(let from, let citation): (citation, from)
            case .notHeld: (nil, nil)
            }
        return Row(
            kind: NotHeldWords.exportTitle, rate: NotHeldWords.rate(finding),
            basis: Localized(same: ""), note: NotHeldWords.told(finding, on: day),
            source: source, from: from)
    }

    private var quotaNote: Localized {
        switch line.quota {
        case .inQuota: Localized(zh: "关税配额内", en: "inside the tariff quota")
        case .outOfQuota: Localized(zh: "关税配额外", en: "outside the tariff quota")
        case nil: Localized(same: "")
        }
    }

    /// What the positive list says.
    private var listing: Localized {
        switch book.retail.positiveList.verdict(line.code, on: day) {
        case .listed(let heading, _):
            Localized(zh: "在零售进口商品清单内（\(heading)）", en: "on the positive list (\(heading))")
        case .onlyFor(let whom, let heading, _):
            Localized(
                zh: "在零售进口商品清单内（\(heading)），\(whom.told.zh)",
                en: "on the positive list (\(heading)), \(whom.told.en)")
        case .notListed:
            Localized(zh: "不在零售进口商品清单内", en: "not on the positive list")
        case .notEnforced:
            Localized(zh: "限值以内；正面清单未载入", en: "within the limits; no positive list loaded")
        }
    }

    private func rates(_ language: Language) -> HTML {
        .panel(
            Localized(zh: "\(day.text) 的税率", en: "Rates on \(day.text)")[language],
            content: .table(
                caption: Localized(zh: "税率", en: "Rates")[language],
                columns: [
                    Column<Row>(
                        Localized(zh: "税种", en: "Kind")[language], isHeader: true,
                        html: { .under("\($0.kind, language)", $0.note[language]) }),
                    Column(
                        Localized(zh: "税率", en: "Rate")[language], .number,
                        text: { $0.rate[language] }),
                    Column(
                        Localized(zh: "计征方式", en: "Basis")[language],
                        text: { $0.basis[language] }),
                    Column(
                        Localized(zh: "起始日", en: "Since")[language], .time,
                        text: { $0.from?.text ?? "–" }),
                    Column(
                        Localized(zh: "依据", en: "Source")[language],
                        html: { $0.source.map { HTML.citation($0, language) } ?? "–" }),
                ], rows: rows, empty: "")
                + (line.isReferenceOnly ? TariffPages.reference(language) : ""))
    }

    private func agreements(_ language: Language) -> HTML {
        let words = RateWords(book: book, day: day)
        let held = view.agreements.filter(isHeld)
        let parts = held.map { agreement -> HTML in
            let rate = agreement.rate.map { words.told($0)[language] }
                ?? agreement.note?[language] ?? RateWords.notStated[language]
            let names = agreement.partners.compactMap { try? book.origin($0).name[language] }
            let separator = language == .zh ? "、" : ", "
            let years: HTML = agreement.years.isEmpty ? "" : .table(
                caption: agreement.membership.name[language],
                columns: [
                    Column<(year: Int, rate: Fixed)>(
                        Localized(zh: "年份", en: "Year")[language], .code, isHeader: true,
                        text: { step in
                            step.year == agreement.years.first?.year
                                ? Localized(zh: "基准", en: "base")[language] : String(step.year)
                        }),
                    Column(
                        Localized(zh: "税率", en: "Rate")[language], .number,
                        text: { $0.rate.text + "%" }),
                ], rows: agreement.years, narrow: .scroll, empty: "")
            return .fold(
                agreement.membership.name[language], note: rate,
                content: """
                    <p>\(names.joined(separator: separator))</p>\(years)
                    \(agreement.told.map { "<p class=\"hint\">\($0, language)</p>" } ?? "")
                    <p class="basis">\(.citation(agreement.citation, language))</p>
                    """)
        }
        let others = view.agreements.filter { !isHeld($0) }
            .map { $0.membership.name[language] }
        let without = Localized(
            zh: "本系统未载有税率（未载明，不等于零）：\(others.joined(separator: "、"))。",
            en: "Not held, hence not stated, which is not zero: \(others.joined(separator: ", ")).")
        return .panel(
            Localized(zh: "协定税率", en: "Rates of agreements")[language],
            content: "\(parts)<p class=\"hint\">\(without, language)</p>")
    }

    /// Whether anything is held of what an agreement says of the code, shipped or loaded.
    private func isHeld(_ agreement: LineView.Agreement) -> Bool {
        agreement.membership.schedule != nil || agreement.rate != nil
    }

    private func facts(_ language: Language) -> HTML {
        let units = view.units.map { "\($0.name[language]) (\($0.code))" }
        var items = [
            SummaryItem(
                Localized(zh: "法定计量单位", en: "Statutory units")[language],
                units.joined(separator: " / ")),
            SummaryItem(
                Localized(zh: "申报要素", en: "Declaration elements")[language],
                html: view.elements.isEmpty
                    ? "–" : #"<span lang="zh-CN">\#(view.elements.joined(separator: "；"))</span>"#),
            SummaryItem(
                Localized(zh: "适用期间", en: "In force")[language],
                "\(line.from.text) – \(line.to?.text ?? "")"),
        ]
        if !line.elementsAreOwn, !view.elements.isEmpty {
            items.append(
                SummaryItem(
                    Localized(zh: "说明", en: "Note")[language],
                    Localized(
                        zh: "计量单位和申报要素取自相邻编号（2019 年），仅供参考。",
                        en: "Units and elements are those of neighbouring codes (2019): reference "
                            + "only.")[language]))
        }
        if !line.scope.isEmpty {
            items.append(
                SummaryItem(
                    Localized(zh: "范围说明（2019 年）", en: "Scope (2019)")[language],
                    html: #"<span lang="zh-CN">\#(line.scope)</span>"#))
        }
        return .panel(
            Localized(zh: "怎样申报", en: "How to declare")[language],
            content: .summaryList(items))
    }
}
