import Journal
import Kernel
import Secrets
import Store
import Web
import Wire

extension Parties {
    /// Makes an API key and gives its text, which is shown this once and stored nowhere.
    ///
    /// - Parameters:
    ///   - enterprise: any code of the enterprise, or its id.
    ///   - scopes: names of permissions; empty for the usual ones.
    ///   - days: how long it is valid; nil for as long as usual.
    /// - Throws: `input`, `enterpriseNotFound`, `enterpriseSuspended`.
    public func createKey(
        enterprise code: String, label: String, scopes: Set<String> = [], days: Int? = nil,
        by actor: String
    ) async throws -> String {
        let days = days ?? value(.usualKey)
        let scopes = scopes.isEmpty ? access.usualScopes : scopes
        let faults = keyFaults(label: label, scopes: scopes, days: days)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        guard let owner = register.find(code: code) ?? register.enterprise(id: code) else {
            throw PartiesRefusal.enterpriseNotFound
        }
        guard owner.status == .active else { throw PartiesRefusal.enterpriseSuspended }
        let now = clock.now()
        let made = newKey(of: owner.id, label: label, scopes: scopes, days: days, at: now)
        try await store.write { session in
            try KeyTable(session: session).insert(made.key, mac: made.mac, by: actor)
            try journal.append(note("parties.key-created", made.key, by: actor), in: session)
        }
        return made.text
    }

    /// The keys of an enterprise, latest first; never their text.
    public func keys(of enterprise: String) async throws -> [APIKey] {
        try await store.read { try KeyTable(session: $0).list(of: enterprise) }
    }

    /// How many keys in force somebody made.
    func keysMade(by user: User) async throws -> Int {
        let now = clock.now()
        return try await store.read {
            try KeyTable(session: $0).countInForce(madeBy: user.id, of: user.enterprise, at: now)
        }
    }

    /// Ends a key. On this server at once, on others within five seconds.
    public func revokeKey(_ id: String, of enterprise: String, by actor: String) async throws {
        let now = clock.now()
        try await change { session in
            let table = KeyTable(session: session)
            guard let key = try table.find(id: id, of: enterprise) else {
                throw PartiesRefusal.keyNotFound
            }
            guard key.revoked == nil else { return }
            try table.revoke(id, of: enterprise, at: now)
            _ = try EnterpriseTable(session: session).nextVersion()
            try journal.append(note("parties.key-revoked", key, by: actor), in: session)
        }
    }

    /// Makes a key that takes another's place; the old one is taken for some days more, so that
    /// programs can change over without a gap.
    public func rotateKey(
        _ id: String, of enterprise: String, days: Int? = nil, by actor: String
    ) async throws -> String {
        let days = days ?? value(.usualKey)
        let now = clock.now()
        let overlap = Int64(value(.overlap)) * 86_400_000
        let faults = keyFaults(label: "-", scopes: [], days: days)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let old = try await store.read { try KeyTable(session: $0).find(id: id, of: enterprise) }
        guard let old else { throw PartiesRefusal.keyNotFound }
        let made = newKey(
            of: enterprise, label: old.label, scopes: old.scopes, days: days, at: now)
        try await change { session in
            let table = KeyTable(session: session)
            // Again inside the transaction: somebody may have ended it meanwhile.
            guard let old = try table.find(id: id, of: enterprise) else {
                throw PartiesRefusal.keyNotFound
            }
            guard old.state(at: now) == .active else { throw PartiesRefusal.keyEnded }
            try table.insert(made.key, mac: made.mac, by: actor)
            let end = min(old.expires, now.adding(milliseconds: overlap))
            try table.replace(id, of: enterprise, by: made.key.id, until: end)
            _ = try EnterpriseTable(session: session).nextVersion()
            try journal.append(
                note("parties.key-rotated", made.key, replacing: id, by: actor), in: session)
        }
        return made.text
    }

    /// Makes a key for somebody's own enterprise. Nobody hands on what he may not do himself.
    ///
    /// - Parameter scopes: nil for the usual ones, as far as the person has them.
    func createKey(
        for principal: Principal, label: String, scopes: Set<String>?, days: Int?
    ) async throws -> String {
        let days = days ?? value(.usualKey)
        let own = Set(principal.permissions.map(\.name))
        let scopes = scopes ?? access.usualScopes.intersection(own)
        var faults = keyFaults(label: label, scopes: scopes.intersection(own), days: days)
        faults += scopes.subtracting(own).sorted().map { InputFault.scope($0).fault }
        if scopes.isEmpty { faults.append(InputFault.noScope.fault) }
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        return try await createKey(
            enterprise: principal.enterprise, label: label, scopes: scopes, days: days,
            by: principal.id)
    }

    /// Replaces a key of somebody's own enterprise, if the person may do what the key may.
    func rotateKey(_ id: String, for principal: Principal) async throws -> String {
        let tenant = principal.enterprise
        let old = try await store.read { try KeyTable(session: $0).find(id: id, of: tenant) }
        let beyond = old?.scopes.subtracting(principal.permissions.map(\.name)) ?? []
        let faults = beyond.sorted().map { InputFault.scope($0).fault }
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        return try await rotateKey(id, of: tenant, by: principal.id)
    }

    /// Scopes somebody may give to a key.
    func keyScopes(for principal: Principal) -> [String] {
        access.scopes.filter { principal.may(Permission($0)) }
    }

    private func keyFaults(label: String, scopes: Set<String>, days: Int) -> [Fault] {
        var found: [InputFault] = []
        if !isName(label, most: 60) { found.append(.label) }
        found += scopes.sorted().filter { !access.isScope($0) }.map(InputFault.scope)
        let most = value(.longestKey)
        if !(1...most).contains(days) { found.append(.expiry(most: most)) }
        return found.map(\.fault)
    }

    private struct NewKey: Sendable, Withheld {
        let key: APIKey
        let mac: [UInt8]
        let text: String
    }

    private func newKey(
        of enterprise: String, label: String, scopes: Set<String>, days: Int, at now: Instant
    ) -> NewKey {
        let text = KeyText(id: secrets.token(bytes: 9), secret: secrets.token(bytes: 24))
        let key = APIKey(
            id: text.id, enterprise: enterprise, label: label, scopes: scopes, created: now,
            expires: now.adding(milliseconds: Int64(days) * 86_400_000), lastUsed: nil,
            revoked: nil, replacedBy: nil)
        return NewKey(key: key, mac: pepper.mac(of: text), text: text.text)
    }

    private func note(
        _ kind: String, _ key: APIKey, replacing old: String? = nil, by actor: String
    ) -> Draft {
        Draft(
            kind, actor: actor, tenant: key.enterprise, subjectType: "key", subject: key.id,
            payload: .object([
                .init("scopes", .array(key.scopes.sorted().map(JSON.text))),
                .init("expires", .text(key.expires.iso)), .init("replaces", .optional(old)),
            ]))
    }
}

extension Pepper {
    /// The code that is stored for a key.
    func mac(of text: KeyText) -> [UInt8] {
        Digest.hmac(Array(text.text.utf8), key: key(for: "API keys"))
    }
}
