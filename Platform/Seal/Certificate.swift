public import Kernel
internal import CCrypto
internal import Synchronization

/// A certificate: whose it is, how long it is valid, and the public key that verifies.
///
/// No chain is followed and no list of revocations fetched: what counts is that the enterprise
/// registered exactly this certificate. Equal are certificates of equal bytes.
public final class Certificate: Sendable, Hashable, CustomStringConvertible {
    /// The certificate itself, DER.
    public let der: [UInt8]
    /// Holder and issuer in one line, in the order of the certificate: `CN=…, O=…`. The private
    /// extensions, one of which is the number of a person's identity document, are not read.
    public let subject: String
    public let issuer: String
    /// What stands in each field of the holder, in the order of the certificate.
    public let holderFields: [String]
    /// Lower-case hexadecimal without leading zeros: what senders write into `KeyName`.
    public let serial: String
    /// The first and the last moment at which it holds.
    public let notBefore: Instant
    public let notAfter: Instant
    /// What kind its public key is.
    public let kind: KeyKind
    private let key: Mutex<KeyHandle>

    /// Reads PEM or DER. Throws `.certificateUnreadable`.
    public convenience init(_ file: [UInt8]) throws(SealRefusal) {
        defer { ERR_clear_error() }
        guard !file.isEmpty, file.count <= 1 << 20,
            let read = Self.pem(file) ?? Self.parse(file)
        else { throw .certificateUnreadable }
        try self.init(owning: read)
    }

    /// The certificate in a message, of whoever wrote it: good for nothing but to see whether the
    /// signature beside it was made with its key. Throws `.form`.
    convenience init(claimed der: [UInt8]) throws(SealRefusal) {
        // Real ones have one to two thousand bytes.
        guard der.count <= 1 << 14, let read = Self.parse(der) else {
            ERR_clear_error()
            throw .form("X509Certificate")
        }
        do throws(SealRefusal) {
            try self.init(owning: read)
        } catch {
            throw .form("X509Certificate")
        }
    }

    /// Takes over the reference.
    init(owning pointer: OpaquePointer) throws(SealRefusal) {
        defer {
            X509_free(pointer)
            ERR_clear_error()
        }
        guard let der = Self.bytes(of: pointer), let serial = Self.serial(of: pointer),
            let notBefore = Self.instant(X509_get0_notBefore(pointer)),
            let notAfter = Self.instant(X509_get0_notAfter(pointer)),
            let key = X509_get_pubkey(pointer)
        else { throw .certificateUnreadable }
        let handle = KeyHandle(owning: key)
        self.der = der
        self.serial = serial
        self.notBefore = notBefore
        self.notAfter = notAfter
        subject = Self.text(X509_get_subject_name(pointer))
        holderFields = Self.fields(X509_get_subject_name(pointer))
        issuer = Self.text(X509_get_issuer_name(pointer))
        kind = handle.kind
        self.key = Mutex(handle)
    }

    /// Whether the certificate holds at this moment, both ends included.
    public func isValid(at instant: Instant) -> Bool {
        notBefore <= instant && instant <= notAfter
    }

    /// Whether a `KeyName` names this certificate: the serial number, whatever its case and leading
    /// zeros.
    public func isNamed(_ keyName: String) -> Bool {
        let digits = keyName.utf8.map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 }
        return Array(digits.drop { $0 == UInt8(ascii: "0") }) == Array(serial.utf8)
    }

    func verify(_ signature: [UInt8], of bytes: [UInt8], _ method: SignatureMethod) -> Bool {
        key.withLock { $0.verify(signature, of: bytes, method) }
    }

    public static func == (one: Certificate, other: Certificate) -> Bool { one.der == other.der }
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
    public var description: String { "Certificate(\(serial))" }
}

/// Reading libcrypto's certificates.
extension Certificate {
    private static func pem(_ file: [UInt8]) -> OpaquePointer? {
        guard let input = BIO_new_mem_buf(file, Int32(file.count)) else { return nil }
        defer { BIO_free(input) }
        // Without a text here libcrypto would ask at the terminal for the passphrase of an
        // encrypted file.
        var none: CChar = 0
        return PEM_read_bio_X509(input, nil, nil, &none)
    }

    /// DER and nothing behind it.
    private static func parse(_ file: [UInt8]) -> OpaquePointer? {
        file.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            let read = d2i_X509(nil, &place, buffer.count)
            guard let read else { return nil }
            if let place, let base = buffer.baseAddress, place - base == buffer.count {
                return read
            }
            X509_free(read)
            return nil
        }
    }

    private static func bytes(of certificate: OpaquePointer) -> [UInt8]? {
        var start: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509(certificate, &start)
        guard length > 0, let start else { return nil }
        defer { tradewind_free(start) }
        return Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }

    private static func serial(of certificate: OpaquePointer) -> String? {
        guard let number = X509_get0_serialNumber(certificate),
            let value = ASN1_INTEGER_to_BN(number, nil)
        else { return nil }
        defer { BN_free(value) }
        guard let text = BN_bn2hex(value) else { return nil }
        defer { tradewind_free(text) }
        var digits: [UInt8] = []
        var place = text
        while place.pointee != 0 {
            let digit = UInt8(bitPattern: place.pointee)
            digits.append((0x41...0x46).contains(digit) ? digit + 0x20 : digit)
            place += 1
        }
        return String(decoding: digits.drop { $0 == UInt8(ascii: "0") }, as: UTF8.self)
    }

    private static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1,
            let day = Day(
                year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1,
                day: Int(parts.tm_mday))
        else { return nil }
        let seconds = day.sinceEpoch * 86_400 + Int(parts.tm_hour) * 3600
            + Int(parts.tm_min) * 60 + Int(parts.tm_sec)
        return Instant(milliseconds: Int64(seconds) * 1000)
    }

    private static func fields(_ name: OpaquePointer?) -> [String] {
        guard let name else { return [] }
        return (0..<X509_NAME_entry_count(name)).compactMap { place in
            var start: UnsafeMutablePointer<UInt8>?
            let entry = X509_NAME_get_entry(name, place)
            let length = ASN1_STRING_to_UTF8(&start, X509_NAME_ENTRY_get_data(entry))
            guard length >= 0, let start else { return nil }
            defer { tradewind_free(start) }
            return String(
                decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
        }
    }

    private static func text(_ name: OpaquePointer?) -> String {
        guard let name, let output = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(output) }
        guard tradewind_print_name(output, name) >= 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = BIO_read(output, &bytes, Int32(bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }
}
