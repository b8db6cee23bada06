import Kernel
import Store
import Wire

/// Parts of an application that are kept as JSON text.
enum CaseText {
    static func answers(_ answers: [String: String]) -> String {
        JSON.object(
            answers.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .text($0.value)) }
        ).canonical
    }

    static func answers(_ text: String, _ number: String) throws -> [String: String] {
        var answers: [String: String] = [:]
        for member in try json(text, number).members {
            guard let value = member.value.string else { throw broken(number) }
            answers[member.name] = value
        }
        return answers
    }

    static func proposal(_ proposal: Proposal) -> String {
        JSON.object([
            .init("action", .text(proposal.action)), .init("by", .text(proposal.by)),
            .init("reason", .text(proposal.reason)),
            .init("at", .integer(proposal.at.milliseconds)),
        ]).canonical
    }

    static func proposal(_ text: String, _ number: String) throws -> Proposal {
        let json = try json(text, number)
        guard let action = json["action"]?.string, let by = json["by"]?.string,
            let reason = json["reason"]?.string, let at = json["at"]?.integer
        else { throw broken(number) }
        return Proposal(
            action: action, by: by, reason: reason, at: Instant(milliseconds: at))
    }

    static func pauses(_ pauses: [Span.Pause]) -> String {
        JSON.array(
            pauses.map { pause in
                .object([
                    .init("from", .integer(pause.from.milliseconds)),
                    .init("to", pause.to.map { .integer($0.milliseconds) } ?? .null),
                    .init("applicant", .bool(pause.isApplicants)),
                ])
            }
        ).canonical
    }

    static func pauses(_ text: String, _ number: String) throws -> [Span.Pause] {
        try json(text, number).elements.map { json in
            guard let from = json["from"]?.integer, let isApplicants = json["applicant"]?.boolean
            else { throw broken(number) }
            return Span.Pause(
                from: Instant(milliseconds: from),
                to: json["to"]?.integer.map { Instant(milliseconds: $0) },
                isApplicants: isApplicants)
        }
    }

    private static func json(_ text: String, _ number: String) throws -> JSON {
        guard let json = try? JSON(Array(text.utf8)) else { throw broken(number) }
        return json
    }

    private static func broken(_ number: String) -> StoreFault {
        StoreFault.shape("application \(number)")
    }
}
