/// An amount in one currency. Amounts of different currencies do not add up: that is a fault of
/// ours and throws.
public struct Money: Sendable, Hashable {
    public let amount: Fixed
    public let currency: CurrencyCode

    public init(_ amount: Fixed, _ currency: CurrencyCode) {
        self.amount = amount
        self.currency = currency
    }

    public func adding(_ other: Money) throws(MoneyFault) -> Money {
        guard currency == other.currency else { throw .currenciesDiffer }
        do { return Money(try amount.adding(other.amount), currency) } catch {
            throw .number(error)
        }
    }

    /// For people: `CNY 1,234.50`.
    public var text: String { "\(currency.code) \(amount.grouped)" }
}

public enum MoneyFault: Error, Sendable, Hashable {
    case currenciesDiffer
    case number(NumberFault)
}

/// A currency by its customs number (币制代码, three digits: 142 is the yuan), which is not ISO 4217.
public struct CurrencyCode: Sendable, Hashable {
    public let code: String

    /// Refuses anything but three ASCII digits; whether the code is in use is for the code tables.
    public init?(_ code: some StringProtocol) {
        guard code.utf8.count == 3, code.utf8.allSatisfy(isDigit) else { return nil }
        self.code = String(code)
    }

    private init(known code: String) { self.code = code }

    /// Chinese yuan (人民币).
    public static let cny = CurrencyCode(known: "142")
    /// US dollar (美元), by which some rates go.
    public static let usd = CurrencyCode(known: "502")
}

@inlinable
func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
