import Kernel
import Parties
import Web
import Wire

/// What programs read of this room.
enum ListJSON {
    /// The body as an object that holds nothing but these members.
    static func object(
        _ visit: Visit, _ members: KeyValuePairs<String, BodyShape>
    ) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ListsRefusal.notReadable
        }
        let faults = BodyShape.faults(of: json, members)
        guard faults.isEmpty else { throw ListsRefusal.body(faults) }
        return json
    }

    static func list(_ list: ListFile, _ catalogue: ListCatalogue) -> JSON {
        .object([
            .init("list", .text(list.id)), .init("row", .text(list.row)),
            .init("name", list.name.json), .init("summary", list.summary.json),
            .init("kind", .text(list.kind.rawValue)), .init("owner", .text(list.owner)),
            .init("public", .bool(list.isPublic)),
            .init("capacity", list.capacity.map { .integer($0) } ?? .null),
            .init("months", list.months.map { .integer($0) } ?? .null),
            .init("minimum", .integer(list.minimum)), .init("points", .integer(list.points)),
            .init("nominatedBy", .array(list.nominators.map { .text($0.rawValue) })),
            .init("items", list.items.map { $0.label.json } ?? .null),
            .init("from", .text(list.from.text)), .init("to", .optional(list.to?.text)),
            .init("bases", .array(list.bases.map(\.json))),
            .init(
                "criteria",
                .array(
                    list.criteria.map {
                        .object([
                            .init("id", .text($0.id)), .init("name", $0.name.json),
                            .init("points", .integer($0.points)),
                            .init("basis", $0.basis.json),
                        ])
                    })),
            .init("stated", .array(catalogue.stated(list).map { .text($0) })),
        ])
    }

    static func member(_ member: Membership, _ desk: ListsDesk) -> JSON {
        let firm = desk.firms.enterprise(id: member.tenant)
        return .object([
            .init("list", .text(member.list)),
            .init("code", .optional(firm?.creditCode ?? firm?.codes.first)),
            .init("firm", (firm?.localizedName ?? Localized(same: "")).json),
            .init("item", .text(member.item)), .init("edition", .text(member.edition)),
            .init("from", .text(member.from.text)), .init("to", .optional(member.to?.text)),
            .init("reason", .text(Localized(kept: member.reason).inOne)),
            .init("document", .text(member.document)),
            .init("exitReason", .text(Localized(kept: member.exitReason).inOne)),
            .init("exitDocument", .text(member.exitDocument)),
        ])
    }

    static func nomination(_ one: Nomination, _ desk: ListsDesk) -> JSON {
        let firm = desk.firms.enterprise(id: one.tenant)
        return .object([
            .init("id", .text(one.id)), .init("list", .text(one.list)),
            .init("code", .optional(firm?.creditCode ?? firm?.codes.first)),
            .init("edition", .text(one.edition)), .init("item", .text(one.item)),
            .init("byFirm", .bool(one.byFirm)), .init("at", .text(one.at.iso)),
            .init(
                "stated",
                .object(
                    one.stated.sorted { $0.key < $1.key }.map {
                        .init($0.key, .integer($0.value))
                    })),
            .init("statement", .text(one.statement)),
            .init(
                "marks",
                .object(
                    one.marks.sorted { $0.key < $1.key }.map {
                        .init($0.key, .integer($0.value))
                    })),
            .init("remark", .text(one.remark)), .init("state", .text(one.state.rawValue)),
            .init("outcome", one.outcome.json), .init("version", .integer(one.version)),
        ])
    }

    /// With what it is worth and why.
    static func whole(_ one: Nomination, _ desk: ListsDesk) -> JSON {
        var members = nomination(one, desk).members
        if let list = desk.catalogue.lists.last(where: { $0.id == one.list }),
            let score = desk.score(one, list)
        {
            members.append(.init("score", self.score(score)))
        }
        return .object(members)
    }

    static func score(_ score: Scoring.Score) -> JSON {
        .object([
            .init("eligible", .bool(score.isEligible)), .init("complete", .bool(score.isComplete)),
            .init("points", .integer(score.points)),
            .init("missing", .array(score.missing.map(\.json))),
            .init("explanation", score.explanation.json),
        ])
    }

    static func change(_ change: ListChange, _ desk: ListsDesk) -> JSON {
        .object([
            .init("id", .text(change.id)), .init("list", .text(change.list)),
            .init("kind", .text(change.kind.rawValue)), .init("edition", .text(change.edition)),
            .init("from", .text(change.from.text)), .init("to", .optional(change.to?.text)),
            .init("reason", .text(change.reason)), .init("document", .text(change.document)),
            .init("state", .text(change.state.rawValue)),
            .init("proposedBy", .text(change.proposed.name)),
            .init("proposedAt", .text(change.proposed.at.iso)),
            .init("decidedBy", .optional(change.decided?.name)),
            .init("decidedAt", .optional(change.decided?.at.iso)),
            .init(
                "firms",
                .array(
                    change.lines.map { line in
                        .object([
                            .init(
                                "code",
                                .optional(desk.firms.enterprise(id: line.tenant)?.creditCode)),
                            .init("name", .text(desk.shownName(line.tenant, .zh))),
                            .init("item", .text(line.item)),
                            .init("points", .integer(line.points)),
                        ])
                    })),
        ])
    }

    static func fact(_ fact: FactRows.Fact) -> JSON {
        .object([
            .init("fact", .text(fact.fact)), .init("value", .integer(fact.value)),
            .init("from", .text(fact.from.text)), .init("to", .optional(fact.to?.text)),
            .init("document", .text(fact.document)),
        ])
    }
}
