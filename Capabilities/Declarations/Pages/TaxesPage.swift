import Kernel
import Web

/// `/{language}/taxes`: what a guarantor has to pay for retail imports, and when.
struct TaxesPage: Sendable {
    static let title = Localized(zh: "税单与缴款", en: "Tax bills")

    var view: TaxView
    /// As named in the address; nil for the visitor's own.
    var enterprise: String?
    var maySettle: Bool
    var token: String
    /// How many payment books and bills stand on the pages before.
    var booksBefore = 0
    var billsBefore = 0
    /// Why the last settlement was not done.
    var refusal: TaxRefusal?

    func html(_ language: Language) -> HTML {
        let wrong: HTML? = refusal.map {
            .errorSummary(
                [FormError(field: nil, $0.message[language] + $0.fix[language])],
                language: language)
        }
        return """
            \(wrong)
            \(.heading(
                TaxesPage.title[language], caption: view.name[language],
                lede: Localized(
                    zh: "放行后 30 日内未退货的，第 31 日起汇总到缴款书，第 45 日前缴纳；逾期按日加收滞纳金。",
                    en: "What does not come back within 30 days of release is put into a payment"
                        + " book and paid by day 45; then a late fee is added day by day."
                )[language]))
            \(.summaryList(
                [
                    SummaryItem(
                        Localized(zh: "未结清税款（元）", en: "Not settled (CNY)")[language],
                        view.open.grouped)
                ], isCompact: true))
            \(books(language))
            \(bills(language))
            """
    }

    private typealias Book = (number: String, bills: [TaxView.Bill])

    private func books(_ language: Language) -> HTML {
        let title = Localized(zh: "缴款书", en: "Payment books")[language]
        func sum(_ book: Book, _ part: (TaxView.Bill) -> Fixed) -> Fixed {
            Fixed(raw: book.bills.reduce(Int64(0)) { $0 + part($1).raw })
        }
        var columns: [Column<Book>] = [
            Column(
                Localized(zh: "缴款书编号", en: "Payment book")[language], .code, isHeader: true,
                text: { $0.number }),
            Column(
                Localized(zh: "税单数", en: "Bills")[language], .number,
                text: { grouped($0.bills.count) }),
            Column(
                Localized(zh: "税款（元）", en: "Tax (CNY)")[language], .number,
                text: { sum($0) { $0.bill.total }.grouped }),
            Column(
                Localized(zh: "滞纳金（元）", en: "Late fee (CNY)")[language], .number,
                text: { sum($0) { $0.lateFee }.grouped }),
            Column(
                Localized(zh: "最早缴款末日", en: "First last day")[language], .time,
                text: { $0.bills.map(\.bill.dueTo).min()?.text ?? "–" }),
            Column(
                Localized(zh: "状态", en: "State")[language], html: { state($0.bills, language) }),
        ]
        if maySettle {
            columns.append(
                Column(
                    Localized(zh: "办理", en: "Settle")[language], html: { form($0, language) }))
        }
        return .panel(
            title, id: "books",
            content: listed(
                title, columns, view.books, from: booksBefore, by: "books", language,
                empty: .emptyState(
                    Localized(zh: "还没有缴款书", en: "No payment books yet")[language],
                    hint: Localized(
                        zh: "放行满 30 日后自动汇总。", en: "They are made 30 days after release."
                    )[language])))
    }

    /// So many of a list are on a page: a busy month has hundreds of bills.
    static let most = 40

    /// A part of a list, with the way to the others; the other list stays where it is.
    private func listed<Row>(
        _ title: String, _ columns: [Column<Row>], _ rows: [Row], from: Int, by name: String,
        _ language: Language, empty: HTML
    ) -> HTML {
        let begin = from < rows.count ? from : 0
        let end = min(rows.count, begin + TaxesPage.most)
        func page(_ start: Int) -> String {
            var query = enterprise.map { [Form.Pair("enterprise", $0)] } ?? []
            let starts = [
                ("books", name == "books" ? start : booksBefore),
                ("bills", name == "bills" ? start : billsBefore),
            ]
            query += starts.filter { $0.1 > 0 }.map { Form.Pair($0.0, String($0.1)) }
            return language.address("/taxes", query: query) + "#" + name
        }
        let range = Localized(
            zh: "第 \(begin + 1)–\(end) 条，共 \(rows.count) 条",
            en: "\(begin + 1)–\(end) of \(rows.count)")
        return """
            \(.table(
                caption: title, columns: columns, rows: Array(rows[begin..<end]), empty: empty))
            \(.pager(
                previous: begin > 0 ? page(max(0, begin - TaxesPage.most)) : nil,
                next: end < rows.count ? page(end) : nil, range: range[language],
                language: language))
            """
    }

    private func state(_ bills: [TaxView.Bill], _ language: Language) -> HTML {
        if let settled = bills.first?.bill.settlement {
            return .tag(settled.name[language], settled == .paid ? .success : .warn)
        }
        let late = bills.map(\.daysLate).max() ?? 0
        return late > 0
            ? .tag(
                Localized(zh: "逾期 \(late) 日", en: "\(late) days late")[language], .danger)
            : .tag(Localized(zh: "待缴纳", en: "To be paid")[language], .info)
    }

    private func form(_ book: Book, _ language: Language) -> HTML {
        guard book.bills.first?.bill.settlement == nil else { return "–" }
        let field = Field(
            "reference", label: Localized(zh: "凭证编号", en: "Reference")[language],
            id: "reference-\(book.number)")
        return .form(
            to: language.address("/taxes/\(book.number)/settlement"), token: token,
            content: """
                \(.hidden("enterprise", enterprise ?? ""))
                \(.textInput(field, value: "", language: language))
                <p class="row">\(.button(
                    Localized(zh: "已缴纳", en: "Paid")[language], .secondary, name: "how",
                    value: "paid"))
                \(.button(
                    Localized(zh: "动用担保", en: "Draw the guarantee")[language], .danger,
                    name: "how", value: "drawn"))</p>
                """)
    }

    private func bills(_ language: Language) -> HTML {
        let title = Localized(zh: "电子税单", en: "Tax bills")[language]
        let columns: [Column<TaxView.Bill>] = [
            Column(
                Localized(zh: "税单编号", en: "Bill")[language], .code, isHeader: true,
                text: { $0.bill.number }),
            Column(
                Localized(zh: "清单", en: "List")[language], .code,
                html: {
                    .link($0.bill.list, to: language.address("/declarations/\($0.bill.list)"))
                }),
            Column(
                Localized(zh: "放行", en: "Released")[language], .time,
                text: { $0.bill.releasedOn.text }),
            Column(
                Localized(zh: "缴纳期", en: "To be paid")[language], .time,
                text: { "\($0.bill.dueFrom.text) – \($0.bill.dueTo.text)" }),
            Column(
                Localized(zh: "税款（元）", en: "Tax (CNY)")[language], .number,
                text: { $0.bill.total.grouped }),
            Column(
                Localized(zh: "待退还（元）", en: "To refund (CNY)")[language], .number,
                text: { $0.bill.refund.isZero ? "–" : $0.bill.refund.grouped }),
            Column(
                Localized(zh: "状态", en: "State")[language],
                html: { .taxStatus($0.bill, language) }),
            Column(
                Localized(zh: "打印", en: "Print")[language],
                html: {
                    .link(
                        "PDF",
                        to: language.address(
                            "/taxes/bills/\($0.bill.number)/pdf",
                            query: enterprise.map { [.init("enterprise", $0)] } ?? []))
                }),
        ]
        return .panel(
            title, id: "bills",
            content: listed(
                title, columns, view.bills, from: billsBefore, by: "bills", language,
                empty: .emptyState(
                    Localized(zh: "还没有税单", en: "No tax bills yet")[language],
                    hint: Localized(
                        zh: "以本企业担保的应税清单放行后在此显示。",
                        en: "They appear once taxed lists that you guarantee are released."
                    )[language])))
    }
}

extension HTML {
    /// State of a tax bill.
    static func taxStatus(_ bill: TaxBill, _ language: Language) -> HTML {
        let tag: HTML = .tag(
            bill.status.name[language], bill.status == .void ? .neutral : .info)
        return bill.dutyNo.isEmpty ? tag : .under(tag, bill.dutyNo)
    }
}

extension DeclarationPages {
    var taxes: [Route] {
        [
            Route(
                .get, "/{language}/taxes", access: .permission(DeclarationsPermission.read),
                summary: TaxesPage.title
            ) { visit in try await taxesPage(visit, visit.query["enterprise"]) },
            Route(
                .post, "/{language}/taxes/{dutyNo}/settlement",
                access: .permission(DeclarationsPermission.examine), summary: TaxesPage.title
            ) { visit in
                let form = try visit.form()
                let person = try visit.person()
                let enterprise = form["enterprise"] ?? ""
                do {
                    guard let how = form["how"].flatMap(TaxBill.Settlement.init(rawValue:)),
                        let reference = form["reference"]?.trimmedBlanks, !reference.isEmpty,
                        reference.utf8.count <= 100
                    else { throw TaxRefusal.input }
                    _ = try await taxDesk.settle(
                        visit.parameters["dutyNo"] ?? "", as: how, reference: reference,
                        by: person)
                } catch let refusal as TaxRefusal {
                    return try await taxesPage(visit, enterprise, after: refusal)
                }
                return .see(
                    visit.language.address(
                        "/taxes", query: [.init("enterprise", enterprise)]))
            },
        ]
    }

    private func taxesPage(
        _ visit: Visit, _ enterprise: String?, after refusal: TaxRefusal? = nil
    ) async throws -> Answer {
        let person = try visit.person()
        let language = visit.language
        let isOfficer = person.kind == .officer
        if isOfficer, enterprise?.isEmpty ?? true {
            return site.page(
                visit, title: TaxesPage.title[language], content: whichGuarantor(language))
        }
        func before(_ name: String) -> Int {
            max(0, visit.query[name].flatMap { Int($0) } ?? 0)
        }
        let page = TaxesPage(
            view: try await taxEnquiry.bills(of: enterprise, open: false, for: person),
            enterprise: enterprise, maySettle: isOfficer, token: visit.formToken,
            booksBefore: before("books"), billsBefore: before("bills"), refusal: refusal)
        return site.page(
            visit, title: TaxesPage.title[language], isWide: true,
            status: refusal?.status ?? 200, content: page.html(language))
    }

    /// An officer says whose bills.
    private func whichGuarantor(_ language: Language) -> HTML {
        let field = Field(
            "enterprise", label: Localized(zh: "担保企业", en: "Guarantor")[language],
            hint: Localized(
                zh: "统一社会信用代码或海关注册编码", en: "Credit code or customs registration")[language])
        return """
            \(.heading(TaxesPage.title[language]))
            <form class="form" method="get" action="\(url: language.address("/taxes"))">
            \(.textInput(field, value: "", language: language))
            <p class="row">\(.button(Localized(zh: "查看", en: "Show")[language]))</p>
            </form>
            """
    }
}
