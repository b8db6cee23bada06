public import Kernel

extension BalanceRefusal {
    /// Stable code, `balances.insufficient`.
    public var code: String {
        switch self {
        case .transferID: "balances.transfer-id"
        case .reference: "balances.reference"
        case .amount: "balances.amount"
        case .lowest: "balances.lowest"
        case .sameAccount: "balances.same-account"
        case .transferDiffers: "balances.transfer-differs"
        case .noSuchAccount: "balances.no-such-account"
        case .accountDiffers: "balances.account-differs"
        case .unitsDiffer: "balances.units-differ"
        case .noSuchTransfer: "balances.no-such-transfer"
        case .notReversible: "balances.not-reversible"
        case .overReversed: "balances.over-reversed"
        case .insufficient: "balances.insufficient"
        case .outOfRange: "balances.out-of-range"
        }
    }

    public var message: Localized {
        switch self {
        case .transferID:
            Localized(
                zh: "流水号应为 1 至 200 字节，不含控制字符，且不以 @ 开头。",
                en: "A transfer's id has 1 to 200 bytes, no control characters and no leading @.")
        case .reference:
            Localized(
                zh: "用途编号应为 1 至 200 字节，且不含控制字符。",
                en: "A reference has 1 to 200 bytes and no control characters.")
        case .amount(let amount):
            Localized(
                zh: "数额 \(amount.text) 无效：应大于零且不超过一万亿。",
                en: "The amount \(amount.text) must be above zero and at most 1,000,000,000,000.")
        case .lowest(let lowest):
            Localized(
                zh: "余额下限 \(lowest.text) 大于零，而新账户的余额为零。",
                en: "The lowest balance \(lowest.text) is above zero, where an account begins.")
        case .sameAccount(let account):
            Localized(
                zh: "转出与转入是同一账户 \(account.text)。",
                en: "Both sides of the transfer are the account \(account.text).")
        case .transferDiffers(let id, let fields):
            Localized(
                zh: "流水号 \(id) 已用于另一笔，不同之处：\(fields.joined(separator: "、"))。",
                en: "The id \(id) was used for another transfer; these differ: "
                    + fields.joined(separator: ", ") + ".")
        case .noSuchAccount(let account):
            Localized(
                zh: "没有账户 \(account.text)。", en: "There is no account \(account.text).")
        case .accountDiffers(let account):
            Localized(
                zh: "账户 \(account.text) 已存在，但单位、下限或性质不同。",
                en: "The account \(account.text) exists with another unit, lowest balance or kind.")
        case .unitsDiffer(let debit, let credit):
            Localized(
                zh: "两个账户的单位不同：\(debit.name.zh)与\(credit.name.zh)。",
                en: "The accounts count different things: \(debit.name.en) and \(credit.name.en).")
        case .noSuchTransfer(let id):
            Localized(zh: "没有流水 \(id)。", en: "There is no transfer \(id).")
        case .notReversible(let id):
            Localized(
                zh: "流水 \(id) 是冲回或系统自动生成的，不能再冲回。",
                en: "The transfer \(id) is a reversal or was made by the ledger itself.")
        case .overReversed(let id, let asked, let left):
            Localized(
                zh: "流水 \(id) 还可冲回 \(left.grouped)，本次要求 \(asked.grouped)。",
                en: "Of the transfer \(id) only \(left.grouped) can still be given back, "
                    + "not \(asked.grouped).")
        case .insufficient(_, let label, let unit, let needed, let available):
            Localized(
                zh: "\(label.zh)余额不足：需要 \(needed.grouped) \(unit.name.zh)，"
                    + "可用 \(available.grouped) \(unit.name.zh)。",
                en: "\(label.en): \(needed.grouped) \(unit.name.en) are needed, "
                    + "\(available.grouped) are available.")
        case .outOfRange(let account):
            Localized(
                zh: "账户 \(account.text) 的余额将超出一万亿。",
                en: "The balance of \(account.text) would go beyond 1,000,000,000,000.")
        }
    }

    public var fix: Localized {
        switch self {
        case .transferID:
            Localized(zh: "改用符合要求的流水号。", en: "Use an id of that form.")
        case .reference:
            Localized(
                zh: "填写所对应的清单、保函或单据编号。",
                en: "Give the number of the list, letter or document it is for.")
        case .amount:
            Localized(zh: "填写大于零的数额。", en: "Give an amount above zero.")
        case .lowest:
            Localized(zh: "下限应为零或负数。", en: "Give a lowest balance of zero or below.")
        case .sameAccount:
            Localized(zh: "转入账户应与转出账户不同。", en: "Name two different accounts.")
        case .transferDiffers:
            Localized(
                zh: "重发同一笔须内容一致；另一笔请换新的流水号。",
                en: "To repeat a transfer send the same content; give a new one an id of its own.")
        case .noSuchAccount:
            Localized(
                zh: "核对账户名称，或先开立该账户。", en: "Check the name, or open the account first.")
        case .accountDiffers:
            Localized(
                zh: "按原有的单位和下限使用该账户，或另取名称。",
                en: "Use it with its unit and lowest balance, or choose another name.")
        case .unitsDiffer:
            Localized(
                zh: "只能在单位相同的账户之间转移。",
                en: "Transfer between accounts of the same unit only.")
        case .noSuchTransfer:
            Localized(zh: "核对流水号。", en: "Check the id.")
        case .notReversible:
            Localized(zh: "如需更正，请办理一笔新的转移。", en: "Make a new transfer to correct it.")
        case .overReversed:
            Localized(
                zh: "冲回数额不得超过尚未冲回的部分。",
                en: "Give back no more than what is left of it.")
        case .insufficient(_, _, let unit, let needed, let available):
            short(unit, needed, available)
        case .outOfRange:
            Localized(zh: "减小数额。", en: "Use a smaller amount.")
        }
    }
}

private func short(_ unit: BalanceUnit, _ needed: Fixed, _ available: Fixed) -> Localized {
    let missing = Fixed(raw: needed.raw - min(needed.raw, available.raw)).grouped
    return Localized(
        zh: "补足 \(missing) \(unit.name.zh)，或待占用的额度释放后重试。",
        en: "Add \(missing) \(unit.name.en), or try again once what is in use has been freed.")
}
