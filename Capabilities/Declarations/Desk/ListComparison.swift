import Kernel
import Parties
import Wire

extension CaseReader {
    /// Fields in which a document says otherwise than the list it is about, as far as both have
    /// them. Codes of one enterprise are the same, whichever of them stands there.
    func differences(
        _ head: MessageRecord, _ record: InventoryShelf.Record, in elements: [String]
    ) throws -> [MessageField] {
        let list = try document(record.type, record.body).head
        let forms = CodeForms(register: register)
        var found: [MessageField] = []
        for element in elements where head.table.place(of: element) != nil {
            guard let said = head[element], let there = list[element] else { continue }
            if said == there || forms.main(said) == forms.main(there) { continue }
            if let field = head.table.field(element) { found.append(field) }
        }
        return found
    }
}
