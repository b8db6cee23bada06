public import Kernel

/// Goods of one exporter in a front warehouse, inspected before they are consolidated
/// (先查验、后装运).
struct Lot: Sendable, Hashable {
    enum State: String, Sendable, Hashable, CaseIterable {
        /// In the warehouse, not declared.
        case received
        /// Declared and not drawn for inspection.
        case cleared
        /// Waits for its inspection.
        case waiting
        /// Inspected, nothing found; or something was found.
        case passed, failed
        /// In a box.
        case loaded

        /// Whether it may go into a box.
        var mayBeLoaded: Bool { self == .cleared || self == .passed }
    }

    var tenant: String
    var id: String
    /// The warehouse's own number; one lot for each.
    var reference: String
    /// Exporter, by its id.
    var firm: String
    var district: String
    var warehouse: String
    var mode: String
    var goods: [String]
    var destination: String
    var packages: Int
    /// Gross mass in kilograms.
    var kilograms: Fixed
    /// Number of the list or entry it is declared by.
    var declaration: String
    var state: State
    /// Number of its inspection; empty where it was not drawn.
    var inspection: String
    var box: String
    var receivedAt: Instant
    var declaredAt: Instant?
    var decidedAt: Instant?
    var loadedAt: Instant?

    /// Whether it was received with the same facts.
    func isSame(_ other: Lot) -> Bool {
        firm == other.firm && district == other.district && warehouse == other.warehouse
            && mode == other.mode && goods == other.goods && destination == other.destination
            && packages == other.packages && kilograms == other.kilograms
    }

    /// Whether these are the same goods under whatever number: one exporter, the same codes in any
    /// order, the same quantity.
    func hasGoods(of other: Lot) -> Bool {
        firm == other.firm && packages == other.packages && kilograms == other.kilograms
            && goods.sorted() == other.goods.sorted()
    }
}

/// What the goods of a lot were declared by, as the room says that keeps the declaration.
public struct LotDeclaration: Sendable, Hashable {
    /// The number it is known by, whichever of its numbers was given.
    public var number: String
    public var mode: String
    public var countries: Set<String>
    public var goods: [String]
    public var packages: Int64
    /// Gross mass.
    public var kilograms: Fixed
    /// Released now: the goods may go and have not left.
    public var isReleased: Bool
    /// Where it stands, in words.
    public var standing: Localized

    public init(
        number: String, mode: String, countries: Set<String>, goods: [String], packages: Int64,
        kilograms: Fixed, isReleased: Bool, standing: Localized
    ) {
        self.number = number
        self.mode = mode
        self.countries = countries
        self.goods = goods
        self.packages = packages
        self.kilograms = kilograms
        self.isReleased = isReleased
        self.standing = standing
    }

    /// Whether every code of a lot is one of its codes, at the length of the shorter: a simplified
    /// list names the heading and fills up with zeros.
    func names(_ lot: Lot) -> Bool {
        lot.goods.allSatisfy { code in
            goods.contains { declared in
                let heading = declared.hasSuffix("000000") ? declared.prefix(4) : declared[...]
                return code.hasPrefix(heading) || heading.hasPrefix(code)
            }
        }
    }
}

/// One use of a container.
struct Box: Sendable, Hashable {
    enum State: String, Sendable, Hashable {
        case open, sealed, departed
    }

    var tenant: String
    var id: String
    var container: String
    var state: State
    var seal: String
    var voyage: String
    var openedAt: Instant
    var sealedAt: Instant?
    var departedAt: Instant?
}
