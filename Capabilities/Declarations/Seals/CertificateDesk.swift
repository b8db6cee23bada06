import Journal
import Kernel
import Parties
import Seal
import Secrets
import Store
import Wire

/// Registers and withdraws the certificates of an enterprise.
struct CertificateDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let register: CertificateRegister
    let settings: DatedSettings

    /// Bits an RSA key must have to be registered. Where older cards have to be taken, the
    /// setting says so; below what a signature is verified with it never comes.
    private func leastBits(on day: Day) -> Int {
        max(settings.whole(.keyBits, on: day), 1024)
    }

    /// Certificates one enterprise may have registered, those withdrawn included.
    static let most: Int64 = 100

    /// What somebody wants registered.
    struct Order: Sendable {
        /// PEM or DER.
        var file: [UInt8]
        /// First and last day; nil for today and for as long as the certificate holds.
        var from: Day?
        var to: Day?
    }

    /// Registers a certificate. The same again only changes its days.
    func add(
        _ order: Order, to holder: Enterprise, by actor: String, isAdministrator: Bool
    ) async throws -> RegisteredCertificate {
        let certificate: Certificate
        do throws(SealRefusal) {
            certificate = try Certificate(order.file)
        } catch {
            throw CertificateRefusal.unreadable
        }
        let now = clock.now()
        if case .other = certificate.kind { throw CertificateRefusal.keyKind }
        if case .rsa(let bits) = certificate.kind, bits < leastBits(on: now.day) {
            throw CertificateRefusal.keyShort(bits, least: leastBits(on: now.day))
        }
        guard now <= certificate.notAfter else {
            throw CertificateRefusal.expired(certificate.notAfter)
        }
        // Who runs the register has looked at the papers; others can only show what stands in it.
        guard isAdministrator || names(holder, in: certificate.holderFields) else {
            throw CertificateRefusal.otherHolder
        }
        let from = order.from ?? now.day
        if let to = order.to, to < from { throw CertificateRefusal.days }
        let fingerprint = Digest.hex(Digest.sha256(certificate.der))
        let der = certificate.der
        try await store.write { session in
            let table = CertificateTable(session: session)
            guard try table.holders(of: fingerprint).allSatisfy({ $0 == holder.id }) else {
                throw CertificateRefusal.taken
            }
            guard try table.count(of: holder.id) < CertificateDesk.most else {
                throw CertificateRefusal.tooMany
            }
            try table.put(
                fingerprint, der: der, of: holder.id, from: from, to: order.to, by: actor, at: now)
            try journal.append(
                Draft(
                    "declarations.certificate-registered", actor: actor, tenant: holder.id,
                    subjectType: "certificate", subject: fingerprint,
                    payload: .object([
                        .init("serial", .text(certificate.serial)),
                        .init("from", .text(from.text)), .init("to", .optional(order.to?.text)),
                    ])), in: session)
        }
        try await register.refresh()
        guard
            let found = register.all(of: holder.id).first(where: { $0.fingerprint == fingerprint })
        else { throw StoreFault.shape("certificate \(fingerprint)") }
        return found
    }

    /// Ends a registration at once. What was signed and taken before stays as it is.
    func withdraw(_ fingerprint: String, of tenant: String, by actor: String) async throws {
        let now = clock.now()
        let journal = journal
        try await store.write { session in
            guard
                try CertificateTable(session: session)
                    .withdraw(fingerprint, of: tenant, at: now)
            else { throw CertificateRefusal.notFound }
            try journal.append(
                Draft(
                    "declarations.certificate-withdrawn", actor: actor, tenant: tenant,
                    subjectType: "certificate", subject: fingerprint), in: session)
        }
        try await register.refresh()
    }

    /// Whether one of the holder's fields is the name of the enterprise or one of its codes, byte
    /// for byte: a longer name that holds it is somebody else's.
    private func names(_ enterprise: Enterprise, in fields: [String]) -> Bool {
        ([enterprise.name] + enterprise.codes).contains { word in
            !word.isEmpty && fields.contains { $0.utf8.elementsEqual(word.utf8) }
        }
    }
}
