import Journal
import Kernel
import Secrets
import Store
import Wire

extension Parties {
    /// Where somebody stands with the second factor.
    func factorState(of user: String) async throws -> FactorState {
        try await store.read { session in
            let table = FactorTable(session: session)
            guard let found = try table.find(user) else { return FactorState() }
            guard found.confirmed != nil else { return FactorState(pending: found) }
            return FactorState(isOn: true, codesLeft: try table.recoveryCodesLeft(of: user))
        }
    }

    /// Begins to set up a second factor. What was begun before and not confirmed is forgotten.
    ///
    /// - Throws: `userNotFound`, `factorExists`.
    func beginFactor(of id: String) async throws -> SecondFactor {
        let now = clock.now()
        // 160 bits, as RFC 4226 section 4 recommends.
        let secret = secrets.bytes(20)
        return try await store.write { session in
            guard let user = try UserTable(session: session).find(id: id) else {
                throw PartiesRefusal.userNotFound
            }
            let table = FactorTable(session: session)
            if let old = try table.find(id) {
                guard old.confirmed == nil else { throw PartiesRefusal.factorExists }
                _ = try table.remove(id)
            }
            try table.insert(secret, of: user, at: now)
            return SecondFactor(user: id, secret: secret, confirmed: nil, lastStep: 0)
        }
    }

    /// Puts a second factor in force once a code shows that the app has the secret, and gives the
    /// recovery codes, which are stored nowhere. Other sessions of the person end: they were begun
    /// without it.
    ///
    /// - Parameter session: id of the session that stays.
    /// - Throws: `factorMissing`, `factorExists`, `codeWrong`, `tooManyAttempts`.
    func confirmFactor(
        of id: String, code: String, keeping stay: String?
    ) async throws -> [String] {
        try await claimCodeAttempt(of: id)
        let now = clock.now()
        let codes = (0..<10).map { _ in recoveryCode() }
        let hashes = codes.map { recoveryHash($0, of: id) }
        try await change { session in
            let table = FactorTable(session: session)
            guard let user = try UserTable(session: session).find(id: id),
                let found = try table.find(id)
            else { throw PartiesRefusal.factorMissing }
            guard found.confirmed == nil else { throw PartiesRefusal.factorExists }
            guard let step = found.step(of: withoutGaps(code), at: now),
                try table.take(step, of: id)
            else { throw PartiesRefusal.codeWrong }
            try table.confirm(id, at: now)
            for hash in hashes { try table.insert(recoveryCode: hash, of: id) }
            try SessionTable(session: session).removeAll(of: id, but: stay)
            _ = try EnterpriseTable(session: session).nextVersion()
            try journal.append(note("parties.factor-set", user, by: id), in: session)
        }
        try await forgiveCodeAttempts(of: id)
        return codes
    }

    /// Removes one's own second factor.
    ///
    /// - Throws: `passwordWrong`, `factorNeeded`, `factorMissing`, `tooManyAttempts`.
    func removeOwnFactor(of id: String, password: String) async throws {
        let user = try await provePassword(of: id, password)
        if needsFactor(user) { throw PartiesRefusal.factorNeeded }
        try await dropFactor(of: user, by: id)
    }

    /// Removes somebody's second factor: the phone is lost, and so are the recovery codes.
    ///
    /// - Parameter enterprise: whose person it has to be; nil when the operator does it.
    /// - Throws: `userNotFound`, `factorMissing`, `ownAccount`.
    func resetFactor(of id: String, in enterprise: String?, by actor: String) async throws {
        guard id != actor else { throw PartiesRefusal.ownAccount }
        let found = try await store.read { try UserTable(session: $0).find(id: id) }
        guard let user = found, enterprise == nil || user.enterprise == enterprise,
            enterprise != ""
        else { throw PartiesRefusal.userNotFound }
        try await dropFactor(of: user, by: actor)
    }

    /// Whether somebody whose session it is has to set up a second factor first.
    func lacksFactor(token: String) async throws -> Bool {
        let hash = Digest.sha256(Array(token.utf8))
        let found = try await store.read { try SessionTable(session: $0).find(tokenHash: hash) }
        return found.map { needsFactor($0.user) && !$0.hasFactor } ?? false
    }

    private func dropFactor(of user: User, by actor: String) async throws {
        try await change { session in
            guard try FactorTable(session: session).remove(user.id) else {
                throw PartiesRefusal.factorMissing
            }
            _ = try EnterpriseTable(session: session).nextVersion()
            try journal.append(note("parties.factor-removed", user, by: actor), in: session)
        }
    }

    /// Whether a code of the app or a recovery code lets somebody in; it does so once.
    func takes(_ code: String, of user: String, at now: Instant, in session: Session) throws
        -> Bool
    {
        let table = FactorTable(session: session)
        let code = withoutGaps(code)
        guard let factor = try table.find(user), factor.confirmed != nil else { return false }
        if code.utf8.count == 6 {
            guard let step = factor.step(of: code, at: now) else { return false }
            return try table.take(step, of: user)
        }
        return try table.use(recoveryCode: recoveryHash(code, of: user), of: user, at: now)
    }

    /// Twenty-four letters and digits in four groups: 118 bits, so that what is kept of it cannot
    /// be guessed by whoever has a copy of it and of the pepper.
    private func recoveryCode() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)
        var text: [UInt8] = []
        while text.count < 24 {
            // 248 = 8 × 31: what is above would favour the first letters.
            for byte in secrets.bytes(32) where byte < 248 && text.count < 24 {
                text.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return stride(from: 0, to: text.count, by: 6).map { start in
            String(decoding: text[start..<(start + 6)], as: UTF8.self)
        }.joined(separator: "-")
    }

    /// Whether a code of the app and a recovery code both hold, without using them.
    func holds(
        app: String, spare: String, of user: String, at now: Instant, in session: Session
    ) throws -> Bool {
        let table = FactorTable(session: session)
        guard let factor = try table.find(user), factor.confirmed != nil,
            let step = factor.step(of: withoutGaps(app), at: now), step > factor.lastStep
        else { return false }
        return try table.holds(recoveryCode: recoveryHash(spare, of: user), of: user)
    }

    private func recoveryHash(_ code: String, of user: String) -> [UInt8] {
        Digest.hmac(
            Array((user + "\n" + withoutGaps(code)).utf8), key: pepper.key(for: "recovery codes"))
    }
}

extension User {
    /// Whether the person decides or operates here.
    var isOfficial: Bool {
        if case .member = kind { return false }
        return true
    }
}

/// A code as people type it: without blanks and dashes, small letters.
private func withoutGaps(_ code: String) -> String {
    String(
        decoding: code.lowercased().utf8.prefix(64).filter {
            $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-")
        }, as: UTF8.self)
}
