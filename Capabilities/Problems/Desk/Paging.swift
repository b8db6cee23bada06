import Kernel
import Store
import Web

/// Problems page by page, however many there are: the latest first.
extension ProblemDesk {
    /// A page, and the number after which to go on; nil on the last one.
    struct Page: Sendable {
        let problems: [Problem]
        let next: String?
    }

    /// Those of one's firm, or those an officer may act on.
    func page(
        for visitor: Principal, _ state: Problem.State?, after number: String, limit: Int
    ) async throws -> Page {
        try await store.read { session in
            let last = number.isEmpty ? nil : try find(number, visitor, in: session)
            let whose: ProblemRows.Whose
            if visitor.kind == .officer {
                whose = .authority(
                    visitor.authority, leads: visitor.authority == ProblemDesk.lead)
            } else {
                whose = .firm(visitor.enterprise)
            }
            let found = try ProblemRows.latest(
                whose, state, after: last, limit: limit + 1, in: session)
            let page = Array(found.prefix(limit))
            return Page(problems: page, next: found.count > limit ? page.last?.number : nil)
        }
    }

    /// Where a page of a desk ends; the next goes on behind it.
    struct Place: Sendable, Hashable {
        /// Open ones first, closed ones last.
        let rank: Int64
        let due: String
        let number: String

        init(rank: Int64, due: String, number: String) {
            (self.rank, self.due, self.number) = (rank, due, number)
        }

        /// Reads what `text` has written; nil for anything else.
        init?(_ text: String) {
            let parts = text.split(separator: "_").map(String.init)
            guard parts.count == 3, let rank = Int64(parts[0]), let due = Day(parts[1]),
                parts[2].utf8.count <= 40
            else { return nil }
            self.init(rank: rank, due: due.text, number: parts[2])
        }

        /// As it stands in an address.
        var text: String { "\(rank)_\(due)_\(number)" }
    }

    /// A page of what one sees: a firm its latest first; an officer what is open first, and of it
    /// the soonest due. `next` stands in an address as `after`.
    func queue(for visitor: Principal, after text: String, limit: Int) async throws -> Page {
        guard visitor.kind == .officer else {
            return try await page(for: visitor, nil, after: text, limit: limit)
        }
        let place = Place(text)
        guard text.isEmpty || place != nil else { throw ProblemsRefusal.page }
        let today = clock.today
        return try await store.read { session in
            let found = try ProblemRows.queue(
                of: visitor.authority, leads: visitor.authority == ProblemDesk.lead, on: today,
                after: place, limit: limit + 1, in: session)
            let page = Array(found.prefix(limit))
            return Page(
                problems: page.map(\.problem),
                next: found.count > limit ? page.last?.place.text : nil)
        }
    }

    /// What waits for somebody: what a calendar tells.
    ///
    /// - Returns: `isCut` where there is more, which the calendar says.
    func pending(for visitor: Principal) async throws -> (problems: [Problem], isCut: Bool) {
        var (found, isCut) = ([Problem](), false)
        for state in [Problem.State.open, .answered] {
            let page = try await page(for: visitor, state, after: "", limit: 1_000)
            found += page.problems
            isCut = isCut || page.next != nil
        }
        return (found, isCut)
    }
}
