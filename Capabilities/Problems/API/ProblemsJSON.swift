import Kernel
import Policies
import Web
import Wire

/// What programs read of this room.
enum ProblemsJSON {
    /// The body as an object.
    ///
    /// - Parameter known: what it may hold; who sent another member meant something by it. Nil
    ///   where the desk tells that with the rest.
    static func object(_ visit: Visit, _ known: [String]?) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ProblemsRefusal.notReadable
        }
        if let known {
            let wrong = json.others(than: known)
            if let refusal = ProblemsRefusal.form(wrong.map { .unknown($0) }) { throw refusal }
        }
        return json
    }

    /// A text that may be left out; one of another kind is none that anybody could read.
    static func text(_ json: JSON, _ name: String, else usual: String = "") -> String {
        guard let value = json[name], value != .null else { return usual }
        return value.string ?? value.encoded
    }

    static func problem(_ one: Problem, on day: Day) -> JSON {
        .object([
            .init("number", .text(one.number)), .init("kind", .text(one.kind.rawValue)),
            .init("topic", .text(one.topic)), .init("body", .text(one.body)),
            .init("state", .text(one.state.rawValue)),
            .init("stateName", ProblemWords.name(one, on: day).json),
            .init("overdue", .bool(one.isOverdue(on: day))),
            .init("escalated", .bool(one.escalatedAt != nil)), .init("title", .text(one.title)),
            .init("affected", .integer(one.affected)), .init("sender", .text(one.sender.rawValue)),
            .init("about", .text(one.about)), .init("round", .integer(one.round)),
            .init("raisedAt", .text(one.raisedAt.iso)), .init("due", .text(one.due.text)),
            .init("answeredAt", .optional(one.answeredAt?.iso)),
            .init("confirmBy", .optional(one.lapses?.text)), .init("cause", .text(one.cause)),
            .init("closedAt", .optional(one.closedAt?.iso)),
            .init("outcome", .text(one.outcome.rawValue)),
        ])
    }

    static func record(_ record: ProblemDesk.Record, on day: Day) -> JSON {
        .object(
            problem(record.problem, on: day).members + [
                .init(
                    "words",
                    .array(
                        record.words.map {
                            .object([
                                .init("kind", .text($0.kind.rawValue)),
                                .init("words", .text($0.words)), .init("at", .text($0.at.iso)),
                            ])
                        })), .init("explanation", record.explanation.json),
            ])
    }

    static func measure(_ one: Measure) -> JSON {
        .object([
            .init("id", .text(one.id)), .init("market", .text(one.market)),
            .init("goods", .array(one.goods.map { .text($0) })), .init("title", one.title.json),
            .init("summary", one.summary.json), .init("notified", .text(one.notified.text)),
            .init("commentsUntil", .text(one.commentsUntil.text)),
            .init("effective", .text(one.effective.text)), .init("source", .text(one.source)),
        ])
    }

    static func meeting(_ line: PublicDesk.MeetingLine) -> JSON {
        .object([
            .init("id", .text(line.meeting.id)), .init("day", .text(line.meeting.day.text)),
            .init("body", .text(line.meeting.body)), .init("title", .text(line.meeting.title)),
            .init("parties", .text(line.meeting.parties)), .init("raised", .integer(line.raised)),
            .init("closed", .integer(line.closed)), .init("nextDue", .text(line.next.text)),
        ])
    }

    static func task(_ task: PublicDesk.Task) -> JSON {
        .object([
            .init("policy", .text(task.policy.id)),
            .init("document", .text(task.version.document)),
            .init("article", .text(task.article.key)), .init("title", task.article.title.json),
            .init("bodies", .array(task.article.bodies.map { .text($0) })),
            .init("quarter", .text(task.quarter)), .init("due", .text(task.due.text)),
            .init("missing", .array(task.missing.map { .text($0) })),
            .init(
                "reports",
                .array(
                    task.reports.map {
                        .object([
                            .init("quarter", .text($0.quarter)), .init("body", .text($0.body)),
                            .init("state", .text($0.state.rawValue)),
                            .init("words", .text($0.words)), .init("case", .text($0.example)),
                        ])
                    })),
        ])
    }
}
