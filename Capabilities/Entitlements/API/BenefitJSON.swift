import Kernel
import Lists
import Parties
import Web
import Wire

/// What programs read of this room.
enum BenefitJSON {
    /// The body as an object that holds nothing but these members.
    static func object(
        _ visit: Visit, _ members: KeyValuePairs<String, BodyShape>
    ) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw EntitlementsRefusal.notReadable
        }
        let faults = BodyShape.faults(of: json, members)
        guard faults.isEmpty else { throw EntitlementsRefusal.body(faults) }
        return json
    }

    static func rule(_ rule: BenefitRule) -> JSON {
        .object([
            .init("benefit", .text(rule.id)), .init("row", .text(rule.row)),
            .init("name", rule.name.json), .init("summary", rule.summary.json),
            .init("gives", rule.gives.json), .init("way", .text(rule.way.rawValue)),
            .init("service", .optional(rule.service)), .init("owner", .text(rule.owner)),
            .init("perItem", .bool(rule.isPerItem)), .init("from", .text(rule.from.text)),
            .init("to", .optional(rule.to?.text)), .init("proposal", .text(rule.proposal)),
            .init("bases", .array(rule.bases.map(\.json))),
        ])
    }

    static func verdict(_ verdict: EntitlementVerdict) -> JSON {
        .object([
            .init("benefit", .text(verdict.rule.id)), .init("name", verdict.rule.name.json),
            .init("way", .text(verdict.rule.way.rawValue)),
            .init("service", .optional(verdict.rule.service)),
            .init("day", .text(verdict.day.text)), .init("holds", .bool(verdict.holds)),
            .init("missing", .array(verdict.missing.map(\.json))),
            .init("missingFacts", .array(verdict.missingFacts.map(missing))),
            .init("explanation", verdict.explanation.json),
        ])
    }

    private static func missing(_ one: MissingFact) -> JSON {
        .object([
            .init("fact", .text(one.fact)), .init("name", one.name.json),
            .init("service", .optional(one.service)), .init("source", one.source.json),
        ])
    }

    static func applied(_ one: AppliedBenefit) -> JSON {
        .object([
            .init("benefit", .text(one.benefit)), .init("from", .text(one.from.text)),
            .init("to", .optional(one.to?.text)), .init("rule", .text(one.rule.text)),
            .init("at", .text(one.at.iso)),
        ])
    }

    static func decision(_ one: EntitlementDecision, _ verdict: EntitlementVerdict?) -> JSON {
        .object([
            .init("id", .text(one.id)), .init("benefit", .text(one.benefit)),
            .init("reference", .text(one.reference)), .init("item", .text(one.item)),
            .init("day", .text(one.day.text)), .init("holds", .bool(one.holds)),
            .init("rule", .text(one.rule.text)), .init("proposal", .text(one.proposal)),
            .init("by", .text(one.by)), .init("at", .text(one.at.iso)),
            .init("explanation", verdict.map { $0.explanation.json } ?? .null),
        ])
    }

    static func change(_ change: RuleChange) -> JSON {
        .object([
            .init("id", .text(change.id)), .init("benefit", .text(change.benefit)),
            .init("from", .text(change.from.text)), .init("reason", .text(change.reason)),
            .init("state", .text(change.state.rawValue)), .init("text", .text(change.text)),
            .init("proposedBy", .text(change.proposed.name)),
            .init("proposedAt", .text(change.proposed.at.iso)),
            .init("decidedBy", .optional(change.decided?.name)),
            .init("decidedAt", .optional(change.decided?.at.iso)),
        ])
    }

    static func dryRun(_ run: EntitlementsDesk.DryRun) -> JSON {
        func names(_ firms: [Enterprise]) -> JSON {
            .array(
                firms.map {
                    .object([
                        .init("code", .optional($0.creditCode)),
                        .init("name", $0.localizedName.json),
                    ])
                })
        }
        return .object([
            .init("day", .text(run.day.text)), .init("firms", .integer(run.firms)),
            .init("before", .integer(run.before)), .init("after", .integer(run.after)),
            .init("gainCount", .integer(run.gainCount)), .init("gains", names(run.gains)),
            .init("loseCount", .integer(run.loseCount)), .init("loses", names(run.loses)),
        ])
    }
}
