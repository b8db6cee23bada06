public import Kernel
import Reference

/// Taxes retail imports (跨境电商零售进口, supervision modes 9610, 1210 and 1239) by the rules of a day.
///
///     let duties = try RetailImportDuties.load(share)
///     let result = try duties.assess(order: order, on: releaseDay, usedThisYear: used)
///     if let taxes = result.taxes { … taxes.total … } else { … result.limit.treatment … }
public struct RetailImportDuties: Sendable {
    /// The goods codes and their rates.
    public let codes: GoodsCodes
    /// The list of goods admitted as retail imports.
    public let positiveList: PositiveList
    let limits: [Dated<RetailImportLimits>]
    let factors: [Dated<RetailImportFactors>]
    let conversions: UnitConversions
    var caps = RetailQuantityCaps()

    /// Reads codes, rates, limits and shares. Refuses a file that is missing or damaged.
    public static func load(_ share: Share) throws -> RetailImportDuties {
        try load(share, codes: GoodsCodes.load(share))
    }

    /// The same with codes that were read before.
    public static func load(_ share: Share, codes: GoodsCodes) throws -> RetailImportDuties {
        var positiveList = try PositiveList.load(share)
        positiveList.loaded = codes.loaded
        var conversions = try UnitConversions.load(share)
        conversions.loaded = codes.loaded
        var caps = try RetailQuantityCaps.load(share, conversions)
        caps.loaded = codes.loaded
        return RetailImportDuties(
            codes: codes, positiveList: positiveList,
            limits: try readLimits(share), factors: try readFactors(share),
            conversions: conversions, caps: caps)
    }

    /// The limits in force on a day; nil before there were any.
    public func limits(on day: Day) -> Dated<RetailImportLimits>? {
        codes.loaded.row(\.limits, RetailImportLimits.key, over: limits, on: day)
    }

    func factors(on day: Day) -> Dated<RetailImportFactors>? {
        codes.loaded.row(\.factors, RetailImportFactors.key, over: factors, on: day)
    }

    /// Decides whether an order may come in as a retail import and what it owes.
    ///
    /// - Parameters:
    ///   - order: goods, freight and insurance in yuan.
    ///   - day: day on which the declaration was complete; before that, the day that is asked
    ///     about. It chooses the rates.
    ///   - release: day of release of the list (清单放行日期): it chooses the limits and the
    ///     calendar year. The same as `day` unless given.
    ///   - used: what the buyer has used in the calendar year of `release`, in yuan.
    /// - Returns: the verdict on the limits; the taxes, unless the limits refuse the order; and on
    ///   demand the explanation of both.
    /// - Throws: a refusal when a tax cannot be computed, naming every line concerned.
    public func assess(
        order: RetailImportOrder, on day: Day, releasedOn release: Day? = nil,
        usedThisYear used: Fixed
    ) throws(TariffRefusal) -> RetailImportAssessment {
        let release = release ?? day
        try check(order)
        guard let limit = limits(on: release), let factors = factors(on: day) else {
            throw .noRuleOnDay(day)
        }
        let values = try inRange { () throws(NumberFault) in
            try freightAndInsuranceFollowTheLines(order)
        }
        let value = try inRange { () throws(NumberFault) in
            var sum = Fixed.zero
            for line in values { sum = try sum.adding(line.value) }
            return sum
        }
        guard value > .zero else { throw .amountNotPositive(field: "lines") }
        let decision = try inRange { () throws(NumberFault) in
            try retailImportLimit(
                value: value, used: used, items: items(of: order), day: release, limits: limit)
        }
        if case .refused = decision.treatment {
            return RetailImportAssessment(
                order: order, limit: decision, factors: factors, taxes: nil)
        }
        let full = decision.treatment == .fullTaxSingleItem
        let taxes = try taxes(of: order, values, on: day, full ? nil : factors.value)
        return RetailImportAssessment(
            order: order, limit: decision, factors: factors, taxes: taxes)
    }

    private func check(_ order: RetailImportOrder) throws(TariffRefusal) {
        guard !order.lines.isEmpty else { throw .orderEmpty }
        guard !order.freight.isNegative else { throw .amountNotPositive(field: "freight") }
        guard !order.insurance.isNegative else { throw .amountNotPositive(field: "insurance") }
        for (index, line) in order.lines.enumerated() {
            guard !line.price.isNegative else {
                throw .amountNotPositive(field: "lines[\(index + 1)].price")
            }
            guard line.quantity.amount > .zero else {
                throw .amountNotPositive(field: "lines[\(index + 1)].quantity")
            }
        }
    }

    /// How many articles an order holds; part of a unit counts as one. Counting ends at a million.
    private func items(of order: RetailImportOrder) -> Int {
        var items = 0
        for line in order.lines {
            let (whole, part) = line.quantity.amount.raw.quotientAndRemainder(
                dividingBy: Fixed.scale)
            items = min(items + Int(min(whole, 1_000_000)) + (part > 0 ? 1 : 0), 1_000_000)
        }
        return items
    }

    /// Taxes every line; `reduced` is nil when the order is taxed in full.
    private func taxes(
        of order: RetailImportOrder, _ values: [LineValue], on day: Day,
        _ reduced: RetailImportFactors?
    ) throws(TariffRefusal) -> RetailImportTaxes {
        var lines: [RetailImportTaxes.Line] = []
        lines.reserveCapacity(order.lines.count)
        var refusals: [TariffRefusal] = []
        for (index, line) in order.lines.enumerated() {
            do throws(TariffRefusal) {
                lines.append(
                    try tax(
                        line, number: index + 1, values[index], on: day, reduced,
                        isDrugPilot: order.isDrugPilot))
            } catch { refusals.append(error) }
        }
        if let refusal = TariffRefusal.together(refusals) { throw refusal }
        return try inRange { () throws(NumberFault) in try RetailImportTaxes(lines: lines) }
    }

    private func tax(
        _ line: RetailImportOrder.Line, number: Int, _ value: LineValue, on day: Day,
        _ reduced: RetailImportFactors?, isDrugPilot: Bool
    ) throws(TariffRefusal) -> RetailImportTaxes.Line {
        guard let code = GoodsCode(line.hs10), codes.knows(code) else {
            throw .codeUnknown(line: number, code: line.hs10)
        }
        guard let tariff = codes.line(code, on: day) else {
            throw .noRateOnDay(line: number, code: line.hs10, day)
        }
        let listing = positiveList.verdict(
            code, on: day, origin: line.origin, isDrugPilot: isDrugPilot)
        if listing == .notListed { throw .notOnPositiveList(line: number, code: line.hs10) }
        if case .onlyFor(let whom, _, _) = listing {
            throw .listedForOthers(line: number, code: line.hs10, whom)
        }
        guard let vatPct = tariff.vat else {
            throw .vatRateUnknown(line: number, code: line.hs10)
        }
        let dutyPct: Fixed
        if let reduced {
            dutyPct = reduced.dutyPct
        } else {
            dutyPct = try fullDutyPct(tariff, number)
        }
        let rates = LineRates(
            dutyPct: dutyPct, vatPct: vatPct, share: reduced?.taxShare ?? Fixed(1))
        let duty = try inRange { () throws(NumberFault) in
            try importDuty(value: value.value, pct: rates.dutyPct)
        }
        let base = try consumptionTaxDue(
            tariff.consumption, on: line, number: number, value: value.value, duty: duty,
            on: day, conversions: conversions)
        return try inRange { () throws(NumberFault) in
            let consumption = try consumptionTax(
                value: value.value, duty: duty, base: base, share: rates.share)
            let vat =
                reduced == nil
                ? try fullImportVAT(
                    value: value.value, duty: duty, consumption: consumption, pct: vatPct)
                : try reducedImportVAT(value: value.value, base: base, rates: rates)
            return RetailImportTaxes.Line(
                number: number, tariff: tariff, listing: listing, price: value.price,
                share: value.share, value: value.value, rates: rates, base: base, duty: duty,
                consumption: consumption, vat: vat,
                total: try duty.adding(consumption).adding(vat))
        }
    }

    /// The duty of an order taxed in full: a provisional rate replaces the most-favoured-nation
    /// rate (关税法 第十三条).
    private func fullDutyPct(_ line: TariffLine, _ number: Int) throws(TariffRefusal) -> Fixed {
        if let provisional = line.provisional { return provisional }
        guard case .adValorem(let pct) = line.duty else {
            throw .dutyNotComputable(line: number, code: line.code.text)
        }
        return pct
    }
}
