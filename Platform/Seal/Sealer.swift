public import Wire

/// Signs messages with one key.
public struct Sealer: Sendable {
    /// Where in the message the signature goes: the schemas of export and import differ.
    public enum Place: Sendable, Hashable {
        /// Before `ExtendMessage`, where there is one: export.
        case beforeExtension
        /// As the last element: import.
        case last

        /// Where messages of this type have it.
        public init(for table: MessageTable) {
            self = table.direction == .export ? .beforeExtension : .last
        }
    }

    /// The certificate that goes with the key; messages carry it.
    public let certificate: Certificate
    public let algorithms: AlgorithmSet
    private let key: any SigningKey

    /// - Parameter algorithms: nil takes the preferred set of the key's kind.
    /// - Throws: `.keyDoesNotFit` for algorithms of another kind of key, `.keyTooShort`, `.keyPair`
    ///   where key and certificate do not belong together, `.keyFailed`.
    public init(
        key: any SigningKey, certificate: Certificate, algorithms: AlgorithmSet? = nil
    ) throws(SealRefusal) {
        let algorithms = algorithms ?? key.kind.preferredSet
        let method = algorithms.method
        guard method.fits(key.kind) else { throw .keyDoesNotFit }
        if case .rsa(let bits) = key.kind, bits < 1024 { throw .keyTooShort(bits) }
        // Found out now, not by customs: one signature tells whether they belong together, for a
        // card as well as for a file.
        let probe = Array("tradewind".utf8)
        guard certificate.verify(try key.signature(of: probe, by: method), of: probe, method) else {
            throw .keyPair
        }
        self.key = key
        self.certificate = certificate
        self.algorithms = algorithms
    }

    /// The message with its signature. What was there stays as it was, byte for byte; the result
    /// must be sent as it is.
    ///
    /// An envelope whose root has an `Id` is referred to by it: that is what the `Id` is for.
    ///
    /// - Throws: `.unreadable`, `.alreadySigned`, `.noPlace` for a root without content,
    ///   `.keyFailed`.
    public func seal(
        _ message: [UInt8], at place: Place, as kind: SealedKind = .message,
        limits: XMLLimits = XMLLimits()
    ) throws(SealRefusal) -> [UInt8] {
        let before = try SealScan(message, limits)
        guard before.signatures(of: kind) == 0 else { throw .alreadySigned }
        guard let end = before.rootEnd else { throw .noPlace }
        let offset = place == .beforeExtension ? before.extensionStart ?? end : end
        guard let digest = algorithms.hash.digest(of: before.document.bytes) else {
            throw .unavailable
        }
        let reference = String(decoding: before.reference(of: kind) ?? [], as: UTF8.self)
        func signed(_ value: [UInt8]) -> [UInt8] {
            message[..<offset] + Array(markup(reference, digest: digest, value: value).utf8)
                + message[offset...]
        }
        // Which namespaces are in force around `SignedInfo` decides what is signed, so the bytes to
        // sign are read from where they will stand.
        let scan = try SealScan(signed([]), limits)
        let value = try key.signature(of: scan.signedInfo.bytes, by: algorithms.method)
        return signed(value)
    }

    /// The message without the signature right inside its root, if there is one: to be signed anew.
    public static func withoutSignature(
        _ message: [UInt8], as kind: SealedKind = .message, limits: XMLLimits = XMLLimits()
    ) throws(SealRefusal) -> [UInt8] {
        let scan = try SealScan(message, limits)
        guard scan.signatures(of: kind) == 1, let start = scan.signatureStart,
            let tag = scan.signatureEnd,
            let end = message[tag...].firstIndex(of: UInt8(ascii: ">"))
        else { return message }
        return Array(message[..<start]) + message[(end + 1)...]
    }

    /// No white space inside: senders' tools and customs do not agree on what becomes of it.
    private func markup(_ reference: String, digest: [UInt8], value: [UInt8]) -> String {
        let common = "http://www.w3.org/2000/09/xmldsig#"
        return """
            <ds:Signature xmlns:ds="\(common)"><ds:SignedInfo>\
            <ds:CanonicalizationMethod \
            Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315">\
            </ds:CanonicalizationMethod>\
            <ds:SignatureMethod Algorithm="\(algorithms.methodName)"></ds:SignatureMethod>\
            <ds:Reference URI="\(reference)"><ds:Transforms>\
            <ds:Transform Algorithm="\(common)enveloped-signature"></ds:Transform>\
            </ds:Transforms>\
            <ds:DigestMethod Algorithm="\(algorithms.digestName)"></ds:DigestMethod>\
            <ds:DigestValue>\(Base64.encode(digest))</ds:DigestValue>\
            </ds:Reference></ds:SignedInfo>\
            <ds:SignatureValue>\(Base64.encode(value))</ds:SignatureValue>\
            <ds:KeyInfo><ds:KeyName>\(certificate.serial)</ds:KeyName><ds:X509Data>\
            <ds:X509Certificate>\(Base64.encode(certificate.der))</ds:X509Certificate>\
            </ds:X509Data></ds:KeyInfo></ds:Signature>
            """
    }
}
