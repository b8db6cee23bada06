import Kernel
import Parties
import Store
import Wire

/// The buyer has signed for a parcel (运单状态, CEB513): noted on its list.
struct DeliveryState: FollowUpMeaning {
    let reader: CaseReader
    let clock: Clock

    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        // A time that is none has its own finding.
        guard let time = Instant(compact: document.head.text("logisticsTime")),
            time > clock.now()
        else { return [] }
        return [EntryWords.notYetDelivered]
    }

    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {
        let head = followUp.head
        let waybill = head.text("logisticsNo")
        let carrier = reader.register.find(code: head.text("logisticsCode"))?.id ?? ""
        let place = DocumentShelf.Place(tenant: carrier, type: .importWaybill, number: waybill)
        let list = try DocumentShelf.find(place, in: steps.session)?.usedBy.flatMap {
            try InventoryQueries.find(acrossTenants: $0, in: steps.session)
        }
        var finding: Finding?
        if let list {
            if list.status == .released || list.status == .closed {
                try steps.link(list.key, to: followUp.first)
            } else {
                finding = EntryWords.notAt(.deliveryState, waybill, list.status)
            }
        } else {
            finding = EntryWords.noList(.deliveryState, waybill)
        }
        let time =
            Instant(compact: head.text("logisticsTime"))?.text ?? head.text("logisticsTime")
        try steps.conclude(
            followUp,
            [LineOutcome(line: "1", number: waybill, list: list?.preNo, finding: finding)],
            note: EntryWords.delivered(time))
    }
}
