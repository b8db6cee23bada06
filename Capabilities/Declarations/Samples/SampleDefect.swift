/// One thing that is wrong with a chain and nothing else.
public enum SampleDefect: Sendable, Hashable {
    // MARK: Fits the schema; found by the checks of the gateway or at the desk

    /// The payment comes from somebody else than the buyer.
    case payerDiffers
    /// The payment is one yuan less than the order says.
    case amountDiffers
    /// The list names another buyer than the order.
    case buyerDiffers
    /// The waybill goes to another address than the order.
    case addressDiffers
    /// The list lacks the last line of the order.
    case lineMissing
    /// The list weighs more than the waybill (export).
    case massDiffers
    /// Several articles for more than one purchase may cost.
    case overOrderLimit
    /// The list names a goods code that the tariff does not have.
    case unknownGoodsCode
    /// The order (import) or the list (export) names a country that no table has.
    case unknownCountry
    /// Order and list name a seller that is not registered.
    case unregisteredSeller

    // MARK: Breaks the schema of the first message

    /// Two elements of the order have changed places.
    case wrongOrder
    /// A required element of the order is not there.
    case missingElement
    /// The value of the goods of the order reads as given.
    case amount(String)
}
