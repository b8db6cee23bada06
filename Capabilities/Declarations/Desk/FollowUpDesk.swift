import Balances
import Journal
import Kernel
import Plug
import Store
import Wire

/// Reacts to follow-ups that were lodged: brings the parts of one together and lets each take
/// effect as its meaning says.
struct FollowUpDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let ledger: Ledger
    let stock: ZoneStock
    let form: ReceiptForm
    let meanings: FollowUpMeanings
    /// Told of background work that fails.
    var report: @Sendable (String, any Error) -> Void = { _, _ in }

    static let name = "declarations.follow-ups"

    /// Takes part in the journal. Everything happens in the writing transaction: a follow-up is
    /// decided on where its lists stand at that moment.
    var subscriber: Subscriber {
        Subscriber(
            name: FollowUpDesk.name,
            kinds: [JournalKind.followUpLodged, JournalKind.listAgain], batch: 64
        ) { entries, advance in
            try await store.write { session in
                try advance(session)
                var seen: Set<String> = []
                for entry in entries where seen.insert(entry.subject).inserted {
                    try settleApart(entry.subject, of: entry.tenant, in: session)
                }
            }
        }
    }

    /// Settles one so that a failure holds up no other: what goes wrong is noted for the operator.
    private func settleApart(_ preNo: String, of holder: String, in session: Session) throws {
        let outcome = try session.attempt { try settle(preNo, of: holder, in: session) }
        guard case .failure(let error) = outcome else { return }
        let wait = Parts.Wait(declarant: holder, preNo: preNo)
        try StuckLists.note(wait, "\(type(of: error))", at: clock.now(), in: session)
        try note(
            JournalKind.followUpStuck, preNo, of: holder,
            [.init("trouble", .text("\(type(of: error))"))], in: session)
    }

    private func settle(_ preNo: String, of holder: String, in session: Session) throws {
        guard let record = try FollowUpShelf.find(preNo, of: holder, in: session),
            record.status == .declaring
        else { return }
        let there = try declared(record, in: session)
        let missing = missingParts(there, of: record.parts)
        guard missing.isEmpty else {
            return try note(
                JournalKind.followUpWaits, preNo, of: holder,
                [
                    .init("parts", .integer(record.parts)),
                    .init("missing", .array(missing.prefix(20).map { .integer($0) })),
                ], in: session)
        }
        guard let followUp = FollowUp(try there.map(part)) else { return }
        try meanings[record.type].settle(followUp, steps(in: session))
    }

    /// The parts of the same number that are declared and wait.
    private func declared(_ record: FollowUpShelf.Record, in session: Session) throws
        -> [FollowUpShelf.Record]
    {
        guard record.parts > 1 else { return [record] }
        return try FollowUpShelf.parts(
            of: record.number, type: record.type, holder: record.holder, in: session
        ).filter { $0.status == .declaring && $0.parts == record.parts }
    }

    private func part(_ record: FollowUpShelf.Record) throws -> FollowUp.Part {
        FollowUp.Part(record: record, document: try reader.document(record.type, record.body))
    }

    func steps(in session: Session) -> FollowUpSteps {
        FollowUpSteps(
            lists: Steps(
                journal: journal, clock: clock, form: form, ledger: ledger, stock: stock,
                session: session),
            reader: reader)
    }

    private func note(
        _ kind: String, _ preNo: String, of holder: String, _ payload: [JSON.Member],
        in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: "declarations.desk", tenant: holder, subjectType: "follow-up",
                subject: preNo, payload: .object(payload)), in: session)
    }

    /// Numbers of parts that are not among those given, up to so many as come in all.
    private func missingParts(_ there: [FollowUpShelf.Record], of count: Int64) -> [Int64] {
        guard Int64(there.count) < count else { return [] }
        let numbers = Set(there.map(\.part))
        var missing: [Int64] = []
        var number: Int64 = 1
        // Nobody counts a billion parts that somebody has announced.
        while number <= count, missing.count < 20 {
            if !numbers.contains(number) { missing.append(number) }
            number += 1
        }
        return missing
    }
}

extension FollowUpDesk {
    /// Refuses parts whose others did not come in time. Gives how many were refused.
    @discardableResult
    func refuseLate() async throws -> Int {
        let today = clock.today
        let limit = reader.settings.value(.partsHours, on: today)
        let hours = Int(limit.value.raw / Fixed.scale)
        let since = clock.now().adding(milliseconds: -Int64(hours) * 3_600_000)
        return try await Round(
            "declarations.late-parts", store: store, clock: clock, report: report
        ).run { session, most in
            try FollowUpShelf.waitingParts(since: since, limit: most, in: session)
        } each: { row, session in
            // One of the same number may have taken it along.
            guard let late = try FollowUpShelf.find(row.subject, of: row.tenant, in: session),
                late.status == .declaring
            else { return }
            let there = try declared(late, in: session)
            let missing = missingParts(there, of: late.parts)
            guard !missing.isEmpty, let followUp = FollowUp(try there.map(part)) else { return }
            let finding = FollowUpWords.partsLate(
                late.type, missing: missing, hours: hours, citation: limit.citation)
            try steps(in: session).move(followUp, [.rejected(for: [finding])])
        }
    }

    /// Looks every minute, at the one and the other by itself.
    var services: [Service] {
        [
            Service(name: "declarations.late-parts") {
                await Round.every(seconds: 60, "declarations.late-parts", report: report) {
                    try await refuseLate()
                }
            },
            Service(name: "declarations.late-returns") {
                await Round.every(seconds: 60, "declarations.late-returns", report: report) {
                    try await refuseNotReturned()
                }
            },
        ]
    }
}
