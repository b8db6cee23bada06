import Kernel
import Parties
import Seal
import Wire

/// Looks at the signature of a message before anything of it is stored: the arithmetic needs no
/// transaction, so none waits for it.
struct SealCheck: Sendable {
    let register: EnterpriseRegister
    let certificates: CertificateRegister
    let settings: DatedSettings
    let clock: Clock

    /// What is asked of messages of one type; a dated setting (`signature.621`).
    enum Demand: Int, Sendable, Comparable {
        /// Nobody looks.
        case ignored = 0
        /// A signature must hold where there is one, of a signer who has registered certificates.
        case whenPresent = 1
        /// Whoever has registered a certificate signs from then on.
        case onceRegistered = 2
        /// No message without a signature that holds.
        case required = 3

        static func < (left: Demand, right: Demand) -> Bool { left.rawValue < right.rawValue }
    }

    /// What came of it.
    enum Outcome: Sendable, Hashable {
        /// Not asked for, or not there and not needed, or of somebody whose key nobody knows.
        case notVerified
        case verified(serial: String, isStrict: Bool)
        case refused(SealRefusal)

        /// Why the signature does not hold.
        var refusal: (any Refusal)? {
            if case .refused(let refusal) = self { refusal } else { nil }
        }

        /// As it is kept with the message.
        var kept: String? {
            switch self {
            case .notVerified: nil
            case .verified(let serial, let isStrict): "\(isStrict ? "strict" : "allowed") \(serial)"
            case .refused(let refusal): "refused \(refusal.code)"
            }
        }
    }

    func demand(_ number: String, on day: Day) -> Demand {
        settings.whole("signature.\(number)", on: day).flatMap { Demand(rawValue: $0) }
            ?? .whenPresent
    }

    /// Verifies the bytes that `reading` was read from.
    func outcome(
        _ body: [UInt8], _ reading: MessageReading, number: String, sender: Enterprise
    ) -> Outcome {
        let now = clock.now()
        let demand = demand(number, on: now.day)
        guard demand >= .onceRegistered || demand == .whenPresent && reading.isSigned else {
            return .notVerified
        }
        // The declarant signs where a document has one, whoever transmits; else the sender.
        let declarant = reading.documents.first.flatMap { $0["agentCode"] } ?? ""
        let signer = declarant.isEmpty ? sender : register.find(code: declarant)
        let held = signer.map { certificates.inForce(of: $0.id, at: now) } ?? []
        guard demand == .required || !held.isEmpty else { return .notVerified }
        let registration = Registration(codes: signer?.codes ?? [], certificates: held)
        do throws(SealRefusal) {
            let verified = try SealVerifier().verify(body, against: registration, at: now)
            if !declarant.isEmpty {
                for document in reading.documents {
                    try registration.holdsCertificate(ofDeclarant: document["agentCode"] ?? "")
                }
            }
            return .verified(
                serial: verified.certificate.serial, isStrict: verified.isStrict)
        } catch {
            return .refused(error)
        }
    }

    /// The official number of a refusal: that of the customs' table for imports, the first of the
    /// band for signatures for exports (a dated setting); nil where there is none.
    func number(of refusal: SealRefusal, for message: String, on day: Day) -> Int64? {
        refusal.officialCode(for: message).map { Int64($0) }
            ?? settings.value("signature-code.\(message)", on: day).map {
                $0.value.raw / Fixed.scale
            }
    }
}

extension Prepared {
    /// The same document, refused where the signature of its message was: before anything that is
    /// wrong with the document itself.
    func sealed(
        _ outcome: SealCheck.Outcome, _ check: SealCheck, else standard: Int64, on day: Day
    ) -> Prepared {
        guard case .refused(let refusal) = outcome else { return self }
        var document = self
        let number = check.number(of: refusal, for: String(type.number), on: day)
        document.refusal = number ?? standard
        document.findings = [
            Finding(
                "", "\(type.number) Signature", refusal.message,
                // The guid is spent: the same one with other bytes would be a contradiction.
                fix: Localized(
                    zh: refusal.fix.zh + "；改正后用新的 guid 重新签名报送",
                    en: refusal.fix.en + "; then send it with a new guid, signed anew"))
        ]
        return document
    }
}
