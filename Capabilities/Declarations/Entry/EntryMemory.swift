import Kernel
import Parties
import Store
import Web
import Wire

/// What an enterprise has declared before, to be used again: goods with their codes and units, and
/// the enterprises it works with. Nothing of buyers.
struct EntryMemory: Sendable {
    /// One of the goods, as values of a line that hold for every sale of it.
    struct Goods: Sendable, Hashable {
        let values: [String: String]
        var title: String {
            [values["itemNo"], values["gname"] ?? values["itemName"], values["gcode"]]
                .compactMap { $0 }.joined(separator: " · ")
        }
    }

    var goods: [Goods] = []
    /// Codes by element, the latest first.
    var partners: [String: [String]] = [:]

    /// How many lists are looked at, and how many goods are offered.
    static let looks = 40
    static let mostGoods = 60

    /// What changes from sale to sale.
    private static let passing: Set<String> = [
        "gnum", "qty", "qty1", "qty2", "totalPrice", "note",
    ]

    mutating func learn(_ document: MessageDocument, _ form: EntryForm) {
        for field in form.headFields where field.name.hasSuffix("Code") && field.codes == .none {
            guard let code = document[field.name], !code.isEmpty else { continue }
            if !(partners[field.name] ?? []).contains(code) {
                partners[field.name, default: []].append(code)
            }
        }
        let asked = Set(form.lineFields.map(\.name))
        for line in document.lines where goods.count < EntryMemory.mostGoods {
            let values = line.values.filter {
                asked.contains($0.key) && !EntryMemory.passing.contains($0.key)
                    && !$0.value.isEmpty
            }
            let isKnown = goods.contains {
                $0.values["gcode"] == values["gcode"] && $0.values["gname"] == values["gname"]
                    && $0.values["itemName"] == values["itemName"]
            }
            if !values.isEmpty, !isKnown { goods.append(Goods(values: values)) }
        }
    }
}

extension EntryDesk {
    /// Learnt from the enterprise's own latest lists; an order uses what lists said.
    func memory(for entry: OpenEntry, _ person: Principal) async throws -> EntryMemory {
        var filter = InventoryQueries.Filter()
        filter.isOwn = true
        filter.type = entry.form.type.isImport ? .importInventory : .exportInventory
        let records = try await enquiries.list(filter, limit: EntryMemory.looks, for: person)
        var memory = EntryMemory()
        for record in records {
            let document = try enquiries.reader.document(record.type, record.body)
            memory.learn(document, entry.form)
        }
        return memory
    }
}
