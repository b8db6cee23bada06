import Kernel
import Web

/// The lists an enterprise has a part in, latest first.
struct ListsPage: Sendable {
    static let pageSize = 30

    var records: [InventoryShelf.Record]
    var filter: InventoryQueries.Filter
    /// Where each page before the present one ended: the way back.
    var trail: [String]
    var hasMore: Bool
    var mayLodge: Bool
    /// Of this server, for the example of a command.
    var origin: String
    /// Filters of the address that mean nothing; the others hold.
    var faults: [FilterInput] = []

    static let title = Localized(zh: "我的申报", en: "My declarations")

    func html(_ language: Language) -> HTML {
        let actions: [HTML] =
            mayLodge
            ? [.linkButton(UploadPage.title[language], to: language.address("/upload"))] : []
        return """
            \(.errorSummary(
                faults.map { FormError(field: $0.name, $0.sentence[language]) },
                language: language))
            \(.heading(ListsPage.title[language], actions: actions))
            \(filters(language))
            \(.table(
                caption: ListsPage.title[language], columns: columns(language), rows: records,
                empty: empty(language)))
            \(pager(language))
            """
    }

    private func filters(_ language: Language) -> HTML {
        let statuses: [Status] = [
            .declaring, .rejected, .review, .inspection, .suspended, .released, .sentBack,
            .staged, .withdrawn, .cancelled,
        ]
        return .filterBar(
            path: language.address("/declarations"),
            fields: [
                .textInput(
                    Field(
                        "number",
                        label: Localized(zh: "预录入、清单或订单编号", en: "E-Port, list or order number")[
                            language]),
                    value: filter.number ?? "", .search, width: .full, language: language),
                .selectInput(
                    Field("status", label: Localized(zh: "状态", en: "Status")[language]),
                    choices: statuses.map { Choice(String($0.rawValue), $0.name[language]) },
                    value: filter.status.map { String($0.rawValue) } ?? "",
                    none: PageWords.all[language], width: .full, language: language),
                .selectInput(
                    Field("type", label: Localized(zh: "业务", en: "Kind")[language]),
                    choices: [MessageType.importInventory, .exportInventory].map {
                        Choice($0.rawValue, $0.name[language])
                    }, value: filter.type?.rawValue ?? "", none: PageWords.all[language],
                    width: .full, language: language),
            ], language: language)
    }

    private func columns(_ language: Language) -> [Column<InventoryShelf.Record>] {
        [
            Column(
                Localized(zh: "预录入编号", en: "E-Port number")[language], .code, isHeader: true,
                html: { .link($0.preNo, to: $0.address(language)) }),
            Column(
                Localized(zh: "订单编号", en: "Order")[language], .code, text: { $0.orderNo }),
            Column(
                Localized(zh: "业务", en: "Kind")[language],
                text: { PageWords.business($0)[language] }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { record in
                    .under(record.tag(language), record.obstacle(language))
                }),
            Column(
                Localized(zh: "货值", en: "Value")[language], .number,
                text: { Shown.assessed(fen: $0.value, $0) }),
            Column(
                Localized(zh: "税款", en: "Tax")[language], .number,
                text: { $0.type.isImport ? Shown.assessed(fen: $0.tax, $0) : "–" }),
            Column(
                Localized(zh: "最近变化", en: "Last change")[language], .time,
                text: { Shown.minute($0.statusAt) }),
        ]
    }

    private var isFiltered: Bool {
        filter.status != nil || filter.type != nil || filter.number != nil
    }

    private func empty(_ language: Language) -> HTML {
        if isFiltered {
            return .emptyState(
                Localized(zh: "没有符合条件的申报", en: "No declaration fits the filters")[language],
                hint: Localized(
                    zh: "核对编号是否完整，或清除筛选条件。",
                    en: "Check that the number is whole, or clear the filters.")[language],
                action: .linkButton(
                    Localized(zh: "清除条件", en: "Clear the filters")[language],
                    to: language.address("/declarations"), .secondary))
        }
        return .emptyState(
            Localized(zh: "还没有申报", en: "No declarations yet")[language],
            hint: Localized(
                zh: "依次报送订单、支付、运单和清单，这里就会显示每份清单的进展。可以在页面上传，也可以用接口：",
                en: """
                    Send order, payment, waybill and list: each list then shows here with every \
                    step. Upload them on the page, or use the interface:
                    """)[language],
            action: """
                \(.codeBlock(PageWords.curl(origin), label: PageWords.commandLine[language]))
                <p>\(.linkButton(UploadPage.title[language], to: language.address("/upload")))</p>
                """)
    }

    private func pager(_ language: Language) -> HTML {
        let number = trail.count
        let first = number * ListsPage.pageSize + 1
        let last = first + records.count - 1
        let next = hasMore ? records.last.map { address(language, trail + [$0.preNo]) } : nil
        return .pager(
            previous: number > 0 ? address(language, trail.dropLast()) : nil, next: next,
            range: records.isEmpty ? "" : "\(first)–\(last)", language: language)
    }

    private func address(_ language: Language, _ trail: [String]) -> String {
        var pairs: [Form.Pair] = []
        if let number = filter.number { pairs.append(.init("number", number)) }
        if let status = filter.status { pairs.append(.init("status", String(status.rawValue))) }
        if let type = filter.type { pairs.append(.init("type", type.rawValue)) }
        pairs += trail.map { Form.Pair("before", $0) }
        return language.address("/declarations", query: pairs)
    }
}

extension DeclarationPages {
    var lists: Route {
        Route(
            .get, "/{language}/declarations", access: .permission(DeclarationsPermission.read),
            summary: ListsPage.title
        ) { visit in
            let person = try visit.person()
            // An officer has no lists of an own: the worklist is where the officer's work lies.
            if person.enterprise.isEmpty {
                return .see(visit.language.address("/worklist"))
            }
            // The way back grows with every page; beyond fifty pages a filter serves better.
            let places = visit.query.all("before").filter { !$0.isEmpty }.suffix(50)
            var filter = InventoryQueries.Filter()
            filter.number = visit.query["number"].map(Shown.halfWidth).flatMap {
                $0.isEmpty ? nil : $0
            }
            var faults: [FilterInput] = []
            filter.status =
                visit.query.read(&faults) { try visit.query.status(among: Status.allCases) } ?? nil
            filter.type = visit.query.read(&faults) { try visit.query.inventoryType() } ?? nil
            let trail = places.filter { place in
                visit.query.read(&faults) { try FilterInput.checkPreNo(place, "before") } != nil
            }
            filter.before = trail.last
            let found = try await enquiries.list(
                filter, limit: ListsPage.pageSize + 1, for: person)
            let page = ListsPage(
                records: Array(found.prefix(ListsPage.pageSize)), filter: filter,
                trail: Array(trail), hasMore: found.count > ListsPage.pageSize,
                mayLodge: person.may(DeclarationsPermission.lodge), origin: visit.origin,
                faults: faults)
            return site.page(
                visit, title: ListsPage.title[visit.language], isWide: true,
                status: faults.isEmpty ? 200 : 400, content: page.html(visit.language))
        }
    }
}
