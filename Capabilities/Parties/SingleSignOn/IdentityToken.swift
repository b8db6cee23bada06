import Kernel
import Secrets
import Wire

/// What is wrong with an ID token: the first check it fails.
enum IdentityFault: String, Error, Sendable, Hashable, CaseIterable {
    /// No token of three parts, or its parts are not JSON.
    case form
    /// Signed in a way that is not taken, or not at all (`none`).
    case algorithm
    /// Signed with a key the service does not publish.
    case key
    case signature
    case issuer
    case audience
    case expired
    /// Of a moment that has not come.
    case early
    /// Made for another sign-in than this one.
    case nonce
    case subject
}

/// Checks ID tokens as OpenID Connect Core 1.0 §3.1.3.7 asks.
struct IdentityTokenCheck: Sendable {
    let issuer: String
    let client: String
    /// What this sign-in asked the service to put into the token.
    let nonce: String
    let now: Instant

    /// Clocks of two machines may differ by a minute.
    static let leeway: Int64 = 60
    /// A token older than this was not made for this sign-in.
    static let mostAge: Int64 = 600

    /// A token taken apart, nothing of it believed yet.
    struct Parts: Sendable {
        let header: JSON
        let claims: JSON
        let signed: [UInt8]
        let signature: [UInt8]
        let algorithm: PublishedKey.Algorithm
        /// What the token calls its key.
        var key: String? { header["kid"]?.string }
    }

    /// - Throws: `form`, `algorithm`.
    static func parts(_ token: String) throws(IdentityFault) -> Parts {
        let pieces = token.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard token.utf8.count <= 16_384, pieces.count == 3,
            let head = Base64URL.decode(Substring(pieces[0])),
            let body = Base64URL.decode(Substring(pieces[1])),
            let header = try? JSON(head, depth: 8), let claims = try? JSON(body, depth: 16)
        else { throw .form }
        guard let name = header["alg"]?.string,
            let algorithm = PublishedKey.Algorithm(rawValue: name)
        else { throw .algorithm }
        // Extensions that must be understood are not.
        guard header["crit"] == nil, let signature = Base64URL.decode(Substring(pieces[2])) else {
            throw .form
        }
        let count = pieces[0].count + 1 + pieces[1].count
        return Parts(
            header: header, claims: claims, signed: Array(token.utf8.prefix(count)),
            signature: signature, algorithm: algorithm)
    }

    /// Who the token says somebody is, once everything about it was found right.
    func subject(of parts: Parts, _ keys: IdentityKeys) throws(IdentityFault) -> String {
        let candidates = keys.candidates(parts.key, parts.algorithm)
        guard !candidates.isEmpty else { throw .key }
        guard candidates.contains(where: { $0.verify(parts.signature, over: parts.signed) }) else {
            throw .signature
        }
        let claims = parts.claims
        guard let said = claims["iss"]?.string, said.utf8.elementsEqual(issuer.utf8) else {
            throw .issuer
        }
        try checkAudience(claims)
        try checkTimes(claims)
        guard let given = claims["nonce"]?.string,
            Digest.equal(Array(given.utf8), Array(nonce.utf8))
        else { throw .nonce }
        guard let subject = claims["sub"]?.string, (1...255).contains(subject.utf8.count) else {
            throw .subject
        }
        return subject
    }

    /// For this client, and where it is for others as well, issued to this one.
    private func checkAudience(_ claims: JSON) throws(IdentityFault) {
        let audience =
            claims["aud"]?.string.map { [$0] } ?? claims["aud"]?.elements.compactMap(\.string) ?? []
        let isOurs = { (text: String) in text.utf8.elementsEqual(client.utf8) }
        guard audience.contains(where: isOurs) else { throw .audience }
        let party = claims["azp"]
        if audience.count > 1 || party != nil {
            guard let party = party?.string, isOurs(party) else { throw .audience }
        }
    }

    private func checkTimes(_ claims: JSON) throws(IdentityFault) {
        let second = now.milliseconds / 1000
        let begins = claims["nbf"].map(\.integer) ?? 0
        // Up to the year 9999: no sum of these runs over.
        let times: ClosedRange<Int64> = 0...253_402_300_799
        guard let ends = claims["exp"]?.integer, let made = claims["iat"]?.integer, let begins,
            [ends, made, begins].allSatisfy({ times.contains($0) })
        else { throw .form }
        let (leeway, mostAge) = (Self.leeway, Self.mostAge)
        guard second - leeway < ends, second - made <= mostAge + leeway else { throw .expired }
        guard max(made, begins) <= second + leeway else { throw .early }
    }
}
