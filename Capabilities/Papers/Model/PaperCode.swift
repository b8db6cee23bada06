import Kernel

/// The code on a paper: 75 bits nobody can guess and a check character, in groups of four.
///
/// The alphabet leaves out I, L, O and U; typed, they are taken for what they look like.
public enum PaperCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    /// Characters without hyphens.
    public static let length = 16

    /// From a keyed hash of at least ten bytes.
    static func make(_ hash: [UInt8]) -> String {
        var values: [Int] = []
        var (bits, count) = (0, 0)
        for byte in hash.prefix(10) {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 5, values.count < length - 1 {
                count -= 5
                values.append(bits >> count & 31)
            }
        }
        values.append(check(values))
        return String(decoding: values.map { alphabet[$0] }, as: UTF8.self)
    }

    /// As somebody typed it, full-width or not, without hyphens and blanks; nil when it can be no
    /// code, because a character is missing, too many or wrong.
    public static func read(_ text: some StringProtocol) -> String? {
        var values: [Int] = []
        for byte in String(text).halfWidth.utf8 {
            if byte == UInt8(ascii: "-") || byte == 0x20 { continue }
            guard values.count < length, let value = value(byte) else { return nil }
            values.append(value)
        }
        guard values.count == length, check(Array(values.dropLast())) == values.last else {
            return nil
        }
        return String(decoding: values.map { alphabet[$0] }, as: UTF8.self)
    }

    /// In groups of four, for people.
    public static func grouped(_ code: String) -> String {
        var text: [UInt8] = []
        for (index, byte) in code.utf8.enumerated() {
            if index > 0, index % 4 == 0 { text.append(UInt8(ascii: "-")) }
            text.append(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The hybrid system of ISO 7064 over 33 and 32: finds every wrong character.
    private static func check(_ values: [Int]) -> Int {
        var product = 32
        for value in values {
            let sum = (product + value) % 32
            product = (sum == 0 ? 32 : sum) * 2 % 33
        }
        return (33 - product) % 32
    }

    private static func value(_ byte: UInt8) -> Int? {
        let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper)
        }
    }
}
