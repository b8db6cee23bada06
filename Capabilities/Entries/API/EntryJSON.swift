import Kernel
import Wire

/// How things of this room look to programs.
enum EntryJSON {
    static func members(_ entry: GoodsEntry, _ desk: EntryDesk) -> [JSON.Member] {
        let due = entry.isTwoStep
            ? entry.enteredOn.flatMap {
                try? LateDeclaration(
                    $0, desk.settings, desk.calendar, term: "two-step.term-days")
            }?.due : nil
        return [
            .init("number", .text(entry.number)), .init("ownNumber", .text(entry.ownNumber)),
            .init("state", .text(entry.state.rawValue)),
            .init("stateName", entry.state.name.json), .init("next", entry.next.json),
            .init("step", .text(entry.step.rawValue)), .init("advance", .bool(entry.isAdvance)),
            .init("twoStep", .bool(entry.isTwoStep)),
            .init("taxation", .text(entry.taxation.rawValue)),
            .init("acceptedOn", .text(entry.acceptedOn.text)),
            .init("enteredOn", .optional(entry.enteredOn?.text)),
            .init("releasedOn", .optional(entry.releasedOn?.text)),
            .init("completionDue", .optional(due?.text)),
            .init("completedOn", .optional(entry.completedOn?.text)),
            .init("valueYuan", .text(entry.value.text)), .init("taxYuan", .text(entry.tax.text)),
            .init("lateFeeYuan", .text(entry.fee.text)),
            .init("totalYuan", .text(entry.owed.text)),
            .init("settledOn", .optional(entry.settledOn?.text)),
            .init("inspection", .optional(entry.inspection)),
            .init("securityYuan", .text(entry.security.text)),
            .init("period", .optional(entry.period)),
            .init("remindedOn", .optional(entry.remindedOn?.text)),
            .init("errors", .integer(entry.errors)),
            .init(
                "differences",
                .array(
                    entry.differing.map {
                        .object([
                            .init("field", .text($0.field)),
                            .init("declared", .text($0.declared)),
                            .init("together", .optional($0.together)),
                            .init("arrived", .text($0.arrived)),
                        ])
                    })),
            .init("reason", .text(Localized(kept: entry.reason).inOne)),
        ]
    }

    static func note(_ note: PaymentNote, _ desk: NoteDesk) -> [JSON.Member] {
        let due = try? desk.due(note)
        return [
            .init("number", .text(note.number)), .init("period", .text(note.period)),
            .init("totalYuan", .text(note.total.text)), .init("entries", .integer(note.entries)),
            .init("state", .text(note.state.rawValue)),
            .init("due", .optional(due?.day.day.text)),
            .init("dueIsSure", .bool(due?.day.isSure ?? false)),
            .init("reference", .text(note.reference)),
            .init("citation", due.map { $0.rule.citation.json } ?? .null),
        ]
    }

    static func privilege(_ privilege: Privilege) -> JSON {
        .object([
            .init("privilege", .text(privilege.privilege)),
            .init("ground", .text(privilege.ground)), .init("from", .text(privilege.from.text)),
            .init("to", .optional(privilege.to?.text)),
            .init("suspendedOn", .optional(privilege.suspendedOn?.text)),
            .init("reason", .text(Localized(kept: privilege.reason).inOne)),
        ])
    }
}
