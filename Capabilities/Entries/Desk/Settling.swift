import Journal
import Kernel
import Store
import Tariff
import Wire

/// What follows when the taxes of an entry are settled, and what is written down whenever it has
/// changed.
extension EntryDesk {
    /// Notes that nothing is owed any more, and tells of the lines: the tariff's look-back holds
    /// them against the lowest lawful rate. Once for each entry.
    func settle(_ entry: inout GoodsEntry, by actor: String, _ session: Session) throws {
        guard entry.settledOn == nil else { return }
        let today = clock.today
        entry.settledOn = today
        let taxed = try tax.assess(
            entry.document, rates: entry.rateDay, currencies: entry.acceptedOn
        ).lines
        let lines = zip(entry.document.lines, taxed).enumerated().map { index, pair in
            PastLine(
                // The day whose rates applied is the one that is looked up again.
                entry: entry.number, line: index + 1, declaredOn: entry.rateDay, paidOn: today,
                code: pair.0["code"] ?? "", name: pair.0["name"] ?? "",
                origin: pair.0["origin"] ?? "", value: pair.1.value,
                quantities: EntryTax.quantities(pair.0), duty: pair.1.duty)
        }
        try journal.append(
            Draft(
                TariffCapability.linesSettled, actor: actor, tenant: entry.tenant,
                subjectType: "entry", subject: entry.number,
                payload: .object([.init("lines", .array(lines.map(\.json)))])), in: session)
    }

    /// Writes an entry down, with the first day on which time may bring something for it.
    func keep(_ entry: inout GoodsEntry, _ session: Session) throws {
        if entry.state != .mismatch { entry.differing = [] }
        entry.watchOn = try watchDay(entry)
        try EntryRows.update(entry, in: session)
    }

    /// The first day on which the clock has to look. A holiday announced later only moves an end
    /// further away, so that nothing is missed.
    func watchDay(_ entry: GoodsEntry) throws -> Day? {
        switch entry.state {
        case .held: return try EntryClock.lastDay(entry, settings)?.adding(days: 1)
        case .conditional:
            guard let entered = entry.enteredOn else { return nil }
            let days = try settings.whole("two-step.term-days", on: entered)
            let ahead =
                entry.remindedOn == nil
                ? try settings.whole("two-step.reminder-days", on: entry.acceptedOn) : 0
            return entered.adding(days: days - ahead)
        default: return nil
        }
    }

    /// What else was declared under the bill of an entry, by others.
    func besides(_ entry: GoodsEntry, _ session: Session) throws -> [GoodsEntry] {
        try EntryQueries.under(bill: entry.document["bill"], in: session).filter {
            $0.tenant != entry.tenant
        }
    }

    /// Looks again at what waits under the bill of an entry that has changed: their sum is what
    /// counts.
    func reconsider(
        _ entry: GoodsEntry, by actor: String, cause: Int64, _ session: Session
    ) throws {
        for known in try besides(entry, session) where known.state == .mismatch {
            var other = known
            try EntrySteps(desk: self, session: session, actor: actor, cause: cause)
                .goOnOrWait(&other)
            guard other != known else { continue }
            try keep(&other, session)
        }
    }
}
