import Kernel
import Reference

/// One figure of the law.
struct Threshold: LoadedValue, Hashable {
    let name: Thresholds.Name
    let amount: Fixed

    var loadedKey: String { name.rawValue }
}

/// Amounts of the law below which nothing is levied, and shares it fixes.
struct Thresholds: Sendable {
    /// What an amount is for.
    enum Name: String, CaseIterable {
        /// A tax of a consignment up to this is not levied (一票货物免征额).
        case consignmentTax = "consignment-tax"
        /// A tax of a parcel up to this is not levied.
        case postalTax = "postal-tax"
        /// Insurance that is not known, per mille of price and freight.
        case insurance = "insurance-per-mille"
        /// Months from payment in which overpaid taxes can be claimed back.
        case refundClaim = "refund-claim-months"
        /// The month of the following year whose end is the ordinary term of claiming an export
        /// refund; by the day of export.
        case refundOrdinaryMonth = "refund-ordinary-month"
        /// Months from export after which no refund can be claimed; nothing where there is no such
        /// term. By the day of export.
        case refundLastMonths = "refund-last-months"
        /// 1 where an export without any document of the purchase is taxed as a sale at home.
        case undocumentedExport = "undocumented-export-taxed"
        /// Late fee a day, in ten-thousandths of the tax.
        case lateFee = "late-fee-per-myriad"
        /// Months over which a temporary import would have paid its whole tax.
        case temporaryMonths = "temporary-months"
        /// Days of a begun month that are not counted.
        case temporaryDays = "temporary-days"
        /// Value added in a zone from which goods sold inland are free of duty, in per cent.
        case valueAdded = "value-added-pct"
        /// Share of revenue deemed income of retail exporters (核定征收), in per cent.
        case incomeShare = "income-share-pct"
        /// The highest rate of VAT a loaded table may state, in per cent.
        case highestVAT = "highest-vat-pct"
        /// By how much a duty of the past may exceed that of the general rate, in per cent.
        case dutyOverGeneral = "duty-over-general-pct"
        /// The standard rate of VAT, which no invoice and no refund exceeds, in per cent.
        case standardVAT = "standard-vat-pct"
        /// Enterprise income tax, in per cent.
        case incomeTax = "income-tax-pct"
        /// The same for small firms with low profits (小型微利企业), what it comes to in per cent.
        case smallIncomeTax = "small-income-tax-pct"
        /// Taxable income of a year, in yuan, up to which that rate holds.
        case smallIncomeMost = "small-income-most"
    }

    let shipped: [Dated<Threshold>]
    var loaded = LoadedEditions()

    func amount(_ name: Name, on day: Day) throws(LookupRefusal) -> Dated<Fixed> {
        guard let found = known(name, on: day) else {
            throw .notStated(
                field: "on",
                Localized(
                    zh: "\(day.text) 没有 \(name.rawValue) 的规定。",
                    en: "No figure for \(name.rawValue) is in force on \(day.text)."))
        }
        return found
    }

    /// The same, nil where nothing is in force.
    func known(_ name: Name, on day: Day) -> Dated<Fixed>? {
        loaded.row(\.thresholds, name.rawValue, over: shipped, on: day).map {
            Dated(from: $0.from, to: $0.to, value: $0.value.amount, citation: $0.citation)
        }
    }

    static func load(_ share: Share) throws(DataFault) -> Thresholds {
        var file = try DataFile("\(folder)/thresholds.csv", in: share)
        let columns = try DatedColumns(file)
        let name = try file.column("threshold")
        let amount = try file.column("amount")
        var amounts: [Dated<Threshold>] = []
        while let row = try file.next() {
            guard let key = Name(rawValue: row.text(name)) else { throw row.fault("threshold") }
            guard let value = try row.number(amount, "amount"), !value.isNegative else {
                throw row.fault("amount")
            }
            amounts.append(try columns.dated(Threshold(name: key, amount: value), row))
        }
        return Thresholds(shipped: amounts)
    }
}
