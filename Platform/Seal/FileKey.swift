internal import CCrypto
internal import Synchronization

/// A private key read from a file: PEM or DER (PKCS#8 with or without passphrase, or the older
/// forms), or PKCS#12.
///
/// The secret stays in libcrypto's memory; neither description nor mirror shows it.
public final class FileKey: SigningKey, CustomStringConvertible, CustomReflectable {
    public let kind: KeyKind
    /// The certificate that lay beside the key in a PKCS#12 file.
    public let certificate: Certificate?
    private let handle: Mutex<KeyHandle>

    /// Reads a key from a file's bytes.
    ///
    /// - Parameter passphrase: opens an encrypted file; empty for one that is not. Nobody is ever
    ///   asked for it at a terminal.
    /// - Throws: `.keyUnreadable` for what is no key, a wrong passphrase or a kind that signs no
    ///   message.
    public init(_ file: [UInt8], passphrase: String = "") throws(SealRefusal) {
        defer { ERR_clear_error() }
        guard !file.isEmpty, file.count <= 1 << 20, !passphrase.utf8.contains(0) else {
            throw .keyUnreadable
        }
        var certificate: Certificate?
        let pointer =
            Self.opened(file, passphrase) { PEM_read_bio_PrivateKey($0, nil, nil, $1) }
            ?? Self.opened(file, passphrase) { d2i_PKCS8PrivateKey_bio($0, nil, nil, $1) }
            ?? Self.pkcs12(file, passphrase, &certificate) ?? Self.der(file)
        guard let pointer else { throw .keyUnreadable }
        let key = KeyHandle(owning: pointer)
        let kind = key.kind
        guard kind != .other else { throw .keyUnreadable }
        self.kind = kind
        self.certificate = certificate
        handle = Mutex(key)
    }

    public func signature(
        of bytes: [UInt8], by method: SignatureMethod
    ) throws(SealRefusal) -> [UInt8] {
        guard method.fits(kind) else { throw .keyDoesNotFit }
        guard let signature = handle.withLock({ $0.sign(bytes, method) }) else {
            throw .keyFailed
        }
        return signature
    }

    public var description: String { "FileKey(\(kind))" }
    public var customMirror: Mirror { Mirror(self, children: ["kind": kind]) }

    private static func opened(
        _ file: [UInt8], _ passphrase: String,
        by open: (OpaquePointer, UnsafeMutableRawPointer?) -> OpaquePointer?
    ) -> OpaquePointer? {
        guard let input = BIO_new_mem_buf(file, Int32(file.count)) else { return nil }
        defer { BIO_free(input) }
        // Without a text here libcrypto would ask at the terminal.
        var text = Array(passphrase.utf8CString)
        defer { text.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
        return text.withUnsafeMutableBytes { open(input, $0.baseAddress) }
    }

    private static func der(_ file: [UInt8]) -> OpaquePointer? {
        file.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &place, buffer.count)
        }
    }

    private static func pkcs12(
        _ file: [UInt8], _ passphrase: String, _ certificate: inout Certificate?
    ) -> OpaquePointer? {
        guard let input = BIO_new_mem_buf(file, Int32(file.count)) else { return nil }
        defer { BIO_free(input) }
        guard let bag = d2i_PKCS12_bio(input, nil) else { return nil }
        defer { PKCS12_free(bag) }
        var key: OpaquePointer?
        var held: OpaquePointer?
        guard PKCS12_parse(bag, passphrase, &key, &held, nil) == 1 else { return nil }
        if let held { certificate = try? Certificate(owning: held) }
        return key
    }
}
