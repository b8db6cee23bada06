import Kernel

/// How long exports may be sent back through the list channel, and through which districts, by the
/// rules in force on the day of application (`Data/settings.csv`).
struct ExportReturnWindow: Sendable, Hashable {
    /// When the list was released.
    let clearedOn: Day
    /// Last day to apply.
    let applyBy: Day
    let citation: Citation

    /// Nil when no rule is in force on the day.
    init?(clearedOn: Day, appliedOn: Day, _ settings: DatedSettings) {
        guard let months = settings.value("export-return.months", on: appliedOn) else { return nil }
        self.clearedOn = clearedOn
        applyBy = clearedOn.adding(months: Int(months.value.raw / Fixed.scale))
        citation = months.citation
    }

    /// Whether two offices belong to different customs districts (直属海关): their first two digits.
    static func crosses(_ exported: String, _ returned: String) -> Bool {
        !exported.unicodeScalars.prefix(2).elementsEqual(returned.unicodeScalars.prefix(2))
    }

    /// By which rule goods that left through one district may come back through another; nil when
    /// there is none for this mode, district and day.
    static func crossing(
        mode: String, returned: String, on day: Day, _ settings: DatedSettings
    ) -> Citation? {
        guard mode == "9610" else { return nil }
        let everywhere = settings.value("export-return.cross-district", on: day)
        let pilot = settings.value(
            "export-return.cross-district.\(returned.prefix(2))", on: day)
        guard let found = everywhere ?? pilot, found.value > .zero else { return nil }
        return found.citation
    }
}
