internal import CCrypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Hashes and message authentication by the system's libcrypto.
public enum Digest {
    /// SHA-256, 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            bytes.withUnsafeBytes { sha256($0, into: UnsafeMutableRawBufferPointer(buffer)) }
            count = 32
        }
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

    /// HMAC with SHA-256 (RFC 2104), 32 bytes.
    ///
    /// Put together from two hashes: libcrypto's own looks the algorithm up by its name each time,
    /// which costs several times as much as hashing a few hundred bytes.
    public static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        let key = key.count > block ? sha256(key) : key
        return withUnsafeTemporaryAllocation(byteCount: block + bytes.count, alignment: 16) {
            inner in
            withUnsafeTemporaryAllocation(byteCount: block + 32, alignment: 16) { outer in
                // What is left of a key would lie on the stack for whoever comes next.
                defer {
                    OPENSSL_cleanse(inner.baseAddress, block)
                    OPENSSL_cleanse(outer.baseAddress, block)
                }
                for index in 0..<block {
                    let byte = index < key.count ? key[index] : 0
                    inner[index] = byte ^ 0x36
                    outer[index] = byte ^ 0x5C
                }
                UnsafeMutableRawBufferPointer(rebasing: inner[block...]).copyBytes(from: bytes)
                sha256(
                    UnsafeRawBufferPointer(inner),
                    into: UnsafeMutableRawBufferPointer(rebasing: outer[block...]))
                return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
                    sha256(
                        UnsafeRawBufferPointer(outer),
                        into: UnsafeMutableRawBufferPointer(buffer))
                    count = 32
                }
            }
        }
    }

    /// Bytes that SHA-256 takes at once.
    private static let block = 64

    /// Lower-case hexadecimal.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        // Memory at once: asking an unknown sequence for each byte costs ten times as much.
        guard
            bytes.withContiguousStorageIfAvailable({
                append(hex: UnsafeRawBufferPointer($0), to: &text)
            }) != nil
        else { return hex(Array(bytes)) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends lower-case hexadecimal.
    public static func append(hex bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        text.reserveCapacity(text.count + bytes.count * 2)
        for byte in bytes {
            text.append(letter(byte >> 4))
            text.append(letter(byte & 15))
        }
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
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            fill(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count))
            filled = count
        }
    }

    /// Fills memory from the system's random source, which gives 256 bytes at once at most.
    static func fill(_ memory: UnsafeMutableRawBufferPointer) {
        for start in stride(from: 0, to: memory.count, by: 256) {
            let count = min(256, memory.count - start)
            let done = getentropy(memory.baseAddress.map { $0 + start }, count)
            precondition(done == 0, "the kernel has random bytes")
        }
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
