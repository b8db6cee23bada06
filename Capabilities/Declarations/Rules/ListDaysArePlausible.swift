import Kernel

/// The days of a list lie near the day on which it is sent: how near, dated settings say.
enum ListDaysArePlausible {
    /// - Parameter today: the day on which the list is taken, China time.
    static func findings(
        _ list: Inventory, isImport: Bool, settings: DatedSettings, on today: Day
    ) -> [Finding] {
        let message = isImport ? "621" : "603"
        let border =
            isImport
            ? Localized(zh: "进口日期", en: "Day of import")
            : Localized(zh: "出口日期", en: "Day of export")
        let days = [
            (
                "declTime", "decl-time", list.declarationDay,
                Localized(zh: "申报日期", en: "Day of declaration")
            ), ("ieDate", "ie-date", list.borderDay, border),
        ]
        return days.compactMap { element, key, day, title in
            guard let day else { return nil }
            let distance = day.sinceEpoch - today.sinceEpoch
            let side = distance > 0 ? "ahead" : "back"
            guard let most = settings.value("\(key).days-\(side)", on: today),
                let limit = settings.whole("\(key).days-\(side)", on: today),
                abs(distance) > limit
            else { return nil }
            return Finding(
                "", "\(message) \(element)",
                Localized(
                    zh: "\(title.zh) \(day) 比今天\(distance > 0 ? "晚" : "早")超过 \(limit) 天",
                    en: "\(title.en) \(day) is more than \(limit) days"
                        + (distance > 0 ? " after today" : " before today")),
                fix: Localized(zh: "填写实际日期", en: "Give the real day"), citation: most.citation)
        }
    }
}
