/// Tokens against forged requests. A form must carry back what only a page of ours could have told
/// it: a keyed digest of the visitor's cookie. Another site can make a browser send the cookie, but
/// can neither read it nor compute the digest.
struct FormTokens: Sendable {
    /// HMAC-SHA-256 of a text by a key of this installation, as text.
    let seal: @Sendable (String) -> String

    /// The token for a session's or a stranger's cookie. The word in front keeps the digest from
    /// being of use for anything else sealed with the same key.
    func token(for cookie: String) -> String { seal("form-token:" + cookie) }

    func isValid(_ given: String?, for cookie: String) -> Bool {
        guard let given else { return false }
        return equalInConstantTime(given, token(for: cookie))
    }
}

/// Compares without revealing by its duration how much was right.
func equalInConstantTime(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard left.count == right.count, !left.isEmpty else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
}

/// 128 random bits from the system, in hexadecimal.
func randomToken() -> String {
    var random = SystemRandomNumberGenerator()
    return hexadecimal(random.next()) + hexadecimal(random.next())
}

func hexadecimal(_ word: UInt64) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(16)
    for shift in stride(from: UInt64(60), through: 0, by: -4) {
        let value = UInt8((word >> shift) & 0xF)
        text.append(value < 10 ? 0x30 + value : 0x57 + value)
    }
    return String(decoding: text, as: UTF8.self)
}
