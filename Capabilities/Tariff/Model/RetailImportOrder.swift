public import Kernel

/// An order of a consumer as customs tax it: goods, freight and insurance, all in yuan.
public struct RetailImportOrder: Sendable, Hashable {
    /// One goods line.
    public struct Line: Sendable, Hashable {
        /// Ten-digit goods code, as declared.
        public let hs10: String
        /// What the buyer pays for the whole line, without tax, freight and insurance, in yuan.
        public let price: Fixed
        /// How many were ordered, in the unit of the order.
        public let quantity: Quantity
        /// Statutory quantities of the line; taxes that count by weight or piece need them.
        public let statutory: [Quantity]

        public init(
            hs10: String, price: Fixed, quantity: Quantity, statutory: [Quantity] = []
        ) {
            self.hs10 = hs10
            self.price = price
            self.quantity = quantity
            self.statutory = statutory
        }
    }

    public let lines: [Line]
    /// Freight of the order in yuan.
    public let freight: Fixed
    /// Insurance of the order in yuan.
    public let insurance: Fixed

    public init(lines: [Line], freight: Fixed = .zero, insurance: Fixed = .zero) {
        self.lines = lines
        self.freight = freight
        self.insurance = insurance
    }
}

/// How much of something, in a unit of the units table (035 is the kilogram).
public struct Quantity: Sendable, Hashable {
    public let amount: Fixed
    public let unit: String

    public init(_ amount: Fixed, unit: String) {
        self.amount = amount
        self.unit = unit
    }
}
