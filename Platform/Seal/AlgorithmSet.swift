/// The pairs of signature and digest that customs' senders use, and no other pair.
///
/// Source: customs announcement on CEB messages, edition 202205, section on signatures; the last
/// was met in accepted traffic of 2023.
public enum AlgorithmSet: String, Sendable, Hashable, CaseIterable {
    /// SM2 with SM3 under the names of 2022: what new cards write.
    case sm2SM3 = "sm2-sm3"
    /// RSA with SHA-1 under the names of 2000: older cards.
    case rsaSHA1 = "rsa-sha1"
    /// RSA with SHA-256: asked for by the text of 2018 for keys of 2048 bits, which prints no
    /// name; the names are those of RFC 4051 and XML Encryption.
    case rsaSHA256 = "rsa-sha256"
    /// SM2 with SM3 under a name of 2000, the message hashed with SHA-1.
    case sm2SM3WithSHA1 = "sm2-sm3-sha1"

    /// What signs `SignedInfo`.
    public var method: SignatureMethod {
        switch self {
        case .sm2SM3, .sm2SM3WithSHA1: .sm2SM3
        case .rsaSHA1: .rsaSHA1
        case .rsaSHA256: .rsaSHA256
        }
    }

    /// `SignatureMethod/@Algorithm`.
    public var methodName: String {
        switch self {
        case .sm2SM3: "http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3"
        case .rsaSHA1: "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
        case .rsaSHA256: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
        case .sm2SM3WithSHA1: "http://www.w3.org/2000/09/xmldsig#sm2-sm3"
        }
    }

    /// `DigestMethod/@Algorithm`.
    public var digestName: String {
        switch self {
        case .sm2SM3: "http://www.chinaport.gov.cn/2022/04/xmldsig#sm3"
        case .rsaSHA1, .sm2SM3WithSHA1: "http://www.w3.org/2000/09/xmldsig#sha1"
        case .rsaSHA256: "http://www.w3.org/2001/04/xmlenc#sha256"
        }
    }

    /// Hash of the message.
    var hash: Hash {
        switch self {
        case .sm2SM3: .sm3
        case .rsaSHA1, .sm2SM3WithSHA1: .sha1
        case .rsaSHA256: .sha256
        }
    }

    /// The set these two names stand for; nil for any other pair.
    init?(method: [UInt8], digest: [UInt8]) {
        let found = Self.allCases.first {
            method == Array($0.methodName.utf8) && digest == Array($0.digestName.utf8)
        }
        guard let found else { return nil }
        self = found
    }
}

/// How a key signs bytes.
public enum SignatureMethod: Sendable, Hashable {
    /// SM2 on sm2p256v1 with SM3 and the user id `1234567812345678`: r and s, 32 bytes each.
    case sm2SM3
    /// RSA, PKCS#1 v1.5, SHA-1.
    case rsaSHA1
    /// RSA, PKCS#1 v1.5, SHA-256.
    case rsaSHA256

    /// Whether a key of this kind can sign so.
    public func fits(_ kind: KeyKind) -> Bool {
        switch (self, kind) {
        case (.sm2SM3, .sm2), (.rsaSHA1, .rsa), (.rsaSHA256, .rsa): true
        default: false
        }
    }
}

/// What kind of key it is.
public enum KeyKind: Sendable, Hashable {
    case sm2
    case rsa(bits: Int)
    /// Any other: signs nothing here.
    case other

    /// The set a new signature is made with unless the caller says otherwise: the preferred one of
    /// 202205 for SM2; for RSA the one whose names are published.
    public var preferredSet: AlgorithmSet { self == .sm2 ? .sm2SM3 : .rsaSHA1 }
}
