import Kernel
import Parties
import Web
import Wire

/// `/api/v1/certificates`: the certificates an enterprise signs with.
struct CertificatesResource: Sendable {
    let desk: CertificateDesk
    let enterprises: EnterpriseRegister

    /// Whoever keeps the enterprise's keys keeps its certificates: a key that may only send must
    /// not be able to exchange what it is checked by.
    static let access = Access.permission(Permission("parties.keys"))
    static let administrators = Permission("parties.manage")

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/certificates",
                access: .permission(DeclarationsPermission.lodge),
                summary: Localized(zh: "登记的签名证书", en: "Registered certificates")
            ) { visit in
                let all = desk.register.all(of: try visit.tenant())
                return .json(
                    JSON.object([
                        .init("certificates", .array(all.map { json($0) }))
                    ]).encoded)
            },
            Route(
                .post, "/api/v1/certificates", access: CertificatesResource.access,
                summary: Localized(zh: "登记签名证书", en: "Register a certificate"),
                rate: Rate(20, perSeconds: 60), handler: add),
            Route(
                .post, "/api/v1/enterprises/{code}/certificates",
                access: .permission(CertificatesResource.administrators),
                summary: Localized(
                    zh: "为企业登记签名证书（管理员）", en: "Register a certificate for an enterprise"),
                handler: add),
            Route(
                .delete, "/api/v1/certificates/{fingerprint}", access: CertificatesResource.access,
                summary: Localized(zh: "撤销登记", en: "Withdraw a certificate")
            ) { visit in
                try await desk.withdraw(
                    visit.parameters["fingerprint"] ?? "", of: try visit.tenant(),
                    by: visit.principal?.id ?? "")
                return Answer(status: 204)
            },
        ]
    }

    /// The body is the certificate itself, PEM or DER; the days stand in the query.
    private func add(_ visit: Visit) async throws -> Answer {
        let named = visit.parameters["code"]
        let holder =
            try named.map { enterprises.find(code: $0) }
            ?? enterprises.enterprise(id: visit.tenant())
        guard let holder else { throw CertificateRefusal.holderNeeded }
        let added = try await desk.add(
            CertificateDesk.Order(
                file: visit.body, from: try day("from", visit.query["from"]),
                to: try day("to", visit.query["to"])),
            to: holder, by: visit.principal?.id ?? "", isAdministrator: named != nil)
        return .json(json(added).encoded, status: 201)
    }

    private func json(_ held: RegisteredCertificate) -> JSON {
        CertificatesResource.json(held, at: desk.clock.now())
    }

    static func json(_ held: RegisteredCertificate, at now: Instant) -> JSON {
        .object([
            .init("fingerprint", .text(held.fingerprint)),
            .init("serial", .text(held.serial)),
            .init("subject", .text(held.subject)),
            .init("notBefore", .text(held.notBefore.iso)),
            .init("notAfter", .text(held.notAfter.iso)),
            .init("from", .text(held.from.text)), .init("to", .optional(held.to?.text)),
            .init("withdrawnAt", .optional(held.withdrawnAt?.iso)),
            .init("inForce", .bool(held.counts(at: now))),
        ])
    }
}

/// A day as a form or a query gives it; nil where there is none.
func day(_ name: String, _ text: String?) throws(CertificateRefusal) -> Day? {
    guard let text, !text.isEmpty else { return nil }
    guard let day = Day(text) else { throw .days }
    return day
}
