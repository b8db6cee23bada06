public import Kernel

/// A declaration the house holds, as far as a claim of preference is held against it.
public struct HeldDeclaration: Sendable, Hashable {
    /// The day it was accepted: the proof has to be good on it.
    public let declaredOn: Day
    /// The day whose rates apply: another one where the goods were declared before they came.
    public let ratesOf: Day
    /// Why nothing can be released under it any more, in the words of its state; nil while
    /// something can.
    public let closed: Localized?
    public let lines: [DeclaredLine]

    public init(declaredOn: Day, ratesOf: Day, closed: Localized?, lines: [DeclaredLine]) {
        self.declaredOn = declaredOn
        self.ratesOf = ratesOf
        self.closed = closed
        self.lines = lines
    }
}

/// Goods of a declaration the house holds.
public struct DeclaredLine: Sendable, Hashable {
    /// Ten digits; fewer on a summary.
    public let code: String
    /// Customs value in yuan.
    public let value: Fixed
    /// Origin as it was declared: a number of the customs, letters or a name.
    public let country: String
    /// As `2000/035`, several with blanks between.
    public let quantity: String

    public init(code: String, value: Fixed, country: String, quantity: String) {
        self.code = code
        self.value = value
        self.country = country
        self.quantity = quantity
    }
}
