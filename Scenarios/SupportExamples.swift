import FoundationEssentials
@testable import House
import Kernel
import Synchronization
import TestKit
import Web
import Wire

/// Puts answers that scenarios get into the file that `RECORD_EXAMPLES` names, for the operations
/// that stand in it: of each the fullest that is still short.
final class SupportExamples: Sendable {
    static let most = 4_000

    private let file: String
    private let found: Mutex<APIExamples>

    /// Nil where nothing is to be recorded.
    init?() throws {
        guard let file = ProcessInfo.processInfo.environment["RECORD_EXAMPLES"], !file.isEmpty
        else { return nil }
        self.file = file
        found = Mutex(try APIExamples(text: String(contentsOf: URL(filePath: file), encoding: .utf8)))
    }

    func take(_ operation: String, _ answer: Answer) {
        guard let whole = try? JSON(answer.body) else { return }
        let example = whole.withOneOfEach
        let size = example.encoded.utf8.count
        guard size <= Self.most else { return }
        found.withLock { found in
            guard found[operation].map({ $0.encoded.utf8.count < size }) ?? true else { return }
            found.put(example, of: operation)
        }
    }

    func write() throws {
        try found.withLock { found in
            try Data(found.text.utf8).write(to: URL(filePath: file), options: .atomic)
        }
    }
}

extension JSON {
    /// Of each list the first only.
    fileprivate var withOneOfEach: JSON {
        switch self {
        case .array(let elements): .array(elements.prefix(1).map(\.withOneOfEach))
        case .object(let members):
            .object(members.map { .init($0.name, $0.value.withOneOfEach) })
        default: self
        }
    }
}
