import Kernel
import Parties
import Plug
import Web

/// What the first page and the search of the house show of benefits.
struct BenefitsHome: Sendable {
    let desk: EntitlementsDesk

    var parts: [HomePart] {
        [
            HomePart(
                "entitlements.applied",
                Localized(zh: "已享受的惠企政策（免申即享）", en: "Benefits you have without applying"),
                tone: nil, more: "/my-benefits", kinds: [.member, .key],
                access: .permission(EntitlementsCapability.ask)
            ) { person, limit in
                guard let firm = desk.firms.enterprise(id: person.enterprise) else { return [] }
                return desk.book.all(of: firm, on: desk.today)
                    .filter { $0.holds && $0.rule.way == .automatic }
                    .prefix(limit).map { verdict in
                        HomePart.Row(
                            verdict.rule.name.zh, kind: BenefitWords.benefit,
                            state: BenefitWords.holds(true), tone: .success,
                            note: verdict.rule.gives, path: "/benefits/\(verdict.rule.id)")
                    }
            },
            HomePart(
                "entitlements.rules", Localized(zh: "待复核的惠企规则", en: "Rules of benefits to confirm"),
                tone: .warn, more: "/benefit-rules", kinds: [.officer],
                access: .permission(EntitlementsCapability.keep)
            ) { officer, limit in
                try await desk.changes().filter { change in
                    change.state == .proposed && change.proposed.id != officer.id
                        && (try? desk.read(change.text)).map { desk.owns($0, officer) } == true
                }.prefix(limit).map { change in
                    HomePart.Row(
                        change.benefit, kind: BenefitWords.benefit,
                        state: BenefitWords.name(change.state), tone: .warn,
                        path: "/benefit-rules/\(change.id)", since: change.proposed.at,
                        due: change.from)
                }
            },
        ]
    }

    var finders: [Finder] {
        [
            Finder("entitlements.benefits", BenefitWords.benefits) { question in
                let asked = question.text.lowercased()
                return desk.book.rules(on: desk.today).filter { rule in
                    [rule.id, rule.row, rule.name.zh, rule.name.en, rule.gives.zh, rule.gives.en]
                        .contains { $0.lowercased().contains(asked) }
                }.prefix(question.limit).map {
                    Finder.Found($0.name, note: $0.gives, path: "/benefits/\($0.id)")
                }
            }
        ]
    }
}
