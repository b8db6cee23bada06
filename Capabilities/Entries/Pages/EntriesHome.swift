import Kernel
import Plug
import Web

/// What the first page and the search of the house show of goods declarations.
struct EntriesHome: Sendable {
    let desk: EntryDesk
    let notes: NoteDesk

    private static let firms: Set<Principal.Kind> = [.member, .key]

    var parts: [HomePart] { [toMend, toDecide, toPay, underWay] }

    private var toMend: HomePart {
        part(
            "to-mend", Localized(zh: "待处理的报关单", en: "Entries that wait for you"), .warn,
            Self.firms, EntryDesk.lodge,
            [.mismatch, .testing, .unsecured, .payment, .conditional, .overdue])
    }

    private var underWay: HomePart {
        part(
            "under-way", Localized(zh: "在途的报关单", en: "Entries under way"), nil, Self.firms,
            EntryDesk.lodge, [.held, .inspection])
    }

    private var toDecide: HomePart {
        part(
            "to-decide", Localized(zh: "待查验与缴税的报关单", en: "Entries to inspect or settle"),
            .warn, [.officer], EntryDesk.decide, [.inspection, .testing, .payment])
    }

    private func part(
        _ name: String, _ title: Localized, _ tone: Tone?, _ kinds: Set<Principal.Kind>,
        _ permission: Permission, _ states: Set<EntryState>
    ) -> HomePart {
        HomePart(
            "entries.\(name)", title, tone: tone, more: "/entries", kinds: kinds,
            access: .permission(permission)
        ) { person, limit in
            try await desk.entries(EntryFilter(states: states), limit: limit, for: person)
                .entries.map(row)
        }
    }

    private func row(_ entry: GoodsEntry) -> HomePart.Row {
        let waits = entry.state == .conditional || entry.state == .overdue
        let due = waits
            ? entry.enteredOn.flatMap {
                try? LateDeclaration(
                    $0, desk.settings, desk.calendar, term: "two-step.term-days")
            }?.due : nil
        return HomePart.Row(
            entry.number, kind: EntryTexts.title, state: entry.state.name,
            tone: entry.state.tone, note: entry.next, path: "/entries/\(entry.number)",
            since: entry.lodgedAt, due: due)
    }

    private var toPay: HomePart {
        HomePart(
            "entries.to-pay", Localized(zh: "待缴的汇总税款", en: "Monthly payments due"),
            tone: .warn, more: "/payment-notes", kinds: Self.firms,
            access: .permission(EntryDesk.lodge)
        ) { person, limit in
            guard !person.enterprise.isEmpty else { return [] }
            return try await notes.unpaid(limit: limit, for: person).map { note in
                HomePart.Row(
                    note.number, kind: EntryTexts.notes, state: note.state.name,
                    tone: note.state == .open ? .warn : .danger,
                    path: "/payment-notes/\(note.number)", since: note.madeAt,
                    due: try? notes.due(note).day.day)
            }
        }
    }

    var finders: [Finder] {
        [
            Finder("entries.goods", EntryTexts.title, access: .signedIn) { question in
                guard let person = question.person else { return [] }
                do {
                    let entry = try await desk.entry(question.text, for: person).entry
                    return [
                        Finder.Found(
                            Localized(same: entry.number), note: entry.state.name,
                            path: "/entries/\(entry.number)", isExact: true)
                    ]
                } catch is EntryRefusal {
                    // Not there, or not theirs to see: both are no finding.
                    return []
                }
            },
            Finder("entries.notes", EntryTexts.notes, access: .signedIn) { question in
                guard let person = question.person else { return [] }
                do {
                    let note = try await notes.note(question.text.uppercased(), for: person).note
                    return [
                        Finder.Found(
                            Localized(same: note.number), note: note.state.name,
                            path: "/payment-notes/\(note.number)", isExact: true)
                    ]
                } catch is EntryRefusal {
                    return []
                }
            },
        ]
    }
}
