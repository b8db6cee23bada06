/// Number of a resident identity card (公民身份号码): 17 digits and a check character. Source:
/// GB 11643-1999.
public struct IdentityNumber: Sendable, Hashable {
    /// Eighteen characters, the last a digit or a capital X.
    public let text: String

    /// Nil unless there are 18 characters, the seventh to the fourteenth a day, and the last the
    /// check character. A small x is taken for a capital one.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)
        guard bytes.count == 18, bytes[0..<17].allSatisfy(isDigit),
            Day(compact: String(decoding: bytes[6..<14], as: UTF8.self)) != nil
        else { return nil }
        if bytes[17] == UInt8(ascii: "x") { bytes[17] = UInt8(ascii: "X") }
        guard bytes[17] == IdentityNumber.check(bytes[0..<17]) else { return nil }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// Completes seventeen digits; nil when they are not.
    public init?(completing body: some StringProtocol) {
        let bytes = Array(body.utf8)
        guard bytes.count == 17, bytes.allSatisfy(isDigit) else { return nil }
        self.init(
            String(body) + String(decoding: [IdentityNumber.check(bytes[...])], as: UTF8.self))
    }

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)

    private static func check(_ digits: ArraySlice<UInt8>) -> UInt8 {
        var sum = 0
        for (digit, weight) in zip(digits, weights) { sum += Int(digit - 0x30) * weight }
        return checks[sum % 11]
    }
}
