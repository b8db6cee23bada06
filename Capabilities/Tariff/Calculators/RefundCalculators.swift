import Kernel

extension TariffBook {
    /// The refund rate of a query: its own, else the library's for the code and day.
    private func refundRate(_ query: TariffQuery) throws -> (Fixed, RefundRate?, String) {
        let day = try query.day
        if let own = try query.amount("refund") { return (own, nil, "") }
        let text = try query.required("code")
        guard let digits = text.halfWidth.codeDigits else { throw LookupRefusal.codeForm(text) }
        let held = codes.loaded.refund(digits, on: day)
        try refundable(digits, held?.prefix, on: day)
        guard let found = held else {
            throw LookupRefusal.notStated(
                field: "refund",
                Localized(
                    zh: "本系统未载有 \(digits) 在 \(day.text) 的退税率：未载明，不等于零。",
                    en: "No refund rate is held for \(digits) on \(day.text): not stated, which is "
                        + "not zero."))
        }
        return (found.version.rate.pct, found.version.rate, found.prefix)
    }

    /// Refuses a code that is given beside a rate of one's own and is none of the day's: whoever
    /// names a code relies on it, whatever else he knows.
    private func checkCode(_ query: TariffQuery) throws {
        guard let text = query["code"] else { return }
        guard let digits = text.halfWidth.codeDigits, digits.utf8.count >= 2 else {
            throw LookupRefusal.codeForm(text)
        }
        let day = try query.day
        // Of days before the tariff held here nothing is known of codes.
        if let first = codes.edition?.from, day < first { return }
        // The tax administration splits codes further; such an entry of its library will do.
        if let held = codes.loaded.refund(digits, on: day), held.prefix.utf8.count > 8 { return }
        let isThere = digits.utf8.count < 10
            ? codes.contains(prefix: digits)
            : GoodsCode(digits).flatMap { codes.line($0, on: day) } != nil
        guard isThere else { throw unknown(digits, on: day) }
    }

    /// Refuses a code that is no more, never was, or is so short that there are several rates.
    private func refundable(
        _ digits: String, _ prefix: String?, on day: Day
    ) throws(LookupRefusal) {
        let isShort = digits.utf8.count < 10
        if isShort, prefix == nil || codes.loaded.hasRefunds(below: digits, on: day) {
            guard codes.contains(prefix: digits) else { throw unknown(digits, on: day) }
            throw .codeTooShort(digits, count: codes.lines(under: digits, on: day).count)
        }
        if isShort || (prefix?.utf8.count ?? 0) > 8 { return }
        if GoodsCode(digits).flatMap({ codes.line($0, on: day) }) != nil { return }
        // The tax administration splits subheadings further than the tariff does; of days before
        // the tariff held here nothing is known of codes.
        if let first = codes.edition?.from, day < first { return }
        let why = unknown(digits, on: day)
        if case .codeNotHeld = why { return }
        throw why
    }

    /// Refund of a trading company (免退税), and what a rate of zero means.
    var refundCalculator: Calculator {
        Calculator(
            id: "refund", title: Localized(zh: "出口退税（外贸企业）", en: "Export refund, trader"),
            about: Localized(
                zh: "按商品编号和出口日期查退税率；退税额按购进金额计算。退税率取退税率与征税率中较低者。",
                en: "The refund rate by code and day of export; the refund of what was paid, at "
                    + "the lower of refund rate and invoice rate."),
            inputs: [
                .init("code", "商品编号", "Code"),
                .init("amount", "不含税购进金额（元）", "Amount without VAT (yuan)", isRequired: true),
                .init("vat", "发票税率（%）", "Invoice rate (%)", isRequired: true),
                .init("refund", "退税率（%），不填则查库", "Refund rate (%), else looked up"),
                .init("fob", "离岸价（元），视同内销时用", "FOB (yuan), for a sale at home"),
                .init("input", "进项税额（元），视同内销时抵扣", "Input VAT (yuan), credited then"),
                .init(
                    "document", "购进凭证", "Document of the purchase",
                    choices: PurchaseDocument.allCases.map { ($0.rawValue, $0.name) }),
                .init(
                    "flag", "零税率标记", "What a rate of zero means",
                    choices: [
                        ("1", Localized(zh: "视同内销征税", en: "taxed as a sale at home")),
                        ("2", Localized(zh: "免税不退", en: "exempt, no refund")),
                    ]),
            ], example: [("amount", "100000"), ("vat", "13"), ("refund", "9")]
        ) { query in
            // Where the rate is looked up, the look-up judges the code.
            if query["refund"] != nil { try checkCode(query) }
            let amount = try query.requiredPositive("amount")
            let vat = try query.requiredAmount("vat")
            guard vat < Fixed(100) else {
                throw LookupRefusal.numberForm(field: "vat", vat.text)
            }
            try plausible(vat, "vat", on: query.day)
            let document = try PurchaseDocument.of(query)
            if let own = try query.amount("refund") {
                try plausible(own, "refund", on: query.day)
            }
            guard document.isRefunded else { return try unrefunded(query, document, vat) }
            let (rate, entry, prefix) = try refundRate(query)
            let flag = try zeroFlag(query, rate, entry?.mark)
            let source = [Citation(document: "税务总局公告2026年第5号", article: "第四条、第五条")]
                + (entry.map { [$0.citation] } ?? [])
            if rate.isZero {
                // A rate of zero says nothing by itself: taxed as a sale at home, or exempt.
                let held = entry?.mark ?? .none
                guard let mark = held == .none ? flag : held else {
                    throw LookupRefusal.missing(field: "flag")
                }
                return try withoutRefund(query, mark, entry?.vatPct ?? vat, source)
            }
            let due = try inRange { () throws(NumberFault) in
                try traderRefund(amount: amount, vatPct: vat, refundPct: rate)
            }
            let verdict = Localized(
                zh: "应退 \(amount.grouped) × \(due.pct.text)% = \(due.refund.grouped) 元，转入成本 "
                    + "\(due.toCost.grouped) 元。",
                en: "Refund \(amount.grouped) × \(due.pct.text)% = \(due.refund.grouped) yuan, to "
                    + "cost \(due.toCost.grouped) yuan.")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("refund", "应退税额", "Refund", due.refund.text),
                    .init("toCost", "转入成本", "To cost", due.toCost.text),
                    .init("rate", "适用退税率", "Rate applied", due.pct.text + "%"),
                ],
                explanation: Explanation(
                    rule: "tariff.trader-refund",
                    title: Localized(zh: "免退税", en: "Refund of a trader"),
                    inputs: [
                        input("购进金额", "Amount", amount.grouped),
                        input("发票税率", "Invoice rate", vat.text + "%"),
                        input("退税率", "Refund rate", rate.text + "%"),
                    ] + (prefix.isEmpty ? [] : [input("退税率文库编号", "Entry of the library", prefix)]),
                    outcome: verdict, citations: source))
        }
    }

    /// A rate of zero: taxed like a sale at home, or exempt without refund.
    private func withoutRefund(
        _ query: TariffQuery, _ mark: RefundRate.Mark, _ vat: Fixed, _ source: [Citation]
    ) throws -> Calculator.Result {
        let isTaxed = mark == .taxed
        let (output, payable) = isTaxed ? try soldAtHome(query, vat) : (.zero, .zero)
        let verdict = isTaxed
            ? Localized(
                zh: "退税率为零且标记为视同内销：销项税额 \(output.grouped) 元，不退税。",
                en: "Rate zero, marked as a sale at home: output VAT \(output.grouped) yuan.")
            : Localized(
                zh: "退税率为零且标记为免税：免税不退，进项转入成本。",
                en: "Rate zero, marked exempt: no output VAT, no refund, input goes to cost.")
        return Calculator.Result(
            verdict: verdict,
            outputs: [
                .init("refund", "应退税额", "Refund", "0"),
                .init("outputVat", "销项税额", "Output VAT", output.text),
                .init("payable", "应纳税额", "VAT payable", payable.text),
            ],
            explanation: Explanation(
                rule: "tariff.refund-rate-zero",
                title: Localized(zh: "退税率为零", en: "A rate of zero"), outcome: verdict,
                citations: source))
    }

    /// Refund of a producer (免抵退税).
    var producerRefundCalculator: Calculator {
        Calculator(
            id: "refund-producer",
            title: Localized(zh: "出口退税（生产企业）", en: "Export refund, producer"),
            about: Localized(
                zh: "免抵退税：当期应纳税额、免抵退税额、应退税额、免抵税额。",
                en: "Exempt, credit, refund: what is due, ceiling, refund, what is carried on."),
            inputs: [
                .init("fob", "出口离岸价（元）", "FOB (yuan)", isRequired: true),
                .init("vat", "征税率（%）", "VAT rate (%)", isRequired: true),
                .init("code", "商品编号", "Code"),
                .init("refund", "退税率（%），不填则查库", "Refund rate (%), else looked up"),
                .init("output", "内销销项税额", "Output VAT", isRequired: true),
                .init("input", "进项税额", "Input VAT", isRequired: true),
                .init("carried", "上期留抵", "Carried forward"),
                .init("free", "免税购进料件", "Duty-free material"),
            ],
            example: [
                ("fob", "2000000"), ("vat", "13"), ("refund", "9"), ("output", "130000"),
                ("input", "280000"),
            ]
        ) { query in
            if query["refund"] != nil { try checkCode(query) }
            let (rate, entry, _) = try refundRate(query)
            let month = ProducerFigures(
                fob: try query.requiredAmount("fob"), vatPct: try query.requiredAmount("vat"),
                refundPct: rate, output: try query.requiredAmount("output"),
                input: try query.requiredAmount("input"),
                carried: try query.amount("carried") ?? .zero,
                free: try query.amount("free") ?? .zero)
            try plausible(month.vatPct, "vat", on: query.day)
            if entry == nil { try plausible(rate, "refund", on: query.day) }
            try plausible(refund: rate, vat: month.vatPct, isOwn: entry == nil)
            let due = try inRange { () throws(NumberFault) in try producerRefund(month) }
            let verdict = Localized(
                zh: "应退 \(due.refund.grouped) 元，免抵 \(due.credited.grouped) 元，结转下期 "
                    + "\(due.carriedOn.grouped) 元。",
                en: "Refund \(due.refund.grouped) yuan, credited \(due.credited.grouped), carried "
                    + "on \(due.carriedOn.grouped).")
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("notCreditable", "不得免征和抵扣", "Not creditable", due.notCreditable.text),
                    .init("due", "应纳税额", "VAT due", due.due.text),
                    .init("ceiling", "免抵退税额", "Ceiling", due.ceiling.text),
                    .init("refund", "应退税额", "Refund", due.refund.text),
                    .init("credited", "免抵税额", "Credited", due.credited.text),
                    .init("carriedOn", "结转留抵", "Carried on", due.carriedOn.text),
                ],
                explanation: Explanation(
                    rule: "tariff.producer-refund",
                    title: Localized(zh: "免抵退税", en: "Refund of a producer"),
                    inputs: [
                        input("离岸价", "FOB", month.fob.grouped),
                        input("征税率/退税率", "VAT/refund", "\(month.vatPct.text)%/\(rate.text)%"),
                        input("免抵退税额", "Ceiling", due.ceiling.grouped),
                        input("应纳税额", "VAT due", due.due.grouped),
                    ], outcome: verdict,
                    citations: [Citation(document: "财政部 税务总局公告2026年第11号")]
                        + (entry.map { [$0.citation] } ?? [])))
        }
    }

    /// Income tax of retail exporters on deemed income (核定征收).
    var deemedIncomeCalculator: Calculator {
        Calculator(
            id: "deemed-income",
            title: Localized(zh: "零售出口核定征收所得税", en: "Deemed income of retail exporters"),
            about: Localized(
                zh: "综试区跨境电商零售出口企业按收入的应税所得率核定所得额。不能与退税并用。",
                en: "Retail exporters of a pilot zone: income is a share of revenue. Not together "
                    + "with refunds."),
            inputs: [.init("revenue", "收入总额（元）", "Revenue (yuan)", isRequired: true)],
            example: [("revenue", "5000000")]
        ) { query in
            let revenue = try query.requiredPositive("revenue")
            let share = try thresholds.amount(.incomeShare, on: query.day)
            let income = try inRange { () throws(NumberFault) in
                try percent(share.value, of: revenue)
            }
            let rate = try incomeTax(on: income, query.day)
            let tax = try inRange { () throws(NumberFault) in try percent(rate.value, of: income) }
            let sum = "\(revenue.grouped) × \(share.value.text)% × \(rate.value.text)% = "
                + tax.grouped
            let small = thresholds.known(.smallIncomeMost, on: try query.day)
            let basis = small.map { most in
                income <= most.value
                    ? Localized(
                        zh: "应纳税所得额不超过 \(most.value.grouped) 元，按小型微利企业计（从业人数、资产总额须同时符合）。",
                        en: "Taxable income within \(most.value.grouped) yuan: as of a small firm "
                            + "with low profits, if its staff and assets are small, too.")
                    : Localized(
                        zh: "应纳税所得额超过 \(most.value.grouped) 元，不适用小型微利企业优惠。",
                        en: "Taxable income above \(most.value.grouped) yuan: the rate of small "
                            + "firms does not apply.")
            } ?? Localized(same: "")
            let verdict = Localized(
                zh: "应纳所得税 \(sum) 元。\(basis.zh)",
                en: "Income tax \(sum) yuan." + (basis.en.isEmpty ? "" : " \(basis.en)"))
            return Calculator.Result(
                verdict: verdict,
                outputs: [
                    .init("income", "应纳税所得额", "Taxable income", income.text),
                    .init("tax", "所得税", "Income tax", tax.text),
                ],
                explanation: Explanation(
                    rule: "tariff.deemed-income", version: share.from,
                    title: Localized(zh: "核定征收", en: "Deemed income"), outcome: verdict,
                    citations: [share.citation, rate.citation]
                        + (small.map { [$0.citation] } ?? [])))
        }
    }

    /// The rate of enterprise income tax on a year's taxable income.
    private func incomeTax(on income: Fixed, _ day: Day) throws(LookupRefusal) -> Dated<Fixed> {
        if let most = thresholds.known(.smallIncomeMost, on: day), income <= most.value,
            let small = thresholds.known(.smallIncomeTax, on: day)
        {
            return small
        }
        return try thresholds.amount(.incomeTax, on: day)
    }
}
