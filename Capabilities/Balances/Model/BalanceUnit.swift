public import Kernel

/// What an account counts: amounts of one currency, or quantities in one unit.
public enum BalanceUnit: Sendable, Hashable {
    case money(CurrencyCode)
    /// Unit of quantity by its customs number (计量单位代码, three digits: 035 is the kilogram).
    case quantity(String)

    /// `money-142`, `unit-035`: currencies and units share numbers, so the kind is part of it.
    public var code: String {
        switch self {
        case .money(let currency): "money-" + currency.code
        case .quantity(let unit): "unit-" + unit
        }
    }

    /// Reads `code`; nil when it is no such thing.
    public init?(code: some StringProtocol) {
        let text = String(code)
        let bytes = Array(text.utf8)
        if bytes.starts(with: "money-".utf8) {
            guard let currency = CurrencyCode(text.dropFirst(6)) else { return nil }
            self = .money(currency)
        } else if bytes.starts(with: "unit-".utf8) {
            let unit = bytes.dropFirst(5)
            guard unit.count == 3, unit.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
                return nil
            }
            self = .quantity(String(text.dropFirst(5)))
        } else {
            return nil
        }
    }
}
