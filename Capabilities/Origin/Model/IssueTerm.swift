import Kernel
import Reference

/// Until when a certificate that is issued after shipment is not yet a retrospective one (补发), and
/// until when it can be issued at all: each agreement has its own days.
struct IssueTerm: Sendable, Hashable {
    /// Days after shipment on which it is issued as if it were at shipment.
    let days: Int
    /// Whether these are working days.
    let countsWorkingDays: Bool
    /// Months after shipment within which it is issued at all.
    let months: Int
    let citation: Citation
    /// Whether nobody compared it with the text: from general knowledge, or our default.
    let isReferenceOnly: Bool
}

/// The terms of all agreements (`Data/issue-terms.csv`).
struct IssueTerms: Sendable {
    private let rows: [String: [Dated<IssueTerm>]]
    private let calendar: WorkingCalendar

    static func load(_ share: Share) throws -> IssueTerms {
        IssueTerms(rows: try read(share), calendar: try WorkingCalendar.load(share))
    }

    private static func read(_ share: Share) throws(DataFault) -> [String: [Dated<IssueTerm>]] {
        var file = try DataFile("\(folder)/issue-terms.csv", in: share)
        let (agreement, days) = (try file.column("agreement"), try file.column("days"))
        let (kind, months) = (try file.column("counted_in"), try file.column("months"))
        let confidence = try file.column("confidence")
        let dates = try DateColumns(file)
        var rows: [String: [Dated<IssueTerm>]] = [:]
        while let row = try file.next() {
            guard let count = Int(row.text(days)), (0...366).contains(count) else {
                throw row.fault("days")
            }
            guard ["calendar", "working"].contains(row.text(kind)) else {
                throw row.fault("counted_in")
            }
            guard let limit = Int(row.text(months)), (1...120).contains(limit) else {
                throw row.fault("months")
            }
            let citation = try dates.citation(row)
            rows[try row.required(agreement, "agreement"), default: []].append(
                Dated(
                    from: try dates.from(row), to: try dates.to(row),
                    value: IssueTerm(
                        days: count, countsWorkingDays: row.text(kind) == "working",
                        months: limit, citation: citation,
                        isReferenceOnly: row.text(confidence) != "read"), citation: citation))
        }
        return rows
    }

    /// The terms of an agreement on a day, else the default of this system.
    ///
    /// - Throws: `OriginRefusal.notSettled` when neither is in force.
    func term(of agreement: String, on day: Day) throws(OriginRefusal) -> IssueTerm {
        guard let found = rows[agreement]?.inForce(on: day) ?? rows["*"]?.inForce(on: day) else {
            throw .notSettled("issue-terms")
        }
        return found.value
    }

    /// Whether what is issued on a day for goods that were shipped on another is retrospective.
    func isRetrospective(_ term: IssueTerm, shipped: Day, issued: Day) -> Bool {
        let last = term.countsWorkingDays && term.days > 0
            ? calendar.adding(workingDays: term.days, to: shipped).day
            : shipped.adding(days: term.days)
        return issued > last
    }
}
