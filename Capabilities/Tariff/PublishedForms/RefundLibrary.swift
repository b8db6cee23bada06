import Kernel
import Wire

/// The library of refund rates (出口退税率文库) of the tax administration: `cmcode.DBF`, or the
/// JSON that is made of it.
enum RefundLibrary {
    /// One interval of the library.
    private struct Row {
        var code = ""
        var refund = ""
        var vat = ""
        var mark = ""
        var from = ""
        var to = ""
        var name = ""
    }

    /// - Throws: `LookupRefusal.fileLine`; the line is that of the record, with one for the header.
    static func table(_ source: DBFTable) throws(LookupRefusal) -> [UInt8] {
        for needed in ["CODE", "TSL", "ST_DATE"] where !source.has(needed) {
            throw .fileLine(
                1, column: needed,
                Localized(
                    zh: "DBF 没有字段 \(needed)，不是退税率文库 cmcode.DBF。",
                    en: "the DBF has no field \(needed): it is not cmcode.DBF, the library of "
                        + "refund rates."))
        }
        var rows: [Row] = []
        for index in 0..<source.count {
            guard let code = try source.text("CODE", ofRecord: index) else { continue }
            rows.append(
                Row(
                    code: code, refund: try source.text("TSL", ofRecord: index) ?? "",
                    vat: try source.text("ZSSL_SET", ofRecord: index) ?? "",
                    mark: try source.text("TSFLAG", ofRecord: index) ?? "",
                    from: try source.text("ST_DATE", ofRecord: index) ?? "",
                    to: try source.text("END_DATE", ofRecord: index) ?? "",
                    name: try source.text("NAME", ofRecord: index) ?? ""))
        }
        return try written(rows)
    }

    static func table(json bytes: [UInt8]) throws(LookupRefusal) -> [UInt8] {
        guard let json = try? JSON(bytes), case .array(let elements) = json else {
            throw .fileLine(
                1, column: "", Localized(zh: "不是可读的 JSON 数组。", en: "no readable JSON array."))
        }
        return try written(
            elements.map { one in
                var rates = one["tax_rates"]?.elements.map(plain) ?? []
                if rates.isEmpty { rates = [plain(one["tax_rates"])] }
                return Row(
                    code: plain(one["code"]), refund: plain(one["refund_rate"]),
                    vat: rates.joined(separator: ","), mark: plain(one["special_flag"]),
                    from: plain(one["effective_from"]), to: plain(one["effective_to"]),
                    name: plain(one["goods_name"]))
            })
    }

    private static func plain(_ value: JSON?) -> String {
        switch value {
        case .text(let text): text
        case .number(let digits): digits
        default: ""
        }
    }

    private static func written(_ rows: [Row]) throws(LookupRefusal) -> [UInt8] {
        try checkPerCent(rows)
        var writer = CSVWriter()
        writer.write(PublishedForm.refundColumns)
        for (index, row) in rows.enumerated() {
            let from = try day(row.from, "ST_DATE", index)
            let to = try day(row.to, "END_DATE", index)
            // Goods with two VAT rates: which one holds is not said.
            let vat = row.vat.contains(",") ? "" : row.vat
            writer.write([
                row.code, row.refund, vat, row.mark, from?.text ?? "",
                to.flatMap { $0.year >= openYear ? nil : $0.text } ?? "", row.name,
            ])
        }
        return writer.take()
    }

    /// From this year on an end is none.
    private static let openYear = 2099

    private static func day(_ text: String, _ field: String, _ index: Int)
        throws(LookupRefusal) -> Day?
    {
        guard !text.isEmpty else { return nil }
        guard let day = Day(text) ?? Day(compact: text) else {
            throw .fileLine(
                index + 2, column: field,
                Localized(zh: "“\(text)”不是日期。", en: "“\(text)” is no day."))
        }
        return day
    }

    /// A library that writes 0.13 for 13 % must not become a hundredth of itself.
    private static func checkPerCent(_ rows: [Row]) throws(LookupRefusal) {
        let rates = rows.compactMap { try? Fixed($0.refund) }.filter { !$0.isZero }
        guard rates.isEmpty || rates.contains(where: { $0 >= Fixed(1) }) else {
            throw .fileLine(
                1, column: "TSL",
                Localized(
                    zh: "退税率都小于 1，像是小数而不是百分数；请乘以 100 后导入。",
                    en: "all refund rates are below 1: they look like fractions, not per cents; "
                        + "multiply them by 100."))
        }
    }
}
