public import Kernel
import Parties
public import Store
import Wire

/// What a decision of another room does to a list of firms: an application that was granted, or
/// ended. In that room's transaction.
public struct ListAdmission: Sendable, Hashable {
    /// Id of the list.
    public var list: String
    /// Id of the enterprise.
    public var firm: String
    /// Last day; nil for no end.
    public var to: Day?
    /// Facts that the decision has established: they count where nothing is recorded.
    public var confirms: [String]
    /// What people typed is the same in both languages.
    public var reason: Localized
    /// Number of the decision; what it put on the list is taken off by it.
    public var document: String
    /// Who decided.
    public var actor: String

    public init(
        list: String, firm: String, to: Day?, confirms: [String], reason: Localized,
        document: String, actor: String
    ) {
        (self.list, self.firm, self.to, self.confirms) = (list, firm, to, confirms)
        (self.reason, self.document, self.actor) = (reason, document, actor)
    }
}

extension ListsCapability {
    /// Puts a firm on a register from today on. Who stands there by an earlier decision stands
    /// there by both: each ends on its own day, and the firm stays while one of them lasts.
    ///
    /// - Throws: a refusal when what must hold does not, or the list is full.
    public func enter(_ one: ListAdmission, in session: Session) throws {
        try desk.enter(one, in: session)
    }

    /// Ends from tomorrow on what a decision has begun; what others carry lasts.
    public func leave(_ one: ListAdmission, in session: Session) throws {
        try desk.leave(one, in: session)
    }

    /// How a list is called; its id when there is none.
    public func listName(_ id: String) -> Localized { catalogue.name(id) }

    /// How the customs calls a credit level.
    public static func levelName(_ level: String) -> Localized { ListWords.level(level) }
}

extension ListsDesk {
    func enter(_ one: ListAdmission, in session: Session) throws {
        let list = try list(one.list)
        guard list.kind == .register else { throw ListsRefusal.kind }
        guard let firm = firms.enterprise(id: one.firm) else { throw ListsRefusal.noEnterprise }
        let documents = try MemberRows.documents(
            of: firm.id, on: list.id, day: today, in: session)
        guard !documents.contains(one.document) else { return }
        let stated = Dictionary(one.confirms.map { ($0, Int64(1)) }) { first, _ in first }
        let score = scoring.score(
            list, views.view(of: firm, on: today, stated: stated), marks: [:], remark: "")
        guard score.isEligible else {
            throw ListsRefusal.notEligible(score.missing, list.ground)
        }
        if let capacity = list.capacity, documents.isEmpty,
            try MemberRows.count(list.id, on: today, in: session) >= Int64(capacity)
        {
            throw ListsRefusal.full(capacity, list.ground)
        }
        let member = Membership(
            id: ids.brief, tenant: firm.id, list: list.id, item: "", from: today, to: one.to,
            edition: "", reason: one.reason.kept, document: one.document, exitReason: "",
            exitDocument: "")
        try MemberRows.insert(member, change: try session.next("lists.changes"), in: session)
        try tell(
            "lists.listed", list.id, tenant: firm.id, by: one.actor,
            [
                .init("item", .text("")), .init("from", .text(today.text)),
                .init("to", .optional(one.to?.text)), .init("edition", .text("")),
                .init("reason", .text(one.reason.inOne)),
                    .init("document", .text(one.document)),
            ], citation: list.bases.first, in: session)
    }

    func leave(_ one: ListAdmission, in session: Session) throws {
        let list = try list(one.list)
        let tomorrow = today.adding(days: 1)
        for id in try MemberRows.begun(
            by: one.document, of: one.firm, on: list.id, in: session)
        {
            let ended = try MemberRows.end(
                id, of: one.firm, before: tomorrow, reason: one.reason.kept, document: one.document,
                change: try session.next("lists.changes"), in: session)
            guard ended else { continue }
            let others = try MemberRows.documents(
                of: one.firm, on: list.id, day: tomorrow, in: session)
            try tell(
                "lists.removed", list.id, tenant: one.firm, by: one.actor,
                [
                    .init("item", .text("")), .init("from", .text(tomorrow.text)),
                    .init("reason", .text(one.reason.inOne)),
                    .init("document", .text(one.document)),
                    .init("stays", .bool(!others.isEmpty)),
                ], citation: list.bases.first, in: session)
        }
    }
}
