/// Name of an account within its holder: `guarantee`, `quota-2026`.
///
/// Small letters, digits, `-` and `.`, 64 at most: it stands in addresses as it is.
public struct AccountID: Sendable, Hashable {
    public let text: String

    /// Nil when it is empty, too long or holds another character.
    public init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard (1...64).contains(bytes.count), bytes.allSatisfy(isNameByte) else { return nil }
        self.text = String(text)
    }

    /// Takes what the store gives, counter-accounts included.
    init(stored text: String) { self.text = text }

    /// The account that stands on the other side when something enters or leaves: `@guarantee`.
    ///
    /// It is opened with the account and has no lowest balance; its name cannot be given from
    /// outside.
    public var contra: AccountID { isContra ? self : AccountID(stored: "@" + text) }

    var isContra: Bool { text.utf8.first == UInt8(ascii: "@") }
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."):
        true
    default: false
    }
}
