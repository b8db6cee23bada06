import Kernel
import Store

/// What was measured, as rows.
enum MeasureRows {
    static let minute: Int64 = 60
    static let hour: Int64 = 3_600

    static func add(
        _ measure: Measure, _ component: ServiceComponent, span: Int64, at: Int64, run: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into availability_measures
            (span, at, component, run, requests, failures, bad_minutes, peak, latencies)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
            """,
            [
                .integer(span), .integer(at), .text(component.rawValue), .text(run),
                .integer(measure.requests), .integer(measure.failures),
                .integer(measure.badMinutes), .integer(measure.peak),
                .text(measure.latencies.text),
            ])
    }

    /// Measures of spans that begin in `from ..< to`, servers put together.
    static func all(span: Int64, from: Int64, to: Int64, in session: Session) throws
        -> [ServiceComponent: [Int64: Measure]]
    {
        var found: [ServiceComponent: [Int64: Measure]] = [:]
        for row in try session.rows(
            """
            select component, at, requests, failures, bad_minutes, peak, latencies
            from availability_measures where span = $1 and at >= $2 and at < $3 order by at
            """, [.integer(span), .integer(from), .integer(to)])
        {
            guard let component = ServiceComponent(rawValue: try row.text(0)) else { continue }
            let at = try row.integer(1)
            var measure = Measure()
            measure.requests = Int(try row.integer(2))
            measure.failures = Int(try row.integer(3))
            measure.badMinutes = Int(try row.integer(4))
            measure.peak = Int(try row.integer(5))
            measure.latencies = Latencies(text: try row.text(6))
            found[component, default: [:]][at, default: Measure()].add(measure)
        }
        return found
    }

    /// Hours before this one whose minutes were not put together yet.
    static func unrolled(before hour: Int64, in session: Session) throws -> [Int64] {
        try session.rows(
            """
            select distinct at / 3600000 from availability_measures
            where span = 60 and at < $1 and at >= (
                select coalesce(max(at), 0) + 3600000 from availability_measures
                where span = 3600)
            """, [.integer(hour)]
        ).map { try $0.integer(0) * 3_600_000 }
    }

    /// Puts the minutes of one hour together, each server's by themselves.
    static func rollUp(hour at: Int64, in session: Session) throws {
        var sums: [String: [ServiceComponent: Measure]] = [:]
        for row in try session.rows(
            """
            select component, requests, failures, bad_minutes, peak, latencies, run
            from availability_measures where span = 60 and at >= $1 and at < $2
            """, [.integer(at), .integer(at + 3_600_000)])
        {
            guard let component = ServiceComponent(rawValue: try row.text(0)) else { continue }
            var measure = Measure()
            measure.requests = Int(try row.integer(1))
            measure.failures = Int(try row.integer(2))
            measure.badMinutes = Int(try row.integer(3))
            measure.peak = Int(try row.integer(4))
            measure.latencies = Latencies(text: try row.text(5))
            sums[try row.text(6), default: [:]][component, default: Measure()].add(measure)
        }
        for (run, measures) in sums {
            for (component, measure) in measures {
                try add(measure, component, span: hour, at: at, run: run, in: session)
            }
        }
    }

    static func forget(minutesBefore: Int64, hoursBefore: Int64, in session: Session) throws {
        try session.execute(
            "delete from availability_measures where span = 60 and at < $1",
            [.integer(minutesBefore)])
        try session.execute(
            "delete from availability_measures where span = 3600 and at < $1",
            [.integer(hoursBefore)])
        try session.execute(
            "delete from availability_queues where at < $1", [.integer(minutesBefore)])
        try session.execute(
            "delete from availability_runs where seen_at < $1", [.integer(hoursBefore)])
    }

    // MARK: Runs and queues

    static func see(_ run: String, startedAt: Int64, at now: Int64, in session: Session) throws {
        try session.execute(
            """
            insert into availability_runs (run, started_at, seen_at) values ($1, $2, $3)
            on conflict (run) do update set seen_at = excluded.seen_at
            """, [.text(run), .integer(startedAt), .integer(now)])
    }

    static func runs(in session: Session) throws -> [ServerRun] {
        try session.rows("select started_at, seen_at from availability_runs order by started_at")
            .map {
                ServerRun(
                    from: Instant(milliseconds: try $0.integer(0)),
                    to: Instant(milliseconds: try $0.integer(1)))
            }
    }

    static func add(
        _ queues: QueueLengths, at: Int64, run: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into availability_queues (at, run, waiting, behind) values ($1, $2, $3, $4)
            on conflict do nothing
            """,
            [.integer(at), .text(run), .integer(queues.waiting), .integer(queues.behind)])
    }

    /// By minute, servers put together: the longest waiting, the furthest behind.
    static func queues(from: Int64, in session: Session) throws -> [(at: Int64, QueueLengths)] {
        try session.rows(
            """
            select at, max(waiting), max(behind) from availability_queues
            where at >= $1 group by at order by at
            """, [.integer(from)]
        ).map {
            (
                at: try $0.integer(0),
                QueueLengths(waiting: Int(try $0.integer(1)), behind: Int(try $0.integer(2)))
            )
        }
    }
}
