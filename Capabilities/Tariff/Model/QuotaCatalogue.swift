import Kernel
import Reference

/// Goods under tariff quotas (关税配额管理商品): how much, who hands it out, when to apply.
struct QuotaCatalogue: Sendable {
    /// One quota of goods.
    struct Quota: LoadedValue, Hashable {
        /// Short name: `wheat`.
        let id: String
        let name: Localized
        /// Prefixes of the goods codes it covers.
        let codes: [String]
        /// Tonnes a year.
        let tonnes: Fixed
        /// Share reserved to state trading, in per cent; nil where there is none.
        let stateTradingPct: Fixed?
        /// Who hands it out.
        let body: Localized
        /// Month and day of the first and last day to apply for the next year: `10-15`.
        let windowFrom, windowTo: String
        /// Where the window is written.
        let windowCitation: Citation
        /// How sure volume, window and the day to give back are; empty where all three were read in
        /// what is cited.
        let confidence: String
        /// Month and day until which what will not be used is given back, in the year itself, and
        /// where that is written.
        let returnBy: String
        let returnCitation: Citation

        var loadedKey: String { id }

        /// The days of a year's window.
        func window(in year: Int) -> (from: Day, to: Day)? {
            guard let from = Day("\(year)-\(windowFrom)"), let to = Day("\(year)-\(windowTo)")
            else { return nil }
            return (from, to)
        }
    }

    let shipped: [Dated<Quota>]
    var loaded = LoadedEditions()

    func quotas(on day: Day) -> [Dated<Quota>] {
        loaded.all(\.quotas, over: shipped, on: day)
    }

    /// The quota a code belongs to on a day: the one that names it most exactly.
    func quota(of code: String, on day: Day) -> Dated<Quota>? {
        quotas(on: day).closest(to: code, \.value.codes)
    }

    static func load(_ share: Share) throws(DataFault) -> QuotaCatalogue {
        var file = try DataFile("\(folder)/quotas.csv", in: share)
        let columns = try DatedColumns(file)
        let names = ["quota", "name_zh", "name_en", "codes", "body_zh", "body_en", "window_from",
            "window_to", "window_document", "confidence", "return_by", "return_document"]
        var places: [String: Int] = [:]
        for name in names { places[name] = try file.column(name) }
        let tonnes = try file.column("tonnes")
        let share = try file.column("state_trading_pct")
        var quotas: [Dated<Quota>] = []
        while let row = try file.next() {
            func text(_ name: String) -> String { places[name].map { row.text($0) } ?? "" }
            guard let amount = try row.number(tonnes, "tonnes"), amount > .zero else {
                throw row.fault("tonnes")
            }
            let quota = Quota(
                id: text("quota"), name: Localized(zh: text("name_zh"), en: text("name_en")),
                codes: text("codes").split(separator: " ").map(String.init), tonnes: amount,
                stateTradingPct: try row.number(share, "state_trading_pct"),
                body: Localized(zh: text("body_zh"), en: text("body_en")),
                windowFrom: text("window_from"), windowTo: text("window_to"),
                windowCitation: Citation(document: text("window_document")),
                confidence: text("confidence"), returnBy: text("return_by"),
                returnCitation: Citation(document: text("return_document")))
            guard Day("2026-\(quota.returnBy)") != nil else { throw row.fault("return_by") }
            guard quota.window(in: 2026) != nil else { throw row.fault("window_from") }
            quotas.append(try columns.dated(quota, row))
        }
        return QuotaCatalogue(shipped: quotas)
    }
}
