import Kernel
import Web

/// What look-ups read from an address. A name that none of them reads is refused: somebody who
/// writes `date=2024-01-01` must not take today's rates for those of that day.
extension TariffQuery {
    static let on = Route.Query(
        "on",
        Localized(
            zh: "按哪一天，默认今天；也可写作 day", en: "The day; today unless told. Also taken as day"),
        kind: .day)
    static let format = Route.Query("format", Localized(zh: "csv 为表格", en: "csv for a table"))

    /// What stands in the address of a request for programs, where all names are known.
    init(_ visit: Visit, known: [Route.Query], today: Day) throws {
        let names = known.map(\.name) + ["on", "day", "format", "lang"]
        let unknown = visit.query.unknownFilters("tariff", known: Set(names))
        if let fault = unknown.first { throw fault }
        self.init(visit.query, today: today)
    }

    /// What the search reads.
    static let search = [
        Route.Query("q", Localized(zh: "品名或编号开头", en: "Words or digits"), isRequired: true),
        on, format,
    ]

    /// What a question for the best rate reads.
    static let best = [
        Route.Query("code", Localized(zh: "十位商品编号", en: "Ten digits"), isRequired: true),
        Route.Query(
            "origin",
            Localized(zh: "原产国（地区）：海关三位代码或三字母", en: "Country of origin, number or letters"),
            isRequired: true),
        Route.Query(
            "value", Localized(zh: "完税价格，默认一万元", en: "Customs value; 10,000 yuan unless told")),
        Route.Query("currency", Localized(zh: "完税价格的币制", en: "Currency of the value")),
        Route.Query(
            "quantity", Localized(zh: "数量/单位，如 2000/035", en: "Quantity/unit: 2000/035")),
        on, format,
    ]
}

extension Calculator {
    /// What its address reads.
    var queries: [Route.Query] {
        inputs.map { Route.Query($0.name, $0.label, isRequired: $0.isRequired) }
            + [TariffQuery.on, TariffQuery.format]
    }
}
