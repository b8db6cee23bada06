import Journal
import Kernel
import Parties
import Reference
import Store
import Web
import Wire

/// The customs sets the inspection rates: one officer proposes an edition, another confirms it.
struct PolicyDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let rates: InspectionRates
    let register: EnterpriseRegister
    let settings: InspectionSettings
    let tables: CodeTables

    /// More are not listed at once.
    static let most = 200

    /// A row that is to change; no value takes it away.
    struct Change: Sendable, Hashable {
        var factor: String
        var direction: String
        var key: String
        var value: Int?
    }

    struct Proposal: Sendable, Hashable {
        var from: String
        var reason: String
        var document: String
        var article: String
        var changes: [Change]
    }

    func edition(on day: Day) -> PolicyEdition { rates.edition(on: day) }

    /// The newest editions the customs has set or proposed.
    func editions() async throws -> [PolicyEdition] {
        try await store.read { try PolicyRows.newest(PolicyDesk.most, in: $0) }
    }

    /// One of them, whatever has been proposed since.
    func edition(_ id: String) async throws -> PolicyEdition? {
        try await store.read { try PolicyRows.find(id, in: $0) }
    }

    func propose(_ proposal: Proposal, by officer: Principal) async throws -> PolicyEdition {
        let reason = proposal.reason.trimmedBlanks
        let document = proposal.document.trimmedBlanks
        guard (1...500).contains(reason.unicodeScalars.count),
            (1...200).contains(document.unicodeScalars.count),
            proposal.article.unicodeScalars.count <= 200
        else { throw InspectionsRefusal.reasonMissing }
        guard let from = Day(proposal.from), clock.today < from else {
            throw InspectionsRefusal.notInFuture
        }
        let citation = Citation(document: document, article: proposal.article.trimmedBlanks)
        let base = rates.edition(on: from)
        let rows = try changed(base, from, proposal.changes, citation)
        let edition = PolicyEdition(
            id: ids.brief, state: .proposed, from: from, reason: reason, citation: citation,
            proposed: PolicyEdition.Hand(id: officer.id, name: officer.name, at: clock.now()),
            rows: rows, base: base.id)
        try await store.write { session in
            try PolicyRows.insert(
                edition, change: try session.next("inspections.changes"), in: session)
            try tell("inspections.policy-proposed", edition, by: officer, in: session)
        }
        return edition
    }

    /// The rows of the edition that holds on a day, with changes; all faults at once.
    private func changed(
        _ base: PolicyEdition, _ from: Day, _ changes: [Change], _ citation: Citation
    ) throws -> [RateRow] {
        let before = base.rows.filter { row in
            row.to.map { from <= $0 } ?? true
        }
        var rows = before
        var faults: [Fault] = []
        guard changes.count <= 200 else { throw InspectionsRefusal.notReadable }
        for (index, change) in changes.enumerated() {
            guard let row = row(change, from, citation) else {
                let place = "\(change.factor) \(change.direction) \(change.key)"
                faults.append(InspectionsRefusal.row(place, index))
                continue
            }
            let place = rows.firstIndex { $0.place == row.place && $0.from <= from }
            switch (place, change.value) {
            case (let place?, nil): rows.remove(at: place)
            case (let place?, _):
                if rows[place].value != row.value { rows[place] = row }
            case (nil, nil): faults.append(InspectionsRefusal.row(row.place, index))
            case (nil, _): rows.append(row)
            }
        }
        guard faults.isEmpty else { throw InspectionsRefusal.rows(faults) }
        guard rows != before else { throw InspectionsRefusal.nothingChanged }
        return rows
    }

    private func row(_ change: Change, _ from: Day, _ citation: Citation) -> RateRow? {
        guard let factor = RateFactor(rawValue: change.factor),
            let direction = RateRow.Direction(rawValue: change.direction),
            change.key.utf8.count <= 30, change.key.utf8.allSatisfy({ (0x2D...0x7A).contains($0) }),
            factor.range.contains(change.value ?? factor.range.lowerBound)
        else { return nil }
        let key = Self.isCountry(factor) ? country(change.key, on: from) : change.key
        let fits: Bool =
            switch factor {
            case .level, .agent, .levelLeast: CreditLevel(rawValue: key) != nil
            case .finding, .clean, .badSample:
                key.isAllDigits && Int(key).map { (1...10_000).contains($0) } ?? false
            case .goods: (2...10).contains(key.utf8.count) && key.isAllDigits
            case .base:
                key.isEmpty || tables[.tradeModes].entry(key, on: from) != nil
            case .origin, .destination:
                key.isEmpty || tables[.countries].entry(key, on: from) != nil
            case .least, .most, .window: key.isEmpty
            }
        guard fits else { return nil }
        return RateRow(
            factor: factor, direction: direction, key: key, value: change.value ?? 0, from: from,
            to: nil, citation: citation)
    }

    private static func isCountry(_ factor: RateFactor) -> Bool {
        factor == .origin || factor == .destination
    }

    /// The customs' number of a country, which is what cases say; three letters are read, too.
    private func country(_ key: String, on day: Day) -> String {
        tables[.countries].entries(on: day).first {
            $0.iso?.utf8.elementsEqual(key.utf8) ?? false
        }?.code ?? key
    }

    /// Refuses a change that a later edition, confirmed before, would silently take back on its
    /// first day: the later one holds the row as it was before the change.
    private func checkLater(
        _ edition: PolicyEdition, _ confirmed: [PolicyEdition]
    ) throws(InspectionsRefusal) {
        guard let base = rates.edition(edition.base, of: confirmed) else { return }
        for later in confirmed.sorted(by: { $0.from < $1.from }) {
            // One that was replaced for its own first day never holds.
            guard later.from > edition.from, rates.base(of: confirmed, on: later.from) == later.id
            else { continue }
            func value(_ rows: [RateRow], _ place: String) -> Int? {
                rows.last {
                    $0.place.utf8.elementsEqual(place.utf8) && $0.from <= later.from
                        && ($0.to.map { later.from <= $0 } ?? true)
                }?.value
            }
            let undone = Set((edition.rows + base.rows).map(\.place)).sorted().filter { place in
                let (old, new) = (value(base.rows, place), value(edition.rows, place))
                return old != new && value(later.rows, place) == old
            }
            guard undone.isEmpty else {
                throw .laterEdition(later.id, from: later.from, undone)
            }
        }
    }

    /// Confirms or rejects a proposal; never by whoever proposed it. A proposal whose first day has
    /// come cannot be confirmed: the past does not change. Nor can one that was made from another
    /// edition than the one that holds on its first day by now: it would undo that edition.
    func decide(_ id: String, confirms: Bool, by officer: Principal) async throws {
        try await store.write { session in
            guard let edition = try PolicyRows.find(id, in: session) else {
                throw InspectionsRefusal.notFound
            }
            guard edition.state == .proposed else { throw InspectionsRefusal.movedOn }
            if confirms {
                guard edition.proposed?.id != officer.id else {
                    throw InspectionsRefusal.sameOfficer
                }
                guard clock.today < edition.from else { throw InspectionsRefusal.notInFuture }
                let confirmed = try PolicyRows.confirmed(in: session)
                let base = rates.base(of: confirmed, on: edition.from)
                guard base == edition.base else {
                    throw InspectionsRefusal.baseChanged(base)
                }
                try checkLater(edition, confirmed)
            }
            let hand = PolicyEdition.Hand(id: officer.id, name: officer.name, at: clock.now())
            guard
                try PolicyRows.decide(
                    id, confirms ? .confirmed : .rejected, by: hand,
                    change: try session.next("inspections.changes"), in: session)
            else { throw InspectionsRefusal.movedOn }
            try tell(
                confirms ? "inspections.policy-confirmed" : "inspections.policy-rejected",
                edition, by: officer, in: session)
        }
        await rates.takeIn()
    }

    /// Enters a level as the customs has published it.
    func setLevel(
        _ code: String, _ level: String, from: String, to: String, document: String,
        by officer: Principal
    ) async throws -> LevelRow {
        guard let enterprise = register.find(code: code.trimmedBlanks) else {
            throw InspectionsRefusal.noEnterprise
        }
        let document = document.trimmedBlanks
        guard let level = CreditLevel(rawValue: level), let first = Day(from),
            to.isEmpty || Day(to).map({ first <= $0 }) == true,
            (1...200).contains(document.unicodeScalars.count)
        else { throw InspectionsRefusal.level }
        let row = LevelRow(
            firm: enterprise.id, from: first, to: Day(to), level: level, document: document)
        try await store.write { session in
            try RecordRows.put(
                row, by: officer.id, at: clock.now(),
                change: try session.next("inspections.changes"), in: session)
            try journal.append(
                Draft(
                    "inspections.level-set", actor: officer.id, tenant: enterprise.id,
                    subjectType: "enterprise", subject: enterprise.id,
                    payload: .object([
                        .init("level", .text(level.rawValue)), .init("from", .text(first.text)),
                        .init("document", .text(document)),
                    ])), in: session)
        }
        await rates.takeIn()
        return row
    }

    private func tell(
        _ kind: String, _ edition: PolicyEdition, by officer: Principal, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: officer.id, tenant: "", subjectType: "inspection-policy",
                subject: edition.id,
                payload: .object([
                    .init("from", .text(edition.from.text)),
                    .init("reason", .text(edition.reason)),
                ]), citation: edition.citation.text), in: session)
    }
}
