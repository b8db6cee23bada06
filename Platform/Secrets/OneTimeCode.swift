internal import CCrypto

/// Codes of a second factor that change with time (RFC 6238) or with a counter (RFC 4226).
public enum OneTimeCode {
    /// The hash under the code. Apps know SHA-1 surely, the others perhaps; its weakness is in
    /// finding collisions, of which an authentication code needs none.
    public enum Algorithm: Sendable, Hashable {
        case sha1, sha256, sha512
    }

    /// Seconds for which a code is shown.
    public static let period: Int64 = 30

    /// The code of a secret for a step, with leading zeros.
    ///
    /// - Parameters:
    ///   - step: whole periods since 1970.
    ///   - digits: 6 to 8.
    public static func code(
        _ secret: [UInt8], step: Int64, digits: Int = 6, _ algorithm: Algorithm = .sha1
    ) -> String {
        precondition((6...8).contains(digits), "a code has six to eight digits")
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = hmac(counter, key: secret, algorithm)
        let offset = Int((mac.last ?? 0) & 15)
        let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var number = word & 0x7FFF_FFFF
        var text: [UInt8] = []
        for _ in 0..<digits {
            text.append(0x30 + UInt8(number % 10))
            number /= 10
        }
        return String(decoding: text.reversed(), as: UTF8.self)
    }

    /// The secret as apps take it (RFC 4648 base32, without padding).
    public static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text: [UInt8] = []
        var (held, bits) = (UInt32(0), 0)
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(held >> UInt32(bits) & 31)])
            }
            held &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(held << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func hmac(_ bytes: [UInt8], key: [UInt8], _ algorithm: Algorithm) -> [UInt8] {
        let kind =
            switch algorithm {
            case .sha1: EVP_sha1()
            case .sha256: EVP_sha256()
            case .sha512: EVP_sha512()
            }
        var result = [UInt8](repeating: 0, count: 64)
        var length: UInt32 = 0
        let made = HMAC(kind, key, Int32(key.count), bytes, bytes.count, &result, &length)
        precondition(made != nil && length >= 20, "libcrypto offers these hashes on every build")
        return Array(result.prefix(Int(length)))
    }
}
