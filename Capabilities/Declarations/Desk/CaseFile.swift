import Kernel
import Parties
import Store
import Wire

/// A list with the documents that belong to it, as far as they are there.
struct CaseFile: Sendable {
    var record: InventoryShelf.Record
    var list: Inventory
    var documents: [DocumentShelf.Document] = []
    var order: Order?
    var payment: Payment?
    var waybill: Waybill?
    /// What is not there yet.
    var missing: [DocumentShelf.Place] = []
    /// Taken by another list.
    var taken: [DocumentShelf.Document] = []
}

/// Puts case files together.
struct CaseReader: Sendable {
    let catalogue: MessageCatalogue
    let register: EnterpriseRegister
    let settings: DatedSettings

    /// Nil when the list waits for nobody any more.
    func file(_ preNo: String, of declarant: String, on day: Day, in session: Session) throws
        -> CaseFile?
    {
        guard
            let record = try InventoryShelf.find(preNo, of: declarant, in: session),
            record.status == .declaring
        else { return nil }
        return try complete(record, on: day, in: session)
    }

    /// A list as it lies in the store, read.
    func list(_ record: InventoryShelf.Record) throws -> Inventory {
        let document = try document(record.type, record.body)
        return try Inventory(head: document.head, lines: document.lines)
    }

    func complete(_ record: InventoryShelf.Record, on day: Day, in session: Session) throws
        -> CaseFile
    {
        var file = CaseFile(record: record, list: try list(record))
        for place in try places(of: file, on: day, in: session) {
            guard let found = try DocumentShelf.find(place, in: session),
                found.status == .stored
            else {
                file.missing.append(place)
                continue
            }
            if let user = found.usedBy, user != record.preNo { file.taken.append(found) }
            file.documents.append(found)
            try read(found, into: &file)
        }
        return file
    }

    private func read(_ found: DocumentShelf.Document, into file: inout CaseFile) throws {
        let document = try document(found.place.type, found.body)
        switch found.place.type {
        case .importOrder, .exportOrder:
            file.order = try Order(head: document.head, lines: document.lines)
        case .importPayment, .exportReceipt:
            file.payment = try Payment(head: document.head, type: found.place.type)
        case .importWaybill, .exportWaybill:
            file.waybill = try Waybill(head: document.head, type: found.place.type)
        case .importInventory, .exportInventory: break
        }
    }

    private func document(_ type: MessageType, _ body: [UInt8]) throws -> MessageDocument {
        guard let table = catalogue.table(type.rawValue) else {
            throw StoreShape(what: type.rawValue)
        }
        return try table.document(fragment: body)
    }

    /// Where the documents of a list lie, whether they are there or not.
    private func places(of file: CaseFile, on day: Day, in session: Session) throws
        -> [DocumentShelf.Place]
    {
        let list = file.list
        let isImport = file.record.type == .importInventory
        let platform = register.find(code: list.platform)?.id ?? ""
        let seller = register.find(code: list.seller)?.id ?? ""
        let logistics = register.find(code: list.logistics)?.id ?? ""
        guard isImport else {
            var places = [
                DocumentShelf.Place(tenant: seller, type: .exportOrder, number: list.orderNo),
                DocumentShelf.Place(
                    tenant: logistics, type: .exportWaybill, number: list.waybill),
            ]
            let needed = settings.whole("export.receipt-of-payment-required", on: day) ?? 1
            if needed > 0 {
                places.append(
                    DocumentShelf.Place(
                        tenant: seller, type: .exportReceipt, number: list.orderNo))
            }
            return places
        }
        // A payment lies under its own number; until it has come its order's number stands for it.
        let payment =
            try DocumentShelf.linked(
                .importPayment, orderNo: list.orderNo, of: platform, in: session)
            ?? DocumentShelf.Place(
                tenant: platform, type: .importPayment, number: list.orderNo)
        return [
            DocumentShelf.Place(tenant: platform, type: .importOrder, number: list.orderNo),
            payment,
            DocumentShelf.Place(tenant: logistics, type: .importWaybill, number: list.waybill),
        ]
    }
}
