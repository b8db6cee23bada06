import Kernel
import Store
import Wire

/// On what a parcel leaves: vehicle, voyage, bill. A list may give it itself or leave it to
/// the bag list.
struct Booking: Sendable, Hashable {
    var vehicle: String?
    var voyage: String?
    var bill: String?

    init(list: Inventory) {
        vehicle = Booking.given(list.vehicle)
        voyage = Booking.given(list.voyage)
        bill = Booking.given(list.bill)
    }

    /// Of a bag list, or a departure.
    init(head: MessageRecord) {
        vehicle = head["trafName"]
        voyage = head["voyageNo"]
        bill = head["billNo"]
    }

    private static func given(_ text: String) -> String? { text.isEmpty ? nil : text }

    /// The first element that both give and give differently.
    func differs(from other: Booking) -> String? {
        let pairs = [
            ("trafName", vehicle, other.vehicle), ("voyageNo", voyage, other.voyage),
            ("billNo", bill, other.bill),
        ]
        for case (let name, let one?, let two?) in pairs where one != two { return name }
        return nil
    }

    /// What a list gives itself, filled up from the bag list it is on.
    static func of(
        _ list: InventoryShelf.Record, _ reader: CaseReader, in session: Session
    ) throws -> Booking {
        var booking = Booking(list: try reader.list(list))
        let bags = try FollowUpShelf.about(
            list.key, .bagList, at: [.concluded], in: session)
        for bag in bags {
            let said = Booking(head: try reader.document(bag.type, bag.body).head)
            booking.vehicle = booking.vehicle ?? said.vehicle
            booking.voyage = booking.voyage ?? said.voyage
            booking.bill = booking.bill ?? said.bill
        }
        return booking
    }
}
