import Kernel
import Store
import Wire

/// Parcels have left the country (离境单, CEB509): each line is looked at by itself; the lists of
/// those that fit are closed (结关), which confirms the export.
struct BorderDeparture: FollowUpMeaning {
    let reader: CaseReader
    let clock: Clock

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        var found = ParcelLinesArePlausible.findings(
            document.lines, number: MessageType.departure.number)
        let hours = reader.settings.whole(.clockHours, on: day)
        let latest = clock.now().adding(milliseconds: Int64(hours) * 3_600_000)
        if let left = Instant(compact: document.head.text("leaveTime")), left > latest {
            found.append(MovementWords.notYetLeft)
        }
        return found
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let lines = ParcelLines(followUp: followUp, reader: reader, session: steps.session)
        let note = MovementWords.left(followUp.head)
        var outcomes: [LineOutcome] = []
        for line in try lines.all() {
            let finding = try finding(line, followUp.head, steps)
            if finding == nil, let list = line.list {
                try steps.link(list.key, to: line.part)
                try close(list, note, steps)
            }
            outcomes.append(line.outcome(finding))
        }
        try steps.conclude(followUp, outcomes, note: note)
    }

    private func finding(
        _ line: ParcelLines.Line, _ head: MessageRecord, _ steps: FollowUpSteps
    ) throws -> Finding? {
        if line.isRepeated { return MovementWords.twice(.departure, line) }
        guard let list = line.list else { return MovementWords.noList(.departure, line) }
        guard list.status == .released else {
            return MovementWords.notAt(.departure, line, list.status)
        }
        guard let said = head["billNo"],
            let booked = try Booking.of(list, reader, in: steps.session).bill, booked != said
        else { return nil }
        return MovementWords.otherBill(.departure, line, booked)
    }

    private func close(
        _ list: InventoryShelf.Record, _ note: String, _ steps: FollowUpSteps
    ) throws {
        let file = try reader.complete(list, in: steps.session)
        let decision = list.decision.flatMap(Decision.init(encoded:)) ?? Decision(day: file.day)
        let step = Step(.closed, info: note)
        guard try steps.lists.apply([step], to: file, decision) else { throw Overtaken() }
    }
}
