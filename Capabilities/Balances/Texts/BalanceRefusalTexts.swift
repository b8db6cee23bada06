public import Kernel

extension BalanceRefusal {
    /// Stable code, `balances.insufficient`.
    public var code: String {
        switch self {
        case .notReadable: "balances.not-readable"
        case .holderNeeded: "balances.holder-needed"
        case .noSuchHolder: "balances.no-such-holder"
        case .input: "balances.input"
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
        case .bookOfAnother: "balances.book-of-another"
        case .noSuchGuarantee: "balances.no-such-guarantee"
        case .noSuchStock: "balances.no-such-stock"
        }
    }

    public var message: Localized { words.message }
    public var fix: Localized { words.fix }

    typealias Words = (message: Localized, fix: Localized)

    private var words: Words {
        switch self {
        case .notReadable: BalanceRefusal.notReadableWords
        case .holderNeeded: BalanceRefusal.holderNeededWords
        case .noSuchHolder(let text): BalanceRefusal.noSuchHolderWords(text)
        case .input(let faults): BalanceRefusal.inputWords(faults.count)
        case .transferID: BalanceRefusal.transferIDWords
        case .reference: BalanceRefusal.referenceWords
        case .amount(let amount): BalanceRefusal.amountWords(amount)
        case .lowest(let lowest): BalanceRefusal.lowestWords(lowest)
        case .sameAccount(let account): BalanceRefusal.sameAccountWords(account)
        case .transferDiffers(let id, let fields): BalanceRefusal.differsWords(id, fields)
        case .noSuchAccount(let account): BalanceRefusal.noSuchAccountWords(account)
        case .accountDiffers(let account): BalanceRefusal.accountDiffersWords(account)
        case .unitsDiffer(let debit, let credit): BalanceRefusal.unitsWords(debit, credit)
        case .noSuchTransfer(let id): BalanceRefusal.noSuchTransferWords(id)
        case .notReversible(let id): BalanceRefusal.notReversibleWords(id)
        case .overReversed(let id, let asked, let left):
            BalanceRefusal.overReversedWords(id, asked, left)
        case .insufficient(let account, let label, let unit, let needed, let available, _):
            BalanceRefusal.insufficientWords(account, label, unit, needed, available)
        case .outOfRange(let account): BalanceRefusal.outOfRangeWords(account)
        case .bookOfAnother(let book): BalanceRefusal.bookOfAnotherWords(book)
        case .noSuchGuarantee(let reference): BalanceRefusal.noSuchGuaranteeWords(reference)
        case .noSuchStock(let book, let item): BalanceRefusal.noSuchStockWords(book, item)
        }
    }
}

/// Of requests.
extension BalanceRefusal {
    private static let notReadableWords: Words = (
        Localized(zh: "请求内容不是 JSON。", en: "The body is not JSON."),
        Localized(zh: "以 JSON 对象发送。", en: "Send a JSON object.")
    )

    private static let holderNeededWords: Words = (
        Localized(zh: "未指明企业。", en: "It was not said whose accounts are meant."),
        Localized(
            zh: "在 enterprise 中写明统一社会信用代码或海关注册编码。",
            en: "Name the credit code or customs registration in `enterprise`.")
    )

    private static func noSuchHolderWords(_ text: String) -> Words {
        (
            Localized(zh: "没有企业 \(text)。", en: "There is no enterprise \(text)."),
            Localized(
                zh: "核对统一社会信用代码或海关注册编码。",
                en: "Check its credit code or customs registration.")
        )
    }

    private static func inputWords(_ count: Int) -> Words {
        (
            Localized(
                zh: "有 \(count) 项需要改正。",
                en: count == 1 ? "1 field must be mended." : "\(count) fields must be mended."),
            Localized(zh: "按各项说明改正后重发。", en: "Mend each field as it says and send again.")
        )
    }
}

/// Of orders, before anything is looked up.
extension BalanceRefusal {
    private static let transferIDWords: Words = (
        Localized(
            zh: "流水号应为 1 至 200 字节，不含控制字符，且不以 @ 开头。",
            en: "A transfer's id has 1 to 200 bytes, no control characters and no leading @."),
        Localized(zh: "改用符合要求的流水号。", en: "Use an id of that form.")
    )

    private static let referenceWords: Words = (
        Localized(
            zh: "用途编号应为 1 至 200 字节，且不含控制字符。",
            en: "A reference has 1 to 200 bytes and no control characters."),
        Localized(
            zh: "填写所对应的清单、保函或单据编号。",
            en: "Give the number of the list, letter or document it is for.")
    )

    private static func amountWords(_ amount: Fixed) -> Words {
        (
            Localized(
                zh: "数额 \(amount.text) 无效：应大于零且不超过一万亿。",
                en: "The amount \(amount.text) must be above zero and at most 1,000,000,000,000."),
            Localized(zh: "填写大于零的数额。", en: "Give an amount above zero.")
        )
    }

    private static func lowestWords(_ lowest: Fixed) -> Words {
        (
            Localized(
                zh: "余额下限 \(lowest.text) 大于零，而新账户的余额为零。",
                en: "The lowest balance \(lowest.text) is above zero, where an account begins."),
            Localized(zh: "下限应为零或负数。", en: "Give a lowest balance of zero or below.")
        )
    }

    private static func sameAccountWords(_ account: AccountID) -> Words {
        (
            Localized(
                zh: "转出与转入是同一账户 \(account.text)。",
                en: "Both sides of the transfer are the account \(account.text)."),
            Localized(zh: "转入账户应与转出账户不同。", en: "Name two different accounts.")
        )
    }
}

/// Of what stands in the books already.
extension BalanceRefusal {
    private static func differsWords(_ id: String, _ fields: [String]) -> Words {
        (
            Localized(
                zh: "流水号 \(id) 已用于另一笔，不同之处：\(fields.joined(separator: "、"))。",
                en: "The id \(id) was used for another transfer; these differ: "
                    + fields.joined(separator: ", ") + "."),
            Localized(
                zh: "重发同一笔须内容一致；另一笔请换新的流水号。",
                en: "To repeat a transfer send the same content; give a new one an id of its own.")
        )
    }

    private static func noSuchAccountWords(_ account: AccountID) -> Words {
        if account.text.utf8.elementsEqual("guarantee".utf8) {
            return (
                Localized(
                    zh: "本企业没有税款担保（账户 guarantee）。",
                    en: "The enterprise has no guarantee for taxes (account guarantee)."),
                Localized(
                    zh: "先向海关提交银行保函或保证金，由关员在“额度与余额”登记后再办理；"
                        + "登记结果见 /balances。",
                    en: "Hand a bank's letter or a deposit to the customs first; an officer "
                        + "records it at “Allowances and balances”. See /balances for what is on "
                        + "record.")
            )
        }
        return (
            Localized(
                zh: "没有账户 \(account.text)。", en: "There is no account \(account.text)."),
            Localized(
                zh: "核对账户名称，或先开立该账户。", en: "Check the name, or open the account first.")
        )
    }

    private static func accountDiffersWords(_ account: AccountID) -> Words {
        (
            Localized(
                zh: "账户 \(account.text) 已存在，但单位、下限或性质不同。",
                en: "The account \(account.text) has another unit, lowest balance or kind."),
            Localized(
                zh: "按原有的单位和下限使用该账户，或另取名称。",
                en: "Use it with its unit and lowest balance, or choose another name.")
        )
    }

    private static func unitsWords(_ debit: Localized, _ credit: Localized) -> Words {
        (
            Localized(
                zh: "两个账户的单位不同：\(debit.zh)与\(credit.zh)。",
                en: "The accounts count different things: \(debit.en) and \(credit.en)."),
            Localized(
                zh: "只能在单位相同的账户之间转移。",
                en: "Transfer between accounts of the same unit only.")
        )
    }

    private static func noSuchTransferWords(_ id: String) -> Words {
        (
            Localized(zh: "没有流水 \(id)。", en: "There is no transfer \(id)."),
            Localized(zh: "核对流水号。", en: "Check the id.")
        )
    }

    private static func notReversibleWords(_ id: String) -> Words {
        (
            Localized(
                zh: "流水 \(id) 是冲回或系统自动生成的，不能再冲回。",
                en: "The transfer \(id) is a reversal or was made by the ledger itself."),
            Localized(zh: "如需更正，请办理一笔新的划转。", en: "Make a new transfer to correct it.")
        )
    }

    private static func overReversedWords(_ id: String, _ asked: Fixed, _ left: Fixed) -> Words {
        (
            Localized(
                zh: "流水 \(id) 还可冲回 \(left.grouped)，本次要求 \(asked.grouped)。",
                en: "Of the transfer \(id) only \(left.grouped) can still be given back, "
                    + "not \(asked.grouped)."),
            Localized(
                zh: "冲回数额不得超过尚未冲回的部分。",
                en: "Give back no more than what is left of it.")
        )
    }

    private static func insufficientWords(
        _ account: AccountID, _ label: Localized, _ unit: Localized, _ needed: Fixed,
        _ available: Fixed
    ) -> Words {
        (
            Localized(
                zh: "\(label.zh)余额不足：需要 \(needed.grouped) \(unit.zh)，"
                    + "可用 \(available.grouped) \(unit.zh)。",
                en: "\(label.en): \(needed.grouped) \(unit.en) are needed, "
                    + "\(available.grouped) are available."),
            account == Guarantee.plan.id
                ? moreGuarantee(unit, needed, available) : lessOrNew(unit, available)
        )
    }

    /// A guarantee can be added to.
    private static func moreGuarantee(
        _ unit: Localized, _ needed: Fixed, _ available: Fixed
    ) -> Localized {
        // A difference of two amounts in range; what is there may be less than nothing.
        let missing = Fixed(raw: needed.raw - min(needed.raw, available.raw)).grouped
        return Localized(
            zh: "向海关补交 \(missing) \(unit.zh)的担保，或待占用的额度释放后重试。",
            en: "Hand a guarantee of another \(missing) \(unit.en) to the customs, or try again "
                + "once some of it is freed.")
    }

    /// What was granted or counted cannot: less is taken, or more is asked for.
    private static func lessOrNew(_ unit: Localized, _ available: Fixed) -> Localized {
        available > .zero
            ? Localized(
                zh: "本次最多 \(available.grouped) \(unit.zh)；超出部分待已用数量退回、下一期间开始，"
                    + "或另行申请并获准后再用。",
                en:
                    "Take at most \(available.grouped) \(unit.en) now. For the rest wait until "
                    + "some is given back or the next period begins, or apply for more.")
            : Localized(
                zh: "现在没有余额；待已用数量退回、下一期间开始，或另行申请并获准后再用。",
                en: "Nothing is left now. Wait until some is given back or the next period begins, "
                    + "or apply for more.")
    }

    private static func outOfRangeWords(_ account: AccountID) -> Words {
        (
            Localized(
                zh: "账户 \(account.text) 的余额将超出一万亿。",
                en: "The balance of \(account.text) would go beyond 1,000,000,000,000."),
            Localized(zh: "减小数额。", en: "Use a smaller amount.")
        )
    }
}
