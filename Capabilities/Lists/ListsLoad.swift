public import Kernel
import Store

/// Puts many firms on lists and gives them figures at once: for the benchmark, in a store of its
/// own.
public struct ListsLoad: Sendable {
    private let desk: ListsDesk

    /// The desk of a capability that is in use.
    public init(_ capability: ListsCapability) { desk = capability.desk }

    /// Firms of one transaction.
    private static let chunk = 1_000

    /// Every firm gets a figure or two, two of three stand on a list.
    public func fill(_ firms: [String], from day: Day) async throws {
        let lists = desk.catalogue.current(on: day).map(\.id)
        guard !lists.isEmpty else { return }
        for start in stride(from: 0, to: firms.count, by: Self.chunk) {
            let part = start..<min(firms.count, start + Self.chunk)
            try await desk.store.write { session in
                for place in part {
                    try fill(firms[place], place, lists, day, session)
                }
            }
        }
        try await desk.members.refresh()
    }

    private func fill(
        _ firm: String, _ place: Int, _ lists: [String], _ day: Day, _ session: Session
    ) throws {
        func record(_ fact: String, _ value: Int) throws {
            try FactRows.put(
                FactRows.Fact(
                    tenant: firm, fact: fact, from: day, to: nil, value: Int64(value),
                    document: "bench"), by: "bench", at: desk.clock.now(),
                change: try session.next("lists.changes"), in: session)
        }
        try record("small-micro", place % 2)
        if place % 3 == 0 { try record("insured", 1) }
        guard place % 3 != 2 else { return }
        try MemberRows.insert(
            Membership(
                id: desk.ids.brief, tenant: firm, list: lists[place % lists.count], item: "",
                from: day, to: nil, edition: "", reason: "bench", document: "bench",
                exitReason: "", exitDocument: ""),
            change: try session.next("lists.changes"), in: session)
    }
}
