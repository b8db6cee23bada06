import Kernel
import Store
import Wire

/// What time brings: declarations whose goods do not come, full declarations that are awaited or
/// late, months that are paid or not. Each in a transaction of its own; one that fails does not
/// keep the others, and is reported.
struct EntryClock: Sendable {
    let desk: EntryDesk
    let notes: NoteDesk
    let report: @Sendable (any Error) -> Void

    /// What was done.
    struct Done: Sendable, Hashable {
        var lapsed = 0
        var reminded = 0
        var overdue = 0
        var notes = 0
        var drawn = 0
    }

    static let actor = "entries.clock"
    /// Entries that are looked at at once.
    private static let batch = 200

    /// Reads what is due and writes only what changes.
    func run() async -> Done {
        var done = Done()
        var place: (day: Day, number: String)?
        let today = desk.clock.today
        do {
            while true {
                let last = place
                let due = try await desk.store.read {
                    try EntryQueries.due(on: today, after: last, limit: Self.batch, in: $0)
                }
                for entry in due { await look(at: entry, today, &done) }
                guard due.count == Self.batch, let end = due.last, let day = end.watchOn else {
                    break
                }
                place = (day, end.number)
            }
            (done.notes, done.drawn) = try await notes.settle(report: report)
        } catch {
            report(error)
        }
        return done
    }

    /// What time brings for an entry.
    private enum Event {
        case lapse(Day)
        case remind(Day)
        case overrun(Day)
        /// Nothing yet; only the day to look again is another.
        case later
    }

    private func look(at known: GoodsEntry, _ today: Day, _ done: inout Done) async {
        do {
            guard try event(known, today) != nil else { return }
            let happened = try await desk.store.write { session -> Event? in
                guard var entry = try EntryRows.find(known.number, in: session),
                    let event = try event(entry, today)
                else { return nil }
                try carryOut(event, &entry, session)
                return event
            }
            switch happened {
            case .lapse: done.lapsed += 1
            case .remind: done.reminded += 1
            case .overrun: done.overdue += 1
            case .later, nil: break
            }
        } catch {
            report(error)
        }
    }

    private func event(_ entry: GoodsEntry, _ today: Day) throws -> Event? {
        switch entry.state {
        case .held:
            if let last = try Self.lastDay(entry, desk.settings), today > last {
                return .lapse(last)
            }
        case .conditional:
            guard let due = try term(entry)?.due else { break }
            if today > due { return .overrun(due) }
            let ahead = try desk.settings.whole("two-step.reminder-days", on: entry.acceptedOn)
            if entry.remindedOn == nil, today >= due.adding(days: -ahead) { return .remind(due) }
        default: break
        }
        return try desk.watchDay(entry) == entry.watchOn ? nil : .later
    }

    private func carryOut(
        _ event: Event, _ entry: inout GoodsEntry, _ session: Session
    ) throws {
        switch event {
        case .lapse(let last):
            entry.state = .lapsed
            let cause = try desk.note(
                .lapsed, entry, by: Self.actor, [.init("lastDay", .text(last.text))], session)
            try desk.keep(&entry, session)
            return try desk.reconsider(entry, by: Self.actor, cause: cause, session)
        case .remind(let due):
            entry.remindedOn = desk.clock.today
            try desk.note(
                .reminded, entry, by: Self.actor, [.init("due", .text(due.text))], session)
        case .overrun(let due):
            // Late: the fee begins, and the consignee loses the mode until the customs restore it.
            entry.state = .overdue
            try desk.note(
                .overdue, entry, by: Self.actor, [.init("due", .text(due.text))], session)
            try desk.suspend(
                Privilege.twoStep, of: entry.tenant,
                because: Localized(
                    zh: "报关单 \(entry.number) 的完整申报逾期",
                    en: "full declaration of \(entry.number) overdue"),
                by: Self.actor, session)
        case .later: break
        }
        try desk.keep(&entry, session)
    }

    /// The last day on which the goods may still come.
    static func lastDay(
        _ entry: GoodsEntry, _ settings: EntrySettings
    ) throws(EntryRefusal) -> Day? {
        guard let expected = entry.document.day("arrivesOn") else { return nil }
        return expected.adding(
            days: try settings.whole("advance.lapse-days", on: entry.acceptedOn))
    }

    /// Term of the full declaration; nil while the means of transport has not entered.
    private func term(_ entry: GoodsEntry) throws -> LateDeclaration? {
        try entry.enteredOn.map {
            try LateDeclaration($0, desk.settings, desk.calendar, term: "two-step.term-days")
        }
    }
}
