import Kernel
import Store
import Wire

/// Where the goods of a list have been: at the site, in a bag, out of the country.
struct Movement: Sendable, Hashable {
    let what: Localized
    let at: Instant
    /// Place or means of transport, as the document names it.
    let by: String
    /// Number of the document that says so.
    let followUp: String
}

extension CaseReader {
    /// What follow-ups that took effect say of a list's goods, in the order in which it happened.
    func movements(_ followUps: [FollowUpShelf.Record], of waybill: String) throws -> [Movement] {
        try followUps.filter { $0.status == .concluded }.compactMap { record in
            let document = try document(record.type, record.body)
            let head = document.head
            let line = document.lines.first { $0.text("logisticsNo") == waybill }
            let carried = ["trafName", "voyageNo", "billNo"].compactMap { head[$0] }
            let bag = line?["totalPackageNo"]
            switch record.type {
            case .arrival:
                let place = [head["operatorName"], head["loctNo"], bag].compactMap { $0 }
                return Movement(
                    what: Localized(zh: "运抵监管场所", en: "Arrived at the site"),
                    at: Instant(compact: head.text("appTime")) ?? record.receivedAt,
                    by: place.joined(separator: " "), followUp: record.preNo)
            case .bagList:
                return Movement(
                    what: bag.map { Localized(zh: "装入袋（板） \($0)", en: "Packed into bag \($0)") }
                        ?? Localized(zh: "列入总分单", en: "Booked on a bag list"),
                    at: record.receivedAt, by: carried.joined(separator: " "),
                    followUp: record.preNo)
            case .departure:
                return Movement(
                    what: Localized(zh: "离境", en: "Left the country"),
                    at: Instant(compact: head.text("leaveTime")) ?? record.receivedAt,
                    by: carried.joined(separator: " "), followUp: record.preNo)
            default: return nil
            }
        }.sorted { $0.at < $1.at }
    }
}
