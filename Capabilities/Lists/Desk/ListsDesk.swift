import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// What officers and firms do with lists: one use case for page and API.
struct ListsDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let catalogue: ListCatalogue
    let views: FirmViews
    let names: ConditionNames

    var members: ListRegister { views.lists }
    var firms: EnterpriseRegister { views.register }
    var scoring: Scoring { Scoring(rule: ConditionRule(names)) }
    var today: Day { clock.today }

    /// Days before the end of a standing in which it is shown as ending.
    static let notice = 60

    func list(_ id: String) throws -> ListFile {
        guard let list = catalogue.list(id, on: today) else { throw ListsRefusal.notFound }
        return list
    }

    /// Whether somebody is an officer of the authority that keeps a list.
    func keeps(_ list: ListFile, _ person: Principal?) -> Bool {
        guard let person else { return false }
        return person.kind == .officer && person.may(ListsCapability.keep)
            && person.authority == list.owner
    }

    /// The same, or refused.
    func keeper(_ list: ListFile, _ person: Principal) throws {
        guard keeps(list, person) else { throw ListsRefusal.notKeeper }
    }

    /// - Parameter field: what the code was given in.
    func firm(_ code: String, field: String = "firm") throws -> Enterprise {
        let code = code.trimmedBlanks
        guard let firm = firms.find(code: code) else {
            throw ListsRefusal.noEnterprise(code, field: field)
        }
        return firm
    }

    func shownName(_ id: String, _ language: Language) -> String { called(id)[language] }

    /// How an enterprise is called.
    func called(_ id: String) -> Localized {
        firms.enterprise(id: id)?.localizedName ?? Localized(same: id)
    }

    /// First and last day of the edition of a year; only this year's and the next one's.
    func period(_ edition: String) throws -> (from: Day, to: Day) {
        guard let year = Int(edition), edition.utf8.count == 4,
            (today.year...today.year + 1).contains(year),
            let from = Day(year: year, month: 1, day: 1),
            let to = Day(year: year, month: 12, day: 31)
        else { throw ListsRefusal.edition }
        return (from, to)
    }

    func score(_ one: Nomination, _ list: ListFile) -> Scoring.Score? {
        if let view = FirmSnapshot(text: one.facts).view {
            return scoring.score(list, view, marks: one.marks, remark: one.remark)
        }
        guard let firm = firms.enterprise(id: one.tenant) else { return nil }
        return scoring.score(
            list, views.view(of: firm, on: today, item: one.item, stated: one.stated),
            marks: one.marks, remark: one.remark)
    }

    /// What the criteria of a list look at.
    static func conditions(_ list: ListFile) -> [FirmCondition] {
        list.criteria.compactMap { criterion in
            switch criterion.measure {
            case .needs(let condition): condition
            case .figure(let fact, _, _): .fact(fact, .atLeast, 0)
            case .marks: nil
            }
        }
    }

    func tell(
        _ kind: String, _ list: String, tenant: String, by actor: String, _ more: [JSON.Member],
        citation: Citation?, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: tenant, subjectType: "list", subject: list,
                payload: .object(more), citation: citation?.text), in: session)
    }

    // MARK: Who is on it

    /// A page of a list.
    struct Page: Sendable {
        var list: ListFile
        var day: Day
        var rows: [Membership]
        /// How many there are on that day that were asked for.
        var count: Int
        /// Where the next page begins; nil on the last.
        var next: String?
    }

    /// Who stands on a list on a day, by id of firm; only public lists, unless an officer asks who
    /// keeps it.
    func page(
        _ id: String, on day: Day, matching text: String, after: String, limit: Int,
        for person: Principal?
    ) throws -> Page {
        guard let list = catalogue.list(id, on: day) ?? catalogue.list(id, on: today) else {
            throw ListsRefusal.notFound
        }
        guard list.isPublic || keeps(list, person) else { throw ListsRefusal.notPublic }
        let all = members.members(of: id, on: day)
        let wanted = text.trimmedBlanks
        let matching = all.filter { wanted.isEmpty || matches($0, wanted) }
        let rest = matching.drop { !after.isEmpty && $0.place <= after }
        let rows = Array(rest.prefix(limit))
        return Page(
            list: list, day: day, rows: rows, count: matching.count,
            next: rest.count > rows.count ? rows.last?.place : nil)
    }

    /// Who came to a list and who went, the newest first; for whom its members are.
    func movements(
        _ id: String, after: String, limit: Int, for person: Principal?
    ) throws -> (list: ListFile, page: (rows: [Movement], next: String?)) {
        guard let list = catalogue.list(id, on: today) else { throw ListsRefusal.notFound }
        guard list.isPublic || keeps(list, person) else { throw ListsRefusal.notPublic }
        let all = members.everybody(on: id).flatMap { $0.movements(asOf: today) }
            .sorted { $0.place > $1.place }
        let rest = all.drop { !after.isEmpty && $0.place >= after }
        let rows = Array(rest.prefix(limit))
        return (list, (rows, rest.count > rows.count ? rows.last?.place : nil))
    }

    private func matches(_ member: Membership, _ text: String) -> Bool {
        guard let firm = firms.enterprise(id: member.tenant) else { return false }
        return firm.codes.contains(text) || firm.name.contains(text)
            || (firm.nameEn ?? "").lowercased().contains(text.lowercased())
            || (!member.item.isEmpty && member.item.hasPrefix(text))
    }

    /// Public lists a firm stands on; all of them for itself and for officers.
    func standings(of firm: Enterprise, on day: Day, for person: Principal?) -> [Membership] {
        members.all(of: firm.id).filter { member in
            guard member.holds(on: day) else { return false }
            let list =
                catalogue.list(member.list, on: day) ?? catalogue.list(member.list, on: today)
            return list?.isPublic == true || person?.enterprise == firm.id
                || list.map { keeps($0, person) } == true
        }
    }

    // MARK: A firm's own lists

    /// What one list is to a firm.
    struct Standing: Sendable {
        var list: ListFile
        /// It stands there today.
        var current: [Membership]
        /// It stood there once, or will.
        var others: [Membership]
        var nominations: [Nomination]
        /// How it looks today, by what is recorded and what it stated last.
        var score: Scoring.Score
    }

    func own(_ person: Principal) async throws -> [Standing] {
        guard let firm = firms.enterprise(id: person.enterprise) else {
            throw ListsRefusal.noEnterprise
        }
        let nominations = try await store.read { try NominationRows.of(firm.id, in: $0) }
        let all = members.all(of: firm.id)
        return catalogue.current(on: today).map { list in
            let mine = nominations.filter { $0.list == list.id }
            let view = views.view(
                of: firm, on: today, item: mine.first?.item ?? "",
                stated: mine.first?.stated ?? [:])
            return Standing(
                list: list, current: all.filter { $0.list == list.id && $0.holds(on: today) },
                others: all.filter { $0.list == list.id && !$0.holds(on: today) },
                nominations: mine,
                score: scoring.score(
                    list, view, marks: mine.first?.marks ?? [:],
                    remark: mine.first?.remark ?? ""))
        }
    }
}

extension Membership {
    /// Its place in the order of a list.
    var place: String { "\(tenant)/\(item)/\(id)" }
}
