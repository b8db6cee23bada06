import Kernel
import Web

/// Amounts and times as people read them: `¥1,234.56`, `2026-11-20 14:05`.
enum Shown {
    /// Fen of the yuan.
    static func yuan(fen: Int64) -> String {
        let (raw, tooLarge) = fen.multipliedReportingOverflow(by: Fixed.scale / 100)
        return tooLarge ? "–" : "¥" + Fixed(raw: raw).grouped
    }

    /// Fen, and a dash where nothing was assessed yet.
    static func assessed(fen: Int64, _ record: InventoryShelf.Record) -> String {
        record.decision == nil || (fen == 0 && record.status == .rejected) ? "–" : yuan(fen: fen)
    }

    /// To the minute.
    static func minute(_ time: Instant) -> String { String(time.text.prefix(16)) }

    /// The time of day only: for steps of one day that stand side by side.
    static func timeOfDay(_ time: Instant) -> String { String(time.text.suffix(8)) }

    /// How long something has lasted, to one unit below the largest.
    static func span(from: Instant, to: Instant) -> Localized {
        let minutes = max(0, (to.milliseconds - from.milliseconds) / 60_000)
        let hours = minutes / 60
        let days = hours / 24
        if minutes == 0 { return Localized(zh: "不足 1 分钟", en: "under 1 min") }
        if hours == 0 { return Localized(zh: "\(minutes) 分钟", en: "\(minutes) min") }
        if days == 0 {
            return Localized(
                zh: "\(hours) 小时 \(minutes % 60) 分", en: "\(hours) h \(minutes % 60) min")
        }
        return Localized(zh: "\(days) 天 \(hours % 24) 小时", en: "\(days) d \(hours % 24) h")
    }

    /// What somebody typed, full-width signs as ASCII and no blanks around: `Ｂ２０２６` is `B2026`.
    static func halfWidth(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E:
                scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars).trimmedBlanks
    }
}
