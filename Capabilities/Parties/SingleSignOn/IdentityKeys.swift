import Secrets
import Wire

/// The keys a sign-in service publishes (JWK set, RFC 7517), those that can check its tokens.
struct IdentityKeys: Sendable, Hashable {
    /// One key and what tokens call it.
    struct Named: Sendable, Hashable {
        let id: String?
        let key: PublishedKey
    }

    let all: [Named]

    /// Reads the set. Keys of other kinds, for other uses or damaged are left out: a service may
    /// publish what this one does not know.
    init(_ set: JSON) {
        all = (set["keys"]?.elements ?? []).prefix(64).compactMap { item in
            guard item["use"]?.string ?? "sig" == "sig", let key = Self.key(item) else {
                return nil
            }
            if let said = item["alg"]?.string, said != key.algorithm.rawValue { return nil }
            return Named(id: item["kid"]?.string, key: key)
        }
    }

    private static func key(_ item: JSON) -> PublishedKey? {
        func bytes(_ name: String) -> [UInt8]? {
            item[name]?.string.flatMap { Base64URL.decode($0) }
        }
        switch item["kty"]?.string {
        case "RSA":
            guard let modulus = bytes("n"), let exponent = bytes("e") else { return nil }
            return PublishedKey(modulus: modulus, exponent: exponent)
        case "EC" where item["crv"]?.string == "P-256":
            guard let x = bytes("x"), let y = bytes("y") else { return nil }
            return PublishedKey(x: x, y: y)
        default: return nil
        }
    }

    /// The keys a token may be signed with: of that name, or all of the algorithm where it names
    /// none.
    func candidates(_ id: String?, _ algorithm: PublishedKey.Algorithm) -> [PublishedKey] {
        all.filter { $0.key.algorithm == algorithm && (id == nil || $0.id == id) }.map(\.key)
    }
}
