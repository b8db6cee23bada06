import Journal
import Kernel
import Store

/// One line of who did what to the things of an enterprise.
struct AuditLine: Sendable, Hashable {
    let entry: Entry
    /// Name of a colleague or label of a key; for everybody else only what he is.
    let who: Localized
    /// What it was done to, as people call it.
    let thing: Localized
    /// Its page without the language; nil where it has none.
    let path: String?
}

/// Somebody who may be asked for.
struct AuditPerson: Sendable, Hashable {
    let id: String
    let name: String
}

extension Parties {
    /// What happened to the things of an enterprise, latest first. Of people who are not its own it
    /// is told what they are, never who: entries keep ids, and a name is looked up among the own
    /// people and keys only.
    func audit(
        of enterprise: String, _ question: TrailQuestion, limit: Int
    ) async throws -> (lines: [AuditLine], next: Int64?) {
        guard !enterprise.isEmpty else { return ([], nil) }
        let people = try await auditPeople(of: enterprise)
        let known = Dictionary(
            people.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let things = AuditThings(
            of: enterprise, people: people, mandates: try await mandates(of: enterprise),
            links: try await invitations(of: enterprise), register: register)
        let today = today
        return try await store.read { session in
            let (entries, next) = try journal.trail(
                of: enterprise, question, limit: limit, in: session)
            var others: [String: Localized] = [:]
            let lines = try entries.map { entry -> AuditLine in
                let name = known[entry.actor].map { Localized(same: $0) }
                if name == nil, others[entry.actor] == nil {
                    let user = try UserTable(session: session).find(id: entry.actor)
                    others[entry.actor] = kind(of: user, on: today)
                }
                return AuditLine(
                    entry: entry, who: name ?? others[entry.actor] ?? AuditWords.system,
                    thing: things.name(of: entry), path: things.path(of: entry))
            }
            return (lines, next)
        }
    }

    /// Own people and keys, by name.
    func auditPeople(of enterprise: String) async throws -> [AuditPerson] {
        let users = try await users(of: enterprise).map { AuditPerson(id: $0.id, name: $0.name) }
        let keys = try await keys(of: enterprise).map {
            AuditPerson(id: $0.id, name: "\($0.label) (tw_\($0.id)_…)")
        }
        return users + keys
    }

    private func kind(of user: User?, on day: Day) -> Localized {
        switch user?.kind {
        case .officer(let id, _): authorities.find(id, on: day)?.name ?? AuditWords.officer
        case .administrator: AuditWords.operators
        case .member: AuditWords.otherEnterprise
        case nil: AuditWords.system
        }
    }
}
