import Kernel

/// The customs value of one line: its price and its share of freight and insurance, in fen.
struct LineValue: Sendable, Hashable {
    let price: Fixed
    let share: Fixed
    let value: Fixed
}

/// Spreads freight and insurance over the lines by their prices.
///
/// Prices are rounded half up to the fen; shares are rounded down to the fen and what remains goes
/// to the last line, so the values add up to the order exactly and no share is below zero.
func freightAndInsuranceFollowTheLines(_ order: RetailImportOrder)
    throws(NumberFault) -> [LineValue]
{
    var sum = Fixed.zero
    var prices: [Fixed] = []
    prices.reserveCapacity(order.lines.count)
    for line in order.lines {
        let price = line.price.rounded(to: 2)
        prices.append(price)
        sum = try sum.adding(price)
    }
    let extra = try order.freight.rounded(to: 2).adding(order.insurance.rounded(to: 2))
    var left = extra
    var values: [LineValue] = []
    values.reserveCapacity(prices.count)
    for (index, price) in prices.enumerated() {
        let isLast = index == prices.count - 1
        let share =
            isLast || sum.isZero
            ? (isLast ? left : .zero)
            : try extra.scaled(Int128(price.raw), over: Int128(sum.raw), places: 2, .down)
        left = try left.subtracting(share)
        values.append(LineValue(price: price, share: share, value: try price.adding(share)))
    }
    return values
}
