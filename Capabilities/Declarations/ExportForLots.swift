public import Kernel
public import Parties
public import Store
public import Wire

/// An export list, as who loads the goods has to know it.
public struct ExportedList: Sendable, Hashable {
    /// The number the customs gave it, or the E-Port's before.
    public let number: String
    public let mode: String
    /// Country of arrival and those of its lines.
    public let countries: Set<String>
    /// Goods codes as they were declared.
    public let goods: [String]
    public let packages: Int64
    public let kilograms: Fixed
    /// Released, and not closed: the goods have not left.
    public let isReleased: Bool
    public let standing: Localized
}

extension DeclarationsCapability {
    /// Finds the export list of an exporter by any of its numbers; nil where there is none, or no
    /// single one. An import, and a list of somebody else's goods, is none.
    public static func exportedLists(
        _ catalogue: MessageCatalogue, _ register: EnterpriseRegister
    ) -> @Sendable (_ number: String, _ exporter: String, _ session: Session) throws ->
        ExportedList?
    {
        { number, exporter, session in
            let found = try InventoryQueries.seen(
                by: exporter, .init(type: .exportInventory, number: number), limit: 10,
                in: session
            ).filter {
                [$0.preNo, $0.invtNo, $0.copNo].contains(number)
                    && register.find(code: $0.seller)?.id == exporter
            }
            guard found.count == 1, let record = found.first,
                let table = catalogue.table(record.type.rawValue)
            else { return nil }
            let document = try table.document(fragment: record.body)
            let list = try Inventory(head: document.head, lines: document.lines)
            return ExportedList(
                number: record.invtNo ?? record.preNo, mode: record.tradeMode,
                countries: Set([list.country] + list.lines.map(\.country)),
                goods: list.lines.map(\.code), packages: Int64(list.packages) ?? 0,
                kilograms: list.grossMassKilograms, isReleased: record.status == .released,
                standing: record.status.name)
        }
    }
}
