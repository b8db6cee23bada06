import Kernel

/// The text of an API key: `tw_<id>_<secret>_<checksum>`.
///
/// The prefix lets scanners of source code find a key that was published by mistake; the checksum
/// tells a mistyped key from a wrong one without asking the database.
struct KeyText: Sendable, Hashable, Withheld {
    enum Fault: Error, Hashable {
        /// Not the form of a key of ours.
        case foreign
        /// The form is right and the checksum is not: a letter was lost or changed.
        case mistyped
    }

    let id: String
    let text: String

    /// A new key of parts that are letters and digits.
    init(id: String, secret: String) {
        let body = "tw_\(id)_\(secret)"
        self.id = id
        text = "\(body)_\(KeyText.checksum(of: body.utf8))"
    }

    /// Reads a key somebody shows. Only ASCII passes, so that equal texts are equal bytes.
    init(_ text: String) throws(Fault) {
        let underscore = UInt8(ascii: "_")
        guard text.utf8.count <= 120 else { throw .foreign }
        let parts = text.utf8.split(separator: underscore, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].elementsEqual("tw".utf8),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isLetterOrDigit) })
        else { throw .foreign }
        let body = text.utf8.dropLast(parts[3].count + 1)
        guard parts[3].elementsEqual(KeyText.checksum(of: body).utf8) else { throw .mistyped }
        id = String(Substring(parts[1]))
        self.text = text
    }

    /// The id a text would have as a key, unchecked: for looking it up where checked ones are kept.
    static func id(in text: String) -> String? {
        let bytes = text.utf8.prefix(120)
        guard bytes.starts(with: "tw_".utf8) else { return nil }
        let id = bytes.dropFirst(3).prefix { $0 != UInt8(ascii: "_") }
        return id.allSatisfy(isLetterOrDigit) ? String(Substring(id)) : nil
    }

    /// CRC-32 (the one of Ethernet and zip) in eight hexadecimal digits: finds every change of one
    /// letter and nearly every other.
    static func checksum(of body: some Sequence<UInt8>) -> String {
        var register: UInt32 = 0xFFFF_FFFF
        for byte in body {
            register ^= UInt32(byte)
            for _ in 0..<8 {
                register = register & 1 == 0 ? register >> 1 : register >> 1 ^ 0xEDB8_8320
            }
        }
        let digits = String(~register, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}

/// ASCII letters and digits.
func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: false
    }
}
