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
        /// Customs' number of the country of origin; empty where it is not given.
        public let origin: String

        public init(
            hs10: String, price: Fixed, quantity: Quantity, statutory: [Quantity] = [],
            origin: String = ""
        ) {
            self.hs10 = hs10
            self.price = price
            self.quantity = quantity
            self.statutory = statutory
            self.origin = origin
        }
    }

    public let lines: [Line]
    /// Freight of the order in yuan.
    public let freight: Fixed
    /// Insurance of the order in yuan.
    public let insurance: Fixed
    /// Whether the seller is in the pilot for drugs and home medical devices.
    public let isDrugPilot: Bool

    public init(
        lines: [Line], freight: Fixed = .zero, insurance: Fixed = .zero, isDrugPilot: Bool = false
    ) {
        self.lines = lines
        self.freight = freight
        self.insurance = insurance
        self.isDrugPilot = isDrugPilot
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
