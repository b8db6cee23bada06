public import Kernel

/// What a form above its outcome is: it narrows a list, or it asks and gets an answer.
public enum FilterPurpose: Sendable, Hashable {
    case list
    /// Nothing to be kept as a filter of one's own.
    case question
}

extension HTML {
    /// Where the house puts a person's own filters of the list, and the way to keep one.
    static let ownFilters: HTML = #"<div data-own-filters></div>"#

    /// Narrows a list. Filters stay in the address, so a view can be bookmarked and sent.
    ///
    /// - Parameters:
    ///   - path: the list's own address; also where *clear* leads.
    ///   - fields: three to six of them, always seen.
    ///   - more: the rest, folded away.
    ///   - isMoreOpen: when one of the rest is in use, or has a fault.
    public static func filterBar(
        path: String, fields: [HTML], more: [HTML] = [], isMoreOpen: Bool = false,
        for purpose: FilterPurpose = .list, language: Language
    ) -> HTML {
        let isQuestion = purpose == .question
        let name = isQuestion ? Words.questions : Words.filters
        let button = isQuestion ? Words.answer : Words.filter
        let moreName = isQuestion ? Words.moreQuestions : Words.moreFilters
        let folded: HTML? =
            more.isEmpty
            ? nil
            : """
            <details class="filter-more"\(flag: "open", isMoreOpen)>
            <summary>\(moreName, language)</summary>
            <div class="filter-fields">\(more)</div></details>
            """
        return """
            <form class="filter" method="get" action="\(url: path)" \
            aria-label="\(name, language)">
            <div class="filter-fields">\(fields)
            <p class="filter-actions">\(.button(button[language])) \
            <a href="\(url: path)">\(Words.reset, language)</a></p></div>
            \(isQuestion ? nil : .ownFilters)
            \(folded)
            </form>
            """
    }
}

extension ComponentGallery {
    static let filterBar = Example(
        "filter-bar", Localized(zh: "筛选", en: "Filter bar")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let fields: [HTML] = [
            .textInput(
                Field("filter-number", label: word("清单编号", "List number")), .search,
                width: .full, language: language),
            .selectInput(
                Field("filter-status", label: word("状态", "Status")),
                choices: [
                    Choice("released", word("已放行", "Released")),
                    Choice("refused", word("退单", "Refused")),
                ], value: "released", none: Words.all[language], width: .full, language: language),
            .textInput(
                Field("filter-from", label: word("起始日期", "From")), value: "2026-11-01", .day,
                width: .full, language: language),
        ]
        return .filterBar(
            path: "/\(language.rawValue)/components", fields: fields,
            more: [
                .textInput(
                    Field("filter-waybill", label: word("运单号", "Waybill")), width: .full,
                    language: language)
            ], language: language)
    }
}
