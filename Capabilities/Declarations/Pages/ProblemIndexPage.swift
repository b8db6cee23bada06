import Kernel
import Reference
import Web

/// `/{language}/problems`: every code that an answer or a receipt can have, by where it comes from,
/// and a search. Groups are pages of their own, so none grows too large.
struct ProblemIndexPage: Sendable {
    /// A code and what it says.
    struct Row: Sendable, Hashable {
        let code: String
        let message: Localized
    }

    /// Codes of one origin.
    struct Group: Sendable {
        let id: String
        let name: Localized
        let rows: [Row]
    }

    static let title = Localized(zh: "错误与回执代码", en: "Codes of errors and receipts")
    static let note = Localized(
        zh: "程序答复、报文和回执中的每一个代码：什么意思，怎么改。",
        en: "Every code of answers, messages and receipts: what it means, how to mend it.")
    /// Codes shown of one search.
    static let most = 100

    let groups: [Group]
    /// The group that is looked at.
    var group: Group?
    /// What is looked for; empty for nothing.
    var text = ""

    /// Codes that have what is looked for in themselves or in their words.
    func found() -> [Row] {
        let asked = text.lowercased()
        return groups.flatMap(\.rows).filter { row in
            [row.code, row.message.zh, row.message.en].contains {
                $0.lowercased().contains(asked)
            }
        }
    }

    func html(_ language: Language) -> HTML {
        """
        \(.heading(
            group?.name[language] ?? ProblemIndexPage.title[language],
            lede: group == nil ? ProblemIndexPage.note[language] : nil))
        \(.filterBar(
            path: language.address("/problems"),
            fields: [
                .textInput(
                    Field("text", label: Localized(zh: "代码或文字", en: "Code or words")[language]),
                    value: text, .search, width: .full, language: language)
            ], language: language))
        \(body(language))
        """
    }

    private func body(_ language: Language) -> HTML {
        if !text.isEmpty {
            let found = found()
            let shown = Array(found.prefix(ProblemIndexPage.most))
            let more: HTML? =
                found.count > shown.count
                ? """
                <p class="hint">\(Localized(
                    zh: "共 \(found.count) 个，只列前 \(shown.count) 个，请写得更具体。",
                    en: "\(found.count) in all, the first \(shown.count) are shown: ask for less."),
                    language)</p>
                """ : nil
            return "\(table(shown, language))\(more)"
        }
        if let group { return table(group.rows, language) }
        return .taskLinks(
            groups.map { group in
                TaskLink(
                    group.name[language],
                    note: Localized(
                        zh: "\(group.rows.count) 个代码",
                        en: group.rows.count == 1 ? "1 code" : "\(group.rows.count) codes"
                    )[language],
                    path: language.address(
                        "/problems", query: [Form.Pair("group", group.id)]))
            })
    }

    private func table(_ rows: [Row], _ language: Language) -> HTML {
        .table(
            caption: ProblemIndexPage.title[language],
            columns: [
                Column(
                    Localized(zh: "代码", en: "Code")[language], .code, isHeader: true,
                    html: { (row: Row) in
                        .link(row.code, to: language.address("/problems/\(row.code)"))
                    }),
                Column(
                    Localized(zh: "含义", en: "Meaning")[language],
                    text: { (row: Row) in row.message[language] }),
            ], rows: rows,
            empty: .emptyState(
                Localized(zh: "没有这样的代码", en: "No such code")[language],
                hint: Localized(
                    zh: "可以输入代码的一部分，或说明中的词。",
                    en: "Part of a code, or a word of what it says, is enough.")[language]))
    }
}

extension ProblemIndexPage {
    /// Where codes with a prefix come from, in the order of the page.
    private static let origins: [(id: String, name: Localized)] = [
        ("declarations", Localized(zh: "申报", en: "Declarations")),
        ("message", Localized(zh: "报文结构", en: "Structure of messages")),
        ("value", Localized(zh: "字段内容", en: "Values of fields")),
        ("xml", Localized(zh: "XML 格式", en: "XML")),
        ("envelope", Localized(zh: "报文信封", en: "Envelopes")),
        ("seal", Localized(zh: "签名与证书", en: "Signatures and certificates")),
        ("sheet", Localized(zh: "电子表格", en: "Spreadsheets")),
        ("csv", Localized(zh: "文本表格（CSV）", en: "CSV files")),
        ("file", Localized(zh: "文件", en: "Files")),
        ("tariff", Localized(zh: "税则与税款", en: "Tariff and taxes")),
        ("classification", Localized(zh: "商品归类", en: "Classification")),
        ("origin", Localized(zh: "原产地", en: "Origin")),
        ("balances", Localized(zh: "额度、担保与库存", en: "Quotas, guarantees and stock")),
        ("entries", Localized(zh: "一般贸易报关单", en: "Entries of general trade")),
        ("inspections", Localized(zh: "查验", en: "Inspections")),
        ("procedures", Localized(zh: "办事", en: "Services")),
        ("entitlements", Localized(zh: "资质与优惠", en: "Benefits and status")),
        ("lists", Localized(zh: "名单", en: "Lists of firms")),
        ("policies", Localized(zh: "政策", en: "Policies")),
        ("problems", Localized(zh: "企业问题", en: "Problems of firms")),
        ("parties", Localized(zh: "企业与账户", en: "Firms and accounts")),
        ("papers", Localized(zh: "文书与核验", en: "Papers and verification")),
        ("paper", Localized(zh: "文书排版", en: "Setting of papers")),
        ("proofs", Localized(zh: "存证", en: "Evidence")),
        ("evidence", Localized(zh: "存证记录", en: "Evidence log")),
        ("store", Localized(zh: "存储", en: "Storage")),
        ("web", Localized(zh: "页面与接口", en: "Pages and interface")),
    ]

    /// Codes of ours by their prefix; what has no origin of its own comes last.
    static func groups(of rows: [Row]) -> [Group] {
        var parts: [String: [Row]] = [:]
        for row in rows {
            let prefix = String(row.code.prefix { $0 != "." })
            let isKnown = origins.contains { $0.id == prefix }
            parts[isKnown ? prefix : "other", default: []].append(row)
        }
        return (origins + [("other", Localized(zh: "其他", en: "Others"))]).compactMap { id, name in
            parts[id].map { rows in
                Group(
                    id: id, name: name,
                    rows: rows.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) })
            }
        }
    }
}

extension DeclarationPages {
    var problemIndex: Route {
        Route(
            .get, "/{language}/problems", access: .anyone, summary: ProblemIndexPage.title
        ) { visit in
            let language = visit.language
            var page = ProblemIndexPage(groups: problemGroups)
            if let id = visit.query["group"], !id.isEmpty {
                guard let group = page.groups.first(where: { $0.id == id }) else {
                    throw WebRefusal.notFound
                }
                page.group = group
            }
            page.text = (visit.query["text"] ?? "").halfWidth
            let root = Crumb(
                ProblemIndexPage.title[language], path: language.address("/problems"))
            return site.page(
                visit, title: page.group?.name[language] ?? ProblemIndexPage.title[language],
                trail: page.group == nil ? [] : [root], content: page.html(language))
        }
    }

    /// Every code that has a page, by origin; those of receipts first.
    var problemGroups: [ProblemIndexPage.Group] {
        let day = clock.today
        func named(_ entries: [CodeEntry]) -> [ProblemIndexPage.Row] {
            entries.sorted { (Int($0.code) ?? 0) < (Int($1.code) ?? 0) }
                .map { .init(code: $0.code, message: $0.name) }
        }
        let own = ProblemEntry.refusals + ProblemEntry.faultsWithoutExample + problems
        var seen: Set<String> = []
        let rows: [ProblemIndexPage.Row] =
            own.map { .init(code: $0.code, message: $0.message) }
            + ProblemExample.all.map { .init(code: $0.code, message: $0.title) }
        return [
            .init(
                id: "status", name: Localized(zh: "回执状态", en: "Statuses of receipts"),
                rows: named(codes[.receiptStatuses].entries(on: day))),
            .init(
                id: "information",
                name: Localized(zh: "回执正文中的代码", en: "Codes in the text of receipts"),
                rows: named(codes[.receiptInformation].entries(on: day))),
            .init(
                id: "return",
                name: Localized(zh: "回执错误码（负数）", en: "Error codes of receipts (negative)"),
                rows: codes.errors.all.map {
                    .init(
                        code: String($0.code),
                        message: ReceiptCodeWords.readable($0.meaning.name))
                }),
        ] + ProblemIndexPage.groups(of: rows.filter { seen.insert($0.code).inserted })
    }
}
