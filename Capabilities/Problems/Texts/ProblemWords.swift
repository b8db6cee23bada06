import Kernel

/// Words of the pages of problems.
enum ProblemWords {
    static let title = Localized(zh: "问题清零", en: "Problems and answers")
    static let desk = Localized(zh: "待答复问题", en: "Problems to answer")
    static let board = Localized(zh: "问题清零看板", en: "Board of problems")
    static let ledger = Localized(zh: "任务分工和进展", en: "Tasks and progress")
    static let measures = Localized(zh: "技术性贸易措施", en: "Technical measures abroad")
    static let meetings = Localized(zh: "常态沟通", en: "Standing dialogue")
    static let number = Localized(zh: "编号", en: "Number")
    static let topic = Localized(zh: "主题", en: "Topic")
    static let body = Localized(zh: "责任单位", en: "Responsible")
    static let state = Localized(zh: "状态", en: "State")
    static let due = Localized(zh: "答复期限", en: "Answer due")
    static let answerBy = Localized(zh: "应答复", en: "answer due")
    static let confirmBy = Localized(zh: "请确认或要求继续办理", en: "confirm, or ask for more")
    static let calendar = Localized(zh: "日历（iCalendar）", en: "Calendar (iCalendar)")
    static let subject = Localized(zh: "标题", en: "Subject")
    static let text = Localized(zh: "情况和诉求", en: "What happened, what is asked for")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let answer = Localized(zh: "答复", en: "Answer")
    static let cause = Localized(zh: "原因", en: "Cause")
    static let affected = Localized(zh: "涉及企业数", en: "Firms affected")
    static let count = Localized(zh: "件数", en: "Number")

    static func name(_ problem: Problem, on day: Day) -> Localized {
        switch problem.state {
        case .open:
            problem.isOverdue(on: day)
                ? Localized(zh: "逾期未答复", en: "Overdue")
                : problem.round > 1
                    ? Localized(zh: "重新办理", en: "Reopened") : Localized(zh: "待答复", en: "Open")
        case .answered: Localized(zh: "待企业确认", en: "Answered, to be confirmed")
        case .closed:
            problem.outcome == .lapsed
                ? Localized(zh: "已清零（逾期未确认）", en: "Closed, not objected to")
                : Localized(zh: "已清零", en: "Closed, confirmed")
        }
    }

    static func name(_ kind: ProblemWord.Kind) -> Localized {
        switch kind {
        case .raised: Localized(zh: "提出", en: "Raised")
        case .answered: Localized(zh: "答复", en: "Answered")
        case .reopened: Localized(zh: "企业要求继续办理", en: "Reopened")
        case .handed: Localized(zh: "转办", en: "Handed over")
        }
    }

    static func name(_ state: Report.State) -> Localized {
        switch state {
        case .onTrack: Localized(zh: "按计划推进", en: "On track")
        case .late: Localized(zh: "进度滞后", en: "Late")
        case .done: Localized(zh: "已完成", en: "Done")
        }
    }
}
