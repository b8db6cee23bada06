import Kernel

/// A carrier may use a waybill number again some months after it was used first (CEB511
/// logisticsNo); until then the number means the parcel it was given to.
enum WaybillNumberReuse {
    /// Whether a waybill of that age gives way to a new one of its number.
    static func givesWay(
        _ type: MessageType, receivedAt: Instant, on day: Day, settings: DatedSettings
    ) -> Bool {
        guard type.genre == .waybill, let months = settings.whole("waybill.reuse-months", on: day)
        else { return false }
        return receivedAt.day.adding(months: months) < day
    }
}
