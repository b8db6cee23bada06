import Kernel
import Web

/// How much waits at the desk and for how long, who decided how much, what waits for a second
/// officer.
extension WorklistPage {
    func figures(_ language: Language) -> HTML? {
        guard !steps.isEmpty else { return nil }
        func sum(_ part: (StepLoad) -> Int64) -> String { String(steps.map(part).reduce(0, +)) }
        let oldest = steps.map(\.oldest).min() ?? now
        func tile(_ id: String, _ label: Localized, _ value: String, _ note: String = "")
            -> Figure
        {
            Figure(id: id, label: label[language], value: value, note: note)
        }
        return .figureTiles(
            [
                tile("load-waiting", Localized(zh: "待办", en: "Waiting"), sum(\.waiting)),
                tile("load-overdue", Localized(zh: "已逾期", en: "Overdue"), sum(\.overdue)),
                tile("load-today", Localized(zh: "今日到期", en: "Due today"), sum(\.dueToday)),
                tile(
                    "load-oldest", Localized(zh: "最久已等", en: "Oldest waits"),
                    Shown.span(from: oldest, to: now)[language], Shown.minute(oldest)),
                tile(
                    "load-done", Localized(zh: "今日已办", en: "Decided today"),
                    String(today.map(\.decisions).reduce(0, +))),
            ], language: language)
    }

    /// By step and by officer, below the list: looked at once a day.
    func load(_ language: Language) -> HTML? {
        guard !steps.isEmpty || !today.isEmpty else { return nil }
        let byStep = Localized(zh: "各环节工作量", en: "Load by step")
        let byOfficer = Localized(zh: "今日各关员办理", en: "Decided today, by officer")
        let steps: HTML = .table(
            caption: byStep[language], showsCaption: true, columns: stepColumns(language),
            rows: self.steps, empty: "")
        let officers: HTML = .table(
            caption: byOfficer[language], showsCaption: true, columns: officerColumns(language),
            rows: today, empty: "")
        return .fold(
            Localized(zh: "工作量与时效", en: "Load and age")[language], id: "load",
            note: Localized(
                zh: "时限为本系统默认设置", en: "terms are defaults of this system")[language],
            content: "\(steps)\(officers)")
    }

    private func stepColumns(_ language: Language) -> [Column<StepLoad>] {
        func number(
            _ zh: String, _ en: String, _ due: WorklistFilter.Due?,
            _ part: @escaping (StepLoad) -> Int64
        ) -> Column<StepLoad> {
            Column(
                Localized(zh: zh, en: en)[language], .number,
                html: { load in
                    let count = part(load)
                    guard count > 0 else { return "0" }
                    return .link(String(count), to: address(load.status, due, language))
                })
        }
        return [
            Column(
                Localized(zh: "环节", en: "Step")[language], isHeader: true,
                html: { .tag($0.status.name[language], $0.status.tone) }),
            number("待办", "Waiting", nil, \.waiting),
            number("今日到期", "Due today", .today, \.dueToday),
            number("已逾期", "Overdue", .overdue, \.overdue),
            Column(
                Localized(zh: "最久已等", en: "Oldest waits")[language], .time,
                text: { Shown.span(from: $0.oldest, to: now)[language] }),
        ]
    }

    private func address(
        _ status: Status, _ due: WorklistFilter.Due?, _ language: Language
    ) -> String {
        var query = [Form.Pair("status", String(status.rawValue))]
        if let due { query.append(Form.Pair("due", due.rawValue)) }
        return language.address("/worklist", query: query)
    }

    private func officerColumns(_ language: Language) -> [Column<OfficerDay>] {
        [
            Column(
                Localized(zh: "关员", en: "Officer")[language], isHeader: true, text: { $0.name }),
            Column(
                Localized(zh: "已办", en: "Decided")[language], .number,
                text: { String($0.decisions) }),
            Column(
                Localized(zh: "平均等待", en: "Mean wait")[language], .time,
                text: { one in
                    Shown.span(from: now.adding(milliseconds: -one.mean), to: now)[language]
                }),
        ]
    }

    /// Batches that wait for somebody other than who proposed them.
    func secondEyes(_ language: Language) -> HTML? {
        guard !batches.isEmpty else { return nil }
        let title = Localized(
            zh: "待复核的批量处理 \(batches.count) 批", en: "Batches to agree to: \(batches.count)")
        return .panel(
            title[language], id: "batches",
            content: .table(
                caption: title[language],
                columns: [
                    Column(
                        Localized(zh: "处理", en: "Decision")[language], isHeader: true,
                        html: { (batch: BatchDecision) in
                            .link(
                                BatchPages.name(batch)[language],
                                to: language.address("/worklist/batches/\(batch.id)"))
                        }),
                    Column(
                        Localized(zh: "提出人", en: "Proposed by")[language],
                        text: { $0.officerName }),
                    Column(
                        Localized(zh: "提出时间", en: "Proposed")[language], .time,
                        text: { Shown.minute($0.proposedAt) }),
                    Column(
                        Localized(zh: "等谁", en: "Who acts")[language],
                        text: { whoActs($0)[language] }),
                ], rows: batches, empty: ""))
    }

    private func whoActs(_ batch: BatchDecision) -> Localized {
        if batch.state == .open {
            return Localized(zh: "执行被中断，打开继续", en: "interrupted: open it to go on")
        }
        return batch.officer == viewer
            ? Localized(zh: "另一名关员", en: "another officer")
            : Localized(zh: "您可以复核", en: "you may agree")
    }
}
