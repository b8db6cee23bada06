import Kernel

/// VAT that is given back to a trading company, and what stays as cost (免退税).
struct TraderRefund: Sendable, Hashable {
    /// The lower of the refund rate and the rate of the invoice.
    let pct: Fixed
    let refund: Fixed
    let toCost: Fixed
}

/// Refund = amount without VAT × the lower of refund rate and invoice rate; the rest of the VAT
/// goes to cost. Each to the fen, half up.
func traderRefund(amount: Fixed, vatPct: Fixed, refundPct: Fixed) throws(NumberFault)
    -> TraderRefund
{
    let pct = min(vatPct, refundPct)
    let refund = try percent(pct, of: amount)
    return TraderRefund(
        pct: pct, refund: refund,
        toCost: try percent(try vatPct.subtracting(pct), of: amount))
}

/// The figures of a producer's month (免抵退税).
struct ProducerFigures: Sendable, Hashable {
    /// Free on board, in yuan.
    let fob: Fixed
    let vatPct: Fixed
    let refundPct: Fixed
    /// Output VAT of sales at home.
    let output: Fixed
    let input: Fixed
    /// Input VAT brought forward.
    let carried: Fixed
    /// Material bought free of duty.
    let free: Fixed
}

/// What a producer gets back.
struct ProducerRefund: Sendable, Hashable {
    /// Input VAT that may not be credited and goes to cost.
    let notCreditable: Fixed
    /// VAT due; below zero it is a credit.
    let due: Fixed
    let ceiling: Fixed
    let refund: Fixed
    /// Credited against VAT at home (免抵税额): the base of the local surcharges.
    let credited: Fixed
    let carriedOn: Fixed
}

/// 免抵退税: the credit of the month is refunded up to the ceiling; the rest of the ceiling was
/// credited against VAT at home, the rest of the credit is carried on.
func producerRefund(_ month: ProducerFigures) throws(NumberFault) -> ProducerRefund {
    let gap = try month.vatPct.subtracting(min(month.vatPct, month.refundPct))
    let base = try month.fob.subtracting(month.free)
    let notCreditable = max(.zero, try percent(gap, of: base))
    let ceiling = max(.zero, try percent(min(month.vatPct, month.refundPct), of: base))
    let due = try month.output.subtracting(
        try month.input.subtracting(notCreditable)
    ).subtracting(month.carried)
    guard due.isNegative else {
        return ProducerRefund(
            notCreditable: notCreditable, due: due, ceiling: ceiling, refund: .zero,
            credited: ceiling, carriedOn: .zero)
    }
    let credit = due.negated
    let refund = min(credit, ceiling)
    return ProducerRefund(
        notCreditable: notCreditable, due: due, ceiling: ceiling, refund: refund,
        credited: try ceiling.subtracting(refund), carriedOn: try credit.subtracting(refund))
}

/// Output VAT of exports that count as sales at home: FOB / (1 + v) × v.
func domesticSaleVAT(fob: Fixed, vatPct: Fixed) throws(NumberFault) -> Fixed {
    let whole = 100 * Int128(Fixed.scale) + Int128(vatPct.raw)
    return try fob.scaled(Int128(vatPct.raw), over: whole, places: 2)
}

/// A share of an amount, to the fen, half up.
func percent(_ pct: Fixed, of amount: Fixed) throws(NumberFault) -> Fixed {
    try amount.scaled(Int128(pct.raw), over: 100 * Int128(Fixed.scale), places: 2)
}
