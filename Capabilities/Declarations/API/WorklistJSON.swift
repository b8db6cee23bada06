import Kernel
import Web
import Wire

/// How much waits at the desk, for programs.
extension DeclarationsResource {
    static let worklistQuery = [
        Route.Query("status", Localized(zh: "环节：状态编号", en: "Step: number of the status")),
        Route.Query("type", Localized(zh: "CEB603 或 CEB621", en: "CEB603 or CEB621")),
        Route.Query("district", Localized(zh: "关区代码", en: "Customs district")),
        Route.Query("due", Localized(zh: "时限：overdue、today、later", en: "overdue, today, later")),
        Route.Query("number", Localized(zh: "编号，已办的也查", en: "A number, decided ones too")),
        Route.Query("limit", Localized(zh: "最多几份，1–200", en: "At most so many, 1 to 200"),
            kind: .integer),
    ]

    static func json(_ steps: [StepLoad]) -> JSON {
        .array(
            steps.map { step in
                .object([
                    .init("status", .integer(step.status.rawValue)),
                    .init("waiting", .integer(step.waiting)),
                    .init("dueToday", .integer(step.dueToday)),
                    .init("overdue", .integer(step.overdue)),
                    .init("oldest", .text(step.oldest.iso)),
                ])
            })
    }

    static func json(_ officers: [OfficerDay]) -> JSON {
        .array(
            officers.map { one in
                .object([
                    .init("officer", .text(one.name)),
                    .init("decisions", .integer(one.decisions)),
                    .init("meanWaitMilliseconds", .integer(one.mean)),
                ])
            })
    }
}
