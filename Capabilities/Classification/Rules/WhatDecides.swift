public import Kernel

/// A question whose answer would tell candidates apart.
public struct DecidingQuestion: Sendable, Hashable {
    /// An answer, with the digits it leads to.
    public struct Option: Sendable, Hashable {
        public let code: String
        public let name: Localized
    }

    public let text: Localized
    /// Empty where the answer is a statement of the declarant's own.
    public let options: [Option]
}

/// Finds what would decide between candidates: where their paths through the tariff part, and what
/// a declaration of them has to state anyway (申报要素).
enum WhatDecides {
    /// What a candidate is, as far as it differs from others.
    struct Branch: Sendable {
        let path: [(code: CodePrefix, name: Localized)]
        /// Declaration elements as the tariff lists them.
        let elements: [String]
    }

    static func questions(
        _ branches: [Branch], elements known: [String: Localized]
    ) -> [DecidingQuestion] {
        guard branches.count > 1 else { return [] }
        return choices(branches) + statements(branches, known)
    }

    /// The level at which the candidates part, and then that at which those beside the first do.
    private static func choices(_ branches: [Branch]) -> [DecidingQuestion] {
        var questions: [DecidingQuestion] = []
        var rest = branches
        for digits in [2, 4, 6, 10] where rest.count > 1 {
            var options: [DecidingQuestion.Option] = []
            for branch in rest {
                guard let step = branch.path.first(where: { $0.code.digits == digits }),
                    !options.contains(where: { $0.code == step.code.text })
                else { continue }
                options.append(.init(code: step.code.text, name: step.name))
            }
            guard options.count > 1, let first = options.first else { continue }
            questions.append(DecidingQuestion(text: question(digits), options: options))
            rest = rest.filter { branch in branch.path.contains { $0.code.text == first.code } }
        }
        return Array(questions.prefix(2))
    }

    private static func question(_ digits: Int) -> Localized {
        switch digits {
        case 2:
            Localized(
                zh: "货品属于哪一章？", en: "Which chapter do the goods belong to?")
        case 4:
            Localized(
                zh: "货品符合哪个品目的条文？", en: "Which heading describes the goods?")
        case 6:
            Localized(
                zh: "货品符合哪个子目？", en: "Which subheading describes the goods?")
        default:
            Localized(
                zh: "货品符合哪个商品编号的名称？", en: "Which line describes the goods?")
        }
    }

    /// Elements that only some candidates ask for come first: they are what the tariff looks at.
    private static func statements(
        _ branches: [Branch], _ known: [String: Localized]
    ) -> [DecidingQuestion] {
        var counts: [String: Int] = [:]
        var order: [String] = []
        for branch in branches {
            for name in Set(branch.elements.map(bare)) { counts[name, default: 0] += 1 }
            for name in branch.elements.map(bare) where !order.contains(name) { order.append(name) }
        }
        let all = branches.count
        let asked = order.filter { known[$0] != nil }
        let telling = asked.filter { counts[$0] != all } + asked.filter { counts[$0] == all }
        return telling.prefix(4).compactMap { name in
            known[name].map {
                DecidingQuestion(
                    text: Localized(zh: "请说明：\($0.zh)", en: "Please state: \($0.en)"),
                    options: [])
            }
        }
    }

    /// An element without the hint in brackets.
    private static func bare(_ element: String) -> String {
        String(element.prefix { !["(", "（", "["].contains($0) })
    }
}
