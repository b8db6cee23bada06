import Kernel
import Web
import Wire

/// Goods under tariff quotas with the rates inside and outside, as data.
struct QuotaView: Sendable {
    let quota: Dated<QuotaCatalogue.Quota>
    let inside: [TariffLine]
    let outside: [TariffLine]
    let day: Day

    static func rows(_ book: TariffBook, on day: Day) -> [QuotaView] {
        book.quotas.quotas(on: day).map { quota in
            let lines = quota.value.codes.flatMap { book.codes.lines(under: $0, on: day) }
                .filter { line in
                    let own = book.quotas.quota(of: line.code.text, on: day)?.value.id
                    return own.map { $0.utf8.elementsEqual(quota.value.id.utf8) } ?? true
                }
            return QuotaView(
                quota: quota, inside: lines.filter { $0.quota == .inQuota },
                outside: lines.filter { $0.quota == .outOfQuota }, day: day)
        }
    }

    /// Lowest and highest rate of a side, `1%–15%`.
    static func span(_ lines: [TariffLine]) -> String {
        let rates = lines.compactMap(\.duty.pct).sorted()
        guard let low = rates.first, let high = rates.last else { return "–" }
        return low == high ? "\(low.text)%" : "\(low.text)%–\(high.text)%"
    }

    /// Whether one may apply on the day, and the window that is open or comes next.
    var window: (isOpen: Bool, from: Day, to: Day)? {
        guard let now = quota.value.window(in: day.year) else { return nil }
        if day <= now.to { return (now.from <= day, now.from, now.to) }
        return quota.value.window(in: day.year + 1).map { (false, $0.from, $0.to) }
    }

    /// Last day of the year to give back what will not be used.
    var returnBy: Day? { Day("\(day.year)-\(quota.value.returnBy)") }

    static func json(_ row: QuotaView, _ book: TariffBook) -> JSON {
        let quota = row.quota.value
        func codes(_ lines: [TariffLine]) -> JSON {
            .array(
                lines.map { line in
                    .object([
                        .init("code", .text(line.code.text)),
                        .init("name", book.name(of: line, on: row.day).json),
                        .init("rate", TariffJSON(book: book, day: row.day).rate(line.duty)),
                    ])
                })
        }
        return .object([
            .init("quota", .text(quota.id)), .init("name", quota.name.json),
            .init("tonnesAYear", .text(quota.tonnes.text)),
            .init("stateTradingPct", TariffJSON.number(quota.stateTradingPct)),
            .init("handedOutBy", quota.body.json),
            .init("mayApplyToday", .bool(row.window?.isOpen ?? false)),
            .init("windowFrom", .optional(row.window?.from.text)),
            .init("windowTo", .optional(row.window?.to.text)),
            .init("windowSource", .text(quota.windowCitation.text)),
            .init("returnBy", .optional(row.returnBy?.text)),
            .init("returnSource", .text(quota.returnCitation.text)),
            .init("inQuota", codes(row.inside)), .init("outOfQuota", codes(row.outside)),
            .init("source", .text(row.quota.citation.text)),
            .init("confidence", .text(quota.confidence)),
        ])
    }

    static func csv(_ rows: [QuotaView], _ day: Day) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "quota", "name_zh", "name_en", "tonnes", "side", "code", "goods_zh", "rate_pct", "on",
            "source",
        ])
        for row in rows {
            for (side, lines) in [("in", row.inside), ("out", row.outside)] {
                for line in lines {
                    let quota = row.quota.value
                    writer.write([
                        quota.id, quota.name.zh, quota.name.en, quota.tonnes.text, side,
                        line.code.text, line.name.zh, line.duty.pct?.text ?? "", day.text,
                        row.quota.citation.text,
                    ])
                }
            }
        }
        return TariffCSV.answer(writer.take())
    }
}
