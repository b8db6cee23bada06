import Kernel

/// How long retail imports may be sent back: applied for and back at the site within so many days
/// of release, by the rule in force on the day of application (`Data/settings.csv`).
struct ReturnWindow: Sendable, Hashable {
    let releasedOn: Day
    /// Last day to apply.
    let applyBy: Day
    /// Last day on which the goods may come back.
    let backBy: Day
    let citation: Citation

    /// Nil when no rule is in force on the day.
    init?(releasedOn: Day, appliedOn: Day, _ settings: DatedSettings) {
        guard let apply = settings.value("return.apply-days", on: appliedOn),
            let back = settings.whole("return.back-days", on: appliedOn)
        else { return nil }
        self.releasedOn = releasedOn
        applyBy = releasedOn.adding(days: Int(apply.value.raw / Fixed.scale))
        backBy = releasedOn.adding(days: back)
        citation = apply.citation
    }
}
