import Kernel
import Reference

/// The short tables of retail imports, postal articles and quotas.
extension SmallTable {
    static let postal = make(
        .postalTax, Localized(zh: "进境物品进口税（行邮税）税目税率", en: "Tax on articles (postal tax)"),
        marks: ["class", "rate_pct"], others: ["scope_zh", "scope_en"], key: "class",
        mends: [
            "class": both("写类别的数字，例如 1、2、3；", "Write the number of the class, such as 1."),
            "rate_pct": both(
                "写百分数，不带百分号，例如 13；", "Write per cents without the sign, such as 13."),
            "scope_zh": both("写这一类的物品；新类别必须有；", "Write what the class is of; a new one needs it."),
        ],
        rows: \.postal, shipped: { $0.postal.shipped },
        told: { ["\($0.pct.text)% \($0.scope.zh)"] }
    ) { row throws(DataFault) in
        let text = try row.required("class")
        guard let number = Int(text), (1...99).contains(number), text.utf8.count <= 2 else {
            throw row.fault("class")
        }
        let old = row.before(String(number))
        let zh = try row.kept("scope_zh", old?.scope.zh)
        let en = row.text("scope_en")
        let isSame = old?.scope.zh.utf8.elementsEqual(zh.utf8) ?? false
        return PostalTax.Class(
            number: number, pct: try row.perCent("rate_pct", below: 100),
            scope: Localized(zh: zh, en: en.isEmpty ? (isSame ? old?.scope.en : nil) ?? zh : en))
    }

    static let retailLimits = make(
        .retailLimits, Localized(zh: "零售进口单次、年度限值", en: "Limits of retail imports"),
        marks: ["order_limit_cny", "year_limit_cny"], others: ["single_item_above_order_limit"],
        key: "order_limit_cny",
        mends: [
            "order_limit_cny": both(
                "写元数，大于 0，不超过年度限值，例如 5000；全表只有一行；",
                "Write yuan above zero, not above the yearly limit, such as 5000, once."),
            "year_limit_cny": both("写元数，例如 26000；", "Write yuan, such as 26000."),
            "single_item_above_order_limit": both(
                "写 full-tax（单件超限按全额征税）或 general-trade（按一般贸易），留空照旧；",
                "Write full-tax or general-trade; empty leaves it as it was."),
        ],
        rows: \.limits, shipped: { $0.retail.limits },
        told: {
            [
                "order_limit_cny \($0.order.text)", "year_limit_cny \($0.year.text)",
                $0.admitsSingleItem ? "full-tax" : "general-trade",
            ]
        }
    ) { row throws(DataFault) in
        let (order, year) = (
            try row.positive("order_limit_cny"), try row.positive("year_limit_cny")
        )
        guard order <= year else {
            throw row.fault(
                "order_limit_cny",
                both("高于年度限值 \(year.text)", "it is above the yearly limit \(year.text)"))
        }
        let old = row.before(RetailImportLimits.key)
        let admits: Bool
        switch row.text("single_item_above_order_limit") {
        case "full-tax": admits = true
        case "general-trade": admits = false
        case "":
            guard let old else { throw row.fault("single_item_above_order_limit") }
            admits = old.admitsSingleItem
        default: throw row.fault("single_item_above_order_limit")
        }
        return RetailImportLimits(order: order, year: year, admitsSingleItem: admits)
    }

    static let retailFactors = make(
        .retailFactors, Localized(zh: "零售进口限值内关税和征收比例", en: "Levied share of retail imports"),
        marks: ["duty_pct", "tax_share"], key: "tax_share",
        mends: [
            "duty_pct": both("写百分数，例如 0；", "Write per cents, such as 0."),
            "tax_share": both(
                "写比例，从 0 到 1，例如 0.70；全表只有一行；",
                "Write a share from 0 to 1, such as 0.70, in one line only."),
        ],
        rows: \.factors, shipped: { $0.retail.factors },
        told: { ["duty_pct \($0.dutyPct.text)", "tax_share \($0.taxShare.text)"] }
    ) { row throws(DataFault) in
        guard let share = try row.number("tax_share"), !share.isNegative, share <= Fixed(1) else {
            throw row.fault("tax_share", both("须在 0 至 1 之间", "it must lie from 0 to 1"))
        }
        return RetailImportFactors(
            dutyPct: try row.perCent("duty_pct", below: 100), taxShare: share)
    }

    static let quantityCaps = make(
        .quantityCaps, Localized(zh: "零售进口每人每年限量", en: "Yearly quantities per person"),
        marks: ["cap", "headings", "quantity", "unit"], others: ["name_zh", "name_en"],
        key: "cap",
        mends: [
            "cap": both("写简短代号，例如 sugar；", "Write a short name, such as sugar."),
            "headings": both(
                "写税号开头的数字，用空格分开，例如 1701；", "Write first digits of codes, such as 1701."),
            "quantity": both("写大于 0 的数，例如 2；", "Write a number above zero, such as 2."),
            "unit": both("写三位海关单位代码，例如 035；", "Write three digits of a unit, such as 035."),
        ],
        rows: \.caps, shipped: { $0.retail.caps.shipped },
        told: {
            [
                "\($0.cap.quantity.text)/\($0.cap.unit)", $0.headings.joined(separator: " "),
                $0.cap.name.zh,
            ]
        }
    ) { row throws(DataFault) in
        let id = try row.required("cap")
        let old = row.before(id)?.cap
        let headings = try row.required("headings").split(separator: " ").map(String.init)
        for digits in headings { try row.knownPrefix(digits, "headings") }
        let zh = try row.kept("name_zh", old?.name.zh)
        let en = row.text("name_en")
        let unit = try row.unit("unit")
        return RetailQuantityCaps.Row(
            headings: headings,
            cap: RetailQuantityCap(
                id: id, name: Localized(zh: zh, en: en.isEmpty ? old?.name.en ?? zh : en),
                quantity: try row.positive("quantity"), unit: unit,
                unitName: row.book.unit(unit, on: row.edition.from)))
    }

    static let quotas = make(
        .quotas, Localized(zh: "关税配额总量和申请期", en: "Tariff quotas"),
        marks: ["quota", "tonnes"],
        others: [
            "name_zh", "name_en", "codes", "state_trading_pct", "body_zh", "body_en",
            "window_from", "window_to", "window_document", "return_by", "return_document",
        ],
        key: "quota",
        mends: [
            "quota": both("写配额代号，例如 wheat；", "Write the name of a quota, such as wheat."),
            "tonnes": both("写全年吨数，大于 0，例如 9636000；", "Write tonnes a year, such as 9636000."),
            "codes": both(
                "写税号开头的数字，用空格分开，例如 1001 1101；",
                "Write first digits of codes with blanks between, such as 1001 1101."),
            "window_from": both("写月和日，例如 10-15；", "Write month and day, such as 10-15."),
            "window_to": both(
                "写月和日，例如 10-30，不早于 window_from；",
                "Write month and day, such as 10-30, not before window_from."),
            "return_by": both("写月和日，例如 09-15；", "Write month and day, such as 09-15."),
            "state_trading_pct": both("写百分数，从 0 到 100；", "Write per cents from 0 to 100."),
        ],
        rows: \.quotas, shipped: { $0.quotas.shipped },
        told: { quota in
            [
                "\(quota.tonnes.text) t", "window \(quota.windowFrom)…\(quota.windowTo)",
                quota.codes.joined(separator: " "),
                "state_trading_pct \(quota.stateTradingPct?.text ?? "–")",
                "return_by \(quota.returnBy)", "\(quota.name.zh) \(quota.body.zh)",
            ]
        }, value: quota)

    /// What a row leaves empty stays as it was; a new quota needs everything.
    private static func quota(
        _ row: SmallRow<QuotaCatalogue.Quota>
    ) throws(DataFault) -> QuotaCatalogue.Quota {
        let id = try row.required("quota")
        let old = row.before(id)
        let codes = try row.kept("codes", old?.codes.joined(separator: " "))
            .split(separator: " ").map(String.init)
        for digits in codes { try row.knownPrefix(digits, "codes") }
        let days = (
            from: try row.kept("window_from", old?.windowFrom),
            to: try row.kept("window_to", old?.windowTo),
            back: try row.kept("return_by", old?.returnBy)
        )
        // Any year has these days, but for the last of February.
        guard let first = Day("2026-\(days.from)") else { throw row.fault("window_from") }
        guard let last = Day("2026-\(days.to)"), first <= last else { throw row.fault("window_to") }
        guard Day("2026-\(days.back)") != nil else { throw row.fault("return_by") }
        let share = try row.number("state_trading_pct") ?? old?.stateTradingPct
        guard share.map({ !$0.isNegative && $0 <= Fixed(100) }) ?? true else {
            throw row.fault("state_trading_pct", outside(0, 101))
        }
        func words(_ zh: String, _ en: String, _ old: Localized?) throws(DataFault) -> Localized {
            let chinese = try row.kept(zh, old?.zh)
            let english = row.text(en)
            return Localized(zh: chinese, en: english.isEmpty ? old?.en ?? chinese : english)
        }
        func cited(_ column: String, _ old: Citation?, _ isStated: Bool) -> Citation {
            let text = row.text(column)
            if !text.isEmpty { return Citation(document: text) }
            return isStated ? Citation(document: row.edition.document) : old
                ?? Citation(document: row.edition.document)
        }
        // The volume alone says nothing about the days.
        let isAllStated = ["window_from", "window_to", "return_by"].allSatisfy {
            !row.text($0).isEmpty
        }
        return QuotaCatalogue.Quota(
            id: id, name: try words("name_zh", "name_en", old?.name), codes: codes,
            tonnes: try row.positive("tonnes"), stateTradingPct: share,
            body: try words("body_zh", "body_en", old?.body), windowFrom: days.from,
            windowTo: days.to,
            windowCitation: cited(
                "window_document", old?.windowCitation, !row.text("window_from").isEmpty),
            confidence: row.edition.isReferenceOnly
                ? "reference only: no document" : isAllStated ? "" : old?.confidence ?? "",
            returnBy: days.back,
            returnCitation: cited(
                "return_document", old?.returnCitation, !row.text("return_by").isEmpty))
    }

    static func both(_ zh: String, _ en: String) -> Localized { Localized(zh: zh, en: en) }
}
