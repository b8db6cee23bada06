import Kernel
import Store

/// What an edition would have done to the cases of the last days: each is judged again by what was
/// known of it then, with its own draw.
struct DryRun: Sendable, Hashable {
    struct Line: Sendable, Hashable {
        var level: CreditLevel
        var isImport: Bool
        var cases = 0
        /// Drawn then, and by the edition that is tried.
        var before = 0
        var after = 0
    }

    /// More cases are not tried at once; the latest are.
    static let most = 20_000

    var from: Day
    var to: Day
    var isCut: Bool
    var lines: [Line]

    var cases: Int { lines.reduce(0) { $0 + $1.cases } }
    var before: Int { lines.reduce(0) { $0 + $1.before } }
    var after: Int { lines.reduce(0) { $0 + $1.after } }
}

extension PolicyDesk {
    /// Tries a proposed or confirmed edition on the cases of the last days.
    func dryRun(_ id: String, days: Int) async throws -> DryRun {
        let today = clock.today
        let most = max(1, try settings.whole("dry-run.days", on: today))
        let first = today.adding(days: 1 - min(max(days, 1), most))
        let shipped = rates.edition(on: today)
        return try await store.read { session in
            guard
                let edition = try PolicyRows.find(id, in: session)
                    ?? (id == shipped.id ? shipped : nil)
            else { throw InspectionsRefusal.notFound }
            let cases = try CaseRows.between(
                first, today, limit: DryRun.most + 1, in: session)
            var run = DryRun(
                from: first, to: today, isCut: cases.count > DryRun.most, lines: [])
            let rule = InspectionRate(edition: edition)
            // Its rows begin on its first day: the past is judged as if it had come.
            for one in cases.prefix(DryRun.most) where one.verdict != "review" {
                let after = rule.outcome(
                    one.facts, one.standing, on: max(one.day, edition.from))
                run.add(one, after.share)
            }
            run.lines.sort {
                ($0.isImport ? 0 : 1, $0.level.rawValue) < ($1.isImport ? 0 : 1, $1.level.rawValue)
            }
            return run
        }
    }
}

extension DryRun {
    fileprivate mutating func add(_ one: CaseRows.Case, _ share: Int) {
        let level = one.standing.level
        let isImport = one.facts.isImport
        let place =
            lines.firstIndex { $0.level == level && $0.isImport == isImport } ?? lines.count
        if place == lines.count { lines.append(Line(level: level, isImport: isImport)) }
        lines[place].cases += 1
        lines[place].before += one.draw < one.share ? 1 : 0
        lines[place].after += one.draw < share ? 1 : 0
    }
}
