import Kernel
import Papers
import Web
import Wire

/// Every page about the tariff. Look-ups need no account; the day stands in each address that is
/// worth keeping.
struct TariffPages: Sendable {
    let book: TariffBook
    let clock: Clock
    let papers: PaperDesk
    let site: Site

    static let title = Localized(zh: "税则税率", en: "Tariff")

    var routes: [Route] {
        [front, code, best, taxes, taxesSent, taxesPDF, taxesPDFForPrograms, quotas,
         exchangeRates]
            + agreementRates + calculators
    }

    func query(_ visit: Visit) -> TariffQuery { TariffQuery(visit.query, today: clock.today) }

    /// The way from the top to a page of the tariff.
    func trail(_ language: Language, _ more: [Crumb] = []) -> [Crumb] {
        [Crumb(TariffPages.title[language], path: language.address("/tariff"))] + more
    }

    /// The address of a code's page on a day.
    static func address(_ code: String, on day: Day, _ language: Language) -> String {
        language.address("/tariff/codes/\(code)", query: [.init("on", day.text)])
    }

    /// What a page shows instead of an answer.
    func refusal(_ refusal: any Refusal, _ language: Language) -> HTML {
        .notice(
            LookupRefusal.toldToPeople(refusal)[language], .danger, isNew: true,
            content: "<p>\(refusal.fix, language)</p>")
    }

    /// Fields in a row that lead to an address of their own.
    static func ask(_ path: String, fields: [HTML], button: String) -> HTML {
        """
        <form class="filter" method="get" action="\(url: path)">
        <div class="filter-fields">\(fields)
        <p class="filter-actions">\(.button(button))</p></div>
        </form>
        """
    }

    static func dayField(
        _ day: String, _ language: Language, id: String = "on", error: String? = nil
    ) -> HTML {
        .textInput(
            Field(
                "on", label: Localized(zh: "日期", en: "Day")[language], error: error,
                isRequired: false, marksOptional: false, id: id),
            value: day, .day, width: .full, language: language)
    }

    func originField(_ value: String, _ language: Language, error: String? = nil) -> HTML {
        let all = book.everyOrigin
        let sorted = language == .zh ? all : all.sorted { $0.name.en < $1.name.en }
        return .selectInput(
            Field(
                "origin", label: Localized(zh: "原产地", en: "Country of origin")[language],
                error: error),
            choices: sorted.map { Choice($0.code, "\($0.name[language]) \($0.iso)") },
            value: (try? book.origin(value).code) ?? "",
            none: Localized(zh: "请选择", en: "choose")[language], width: .full,
            language: language)
    }

    func currencyField(_ value: String, _ language: Language, error: String? = nil) -> HTML {
        let letters = ["CNY", "USD", "EUR", "JPY", "HKD", "GBP", "AUD", "NZD", "SGD", "KRW", "CHF"]
        return .selectInput(
            Field(
                "currency", label: Localized(zh: "币制", en: "Currency")[language],
                error: error, isRequired: false, marksOptional: false),
            choices: letters.map { Choice($0, $0) }, value: value.isEmpty ? "CNY" : value,
            none: nil, width: .full, language: language)
    }

    /// Links to the same answer for programs and spreadsheets.
    static func otherForms(_ path: String, _ pairs: [Form.Pair], _ language: Language) -> HTML {
        let json = Address.path(path, query: pairs)
        let csv = Address.path(path, query: pairs + [.init("format", "csv")])
        return """
            <p class="hint">\(Localized(zh: "同一结果：", en: "The same as: "), language)\
            \(.link("JSON", to: json)) · \(.link("CSV", to: csv))</p>
            """
    }

    /// For a day whose tariff is not held: that the rates are those of an earlier year.
    func carriedOver(_ line: TariffLine, to day: Day, _ language: Language) -> HTML {
        book.carriedOver(line, to: day).map { .notice($0[language], .warn) } ?? ""
    }

    static func reference(_ language: Language) -> HTML {
        .notice(
            Localized(zh: "税率仅供参考", en: "Rates for reference only")[language], .warn,
            content: """
                <p>\(Localized(
                    zh: "税率据公开整理本，未与官方文本逐条核对，申报前请以官方公布为准。",
                    en: """
                        The rates follow a public compilation that was not compared with the \
                        official text. Check the official text before you declare.
                        """), language)</p>
                """)
    }

    /// A name on an English page, with the Chinese that a declaration needs once: where only
    /// Chinese tells codes of one line apart, it stands in the name already.
    static func named(_ name: Localized) -> HTML {
        name.en.hasSuffix(name.zh) ? "\(name.en)" : .under("\(name.en)", name.zh)
    }

    /// A table of lines, as lists of codes show them.
    func lines(_ lines: [TariffLine], on day: Day, _ caption: String, _ language: Language)
        -> HTML
    {
        let words = RateWords(book: book, day: day)
        return .table(
            caption: caption,
            columns: [
                Column<TariffLine>(
                    Localized(zh: "商品编号", en: "Code")[language], .code, isHeader: true,
                    html: {
                        .link(
                            $0.code.dotted,
                            to: TariffPages.address($0.code.text, on: day, language))
                    }),
                Column(
                    Localized(zh: "名称", en: "Name")[language],
                    html: { line in
                        let name = book.name(of: line, on: day)
                        return language == .zh
                            ? .under("\(name.zh)", quotaWord(line, language))
                            : TariffPages.named(name)
                    }),
                Column(
                    Localized(zh: "最惠国", en: "MFN")[language], .number,
                    text: { words.told($0.duty)[language] }),
                Column(
                    Localized(zh: "暂定", en: "Provisional")[language], .number,
                    text: { $0.provisional.map { $0.text + "%" } ?? "–" }),
                Column(
                    Localized(zh: "增值税", en: "VAT")[language], .number,
                    text: { $0.vat.map { $0.text + "%" } ?? RateWords.notStated[language] }),
            ], rows: lines, empty: "")
    }

    func quotaWord(_ line: TariffLine, _ language: Language) -> String {
        switch line.quota {
        case .inQuota: Localized(zh: "关税配额内", en: "inside the tariff quota")[language]
        case .outOfQuota: Localized(zh: "关税配额外", en: "outside the tariff quota")[language]
        case nil: ""
        }
    }
}

extension GoodsCode {
    /// `0202.3000.10`.
    var dotted: String {
        let text = text
        return "\(text.prefix(4)).\(text.dropFirst(4).prefix(4)).\(text.suffix(2))"
    }
}
