import Kernel
import Parties
import Store
import Wire

/// The lines of a follow-up that name parcels by their waybills (507, 509, 607, 711), and the lists
/// those belong to.
struct ParcelLines {
    struct Line {
        /// Which part of the follow-up it stands in.
        let part: FollowUp.Part
        let number: String
        let waybill: String
        let record: MessageRecord
        /// The list that was decided on this waybill; nil when there is none.
        let list: InventoryShelf.Record?
        /// Whether an earlier line names the same waybill. A message is looked at by itself when it
        /// comes; the parts of one may repeat a parcel all the same.
        let isRepeated: Bool
    }

    let followUp: FollowUp
    let reader: CaseReader
    let session: Session

    /// All lines of all parts, in their order.
    func all() throws -> [Line] {
        let carrier = reader.register.find(code: followUp.head.text("logisticsCode"))?.id ?? ""
        var seen: Set<String> = []
        return try followUp.parts.flatMap { part in
            try part.document.lines.map { line in
                let waybill = line.text("logisticsNo")
                return Line(
                    part: part, number: line.text("gnum"), waybill: waybill, record: line,
                    list: try list(of: waybill, carrier: carrier),
                    isRepeated: !seen.insert(waybill).inserted)
            }
        }
    }

    private var waybillType: MessageType {
        followUp.type.isImport ? .importWaybill : .exportWaybill
    }

    private func list(of waybill: String, carrier: String) throws -> InventoryShelf.Record? {
        let place = DocumentShelf.Place(tenant: carrier, type: waybillType, number: waybill)
        guard let user = try DocumentShelf.find(place, in: session)?.usedBy else { return nil }
        return try InventoryQueries.find(acrossTenants: user, in: session)
    }

    /// Whether a list is on another follow-up of a type that has taken effect.
    func isOnAnother(_ type: MessageType, _ list: InventoryShelf.Record) throws -> String? {
        try FollowUpShelf.about(list.key, type, at: [.concluded], in: session).first?.preNo
    }
}

extension ParcelLines.Line {
    func outcome(_ finding: Finding?) -> LineOutcome {
        LineOutcome(line: number, number: waybill, list: list?.preNo, finding: finding)
    }
}

extension InventoryShelf.Record {
    var key: FollowUpShelf.ListKey { FollowUpShelf.ListKey(declarant: declarant, preNo: preNo) }
}

extension [LineOutcome] {
    /// What a follow-up keeps of its lines.
    var decision: JSON { .object([.init("lines", .array(map(\.json)))]) }

    var findings: [Finding] { compactMap(\.finding) }
}
