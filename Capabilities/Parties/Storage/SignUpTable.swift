import Kernel
import Secrets
import Store

extension Cell {
    /// Whom to ask about an enterprise that signed up.
    static func contact(of tenant: String) -> Cell {
        Cell(table: "parties_signups", column: "contact", tenant: tenant, row: "")
    }
}

/// Enterprises that have signed up. A reference table: grows with the number of enterprises.
struct SignUpTable {
    let session: Session

    /// How a rotation of keys goes through what is encrypted here.
    static let contacts = EncryptedColumn(
        "parties_signups.contact",
        page: """
            select tenant, contact from parties_signups where tenant > $1 order by tenant limit $2
            """,
        update: "update parties_signups set contact = $2 where tenant = $1 and contact = $3",
        first: [""], cell: { .contact(of: try $0.text(0)) })

    func insert(_ signUp: SignUp, tokenHash: [UInt8], remote: String) throws {
        let form = signUp.enrolment
        try session.execute(
            """
            insert into parties_signups
            (tenant, token_hash, name, name_en, credit_code, customs_code, district, roles,
            contact, remote, status, sent_at, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '')
            """,
            [
                .text(signUp.id), .blob(tokenHash), .text(form.name), .optional(form.nameEn),
                .text(form.creditCode), .optional(form.customsCode), .text(form.district),
                .text(form.roles.map(\.rawValue).joined(separator: " ")),
                try session.encrypted(
                    form.contactName + "\n" + form.contactPhone, in: .contact(of: signUp.id)),
                .text(remote), .text(signUp.status.rawValue), .integer(signUp.sent.milliseconds),
            ])
    }

    /// How many an address has sent since a moment, and how many wait in all.
    func counts(remote: String, since: Instant) throws -> (ofOne: Int64, waiting: Int64) {
        let own = try session.first(
            "select count(*) from parties_signups where remote = $1 and sent_at > $2",
            [.text(remote), .integer(since.milliseconds)])
        let all = try session.first(
            "select count(*) from parties_signups where status = 'waiting'")
        return (try own?.integer(0) ?? 0, try all?.integer(0) ?? 0)
    }

    func find(tokenHash: [UInt8]) throws -> SignUp? {
        try session.first(
            """
            select tenant, name, name_en, credit_code, customs_code, district, roles, contact,
            status, sent_at, decided_at, decided_by, reason from parties_signups
            where token_hash = $1
            """, [.blob(tokenHash)]
        ).map(signUp)
    }

    func find(id: String) throws -> SignUp? {
        try session.first(
            """
            select tenant, name, name_en, credit_code, customs_code, district, roles, contact,
            status, sent_at, decided_at, decided_by, reason from parties_signups
            where tenant = $1
            """, [.text(id)]
        ).map(signUp)
    }

    /// Hash of the token the enterprise holds.
    func tokenHash(of id: String) throws -> [UInt8]? {
        try session.first(
            "select token_hash from parties_signups where tenant = $1", [.text(id)])?.blob(0)
    }

    /// Those of a status, oldest first when they wait, else latest first.
    ///
    /// - Parameter districts: whose are wanted; nil for those of all.
    func list(_ status: SignUp.Status, districts: Set<String>?) throws -> [SignUp] {
        var statement = Statement(
            """
            select tenant, name, name_en, credit_code, customs_code, district, roles, contact,
            status, sent_at, decided_at, decided_by, reason from parties_signups
            where status = $1
            """, [.text(status.rawValue)])
        if let districts {
            guard let first = districts.first else { return [] }
            statement.append("and district in (?", [.text(first)])
            for district in districts.dropFirst() {
                statement.append(", ?", [.text(district)])
            }
            statement.append(")")
        }
        if status == .waiting {
            statement.append("order by sent_at, tenant limit 500")
        } else {
            statement.append("order by sent_at desc, tenant limit 200")
        }
        return try session.rows(statement).map(signUp)
    }

    /// Decides one that waits; false when somebody was quicker.
    func decide(
        _ id: String, _ status: SignUp.Status, reason: String, by actor: String, at now: Instant
    ) throws -> Bool {
        try session.execute(
            """
            update parties_signups
            set status = $2, reason = $3, decided_by = $4, decided_at = $5
            where tenant = $1 and status = 'waiting'
            """,
            [
                .text(id), .text(status.rawValue), .text(reason), .text(actor),
                .integer(now.milliseconds),
            ]) > 0
    }

    private func signUp(_ row: Row) throws -> SignUp {
        let id = try row.text(0)
        guard let status = SignUp.Status(rawValue: try row.text(8)) else {
            throw StoreFault.shape("status of sign-up \(id)")
        }
        let contact = try row.decryptedText(7, in: .contact(of: id))
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let form = SignUpForm(
            name: try row.text(1), nameEn: try row.optionalText(2),
            creditCode: try row.text(3), customsCode: try row.optionalText(4),
            district: try row.text(5),
            roles: try row.text(6).split(separator: " ").compactMap {
                EnterpriseRole(rawValue: String($0))
            },
            contactName: contact.first ?? "", contactPhone: contact.last ?? "")
        return SignUp(
            id: id, enrolment: form, status: status,
            sent: Instant(milliseconds: try row.integer(9)),
            decided: try row.optionalInteger(10).map { Instant(milliseconds: $0) },
            decidedBy: try row.optionalText(11), reason: try row.text(12))
    }
}
