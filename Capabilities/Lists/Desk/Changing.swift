import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Lists change by proposals of one officer that another confirms.
extension ListsDesk {
    /// A firm that is to come or go.
    struct Mover: Sendable, Hashable {
        var firm: String
        var item: String
    }

    struct ChangeRequest: Sendable, Hashable {
        var list = ""
        var kind = ""
        var edition = ""
        /// First day on the list, or first day off it; empty for the first that is possible.
        var from = ""
        var reason = ""
        var document = ""
        var firms: [Mover] = []
    }

    /// Firms of one change.
    private static let mostFirms = 1_000

    /// A change as it is made, before it has lines.
    private struct Draught {
        var list: ListFile
        var kind: ListChange.Kind
        var edition = ""
        var from: Day
        var to: Day?
    }

    func propose(_ request: ChangeRequest, by officer: Principal) async throws -> ListChange {
        let list = try list(request.list)
        try keeper(list, officer)
        let (reason, document) = (request.reason.trimmedBlanks, request.document.trimmedBlanks)
        for (field, text, most) in [("reason", reason, 500), ("document", document, 200)] {
            guard (1...most).contains(text.unicodeScalars.count) else {
                throw ListsRefusal.words(field, most: most)
            }
        }
        let draught = try draught(request, list)
        let hand = ListChange.Hand(id: officer.id, name: officer.name, at: clock.now())
        return try await store.write { session in
            let lines: [ListChange.Line]
            switch draught.kind {
            case .publication: lines = try publication(draught, session)
            case .entry: lines = try entries(request.firms, draught, session)
            case .exit: lines = try exits(request.firms, draught, session)
            }
            guard !lines.isEmpty else { throw ListsRefusal.nobody }
            let change = ListChange(
                id: ids.brief, list: list.id, kind: draught.kind, edition: draught.edition,
                from: draught.from, to: draught.to, reason: reason, document: document,
                lines: lines, proposed: hand, state: .proposed)
            try ChangeRows.insert(change, in: session)
            try tell(
                "lists.change-proposed", list.id, tenant: "", by: officer.id,
                [
                    .init("change", .text(change.id)), .init("kind", .text(change.kind.rawValue)),
                    .init("from", .text(change.from.text)),
                    .init("firms", .integer(lines.count)), .init("reason", .text(reason)),
                ], citation: list.bases.first, in: session)
            return change
        }
    }

    private func draught(_ request: ChangeRequest, _ list: ListFile) throws -> Draught {
        guard let kind = ListChange.Kind(rawValue: request.kind),
            (kind == .publication) == (list.kind == .edition) || kind == .exit
        else { throw ListsRefusal.kind }
        let given = Day(request.from.trimmedBlanks)
        guard request.from.trimmedBlanks.isEmpty || given != nil else {
            throw ListsRefusal.day(request.from.trimmedBlanks, field: "from")
        }
        guard list.kind == .edition || request.edition.isEmpty else {
            throw ListsRefusal.noEdition
        }
        guard request.firms.count <= Self.mostFirms else {
            throw ListsRefusal.tooMany(Self.mostFirms)
        }
        switch kind {
        case .publication:
            guard request.firms.isEmpty else { throw ListsRefusal.publicationFirms }
            let period = try period(request.edition)
            let from = given ?? max(today, period.from)
            guard today <= from, (period.from...period.to).contains(from) else {
                throw ListsRefusal.notInFuture
            }
            return Draught(
                list: list, kind: kind, edition: request.edition, from: from, to: period.to)
        case .entry:
            let from = given ?? today
            guard today <= from else { throw ListsRefusal.notInFuture }
            let to = list.months.map { from.adding(months: $0).adding(days: -1) }
            // The calendar ends with the year 9999.
            guard to.map({ from <= $0 }) ?? true else {
                throw ListsRefusal.day(from.text, field: "from")
            }
            return Draught(list: list, kind: kind, from: from, to: to)
        case .exit:
            let from = given ?? today.adding(days: 1)
            guard today < from else { throw ListsRefusal.notInFuture }
            return Draught(list: list, kind: kind, from: from)
        }
    }

    /// The best of those put forward for the year; every mark has to be there.
    private func publication(_ draught: Draught, _ session: Session) throws -> [ListChange.Line] {
        let list = draught.list
        let earlier = try ChangeRows.publication(
            of: draught.edition, on: list.id, in: session)
        if let earlier {
            throw earlier.waits
                ? ListsRefusal.alreadyProposed(
                    Localized(
                        zh: "\(draught.edition) 年度的公布",
                        en: "The publication of \(draught.edition)"), in: earlier.id)
                : ListsRefusal.editionClosed
        }
        let waiting = try NominationRows.on(list.id, in: session).filter {
            $0.edition == draught.edition && $0.state == .open
        }
        let outcomes = try select(waiting, list)
        for one in waiting {
            guard let why = outcomes[one.id]?.outcome.why else { continue }
            try hold(one, list, why, session)
        }
        return waiting.compactMap { one in
            guard let found = outcomes[one.id], found.outcome.isTaken else { return nil }
            return ListChange.Line(
                tenant: one.tenant, item: one.item, nomination: one.id, points: found.points,
                membership: "")
        }.sorted { ($1.points, $0.nomination) < ($0.points, $1.nomination) }
    }

    /// What would come of nominations today, by id.
    func select(_ waiting: [Nomination], _ list: ListFile) throws -> [String: (
        outcome: Selection.Outcome, points: Int
    )] {
        var candidates: [Selection.Candidate] = []
        var unmarked: [String] = []
        for one in waiting {
            guard let score = score(one, list) else { continue }
            if score.isEligible, !score.isComplete { unmarked.append(shownName(one.tenant, .zh)) }
            candidates.append(
                Selection.Candidate(
                    nomination: one.id, points: score.points, isEligible: score.isEligible,
                    at: one.at))
        }
        guard unmarked.isEmpty else { throw ListsRefusal.unmarked(unmarked) }
        let points = Dictionary(
            candidates.map { ($0.nomination, $0.points) }, uniquingKeysWith: { first, _ in first })
        let outcomes = Selection.outcomes(
            candidates, capacity: list.capacity, minimum: list.minimum)
        return Dictionary(
            outcomes.map { ($0.nomination, ($0, points[$0.nomination] ?? 0)) },
            uniquingKeysWith: { first, _ in first })
    }

    private func entries(
        _ movers: [Mover], _ draught: Draught, _ session: Session
    ) throws -> [ListChange.Line] {
        let list = draught.list
        let waiting = try NominationRows.on(list.id, in: session).filter { $0.state == .open }
        let proposed = try proposed(.entry, list, session)
        let lasting = try MemberRows.lasting(list.id, on: draught.from, in: session)
        var seen: Set<[String]> = []
        let lines = try movers.map { mover in
            let firm = try firm(mover.firm)
            let item = try checked(item: mover.item, list)
            guard seen.insert([firm.id, item]).inserted else {
                throw ListsRefusal.namedTwice(firm.localizedName)
            }
            if let change = proposed[[firm.id, item]] {
                throw ListsRefusal.alreadyProposed(
                    Localized(
                        zh: "\(firm.localizedName.zh)的列入",
                        en: "The entry of \(firm.localizedName.en)"), in: change)
            }
            guard !lasting.contains(where: { $0.tenant == firm.id && $0.item == item }) else {
                throw ListsRefusal.alreadyListed(firm.localizedName)
            }
            let nomination = waiting.first { $0.tenant == firm.id && $0.item == item }
            let score: Scoring.Score?
            if let nomination {
                score = self.score(nomination, list)
            } else {
                guard list.nominators.contains(.authority) else {
                    throw ListsRefusal.nominationMissing
                }
                score = scoring.score(
                    list, views.view(of: firm, on: today, item: item), marks: [:], remark: "")
            }
            try admit(score, list, firm)
            if let nomination {
                try hold(nomination, list, Self.entered(score, list), session)
            }
            return ListChange.Line(
                tenant: firm.id, item: item, nomination: nomination?.id ?? "",
                points: score?.points ?? 0, membership: "")
        }
        let firms = Set(lasting.map(\.tenant)).union(lines.map(\.tenant))
        if let capacity = list.capacity, capacity < firms.count {
            throw ListsRefusal.full(capacity, list.ground)
        }
        return lines
    }

    /// What came of a nomination for a register, in words of this system: the officer's own stand
    /// with the change.
    private static func entered(_ score: Scoring.Score?, _ list: ListFile) -> Localized {
        guard list.points > 0 else {
            return Localized(zh: "符合必备条件，列入。", en: "What must hold does: entered.")
        }
        let points = score?.points ?? 0
        return Localized(
            zh: "\(points) 分，符合必备条件，列入。",
            en: "\(points) points, what must hold does: entered.")
    }

    /// Changes of a kind that wait for a second officer, by each firm with its goods.
    private func proposed(
        _ kind: ListChange.Kind, _ list: ListFile, _ session: Session
    ) throws -> [[String]: String] {
        var found: [[String]: String] = [:]
        for change in try ChangeRows.waiting(on: list.id, in: session) where change.kind == kind {
            for line in change.lines { found[[line.tenant, line.item]] = change.id }
        }
        return found
    }

    private func admit(_ score: Scoring.Score?, _ list: ListFile, _ firm: Enterprise) throws {
        guard let score else { throw ListsRefusal.noEnterprise }
        guard score.isEligible else {
            throw ListsRefusal.notEligible(score.missing, list.ground)
        }
        guard score.isComplete else {
            throw ListsRefusal.unmarked([firm.localizedName.zh])
        }
        guard score.points >= list.minimum else {
            throw ListsRefusal.notEligible([score.explanation.outcome], list.ground)
        }
    }

    private func exits(
        _ movers: [Mover], _ draught: Draught, _ session: Session
    ) throws -> [ListChange.Line] {
        let lasting = try MemberRows.lasting(draught.list.id, on: draught.from, in: session)
        let proposed = try proposed(.exit, draught.list, session)
        var seen: Set<String> = []
        return try movers.flatMap { mover -> [ListChange.Line] in
            let firm = try firm(mover.firm)
            let item = mover.item.trimmedBlanks
            let found = lasting.filter {
                $0.tenant == firm.id && (item.isEmpty || $0.item == item)
            }
            guard !found.isEmpty else { throw ListsRefusal.notListed(firm.localizedName) }
            if let change = found.lazy.compactMap({ proposed[[$0.tenant, $0.item]] }).first {
                throw ListsRefusal.alreadyProposed(
                    Localized(
                        zh: "\(firm.localizedName.zh)的移出",
                        en: "The exit of \(firm.localizedName.en)"), in: change)
            }
            guard found.allSatisfy({ seen.insert($0.id).inserted }) else {
                throw ListsRefusal.namedTwice(firm.localizedName)
            }
            return found.map {
                ListChange.Line(
                    tenant: firm.id, item: $0.item, nomination: "", points: 0, membership: $0.id)
            }
        }
    }

    /// Keeps what a nomination is judged by, and what would come of it, until a second officer has
    /// decided.
    private func hold(
        _ one: Nomination, _ list: ListFile, _ why: Localized, _ session: Session
    ) throws {
        guard let firm = firms.enterprise(id: one.tenant) else { return }
        let view = views.view(of: firm, on: today, item: one.item, stated: one.stated)
        var one = one
        one.facts = FirmSnapshot(of: view, for: Self.conditions(list)).text
        one.state = .proposed
        one.outcome = why
        guard try NominationRows.update(one, in: session) else { throw ListsRefusal.movedOn }
    }

    /// A change with its list, for officers who keep it.
    func change(_ id: String, for officer: Principal) async throws -> (ListChange, ListFile) {
        guard let change = try await store.read({ try ChangeRows.find(id, in: $0) }),
            let list = catalogue.lists.last(where: { $0.id == change.list }), keeps(list, officer)
        else { throw ListsRefusal.notFound }
        return (change, list)
    }

    /// Changes of the lists an officer keeps, or of one of them.
    func changes(list: String, for officer: Principal) async throws -> [ListChange] {
        let kept = try kept(list, by: officer)
        return try await store.read { session in
            try kept.flatMap { try ChangeRows.on($0.id, in: session) }
        }
    }

    /// The lists an officer keeps, or the one that is named of them.
    func kept(_ list: String, by officer: Principal) throws -> [ListFile] {
        let kept = catalogue.current(on: today).filter { keeps($0, officer) }
        guard !list.isEmpty else { return kept }
        guard let one = kept.first(where: { $0.id == list }) else { throw ListsRefusal.notFound }
        return [one]
    }
}
