public import Balances
public import Kernel
public import Store

/// What was granted to be used in parts, for rooms that use it in their own transaction: they move
/// the ledger's amounts themselves, so that what is used and what it is used for are one.
public struct GrantDesk: Sendable {
    let editions: EditionShelf

    /// A quantity that was granted, with the account it lies on.
    public struct Grant: Sendable, Hashable {
        /// Number of the application, which is also that of the certificate.
        public let number: String
        public let title: Localized
        /// The tariff quota it is of: `wheat`.
        public let quota: String
        /// The customs' number of the unit it is counted in.
        public let unit: String
        public let granted: Fixed
        public let account: AccountID
        /// First and last day it may be used.
        public let from: Day
        public let to: Day?
        public let citation: Citation

        public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
    }

    /// A certificate of tariff quota; nil where the enterprise holds none of that number.
    public func quota(_ number: String, of tenant: String, in session: Session) throws -> Grant? {
        try CaseRows.find(number, of: tenant, in: session).flatMap { try grant($0, session) }
    }

    /// An enterprise's certificates of tariff quota, the latest first.
    public func quotas(of tenant: String, in session: Session) throws -> [Grant] {
        try CaseRows.granted(quotaServices, of: tenant, in: session).compactMap {
            try grant($0, session)
        }
    }

    /// The holder of a certificate, for officers who verify it.
    public func holder(of number: String, in session: Session) throws -> String? {
        try CaseRows.find(acrossTenants: number, in: session).flatMap { file in
            try grant(file, session).map { _ in file.tenant }
        }
    }

    /// Services that grant a tariff quota, in any edition.
    private var quotaServices: [String] {
        Set(editions.all.filter { $0.grant.drawDown?.quota != nil }.map(\.id)).sorted()
    }

    private func grant(_ file: Case, _ session: Session) throws -> Grant? {
        guard file.state == .granted,
            let service = try editions.service(of: file, in: session),
            let rule = service.grant.drawDown, let quota = rule.quota.flatMap({ file.answers[$0] }),
            let account = CaseDesk.account(of: file), let closed = file.closedAt,
            let amount = CaseDesk.granted(file, rule)
        else { return nil }
        // One for the next year is handed out before it begins.
        var from = closed.day
        if let last = file.validTo, let first = Day("\(last.year)-01-01"), first > from {
            from = first
        }
        let basis = service.grant.basis ?? service.bases.first
        return Grant(
            number: file.number, title: service.grant.title, quota: quota,
            unit: file.answers[rule.unit] ?? "", granted: amount, account: account, from: from,
            to: file.validTo, citation: basis?.citation ?? Citation(document: service.name.zh))
    }
}
