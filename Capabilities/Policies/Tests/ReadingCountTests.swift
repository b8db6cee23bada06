import Testing

@testable import Policies

@Suite("Readings") struct ReadingCountTests {
    @Test("Who asks sees what is not written yet, and takes nothing of it away")
    func held() {
        let counts = ReadingCounts()
        counts.note(.read, "p9", month: "2027-01")
        counts.note(.read, "p9", month: "2027-01")
        counts.note(.used, "p9", month: "2027-01")
        let kept = [
            FollowingRows.Reading(policy: "p25", month: "2026-12", kind: "read", count: 9),
            FollowingRows.Reading(policy: "p9", month: "2027-01", kind: "read", count: 3),
        ]
        for _ in 0..<2 {
            let sum = ReadingCounts.sum(kept, counts.held)
            #expect(sum.map(\.count) == [5, 1, 9])
            #expect(sum.map(\.policy) == ["p9", "p9", "p25"])
        }
        #expect(counts.take().count == 2)
        #expect(counts.held.isEmpty)
    }
}
