import Kernel
import Seal
import Wire

/// What is said about the signature of one file.
struct SealReport: Sendable {
    let file: String
    /// `CEB621`, of an envelope `DxpMsg` or `DxpMsgSv`, or `Unknown`.
    let type: String
    let verdict: Result<VerifiedMessage, SealFinding>
    /// Whether the certificate was given by the caller; otherwise it is the message's own, and
    /// nothing is said about who signed.
    let isRegistered: Bool

    var isValid: Bool { if case .success = verdict { true } else { false } }

    /// - Parameter certificates: those registered; empty takes the message's own.
    init(
        file: String, input: Result<[UInt8], Fault>, _ catalogue: MessageCatalogue,
        _ envelopes: EnvelopeForm, certificates: [Certificate], at instant: Instant
    ) {
        self.file = file
        isRegistered = !certificates.isEmpty
        switch input {
        case .failure(let fault):
            type = "Unknown"
            verdict = .failure(SealFinding(fault, nil))
        case .success(let bytes):
            let envelope = envelopes.kind(of: bytes)
            let table = envelope == nil ? catalogue.read(bytes).table : nil
            type = envelope ?? table?.type ?? "Unknown"
            let verifier =
                envelope == nil
                ? SealVerifier() : SealVerifier(of: .envelope, limits: EnvelopeForm.limits)
            do throws(SealRefusal) {
                let held =
                    certificates.isEmpty ? try Self.claimed(bytes, verifier) : certificates
                let registration = Registration(codes: [], certificates: held)
                verdict = .success(
                    try verifier.verify(bytes, against: registration, at: instant))
            } catch {
                verdict = .failure(
                    SealFinding(
                        error.fault, table.flatMap { error.officialCode(for: $0.number) },
                        exchangeCode: envelope == nil ? nil : error.exchangeCode))
            }
        }
    }

    private static func claimed(
        _ bytes: [UInt8], _ verifier: SealVerifier
    ) throws(SealRefusal) -> [Certificate] {
        let claim = try SealClaim(bytes, of: verifier.kind, limits: verifier.limits)
        guard let der = claim.certificate else { throw .noCertificate }
        return [try Certificate(der)]
    }

    /// For machines: an array of objects, one a file.
    static func json(_ reports: [SealReport]) -> String {
        JSON.array(reports.map(\.json)).encoded
    }

    private var json: JSON {
        var members = [
            JSON.Member("file", .text(file)), JSON.Member("type", .text(type)),
            JSON.Member("valid", .bool(isValid)), JSON.Member("registered", .bool(isRegistered)),
        ]
        switch verdict {
        case .success(let verified):
            let certificate = verified.certificate
            members += [
                JSON.Member("strict", .bool(verified.isStrict)),
                JSON.Member("allowances", .array(verified.allowances.map { .text($0.rawValue) })),
                JSON.Member("algorithms", .text(verified.algorithms.rawValue)),
                JSON.Member(
                    "certificate",
                    .object([
                        JSON.Member("serial", .text(certificate.serial)),
                        JSON.Member("subject", .text(certificate.subject)),
                        JSON.Member("notBefore", .text(certificate.notBefore.iso)),
                        JSON.Member("notAfter", .text(certificate.notAfter.iso)),
                    ])),
            ]
        case .failure(let finding):
            members += [
                JSON.Member("code", .text(finding.fault.code)),
                JSON.Member("returnStatus", finding.officialCode.map { .integer($0) } ?? .null),
                JSON.Member("message", finding.fault.message.json),
                JSON.Member("fix", finding.fault.fix.json),
            ]
            if let code = finding.exchangeCode {
                members.append(JSON.Member("responseCode", .text(code)))
            }
        }
        return .object(members)
    }

    /// For people: the verdict, then by whom and with what, or why not and how to mend it.
    func text(_ language: Language) -> String {
        var lines = ["\(file)  \(type)  \(heading[language])"]
        switch verdict {
        case .success(let verified):
            let certificate = verified.certificate
            let about = Localized(
                zh: "\(verified.algorithms.rawValue)  证书 \(certificate.serial)  "
                    + "\(certificate.subject)  有效期至 \(certificate.notAfter.text)",
                en: "\(verified.algorithms.rawValue)  certificate \(certificate.serial)  "
                    + "\(certificate.subject)  valid until \(certificate.notAfter.text)")
            lines.append("  " + about[language])
            lines += verified.allowances.map { "  " + $0.text[language] }
            if !isRegistered { lines.append("  → " + Self.ownCertificate[language]) }
        case .failure(let finding):
            let number =
                finding.exchangeCode.map { "  DxpRep \($0)" }
                ?? finding.officialCode.map { "  \($0)" } ?? ""
            lines.append("  [\(finding.fault.code)]\(number)")
            lines.append("    " + finding.fault.message[language])
            lines.append("    → " + finding.fault.fix[language])
        }
        return lines.map(MessagesText.harmless).joined(separator: "\n")
    }

    private var heading: Localized {
        guard case .success(let verified) = verdict else {
            return Localized(zh: "签名无效", en: "the signature does not hold")
        }
        return verified.isStrict
            ? Localized(zh: "签名有效", en: "the signature holds")
            : Localized(zh: "签名有效（宽限通过）", en: "the signature holds (with allowance)")
    }

    private static let ownCertificate = Localized(
        zh: "只按报文自带的证书验算，不能说明是谁签的；用 --certificate 指定企业登记的证书",
        en: "checked with the message's own certificate, which says nothing about who signed: give "
            + "the registered one with --certificate")
}

/// Why a signature does not hold, with customs' number or the exchange platform's where there is
/// one.
struct SealFinding: Error, Sendable {
    let fault: Fault
    let officialCode: Int?
    let exchangeCode: String?

    init(_ fault: Fault, _ officialCode: Int?, exchangeCode: String? = nil) {
        self.fault = fault
        self.officialCode = officialCode
        self.exchangeCode = exchangeCode
    }
}

extension SealRefusal {
    /// As a fault of the whole message.
    var fault: Fault { faults.first ?? Fault(code: code, message: message, fix: fix) }
}
