import Kernel
import Store
import Wire

/// Parcels have come to the supervised site (运抵单, CEB507): each line is looked at by itself, and
/// those that fit are noted on their lists.
struct SiteArrival: FollowUpMeaning {
    let reader: CaseReader

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        var found = ParcelLinesArePlausible.findings(
            document.lines, number: MessageType.arrival.number)
        if document.head.text("ieFlag") != "E" { found.append(MovementWords.notExport) }
        return found
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let lines = ParcelLines(followUp: followUp, reader: reader, session: steps.session)
        var outcomes: [LineOutcome] = []
        for line in try lines.all() {
            let finding = try finding(line, lines)
            if finding == nil, let list = line.list { try steps.link(list.key, to: line.part) }
            outcomes.append(line.outcome(finding))
        }
        try steps.conclude(followUp, outcomes, note: MovementWords.arrived(followUp.head))
    }

    private func finding(_ line: ParcelLines.Line, _ lines: ParcelLines) throws -> Finding? {
        guard let list = line.list else { return MovementWords.noList(.arrival, line) }
        // A parcel may come before it is released; not once it is over.
        guard list.status.comesIn, list.status != .closed,
            list.status.rawValue >= Status.stored.rawValue
        else { return MovementWords.notAt(.arrival, line, list.status) }
        return try lines.isOnAnother(.arrival, list).map {
            MovementWords.already(.arrival, line, $0)
        }
    }
}
