import Kernel

/// What is wrong with a figure that an authority enters; all of it at once.
struct FactFault {
    let field: String
    let message: Localized
    let fix: Localized

    static func fact(_ id: String, known: [String]) -> FactFault {
        FactFault(
            field: "fact",
            message: id.isEmpty
                ? Localized(zh: "没有写明指标。", en: "The fact is missing.")
                : Localized(
                    zh: "没有可以登记的指标 \(id)。", en: "There is no fact \(id) to be entered."),
            fix: Localized(
                zh: "可登记的指标：\(known.joined(separator: "、"))。",
                en: "Facts to be entered: \(known.joined(separator: ", "))."))
    }

    static func value(_ text: String, isYesNo: Bool) -> FactFault {
        let most = "1000000000000"
        return FactFault(
            field: "value",
            message: Localized(
                zh: "数值“\(text)”不对。", en: "The value “\(text)” is wrong."),
            fix: isYesNo
                ? Localized(zh: "是填 1，否填 0。", en: "Give 1 for yes, 0 for no.")
                : Localized(
                    zh: "填 0 至 \(most) 的整数。", en: "Give a whole number from 0 to \(most)."))
    }

    static func day(_ field: String, _ text: String) -> FactFault {
        let (zh, en) = field == "from" ? ("首日", "first day") : ("末日", "last day")
        return FactFault(
            field: field,
            message: Localized(
                zh: "\(zh)“\(text)”不是日期。", en: "The \(en) “\(text)” is no day."),
            fix: Localized(
                zh: "写成 2026-01-01 的样子。", en: "Write it like 2026-01-01."))
    }

    static let turned = FactFault(
        field: "to",
        message: Localized(zh: "末日早于首日。", en: "The last day is before the first."),
        fix: Localized(
            zh: "改正末日，或不填表示一直有效。", en: "Mend it, or leave it out while the fact holds."))

    static let document = FactFault(
        field: "document",
        message: Localized(
            zh: "缺少依据文件，或多于 200 字。", en: "The document is missing or longer than 200 signs."),
        fix: Localized(
            zh: "写明文号或名称，1 至 200 字。", en: "Give its number or name, 1 to 200 signs."))
}

extension ListsRefusal {
    /// Names each fault; the first gives the field.
    static func fact(_ faults: [FactFault]) -> ListsRefusal {
        var refusal = ListsRefusal(
            "fact", 422,
            Localized(
                zh: faults.map(\.message.zh).joined(),
                en: faults.map(\.message.en).joined(separator: " ")),
            Localized(
                zh: faults.map(\.fix.zh).joined(),
                en: faults.map(\.fix.en).joined(separator: " ")), field: faults.first?.field)
        refusal.faults = faults.map {
            Fault(
                code: "lists.fact", path: "/\($0.field)", message: $0.message, fix: $0.fix)
        }
        return refusal
    }
}
