import Kernel
import Store
import Web

/// The lists of a batch as both officers see them: goods, value, tax, step, why each was held, and
/// what may come of it, with totals.
struct BatchTable: Sendable {
    struct Row: Sendable {
        let preNo: String
        let district: String
        /// Nil for a list the officer may not see.
        let item: WorklistPage.Item?
        /// The last column: can it be done, what came of it.
        let state: HTML
        /// Whether it counts in the totals.
        let isCounted: Bool
    }

    let rows: [Row]
    let last: Localized
    let action: OfficerDesk.Action
    /// Nothing has happened yet, so a warning still helps.
    let isOpen: Bool

    func html(_ language: Language) -> HTML {
        let counted = rows.filter(\.isCounted).compactMap { $0.item?.record }
        return """
            \(warning(language))
            \(.table(
                caption: Localized(zh: "清单", en: "Lists")[language], columns: columns(language),
                rows: rows, empty: ""))
            \(.summaryList([
                SummaryItem(
                    Localized(zh: "清单份数", en: "Lists")[language], "\(counted.count)"),
                SummaryItem(
                    Localized(zh: "货值合计", en: "Value together")[language],
                    Self.together(counted, \.value)),
                SummaryItem(
                    Localized(zh: "税款合计", en: "Tax together")[language],
                    Self.together(counted.filter { $0.type.isImport }, \.tax)),
            ], isCompact: true))
            """
    }

    /// Deciding a list ends what waits about it: nobody should learn that afterwards.
    private func warning(_ language: Language) -> HTML? {
        let numbers = rows.filter { $0.item?.hasCancel == true }.map(\.preNo)
        guard isOpen, !numbers.isEmpty else { return nil }
        let words =
            action == .release
            ? Localized(
                zh: "\(numbers.count) 份清单有未决的撤销申请，放行后申请将自动退回，请先审核撤销申请：",
                en: "Applications to cancel wait about \(numbers.count); a release rejects them. "
                    + "Decide them first: ")
            : Localized(
                zh: "\(numbers.count) 份清单有未决的撤销申请，请先审核撤销申请：",
                en: "Applications to cancel wait about \(numbers.count). Decide them first: ")
        return .notice(
            words[language] + numbers.joined(separator: language == .zh ? "、" : ", "), .warn)
    }

    private func columns(_ language: Language) -> [Column<Row>] {
        func text(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return [
            Column(
                text("预录入编号", "E-Port number"), .code, isHeader: true,
                html: { row in
                    .under(
                        .link(row.preNo, to: language.address("/declarations/\(row.preNo)")),
                        row.district)
                }),
            Column(
                text("环节", "Step"),
                html: { row in
                    guard let item = row.item else { return "–" }
                    guard item.hasCancel else { return item.record.tag(language) }
                    return "\(item.record.tag(language)) \(Self.cancel(language))"
                }),
            Column(
                text("原因", "Reason"), text: { row in row.item?.reason[language] ?? "–" }),
            Column(
                text("业务与商品", "Kind and goods"),
                html: { row in
                    guard let item = row.item else { return "–" }
                    return .under("\(PageWords.business(item.record), language)", item.goods)
                }),
            Column(
                text("货值", "Value"), .number,
                text: { row in
                    row.item.map { Shown.assessed(fen: $0.record.value, $0.record) } ?? "–"
                }),
            Column(
                text("税款", "Tax"), .number,
                text: { row in row.item.map { Self.tax($0.record) } ?? "–" }),
            Column(last[language], html: { row in row.state }),
        ]
    }

    /// A dash where none of them was assessed, or none is any more.
    private static func together(
        _ records: [InventoryShelf.Record], _ amount: (InventoryShelf.Record) -> Int64
    ) -> String {
        records.allSatisfy { Shown.assessed(fen: amount($0), $0) == "–" }
            ? "–" : Shown.yuan(fen: records.map(amount).reduce(0, +))
    }

    private static func tax(_ record: InventoryShelf.Record) -> String {
        record.type.isImport ? Shown.assessed(fen: record.tax, record) : "–"
    }

    static func cancel(_ language: Language) -> HTML {
        .tag(
            Localized(zh: "有撤销申请", en: "Application to cancel")[language], .warn)
    }
}

extension BatchDesk {
    /// Lists by number as an officer looks at them before a decision; those of other districts are
    /// left out.
    func look(
        at numbers: [String], for officer: Principal
    ) async throws -> [String: WorklistPage.Item] {
        let found = try await officers.store.read { session in
            try numbers.compactMap { number -> (InventoryShelf.Record, Bool)? in
                guard
                    let record = try InventoryQueries.find(acrossTenants: number, in: session),
                    officer.districts.contains(record.district)
                else { return nil }
                let waiting = try FollowUpShelf.about(
                    FollowUpShelf.ListKey(declarant: record.declarant, preNo: number),
                    record.type.isImport ? .importCancel : .exportCancel,
                    at: [.declaring, .review], in: session)
                return (record, !waiting.isEmpty)
            }
        }
        var items: [String: WorklistPage.Item] = [:]
        for (record, hasCancel) in found {
            var item = enquiries.item(record)
            item.hasCancel = hasCancel
            items[record.preNo] = item
        }
        return items
    }
}

extension Enquiries {
    /// A list with the words of the rule that held it and its first goods.
    func item(_ record: InventoryShelf.Record) -> WorklistPage.Item {
        let unknown = Localized(zh: "–", en: "–")
        guard let list = try? reader.list(record) else {
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
        let judge = explainer.judge
        return judge.risk.judge(
            list, isImport: record.type == .importInventory,
            valueYuan: decision.tax?.value ?? decision.exportValue ?? .zero, on: decision.day,
            draw: draw
        ) { judge.rate(of: list, record, decision) }.explanation.children.last?.title
    }
}
