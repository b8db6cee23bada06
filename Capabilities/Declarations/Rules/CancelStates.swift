import Kernel
import Reference

/// In which statuses a list may be cancelled on application, and who decides that
/// (`Data/cancel-states.csv`). A status that is not there does not allow it.
struct CancelStates: Sendable {
    enum Outcome: String, Sendable { case rule, officer }

    private let rows: [Status: [Dated<Outcome>]]

    init(_ rows: [Status: [Dated<Outcome>]]) { self.rows = rows }

    static func load(_ share: Share) throws -> CancelStates {
        var rows: [Status: [Dated<Outcome>]] = [:]
        var file = try DataFile("Capabilities/Declarations/Data/cancel-states.csv", in: share)
        let status = try file.column("status")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let outcome = try file.column("outcome")
        let document = try file.column("document")
        let article = try file.column("article")
        while let row = try file.next() {
            guard let stands = Int64(row.text(status)).flatMap(Status.init(rawValue:)),
                stands.mayBecome(.cancelled), let first = try row.day(from, "valid_from"),
                let who = Outcome(rawValue: row.text(outcome))
            else { throw row.fault("status") }
            rows[stands, default: []].append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"), value: who,
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        return CancelStates(rows)
    }

    /// Who decides about a list that stands so; nil when it may not be cancelled.
    func outcome(_ status: Status, on day: Day) -> Dated<Outcome>? {
        rows[status]?.inForce(on: day)
    }
}
