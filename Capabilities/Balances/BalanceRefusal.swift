public import Kernel

/// Why the ledger did not do what was asked; nothing was changed. The order of the cases is the
/// order of precedence: of two reasons the first is given.
public enum BalanceRefusal: GroundedRefusal, Hashable {
    /// The body of a request is not JSON.
    case notReadable
    /// An officer has to say whose accounts.
    case holderNeeded
    /// There is no such enterprise, or not for who asks.
    case noSuchHolder(String)
    /// Fields of a request, each with its fault.
    case input([Fault])
    /// The key of the order cannot be one.
    case transferID(String)
    /// What the order is for cannot be said so.
    case reference(String)
    /// Not above zero, or beyond what an account can hold.
    case amount(Fixed)
    /// An account begins empty, so it cannot have a lowest balance above zero.
    case lowest(Fixed)
    case sameAccount(AccountID)
    /// The key has been used for another order; `fields` tells what differs.
    case transferDiffers(id: String, fields: [String])
    case noSuchAccount(AccountID)
    case accountDiffers(AccountID)
    case unitsDiffer(debit: Localized, credit: Localized)
    case noSuchTransfer(String)
    /// Reversals and what the ledger does of itself are not reversed.
    case notReversible(String)
    /// More would be given back than was taken.
    case overReversed(id: String, asked: Fixed, left: Fixed)
    case insufficient(
        account: AccountID, label: Localized, unit: Localized, needed: Fixed, available: Fixed,
        basis: Citation)
    case outOfRange(AccountID)
    /// The account book is another enterprise's.
    case bookOfAnother(String)
    /// The holder has no guarantee of that number.
    case noSuchGuarantee(String)
    /// Nothing of the item was ever booked in, in this unit.
    case noSuchStock(book: String, item: String)

    /// One of each, in order of precedence: what the pages about problems walk.
    public static let all: [BalanceRefusal] = [
        .notReadable, .holderNeeded, .noSuchHolder("…"),
        .input([InputFault.missing.fault(at: "/amount")]), .transferID("…"), .reference("…"),
        .amount(.zero), .lowest(Fixed(1)), .sameAccount(example),
        .transferDiffers(id: "…", fields: ["amount"]), .noSuchAccount(example),
        .accountDiffers(example), .unitsDiffer(debit: yuan, credit: kilogram),
        .noSuchTransfer("…"), .notReversible("…"),
        .overReversed(id: "…", asked: Fixed(2), left: Fixed(1)),
        .insufficient(
            account: example, label: Localized(zh: "税款担保", en: "Tax guarantee"),
            unit: yuan, needed: Fixed(200), available: Fixed(150),
            basis: OwnRule.neverOverdrawn.citation),
        .outOfRange(example), .bookOfAnother("…"), .noSuchGuarantee("…"),
        .noSuchStock(book: "…", item: "…"),
    ]

    private static let yuan = UnitNames.numbers.name(of: .money(.cny))
    private static let kilogram = Localized(zh: "千克", en: "kilogram")
    private static let example = AccountID(stored: "guarantee")

    /// 400 for what is no request, 404 for what is not there, 409 for what contradicts the past,
    /// else 422.
    public var status: Int {
        switch self {
        case .notReadable: 400
        case .noSuchHolder, .noSuchAccount, .noSuchTransfer, .noSuchGuarantee, .noSuchStock:
            404
        case .transferDiffers, .accountDiffers, .bookOfAnother: 409
        case .holderNeeded, .input, .transferID, .reference, .amount, .lowest, .sameAccount,
            .unitsDiffer, .notReversible, .overReversed, .insufficient, .outOfRange:
            422
        }
    }

    public var faults: [Fault] {
        if case .input(let faults) = self { return faults }
        return []
    }

    public var field: String? {
        switch self {
        case .notReadable, .input: nil
        case .holderNeeded, .noSuchHolder: "enterprise"
        case .transferID, .transferDiffers: "id"
        case .reference: "reference"
        case .amount, .overReversed, .insufficient, .outOfRange: "amount"
        case .lowest: "lowest"
        case .sameAccount: "credit"
        case .noSuchAccount, .accountDiffers, .unitsDiffer: "account"
        case .noSuchTransfer, .notReversible: "reverses"
        case .bookOfAnother: "book"
        case .noSuchGuarantee: "reference"
        case .noSuchStock: "item"
        }
    }
}

/// The ledger contradicts itself: a defect of ours. The transaction is lost, the process lives.
public struct LedgerBroken: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}
