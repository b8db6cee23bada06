import Kernel
import Web
import Wire

/// What a hand has filled in: header fields by name, those of lines with the number of the line
/// behind (`code-0`).
struct EntryForm: Sendable {
    let fields: [EntryField]

    /// More lines go into another declaration.
    static let most = 50

    /// Lines the form shows.
    static func count(_ form: Form) -> Int {
        min(max(Int(form["count"] ?? "") ?? 1, 1), most)
    }

    /// The form with the lines that were ticked to go gone, those after them moved up, and one more
    /// where one was asked for.
    func tidied(_ form: Form) -> Form {
        let names = fields.filter(\.isOfLine).map(\.name)
        let shown = Self.count(form)
        let kept = (0..<shown).filter { form["remove-\($0)"] != "1" }
        let isOfLine: (Form.Pair) -> Bool = { pair in
            (names + ["remove"]).contains { pair.name.utf8.starts(with: "\($0)-".utf8) }
        }
        var pairs = form.pairs.filter { !isOfLine($0) && $0.name != "count" && $0.name != "act" }
        for (place, index) in kept.enumerated() {
            pairs += names.compactMap { name in
                form["\(name)-\(index)"].map { Form.Pair("\(name)-\(place)", $0) }
            }
        }
        let count = kept.count + (form["act"] == "add" ? 1 : 0)
        pairs.append(Form.Pair("count", String(min(max(count, 1), Self.most))))
        return Form(pairs)
    }

    /// As a program would send it; a line nothing was filled in of is none.
    ///
    /// - Parameter value: what is meant by what was typed into a field.
    func json(_ form: Form, value: (EntryField, String) -> String) -> JSON {
        func members(_ fields: [EntryField], _ suffix: String) -> [JSON.Member] {
            fields.compactMap { field in
                let text = trim(form[field.name + suffix] ?? "")
                return text.isEmpty ? nil : JSON.Member(field.name, .text(value(field, text)))
            }
        }
        let lines = (0..<Self.count(form)).map { index in
            isFilled(index, form) ? members(fields.filter(\.isOfLine), "-\(index)") : []
        }
        let last = lines.lastIndex { !$0.isEmpty }
        let used = last.map { Array(lines[0...$0]) } ?? []
        return .object(
            members(fields.filter { !$0.isOfLine }, "")
                + [.init("lines", .array(used.map(JSON.object)))])
    }

    /// Whether something was filled in. A choice is sent with every line, chosen or not.
    private func isFilled(_ line: Int, _ form: Form) -> Bool {
        fields.contains { field in
            field.isOfLine && field.form != .choice
                && !trim(form["\(field.name)-\(line)"] ?? "").isEmpty
        }
    }
}
