import Kernel
import Testing

@testable import Lists

@Suite("Who is taken") struct SelectionTests {
    private func candidate(_ id: String, _ points: Int, eligible: Bool = true, at: Int64 = 0)
        -> Selection.Candidate
    {
        Selection.Candidate(
            nomination: id, points: points, isEligible: eligible,
            at: Instant(milliseconds: at))
    }

    @Test(
        "The best are taken, as many as there is room for; of equals whoever came first",
        arguments: [
            (1, 0, ["b"]), (2, 0, ["a", "b"]), (9, 0, ["a", "b", "c"]), (9, 71, ["b"]),
            (9, 91, []),
        ] as [(Int, Int, [String])])
    func best(capacity: Int, minimum: Int, taken: [String]) {
        let outcomes = Selection.outcomes(
            [
                candidate("c", 70, at: 2), candidate("a", 70, at: 1), candidate("b", 90, at: 3),
                candidate("d", 99, eligible: false),
            ], capacity: capacity, minimum: minimum)
        #expect(outcomes.filter(\.isTaken).map(\.nomination).sorted() == taken)
        #expect(outcomes.count == 4)
    }

    @Test(
        "Points grow with the figure, all of them from the full one on, and never overflow",
        arguments: [
            (0, 0), (-5, 0), (1, 0), (50, 30), (99, 59), (100, 60), (.max, 60),
        ] as [(Int64, Int)])
    func points(value: Int64, given: Int) {
        #expect(Scoring.points(value, full: 100, most: 60) == given)
        #expect(Scoring.points(.max - 1, full: .max, most: 60) == 60)
    }
}
