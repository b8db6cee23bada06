import Kernel
import Secrets

/// The code on a letter: 80 bits of a keyed hash, so that nobody makes one up and nobody finds
/// letters by trying.
enum LetterCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func make(_ tenant: String, _ number: String, _ span: Int, key: [UInt8]) -> String {
        let hash = Digest.hmac(Array("\(tenant)/\(number)/\(span)".utf8), key: key)
        var bits: UInt32 = 0
        var count = 0
        var text: [UInt8] = []
        for byte in hash.prefix(10) {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[Int(bits >> UInt32(count) & 31)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// As somebody typed it: blanks, hyphens and small letters do not matter, nor do letters that
    /// look like digits.
    static func normal(_ text: String) -> String {
        let kept = text.utf8.prefix(64).compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): return look(byte - 0x20)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return look(byte)
            default: return nil
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private static func look(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        default: byte
        }
    }

    /// In groups of four, for paper.
    static func grouped(_ code: String) -> String {
        var text = ""
        for (index, character) in code.enumerated() {
            if index > 0, index % 4 == 0 { text += "-" }
            text.append(character)
        }
        return text
    }
}
