import Kernel
import Store

/// What editions changed when they were loaded.
struct EditionChangeShelf: Sendable {
    /// How many lines of a table an edition touched.
    struct Counts: Sendable, Hashable {
        let added: Int
        let changed: Int
        /// Ended by a row, or left out by a whole table.
        let ended: Int
    }

    func add(_ number: Int64, _ changes: ProposalChanges, in session: Session) throws {
        let counts = Counts(changes)
        try session.execute(
            """
            insert into tariff_edition_changes (number, added, changed, ended, changes)
            values ($1, $2, $3, $4, $5)
            """,
            [
                .integer(number), .integer(Int64(counts.added)), .integer(Int64(counts.changed)),
                .integer(Int64(counts.ended)), .text(changes.text),
            ])
    }

    /// The counts of every edition that was kept with its changes, by number.
    func counts(in session: Session) throws -> [Int64: Counts] {
        var found: [Int64: Counts] = [:]
        for row in try session.rows(
            "select number, added, changed, ended from tariff_edition_changes")
        {
            found[try row.integer(0)] = Counts(
                added: Int(try row.integer(1)), changed: Int(try row.integer(2)),
                ended: Int(try row.integer(3)))
        }
        return found
    }

    /// What an edition changed; of one loaded before changes were kept, what its proposal said;
    /// nil where that is not known either.
    func changes(of number: Int64, in session: Session) throws -> ProposalChanges? {
        let own = try session.first(
            "select changes from tariff_edition_changes where number = $1", [.integer(number)])
        let row = try own ?? session.first(
            """
            select changes from tariff_proposals
            where edition = $1 and action = 'load' and state = 'taken'
            """,
            [.integer(number)])
        return try row.map { try ProposalChanges(kept: try $0.text(0)) }
    }
}

extension EditionChangeShelf.Counts {
    init(_ changes: ProposalChanges) {
        func count(_ kinds: EditionReport.Change.What...) -> Int {
            changes.rows.count { kinds.contains($0.what) }
        }
        self.init(added: count(.new), changed: count(.changed), ended: count(.ended, .dropped))
    }
}
