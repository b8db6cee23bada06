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

    /// What is asked of messages of one type, or of envelopes; a dated setting (`signature.621`,
    /// `signature.envelope`).
    enum Demand: Int, Sendable, Comparable {
        /// None is needed, and no certificate has to be registered.
        case unasked = 0
        /// Where there is one, of a signer who has registered certificates, it is by one of them.
        case whenPresent = 1
        /// Whoever has registered a certificate signs from then on.
        case onceRegistered = 2
        /// No message without a signature that holds.
        case required = 3

        static func < (left: Demand, right: Demand) -> Bool { left.rawValue < right.rawValue }
    }

    /// What came of it.
    enum Outcome: Sendable, Hashable {
        /// Not there and not needed, or not looked at.
        case unsigned
        /// There, by a certificate nobody has registered, where none is asked for: it fits the
        /// message and says of nobody that it is theirs.
        case notVerified
        case verified(serial: String, isStrict: Bool)
        case refused(SealRefusal)

        /// Why the signature does not hold.
        var refusal: (any Refusal)? {
            if case .refused(let refusal) = self { refusal } else { nil }
        }

        /// As it is kept with the message and with its receipt.
        var standing: SealStanding {
            switch self {
            case .unsigned: SealStanding(.none)
            case .notVerified: SealStanding(.unregistered)
            case .verified(let serial, let isStrict):
                SealStanding(isStrict ? .strict : .allowed, serial)
            case .refused(let refusal): SealStanding(.refused, refusal.code)
            }
        }
    }

    func demand(_ number: some StringProtocol, on day: Day) -> Demand {
        settings.whole("signature.\(number)", on: day).flatMap { Demand(rawValue: $0) }
            ?? .whenPresent
    }

    /// Verifies the bytes that `reading` was read from.
    func outcome(
        _ body: [UInt8], _ reading: MessageReading, number: String, sender: Enterprise
    ) -> Outcome {
        let now = clock.now()
        let demand = demand(number, on: now.day)
        guard reading.isSigned || demand >= .onceRegistered else { return .unsigned }
        // The declarant signs where a document has one, whoever transmits; else the sender.
        let declarant = reading.documents.first.flatMap { $0["agentCode"] } ?? ""
        let signer = self.signer(declarant, sender)
        let held = signer.map { certificates.inForce(of: $0.id, at: now) } ?? []
        // Whether only a registered certificate will do: for one document of the message is enough,
        // or a list would go unsigned behind another enterprise's.
        let isBound = demand == .required || demand >= .whenPresent
            && (!held.isEmpty || isHeld(byAnyOf: reading.documents.dropFirst(), sender, at: now))
        guard isBound || reading.claimsSignature else { return .unsigned }
        let registration = Registration(codes: signer?.codes ?? [], certificates: held)
        do throws(SealRefusal) {
            let verified = try verified(
                body, reading, registration, asksWho: demand > .unasked, at: now)
            guard let verified else {
                guard isBound else {
                    if demand > .unasked,
                        isAnothers(body, signer ?? sender, at: now, by: SealVerifier())
                    {
                        throw SealRefusal.foreignCertificate
                    }
                    return .notVerified
                }
                throw held.isEmpty ? .noCertificate : .foreignCertificate
            }
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

    /// Whether it holds by a certificate that somebody else has registered: then it is known whose
    /// it is, and that it is not the sender's.
    func isAnothers(
        _ body: [UInt8], _ signer: Enterprise, at now: Instant, by verifier: SealVerifier
    ) -> Bool {
        let others = Registration(
            codes: [], certificates: certificates.inForce(besides: signer.id, at: now))
        guard !others.certificates.isEmpty,
            case .verified? = try? verifier.standing(
                body, against: others, at: now, asksWho: false)
        else { return false }
        return true
    }

    private func signer(_ declarant: String, _ sender: Enterprise) -> Enterprise? {
        declarant.isEmpty ? sender : register.find(code: declarant)
    }

    private func isHeld(
        byAnyOf documents: ArraySlice<MessageDocument>, _ sender: Enterprise, at now: Instant
    ) -> Bool {
        Set(documents.map { $0["agentCode"] ?? "" }).contains { declarant in
            signer(declarant, sender).map {
                !certificates.inForce(of: $0.id, at: now).isEmpty
            } ?? false
        }
    }

    /// Nil for a signature that holds by a certificate nobody registered. One that does not fit its
    /// message is refused whatever is asked for: somebody signed something else.
    private func verified(
        _ body: [UInt8], _ reading: MessageReading, _ registration: Registration, asksWho: Bool,
        at now: Instant
    ) throws(SealRefusal) -> VerifiedMessage? {
        guard reading.claimsSignature else {
            return try SealVerifier().verify(body, against: registration, at: now)
        }
        switch try SealVerifier().standing(
            body, against: registration, at: now, asksWho: asksWho)
        {
        case .verified(let verified): return verified
        case .unregistered: return nil
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
                // The guid is free: only what is authentic holds one.
                fix: Localized(
                    zh: refusal.fix.zh + "；改正后重新签名报送，guid 可不变",
                    en: refusal.fix.en
                        + "; then send it signed anew, under the same guid or another"))
        ]
        return document
    }
}
