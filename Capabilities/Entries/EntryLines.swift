public import Kernel
public import Store
public import Tariff

extension EntriesCapability {
    /// Codes and customs values in yuan of the lines of a declaration, for the rooms built before
    /// this one. Nil where it is not held, is another enterprise's, or cannot be valued.
    public static func lines(
        of number: String, tenant: String, _ book: TariffBook, in session: Session
    ) throws -> [(code: String, value: Fixed)]? {
        guard let entry = try EntryRows.find(number, in: session),
            entry.tenant.utf8.elementsEqual(tenant.utf8)
                || entry.lodger.utf8.elementsEqual(tenant.utf8),
            let result = try? EntryTax(book: book).assess(
                entry.document, rates: entry.rateDay, currencies: entry.acceptedOn),
            result.lines.count == entry.document.lines.count
        else { return nil }
        return zip(entry.document.lines, result.lines).map { ($0["code"] ?? "", $1.value) }
    }
}
