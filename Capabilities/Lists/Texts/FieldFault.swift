public import Kernel

/// What is wrong with one field of what somebody sends; all of them are told at once.
public struct FieldFault: Sendable, Hashable {
    public let field: String
    public let message: Localized
    public let fix: Localized

    static func fact(_ id: String, known: [String]) -> FieldFault {
        FieldFault(
            field: "fact",
            message: id.isEmpty
                ? Localized(zh: "没有写明指标。", en: "The fact is missing.")
                : Localized(
                    zh: "没有可以登记的指标 \(id)。", en: "There is no fact \(id) to be entered."),
            fix: Localized(
                zh: "可登记的指标：\(known.joined(separator: "、"))。",
                en: "Facts to be entered: \(known.joined(separator: ", "))."))
    }

    static func value(_ text: String, isYesNo: Bool) -> FieldFault {
        let most = "1000000000000"
        return FieldFault(
            field: "value",
            message: Localized(
                zh: "数值“\(text)”不对。", en: "The value “\(text)” is wrong."),
            fix: isYesNo
                ? Localized(zh: "是填 1，否填 0。", en: "Give 1 for yes, 0 for no.")
                : Localized(
                    zh: "填 0 至 \(most) 的整数。", en: "Give a whole number from 0 to \(most)."))
    }

    static func day(_ field: String, _ text: String) -> FieldFault {
        let (zh, en) = field == "from" ? ("首日", "first day") : ("末日", "last day")
        return FieldFault(
            field: field,
            message: Localized(
                zh: "\(zh)“\(text)”不是日期。", en: "The \(en) “\(text)” is no day."),
            fix: Localized(
                zh: "写成 2026-01-01 的样子。", en: "Write it like 2026-01-01."))
    }

    static let turned = FieldFault(
        field: "to",
        message: Localized(zh: "末日早于首日。", en: "The last day is before the first."),
        fix: Localized(
            zh: "改正末日，或不填表示一直有效。", en: "Mend it, or leave it out while the fact holds."))

    static let document = FieldFault(
        field: "document",
        message: Localized(
            zh: "缺少依据文件，或多于 200 字。", en: "The document is missing or longer than 200 signs."),
        fix: Localized(
            zh: "写明文号或名称，1 至 200 字。", en: "Give its number or name, 1 to 200 signs."))
}

extension FieldFault {
    /// A member that nobody reads: it was meant for something.
    public static func unread(_ name: String, known: [String]) -> FieldFault {
        FieldFault(
            field: name,
            message: Localized(zh: "这里不读“\(name)”。", en: "Nobody reads “\(name)” here."),
            fix: Localized(
                zh: "可写：\(known.joined(separator: "、"))。",
                en: "There are: \(known.joined(separator: ", "))."))
    }

    /// A member of another kind than it has to be.
    static func kind(_ name: String, _ needed: Localized) -> FieldFault {
        FieldFault(
            field: name,
            message: Localized(
                zh: "“\(name)”应为\(needed.zh)。", en: "“\(name)” has to be \(needed.en)."),
            fix: Localized(zh: "请对照接口说明改正。", en: "See the description of the interface."))
    }

    /// A figure that a firm states of itself.
    static func stated(_ fact: String, _ kind: FactKind?, known: [String]) -> FieldFault {
        let field = "stated/\(fact)"
        guard let kind else {
            return FieldFault(
                field: field,
                message: Localized(
                    zh: "这份名单不看指标 \(fact)。", en: "This list does not look at \(fact)."),
                fix: Localized(
                    zh: "可填报：\(known.joined(separator: "、"))。",
                    en: "Figures to state: \(known.joined(separator: ", "))."))
        }
        let wrong = value("", isYesNo: kind.isYesNo)
        return FieldFault(
            field: field,
            message: Localized(
                zh: "“\(kind.name.zh)”的数值不对。", en: "\(kind.name.en): the value is wrong."),
            fix: wrong.fix)
    }

    /// A figure that the list looks at and nobody states: the system counts it itself.
    static func computed(_ fact: String, _ name: Localized?, known: [String]) -> FieldFault {
        let name = name ?? Localized(same: fact)
        return FieldFault(
            field: "stated/\(fact)",
            message: Localized(
                zh: "“\(name.zh)”由系统按已有记录得出，不用填报。",
                en: "\(name.en): the system knows it from its records; it is not stated."),
            fix: Localized(
                zh: known.isEmpty
                    ? "请去掉这一项；这份名单不用填报指标。"
                    : "请去掉这一项。可填报：\(known.joined(separator: "、"))。",
                en: known.isEmpty
                    ? "Leave it out: no figures are stated for this list."
                    : "Leave it out. Figures to state: \(known.joined(separator: ", "))."))
    }

    /// A mark for something that is not marked.
    static func mark(_ name: String, known: [String]) -> FieldFault {
        FieldFault(
            field: "marks/\(name)",
            message: Localized(
                zh: "没有评分项目 \(name)。", en: "There is no criterion \(name) to be marked."),
            fix: Localized(
                zh: "可评：\(known.joined(separator: "、"))。",
                en: "Marks go to: \(known.joined(separator: ", "))."))
    }

    /// A mark that is none of the criterion.
    static func mark(_ name: String, _ criterion: Localized, most: Int) -> FieldFault {
        FieldFault(
            field: "marks/\(name)",
            message: Localized(
                zh: "“\(criterion.zh)”的评分不是 0 至 \(most) 的整数。",
                en: "The mark for “\(criterion.en)” is no whole number from 0 to \(most)."),
            fix: Localized(zh: "请给 0 至 \(most) 分。", en: "Give 0 to \(most) points."))
    }

    static let noMarks = FieldFault(
        field: "marks", message: Localized(zh: "没有给分。", en: "There are no marks."),
        fix: Localized(zh: "请至少给一项评分。", en: "Mark one criterion at least."))

    static let reason = FieldFault(
        field: "reason",
        message: Localized(
            zh: "缺少评分理由，或多于 500 字。",
            en: "The reason is missing or above 500 characters."),
        fix: Localized(zh: "请写 1 至 500 字。", en: "Write 1 to 500 characters."))
}

extension ListsRefusal {
    /// What is wrong with a figure that an authority enters.
    static func fact(_ faults: [FieldFault]) -> ListsRefusal {
        all("fact", .own(.figures), faults)
    }

    /// What is wrong with the figures a firm states.
    static func figures(_ faults: [FieldFault]) -> ListsRefusal {
        all("figures", .own(.figures), faults)
    }

    static func marks(_ faults: [FieldFault]) -> ListsRefusal {
        all("marks", .own(.scores), faults)
    }

    /// Members of a body that nobody reads, or that are of another kind than they have to be.
    static func body(_ faults: [FieldFault]) -> ListsRefusal {
        all("body", .own(.orders), faults)
    }

    /// Names each fault; the first gives the field.
    private static func all(
        _ word: String, _ ground: Ground, _ faults: [FieldFault]
    ) -> ListsRefusal {
        var refusal = ListsRefusal(
            word, 422, ground,
            Localized(
                zh: faults.map(\.message.zh).joined(),
                en: faults.map(\.message.en).joined(separator: " ")),
            Localized(
                zh: faults.map(\.fix.zh).joined(),
                en: faults.map(\.fix.en).joined(separator: " ")), field: faults.first?.field)
        refusal.faults = faults.map {
            Fault(
                code: "lists.\(word)", path: "/\($0.field)", message: $0.message, fix: $0.fix)
        }
        return refusal
    }
}
