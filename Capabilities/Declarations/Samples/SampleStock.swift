public import Balances
import Kernel

extension SampleCast {
    /// Account book of the warehouse, from which bonded lists take.
    public static let accountBook = "T2216W000001"

    /// The filing list that brings everything the samples sell into the zone.
    ///
    /// - Parameter pieces: of each kind of goods.
    public func stock(pieces: Int32, filing: Int64 = 1) -> [StockEntry] {
        (SampleGoods.imports + [.supplement, .dear]).enumerated().map { index, goods in
            StockEntry(
                book: SampleCast.accountBook,
                reference: "QD221626I\(digits(filing, 9))-\(index + 1)",
                item: "T" + goods.code, name: goods.name, unit: goods.unit,
                quantity: Fixed(pieces))
        }
    }
}
