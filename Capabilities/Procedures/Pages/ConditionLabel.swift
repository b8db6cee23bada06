import Kernel
import Web

extension ServiceFile {
    /// The name of a field or document; what is asked only sometimes says when.
    func label(_ name: Localized, _ when: Condition?, _ language: Language) -> String {
        guard let when, let other = field(when.field) else { return name[language] }
        var answers = when.answers.joined(separator: "/")
        switch other.kind {
        case .choice(let choices):
            answers = choices.filter { when.answers.contains($0.id) }.map(\.name[language])
                .joined(separator: "/")
        case .tick: answers = Localized(zh: "已勾选", en: "ticked")[language]
        default: break
        }
        return language == .zh
            ? "\(name.zh)（“\(other.label.zh)”为“\(answers)”时需要）"
            : "\(name.en) (if \(other.label.en) is \(answers))"
    }
}
