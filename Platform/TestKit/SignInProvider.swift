public import Journal
public import Kernel
import Secrets
import Synchronization
public import Web
import Wire

/// A sign-in service of others for tests (OpenID Connect, authorization code with PKCE): says where
/// things are, takes people's word for who they are, gives codes, and signs real tokens. It holds
/// clients to what it holds them to in earnest: secret, verifier, address, one use of each code.
public final class SignInProvider: Sendable {
    /// What a token will say; a test changes it to see it refused.
    public struct Token: Sendable {
        public var issuer: String
        public var audience: [String]
        /// The party it was issued to, where the token says so.
        public var party: String?
        public var nonce: String
        public var subject: String
        /// Seconds from now.
        public var expires: Int64 = 300
        /// Seconds from now.
        public var issued: Int64 = 0
        /// `RS256`, `ES256`, `none`, `HS256`.
        public var algorithm = "RS256"
        /// What the token calls its key; nil for the name of the key of its algorithm.
        public var key: String?
        /// Whether a key signs that is not published.
        public var isForeign = false
        /// Whether the token brings its own key along.
        public var bringsKey = false
        /// Changes the token once it is signed.
        public var bend: @Sendable (String) -> String = { $0 }
    }

    private struct Grant {
        let nonce: String
        let challenge: String
        let returning: String
        let subject: String
    }

    private struct State {
        var issuer = ""
        var grants: [String: Grant] = [:]
        var twist: @Sendable (inout Token) -> Void = { _ in }
        var publishes = ["rsa", "p256"]
        var asked: [String] = []
        var isDown = false
        var saysIssuer: String?
    }

    private let client: String
    private let secret: String?
    private let clock: Clock
    private let state = Mutex(State())

    private static let rsa = TestSigningKey.rsa()
    private static let p256 = TestSigningKey.p256()
    private static let foreignRSA = TestSigningKey.rsa()
    private static let foreignP256 = TestSigningKey.p256()

    public init(client: String, secret: String?, clock: Clock, issuer: String = "") {
        self.client = client
        self.secret = secret
        self.clock = clock
        state.withLock { $0.issuer = issuer }
    }

    /// What it calls itself, and where it is.
    public var issuer: String {
        get { state.withLock { $0.issuer } }
        set { state.withLock { $0.issuer = newValue } }
    }

    /// Changes what the next tokens say.
    public func twist(_ twist: @escaping @Sendable (inout Token) -> Void) {
        state.withLock { $0.twist = twist }
    }

    /// Names of the keys it publishes from now on.
    public func publish(_ names: [String]) { state.withLock { $0.publishes = names } }

    /// Whether it answers nothing but 503.
    public func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

    /// What its own description says it is called; nil for what it is.
    public func describe(as issuer: String?) { state.withLock { $0.saysIssuer = issuer } }

    /// Paths that were asked for, in order.
    public var asked: [String] { state.withLock { $0.asked } }

    /// Requests straight to it, without a socket.
    public var http: OutgoingHTTP {
        OutgoingHTTP { [self] request in
            let path = request.url.utf8.starts(with: issuer.utf8)
                ? String(request.url.dropFirst(issuer.count)) : request.url
            let headers = Dictionary(
                request.headers.map { ($0.name.lowercased(), $0.value) },
                uniquingKeysWith: { first, _ in first })
            let answer = answer(path, headers, request.body)
            return OutgoingHTTP.Answer(status: answer.status, body: answer.body)
        }
    }

    /// The same over HTTP, for a server of its own.
    public var routes: [Route] {
        let about = Localized(zh: "测试", en: "Test")
        return [
            Route(
                .get, "/.well-known/openid-configuration", access: .anyone, summary: about,
                handler: { [self] in answer($0.path, $0.headers, $0.body) }),
            Route(
                .get, "/keys", access: .anyone, summary: about,
                handler: { [self] in answer($0.path, $0.headers, $0.body) }),
            Route(
                .post, "/api/token", access: .anyone, summary: about,
                handler: { [self] in answer($0.path, $0.headers, $0.body) }),
            Route(
                .get, "/authorize", access: .anyone, summary: about,
                handler: { [self] visit in
                    .see(authorize(visit.query, as: "person-1"))
                }),
        ]
    }

    /// A person signs in there: the address the browser is sent back to.
    public func authorize(_ query: Form, as subject: String) -> String {
        let code = SecretSource.system.token()
        let returning = query["redirect_uri"] ?? ""
        guard query["response_type"] == "code", query["client_id"] == client,
            query["code_challenge_method"] == "S256",
            query["scope"]?.split(separator: " ").contains("openid") == true
        else { return returning + "?error=invalid_request&state=" + (query["state"] ?? "") }
        state.withLock {
            $0.grants[code] = Grant(
                nonce: query["nonce"] ?? "", challenge: query["code_challenge"] ?? "",
                returning: returning, subject: subject)
        }
        return returning + "?"
            + Form([Form.Pair("code", code), Form.Pair("state", query["state"] ?? "")]).encoded
    }

    private func answer(_ path: String, _ headers: [String: String], _ body: [UInt8]) -> Answer {
        let (issuer, publishes, isDown) = state.withLock {
            $0.asked.append(path)
            return ($0.issuer, $0.publishes, $0.isDown)
        }
        if isDown { return Answer(status: 503) }
        switch path {
        case "/.well-known/openid-configuration":
            let said = state.withLock { $0.saysIssuer } ?? issuer
            return .json(
                JSON.object([
                    .init("issuer", .text(said)),
                    .init("authorization_endpoint", .text(issuer + "/authorize")),
                    .init("token_endpoint", .text(issuer + "/api/token")),
                    .init("jwks_uri", .text(issuer + "/keys")),
                ]).encoded)
        case "/keys":
            let keys = publishes.compactMap { name in
                (name == "rsa" ? Self.rsa : Self.p256)?.published(as: name)
            }
            return .json(JSON.object([.init("keys", .array(keys))]).encoded)
        case "/api/token": return token(headers, body)
        default: return Answer(status: 404)
        }
    }

    private func token(_ headers: [String: String], _ body: [UInt8]) -> Answer {
        let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").map { piece in
            let parts = piece.split(separator: "=", maxSplits: 1).map { decoded(String($0)) }
            return Form.Pair(parts.first ?? "", parts.count > 1 ? parts[1] : "")
        }
        let form = Form(pairs)
        guard isClient(headers, form) else {
            return .json("{\"error\":\"invalid_client\"}", status: 401)
        }
        let code = form["code"] ?? ""
        let (grant, twist, issuer) = state.withLock {
            ($0.grants.removeValue(forKey: code), $0.twist, $0.issuer)
        }
        let verifier = Array((form["code_verifier"] ?? "").utf8)
        guard let grant, form["grant_type"] == "authorization_code",
            form["redirect_uri"] == grant.returning,
            Base64URL.encode(Digest.sha256(verifier)) == grant.challenge
        else { return .json("{\"error\":\"invalid_grant\"}", status: 400) }
        var token = Token(
            issuer: issuer, audience: [client], nonce: grant.nonce, subject: grant.subject)
        twist(&token)
        return .json(
            JSON.object([
                .init("token_type", .text("Bearer")), .init("access_token", .text("unused")),
                .init("id_token", .text(signed(token))),
            ]).encoded)
    }

    private func isClient(_ headers: [String: String], _ form: Form) -> Bool {
        guard let secret else { return form["client_id"] == client }
        return headers["authorization"] == "Basic " + TestSigningKey.base64(client + ":" + secret)
    }

    private func signed(_ token: Token) -> String {
        let now = clock.now().milliseconds / 1000
        let audience: JSON = token.audience.count == 1
            ? .text(token.audience[0]) : .array(token.audience.map(JSON.text))
        let isRSA = token.algorithm == "RS256"
        var head: [JSON.Member] = [
            .init("alg", .text(token.algorithm)), .init("typ", .text("JWT")),
            .init("kid", .text(token.key ?? (isRSA ? "rsa" : "p256"))),
        ]
        if token.bringsKey, let key = (token.isForeign ? Self.foreignRSA : Self.rsa) {
            head.append(.init("jwk", key.published(as: "rsa")))
            head.append(.init("jku", .text("https://evil.example.test/keys")))
        }
        let header = JSON.object(head)
        var claims: [JSON.Member] = [
            .init("iss", .text(token.issuer)), .init("sub", .text(token.subject)),
            .init("aud", audience), .init("nonce", .text(token.nonce)),
            .init("exp", .integer(now + token.expires)),
            .init("iat", .integer(now + token.issued)),
        ]
        if let party = token.party { claims.append(.init("azp", .text(party))) }
        let text = [header.encoded, JSON.object(claims).encoded]
            .map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".")
        return token.bend(text + "." + Base64URL.encode(signature(token, Array(text.utf8))))
    }

    private func signature(_ token: Token, _ text: [UInt8]) -> [UInt8] {
        switch token.algorithm {
        case "RS256": (token.isForeign ? Self.foreignRSA : Self.rsa)?.sign(text) ?? []
        case "ES256": (token.isForeign ? Self.foreignP256 : Self.p256)?.sign(text) ?? []
        // The oldest trick: the published key taken for a shared secret.
        case "HS256":
            Digest.hmac(text, key: Array((Self.rsa?.published(as: "rsa").encoded ?? "").utf8))
        default: []
        }
    }
}

/// A form's value: what it holds here are letters and percent signs.
private func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8.makeIterator()
    func digit(_ byte: UInt8?) -> UInt8 {
        guard let byte else { return 0 }
        return byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x57
    }
    while let byte = rest.next() {
        if byte == UInt8(ascii: "%") {
            let high = digit(rest.next())
            bytes.append(high << 4 | digit(rest.next()))
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
