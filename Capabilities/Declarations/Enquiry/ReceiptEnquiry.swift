import Kernel
import Parties
import Store
import Web

/// What somebody looks for among the receipts of an enterprise.
struct ReceiptFilter: Sendable, Hashable {
    /// `CEB622`.
    var type: String?
    /// True for what was refused or rejected, false for the rest.
    var isRefusal: Bool?
    /// Number of a list, an order, a payment or a waybill, as people have it.
    var number: String?
    /// Day in China on which they were given.
    var day: Day?
    /// Receipts before this one, for the next page.
    var before: Int64?

    var isEmpty: Bool { type == nil && isRefusal == nil && number == nil && day == nil }
}

/// A receipt, and the list it leads to.
struct FoundReceipt: Sendable, Hashable {
    let receipt: ReceiptBook.Receipt
    /// Number of a list the visitor may see: the one it is about, or that uses the document.
    let list: String?
    /// Why the list was sent back, where the receipt says that it was.
    var findings: [Finding] = []
}

extension Enquiries {
    /// Receipts of the visitor's enterprise, latest first.
    func receipts(_ filter: ReceiptFilter, limit: Int, for visitor: Principal) async throws
        -> [FoundReceipt]
    {
        let tenant = visitor.enterprise
        guard !tenant.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        return try await store.read { session in
            let subjects = try filter.number.map { try names(of: $0, tenant, in: session) }
            let receipts = try ReceiptBook.latest(
                filter, about: subjects, of: tenant, limit: limit, in: session)
            return try receipts.map { receipt in
                let list = try leads(receipt.subject, tenant, in: session)
                return FoundReceipt(
                    receipt: receipt, list: list,
                    findings: try findings(receipt, list, tenant, in: session))
            }
        }
    }

    /// What the decision found that a rejection tells of; nothing for other receipts.
    private func findings(
        _ receipt: ReceiptBook.Receipt, _ list: String?, _ tenant: String, in session: Session
    ) throws -> [Finding] {
        guard receipt.status == Status.rejected.rawValue, let list,
            let declarant = try Parts.declarant(of: list, seenBy: tenant, in: session),
            let record = try InventoryShelf.find(list, of: declarant, in: session)
        else { return [] }
        return record.decision.flatMap(Decision.init(encoded:))?.findings ?? []
    }

    /// Under which names a number may stand in receipts: of a document, of a list, or of the lists
    /// and what follows them that bear it as theirs.
    func names(of number: String, _ tenant: String, in session: Session) throws
        -> [String]
    {
        var subjects = [number]
        for type in MessageType.allCases where !type.isInventory && !type.isFollowUp {
            subjects.append("\(type.rawValue)/\(number)")
        }
        subjects += try FollowUpShelf.given(toNumber: number, of: tenant, in: session)
        subjects += try RefusedNumbers.subjects(of: number, tenant, in: session)
        let lists = try InventoryQueries.preNos(of: number, seenBy: tenant, in: session)
        return subjects + lists.filter { $0 != number }
    }

    /// To which list a receipt leads; nil when there is none the enterprise may see.
    private func leads(_ subject: String, _ tenant: String, in session: Session) throws -> String? {
        var number = subject
        if let slash = subject.utf8.firstIndex(of: UInt8(ascii: "/")) {
            guard let type = MessageType(rawValue: String(subject[..<slash])),
                let document = try DocumentShelf.find(
                    DocumentShelf.Place(
                        tenant: tenant, type: type,
                        number: String(subject[subject.utf8.index(after: slash)...])), in: session),
                let user = document.usedBy
            else { return nil }
            number = user
        }
        return try Parts.declarant(of: number, seenBy: tenant, in: session) == nil ? nil : number
    }
}
