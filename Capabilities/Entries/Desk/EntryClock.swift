import Balances
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
    private static let most: Int64 = 1_000

    func run() async -> Done {
        var done = Done()
        done.lapsed = await each(.held) { try lapse(&$0, $1) }
        done.reminded = await each(.conditional) { try remind(&$0, $1) }
        done.overdue = await each(.conditional) { try overrun(&$0, $1) }
        do {
            (done.notes, done.drawn) = try await notes.settle(report: report)
        } catch {
            report(error)
        }
        return done
    }

    /// Does something to every entry of a state; gives to how many it was done.
    private func each(
        _ state: EntryState,
        _ change: @escaping @Sendable (inout GoodsEntry, Session) throws -> Bool
    ) async -> Int {
        let open: [GoodsEntry]
        do {
            open = try await desk.store.read {
                try EntryRows.all(state, most: Self.most, in: $0)
            }
        } catch {
            report(error)
            return 0
        }
        var count = 0
        for known in open {
            do {
                let isDone = try await desk.store.write { session in
                    guard var entry = try EntryRows.find(known.number, in: session),
                        entry.state == state, try change(&entry, session)
                    else { return false }
                    try EntryRows.update(entry, in: session)
                    return true
                }
                if isDone { count += 1 }
            } catch {
                report(error)
            }
        }
        return count
    }

    /// The last day on which the goods may still come.
    static func lastDay(
        _ entry: GoodsEntry, _ settings: EntrySettings
    ) throws(EntryRefusal) -> Day? {
        guard let expected = entry.document.day("arrivesOn") else { return nil }
        return expected.adding(
            days: try settings.whole("advance.lapse-days", on: entry.acceptedOn))
    }

    private func lapse(_ entry: inout GoodsEntry, _ session: Session) throws -> Bool {
        guard let last = try Self.lastDay(entry, desk.settings), desk.clock.today > last else {
            return false
        }
        entry.state = .lapsed
        try desk.note(
            .lapsed, entry, by: Self.actor, [.init("lastDay", .text(last.text))], session)
        return true
    }

    /// Term of the full declaration; nil while the means of transport has not entered.
    private func term(_ entry: GoodsEntry) throws -> LateDeclaration? {
        try entry.enteredOn.map {
            try LateDeclaration($0, desk.settings, desk.calendar, term: "two-step.term-days")
        }
    }

    private func remind(_ entry: inout GoodsEntry, _ session: Session) throws -> Bool {
        guard entry.remindedOn == nil, let due = try term(entry)?.due else { return false }
        let ahead = try desk.settings.whole("two-step.reminder-days", on: entry.acceptedOn)
        let today = desk.clock.today
        guard today >= due.adding(days: -ahead), today <= due else { return false }
        entry.remindedOn = today
        try desk.note(.reminded, entry, by: Self.actor, [.init("due", .text(due.text))], session)
        return true
    }

    /// Late: the fee begins, and the consignee loses the mode until the customs restore it.
    private func overrun(_ entry: inout GoodsEntry, _ session: Session) throws -> Bool {
        guard let due = try term(entry)?.due, desk.clock.today > due else { return false }
        entry.state = .overdue
        try desk.note(.overdue, entry, by: Self.actor, [.init("due", .text(due.text))], session)
        try desk.suspend(
            Privilege.twoStep, of: entry.tenant,
            because: "报关单 \(entry.number) 的完整申报逾期 / full declaration overdue",
            by: Self.actor, session)
        return true
    }
}
