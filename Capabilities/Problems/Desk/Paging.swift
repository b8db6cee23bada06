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
}
