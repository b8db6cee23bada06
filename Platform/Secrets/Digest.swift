internal import CCrypto

/// Hashes and message authentication by the system's libcrypto.
public enum Digest {
    /// SHA-256, 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let done = EVP_Digest(bytes, bytes.count, &result, &length, EVP_sha256(), nil)
        precondition(done == 1 && length == 32, "libcrypto offers SHA-256 on every build")
        return result
    }

    /// SHA-256 from memory into 32 bytes of memory, for callers who hash millions of small things:
    /// no array is made, and the algorithm is looked up once.
    public static func sha256(
        _ bytes: UnsafeRawBufferPointer, into result: UnsafeMutableRawBufferPointer
    ) {
        precondition(result.count == 32, "SHA-256 fills 32 bytes")
        let start = result.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let done = EVP_Digest(bytes.baseAddress, bytes.count, start, nil, fetchedSHA256, nil)
        precondition(done == 1, "libcrypto offers SHA-256 on every build")
    }

    /// Shared by all threads: libcrypto never changes an algorithm after it was fetched, and this
    /// one is never given back.
    nonisolated(unsafe) private static let fetchedSHA256 = EVP_MD_fetch(nil, "SHA256", nil)

    /// HMAC with SHA-256, 32 bytes.
    public static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let made = HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &result, &length)
        precondition(made != nil && length == 32, "HMAC-SHA-256 takes any key and message")
        return result
    }

    /// Lower-case hexadecimal.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            text.append(letter(byte >> 4))
            text.append(letter(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func letter(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
    }

    /// Equality in a time that does not depend on where two secrets differ.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}

/// Unpredictable bytes and the tokens made of them.
public struct SecretSource: Sendable {
    public var bytes: @Sendable (Int) -> [UInt8]

    public init(bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

    /// The system's random source.
    public static let system = SecretSource { count in
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        // Eight bytes a time: each asks the system once.
        while bytes.count < count {
            withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// A token of so many bytes in 62 letters and digits: safe in URLs, headers and shells.
    public func token(bytes count: Int = 32) -> String {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        // Six random bits a character with the two values past 61 drawn again: no bias.
        var text: [UInt8] = []
        let length = (count * 8 + 5) / 6
        while text.count < length {
            for byte in bytes(length) where text.count < length && byte & 63 < 62 {
                text.append(alphabet[Int(byte & 63)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
