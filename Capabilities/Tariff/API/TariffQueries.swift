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
        try once()
    }

    /// What the search reads.
    static let search = [
        Route.Query("q", Localized(zh: "品名或编号开头", en: "Words or digits"), isRequired: true),
        on, format,
    ]

    /// What holds for a whole consignment, where its lines come as a table; a JSON body says it
    /// itself.
    static let consignment = [
        Route.Query(
            "terms",
            Localized(
                zh: "成交方式：cif（默认）、cfr、fob；CSV 请求体用，JSON 写在请求体内",
                en: "Terms: cif (unless told), cfr, fob; for a CSV body, JSON says it inside")),
        Route.Query(
            "freight", Localized(zh: "运费，整票，按 currency", en: "Freight of the whole, in currency")),
        Route.Query(
            "insurance",
            Localized(
                zh: "保费，整票；不填按规定比例推定",
                en: "Insurance of the whole; by the rule's share where not told")),
        Route.Query(
            "currency",
            Localized(
                zh: "币制，三字母或海关三位代码，默认人民币；行内另写的以行为准",
                en: "Currency, letters or number, yuan unless told; a line's own goes before")),
        on, format,
    ]

    /// The time lines are looked at in.
    static let time = [
        Route.Query(
            "from",
            Localized(
                zh: "申报日期自，如 2025-11-20，默认三年前",
                en: "Declared from this day on; three years ago unless told"), kind: .day),
        Route.Query(
            "to", Localized(zh: "申报日期至，默认今天", en: "Declared until; today unless told"), kind: .day),
    ]

    /// What a question for the best rate reads.
    static let best = [
        Route.Query("code", Localized(zh: "十位商品编号", en: "Ten digits"), isRequired: true),
        Route.Query(
            "origin",
            Localized(zh: "原产国（地区）：海关三位代码或三字母", en: "Country of origin, number or letters"),
            isRequired: true),
        Route.Query(
            "value", Localized(
                zh: "完税价格，大于 0 的数，默认一万元",
                en: "Customs value, a number above zero; 10,000 yuan unless told")),
        Route.Query("currency", Localized(
                zh: "完税价格的币制，如 USD 或 502，默认人民币",
                en: "Currency of the value, such as USD or 502; yuan unless told")),
        Route.Query(
            "quantity", Localized(
                zh: "数量/三位单位代码，如 2000/035；几个单位的，重复此参数或以空格分开",
                en: "Quantity and number of its unit, 2000/035; several: repeat it")),
        Route.Query(
            "route", Localized(
                zh: "途经地，如 SGP:监管 HKG（:监管、:脱离、:加工，或 :control、:free、:processed），"
                    + "直接运输的写 direct；不填则只说明要求",
                en: "Countries on the way, SGP:control HKG (:control, :free, :processed), or "
                    + "direct; without it what the journey takes is told")),
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
