import Kernel

/// What came of one message that was sent.
enum DeclareOutcome: Sendable, Hashable {
    /// What a receipt says about one document.
    struct Result: Sendable, Hashable {
        let subject: String
        let status: Int64
        let info: String
        /// What is wrong with it, in both languages; the receipt's text has only the Chinese.
        var findings: [Finding] = []

        /// Taken without an error and not rejected.
        var isWell: Bool { status >= 0 && status != Status.rejected.rawValue }
    }

    /// One thing that is wrong with a document.
    struct Finding: Sendable, Hashable {
        /// Customs' number: `-623005`.
        let code: String
        /// `623 invtNo`.
        let element: String
        let message: Localized
        let fix: Localized?
    }

    struct Taking: Sendable, Hashable {
        let type: String
        let guid: String
        let isRepeat: Bool
        let results: [Result]

        /// Numbers of the lists in it that were taken.
        var lists: [String] {
            guard MessageType(rawValue: type)?.isInventory == true else { return [] }
            return results.filter(\.isWell).map(\.subject)
        }
    }

    struct Refused: Sendable, Hashable {
        let status: Int
        let code: String
        let message: Localized
        let fix: Localized?
        let faults: [Fault]
    }

    /// Where a list stands.
    struct Standing: Sendable, Hashable {
        let subject: String
        let status: Int64
        /// Types of the documents it waits for.
        let waitsFor: [String]
        let info: String

        /// Whether there is nothing left to wait for.
        var isDecided: Bool {
            status != Status.declaring.rawValue && status != Status.stored.rawValue
        }

        var isWell: Bool {
            isDecided && status >= 0 && status != Status.rejected.rawValue
        }
    }

    case taken(Taking)
    case refused(Refused)
    /// No answer, however often it was sent.
    case unreached(Localized)

    /// Taken, and no document of it refused.
    var isWell: Bool {
        if case .taken(let taking) = self { return taking.results.allSatisfy(\.isWell) }
        return false
    }
}
