import Journal
import Kernel
import Lists
import Parties
import Procedures
import Store
import Web
import Wire

/// Rules change by files that one officer proposes and another confirms, after they were tried on
/// every firm.
extension EntitlementsDesk {
    /// What a change would do.
    struct DryRun: Sendable {
        var day: Day
        /// Firms that were looked at.
        var firms: Int
        var before: Int
        var after: Int
        /// Names of those who gain and lose, the first of them; and how many there are.
        var gains: [Enterprise]
        var loses: [Enterprise]
        var gainCount: Int
        var loseCount: Int
    }

    /// Most names of a dry run.
    private static let most = 200

    func propose(_ text: String, reason: String, by officer: Principal) async throws -> RuleChange {
        let reason = reason.trimmedBlanks
        guard (1...500).contains(reason.unicodeScalars.count) else {
            throw EntitlementsRefusal.reason
        }
        let rule = try read(text)
        guard owns(rule, officer),
            book.rule(rule.id, on: rule.from).map({ owns($0, officer) }) ?? true
        else { throw EntitlementsRefusal.notOwner }
        guard today < rule.from else { throw EntitlementsRefusal.notInFuture }
        let change = RuleChange(
            id: ids.brief, benefit: rule.id, from: rule.from, text: text, reason: reason,
            base: Self.base(book.rule(rule.id, on: rule.from)),
            proposed: RuleChange.Hand(id: officer.id, name: officer.name, at: clock.now()),
            state: .proposed)
        try await store.write { session in
            if let same = try RuleRows.waiting(change, in: session) {
                throw EntitlementsRefusal.alreadyProposed(same)
            }
            try RuleRows.insert(
                change, number: try session.next("entitlements.changes"), in: session)
            try tell("entitlements.rule-proposed", change, officer, session)
        }
        return change
    }

    /// A proposed file as a rule; every fault with its line.
    func read(_ text: String) throws -> BenefitRule {
        do {
            return try book.catalogue.read(Array(text.utf8), path: "text")
        } catch {
            throw EntitlementsRefusal.file(
                error.faults.prefix(50).map { fault in
                    Fault(
                        code: "entitlements.file", path: "/text", line: fault.line,
                        message: Localized(
                            zh: "第 \(fault.line) 行：\(fault.message.zh)",
                            en: "Line \(fault.line): \(fault.message.en)"),
                        fix: Localized(zh: "请修改这一行。", en: "Mend that line."))
                })
        }
    }

    private static func base(_ rule: BenefitRule?) -> String {
        rule.map { "\($0.from.text)/\($0.proposal)" } ?? ""
    }

    /// Tries a change on every firm, on its first day.
    func dryRun(_ change: RuleChange) throws -> DryRun {
        let after = try read(change.text)
        let now = book.rule(change.benefit, on: change.from)
        let before = now?.proposal == change.id ? earlier(change) : now
        var run = DryRun(
            day: change.from, firms: 0, before: 0, after: 0, gains: [], loses: [], gainCount: 0,
            loseCount: 0)
        for firm in firms.all where firm.status == .active {
            run.firms += 1
            let views = items(firm, on: change.from)
            let had =
                before.map { rule in
                    views.contains { ConditionRule.holds(rule.condition, of: $0) }
                } ?? false
            let has = views.contains { ConditionRule.holds(after.condition, of: $0) }
            run.before += had ? 1 : 0
            run.after += has ? 1 : 0
            if has, !had {
                run.gainCount += 1
                if run.gains.count < Self.most { run.gains.append(firm) }
            } else if had, !has {
                run.loseCount += 1
                if run.loses.count < Self.most { run.loses.append(firm) }
            }
        }
        return run
    }

    /// What held before a change that was confirmed since.
    private func earlier(_ change: RuleChange) -> BenefitRule? {
        book.versions(change.benefit).last { rule in
            rule.proposal != change.id && rule.from <= change.from && rule.holds(on: change.from)
        }
    }

    /// A firm as it is asked about: once without goods, and once for each goods it is listed with.
    private func items(_ firm: Enterprise, on day: Day) -> [FirmView] {
        let listed = Set(
            book.views.lists.all(of: firm.id).filter { $0.holds(on: day) }.map(\.item))
        return listed.union([""]).sorted().map {
            book.views.view(of: firm, on: day, item: $0)
        }
    }

    func changes() async throws -> [RuleChange] {
        try await store.read { try RuleRows.newest(in: $0) }
    }

    func change(_ id: String) async throws -> RuleChange {
        guard let change = try await store.read({ try RuleRows.find(id, in: $0) }) else {
            throw EntitlementsRefusal.notFound
        }
        return change
    }

    /// Confirms or rejects a change; never by whoever proposed it, never once its first day has
    /// come, never when something else has come to hold on that day since.
    func decide(_ id: String, confirms: Bool, by officer: Principal) async throws -> RuleChange {
        let hand = RuleChange.Hand(id: officer.id, name: officer.name, at: clock.now())
        let done = try await store.write { session in
            guard var change = try RuleRows.find(id, in: session) else {
                throw EntitlementsRefusal.notFound
            }
            guard owns(try read(change.text), officer) else { throw EntitlementsRefusal.notOwner }
            guard change.state == .proposed else { throw EntitlementsRefusal.movedOn }
            if confirms {
                guard change.proposed.id != officer.id else {
                    throw EntitlementsRefusal.sameOfficer
                }
                guard today < change.from else { throw EntitlementsRefusal.notInFuture }
                guard try base(change, session) == change.base else {
                    throw EntitlementsRefusal.baseChanged
                }
            }
            change.state = confirms ? .confirmed : .rejected
            change.decided = hand
            guard
                try RuleRows.decide(
                    id, change.state, by: hand,
                    number: try session.next("entitlements.changes"), in: session)
            else { throw EntitlementsRefusal.movedOn }
            try tell(
                confirms ? "entitlements.rule-confirmed" : "entitlements.rule-rejected", change,
                officer, session)
            return change
        }
        await book.takeIn()
        return done
    }

    /// What is in force on the first day of a change, by what is committed.
    private func base(_ change: RuleChange, _ session: Session) throws -> String {
        let confirmed = try RuleRows.confirmed(change.benefit, in: session).compactMap {
            one -> BenefitRule? in
            guard one.from <= change.from else { return nil }
            var rule = try read(one.text)
            rule.proposal = one.id
            return rule
        }
        let shipped = book.catalogue.rules.filter {
            $0.id == change.benefit && $0.from <= change.from
        }
        let begun = shipped + confirmed
        guard let from = begun.map(\.from).max() else { return "" }
        return Self.base(begun.last { $0.from == from && $0.holds(on: change.from) })
    }

    private func tell(
        _ kind: String, _ change: RuleChange, _ officer: Principal, _ session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: officer.id, tenant: "", subjectType: "benefit",
                subject: change.benefit,
                payload: .object([
                    .init("change", .text(change.id)), .init("from", .text(change.from.text)),
                    .init("reason", .text(change.reason)),
                ])), in: session)
    }
}
