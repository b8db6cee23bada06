import Kernel
import Wire

/// What came of one line of a follow-up: the list it was found to be about, or why it has no
/// effect. Kept in the follow-up's decision.
struct LineOutcome: Sendable, Hashable {
    /// Number of the line in its message.
    let line: String
    /// By which it names a parcel or a list.
    let number: String
    /// Number of the list; nil when none was found.
    var list: String?
    /// Nil when it fits.
    var finding: Finding?

    var json: JSON {
        var members: [JSON.Member] = [
            .init("line", .text(line)), .init("number", .text(number)),
            .init("list", .optional(list)), .init("fits", .bool(finding == nil)),
        ]
        if let finding { members.append(.init("finding", finding.json)) }
        return .object(members)
    }

    /// Those a decision keeps.
    static func all(in decision: String?) -> [LineOutcome] {
        guard let decision, let json = try? JSON(Array(decision.utf8)) else { return [] }
        return (json["lines"]?.elements ?? []).map { line in
            LineOutcome(
                line: line["line"]?.string ?? "", number: line["number"]?.string ?? "",
                list: line["list"]?.string,
                finding: line["finding"].flatMap(Finding.init(json:)))
        }
    }
}
