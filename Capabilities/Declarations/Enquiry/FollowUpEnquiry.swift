import Journal
import Kernel
import Store
import Web

/// One follow-up as people look at it.
struct FollowUpView: Sendable {
    let record: FollowUpShelf.Record
    /// All parts that were taken, this one among them.
    let parts: [FollowUpShelf.Record]
    /// Whether a defect of ours or damaged data keeps it from being decided.
    let isStuck: Bool
    let values: [FieldValue]
    let lines: [[FieldValue]]
    /// The lists it is about, as far as the visitor may see them.
    let lists: [InventoryShelf.Record]
    /// Those given for it, newest first.
    let receipts: [ReceiptBook.Receipt]
    /// Oldest first.
    let timeline: [Entry]
    /// The message as it was stored, personal values masked.
    let source: String
    let actions: [FollowUpOfficerDesk.Action]
    /// What waits for a second officer; only officers see it.
    let proposal: FollowUpProposal?
    /// Of an export that comes back.
    let tax: ReturnTax?

    /// What was found of the signature of the message; nil where nobody kept it.
    var seal: SealStanding? { receipts.lazy.compactMap(\.seal).first }
}

extension FollowUpView {
    /// The parts that are there. While it waits a draft, a refused and a withdrawn part are not, as
    /// the desk counts them.
    var there: [FollowUpShelf.Record] {
        guard record.status == .declaring else { return parts }
        return parts.filter { $0.status == .declaring && $0.parts == record.parts }
    }

    /// Numbers of the parts that are not there, as far as they are told.
    var missingParts: [Int64] {
        let here = Set(there.map(\.part))
        return (1...max(1, min(record.parts, 1000))).filter { !here.contains($0) }
    }

    /// Since when it is held up by a fault of this system: all of it is there, and nothing comes
    /// of it. Nil where nothing holds it up.
    var stuckSince: Instant? { isStuck ? there.map(\.receivedAt).max() : nil }
}

/// How far the lists of a month that are to be summarised have come.
struct MonthSummary: Sendable, Hashable {
    /// Released, not out of the country yet.
    let notLeft: Int64
    let toSummarise: Int64
    let summarised: Int64
    /// By which day; nil when no day is set.
    let dueDay: Day?
    let isOverdue: Bool
}

extension Enquiries {
    /// Export lists of a month to be summarised, by month of release.
    func summaries(in month: String, for visitor: Principal) async throws -> MonthSummary {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        let counts = try await store.read { session in
            try InventoryQueries.summarised(month, of: visitor.enterprise, in: session)
        }
        let due = reader.settings.whole("summary.due-day", on: clock.today)
            .flatMap { ExportSummary.dueDay(of: month, day: $0) }
            .map { reader.lastDay($0, rolls: "summary.due-rolls", on: clock.today) }
        let waiting = counts.closed - counts.done
        return MonthSummary(
            notLeft: counts.open, toSummarise: waiting, summarised: counts.done, dueDay: due,
            isOverdue: waiting > 0 && (due.map { $0 < clock.today } ?? false))
    }

    /// So many of its lists are shown.
    static let shownLists = 200

    /// What the visitor's enterprise sent about its lists, latest first.
    func followUps(before: String?, limit: Int, for visitor: Principal) async throws
        -> [FollowUpShelf.Record]
    {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        return try await store.read { session in
            try FollowUpShelf.sent(
                by: visitor.enterprise, before: before, limit: limit, in: session)
        }
    }

    /// Follow-ups of the officer's districts that wait for a decision, longest waiting first.
    func followUpWorklist(limit: Int, for officer: Principal) async throws
        -> [FollowUpShelf.Record]
    {
        try await store.read { session in
            try FollowUpShelf.worklist(
                districts: officer.districts.sorted(), limit: limit, in: session)
        }
    }

    /// A follow-up as it lies in the store.
    ///
    /// - Throws: `notFound` where it is not the visitor's to see.
    func visibleFollowUp(
        _ preNo: String, to visitor: Principal, in session: Session
    ) throws -> FollowUpShelf.Record {
        guard let record = try FollowUpShelf.find(acrossTenants: preNo, in: session),
            visitor.kind == .officer
                ? visitor.districts.contains(record.district)
                : !visitor.enterprise.isEmpty
                    && [record.holder, record.sender].contains(visitor.enterprise)
        else { throw DeclarationsRefusal.notFound }
        return record
    }

    /// One follow-up, for whoever holds or sent it and for the officers of its district.
    func followUp(_ preNo: String, for visitor: Principal) async throws -> FollowUpView {
        try await store.read { session in
            let record = try visibleFollowUp(preNo, to: visitor, in: session)
            let values = try reader.values(record.type, record.body)
            let lists = try FollowUpShelf.lists(of: record, in: session)
                .prefix(Enquiries.shownLists)
                .compactMap { try? visible($0.preNo, to: visitor, in: session) }
            return FollowUpView(
                record: record,
                parts: try FollowUpShelf.parts(
                    of: record.number, type: record.type, holder: record.holder, in: session),
                isStuck: try record.status == .declaring
                    && StuckLists.holds(record, in: session),
                values: values.head, lines: values.lines, lists: lists,
                receipts: try ReceiptBook.about(
                    followUp: record.preNo, of: record.sender, in: session
                ).reversed(),
                timeline: try journal.timeline(
                    of: record.preNo, tenant: record.holder, in: session),
                source: try reader.masked(record.type, record.body),
                actions: visitor.kind == .officer
                    && visitor.may(DeclarationsPermission.examine)
                    ? FollowUpOfficerDesk.Action.possible(record.type, at: record.status) : [],
                proposal: visitor.kind == .officer
                    ? try FollowUpProposals.find(record, in: session) : nil,
                tax: record.type == .exportReturn
                    ? try ReturnTaxShelf.find(preNo, of: record.holder, in: session) : nil)
        }
    }
}
