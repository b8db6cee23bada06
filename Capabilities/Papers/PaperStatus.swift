public import Kernel
import Store

/// Where the thing that a paper is about stands: for whoever has its number and the code of the
/// paper, and nothing else.
public struct PaperStatus: Sendable, Hashable {
    /// Something that happened, and when.
    public struct Event: Sendable, Hashable {
        let name: Localized
        /// For programs: an instant or a day by ISO 8601.
        let iso: String
        /// For people.
        let text: String

        /// What, and when.
        public init(_ name: Localized, _ at: Instant) {
            self.name = name
            (iso, text) = (at.iso, at.text)
        }

        /// What, and on which day.
        public init(_ name: Localized, on day: Day) {
            self.name = name
            (iso, text) = (day.text, day.text)
        }
    }

    /// Every number it is known by: one of them has to be given.
    let numbers: [String]
    let state: Localized
    let events: [Event]

    /// Numbers it is known by, its state, and what happened when, the earliest first.
    public init(numbers: [String], state: Localized, events: [Event]) {
        self.numbers = numbers
        self.state = state
        self.events = events
    }

    /// How things that papers of a kind are about stand, by tenant and subject; nil when they are
    /// not there any more.
    public typealias Sources = [PaperKind: @Sendable (String, String) async throws -> PaperStatus?]
}

extension PaperDesk {
    /// Where it stands. A wrong number, a wrong code and a paper that is about nothing that moves
    /// are answered alike: nobody learns which of the two was right.
    ///
    /// - Throws: `PapersRefusal.noSuchStatus`.
    func status(
        number: String, code typed: String, _ sources: PaperStatus.Sources
    ) async throws -> (kind: PaperKind, number: String, status: PaperStatus) {
        let asked = Self.typed(number)
        guard let code = PaperCode.read(typed), !asked.isEmpty,
            let paper = try await store.read({ try PaperRows.find(code: code, in: $0) }),
            let source = sources[paper.kind],
            let status = try await source(paper.tenant, paper.subject),
            let known = status.numbers.first(where: { Self.typed($0) == asked })
        else { throw PapersRefusal.noSuchStatus }
        return (paper.kind, known, status)
    }

    /// A number as it was meant: full-width and small letters, and blanks, make no other number.
    private static func typed(_ number: String) -> [UInt8] {
        Array(number.halfWidth.uppercased().utf8.filter { $0 > 0x20 })
    }
}
