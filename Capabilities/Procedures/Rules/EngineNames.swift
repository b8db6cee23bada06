/// Names the engine has for itself: a service file gives them to nothing of its own, for whoever
/// said one would be understood as the engine.
enum EngineNames {
    /// Moves that every application has, by the word people and programs say for them.
    static let moves: [String: CaseMove] = [
        "submit": .submit, "complete": .mend, "withdraw": .withdraw, "appeal": .appeal,
        "take": .take, "put-back": .release, "agree": .agree, "dissent": .dissent,
        "resume": .resume, "revoke": .revoke,
    ]

    /// Names among the answers of an application and in its form that are no field: what rules ask
    /// of every application, what is kept with it, and what the form itself sends.
    static let answers: Set<String> = [
        "today", Computation.offerDay, FirmLook.level, CaseDesk.computedOn, CaseDesk.chosenOffer,
        "version", "do",
    ]

    /// Whether fields, parameters, computed and decided values cannot have this name.
    static func isAnswer(_ name: String) -> Bool {
        answers.contains(name) || name.hasPrefix(FirmLook.onList)
    }
}

extension CaseMove {
    /// The move of a word: one of the engine's own, else an action of the step.
    init(word: String) {
        if let own = EngineNames.moves[word] {
            self = own
            return
        }
        // `food.pass` and `food.fail` are what the body of the part `food` says.
        let names = word.split(separator: ".", omittingEmptySubsequences: false)
        switch (names.count, names.last) {
        case (2, "pass"): self = .part(String(names[0]), .passed)
        case (2, "fail"): self = .part(String(names[0]), .failed)
        default: self = .act(word)
        }
    }
}
