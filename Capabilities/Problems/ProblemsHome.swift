import Kernel
import Plug
import Web

/// What the first page shows of problems.
struct ProblemsHome: Sendable {
    let desk: ProblemDesk

    var parts: [HomePart] {
        [
            HomePart(
                "problems.to-confirm", Localized(zh: "待确认的答复", en: "Answers to confirm"),
                tone: .warn, more: "/clearing", kinds: [.member, .key],
                access: .permission(ProblemsCapability.raise)
            ) { person, limit in
                rows(try await desk.page(for: person, .answered, after: "", limit: limit).problems)
            },
            HomePart(
                "problems.desk", ProblemWords.desk, tone: .warn, more: "/clearing",
                kinds: [.officer], access: .permission(ProblemsCapability.handle)
            ) { person, limit in
                // What is open stands first, the soonest due at the head.
                let queue = try await desk.queue(for: person, after: "", limit: limit)
                return rows(queue.problems.filter { $0.state == .open })
            },
        ]
    }

    private func rows(_ problems: [Problem]) -> [HomePart.Row] {
        let today = desk.clock.today
        return problems.map { one in
            HomePart.Row(
                one.number, kind: desk.tables.name(ofTopic: one.topic),
                state: ProblemWords.name(one, on: today),
                tone: one.isOverdue(on: today) ? .danger : .warn,
                note: Localized(same: one.title), path: "/clearing/\(one.number)",
                since: one.raisedAt, due: one.state == .open ? one.due : one.lapses)
        }
    }
}
