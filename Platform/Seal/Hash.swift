internal import CCrypto

/// The hashes of messages, by libcrypto.
enum Hash: Sendable, Hashable {
    case sha1, sha256, sm3

    /// Nil where this system's libcrypto is built without the hash.
    func digest(of bytes: [UInt8]) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: 64)
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &result, &length, algorithm, nil) == 1 else {
            return nil
        }
        return Array(result.prefix(Int(length)))
    }

    var algorithm: OpaquePointer? {
        switch self {
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        case .sm3: EVP_sm3()
        }
    }
}

extension SignatureMethod {
    /// Hash of the bytes that are signed; SM2 puts its own preamble before them.
    var hash: Hash {
        switch self {
        case .sm2SM3: .sm3
        case .rsaSHA1: .sha1
        case .rsaSHA256: .sha256
        }
    }
}
