import Kernel
import Web

extension TariffPages {
    /// Goods under tariff quotas.
    var quotas: Route {
        Route(
            .get, "/{language}/tariff/quotas", access: .anyone, summary: QuotasPage.title
        ) { visit in
            let language = visit.language
            do {
                let day = try query(visit).day
                try book.inEdition(day)
                return site.page(
                    visit, title: QuotasPage.title[language], trail: trail(language),
                    content: QuotasPage(pages: self, day: day).html(language))
            } catch let refusal as LookupRefusal {
                return site.page(
                    visit, title: QuotasPage.title[language], trail: trail(language),
                    status: refusal.status, content: self.refusal(refusal, language))
            }
        }
    }
}

/// The catalogue of tariff quotas: rates inside and outside, volumes, windows.
struct QuotasPage: Sendable {
    let pages: TariffPages
    let day: Day

    static let title = Localized(zh: "关税配额商品", en: "Tariff quotas")

    /// That volumes and windows are general knowledge, but for those that were loaded by a notice
    /// with volume, window and the day to give back.
    private func caution(_ rows: [QuotaView], _ language: Language) -> HTML {
        let loaded = rows.filter { $0.quota.value.confidence.isEmpty }
            .map { $0.quota.value.name[language] }
        guard loaded.count < rows.count else { return "" }
        let names = loaded.joined(separator: language == .zh ? "、" : ", ")
        let but: HTML = loaded.isEmpty
            ? ""
            : """
                <p>\(Localized(
                    zh: "已按公告导入、不在此列的：\(names)。",
                    en: "Not so those that were loaded by a notice: \(names)."), language)</p>
                """
        return .notice(
            Localized(
                zh: "总量与申请期据一般知识，以当年公告为准",
                en: "Volumes and windows are general knowledge")[language], .warn,
            content: """
                <p>\(Localized(
                    zh: "总量为入世承诺水平；申请期取自暂行办法，当年公告可能不同。全国余额没有公开来源，本系统不显示。",
                    en: """
                        Volumes are those China committed to; windows are those of the interim \
                        measures, and the notice of a year may differ. What is left of the \
                        national quota is not published and not shown here.
                        """), language)</p>
                \(but)
                """)
    }

    func html(_ language: Language) -> HTML {
        let rows = QuotaView.rows(pages.book, on: day)
        let carried: HTML = pages.book.carriedOver(to: day)
            .map { HTML.notice($0[language], .warn) } ?? ""
        return """
            \(.heading(
                QuotasPage.title[language],
                lede: Localized(
                    zh: "凭关税配额证申报的适用配额内税率；没有配额证的按配额外税率。",
                    en: "With a quota certificate the rate inside the quota applies, without one "
                        + "the rate outside.")[language]))
            \(carried)
            \(.table(
                caption: QuotasPage.title[language],
                columns: [
                    Column<QuotaView>(
                        Localized(zh: "商品", en: "Goods")[language], isHeader: true,
                        html: { row in
                            .link(row.quota.value.name[language], to: "#\(row.quota.value.id)")
                        }),
                    Column(
                        Localized(zh: "配额内", en: "Inside")[language], .number,
                        text: { QuotaView.span($0.inside) }),
                    Column(
                        Localized(zh: "配额外", en: "Outside")[language], .number,
                        text: { QuotaView.span($0.outside) }),
                    Column(
                        Localized(zh: "年总量（吨）", en: "Tonnes a year")[language], .number,
                        text: { grouped($0.quota.value.tonnes.raw / Fixed.scale) }),
                    Column(
                        Localized(zh: "国营贸易", en: "State trading")[language], .number,
                        text: { $0.quota.value.stateTradingPct.map { $0.text + "%" } ?? "–" }),
                    Column(
                        Localized(zh: "申请期", en: "Window")[language],
                        html: { window($0, language) }),
                    Column(
                        Localized(zh: "交还期限", en: "Give back by")[language], .time,
                        text: { $0.returnBy?.text ?? "–" }),
                    Column(
                        Localized(zh: "发放机关", en: "Handed out by")[language],
                        text: { $0.quota.value.body[language] }),
                ], rows: rows, empty: ""))
            \(caution(rows, language))
            \(rows.map { detail($0, language) })
            \(TariffPages.otherForms("/api/v1/tariff/quotas", [.init("on", day.text)], language))
            """
    }

    private func window(_ row: QuotaView, _ language: Language) -> HTML {
        guard let window = row.window else { return "–" }
        let days = "\(window.from.text) – \(window.to.text)"
        let tag: HTML = window.isOpen
            ? .tag(Localized(zh: "可申请", en: "open")[language], .success)
            : .tag(Localized(zh: "未开放", en: "closed")[language], .neutral)
        return .under(tag, days)
    }

    private func detail(_ row: QuotaView, _ language: Language) -> HTML {
        .fold(
            row.quota.value.name[language], id: row.quota.value.id,
            note: Localized(
                zh: "\(row.inside.count) 个配额内编号", en: "\(row.inside.count) codes inside")[language],
            content: pages.lines(
                (row.inside + row.outside).sorted { $0.code < $1.code }, on: day,
                row.quota.value.name[language], language)
                + """
                <p class="basis">\(row.quota.citation.text)；\
                \(row.quota.value.windowCitation.text)；\
                \(row.quota.value.returnCitation.text)</p>
                """)
    }
}
