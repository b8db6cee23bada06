public import Kernel
public import Wire

/// A line of an import declaration of an earlier day.
public struct PastLine: Sendable, Hashable {
    /// Number of the declaration (报关单号).
    public var entry: String
    /// Number of the line in it (项号), from 1.
    public var line: Int
    public var declaredOn: Day
    /// Day the taxes were paid: the time for claiming them back runs from it.
    public var paidOn: Day
    /// Ten digits.
    public var code: String
    public var name: String
    /// Three letters, or the customs' number.
    public var origin: String
    /// Customs value in yuan.
    public var value: Fixed
    public var quantities: [Quantity]
    /// The agreement claimed; empty when none was.
    public var claim: String
    /// Duty paid, in yuan; nil to take what the claimed rate, or none, comes to.
    public var duty: Fixed?

    public init(
        entry: String, line: Int, declaredOn: Day, paidOn: Day, code: String, name: String,
        origin: String, value: Fixed, quantities: [Quantity] = [], claim: String = "",
        duty: Fixed? = nil
    ) {
        self.entry = entry
        self.line = line
        self.declaredOn = declaredOn
        self.paidOn = paidOn
        self.code = code
        self.name = name
        self.origin = origin
        self.value = value
        self.quantities = quantities
        self.claim = claim
        self.duty = duty
    }

    /// Quantities as they are written in files: `2000/035 40/007`.
    var quantityText: String {
        quantities.map { "\($0.amount.text)/\($0.unit)" }.joined(separator: " ")
    }

    /// As journal entries carry it.
    public var json: JSON {
        .object([
            .init("entry", .text(entry)), .init("line", .integer(line)),
            .init("declaredOn", .text(declaredOn.text)), .init("paidOn", .text(paidOn.text)),
            .init("code", .text(code)), .init("name", .text(name)),
            .init("origin", .text(origin)), .init("valueYuan", .text(value.text)),
            .init("quantity", .text(quantityText)), .init("claim", .text(claim)),
            .init("dutyYuan", TariffJSON.number(duty)),
        ])
    }

    /// Reads a line back; nil when something needed is missing or not valid.
    public init?(_ json: JSON) {
        guard let entry = json["entry"]?.string, !entry.isEmpty,
            let line = json["line"]?.integer, line > 0, line < 100_000,
            let day = Day(json["declaredOn"]?.string ?? ""),
            let code = json["code"]?.string, let origin = json["origin"]?.string,
            let value = try? TariffQuery.amount(json["valueYuan"]?.string ?? "", "value"),
            let quantities = try? TariffQuery.quantities(
                json["quantity"]?.string ?? "", "quantity")
        else { return nil }
        self.init(
            entry: entry, line: Int(line), declaredOn: day,
            paidOn: Day(json["paidOn"]?.string ?? "") ?? day, code: code,
            name: json["name"]?.string ?? "", origin: origin, value: value,
            quantities: quantities, claim: json["claim"]?.string ?? "",
            duty: json["dutyYuan"]?.string.flatMap { try? Fixed($0) })
    }
}
