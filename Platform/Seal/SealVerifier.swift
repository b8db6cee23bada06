public import Kernel
public import Wire

/// Verifies the signature of a message: strictly first, then with the two allowances that accepted
/// traffic has been seen to need.
public struct SealVerifier: Sendable {
    /// What bears the signatures.
    public let kind: SealedKind
    /// What of a document may be read at all.
    public let limits: XMLLimits
    /// Whether the allowances are tried.
    public let makesAllowances: Bool

    public init(
        of kind: SealedKind = .message, limits: XMLLimits = XMLLimits(),
        makesAllowances: Bool = true
    ) {
        self.kind = kind
        self.limits = limits
        self.makesAllowances = makesAllowances
    }

    /// Verifies a message against what its sender registered.
    ///
    /// Whoever goes on with the message reads `bytes` of what this returns: those, whole, are what
    /// was verified. Who may declare with the certificate is asked afterwards, document by
    /// document, of `Registration.holdsCertificate`.
    ///
    /// - Parameter instant: when the message came; the certificate must hold then.
    public func verify(
        _ message: [UInt8], against registration: Registration, at instant: Instant
    ) throws(SealRefusal) -> VerifiedMessage {
        let scan = try SealScan(message, limits)
        let form = try SignatureForm(scan, of: kind)
        let certificate = try registration.certificate(for: form)
        try SealVerifier.hold(certificate, at: instant)
        return try fitting(message, scan, form, by: certificate)
    }

    /// Looks at a signature whoever made it: one that does not fit its message is refused as by
    /// `verify`, one that does and whose certificate is not registered is told apart. Whether that
    /// will do is for the caller to say.
    ///
    /// - Parameter asksWho: whether it matters who signed. Where it does not, the days of a
    ///   certificate and the length of its key say nothing: they are about its holder, and that the
    ///   message is the one that was signed holds without them. Such a certificate then counts as
    ///   one that is not registered.
    public func standing(
        _ message: [UInt8], against registration: Registration, at instant: Instant,
        asksWho: Bool = true
    ) throws(SealRefusal) -> SealStanding {
        let scan = try SealScan(message, limits)
        let form = try SignatureForm(scan, of: kind)
        if let certificate = try registration.holds(form) {
            do throws(SealRefusal) {
                try SealVerifier.hold(certificate, at: instant)
            } catch {
                if asksWho { throw error }
                _ = try fitting(message, scan, form, by: certificate)
                return .unregistered
            }
            return .verified(try fitting(message, scan, form, by: certificate))
        }
        guard let der = form.certificate else {
            // The key is not to be had; the digest needs none.
            _ = try digestAllowances(scan, form)
            return .unregistered
        }
        let claimed = try Certificate(claimed: der)
        if let name = form.keyName, !claimed.isNamed(name) { throw .keyName }
        if asksWho { try SealVerifier.hold(claimed, at: instant) }
        _ = try fitting(message, scan, form, by: claimed)
        return .unregistered
    }

    /// Refuses a certificate that shows nobody at that moment: out of its days, or with a key that
    /// anybody may have found.
    private static func hold(
        _ certificate: Certificate, at instant: Instant
    ) throws(SealRefusal) {
        if instant < certificate.notBefore { throw .notYetValid(certificate.notBefore) }
        if certificate.notAfter < instant { throw .expired(certificate.notAfter) }
        if case .rsa(let bits) = certificate.kind, bits < 1024 { throw .keyTooShort(bits) }
    }

    /// Refuses a message that is not the one that was signed.
    private func fitting(
        _ message: [UInt8], _ scan: SealScan, _ form: SignatureForm, by certificate: Certificate
    ) throws(SealRefusal) -> VerifiedMessage {
        let method = form.algorithms.method
        guard method.fits(certificate.kind) else { throw .keyDoesNotFit }
        var allowances: [Allowance] = []
        if !certificate.verify(form.signature, of: scan.signedInfo.bytes, method) {
            guard makesAllowances, scan.compactSignedInfo.bytes != scan.signedInfo.bytes,
                certificate.verify(form.signature, of: scan.compactSignedInfo.bytes, method)
            else { throw .signature }
            allowances.append(.whiteSpaceInSignedInfo)
        }
        // Only now does the digest say anything: the signature vouches for it.
        allowances += try digestAllowances(scan, form)
        return VerifiedMessage(
            bytes: message, algorithms: form.algorithms, certificate: certificate,
            allowances: allowances)
    }

    /// Refuses a message that is not the one whose digest was signed; tells what was allowed.
    private func digestAllowances(
        _ scan: SealScan, _ form: SignatureForm
    ) throws(SealRefusal) -> [Allowance] {
        let hash = form.algorithms.hash
        guard let digest = hash.digest(of: scan.document.bytes) else { throw .unavailable }
        if digest == form.digest { return [] }
        guard makesAllowances, let other = scan.documentEndingInLineFeed,
            hash.digest(of: other) == form.digest
        else { throw .digest }
        return [.whiteSpaceBeforeRootEnd]
    }
}

/// How a signature that fits its message stands.
public enum SealStanding: Sendable {
    /// Made with a certificate that is registered.
    case verified(VerifiedMessage)
    /// Made with one that is not: who that was, only the message says.
    case unregistered
}

extension SealScan {
    /// The scan of a message that may not be XML at all.
    init(_ message: [UInt8], _ limits: XMLLimits) throws(SealRefusal) {
        do throws(Fault) {
            self = try SealScan(message, limits: limits)
        } catch {
            throw .unreadable(error)
        }
    }
}

/// A message whose signature holds. Only `SealVerifier` makes one.
public struct VerifiedMessage: Sendable {
    /// The message, byte for byte as it was verified: what business code reads.
    public let bytes: [UInt8]
    public let algorithms: AlgorithmSet
    /// The registered certificate that verified it.
    public let certificate: Certificate
    /// Empty when the signature holds strictly.
    public let allowances: [Allowance]

    /// Whether it holds as the recommendation has it, without any allowance.
    public var isStrict: Bool { allowances.isEmpty }
}

/// White space that was put into a message after it was signed, and that neither the schema nor
/// business code sees.
public enum Allowance: String, Sendable, Hashable, CaseIterable {
    /// Texts of white space only were added inside `SignedInfo`.
    case whiteSpaceInSignedInfo = "white-space-in-signed-info"
    /// Before the root's end tag the signer had exactly one line feed.
    case whiteSpaceBeforeRootEnd = "white-space-before-root-end"

    /// What was allowed, for people.
    public var text: Localized {
        switch self {
        case .whiteSpaceInSignedInfo:
            Localized(
                zh: "SignedInfo 内在签名之后被加入空白（排版），去除后验签通过",
                en: "white space was added inside SignedInfo after signing; without it the "
                    + "signature holds")
        case .whiteSpaceBeforeRootEnd:
            Localized(
                zh: "根元素结束标签之前的空白在签名之后被改动，按一个换行符计算后摘要一致",
                en: "the white space before the root's end tag was changed after signing; with "
                    + "one line feed the digest agrees")
        }
    }
}

/// What a message says about its signature. A claim: nothing of it is verified, and no key is ever
/// taken from it.
public struct SealClaim: Sendable {
    public let algorithms: AlgorithmSet
    /// `KeyName`: the serial number of a certificate, as a rule.
    public let keyName: String?
    /// The certificate inside the message, DER.
    public let certificate: [UInt8]?

    /// Reads the claim. Refuses what has not the form of a signature of customs' senders.
    public init(
        _ message: [UInt8], of kind: SealedKind = .message, limits: XMLLimits = XMLLimits()
    ) throws(SealRefusal) {
        let form = try SignatureForm(SealScan(message, limits), of: kind)
        algorithms = form.algorithms
        keyName = form.keyName
        certificate = form.certificate
    }
}
