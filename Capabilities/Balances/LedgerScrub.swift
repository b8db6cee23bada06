import Kernel
import Plug
import Store

extension Ledger {
    /// Adds every account up again.
    var scrub: Scrub {
        Scrub("balances.ledger", Localized(zh: "账户与划转", en: "accounts and transfers")) { store in
            try await store.read { session in
                var findings = Scrub.Findings()
                findings.checked = try VerificationRows.count(in: session)
                findings.mismatches = try verify(in: session).map {
                    Scrub.Mismatch("\($0.tenant) \($0.subject)", $0.kind.words)
                }
                return findings
            }
        }
    }
}

extension LedgerFlaw.Kind {
    /// What does not agree, in words.
    fileprivate var words: Localized {
        switch self {
        case .sum: Localized(zh: "各账户余额之和不为零", en: "the balances do not sum to zero")
        case .balance:
            Localized(
                zh: "余额不等于划转合计", en: "the balance is not the sum of its transfers")
        case .belowLowest: Localized(zh: "余额低于下限", en: "the balance is below the lowest allowed")
        case .lines:
            Localized(
                zh: "账页行号或余额不连续", en: "lines or their balances do not follow each other")
        case .reversed:
            Localized(
                zh: "已冲回金额与冲回划转不符",
                en: "what is noted as given back is not the sum of the reversals")
        case .account:
            Localized(
                zh: "账户不存在或单位不一致", en: "an account is missing or has another unit")
        }
    }
}
