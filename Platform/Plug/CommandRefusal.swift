public import Kernel

/// What a command could not do for a reason of the trade: told beside the output, and the program
/// ends with 1. How a command is written is no part of it; a command that is written wrongly ends
/// with 64 and says how it is used.
public struct CommandRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// As it is told.
    public let description: String

    /// Lines of one's own.
    public init(_ text: String) { description = text }

    /// What is wrong, how to mend it and under which code it stands; each fault with its place.
    public init(_ refusal: any Refusal, _ language: Language) {
        // A refusal of one fault has said it already.
        let said = refusal.message[language]
        let faults = refusal.faults.filter {
            !$0.message[language].utf8.elementsEqual(said.utf8)
        }.map {
            "\($0.path): \($0.message[language]) \($0.fix[language])"
        }
        let basis = refusal.citation.map {
            Localized(zh: "依据：\($0.text)", en: "Basis: \($0.text)")[language]
        }
        description =
            (["\(refusal.message[language]) \(refusal.fix[language]) [\(refusal.code)]"] + faults
                + [basis].compactMap { $0 })
            .joined(separator: "\n")
    }
}
