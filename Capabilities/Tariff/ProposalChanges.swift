import Kernel
import Secrets
import Wire

/// What a proposal would change, line by line, as it was kept: what the second person sees is what
/// he agrees to.
struct ProposalChanges: Sendable, Hashable {
    /// What is dropped first: it is what nobody sees in the file.
    private(set) var rows: [EditionReport.Change] = []
    /// Whether a positive list would be enforced where none was before.
    private(set) var startsEnforcing = false

    init() {}

    init(_ report: EditionReport) {
        startsEnforcing = report.startsEnforcing
        rows = report.changes.filter { $0.what == .dropped }
            + report.changes.filter { $0.what != .same && $0.what != .dropped }
    }

    /// As it was kept.
    init(kept text: String) throws {
        let kept = try JSON(Array(text.utf8))
        startsEnforcing = kept["startsEnforcing"]?.boolean ?? false
        rows = (kept["rows"]?.elements ?? []).compactMap { row in
            guard let subject = row["subject"]?.string,
                let what = row["what"]?.string.flatMap(EditionReport.Change.What.init)
            else { return nil }
            return EditionReport.Change(
                what: what, subject: subject,
                details: (row["details"]?.elements ?? []).compactMap(\.string))
        }
    }

    /// As it is kept.
    var text: String {
        JSON.object([.init("startsEnforcing", .bool(startsEnforcing)), .init("rows", json)])
            .encoded
    }

    private var json: JSON { ChangesPage(rows, after: 0, most: .max).json }

    /// The same for the same changes, in whatever order.
    var digest: String {
        let lines = rows.map { change in
            ([change.what.rawValue, change.subject] + change.details).joined(separator: "\u{1F}")
        }
        let all = [String(startsEnforcing)] + lines.sorted()
        return Digest.hex(Digest.sha256(Array(all.joined(separator: "\u{1E}").utf8)))
    }
}
