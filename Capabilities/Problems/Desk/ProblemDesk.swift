import Journal
import Kernel
import Papers
import Parties
import Policies
import Reference
import Store
import Web
import Wire

/// Problems from the first word to the confirmation of the firm: nothing is closed unanswered.
struct ProblemDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let tables: ProblemTables
    let codes: CodeTables
    let enterprises: EnterpriseRegister
    let policies: PolicyRegister
    let followers: PolicyFollowers
    let calendar: WorkingCalendar
    let papers: PaperDesk
    /// Told of background work that fails.
    let report: @Sendable (String, any Error) -> Void

    /// Leads the clearing: sees what is late and may act on it (沪商自贸〔2023〕132号 item 22).
    static let lead = "commerce"
    /// More are not listed at once.
    static let most = 200

    struct Raise: Sendable {
        var topic = ""
        var title = ""
        var text = ""
        var sender = "firm"
        var affected = 1
        var about = ""
        /// Names nobody reads: they were meant for something.
        var unknown: [String] = []
    }

    /// A problem with what was said about it.
    struct Record: Sendable {
        let problem: Problem
        let words: [ProblemWord]
        let explanation: Explanation
    }

    var rule: ProblemClock {
        get throws {
            ProblemClock(
                calendar: calendar, cutOffHour: try tables.whole("cutoff.hour", on: clock.today))
        }
    }

    // MARK: Looking

    func record(_ number: String, for visitor: Principal) async throws -> Record {
        let (problem, words) = try await store.read { session in
            let problem = try find(number, visitor, in: session)
            return (problem, try ProblemRows.words(on: problem, in: session))
        }
        return try record(problem, words)
    }

    func record(_ problem: Problem, _ words: [ProblemWord]) throws -> Record {
        Record(
            problem: problem, words: words,
            explanation: try rule.explanation(
                problem, tables.topic(problem.topic, on: problem.clockAt.day)))
    }

    /// Somebody else's is answered as if it did not exist.
    func find(
        _ number: String, _ visitor: Principal, in session: Session
    ) throws -> Problem {
        guard let one = try ProblemRows.find(number, in: session) else {
            throw ProblemsRefusal.notFound
        }
        if visitor.kind == .officer {
            guard Self.mayAct(visitor, on: one) else { throw ProblemsRefusal.notFound }
        } else {
            guard !one.tenant.isEmpty, one.tenant == visitor.enterprise else {
                throw ProblemsRefusal.notFound
            }
        }
        return one
    }

    static func mayAct(_ officer: Principal, on one: Problem) -> Bool {
        officer.kind == .officer && !officer.authority.isEmpty
            && (officer.authority == one.authority
                || officer.authority == lead && one.escalatedAt != nil && one.kind != .complaint)
    }

    // MARK: Raising

    func raise(_ raise: Raise, by visitor: Principal) async throws -> Problem {
        guard !visitor.enterprise.isEmpty else { throw ProblemsRefusal.notFound }
        // What was said at a meeting is written down by the officer who held it.
        guard !raise.about.hasPrefix("meeting") else { throw ProblemsRefusal.about }
        return try await keep(raise, for: visitor.enterprise, by: visitor)
    }

    /// What an officer writes down for an enterprise at a meeting.
    ///
    /// - Parameter also: what else was found to be wrong, told together with the rest.
    func raise(
        _ raise: Raise, forEnterprise code: String, also: [ProblemsRefusal],
        by officer: Principal
    ) async throws -> Problem {
        let enterprise = enterprises.find(code: code.trimmedBlanks)
        return try await keep(
            raise, for: enterprise?.id ?? "", also: also + (enterprise == nil ? [.enterprise] : []),
            by: officer)
    }

    private func keep(
        _ raise: Raise, for tenant: String, also: [ProblemsRefusal] = [], by visitor: Principal
    ) async throws -> Problem {
        let now = clock.now()
        let judged = judge(raise, on: now.day)
        let about = try await store.read { session in
            try check(raise.about, judged.topic, on: now.day, in: session)
        }
        if let refusal = ProblemsRefusal.form(
            also + judged.wrong + [about].compactMap { $0 })
        {
            throw refusal
        }
        guard let topic = judged.topic, let sender = judged.sender, let body = judged.body else {
            throw ProblemsRefusal.topic
        }
        let (title, text) = (raise.title.trimmedBlanks, raise.text.trimmedBlanks)
        let due = try rule.due(topic.days, from: now)
        return try await store.write { session in
            if let same = try same(raise, title, text, of: tenant, in: session) {
                throw ProblemsRefusal.raisedTwice(same)
            }
            let count = try session.next("problems.numbers.\(now.day.year)")
            let digits = String(count)
            let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            let one = Problem(
                tenant: tenant, number: "QL-\(now.day.year)-\(padded)", kind: topic.kind,
                topic: topic.id, body: body.id, authority: body.authority, state: .open,
                title: title, affected: raise.affected, sender: sender, about: raise.about,
                round: 1, raisedAt: now, clockAt: now, due: due, cause: "", usedDays: 0,
                outcome: .none, version: 1)
            try ProblemRows.insert(one, in: session)
            try say(.raised, text, on: one, by: visitor, in: session)
            try tell("problems.raised", one, by: visitor.id, in: session)
            return one
        }
    }

    /// Number of an unsettled problem of a firm with the same words, whatever blanks and look-alike
    /// signs they are spelt with; nil where there is none.
    private func same(
        _ raise: Raise, _ title: String, _ text: String, of tenant: String, in session: Session
    ) throws -> String? {
        for state in [Problem.State.open, .answered] {
            let found = try ProblemRows.latest(
                .firm(tenant), state, after: nil, limit: Self.most, in: session)
            for one in found
            where one.topic == raise.topic && one.title.likeness == title.likeness
                && one.about == raise.about
            {
                let words = try ProblemRows.words(on: one, in: session)
                if words.first?.words.likeness == text.likeness { return one.number }
            }
        }
        return nil
    }

    /// Everything that is wrong with what somebody wants to raise, but what it is about.
    private func judge(
        _ raise: Raise, on day: Day
    ) -> (wrong: [ProblemsRefusal], topic: Topic?, sender: Problem.Sender?, body: NamedThing?) {
        var wrong = raise.unknown.map { ProblemsRefusal.unknown($0) }
        let topic = tables.topic(raise.topic, on: day)
        if topic == nil { wrong.append(.topic) }
        if !(2...100).contains(raise.title.trimmedBlanks.unicodeScalars.count) {
            wrong.append(.title)
        }
        if !(2...4_000).contains(raise.text.trimmedBlanks.unicodeScalars.count) {
            wrong.append(.text)
        }
        let sender = Problem.Sender(rawValue: raise.sender)
        if sender == nil { wrong.append(.sender(raise.sender)) }
        if !(1...100_000).contains(raise.affected) || sender == .firm && raise.affected != 1 {
            wrong.append(.affected)
        }
        let body = topic.flatMap { policies.body($0.body) }
        if topic != nil, body?.authority.isEmpty ?? true { wrong.append(.body) }
        return (wrong, topic, sender, body)
    }

    /// A comment or a call for help belongs to a measure; a comment comes in its time.
    private func check(
        _ about: String, _ topic: Topic?, on day: Day, in session: Session
    ) throws -> ProblemsRefusal? {
        guard let topic else { return nil }
        let parts = about.split(separator: "/")
        guard topic.kind == .barrier else {
            return about.isEmpty || parts.first == "meeting" ? nil : .aboutNothing
        }
        guard parts.count == 2, parts[0] == "measure",
            let measure = try PublicRows.measure(String(parts[1]), in: session)
        else { return .about }
        return topic.id == "barrier-comment" && measure.commentsUntil < day ? .commentsOver : nil
    }

    // MARK: Acting

    /// An officer answers and says which cause it had; the firm has some days to object.
    func answer(
        _ number: String, _ text: String, cause: String, by officer: Principal
    ) async throws -> Problem {
        let isCause = tables.causes.contains { $0.id == cause }
        if let refusal = ProblemsRefusal.form(
            (Self.isFit(text) ? [] : [.text])
                + (isCause ? [] : [.cause(cause, known: tables.causes.map(\.id))]))
        {
            throw refusal
        }
        let text = text.trimmedBlanks
        let now = clock.now()
        let days = try tables.whole("confirm.days", on: now.day)
        return try await change(number, officer) { one, session in
            guard Self.mayAct(officer, on: one) else { throw ProblemsRefusal.notFound }
            guard one.state == .open else { throw ProblemsRefusal.movedOn }
            one.state = .answered
            one.answeredAt = now
            one.cause = cause
            one.usedDays += try rule.used(from: one.clockAt, to: now)
            one.lapses = calendar.adding(workingDays: days, to: now.day).day
            try say(.answered, text, on: one, by: officer, in: session)
            return "problems.answered"
        }
    }

    /// Hands a problem to the body that can answer it. The last day stays: what has been passed on
    /// is not younger for it.
    func hand(
        _ number: String, to body: String, _ reason: String, by officer: Principal
    ) async throws -> Problem {
        let found = policies.body(body).flatMap { $0.authority.isEmpty ? nil : $0 }
        if let refusal = ProblemsRefusal.form(
            (found == nil ? [.body] : []) + (Self.isFit(reason) ? [] : [.reason]))
        {
            throw refusal
        }
        guard let body = found else { throw ProblemsRefusal.body }
        let reason = reason.trimmedBlanks
        return try await change(number, officer) { one, session in
            guard Self.mayAct(officer, on: one) else { throw ProblemsRefusal.notFound }
            guard one.state == .open else { throw ProblemsRefusal.movedOn }
            guard one.body != body.id else { throw ProblemsRefusal.sameBody }
            one.body = body.id
            one.authority = body.authority
            try say(.handed, reason, on: one, by: officer, in: session)
            return "problems.handed"
        }
    }

    /// The firm says that it is settled. Without an answer nothing is.
    func confirm(_ number: String, by visitor: Principal) async throws -> Problem {
        try await change(number, visitor) { one, _ in
            guard one.tenant == visitor.enterprise else { throw ProblemsRefusal.notFound }
            guard one.state != .open else { throw ProblemsRefusal.unanswered }
            guard one.state == .answered else { throw ProblemsRefusal.movedOn }
            one.state = .closed
            one.outcome = .confirmed
            one.closedAt = clock.now()
            return "problems.closed"
        }
    }

    /// The firm is not content: the body answers again, with a new term.
    func reopen(
        _ number: String, _ reason: String, by visitor: Principal
    ) async throws -> Problem {
        guard Self.isFit(reason) else { throw ProblemsRefusal.reason }
        let reason = reason.trimmedBlanks
        let now = clock.now()
        return try await change(number, visitor) { one, session in
            guard one.tenant == visitor.enterprise else { throw ProblemsRefusal.notFound }
            guard one.state != .open else { throw ProblemsRefusal.nothingToReopen }
            guard one.state == .answered else { throw ProblemsRefusal.movedOn }
            let days =
                try tables.topic(one.topic, on: one.raisedAt.day)?.days
                ?? tables.whole("topic.days", on: clock.today)
            one.state = .open
            one.round += 1
            one.clockAt = now
            one.due = try rule.due(days, from: now)
            one.escalatedAt = nil
            one.lapses = nil
            try say(.reopened, reason, on: one, by: visitor, in: session)
            return "problems.reopened"
        }
    }

    // MARK: What time does

    /// Puts what is late before the body that leads the clearing, and closes what was answered and
    /// not objected to in time: all of it, however much there is. An idle system writes nothing.
    func round() async throws {
        let today = clock.today
        try await Round(
            "problems.late", store: store, clock: clock, report: report
        ).run { session, most in
            try ProblemRows.late(before: today, limit: most, in: session)
        } each: { row, session in
            guard var one = try ProblemRows.find(row.subject, in: session),
                one.isOverdue(on: today), one.escalatedAt == nil
            else { return }
            one.escalatedAt = clock.now()
            if try ProblemRows.update(one, in: session) {
                try tell("problems.escalated", one, by: "clock", in: session)
            }
        }
        try await Round(
            "problems.lapsing", store: store, clock: clock, report: report
        ).run { session, most in
            try ProblemRows.lapsing(before: today, limit: most, in: session)
        } each: { row, session in
            guard var one = try ProblemRows.find(row.subject, in: session),
                one.state == .answered, one.lapses.map({ $0 < today }) ?? false
            else { return }
            one.state = .closed
            one.outcome = .lapsed
            one.closedAt = clock.now()
            if try ProblemRows.update(one, in: session) {
                try tell("problems.closed", one, by: "clock", in: session)
            }
        }
    }

    // MARK: Shared

    private func change(
        _ number: String, _ visitor: Principal,
        _ body: @escaping @Sendable (inout Problem, Session) throws -> String
    ) async throws -> Problem {
        try await store.write { session in
            var one = try find(number, visitor, in: session)
            let kind = try body(&one, session)
            guard try ProblemRows.update(one, in: session) else {
                throw ProblemsRefusal.movedOn
            }
            one.version += 1
            try tell(kind, one, by: visitor.id, in: session)
            return one
        }
    }

    private func say(
        _ kind: ProblemWord.Kind, _ words: String, on one: Problem, by visitor: Principal,
        in session: Session
    ) throws {
        try ProblemRows.say(
            ProblemWord(kind: kind, words: words, actor: visitor.name, at: clock.now()), on: one,
            in: session)
    }

    private func tell(
        _ kind: String, _ one: Problem, by actor: String, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: one.tenant, subjectType: "problem",
                subject: one.number,
                payload: .object([
                    .init("topic", .text(one.topic)), .init("body", .text(one.body)),
                    .init("state", .text(one.state.rawValue)), .init("due", .text(one.due.text)),
                ]), citation: "沪商自贸〔2023〕132号 22"), in: session)
    }

    static func isFit(_ text: String) -> Bool {
        (2...4_000).contains(text.trimmedBlanks.unicodeScalars.count)
    }
}
