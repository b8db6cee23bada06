import FoundationEssentials
@testable import House
import Kernel
import Synchronization
import TestKit
import Testing
import Web
import Wire

/// Holds every answer that a scenario gets from the interface for programs against the table of
/// answers (`App/House/Data/answers.tsv`); or, when `RECORD_ANSWERS` names a file, puts what was
/// seen into that file, starting from what it has.
final class SupportAnswers: Sendable {
    static let shared = Result { try SupportAnswers() }

    private let table: APIAnswers
    /// The file that is recorded into; nil where answers are checked.
    private let file: String?
    private let examples: SupportExamples?
    private let seen = Mutex<[String: Seen]>([:])
    /// What was told already: one defect is one issue, not one for each request.
    private let told = Mutex<Set<String>>([])

    /// What one operation answered.
    private struct Seen {
        /// Media types; none where there was nothing to read.
        var types: Set<String> = []
        var shape: AnswerShape?

        mutating func take(_ types: [String], _ value: JSON?) {
            self.types.formUnion(types)
            guard let value else { return }
            var seen = shape ?? AnswerShape()
            shape = nil
            seen.see(value)
            shape = seen
        }
    }

    private init() throws {
        let named = ProcessInfo.processInfo.environment["RECORD_ANSWERS"]
        file = named.flatMap { $0.isEmpty ? nil : $0 }
        table = try APIAnswers.load(try World.share())
        examples = try SupportExamples()
    }

    /// Runs a scenario, and looks at every answer that its visitors get.
    static func observing(_ scenario: () async throws -> Void) async throws {
        let answers = try shared.get()
        let asked = Asked()
        try await Visitor.$observer.withValue({ door, method, target, answer in
            guard (200..<300).contains(answer.status), target.utf8.starts(with: "/api/".utf8),
                method != "HEAD", let route = door.route(method, target)
            else { return }
            let operation = "\(route.method.rawValue) \(route.path)"
            if asked.isSoon(operation) { answers.note(operation, answer) }
        }) {
            try await scenario()
        }
        try answers.write()
    }

    /// How often one scenario asked for what: the hundredth answer in a rush of the same requests
    /// costs as much to read as the first and says nothing that those before it did not.
    private final class Asked: Sendable {
        private let counts = Mutex<[String: Int]>([:])

        func isSoon(_ operation: String) -> Bool {
            counts.withLock { counts in
                counts[operation, default: 0] += 1
                return counts[operation, default: 0] <= 20
            }
        }
    }

    /// Takes note of one answer.
    private func note(_ operation: String, _ answer: Answer) {
        let type = (answer.header("content-type") ?? "").prefix { $0 != ";" }
        let isJSON = type == "application/json"
        if isJSON { examples?.take(operation, answer) }
        guard file == nil else {
            let value = isJSON ? try? JSON(answer.body) : nil
            let types = answer.body.isEmpty ? [] : [String(type)]
            return seen.withLock { $0[operation, default: Seen()].take(types, value) }
        }
        guard let known = table[operation] else { return tell(operation, "is not in the table") }
        if answer.body.isEmpty ? !known.types.isEmpty : !known.types.contains(String(type)) {
            return tell(operation, "answered \(answer.body.isEmpty ? "nothing" : String(type))")
        }
        guard isJSON, let value = try? JSON(answer.body) else { return }
        var check = AnswerCheck(table)
        check.hold(value, against: known.shape ?? AnswerShape(), at: "")
        for fault in check.faults { tell(operation, fault) }
    }

    private func tell(_ operation: String, _ fault: String) {
        guard told.withLock({ $0.insert(operation + fault).inserted }) else { return }
        Issue.record("""
            \(operation): \(fault). If the answer is right, record it: \
            RECORD_ANSWERS="$PWD/\(APIAnswers.path)" swift test --filter \
            Scenarios.<the suite>
            """)
    }

    /// Writes what was seen so far into the file.
    private func write() throws {
        try examples?.write()
        guard let file else { return }
        try seen.withLock { seen in
            var table = table
            for (operation, seen) in seen.sorted(by: { $0.key < $1.key }) {
                table.take(seen.shape, seen.types, of: operation)
            }
            try Data(table.text.utf8).write(to: URL(filePath: file), options: .atomic)
        }
    }
}
