import Kernel
import Store
import Wire

/// Which released lists travel in which bag or pallet, under which bill (清单总分单, CEB607): all or
/// nothing, for a bag is closed as a whole.
struct BagList: FollowUpMeaning {
    let reader: CaseReader

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        var found = ParcelLinesArePlausible.findings(
            document.lines, number: MessageType.bagList.number)
        if try document.head.amount("grossWeight") <= .zero { found.append(MovementWords.noMass) }
        return found
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let lines = ParcelLines(followUp: followUp, reader: reader, session: steps.session)
        let found = try lines.all()
        let outcomes = try found.map { line in
            line.outcome(try finding(line, followUp, lines))
        }
        guard outcomes.findings.isEmpty else {
            return try steps.move(
                followUp, [.rejected(for: outcomes.findings)], decision: outcomes.decision)
        }
        for line in found {
            if let list = line.list { try steps.link(list.key, to: line.part) }
        }
        try steps.conclude(followUp, outcomes, note: MovementWords.booked(followUp.head))
    }

    private func finding(
        _ line: ParcelLines.Line, _ followUp: FollowUp, _ lines: ParcelLines
    ) throws -> Finding? {
        if line.isRepeated { return MovementWords.twice(.bagList, line) }
        // Another declarant's list is answered as if it did not exist.
        guard let list = line.list, list.declarant == followUp.first.record.holder else {
            return MovementWords.noList(.bagList, line)
        }
        guard list.status == .released else {
            return MovementWords.notAt(.bagList, line, list.status)
        }
        if let other = try lines.isOnAnother(.bagList, list) {
            return MovementWords.already(.bagList, line, other)
        }
        if let number = line.record["invtNo"], number != list.invtNo {
            return MovementWords.otherNumber(line)
        }
        let own = try Booking(list: reader.list(list))
        let said = Booking(head: followUp.head)
        guard let element = own.differs(from: said) else { return nil }
        return MovementWords.otherBooking(line, element)
    }
}
