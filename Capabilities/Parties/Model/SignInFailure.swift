import Kernel

/// A sign-in that did not succeed.
struct SignInFailure: Sendable, Hashable {
    /// What was wrong.
    enum Cause: String, Sendable, Hashable, CaseIterable {
        case password
        /// The password was right, or the sign-in service said who it is; the code of the second
        /// factor was wrong.
        case code
        /// The login is closed.
        case closed
        /// Nobody is linked with who the sign-in service says it is.
        case identity

        var words: Localized {
            switch self {
            case .password: FailureWords.password
            case .code: FailureWords.code
            case .closed: FailureWords.closed
            case .identity: FailureWords.identity
            }
        }
    }

    let at: Instant
    /// `192.0.2.*`, `2001:db8:1:*`.
    let network: String
    let cause: Cause
}

/// An address as it may be kept and shown: its network, without what tells one subscriber from the
/// next.
func networkOnly(_ address: String) -> String {
    let plain = neighbourless(address)
    if plain.utf8.contains(UInt8(ascii: ".")) {
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return "*" }
        return parts.prefix(3).joined(separator: ".") + ".*"
    }
    // The first 48 bits: what a provider is given, or a large firm.
    let groups = plain.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count > 2 else { return "*" }
    return groups.prefix(3).prefix { !$0.isEmpty }.joined(separator: ":") + ":*"
}

/// `::ffff:192.0.2.1` is an address of IPv4.
private func neighbourless(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: ".")), let colon = address.lastIndex(of: ":") else {
        return address
    }
    return String(address[address.index(after: colon)...])
}
