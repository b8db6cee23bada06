public import Kernel

/// Why a signature is not accepted or not made. In order of precedence: where two apply, the first
/// is told.
public enum SealRefusal: Refusal, Hashable {
    /// The message is no XML we read.
    case unreadable(Fault)
    /// There is no signature.
    case missing
    /// There are so many signatures.
    case several(Int)
    /// The signature does not stand right inside the root.
    case misplaced
    /// An element of the signature holds something else than it should.
    case form(String)
    /// Not exactly one reference, or one that does not mean the whole message.
    case reference
    /// Not exactly the one transform for enveloped signatures.
    case transform
    /// A canonical form other than inclusive without comments.
    case canonicalization
    /// A pair of algorithms nobody uses.
    case algorithms
    /// `KeyInfo` is missing or names a key in another way than by number and certificate.
    case keyInfo
    /// The sender registered no certificate.
    case noCertificate
    /// The message names a certificate its sender did not register.
    case foreignCertificate
    /// `KeyName` is not the serial number of the certificate beside it.
    case keyName
    /// The certificate holds only from then on.
    case notYetValid(Instant)
    /// The certificate held until then.
    case expired(Instant)
    /// The key is of another kind than the algorithms.
    case keyDoesNotFit
    /// An RSA key of so few bits.
    case keyTooShort(Int)
    /// The signature is not that of the certificate's key over `SignedInfo`.
    case signature
    /// The message is not the one that was signed.
    case digest
    /// The declarant with this number is not the certificate's holder.
    case declarant(String)

    /// The message is signed already.
    case alreadySigned
    /// The root is empty.
    case noPlace
    /// No certificate in PEM or DER.
    case certificateUnreadable
    /// No private key, a wrong passphrase, or a kind of key that signs no message.
    case keyUnreadable
    /// A key on a token is not to be had: library, token, key or PIN.
    case tokenUnreachable
    /// Key and certificate do not belong together.
    case keyPair
    /// The key did not sign.
    case keyFailed
    /// The system's libcrypto lacks the algorithm.
    case unavailable

    public var code: String {
        switch self {
        case .unreadable(let fault): fault.code
        case .missing: "seal.missing"
        case .several: "seal.several"
        case .misplaced: "seal.misplaced"
        case .form: "seal.form"
        case .reference: "seal.reference"
        case .transform: "seal.transform"
        case .canonicalization: "seal.canonicalization"
        case .algorithms: "seal.algorithms"
        case .keyInfo: "seal.key-info"
        case .noCertificate: "seal.no-certificate"
        case .foreignCertificate: "seal.foreign-certificate"
        case .keyName: "seal.key-name"
        case .notYetValid: "seal.certificate-not-yet-valid"
        case .expired: "seal.certificate-expired"
        case .keyDoesNotFit: "seal.key-kind"
        case .keyTooShort: "seal.key-too-short"
        case .signature: "seal.signature"
        case .digest: "seal.digest"
        case .declarant: "seal.declarant"
        case .alreadySigned: "seal.already-signed"
        case .noPlace: "seal.no-place"
        case .certificateUnreadable: "seal.certificate-unreadable"
        case .keyUnreadable: "seal.key-unreadable"
        case .tokenUnreachable: "seal.token"
        case .keyPair: "seal.key-pair"
        case .keyFailed: "seal.key-failed"
        case .unavailable: "seal.unavailable"
        }
    }

    public var message: Localized { texts.message }
    public var fix: Localized { texts.fix }

    public var faults: [Fault] {
        if case .unreadable(let fault) = self { [fault] } else { [] }
    }
}
