import Kernel
import Parties
import Reference
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

    /// The day on which the declaration was complete (完成申报之日), whose rules and rates apply:
    /// that of the list or of the last of its documents. How long the desk took changes nothing.
    var day: Day {
        documents.map(\.receivedAt).reduce(record.statusAt) { max($0, $1) }.day
    }
}

/// Puts case files together.
struct CaseReader: Sendable {
    let catalogue: MessageCatalogue
    let register: EnterpriseRegister
    let settings: DatedSettings
    /// Days off, for terms that do not end on one.
    let calendar: WorkingCalendar

    init(_ needs: DeclarationsCapability.Needs, _ settings: DatedSettings) throws {
        (catalogue, register) = (needs.catalogue, needs.register)
        self.settings = settings
        calendar = try WorkingCalendar.load(needs.share)
    }

    /// The last day of a term whose setting says that it moves to the next working day (1); the day
    /// itself where none does.
    func lastDay(_ day: Day, rolls key: String, on start: Day) -> Day {
        guard settings.whole(key, on: start) == 1 else { return day }
        return calendar.ending(day, .rollsForward).day
    }

    /// Nil when the list waits for nobody any more.
    func file(_ preNo: String, of declarant: String, in session: Session) throws -> CaseFile? {
        guard
            let record = try InventoryShelf.find(preNo, of: declarant, in: session),
            record.status == .declaring
        else { return nil }
        return try complete(record, in: session)
    }

    /// A list as it lies in the store, read.
    func list(_ record: InventoryShelf.Record) throws -> Inventory {
        let document = try document(record.type, record.body)
        return try Inventory(head: document.head, lines: document.lines)
    }

    func complete(_ record: InventoryShelf.Record, in session: Session) throws -> CaseFile {
        var file = CaseFile(record: record, list: try list(record))
        // A list that was accepted keeps the documents it was decided on.
        let taken = record.decision.flatMap(Decision.init(encoded:))?.taken ?? []
        if taken.isEmpty {
            for place in places(of: file) { try add(place, to: &file, in: session) }
        }
        for place in taken {
            try add(place, of: record, to: &file, in: session)
        }
        if taken.isEmpty, record.type == .importInventory {
            try addPayment(to: &file, in: session)
        }
        return file
    }

    private func add(
        _ place: DocumentShelf.Place, to file: inout CaseFile, in session: Session
    ) throws {
        guard let found = try DocumentShelf.find(place, in: session), found.status == .stored,
            !isOfEarlierParcel(found, file.record)
        else {
            file.missing.append(place)
            return
        }
        try add(found, to: &file)
    }

    private func add(
        _ taken: Decision.Taken, of record: InventoryShelf.Record, to file: inout CaseFile,
        in session: Session
    ) throws {
        let place = DocumentShelf.Place(
            tenant: taken.tenant, type: taken.type, number: taken.number)
        let found = try DocumentShelf.find(place, usedBy: record.preNo, in: session)
        guard let found, found.status == .stored else {
            file.missing.append(place)
            return
        }
        try add(found, to: &file)
    }

    /// An old waybill that another list used means another parcel: the new one is still to come.
    private func isOfEarlierParcel(
        _ found: DocumentShelf.Document, _ record: InventoryShelf.Record
    ) -> Bool {
        guard let user = found.usedBy, user != record.preNo else { return false }
        return WaybillNumberReuse.givesWay(
            found.place.type, receivedAt: found.receivedAt, on: record.statusAt.day,
            settings: settings)
    }

    private func add(_ found: DocumentShelf.Document, to file: inout CaseFile) throws {
        if let user = found.usedBy, user != file.record.preNo { file.taken.append(found) }
        file.documents.append(found)
        try read(found, into: &file)
    }

    /// Anybody may send a payment that names an order: the one the order names counts, however many
    /// others there are, else the one that fits best. None of them keeps the list waiting for a
    /// better one.
    private func addPayment(to file: inout CaseFile, in session: Session) throws {
        let platform = register.find(code: file.list.platform)?.id ?? ""
        var places = try DocumentShelf.linked(
            .importPayment, orderNo: file.list.orderNo, of: platform, in: session)
        if places.count == DocumentShelf.linkedAtMost, let named = namedPayment(file.order) {
            places.append(named)
        }
        let candidates = try places.compactMap { try DocumentShelf.find($0, in: session) }
            .filter { $0.status == .stored }
        var best: (found: DocumentShelf.Document, score: Int)?
        for found in candidates {
            guard let payment = try payment(found), payment.orderNo == file.list.orderNo
            else { continue }
            let score = fit(payment, file.order) + (found.usedBy == nil ? 1 : 0)
            if score > best?.score ?? -1 { best = (found, score) }
        }
        guard let best else {
            file.missing.append(paymentPlace(of: file.list))
            return
        }
        try add(best.found, to: &file)
        // In the order people name them: order, payment, waybill.
        if file.documents.count == 3 { file.documents.swapAt(1, 2) }
    }

    /// The payment an order names; nil when it names none.
    private func namedPayment(_ order: Order?) -> DocumentShelf.Place? {
        guard let transaction = order?.payTransaction, let code = order?.payCode,
            let enterprise = register.find(code: code)
        else { return nil }
        return DocumentShelf.Place(
            tenant: enterprise.id, type: .importPayment, number: transaction)
    }

    /// How well a payment fits an order: the transaction the order names before all.
    private func fit(_ payment: Payment, _ order: Order?) -> Int {
        guard let order else { return 0 }
        let forms = CodeForms(register: register)
        let (paid, ordered) = (forms.unified(payment), forms.unified(order))
        let named =
            ordered.payTransaction == paid.transaction && ordered.payCode == paid.payCode
        return (named ? 16 : 0) + (paid.paid == ordered.paid ? 4 : 0)
            + (paid.payer.idNumber == ordered.buyer.idNumber ? 8 : 0)
    }

    /// Under which number a list waits for a payment: that of its order at its platform, for a
    /// payment's own number is not known before it has come.
    func paymentPlace(of list: Inventory) -> DocumentShelf.Place {
        DocumentShelf.Place(
            tenant: register.find(code: list.platform)?.id ?? "", type: .importPayment,
            number: list.orderNo)
    }

    private func read(_ found: DocumentShelf.Document, into file: inout CaseFile) throws {
        let document = try document(found.place.type, found.body)
        switch found.place.type.genre {
        case .order:
            file.order = try Order(head: document.head, lines: document.lines)
        case .payment:
            file.payment = try Payment(head: document.head, type: found.place.type)
        case .waybill:
            file.waybill = try Waybill(head: document.head, type: found.place.type)
        case .inventory, .followUp: break
        }
    }

    func document(_ type: MessageType, _ body: [UInt8]) throws -> MessageDocument {
        guard let table = catalogue.table(type.rawValue) else {
            throw StoreShape(what: type.rawValue)
        }
        return try table.document(fragment: body)
    }

    /// Where the documents of a list lie, whether they are there or not; without its payment.
    private func places(of file: CaseFile) -> [DocumentShelf.Place] {
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
            let needed = settings.whole(.receiptOfPayment, on: file.record.statusAt.day)
            // Between enterprises, order and waybill are enough.
            if needed > 0, !list.isBusinessExport {
                places.append(
                    DocumentShelf.Place(
                        tenant: seller, type: .exportReceipt, number: list.orderNo))
            }
            return places
        }
        return [
            DocumentShelf.Place(tenant: platform, type: .importOrder, number: list.orderNo),
            DocumentShelf.Place(tenant: logistics, type: .importWaybill, number: list.waybill),
        ]
    }
}
