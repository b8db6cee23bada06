import Kernel
import Parties
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

    func ask(_ part: FollowUp.Part, in session: Session) throws -> FollowUpAnswer {
        guard case .refused(let finding) = try site(of: part, in: session) else {
            return .taken([])
        }
        return .refused(Self.siteNotOpen, [finding])
    }

    /// The E-Port's number for an arrival that is not as it should be; none is published for sites.
    private static let siteNotOpen: Int64 = -803_001

    private func facts(_ part: FollowUp.Part) -> ArrivalSite.Facts {
        let head = part.document.head
        return ArrivalSite.Facts(
            code: head.text("loctNo"), district: head.text("customsCode"),
            operatorID: reader.register.find(code: head.text("operatorCode"))?.id ?? "",
            day: part.record.receivedAt.day)
    }

    private func site(of part: FollowUp.Part, in session: Session) throws -> ArrivalSite.Outcome {
        let facts = facts(part)
        let sites =
            facts.code.isEmpty
            ? try SiteRows.all(in: session)
            : try SiteRows.named(facts.code, in: session)
        return ArrivalSite.outcome(
            facts, sites, begins: try SiteRows.begins(facts.district, in: session))
    }

    /// Counts what came: also at a site whose district is not checked yet, where it is named and
    /// is the operator's own. Nobody fills another's site by naming it.
    private func count(_ parcels: Int, _ part: FollowUp.Part, in session: Session) throws {
        guard parcels > 0, let site = try counted(part, in: session) else { return }
        try SiteRows.arrive(
            part.record.preNo, of: part.record.holder, at: site.code,
            on: part.record.receivedAt.day, parcels: Int64(parcels), in: session)
    }

    private func counted(
        _ part: FollowUp.Part, in session: Session
    ) throws -> SupervisedSite? {
        if case .at(let site) = try site(of: part, in: session) { return site }
        let facts = facts(part)
        return try SiteRows.named(facts.code, in: session).first {
            $0.state == .open && $0.operatorID == facts.operatorID
                && $0.district == facts.district
        }
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let lines = ParcelLines(followUp: followUp, reader: reader, session: steps.session)
        var outcomes: [LineOutcome] = []
        for line in try lines.all() {
            let finding = try finding(line, lines)
            if finding == nil, let list = line.list { try steps.link(list.key, to: line.part) }
            outcomes.append(line.outcome(finding))
        }
        try count(
            outcomes.count { $0.finding == nil }, followUp.first, in: steps.session)
        try steps.conclude(followUp, outcomes, note: MovementWords.arrived(followUp.head))
    }

    private func finding(_ line: ParcelLines.Line, _ lines: ParcelLines) throws -> Finding? {
        if line.isRepeated { return MovementWords.twice(.arrival, line) }
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
