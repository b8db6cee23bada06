import Kernel
import Web

/// What operations answer, as the reference shows it: a line for each member, and shapes that
/// several answers have once for the page.
struct DeveloperAnswers: Sendable {
    let document: APIDocument
    let language: Language

    /// Nothing where the answer is no JSON with members.
    func fold(_ operation: APIDocument.Operation) -> HTML {
        guard let shape = document.answers[operation.title]?.shape else { return "" }
        let lines = lines(shape, .init(operation))
        guard !lines.isEmpty else { return "" }
        return .fold(
            DeveloperWords.answer[language], note: shape.words,
            content: "<ul>\(lines)</ul>\(example(operation))")
    }

    /// One answer as it was, with one of each list.
    private func example(_ operation: APIDocument.Operation) -> HTML? {
        document.examples[operation.title].map { example in
            .codeBlock(example.laidOut, label: DeveloperWords.answerExample[language])
        }
    }

    /// The shapes that answers of these operations refer to, and those that these refer to.
    func shapes(of operations: [APIDocument.Operation]) -> HTML {
        var found: Set<String> = []
        var open = operations.compactMap { document.answers[$0.title]?.shape?.referred }
            .reduce(into: Set<String>()) { $0.formUnion($1) }
        while let name = open.popFirst() {
            guard found.insert(name).inserted, let shape = document.answers.components[name]
            else { continue }
            open.formUnion(shape.referred.subtracting(found))
        }
        guard !found.isEmpty else { return "" }
        let folds = found.sorted().map { name -> HTML in
            let shape = document.answers.components[name] ?? AnswerShape()
            return .fold(
                name, id: "shape-\(name)",
                content: "<ul>\(lines(shape, .init(component: name)))</ul>")
        }
        return .panel(DeveloperWords.shapes[language], id: "shapes", content: "\(folds)")
    }

    private func lines(_ shape: AnswerShape, _ place: APIGlossary.Place) -> [HTML] {
        let whole: [HTML] = shape.component == nil ? [] : ["<li>\(kind(shape))</li>\n"]
        return whole
            + shape.rows(below: "").compactMap { row in
                // An item that may be several things has a row of its own, and no name.
                let name = AnswerShape.steps(row.member).last ?? ""
                let about = document.glossary[name, place]?[language]
                let said: HTML = about.map { " · \($0)" } ?? ""
                let seldom: HTML = row.isAlways ? "" : " · \(DeveloperWords.sometimes, language)"
                return "<li><code>\(row.member)</code> \(kind(row.shape))\(said)\(seldom)</li>\n"
            }
    }

    /// The kind, leading to the shape where it has a name.
    private func kind(_ shape: AnswerShape) -> HTML {
        guard let name = shape.referred.first, shape.members == nil else { return "\(shape.words)" }
        return "<a href=\"#shape-\(name)\">\(shape.words)</a>"
    }
}
