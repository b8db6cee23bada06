import Balances
import Kernel
import Secrets
import Store
import Tariff

/// The yearly amount of a buyer (个人年度交易限值) as an account that cannot be overdrawn.
enum QuotaAccount {
    static func allowance(on day: Day, limits: Dated<RetailImportLimits>) -> Allowance {
        Allowance(
            plan: AccountPlan(
                id: id(year: day.year), unit: .money(.cny),
                label: Localized(
                    zh: "\(day.year) 年跨境电商零售进口个人额度",
                    en: "Retail import quota of the year \(day.year)")),
            limit: limits.value.year, citation: limits.citation)
    }

    private static func id(year: Int) -> AccountID {
        Allowance.account("quota", period: String(year)) ?? GuaranteeAccount.id
    }
}

/// The tax guarantee of an enterprise (税款担保).
enum GuaranteeAccount {
    static var id: AccountID { known }

    /// What of an enterprise's guarantee is free on a day, in yuan; below zero when guarantees that
    /// were drawn on have ended. A letter that has ended, or has not begun, secures nothing. Throws
    /// `BalanceRefusal.noSuchAccount` where none was ever entered.
    static func available(
        of enterprise: String, on day: Day, _ ledger: Ledger, in session: Session
    ) throws -> Fixed {
        let free = try ledger.account(id, of: enterprise, in: session).available ?? .zero
        return try free.subtracting(
            ledger.idleGuarantees(of: enterprise, on: day, in: session))
    }

    private static let known: AccountID = {
        guard let id = AccountID("guarantee") else {
            preconditionFailure("\"guarantee\" is small letters only")
        }
        return id
    }()
}

/// Under which key a person's account is kept: a keyed hash of the ID number. The number itself
/// never leaves the documents.
struct BuyerKey: Sendable, Withheld {
    let secret: [UInt8]

    func of(_ person: Person) -> String {
        let text = "buyer\u{1F}\(person.idType)\u{1F}\(person.idNumber.uppercased())"
        return "person:" + Digest.hex(Digest.hmac(Array(text.utf8), key: secret).prefix(16))
    }

    /// Draw of a list for the risk rules, 0 to 9 999. It hangs on what the list is about and on a
    /// secret: nobody can compute it, and lodging the same goods again under another number gives
    /// the same draw.
    func draw(of list: Inventory) -> Int {
        let text = ([list.platform, list.orderNo] + list.lines.map(\.code))
            .joined(separator: "\u{1F}")
        let hash = Digest.hmac(Array("draw\u{1F}\(text)".utf8), key: secret)
        return hash.prefix(6).reduce(0) { ($0 << 8 | Int($1)) } % 10_000
    }
}
