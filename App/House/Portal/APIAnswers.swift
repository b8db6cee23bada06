import Kernel

/// What operations answer when all is well: a table beside the routes (`Data/answers.tsv`), which
/// scenarios recorded and every scenario holds its answers against.
struct APIAnswers: Sendable, Hashable {
    static let path = "App/House/Data/answers.tsv"

    struct Answer: Sendable, Hashable {
        /// Media types; empty where there is nothing to read (204).
        var types: [String] = ["application/json"]
        /// What the JSON is, where there is any.
        var shape: AnswerShape?
    }

    var answers: [String: Answer] = [:]
    /// Shapes that several answers have, by name.
    var components: [String: AnswerShape] = [:]

    subscript(operation: String) -> Answer? { answers[operation] }

    /// Throws with the line that cannot be read.
    static func load(_ share: Share) throws -> APIAnswers {
        try APIAnswers(text: try share.text(path))
    }

    init() {}

    init(text: String) throws {
        for row in try TabTable(text: text, of: APIAnswers.path, columns: 4).rows {
            guard take(row[0], row[1], row[2], row[3]) else {
                throw TabTable.Broken(what: "\(APIAnswers.path): \(row[0]) \(row[1])")
            }
        }
    }

    private mutating func take(
        _ operation: String, _ member: String, _ kind: String, _ there: String
    ) -> Bool {
        if operation.utf8.first == UInt8(ascii: "#") {
            let name = String(operation.dropFirst())
            return APIAnswers.put(member, kind, there, in: &components[name])
        }
        switch member {
        case "-": answers[operation] = Answer(types: [])
        case "=":
            answers[operation, default: Answer()].types =
                kind.split(separator: " ").map(String.init)
        default:
            return APIAnswers.put(
                member, kind, there, in: &answers[operation, default: Answer()].shape)
        }
        return true
    }

    private static func put(
        _ member: String, _ kind: String, _ there: String, in shape: inout AnswerShape?
    ) -> Bool {
        guard let row = AnswerShape(kind), ["always", "sometimes"].contains(there) else {
            return false
        }
        if member == "." {
            shape = row
            return true
        }
        var whole = shape ?? AnswerShape.noMembers
        // Not held twice, so that it need not be copied.
        shape = nil
        let isPut = whole.put(row, there == "always", at: AnswerShape.steps(member)[...])
        shape = whole
        return isPut
    }

    /// The table as its file has it.
    var text: String {
        var lines = ["operation\tmember\tkind\tthere"]
        for (name, shape) in components.sorted(by: { $0.key < $1.key }) {
            APIAnswers.write(shape, of: "#" + name, to: &lines)
        }
        for (operation, answer) in answers.sorted(by: { APIAnswers.order($0.key, $1.key) }) {
            if answer.types.isEmpty { lines.append("\(operation)\t-\t\t") }
            if !answer.types.isEmpty, answer.types != ["application/json"] {
                lines.append("\(operation)\t=\t\(answer.types.joined(separator: " "))\t")
            }
            if let shape = answer.shape { APIAnswers.write(shape, of: operation, to: &lines) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func write(_ shape: AnswerShape, of name: String, to lines: inout [String]) {
        if shape.text != "object" || shape.members?.isEmpty == true {
            lines.append("\(name)\t.\t\(shape.text)\talways")
        }
        for row in shape.rows(below: "") {
            let there = row.isAlways ? "always" : "sometimes"
            lines.append("\(name)\t\(row.member)\t\(row.shape.text)\t\(there)")
        }
    }

    /// By address, then by method.
    static func order(_ one: String, _ other: String) -> Bool {
        let (first, second) = (one.split(separator: " "), other.split(separator: " "))
        return (first.last ?? "", first.first ?? "") < (second.last ?? "", second.first ?? "")
    }
}

extension AnswerShape {
    /// An object of which no member is known.
    static let noMembers: AnswerShape = {
        var shape = AnswerShape()
        shape.members = []
        return shape
    }()
}
