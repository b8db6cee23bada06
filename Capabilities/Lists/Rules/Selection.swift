import Kernel

/// Who of those put forward is taken: the best, at most as many as there is room for.
enum Selection {
    /// Somebody put forward, scored.
    struct Candidate: Sendable, Hashable {
        let nomination: String
        let points: Int
        let isEligible: Bool
        let at: Instant
    }

    /// What came of one.
    struct Outcome: Sendable, Hashable {
        let nomination: String
        let isTaken: Bool
        let why: Localized
    }

    /// Most points first; of equals whoever was put forward first.
    static func outcomes(_ candidates: [Candidate], capacity: Int?, minimum: Int) -> [Outcome] {
        let ranked = candidates.filter { $0.isEligible && $0.points >= minimum }.sorted {
            ($1.points, $0.at, $0.nomination) < ($0.points, $1.at, $1.nomination)
        }
        let taken = Set(ranked.prefix(capacity ?? ranked.count).map(\.nomination))
        let last = ranked.prefix(capacity ?? ranked.count).last?.points ?? minimum
        return candidates.map { one in
            let rank = ranked.firstIndex { $0.nomination == one.nomination }.map { $0 + 1 }
            return Outcome(
                nomination: one.nomination, isTaken: taken.contains(one.nomination),
                why: why(one, rank, last, taken.contains(one.nomination), minimum))
        }
    }

    private static func why(
        _ one: Candidate, _ rank: Int?, _ last: Int, _ isTaken: Bool, _ minimum: Int
    ) -> Localized {
        guard one.isEligible else {
            return Localized(zh: "不符合必备条件。", en: "What must hold does not.")
        }
        guard let rank else {
            return Localized(
                zh: "\(one.points) 分，低于最低分 \(minimum)。",
                en: "\(one.points) points, below the least of \(minimum).")
        }
        return isTaken
            ? Localized(
                zh: "\(one.points) 分，第 \(rank) 名，入选。",
                en: "\(one.points) points, rank \(rank): taken.")
            : Localized(
                zh: "\(one.points) 分，第 \(rank) 名；名额止于 \(last) 分。",
                en: "\(one.points) points, rank \(rank); the places end at \(last) points.")
    }
}
