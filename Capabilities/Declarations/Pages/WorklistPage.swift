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
        /// The application to cancel it that waits for a decision.
        var cancel: String?
        /// The proposed batch it is part of: it waits for a second officer, not for another choice.
        var batch: String?
    }

    var items: [Item]
    var filter: WorklistFilter
    /// Filters of the address that mean nothing; the others hold.
    var faults: [FilterInput] = []
    var districts: [String]
    var terms: DeskTerms
    var codes: CodeTables
    var isCut: Bool
    var steps: [StepLoad] = []
    var today: [OfficerDay] = []
    /// Documents about lists that wait for a decision.
    var followUps: [FollowUpShelf.Record] = []
    /// Decisions about several lists that wait for a second officer.
    var batches: [BatchDecision] = []
    var viewer: String

    var now: Instant { terms.now }

    static let title = Localized(zh: "审核台", en: "Worklist")
    static let back = Localized(zh: "回到审核台", en: "Back to the worklist")

    func html(_ language: Language) -> HTML {
        """
            \(.errorSummary(
                faults.map { FormError(field: $0.name, $0.sentence[language]) },
                language: language))
            \(.heading(
                WorklistPage.title[language], lede: lede[language],
                actions: [
                    .linkButton(
                        MasterBillsPage.title[language], to: language.address("/master-bills"),
                        .secondary),
                    .linkButton(
                        DistrictStatisticsPage.title[language],
                        to: language.address("/statistics/exports"), .secondary),
                ]))
            \(figures(language))
            \(secondEyes(language))
            \(applications(language))
            \(filters(language))
            \(list(language))
            \(load(language))
            """
    }

    private func list(_ language: Language) -> HTML {
        let table: HTML = .table(
            caption: WorklistPage.title[language], columns: columns(language), rows: items,
            empty: empty(language))
        guard !items.isEmpty else { return table }
        return .pickForm(
            to: language.address("/worklist/batch"),
            label: Localized(zh: "对勾选的清单", en: "With the ticked lists")[language],
            acts: actions.map { action in
                .button(action.name[language], .secondary, name: "action", value: action.rawValue)
            }, content: table, language: language)
    }

    /// What can be done with at least one of the lists.
    private var actions: [OfficerDesk.Action] {
        let statuses = Set(items.filter { $0.batch == nil }.map(\.record.status))
        return OfficerDesk.Action.allCases.filter { action in
            statuses.contains {
                Enquiries.waiting.contains($0) && $0.mayBecome(action.status)
            }
        }
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
        if let number = filter.number {
            return Localized(
                zh: "按编号 \(number) 查到 \(count) 份。", en: "\(count) found by number \(number).")
        }
        if filter != WorklistFilter() {
            return Localized(
                zh: "符合条件的 \(count) 份，等待最久的在前。",
                en: "\(count) fit the filters, longest waiting first.")
        }
        return Localized(
            zh: "等待结论的清单 \(count) 份，等待最久的在前。",
            en: count == "1"
                ? "1 list waits for a decision."
                : "\(count) lists wait for a decision, longest waiting first.")
    }

    private func filters(_ language: Language) -> HTML {
        func error(_ name: String) -> String? {
            faults.first { $0.name == name }?.sentence[language]
        }
        func choice(
            _ name: String, _ label: Localized, _ choices: [Choice], _ value: String?
        ) -> HTML {
            .selectInput(
                Field(name, label: label[language], error: error(name), isRequired: false,
                    marksOptional: false),
                choices: choices, value: value ?? "", none: PageWords.all[language],
                width: .full, language: language)
        }
        var fields: [HTML] = [
            .textInput(
                Field(
                    "number",
                    label: Localized(
                        zh: "查已办或待办：预录入、清单或企业内部编号",
                        en: "Any list by E-Port, list or own number")[language],
                    isRequired: false, marksOptional: false),
                value: filter.number ?? "", .search, width: .full, language: language),
            choice(
                "status", Localized(zh: "环节", en: "Step"),
                Enquiries.waiting.map { Choice(String($0.rawValue), $0.name[language]) },
                filter.status.map { String($0.rawValue) }),
            choice(
                "due", Localized(zh: "时限", en: "Term"),
                WorklistFilter.Due.allCases.map { Choice($0.rawValue, $0.name[language]) },
                filter.due?.rawValue),
            choice(
                "type", Localized(zh: "业务", en: "Kind"),
                [MessageType.importInventory, .exportInventory].map {
                    Choice($0.rawValue, $0.name[language])
                }, filter.type?.rawValue),
        ]
        if districts.count > 1 {
            fields.append(
                choice(
                    "district", Localized(zh: "关区", en: "District"),
                    districts.map { Choice($0, "\($0) \(name(of: $0, language))") },
                    filter.district))
        }
        return .filterBar(
            path: language.address("/worklist"), fields: fields, language: language)
    }

    func name(of district: String, _ language: Language) -> String {
        codes[.customsDistricts].name(of: district, on: now.day)?[language] ?? ""
    }

    private func columns(_ language: Language) -> [Column<Item>] {
        [
            Column(
                Localized(zh: "选", en: "Pick")[language],
                html: { item in
                    if let batch = item.batch {
                        return .link(
                            Localized(zh: "复核", en: "See the proposal")[language],
                            to: language.address("/worklist/batches/\(batch)"))
                    }
                    return .pick(
                        "list",
                        value: BatchDesk.Chosen(
                            item.record.preNo, version: item.record.version
                        ).text, label: item.record.preNo)
                }),
            Column(
                Localized(zh: "预录入编号", en: "E-Port number")[language], .code, isHeader: true,
                html: { item in
                    .under(
                        .link(
                            item.record.preNo, to: item.record.address(language) + "#decision"),
                        name(of: item.record.district, language))
                }),
            Column(
                Localized(zh: "等待", en: "Waiting")[language], .time, html: { waits($0, language) }
            ),
            Column(
                Localized(zh: "环节", en: "Step")[language],
                html: { item in
                    guard item.batch != nil else { return item.record.tag(language) }
                    let waits: HTML = .tag(BatchDecision.State.proposed.name[language], .warn)
                    return "\(item.record.tag(language)) \(waits)"
                }),
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

    private func waits(_ item: Item, _ language: Language) -> HTML {
        let record = item.record
        let span = Shown.span(from: record.statusAt, to: now)[language]
        guard Enquiries.waiting.contains(record.status) else {
            return .under("\(span)", Shown.minute(record.statusAt))
        }
        let due = terms.due(record.status, since: record.statusAt)
        let until = Localized(
            zh: "应于 \(Shown.minute(due)) 前", en: "due \(Shown.minute(due))")[language]
        return due < now
            ? .under(
                .tag(
                    Localized(zh: "逾期", en: "Overdue")[language], .danger), "\(span) · \(until)")
            : .under("\(span)", until)
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
        if filter != WorklistFilter() {
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
