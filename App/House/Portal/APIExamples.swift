import Kernel
import Wire

/// A whole answer of each operation that programs ask first (`Data/examples.tsv`). Scenarios
/// recorded them; a test holds each against the table of answers.
struct APIExamples: Sendable {
    static let path = "App/House/Data/examples.tsv"

    /// By operation; nil where one is wanted and not yet recorded.
    private(set) var examples: [String: JSON?] = [:]

    subscript(operation: String) -> JSON? { examples[operation] ?? nil }

    /// Throws with the line that cannot be read.
    static func load(_ share: Share) throws -> APIExamples {
        try APIExamples(text: try share.text(path))
    }

    init() {}

    init(text: String) throws {
        for row in try TabTable(text: text, of: APIExamples.path, columns: 2).rows {
            examples[row[0]] = row[1].isEmpty ? .some(nil) : try JSON(Array(row[1].utf8))
        }
    }

    /// Takes a recorded answer of an operation that one is wanted of.
    mutating func put(_ example: JSON, of operation: String) {
        guard examples.keys.contains(operation) else { return }
        examples[operation] = example
    }

    /// The table as its file has it.
    var text: String {
        let rows = examples.sorted { APIAnswers.order($0.key, $1.key) }.map { operation, example in
            "\(operation)\t\(example.map { $0.encoded } ?? "")"
        }
        return (["operation\texample"] + rows).joined(separator: "\n") + "\n"
    }
}

extension JSON {
    /// A line for each member, for people.
    var laidOut: String { laidOut(after: "") }

    private func laidOut(after gap: String) -> String {
        func block(_ open: String, _ lines: [String], _ close: String) -> String {
            lines.isEmpty
                ? open + close
                : open + "\n" + lines.map { gap + "  " + $0 }.joined(separator: ",\n")
                    + "\n" + gap + close
        }
        switch self {
        case .object(let members):
            return block(
                "{",
                members.map { member in
                    JSON.text(member.name).line + ": " + member.value.laidOut(after: gap + "  ")
                }, "}")
        case .array(let elements):
            return block("[", elements.map { $0.laidOut(after: gap + "  ") }, "]")
        default: return line
        }
    }

    private var line: String { encoded }
}
