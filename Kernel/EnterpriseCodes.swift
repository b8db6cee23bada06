/// Unified social credit code (统一社会信用代码): 18 characters, the last a check character.
/// Source: GB 32100-2015.
public struct CreditCode: Sendable, Hashable {
    public let text: String

    public enum Fault: Error, Sendable, Hashable {
        case length
        /// A character outside digits and the capital letters without I, O, S, V, Z.
        case character
        /// The last character is not the one the first seventeen call for.
        case checkCharacter(expected: Character)
    }

    public init(_ text: some StringProtocol) throws(Fault) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18 else { throw .length }
        var values: [Int] = []
        for byte in bytes {
            guard let value = CreditCode.alphabet.firstIndex(of: byte) else { throw .character }
            values.append(value)
        }
        let expected = CreditCode.check(values.dropLast())
        guard values[17] == expected else {
            throw .checkCharacter(
                expected: Character(Unicode.Scalar(CreditCode.alphabet[expected])))
        }
        self.text = String(text)
    }

    /// Completes seventeen characters with their check character.
    public init(completing body: some StringProtocol) throws(Fault) {
        let bytes = Array(body.utf8)
        guard bytes.count == 17 else { throw .length }
        var values: [Int] = []
        for byte in bytes {
            guard let value = CreditCode.alphabet.firstIndex(of: byte) else { throw .character }
            values.append(value)
        }
        let last = Unicode.Scalar(CreditCode.alphabet[CreditCode.check(values[...])])
        text = String(body) + String(Character(last))
    }

    /// Characters in order of their value: I, O, S, V, Z are left out.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    /// Weight of place i is 3^i mod 31.
    private static func check(_ values: ArraySlice<Int>) -> Int {
        var weight = 1
        var sum = 0
        for value in values {
            sum += value * weight
            weight = weight * 3 % 31
        }
        return (31 - sum % 31) % 31
    }
}

/// Customs registration number of an enterprise (海关注册编码): ten characters, the first four the
/// administrative division, the fifth the kind of zone, the sixth the kind of enterprise.
public struct CustomsRegistration: Sendable, Hashable {
    public let text: String

    /// Nil unless ten characters: nine digits or capital letters after a leading digit.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[0..<4].allSatisfy(isDigit),
            bytes[4...].allSatisfy({ isDigit($0) || ($0 >= 0x41 && $0 <= 0x5A) })
        else { return nil }
        self.text = String(text)
    }
}
