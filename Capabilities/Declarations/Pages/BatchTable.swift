import Kernel
import Reference
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
    /// Names of the customs offices.
    let offices: CodeList

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

    /// Deciding a list ends what waits about it: nobody should learn that afterwards. It can be
    /// done all the same, and each line says what it does to its application.
    private func warning(_ language: Language) -> HTML? {
        let numbers = rows.compactMap { $0.item?.cancel }
        guard isOpen, !numbers.isEmpty else { return nil }
        let words = Localized(
            zh: "\(numbers.count) 份清单有未决的撤销申请，\(action.name.zh)后申请将自动退回。"
                + "同意撤销的，请先办理申请：",
            en: "Applications to cancel wait about \(numbers.count) of these lists. This decision "
                + "rejects them. Open first any that should be agreed to: ")
        let links = numbers.map {
            HTML.link($0, to: language.address("/follow-ups/\($0)"))
        }
        return .notice(words[language], .warn, content: "<p>\(links.joined(by: " "))</p>")
    }

    /// Beside *can be done*: what becomes of the application that waits about the list.
    static func ends(_ item: WorklistPage.Item?) -> Localized {
        item?.cancel == nil
            ? Localized(same: "")
            : Localized(zh: "撤销申请将随之退回", en: "its application to cancel is rejected with it")
    }

    private func columns(_ language: Language) -> [Column<Row>] {
        func text(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return [
            Column(
                text("预录入编号", "E-Port number"), .code, isHeader: true,
                html: { row in
                    .under(
                        .link(row.preNo, to: language.address("/declarations/\(row.preNo)")),
                        row.item.flatMap {
                            offices.name(of: row.district, on: $0.record.statusAt.day)?[language]
                        } ?? row.district)
                }),
            Column(
                text("环节", "Step"),
                html: { row in
                    guard let item = row.item else { return "–" }
                    guard item.cancel != nil else { return item.record.tag(language) }
                    return "\(item.record.tag(language)) \(Self.cancel(language))"
                }),
            Column(
                text("原因", "Why it is held"), text: { row in row.item?.reason[language] ?? "–" }),
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
            try numbers.compactMap { number -> (InventoryShelf.Record, String?, String?)? in
                guard
                    let record = try InventoryQueries.find(acrossTenants: number, in: session),
                    officer.districts.contains(record.district)
                else { return nil }
                let waiting = try FollowUpShelf.about(
                    FollowUpShelf.ListKey(declarant: record.declarant, preNo: number),
                    record.type.isImport ? .importCancel : .exportCancel,
                    at: [.declaring, .review], in: session)
                let said = try Enquiries.officersReason(record, in: session)
                return (record, waiting.first?.preNo, said)
            }
        }
        var items: [String: WorklistPage.Item] = [:]
        for (record, cancel, said) in found {
            var item = enquiries.item(record, said: said)
            item.cancel = cancel
            items[record.preNo] = item
        }
        return items
    }
}

extension Enquiries {
    /// What an officer wrote who brought the list to where it stands; nil where a rule did, or
    /// nothing was written.
    static func officersReason(
        _ record: InventoryShelf.Record, in session: Session
    ) throws -> String? {
        let receipts = try ReceiptBook.about(
            list: record.preNo, of: record.sender, in: session)
        let last = receipts.last { $0.status == record.status.rawValue }
        guard let words = last.flatMap({ ReceiptText($0.info).parts.last })?.words else {
            return nil
        }
        let step = record.status.name.zh + " "
        guard words.utf8.starts(with: step.utf8) else { return nil }
        return String(words.dropFirst(step.count))
    }

    /// The same of several, by number; a list in review is there by a rule.
    func officersReasons(_ records: [InventoryShelf.Record]) async throws -> [String: String] {
        let asked = records.filter { $0.status != .review }
        guard !asked.isEmpty else { return [:] }
        return try await store.read { session in
            var reasons: [String: String] = [:]
            for record in asked {
                reasons[record.preNo] = try Self.officersReason(record, in: session)
            }
            return reasons
        }
    }

    /// A list with the words of the officer or of the rule that held it, and its first goods.
    func item(_ record: InventoryShelf.Record, said: String? = nil) -> WorklistPage.Item {
        let unknown = said.map { Localized(same: $0) } ?? Localized(zh: "–", en: "–")
        guard let list = try? reader.list(record) else {
            return WorklistPage.Item(record: record, reason: unknown, goods: "")
        }
        return WorklistPage.Item(
            record: record,
            reason: said.map { Localized(same: $0) } ?? reason(record, list) ?? unknown,
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
