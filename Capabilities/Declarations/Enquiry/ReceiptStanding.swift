import Kernel

extension ReceiptBook.Receipt {
    /// What its number means: of a receipt a status, of a tax bill the state of the bill, of a copy
    /// of data nothing. Nil for errors and for numbers that mean nothing here.
    var standing: Localized? {
        switch type {
        // Messages about tax bills have numbers of their own.
        case "CEB816", "CEB818": TaxBill.Status(rawValue: status)?.name
        default:
            status == 0
                ? Localized(zh: "抄送报文", en: "Copy of a message")
                : Status(rawValue: status)?.name
        }
    }
}
