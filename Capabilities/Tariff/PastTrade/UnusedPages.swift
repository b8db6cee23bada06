import Kernel
import Web

/// `/{language}/tariff/unused`: past import lines in, lower rates and what to do out.
struct UnusedPages: Sendable {
    let desk: PastTradeDesk
    let site: Site

    /// Most lines a page shows; the table for download has all.
    private static let mostShown = 200

    var routes: [Route] {
        let path = "/{language}/tariff/unused"
        return [
            Route(.get, path, access: .anyone, summary: UnusedWords.title, handler: show),
            Route(
                .post, path, access: .anyone, summary: UnusedWords.title, bodyLimit: 4 << 20,
                rate: Rate(20, perSeconds: 60), handler: look),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        var report: UnusedPreferences.Report?
        if let principal = visit.principal, principal.may(PastTradeDesk.read),
            !principal.enterprise.isEmpty
        {
            let time = desk.usualTime
            let own = try await desk.report(
                of: principal.enterprise, from: time.from, to: time.to)
            if !own.outcomes.isEmpty { report = own }
        }
        return page(visit, report, isKept: true)
    }

    private func look(_ visit: Visit) async throws -> Answer {
        let parts = try visit.parts()
        do {
            guard let file = parts.first(where: { $0.fileName != nil }), !file.body.isEmpty else {
                throw LookupRefusal.missing(field: "file")
            }
            let lines = try PastLinesFile(book: desk.book, today: desk.today).read(file.body)
            func pressed(_ value: String) -> Bool {
                parts.contains { $0.name == "as" && $0.body == Array(value.utf8) }
            }
            if pressed("keep") {
                guard let principal = visit.principal, principal.may(PastTradeDesk.keep) else {
                    throw PastTradeRefusal.noEnterprise
                }
                try await desk.keep(lines, by: principal)
                return .see(visit.language.address("/tariff/unused"))
            }
            let report = desk.report(on: lines)
            if pressed("csv") {
                return UnusedAnswer(book: desk.book, report: report).csv(visit.language)
            }
            return page(visit, report, isKept: false)
        } catch let refusal as any Refusal {
            return page(visit, nil, isKept: false, refusal: refusal)
        }
    }

    private func page(
        _ visit: Visit, _ report: UnusedPreferences.Report?, isKept: Bool,
        refusal: (any Refusal)? = nil
    ) -> Answer {
        let language = visit.language
        let warning = refusal.map { refusal in
            HTML.notice(
                refusal.message[language], .danger, isNew: true,
                content: "<p>\(refusal.fix, language)</p><p><code>\(refusal.code)</code></p>")
        }
        return site.page(
            visit, title: UnusedWords.title[language],
            trail: [Crumb(TariffPages.title[language], path: language.address("/tariff"))],
            isWide: report != nil, status: refusal?.status ?? 200,
            content: """
                \(.heading(UnusedWords.title[language], lede: UnusedWords.lede[language]))
                \(warning ?? "")
                \(report.map { results($0, isKept, language) } ?? "")
                \(form(visit, language))
                """)
    }

    private func form(_ visit: Visit, _ language: Language) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let mayKeep = visit.principal.map {
            $0.may(PastTradeDesk.keep) && !$0.enterprise.isEmpty
        } ?? false
        let keep: HTML = mayKeep
            ? .button(
                word("保存到本企业", "Keep for my enterprise"), .secondary, name: "as",
                value: "keep")
            : ""
        let header = PastLinesFile.columns.map { language == .zh ? $0.zh : $0.name }
            .joined(separator: ",")
        let example = """
            \(header)
            220120261000000001,1,2026-03-02,2026-03-05,0302141000,Salmon,VNM,71000,CNY,1000/035,,
            """
        return .panel(
            word("上传报关单表体", "Send lines of declarations"),
            content: """
                \(.codeBlock(example, label: "CSV"))
                \(.form(
                    to: language.address("/tariff/unused"), token: visit.formToken, .upload,
                    content: """
                        \(.fileInput(
                            Field(
                                "file",
                                label: word(
                                    "CSV 文件（UTF-8，最多两万行）",
                                    "CSV file (UTF-8, at most 20,000 lines)")),
                            accept: GoodsTable.accepted, language: language))
                        <p>\(.button(word("排查", "Look"))) \
                        \(.button(
                            word("下载结果 CSV", "Download as CSV"), .secondary, name: "as",
                            value: "csv")) \
                        \(keep)</p>
                        """))
                <p class="hint">\(word(
                    "必填：报关单号、申报日期、商品编号、原产国、完税价格。没有填关税税额的，按所填协定或不申请优惠时的税率计算。"
                        + "不保存的，答复后不留存。",
                    "Needed: entry, declared_on, code, origin, value. Without a duty paid, the "
                        + "rate of the claim, or of none, is taken. Nothing is kept unless you "
                        + "choose so."))</p>
                """)
    }

    private func results(
        _ report: UnusedPreferences.Report, _ isKept: Bool, _ language: Language
    ) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let sums = report.sums
        let overpaid = report.overpaid.sorted { $0.found.total > $1.found.total }
        let refused = report.outcomes.compactMap { outcome -> (PastLine, any Refusal)? in
            if case .refused(let why) = outcome.finding { (outcome.line, why) } else { nil }
        }
        return """
            \(.figureTiles(
                [
                    Figure(
                        id: "open", label: word("仍可申请退还（元）", "Still claimable (yuan)"),
                        value: sums.open.grouped),
                    Figure(
                        id: "total", label: word("多缴税款合计（元）", "Overpaid in all (yuan)"),
                        value: sums.total.grouped,
                        note: word("其中关税 \(sums.duty.grouped)", "duty \(sums.duty.grouped)")),
                    Figure(
                        id: "lines", label: word("可用更低税率的项", "Lines with a lower rate"),
                        value: "\(overpaid.count) / \(report.outcomes.count)",
                        note: isKept ? word("本企业近三年", "own lines of three years") : ""),
                    Figure(
                        id: "not-told",
                        label: word("不能断定的项", "Lines that cannot be told"),
                        value: "\(report.notTold.count) / \(report.outcomes.count)",
                        note: word("有协定税率未载", "rates of agreements not held")),
                ], language: language))
            \(lines(overpaid, report, language))
            \(notTold(report.notTold, language))
            \(utilisation(report.utilisation, language))
            \(refused.isEmpty ? "" : .fold(
                word("\(refused.count) 项有误", "\(refused.count) lines refused"),
                content: .table(
                    caption: word("有误的项", "Refused lines"),
                    columns: [
                        Column<(PastLine, any Refusal)>(
                            word("报关单", "Entry"), .code, isHeader: true,
                            text: { "\($0.0.entry)/\($0.0.line)" }),
                        Column(word("编号", "Code"), .code, text: { $0.0.code }),
                        Column(
                            word("原因", "Why"),
                            html: { .under("\($0.1.message, language)", $0.1.fix[language]) }),
                    ], rows: Array(refused.prefix(UnusedPages.mostShown)), empty: "")))
            """
    }

    private func lines(
        _ rows: [(line: PastLine, found: UnusedPreferences.Overpaid)],
        _ report: UnusedPreferences.Report, _ language: Language
    ) -> HTML {
        let today = report.today
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        typealias One = (line: PastLine, found: UnusedPreferences.Overpaid)
        return .table(
            caption: word("可用更低税率的项", "Lines with a lower rate"),
            columns: [
                Column<One>(
                    word("报关单", "Entry"), .code, isHeader: true,
                    html: { .under("\($0.line.entry)/\($0.line.line)", $0.line.declaredOn.text) }),
                Column(
                    word("商品", "Goods"),
                    html: { .under(link($0.line, language), $0.line.name) }),
                Column(
                    word("当时可用", "Open then"),
                    html: { row in
                        let words = RateWords(book: desk.book, day: row.line.declaredOn)
                        return .under(
                            "\(RateWords.title(row.found.candidate), language) "
                                + "\(words.told(row.found.candidate.rate), language)",
                            row.found.needed?.rule?[language]
                                ?? RateWords.proof(row.found.candidate.proof)[language])
                    }),
                Column(word("多缴（元）", "Overpaid (yuan)"), .number, text: { $0.found.total.grouped }),
                Column(
                    word("怎么办", "What to do"),
                    html: {
                        .under(
                            "\(UnusedWords.way($0.found, today: today), language)",
                            $0.found.window.text)
                    }),
            ], rows: Array(rows.prefix(UnusedPages.mostShown)),
            empty: .emptyState(
                report.notTold.isEmpty
                    ? word("没有发现更低的税率", "No lower rate was open")
                    : word("所载税率中没有更低的", "Nothing lower among the rates held here"),
                hint: report.notTold.isEmpty
                    ? word("各项可用的税率均已比较。", "Every rate that was open was compared.")
                    : word(
                        "有 \(report.notTold.count) 项另有协定税率未载，可能更低，见下表。",
                        "Of \(report.notTold.count) lines a rate is not held and may be lower: "
                            + "see below.")))
    }

    /// Lines for which an agreement was open whose rate is not held.
    private func notTold(
        _ rows: [UnusedPreferences.Outcome], _ language: Language
    ) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        guard !rows.isEmpty else { return "" }
        return .table(
            caption: UnusedWords.notTold[language], showsCaption: true,
            columns: [
                Column<UnusedPreferences.Outcome>(
                    word("报关单", "Entry"), .code, isHeader: true,
                    html: { .under("\($0.line.entry)/\($0.line.line)", $0.line.declaredOn.text) }),
                Column(
                    word("商品", "Goods"),
                    html: { .under(link($0.line, language), $0.line.name) }),
                Column(
                    word("为什么不能断定", "Why it cannot be told"),
                    text: { UnusedWords.notTold($0)[language] }),
            ], rows: Array(rows.prefix(UnusedPages.mostShown)), empty: "")
    }

    /// The comparison of rates for a line, as of its day.
    private func link(_ line: PastLine, _ language: Language) -> HTML {
        .link(
            line.code,
            to: language.address(
                "/tariff/best",
                query: [
                    .init("code", line.code), .init("origin", line.origin),
                    .init("on", line.declaredOn.text), .init("value", line.value.text),
                ]))
    }

    private func utilisation(
        _ rows: [UnusedPreferences.Utilisation], _ language: Language
    ) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        guard !rows.isEmpty else { return "" }
        return .table(
            caption: word("协定利用率", "How far agreements are used"), showsCaption: true,
            columns: [
                Column<UnusedPreferences.Utilisation>(
                    word("协定", "Agreement"), isHeader: true, text: { $0.agreement }),
                Column(word("可享优惠（元）", "Eligible (yuan)"), .number, text: { $0.value.grouped }),
                Column(
                    word("已申请（元）", "Claimed (yuan)"), .number,
                    text: { $0.claimedValue.grouped }),
                Column(
                    word("利用率", "Used"), .number, text: { $0.pct.map { $0.text + "%" } ?? "–" }),
            ], rows: rows, empty: "")
    }
}
