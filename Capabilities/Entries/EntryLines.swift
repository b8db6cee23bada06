public import Kernel
public import Store
public import Tariff

/// What a declaration says of its goods, for the rooms built before this one.
public struct DeclaredEntry: Sendable, Hashable {
    /// Goods of one line.
    public struct Line: Sendable, Hashable {
        public let code: String
        /// Customs value in yuan.
        public let value: Fixed
        /// Three digits of the customs.
        public let origin: String
        /// As `2000/035`, several with blanks between.
        public let quantity: String
    }

    public let acceptedOn: Day
    /// The day whose rates apply.
    public let rateDay: Day
    /// What it stands at once nothing is left to release under it.
    public let closed: Localized?
    public let lines: [Line]
}

extension EntriesCapability {
    /// A declaration by its number. Nil where it is not held, is another enterprise's, or cannot be
    /// valued.
    public static func declared(
        _ number: String, tenant: String, _ book: TariffBook, in session: Session
    ) throws -> DeclaredEntry? {
        guard let entry = try EntryRows.find(number, in: session),
            entry.tenant.utf8.elementsEqual(tenant.utf8)
                || entry.lodger.utf8.elementsEqual(tenant.utf8),
            let result = try? EntryTax(book: book).assess(
                entry.document, rates: entry.rateDay, currencies: entry.acceptedOn),
            result.lines.count == entry.document.lines.count
        else { return nil }
        let isClosed =
            entry.state == .refused || entry.state == .lapsed || entry.settledOn != nil
        return DeclaredEntry(
            acceptedOn: entry.acceptedOn, rateDay: entry.rateDay,
            closed: isClosed ? entry.state.name : nil,
            lines: zip(entry.document.lines, result.lines).map { line, taxed in
                DeclaredEntry.Line(
                    code: line["code"] ?? "", value: taxed.value, origin: line["origin"] ?? "",
                    quantity: EntryTax.quantities(line).map { "\($0.amount.text)/\($0.unit)" }
                        .joined(separator: " "))
            })
    }
}
