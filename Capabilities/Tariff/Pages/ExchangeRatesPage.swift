import Kernel
import Web

extension TariffPages {
    /// The rates by which amounts become yuan on a day.
    var exchangeRates: Route {
        Route(
            .get, "/{language}/tariff/exchange-rates", access: .anyone,
            summary: ExchangeRatesPage.title
        ) { visit in
            let language = visit.language
            do {
                let page = ExchangeRatesPage(pages: self, day: try query(visit).day)
                return site.page(
                    visit, title: ExchangeRatesPage.title[language], trail: trail(language),
                    content: page.html(language))
            } catch let refusal as LookupRefusal {
                return site.page(
                    visit, title: ExchangeRatesPage.title[language], trail: trail(language),
                    status: refusal.status, content: self.refusal(refusal, language))
            }
        }
    }
}

/// Exchange rates, each with its day and source, and which of them nobody published.
struct ExchangeRatesPage: Sendable {
    let pages: TariffPages
    let day: Day

    static let title = Localized(zh: "计征汇率", en: "Exchange rates")

    func html(_ language: Language) -> HTML {
        let book = pages.book
        let rates = ExchangeView(book: book, day: day).rates
        return """
            \(.heading(
                ExchangeRatesPage.title[language],
                lede: Localized(
                    zh: "完税价格以人民币计算；外币按申报完成之日适用的计征汇率折合（海关总署令第272号第十三条、第十四条）。",
                    en: """
                        Customs values are in yuan; other currencies are converted by the rate of \
                        the day the declaration is complete (海关总署令第272号, articles 13 and 14).
                        """)[language]))
            \(TariffPages.ask(
                language.address("/tariff/exchange-rates"),
                fields: [TariffPages.dayField(day.text, language)],
                button: Localized(zh: "查询", en: "Look up")[language]))
            \(caution(rates, language))
            \(table(rates, language))
            \(TariffPages.otherForms(
                "/api/v1/tariff/exchange-rates", [.init("on", day.text)], language))
            """
    }

    private func caution(_ rates: [ExchangeRate], _ language: Language) -> HTML {
        guard rates.contains(where: \.isDefault) else { return "" }
        return .notice(
            Localized(zh: "默认设置不是公布的汇率", en: "Default settings are no published rates")[
                language], .warn,
            content: """
                <p>\(Localized(
                    zh: "标为“默认设置”的汇率随本系统提供，折算结果仅供参考；运行单位应每月导入公布的计征汇率。",
                    en: """
                        Rates marked as default come with this system, and what is converted by \
                        them is for reference only. The operator loads the published ones each \
                        month.
                        """), language)</p>
                """)
    }

    private func table(_ rates: [ExchangeRate], _ language: Language) -> HTML {
        .table(
            caption: "\(ExchangeRatesPage.title[language]) \(day.text)",
            columns: [
                Column<ExchangeRate>(
                    Localized(zh: "币制", en: "Currency")[language], isHeader: true,
                    html: { rate in
                        let letters = pages.book.letters(of: rate.currency, on: day)
                        return .under("\(letters)", rate.currency.code)
                    }),
                Column(
                    Localized(zh: "汇率", en: "Rate")[language],
                    text: { pages.book.told($0, on: day)[language] }),
                Column(
                    Localized(zh: "生效", en: "From")[language], .time, text: { $0.from.text }),
                Column(
                    Localized(zh: "来源", en: "Source")[language],
                    html: { rate in
                        rate.isDefault
                            ? .tag(Localized(zh: "默认设置", en: "default")[language], .warn)
                            : "\(rate.citation.text)"
                    }),
            ], rows: rates, empty: "")
    }
}
