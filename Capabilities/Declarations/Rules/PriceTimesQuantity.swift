import Kernel

/// Whether the total of a line is its unit price times its quantity.
enum PriceTimesQuantity {
    /// A unit price has five decimals at most, so the product may miss the total by half a unit of
    /// the last decimal for every piece, and by a fen for the rounding of the total. Figures too
    /// large to be multiplied do not fit.
    static func fits(_ price: Fixed, _ quantity: Fixed, _ total: Fixed) -> Bool {
        guard let product = try? price.multiplied(by: quantity),
            let gap = try? product.subtracting(total),
            let allowed = try? quantity.scaled(5, over: 1_000_000).adding(Fixed(raw: 1000))
        else { return false }
        return (gap.isNegative ? gap.negated : gap) <= allowed
    }
}
