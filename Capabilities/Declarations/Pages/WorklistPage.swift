import Kernel
import Reference
import Web

/// What waits for an officer, longest waiting first.
struct WorklistPage: Sendable {
    /// More than a morning's work is not shown at once.
    static let most = 200

    struct Item: Sendable {
        let record: InventoryShelf.Record
        /// Why it was held, by the risk rule that took it.
        let reason: Localized
        let goods: String
    }

    struct Filter: Sendable, Hashable {
        var status: Status?
        var type: MessageType?
        var district: String?
        /// A number that is looked for, also among lists that are decided.
        var number: String?
    }

    var items: [Item]
    var filter: Filter
    var districts: [String]
    var now: Instant
    var codes: CodeTables
    var isCut: Bool
    /// Documents about lists that wait for a decision.
    var followUps: [FollowUpShelf.Record] = []

    static let title = Localized(zh: "审核台", en: "Worklist")
    static let back = Localized(zh: "回到审核台", en: "Back to the worklist")

    func html(_ language: Language) -> HTML {
        """
            \(.heading(WorklistPage.title[language], lede: lede[language]))
            \(applications(language))
            <p>\(.link(
                MasterBillsPage.title[language], to: language.address("/master-bills")))
                \(.link(
                    DistrictStatisticsPage.title[language],
                    to: language.address("/statistics/exports")))</p>
            \(filters(language))
            \(.table(
                caption: WorklistPage.title[language], columns: columns(language), rows: items,
                empty: empty(language)))
            """
    }

    private func applications(_ language: Language) -> HTML? {
        guard !followUps.isEmpty else { return nil }
        let title = Localized(
            zh: "待审核的申请 \(followUps.count) 份", en: "Applications to decide: \(followUps.count)")
        return .panel(
            title[language], id: "applications",
            content: FollowUpTable.html(followUps, caption: title, language))
    }

    private var lede: Localized {
        let count = isCut ? "\(WorklistPage.most)+" : "\(items.count)"
        return if let number = filter.number {
            Localized(
                zh: "按编号 \(number) 查到 \(count) 份。", en: "\(count) found by number \(number).")
        } else {
            Localized(
                zh: "等待结论 \(count) 份，等待最久的在前。",
                en: "\(count) wait for a decision, longest waiting first.")
        }
    }

    private func filters(_ language: Language) -> HTML {
        var fields: [HTML] = [
            .textInput(
                Field(
                    "number",
                    label: Localized(
                        zh: "查已办或待办：预录入、清单或企业内部编号",
                        en: "Any list by E-Port, list or own number")[language]),
                value: filter.number ?? "", .search, width: .full, language: language),
            .selectInput(
                Field("status", label: Localized(zh: "环节", en: "Step")[language]),
                choices: [Status.review, .inspection].map {
                    Choice(String($0.rawValue), $0.name[language])
                }, value: filter.status.map { String($0.rawValue) } ?? "",
                none: PageWords.all[language], width: .full, language: language),
            .selectInput(
                Field("type", label: Localized(zh: "业务", en: "Kind")[language]),
                choices: [MessageType.importInventory, .exportInventory].map {
                    Choice($0.rawValue, $0.name[language])
                }, value: filter.type?.rawValue ?? "", none: PageWords.all[language],
                width: .full, language: language),
        ]
        if districts.count > 1 {
            fields.append(
                .selectInput(
                    Field("district", label: Localized(zh: "关区", en: "District")[language]),
                    choices: districts.map { Choice($0, "\($0) \(name(of: $0, language))") },
                    value: filter.district ?? "", none: PageWords.all[language], width: .full,
                    language: language))
        }
        return .filterBar(
            path: language.address("/worklist"), fields: fields, language: language)
    }

    private func name(of district: String, _ language: Language) -> String {
        codes[.customsDistricts].name(of: district, on: now.day)?[language] ?? ""
    }

    private func columns(_ language: Language) -> [Column<Item>] {
        [
            Column(
                Localized(zh: "预录入编号", en: "E-Port number")[language], .code, isHeader: true,
                html: { item in
                    .under(
                        .link(
                            item.record.preNo, to: item.record.address(language) + "#decision"),
                        name(of: item.record.district, language))
                }),
            Column(
                Localized(zh: "等待", en: "Waiting")[language], .time,
                html: { item in
                    .under(
                        "\(Shown.span(from: item.record.statusAt, to: now), language)",
                        Shown.minute(item.record.statusAt))
                }),
            Column(
                Localized(zh: "环节", en: "Step")[language],
                html: { $0.record.tag(language) }),
            Column(
                Localized(zh: "原因", en: "Reason")[language],
                text: { $0.reason[language] }),
            Column(
                Localized(zh: "业务与商品", en: "Kind and goods")[language],
                html: { .under("\(PageWords.business($0.record), language)", $0.goods) }),
            Column(
                Localized(zh: "货值", en: "Value")[language], .number,
                text: { Shown.yuan(fen: $0.record.value) }),
            Column(
                Localized(zh: "税款", en: "Tax")[language], .number,
                text: { $0.record.type.isImport ? Shown.yuan(fen: $0.record.tax) : "–" }),
        ]
    }

    private func empty(_ language: Language) -> HTML {
        if let number = filter.number {
            return .emptyState(
                Localized(
                    zh: "本人关区内没有编号为 \(number) 的清单",
                    en: "No list of your districts has the number \(number)")[language],
                hint: Localized(
                    zh: "请核对编号是否完整；其他关区的清单在此查不到。",
                    en: "Check that the number is whole; lists of other districts are not found "
                        + "here.")[language])
        }
        if filter != Filter() {
            return .emptyState(
                Localized(zh: "没有符合条件的清单", en: "Nothing fits the filters")[language],
                hint: Localized(
                    zh: "清除条件可看到本人关区的全部待办。",
                    en: "Clear them to see all that waits in your districts.")[language])
        }
        return .emptyState(
            Localized(zh: "没有等待处理的清单", en: "Nothing waits for a decision")[language],
            hint: Localized(
                zh: "风险规则选中的清单会出现在这里。",
                en: "Lists that the risk rules pick out show here.")[language])
    }
}

extension DeclarationPages {
    var worklist: Route {
        Route(
            .get, "/{language}/worklist", access: .permission(DeclarationsPermission.examine),
            summary: WorklistPage.title
        ) { visit in
            let person = try visit.person()
            var filter = WorklistPage.Filter()
            filter.status = try visit.query.status(among: Enquiries.waiting)
            filter.type = try visit.query.inventoryType()
            let districts = person.districts.sorted()
            filter.district = try visit.query.district(among: districts)
            filter.number = visit.query.filter("number").map(Shown.halfWidth)
                .flatMap { $0.isEmpty ? nil : $0 }
            let found = try await lists(filter, for: person)
            // A number that is one list's opens it.
            if filter.number != nil, found.count == 1, let only = found.first {
                return .see(only.address(visit.language))
            }
            let shown = found.filter { record in
                (filter.type.map { $0 == record.type } ?? true)
                    && (filter.district.map { $0 == record.district } ?? true)
            }
            let page = WorklistPage(
                items: shown.map(item), filter: filter, districts: districts, now: clock.now(),
                codes: codes, isCut: found.count == WorklistPage.most,
                followUps: filter == WorklistPage.Filter()
                    ? try await enquiries.followUpWorklist(
                        limit: WorklistPage.most, for: person) : [])
            return site.page(
                visit, title: WorklistPage.title[visit.language], isWide: true,
                content: page.html(visit.language))
        }
    }

    private func lists(_ filter: WorklistPage.Filter, for officer: Principal) async throws
        -> [InventoryShelf.Record]
    {
        if let number = filter.number {
            return try await enquiries.find(number, limit: WorklistPage.most, for: officer)
        }
        return try await enquiries.worklist(
            status: filter.status, limit: WorklistPage.most, for: officer)
    }

    private func item(_ record: InventoryShelf.Record) -> WorklistPage.Item {
        let unknown = Localized(zh: "–", en: "–")
        guard let list = try? enquiries.reader.list(record) else {
            return WorklistPage.Item(record: record, reason: unknown, goods: "")
        }
        return WorklistPage.Item(
            record: record, reason: reason(record, list) ?? unknown,
            goods: list.lines.first?.name ?? "")
    }

    /// The words of the rule that took the list; nil when an officer sent it on.
    private func reason(_ record: InventoryShelf.Record, _ list: Inventory) -> Localized? {
        guard let decision = record.decision.flatMap(Decision.init(encoded:)),
            let draw = decision.draw
        else { return nil }
        let judge = enquiries.explainer.judge
        return judge.risk.judge(
            list, isImport: record.type == .importInventory,
            valueYuan: decision.tax?.value ?? decision.exportValue ?? .zero, on: decision.day,
            draw: draw
        ) { judge.rate(of: list, record, decision) }.explanation.children.last?.title
    }
}
