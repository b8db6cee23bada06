import Kernel

extension TariffBook {
    /// Works out what a consignment owes (海关总署令第272号; 关税法): customs values, rates, duty,
    /// consumption tax and VAT of every line, each to the fen, and the exemption of small amounts.
    ///
    /// A line that cannot be taxed says why and does not stop the others; then there are no sums,
    /// and nothing is exempted.
    ///
    /// - Throws: a refusal when the consignment as a whole cannot be worked out: no lines, amounts
    ///   below zero, no exchange rate for freight or insurance, a day without an edition.
    public func taxes(of consignment: Consignment) throws -> ConsignmentTaxes {
        try inEdition(consignment.day)
        guard !consignment.lines.isEmpty else { throw LookupRefusal.missing(field: "lines") }
        var faults: [Int: any Refusal] = [:]
        var prices: [Fixed] = []
        for (index, line) in consignment.lines.enumerated() {
            do {
                prices.append(try price(of: line, on: consignment.currencyDay))
            } catch let refusal as any Refusal {
                faults[index] = refusal
                prices.append(.zero)
            }
        }
        let (extras, assumed) = try extras(of: consignment, prices)
        let order = RetailImportOrder(
            lines: zip(consignment.lines, prices).map {
                RetailImportOrder.Line(
                    hs10: $0.hs10, price: $1, quantity: Quantity(Fixed(1), unit: ""))
            }, freight: extras)
        let values = try inRange { () throws(NumberFault) in
            try freightAndInsuranceFollowTheLines(order)
        }
        var lines: [Result<ConsignmentTaxes.Line, ConsignmentFault>] = []
        lines.reserveCapacity(values.count)
        for (index, line) in consignment.lines.enumerated() {
            do {
                if let refusal = faults[index] { throw refusal }
                let taxed = try taxed(
                    line, number: index + 1, values[index], consignment)
                lines.append(.success(taxed))
            } catch let refusal as any Refusal {
                lines.append(
                    .failure(
                        ConsignmentFault(
                            number: index + 1, refusal: asked(refusal, on: consignment.day))))
            }
        }
        let exemption = try thresholds.amount(.consignmentTax, on: consignment.day)
        let totals = try exempt(&lines, within: exemption.value, consignment)
        return ConsignmentTaxes(
            assumedInsurance: assumed, lines: lines, totals: totals, exemption: exemption)
    }

    /// Price with additions, without deductions, in yuan.
    private func price(of line: Consignment.Line, on day: Day) throws -> Fixed {
        guard !line.additions.isNegative else {
            throw LookupRefusal.numberForm(field: "additions", line.additions.text)
        }
        guard !line.deductions.isNegative else {
            throw LookupRefusal.numberForm(field: "deductions", line.deductions.text)
        }
        let whole = try inRange { () throws(NumberFault) in
            try line.price.amount.adding(line.additions).subtracting(line.deductions)
        }
        guard line.price.amount > .zero else {
            throw LookupRefusal.numberForm(field: "price", line.price.amount.text)
        }
        guard whole > .zero else {
            throw LookupRefusal.deductionsAbovePrice(line)
        }
        return try exchange.yuan(Money(whole, line.price.currency), on: day)
    }

    /// Freight and insurance in yuan, and the insurance that was reckoned for want of one.
    private func extras(of consignment: Consignment, _ prices: [Fixed]) throws -> (Fixed, Fixed?) {
        func yuan(_ money: Money?, _ field: String) throws -> Fixed {
            guard let money else { return .zero }
            guard !money.amount.isNegative else {
                throw LookupRefusal.numberForm(field: field, money.amount.text)
            }
            return try exchange.yuan(money, on: consignment.currencyDay)
        }
        let freight = try yuan(consignment.freight, "freight")
        let insurance = try yuan(consignment.insurance, "insurance")
        switch consignment.terms {
        case .cif: return (.zero, nil)
        case .cfr, .fob:
            let carriage = consignment.terms == .fob ? freight : .zero
            if consignment.terms == .fob, consignment.freight == nil {
                throw LookupRefusal.missing(field: "freight")
            }
            guard consignment.insurance == nil else {
                let sum = try inRange { () throws(NumberFault) in
                    try carriage.adding(insurance)
                }
                return (sum, nil)
            }
            let share = try thresholds.amount(.insurance, on: consignment.day).value
            return try inRange { () throws(NumberFault) in
                var sum = carriage
                for price in prices { sum = try sum.adding(price) }
                let assumed = try sum.scaled(
                    Int128(share.raw), over: 1000 * Int128(Fixed.scale), places: 2)
                return (try carriage.adding(assumed), assumed)
            }
        }
    }

    private func taxed(
        _ line: Consignment.Line, number: Int, _ value: LineValue, _ consignment: Consignment
    ) throws -> ConsignmentTaxes.Line {
        let day = consignment.day
        let origin = try line.origin.map { text throws(LookupRefusal) in try self.origin(text) }
        let best = try bestRate(
            line.hs10, from: origin ?? self.origin("701"), on: day, value: value.value,
            quantities: line.quantities)
        let rate = try rate(best, claim: line.claim)
        let tariff = codes.line(rate.code, on: day) ?? best.line
        let goods = TaxedGoods(
            number: number, line: tariff, value: value.value, quantities: line.quantities,
            day: day, currencyDay: consignment.currencyDay)
        let duty = try duty(rate.rate, of: goods)
        let taxes = try taxes(duty: duty, of: goods)
        return ConsignmentTaxes.Line(
            number: number, line: tariff, origin: origin, rate: rate, price: value.price,
            share: value.share, value: value.value, duty: duty, consumption: taxes.consumption,
            vat: taxes.vat, base: try consumptionBase(of: goods, duty: duty))
    }

    /// The rate a line is taxed by. A claim that is not open is refused, saying what is.
    private func rate(_ best: BestRate, claim: String?) throws -> BestRate.Candidate {
        // Goods declared under the code inside a quota are taxed by it.
        let wanted = claim?.lowercased() ?? (best.line.quota == .inQuota ? "in-quota" : "")
        let found: BestRate.Candidate? =
            switch wanted {
            case "": best.unclaimed
            case "best": best.candidates.first
            case "in-quota": best.candidates.first { $0.kind == .inQuota }
            default: best.candidates.first { $0.agreement?.agreement.lowercased() == wanted }
            }
        if let found { return found }
        throw LookupRefusal.choice(
            field: "claim", claim ?? "",
            allowed: ["best"] + best.candidates.compactMap { $0.agreement?.agreement })
    }

    /// Exempts each tax that does not exceed the limit for the whole consignment. A duty that is
    /// not levied does not count in what follows; each tax is tested on its own.
    private func exempt(
        _ results: inout [Result<ConsignmentTaxes.Line, ConsignmentFault>], within limit: Fixed,
        _ consignment: Consignment
    ) throws -> [ConsignmentTaxes.Tax: Fixed]? {
        var lines = results.compactMap { try? $0.get() }
        guard lines.count == results.count else { return nil }
        var totals: [ConsignmentTaxes.Tax: Fixed] = [:]
        for tax in ConsignmentTaxes.Tax.allCases {
            var sum = try total(tax, lines)
            if !sum.isZero, sum <= limit {
                for place in lines.indices {
                    lines[place].exempt.insert(tax)
                    if tax != .vat {
                        lines[place] = try again(
                            lines[place], consignment.lines[place], consignment.day)
                    }
                }
                sum = .zero
            }
            totals[tax] = sum
        }
        results = lines.map { .success($0) }
        return totals
    }

    private func total(_ tax: ConsignmentTaxes.Tax, _ lines: [ConsignmentTaxes.Line]) throws
        -> Fixed
    {
        try inRange { () throws(NumberFault) in
            var sum = Fixed.zero
            for line in lines { sum = try sum.adding(line.levied(tax)) }
            return sum
        }
    }

    /// The taxes that follow, by what is levied of those before.
    private func again(
        _ line: ConsignmentTaxes.Line, _ declared: Consignment.Line, _ day: Day
    ) throws -> ConsignmentTaxes.Line {
        var line = line
        if !line.exempt.contains(.consumption) {
            line.consumption = try inRange { () throws(NumberFault) in
                try consumptionTax(
                    value: line.value, duty: line.levied(.duty), base: line.base,
                    share: Fixed(1))
            }
        }
        line.vat = try inRange { () throws(NumberFault) in
            try fullImportVAT(
                value: line.value, duty: line.levied(.duty),
                consumption: line.levied(.consumption), pct: line.line.vat ?? .zero)
        }
        return line
    }
}
