public import Kernel
public import Paper

extension PaperBlock {
    /// How it was come to: a numbered line for each step, with what went in, what came out and
    /// where it is written.
    public static func steps(_ explanation: Explanation, _ language: Language) -> PaperBlock {
        let isChinese = language == .zh
        return .table(
            PaperTable(
                [
                    .init(isChinese ? "步骤" : "Step", weight: 0.55),
                    .init(isChinese ? "规则与依据的事实" : "Rule and facts", weight: 2.6),
                    .init(isChinese ? "结果" : "Result", weight: 2.2),
                    .init(isChinese ? "条文" : "Written in", weight: 1.6),
                ], rows: lines(explanation, "1", language)))
    }

    private static func lines(
        _ step: Explanation, _ place: String, _ language: Language
    ) -> [[String]] {
        let inputs = step.inputs.map {
            "\($0.name[language]) \($0.words[language])"
        }
        let row = [
            place, ([step.title[language]] + inputs).joined(separator: "\n"),
            step.outcome[language], step.citations.map(\.text).joined(separator: "\n"),
        ]
        return [row]
            + step.children.enumerated().flatMap { index, child in
                lines(child, "\(place).\(index + 1)", language)
            }
    }
}
