import Journal
import Kernel
import Secrets
import Store
import Web
import Wire

/// The service says who somebody is; whom that is here was settled before: somebody signed in
/// linked his account, or joined by an invitation. No account comes into being otherwise.
extension Parties {
    /// How long somebody may stay at the service.
    private static let flowMilliseconds: Int64 = 600_000

    /// Where the browser is sent to sign in at the service.
    ///
    /// - Parameters:
    ///   - browser: what forms of this browser are bound to.
    ///   - returning: address the service sends the browser to.
    /// - Throws: `singleSignOnOff`, `singleSignOnAway`.
    func beginFlow(
        _ purpose: SignInFlow.Purpose, browser: String, back: String, returning: String
    ) async throws -> String {
        let service = try signInService()
        let now = clock.now()
        let places = try await asked { try await service.places(at: now) }
        let state = secrets.token()
        let flow = SignInFlow(
            purpose: purpose, bound: boundTo(browser), back: back, returning: returning,
            expires: now.adding(milliseconds: Parties.flowMilliseconds))
        let stateHash = stateHash(state)
        try await store.write { session in
            let table = FlowTable(session: session)
            try table.remove(before: now)
            try table.insert(flow, stateHash: stateHash)
        }
        let challenge = Base64URL.encode(Digest.sha256(Array(made("verifier", of: state).utf8)))
        let query = Form([
            Form.Pair("response_type", "code"), Form.Pair("scope", "openid"),
            Form.Pair("client_id", service.settings.client),
            Form.Pair("redirect_uri", returning), Form.Pair("state", state),
            Form.Pair("nonce", made("nonce", of: state)),
            Form.Pair("code_challenge", challenge), Form.Pair("code_challenge_method", "S256"),
        ])
        let place = places.authorization
        let mark = place.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        return place + mark + query.encoded
    }

    /// Somebody who has come back, and who he is there.
    struct Returned: Sendable, Withheld {
        let flow: SignInFlow
        /// What is stored of issuer and subject.
        let identity: String
    }

    /// What the service answered, checked. The state counts once, whatever comes of it.
    ///
    /// - Throws: `singleSignOnOff`, `signInOver` (no such state, used, too late or of another
    ///   browser), `identityDeclined`, `identityRefused`, `singleSignOnAway`.
    func endFlow(_ query: Form, browser: String) async throws -> Returned {
        let service = try signInService()
        let now = clock.now()
        let state = query["state"] ?? ""
        let stateHash = stateHash(state)
        let flow = try await store.write { try FlowTable(session: $0).take(stateHash) }
        guard let flow, now < flow.expires,
            Digest.equal(Array(flow.bound.utf8), Array(boundTo(browser).utf8))
        else { throw PartiesRefusal.signInOver }
        // Whoever mixes up two services says so here (RFC 9207).
        if let issuer = query["iss"], !issuer.utf8.elementsEqual(service.settings.issuer.utf8) {
            throw PartiesRefusal.identityRefused(IdentityFault.issuer.rawValue)
        }
        guard query["error"] == nil, let code = query["code"], (1...2000).contains(code.utf8.count)
        else { throw PartiesRefusal.identityDeclined }
        let verifier = made("verifier", of: state)
        let check = IdentityTokenCheck(
            issuer: service.settings.issuer, client: service.settings.client,
            nonce: made("nonce", of: state), now: now)
        let subject = try await asked {
            let token = try await service.token(
                for: code, verifier: verifier, returning: flow.returning, at: now)
            let parts = try IdentityTokenCheck.parts(token)
            return try check.subject(
                of: parts, try await service.keys(having: parts.key, at: now))
        }
        return Returned(flow: flow, identity: mac(service.settings.issuer, subject))
    }

    /// Lets in whoever is linked with an identity, as his password would: a second factor is asked
    /// for all the same.
    ///
    /// - Throws: `identityUnknown`, `signInFailed`, `enterpriseSuspended`.
    func enter(
        identity: String, remote: String, device: String
    ) async throws -> Entered {
        let now = clock.now()
        let found = try await store.read { session -> (user: User, hash: String)? in
            let users = UserTable(session: session)
            return try IdentityTable(session: session).user(of: identity)
                .flatMap { try users.find(id: $0) }.flatMap { try users.find(login: $0.login) }
        }
        guard let found else {
            try await noteFailure(.identity, of: nil, remote: remote)
            throw PartiesRefusal.identityUnknown
        }
        if !found.user.isActive { try await noteFailure(.closed, of: found.user, remote: remote) }
        let proven = try proven(found.user, found.hash)
        try await store.write { try IdentityTable(session: $0).used(identity, at: now) }
        return try await enter(proven, remote: remote, device: device)
    }

    func signInService() throws -> SignInService {
        guard let service else { throw PartiesRefusal.singleSignOnOff }
        return service
    }

    /// Turns what the service did into what people are told.
    private func asked<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let away as SignInService.Away {
            throw PartiesRefusal.singleSignOnAway(away.why)
        } catch let fault as IdentityFault {
            throw PartiesRefusal.identityRefused(fault.rawValue)
        }
    }

    /// A value that only this installation can make of a state: 43 letters, as RFC 7636 §4.1 wants
    /// at least.
    private func made(_ what: String, of state: String) -> String {
        Base64URL.encode(
            Digest.hmac(Array(state.utf8), key: pepper.key(for: "single sign-on " + what)))
    }

    private func boundTo(_ browser: String) -> String {
        Digest.hex(Digest.hmac(Array(browser.utf8), key: pepper.key(for: "single sign-on browser")))
    }

    private func stateHash(_ state: String) -> String {
        Digest.hex(Digest.sha256(Array(state.utf8.prefix(100))))
    }

    private func mac(_ issuer: String, _ subject: String) -> String {
        Digest.hex(
            Digest.hmac(
                Array((issuer + "\n" + subject).utf8), key: pepper.key(for: "identities")))
    }
}
