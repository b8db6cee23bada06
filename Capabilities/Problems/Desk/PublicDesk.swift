import Journal
import Kernel
import Parties
import Policies
import Reference
import Store
import Web
import Wire

/// What authorities publish: the board, measures abroad, meetings, progress on the tasks of the
/// papers.
struct PublicDesk: Sendable {
    let problems: ProblemDesk

    private var store: Store { problems.store }
    private var clock: Clock { problems.clock }
    private var tables: ProblemTables { problems.tables }
    private var policies: PolicyRegister { problems.policies }

    // MARK: The board

    struct Board: Sendable {
        let lines: [BoardRows.Line]
        /// Cells of so many problems at least.
        let causes: [BoardRows.Cause]
        let smallest: Int64
    }

    func board() async throws -> Board {
        let today = clock.today
        let smallest = Int64(try tables.whole("statistics.smallest", on: today))
        let since = clock.now().adding(milliseconds: -365 * 86_400_000)
        let (lines, causes) = try await store.read { session in
            (
                try BoardRows.lines(on: today, in: session),
                try BoardRows.causes(since: since, in: session)
            )
        }
        return Board(
            lines: lines, causes: causes.filter { smallest <= $0.count }, smallest: smallest)
    }

    // MARK: Measures

    func measures(market: String, goods: String) async throws -> [Measure] {
        let goods = goods.trimmedBlanks
        return try await store.read { try PublicRows.measures(limit: 500, in: $0) }.filter { one in
            (market.isEmpty || one.market == market.uppercased())
                && (goods.isEmpty
                    || one.goods.contains { $0.hasPrefix(goods) || goods.hasPrefix($0) })
        }
    }

    func measure(_ id: String) async throws -> Measure {
        guard let found = try await store.read({ try PublicRows.measure(id, in: $0) }) else {
            throw ProblemsRefusal.notFound
        }
        return found
    }

    /// Publishes a measure and tells the firms that follow technical barriers, its market, its
    /// goods or a word of it.
    func publish(_ form: MeasureForm, by officer: Principal) async throws -> Measure {
        var measure = try judged(form)
        measure.id = problems.ids.brief
        let texts = [
            measure.title.zh, measure.title.en, measure.summary.zh, measure.summary.en,
            measure.source,
        ]
        let made = measure
        try await store.write { session in
            try PublicRows.insert(made, by: officer.name, at: clock.now(), in: session)
            let words = texts + [made.market] + made.goods
            for tenant in try problems.followers.tenants(
                following: words, topics: ["barriers"], in: session)
            {
                try problems.journal.append(
                    Draft(
                        "problems.measure-notice", actor: officer.id, tenant: tenant,
                        subjectType: "measure", subject: made.id,
                        payload: .object([
                            .init("market", .text(made.market)),
                            .init("goods", .array(made.goods.map { .text($0) })),
                            .init("titleZh", .text(made.title.zh)),
                            .init("titleEn", .text(made.title.en)),
                            .init("commentsUntil", .text(made.commentsUntil.text)),
                        ]), citation: "沪商自贸〔2023〕132号 22"), in: session)
            }
        }
        return made
    }

    // MARK: Meetings

    struct MeetingLine: Sendable {
        let meeting: Meeting
        let raised: Int64
        let closed: Int64
        /// Day by which the next meeting of the body is due.
        let next: Day
    }

    func meetings() async throws -> [MeetingLine] {
        let months = try tables.whole("dialogue.months", on: clock.today)
        return try await store.read { session in
            try PublicRows.meetings(limit: 100, in: session).map { meeting in
                let counts = try BoardRows.counts(about: "meeting/\(meeting.id)", in: session)
                return MeetingLine(
                    meeting: meeting, raised: counts.all, closed: counts.closed,
                    next: meeting.day.adding(months: months))
            }
        }
    }

    func hold(_ form: MeetingForm, by officer: Principal) async throws -> MeetingLine {
        let months = try tables.whole("dialogue.months", on: clock.today)
        var meeting = try judged(form)
        meeting.id = problems.ids.brief
        guard policies.body(meeting.body)?.authority == officer.authority else {
            throw ProblemsRefusal.notYours
        }
        let made = meeting
        try await store.write { session in
            try PublicRows.insert(made, by: officer.name, at: clock.now(), in: session)
            try problems.journal.append(
                Draft(
                    "problems.meeting-held", actor: officer.id, tenant: "",
                    subjectType: "meeting", subject: made.id,
                    payload: .object([.init("day", .text(made.day.text))]),
                    citation: "沪商贸发〔2023〕183号 18"), in: session)
        }
        return MeetingLine(
            meeting: made, raised: 0, closed: 0, next: made.day.adding(months: months))
    }

    /// Writes down what an enterprise has said at a meeting, as a problem of that enterprise.
    func note(
        _ raise: ProblemDesk.Raise, at id: String, of code: String, by officer: Principal
    ) async throws -> Problem {
        let isHeld = try await meetings().contains { $0.meeting.id == id }
        var raise = raise
        raise.about = "meeting/\(id)"
        return try await problems.raise(
            raise, forEnterprise: code, also: isHeld ? [] : [.meetingMissing], by: officer)
    }

    // MARK: Tasks

    /// A task of a paper with the bodies that answer for it and what they have reported.
    struct Task: Sendable {
        let policy: Policy
        let version: PolicyVersion
        let article: PolicyArticle
        let reports: [Report]
        /// Bodies whose report for the last quarter is late.
        let missing: [String]
        /// The last quarter that was to be reported on, and until when.
        let quarter: String
        let due: Day
    }

    func tasks(of paper: String? = nil) async throws -> [Task] {
        let today = clock.today
        let reports = try await store.read { try PublicRows.reports(limit: 5_000, in: $0) }
        let (quarter, last) = Quarter.before(today)
        let days = try tables.whole("ledger.days", on: today)
        let due = problems.calendar.adding(workingDays: days, to: last).day
        return policies.policies.filter { paper == nil || $0.id == paper }.flatMap { policy in
            // The tasks of a plan that has ended stay to be looked up; nothing more is due.
            guard let version = policy.shown(on: today), version.kind == .paper else {
                return [Task]()
            }
            let begin = Day(year: last.year, month: last.month - 2, day: 1) ?? last
            let isOver = version.to.map { $0 < begin } ?? false
            return version.articles.filter { !$0.bodies.isEmpty }.map { article in
                let own = reports.filter {
                    $0.policy == policy.id && $0.article == article.key
                }
                let done = Set(own.filter { $0.state == .done }.map(\.body))
                let sent = Set(own.filter { $0.quarter == quarter }.map(\.body))
                let missing =
                    today <= due || last < version.from || isOver
                    ? [] : article.bodies.filter { !done.contains($0) && !sent.contains($0) }
                return Task(
                    policy: policy, version: version, article: article, reports: own,
                    missing: missing, quarter: quarter, due: due)
            }
        }
    }

    func task(_ policy: String, _ article: String) async throws -> Task {
        guard let found = try await tasks(of: policy).first(where: { $0.article.key == article })
        else { throw ProblemsRefusal.notFound }
        return found
    }

    /// Bodies of a task that an officer reports for: those of the own authority; the lead also for
    /// bodies that have no officers here.
    func bodies(of task: Task, for officer: Principal) -> [String] {
        task.article.bodies.filter { id in
            let authority = policies.body(id)?.authority ?? ""
            return authority.isEmpty
                ? officer.authority == ProblemDesk.lead : authority == officer.authority
        }
    }

    func report(
        _ task: Task, body: String, _ state: String, _ words: String, example: String,
        by officer: Principal
    ) async throws -> Report {
        let own = bodies(of: task, for: officer)
        let isTasks = task.article.bodies.contains(body)
        guard !own.isEmpty, own.contains(body) || !isTasks else { throw ProblemsRefusal.notYours }
        let (words, example) = (words.trimmedBlanks, example.trimmedBlanks)
        let state = try judged(
            state: state, words, example: example,
            also: isTasks ? [] : [.reporting(body, own: own)])
        let made = Report(
            policy: task.policy.id, article: task.article.key, quarter: task.quarter, body: body,
            state: state, words: words, example: example, reporter: officer.name,
            at: clock.now())
        try await store.write { session in
            try PublicRows.put(made, in: session)
            try problems.journal.append(
                Draft(
                    "problems.progress-reported", actor: officer.id, tenant: "",
                    subjectType: "task", subject: "\(made.policy)/\(made.article)",
                    payload: .object([
                        .init("quarter", .text(made.quarter)), .init("body", .text(body)),
                        .init("state", .text(state.rawValue)),
                    ]), citation: "\(task.version.document) \(task.article.label)"), in: session)
        }
        return made
    }
}
