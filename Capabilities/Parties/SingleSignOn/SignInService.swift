import Journal
import Kernel
import Secrets
import Synchronization
import Web
import Wire

/// Asks the configured sign-in service: where things are, which keys it has, and what a code is
/// worth. What it says of itself is kept for an hour.
final class SignInService: Sendable {
    /// Where the service does what (OpenID Connect Discovery 1.0 §3).
    struct Places: Sendable, Hashable {
        let authorization: String
        let token: String
        let keys: String
        /// Whether the secret goes into the body, because the service takes it nowhere else.
        let secretInBody: Bool
    }

    /// Why the service could not be asked: short, for the log and the page.
    struct Away: Error, Sendable, Hashable {
        let why: String
    }

    private struct Known {
        var places: Places?
        var keys: IdentityKeys?
        var placesAt = Instant(milliseconds: 0)
        var keysAt = Instant(milliseconds: 0)
    }

    let settings: SingleSignOnSettings
    private let http: OutgoingHTTP
    private let known = Mutex(Known())

    private static let keptMilliseconds: Int64 = 3_600_000
    /// Keys are asked for again for a name that is not known, but not more often.
    private static let againMilliseconds: Int64 = 60_000

    init(_ settings: SingleSignOnSettings, _ http: OutgoingHTTP) {
        self.settings = settings
        self.http = http
    }

    /// - Throws: `Away`.
    func places(at now: Instant) async throws -> Places {
        let kept = known.withLock { state in state.places.map { ($0, state.placesAt) } }
        if let kept, isFresh(kept.1, Self.keptMilliseconds, now) { return kept.0 }
        let issuer = settings.issuer
        let base = issuer.utf8.last == UInt8(ascii: "/") ? String(issuer.dropLast()) : issuer
        let said = try await json(
            OutgoingHTTP.Request("GET", base + "/.well-known/openid-configuration"))
        guard let name = said["issuer"]?.string, name.utf8.elementsEqual(issuer.utf8) else {
            throw Away(why: "issuer")
        }
        let ways = said["token_endpoint_auth_methods_supported"]?.elements.compactMap(\.string)
        let places = Places(
            authorization: try place("authorization_endpoint", said),
            token: try place("token_endpoint", said), keys: try place("jwks_uri", said),
            secretInBody: ways.map {
                !$0.contains("client_secret_basic") && $0.contains("client_secret_post")
            } ?? false)
        known.withLock { ($0.places, $0.placesAt) = (places, now) }
        return places
    }

    /// The keys; asked for again where the one named is not among them.
    ///
    /// - Throws: `Away`.
    func keys(having id: String?, at now: Instant) async throws -> IdentityKeys {
        let kept = known.withLock { state in state.keys.map { ($0, state.keysAt) } }
        if let kept, isFresh(kept.1, Self.keptMilliseconds, now) {
            let isThere = id == nil || kept.0.all.contains { $0.id == id }
            if isThere || isFresh(kept.1, Self.againMilliseconds, now) { return kept.0 }
        }
        let keys = IdentityKeys(
            try await json(OutgoingHTTP.Request("GET", try await places(at: now).keys)))
        known.withLock { ($0.keys, $0.keysAt) = (keys, now) }
        return keys
    }

    /// The ID token a code is worth.
    ///
    /// - Throws: `Away`; `IdentityFault.form` when the service does not take the code.
    func token(
        for code: String, verifier: String, returning address: String, at now: Instant
    ) async throws -> String {
        let places = try await places(at: now)
        var form = [
            Form.Pair("grant_type", "authorization_code"), Form.Pair("code", code),
            Form.Pair("redirect_uri", address), Form.Pair("code_verifier", verifier),
        ]
        var headers = [
            OutgoingHTTP.Header("content-type", "application/x-www-form-urlencoded"),
            OutgoingHTTP.Header("accept", "application/json"),
        ]
        switch settings.secret {
        case .some(let secret) where !places.secretInBody:
            // RFC 6749 §2.3.1: both encoded as a form's value before they are put together.
            let pair = percentEncoded(settings.client) + ":" + percentEncoded(secret)
            headers.append(
                OutgoingHTTP.Header("authorization", "Basic " + padded(Array(pair.utf8))))
        case .some(let secret):
            form += [
                Form.Pair("client_id", settings.client), Form.Pair("client_secret", secret),
            ]
        case nil: form.append(Form.Pair("client_id", settings.client))
        }
        let answer = try await send(
            OutgoingHTTP.Request(
                "POST", places.token, headers: headers, body: Array(Form(form).encoded.utf8)))
        // A code that was used, ran out or belongs to another is 400 (RFC 6749 §5.2).
        if answer.status == 400 { throw IdentityFault.form }
        guard answer.status == 200 else { throw Away(why: "HTTP \(answer.status)") }
        guard let said = try? JSON(answer.body, depth: 16), let token = said["id_token"]?.string
        else { throw IdentityFault.form }
        return token
    }

    private func place(_ name: String, _ said: JSON) throws -> String {
        guard let url = said[name]?.string, settings.isSecure(url) else { throw Away(why: name) }
        return url
    }

    private func json(_ request: OutgoingHTTP.Request) async throws -> JSON {
        let answer = try await send(request)
        guard answer.status == 200 else { throw Away(why: "HTTP \(answer.status)") }
        guard let json = try? JSON(answer.body, depth: 16) else { throw Away(why: "JSON") }
        return json
    }

    private func send(_ request: OutgoingHTTP.Request) async throws -> OutgoingHTTP.Answer {
        do throws(OutgoingFault) {
            return try await http.send(request)
        } catch {
            throw Away(why: error.code)
        }
    }

    private func isFresh(_ since: Instant, _ milliseconds: Int64, _ now: Instant) -> Bool {
        now >= since && now < since.adding(milliseconds: milliseconds)
    }
}

/// Base64 with padding, as `Authorization: Basic` wants it: the same letters but for two.
private func padded(_ bytes: [UInt8]) -> String {
    let text = Base64URL.encode(bytes).utf8.map { letter -> UInt8 in
        switch letter {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: letter
        }
    }
    return String(decoding: text, as: UTF8.self)
        + String(repeating: "=", count: (4 - text.count % 4) % 4)
}
