import Kernel

/// Whether a condition still holds of a firm that stands on a list: pure.
enum StandingRule {
    /// Nil where it cannot be told: what the firm has stated itself, what a decision has
    /// established and what nobody has recorded since puts nobody off a list.
    static func holds(_ condition: FirmCondition, _ firm: FirmView) -> Bool? {
        switch condition {
        case .all(let parts):
            let found = parts.map { holds($0, firm) }
            if found.contains(false) { return false }
            return found.contains(nil) ? nil : true
        case .any(let parts):
            let found = parts.map { holds($0, firm) }
            if found.contains(true) { return true }
            return found.contains(nil) ? nil : false
        case .not(let part): return holds(part, firm).map { !$0 }
        case .list(let lists, let item):
            // With which goods it stood there is not kept with every standing.
            return item ? nil : lists.contains { !firm.listings($0).isEmpty }
        case .role(let roles): return roles.contains { firm.roles.contains($0) }
        case .level(let levels): return levels.contains(firm.level())
        case .district(let beginnings):
            return firm.district.isEmpty
                ? nil : beginnings.contains { firm.district.hasPrefix($0) }
        case .fact(let fact, let comparison, let limit):
            guard let figure = firm.figure(fact), !figure.isStated else { return nil }
            return comparison.holds(figure.value, limit)
        }
    }

    /// The first lasting criterion of a list that a firm does not meet any more.
    static func broken(_ list: ListFile, _ firm: FirmView) -> ListFile.Criterion? {
        list.criteria.first { criterion in
            guard criterion.isLasting, case .needs(let condition) = criterion.measure else {
                return false
            }
            return holds(condition, firm) == false
        }
    }
}
