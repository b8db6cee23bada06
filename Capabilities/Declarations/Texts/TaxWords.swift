import Kernel

/// What guarantors are told about tax bills.
enum TaxWords {
    /// The text of a message's place in the receipts.
    static func told(_ bill: TaxBill) -> String {
        switch bill.status {
        case .made:
            ReceiptPhrase.billMade.told(
                bill.number, bill.total.grouped, bill.dueFrom.text, bill.dueTo.text)
        case .summarised: ReceiptPhrase.billSummarised.told(bill.number, bill.dutyNo)
        case .void: ReceiptPhrase.billVoid.told(bill.number)
        }
    }
}

/// Why a payment book was not settled.
enum TaxRefusal: Refusal, Hashable {
    case input
    case noSuchBook
    case settled
    /// It may still be paid, to the end of this day.
    case notOverdue(Day)

    static let all: [TaxRefusal] = [
        .input, .noSuchBook, .settled, .notOverdue(Day(sinceEpoch: 20_783)),
    ]

    var code: String {
        switch self {
        case .input: "declarations.tax-input"
        case .noSuchBook: "declarations.no-such-payment-book"
        case .settled: "declarations.tax-settled"
        case .notOverdue: "declarations.tax-not-overdue"
        }
    }

    var status: Int {
        switch self {
        case .noSuchBook: 404
        case .settled: 409
        case .input, .notOverdue: 422
        }
    }

    var field: String? { self == .input ? "how" : nil }

    var message: Localized {
        switch self {
        case .input:
            Localized(
                zh: "请求须含 how（paid 或 drawn）和凭证编号 reference",
                en: "The body needs how (paid or drawn) and a reference")
        case .noSuchBook:
            Localized(zh: "没有该缴款书", en: "There is no such payment book")
        case .settled:
            Localized(zh: "该缴款书已经结清", en: "The payment book was settled already")
        case .notOverdue(let day):
            Localized(
                zh: "缴款期限 \(day.text) 未过，不能动用担保",
                en: "It can be paid until \(day.text); the guarantee is not drawn on before")
        }
    }

    var fix: Localized {
        switch self {
        case .input:
            Localized(
                zh: "例如 {\"how\":\"paid\",\"reference\":\"缴款凭证编号\"}",
                en: "For example {\"how\":\"paid\",\"reference\":\"number of the payment\"}")
        case .noSuchBook:
            Localized(zh: "核对缴款书编号和所在关区", en: "Check its number and district")
        case .settled:
            Localized(zh: "无需再办理", en: "There is nothing left to do")
        case .notOverdue:
            Localized(zh: "逾期未缴后再动用担保", en: "Draw once the last day has passed")
        }
    }
}
