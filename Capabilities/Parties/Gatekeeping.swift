import Kernel
import Secrets
import Store
public import Web

extension Parties {
    /// Tells the front door who asks.
    public var gatekeeper: Gatekeeper {
        Gatekeeper(
            byKey: { try await principal(ofKey: $0) },
            bySession: { try await principal(ofToken: $0) })
    }

    /// Whom a key belongs to; nil for one that is not or no longer valid.
    ///
    /// - Throws: `keyMistyped` when the checksum tells that a letter was lost or changed.
    func principal(ofKey text: String) async throws -> Principal? {
        let now = clock.now()
        let hash = Digest.sha256(Array(text.utf8))
        if let id = KeyText.id(in: text), let known = memory.key(id),
            Digest.equal(known.hash, hash), known.used == now.day
        {
            return now < known.expires && isActive(known.principal.enterprise)
                ? known.principal : nil
        }
        let key: KeyText
        do throws(KeyText.Fault) {
            key = try KeyText(text)
        } catch {
            switch error {
            case .mistyped: throw PartiesRefusal.keyMistyped
            case .foreign: return nil
            }
        }
        return try await look(key, hash: hash, at: now)
    }

    private func look(_ key: KeyText, hash: [UInt8], at now: Instant) async throws -> Principal? {
        let generation = memory.generation
        let found = try await store.read { try KeyTable(session: $0).find(id: key.id) }
        guard let found, Digest.equal(pepper.mac(of: key), found.mac), found.key.revoked == nil,
            now < found.key.expires, isActive(found.key.enterprise)
        else { return nil }
        let today = now.day
        if found.key.lastUsed != today {
            // Only a convenience of the list: a full disk must not shut out who may come in.
            try? await store.write { try KeyTable(session: $0).used(key.id, on: today) }
        }
        let principal = Principal(
            kind: .key, id: found.key.id, name: found.key.label, enterprise: found.key.enterprise,
            permissions: access.permissions(ofKeyWith: found.key.scopes))
        memory.keep(
            GatekeeperMemory.KnownKey(
                hash: hash, principal: principal, expires: found.key.expires, used: today),
            id: key.id, readAt: generation)
        return principal
    }

    /// Whom a session's token belongs to; nil when it has ended.
    func principal(ofToken token: String) async throws -> Principal? {
        guard token.utf8.count <= 64 else { return nil }
        let now = clock.now()
        let idle = value(.idle)
        let hash = Digest.sha256(Array(token.utf8))
        if let known = memory.stay(hash), !isStale(known.stay.seen, at: now) {
            return known.stay.isAlive(at: now, idle: idle) && mayEnter(known.principal)
                ? known.principal : nil
        }
        let generation = memory.generation
        let found = try await store.read { try SessionTable(session: $0).find(tokenHash: hash) }
        guard let found, found.user.isActive, found.stay.isAlive(at: now, idle: idle) else {
            return nil
        }
        let principal = principal(of: found.user, hasFactor: found.hasFactor)
        guard mayEnter(principal) else { return nil }
        var stay = found.stay
        if isStale(stay.seen, at: now) {
            let id = stay.id
            try? await store.write { try SessionTable(session: $0).saw(id, at: now) }
            stay = UserSession(
                id: id, remote: stay.remote, device: stay.device, begun: stay.begun, seen: now,
                ends: stay.ends)
        }
        memory.keep(
            GatekeeperMemory.KnownStay(stay: stay, principal: principal), hash: hash,
            readAt: generation)
        return principal
    }

    /// Who needs a second factor and has none may look after that and do nothing else: the front
    /// door opens only the own account.
    private func principal(of user: User, hasFactor: Bool) -> Principal {
        let full = principal(of: user)
        guard needsFactor(user), !hasFactor else { return full }
        return Principal(
            kind: full.kind, id: full.id, name: full.name, enterprise: full.enterprise,
            authority: full.authority, districts: full.districts, lacksFactor: true)
    }

    /// Whether this installation asks a second factor of somebody.
    func needsFactor(_ user: User) -> Bool { needsFactor(isOfficial: user.isOfficial) }

    func needsFactor(isOfficial: Bool) -> Bool {
        switch policy.secondFactor {
        case .optional: false
        case .officers: isOfficial
        case .everybody: true
        }
    }

    private func principal(of user: User) -> Principal {
        switch user.kind {
        case .member(let enterprise):
            Principal(
                kind: .member, id: user.id, name: user.name, enterprise: enterprise,
                permissions: user.post.map { access.permissions(ofPost: $0) } ?? [])
        case .officer(let id, let districts):
            Principal(
                kind: .officer, id: user.id, name: user.name, authority: id, districts: districts,
                permissions: authorities.find(id, on: today)?.permissions ?? [])
        case .administrator:
            Principal(
                kind: .administrator, id: user.id, name: user.name,
                permissions: access.permissions(of: .administrator))
        }
    }

    /// Uses are noted once a minute: a write for every page would be too much.
    private func isStale(_ seen: Instant, at now: Instant) -> Bool {
        now >= seen.adding(milliseconds: 60_000)
    }

    private func mayEnter(_ principal: Principal) -> Bool {
        principal.kind != .member || isActive(principal.enterprise)
    }

    private func isActive(_ enterprise: String) -> Bool {
        register.enterprise(id: enterprise)?.status == .active
    }
}
