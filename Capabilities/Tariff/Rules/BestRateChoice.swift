public import Kernel

extension TariffBook {
    /// The value that is assumed where none is given: enough to compare by.
    static let assumedValue = Fixed(10_000)

    /// Every rate open to goods of an origin on a day, cheapest lawful one first (关税法 第十二条至
    /// 第十四条). Rates are compared by what is owed, not by their per cents, for a rate by quantity
    /// turns over with the price.
    ///
    /// - Parameters:
    ///   - text: ten digits.
    ///   - value: customs value in yuan; nil to assume 10,000.
    ///   - quantities: for rates and taxes by quantity.
    ///   - route: countries on the way, by which direct consignment is looked at; nil where it is
    ///     not known, and what it takes is told.
    public func bestRate(
        _ text: String, from origin: Origin, on day: Day, value: Fixed? = nil,
        quantities: [Quantity] = [], route: TransitRoute? = nil
    ) throws(LookupRefusal) -> BestRate {
        let line = try line(text, on: day)
        if let value, value <= .zero { throw .numberForm(field: "value", value.text) }
        let choice = RateChoice(
            book: self, line: line, origin: origin, day: day,
            value: value ?? TariffBook.assumedValue, quantities: quantities, route: route)
        let (candidates, passedOver) = choice.all
        return BestRate(
            line: line, origin: origin, day: day, value: value ?? TariffBook.assumedValue,
            isAssumed: value == nil, quantities: quantities, route: route,
            candidates: candidates, passedOver: passedOver)
    }
}

extension TariffBook {
    /// What could be owed less at most, in yuan, if an agreement whose rate is not held had a rate
    /// of zero; nil where there is none such, or it cannot be computed.
    func atMostLower(_ best: BestRate) -> Fixed? {
        guard !best.unheld.isEmpty, let first = best.candidates.first?.taxes else { return nil }
        let goods = TaxedGoods(
            number: 1, line: best.line, value: best.value, quantities: best.quantities,
            day: best.day)
        guard let free = try? taxes(.adValorem(pct: .zero), of: goods) else { return nil }
        return try? first.total.subtracting(free.total)
    }
}

/// Puts the rates of one good in order.
private struct RateChoice {
    let book: TariffBook
    let line: TariffLine
    let origin: TariffBook.Origin
    let day: Day
    let value: Fixed
    let quantities: [Quantity]
    let route: TransitRoute?

    var all: ([BestRate.Candidate], [BestRate.PassedOver]) {
        var passed: [BestRate.PassedOver] = []
        let base = unclaimed(&passed)
        var found = [base]
        if origin.isFavoured {
            for membership in book.agreements.open(to: origin.iso, on: day) {
                add(membership, beside: base, &found, &passed)
            }
            found += inQuota
        }
        for place in found.indices {
            guard let whole = base.order, let part = found[place].order else { continue }
            found[place].saving = try? whole.subtracting(part)
        }
        found.sort(by: isBefore)
        return (found, passed)
    }

    /// What applies when nothing is claimed: the general rate for an origin without favour, else
    /// the provisional rate, which replaces the most-favoured-nation rate, else the latter.
    private func unclaimed(_ passed: inout [BestRate.PassedOver]) -> BestRate.Candidate {
        let line = outside
        guard origin.isFavoured else {
            return candidate(
                .general, line, rate: line.general ?? .specificOrCompound, proof: .none)
        }
        guard let provisional = line.provisional else {
            return candidate(.mfn, line, rate: line.duty, proof: .none)
        }
        passed.append(
            BestRate.PassedOver(
                kind: .mfn, agreement: nil, rate: line.duty, reason: .replaced,
                isReferenceOnly: line.source(of: .mfn).isReferenceOnly))
        return candidate(
            .provisional, line, rate: .adValorem(pct: provisional), proof: .none)
    }

    /// The code of the same line outside the quota, for goods asked about as inside it.
    private var outside: TariffLine {
        guard line.quota == .inQuota else { return line }
        return book.codes.lines(under: String(line.code.text.prefix(8)), on: day)
            .first { $0.quota == .outOfQuota && $0.duty.isStated } ?? line
    }

    private var inQuota: [BestRate.Candidate] {
        guard line.quota != nil else { return [] }
        return book.codes.lines(under: String(line.code.text.prefix(8)), on: day)
            .filter { $0.quota == .inQuota }
            .map { inside in
                let rate = inside.provisional.map { DutyRate.adValorem(pct: $0) } ?? inside.duty
                return candidate(.inQuota, inside, rate: rate, proof: .quota)
            }
    }

    /// A conventional or special preferential rate: a candidate only where it is lower than what
    /// applies without a claim (关税法 第十三条), so nothing above that is ever proposed.
    private func add(
        _ membership: AgreementRates.Membership, beside base: BestRate.Candidate,
        _ found: inout [BestRate.Candidate], _ passed: inout [BestRate.PassedOver]
    ) {
        let kind: BestRate.Kind = membership.treatment == .special ? .special : .agreement
        // Nothing is looked up of the journey where nobody told it.
        let journey = route.flatMap { book.journey(membership.agreement, $0, on: day) }
        let isBroken = journey?.isBroken ?? false
        func pass(
            _ reason: BestRate.Reason, _ rate: DutyRate? = nil, isReferenceOnly: Bool? = nil
        ) {
            passed.append(
                BestRate.PassedOver(
                    kind: kind, agreement: membership, rate: rate, reason: reason,
                    isReferenceOnly: isReferenceOnly, journey: reason == .journey ? journey : nil))
        }
        let entry = book.agreements.entry(membership, line.code, on: day)
        guard case .rate(let rate, let citation, let isReferenceOnly) = entry else {
            switch entry {
            case .excluded: pass(.excluded)
            case _ where isBroken: pass(.journey)
            case .noLine: pass(.noLine)
            default: pass(.notStated)
            }
            return
        }
        let candidate = candidate(
            kind, line, rate: rate, proof: .origin, membership, citation, isReferenceOnly, journey)
        if let claimed = candidate.duty, let free = base.duty, claimed >= free {
            pass(.notLower, rate, isReferenceOnly: isReferenceOnly)
        } else if isBroken {
            pass(.journey, rate, isReferenceOnly: isReferenceOnly)
        } else {
            found.append(candidate)
        }
    }

    private func candidate(
        _ kind: BestRate.Kind, _ line: TariffLine, rate: DutyRate, proof: BestRate.Proof,
        _ membership: AgreementRates.Membership? = nil, _ citation: Citation? = nil,
        _ isReferenceOnly: Bool? = nil, _ journey: JourneyFinding? = nil
    ) -> BestRate.Candidate {
        let goods = TaxedGoods(
            number: 1, line: line, value: value, quantities: quantities, day: day)
        var duty: Fixed?
        var taxes: ImportTaxes?
        var trouble: TariffRefusal?
        do throws(TariffRefusal) {
            let amount = try book.duty(rate, of: goods)
            duty = amount
            taxes = try book.taxes(duty: amount, of: goods)
        } catch { trouble = error }
        let source = line.source(of: RateChoice.part(kind, line))
        return BestRate.Candidate(
            kind: kind, agreement: membership, code: line.code, rate: rate, proof: proof,
            citation: citation ?? source.citation, from: citation == nil ? source.from : nil,
            isReferenceOnly: isReferenceOnly ?? source.isReferenceOnly, duty: duty, taxes: taxes,
            saving: nil, trouble: trouble,
            future: membership.map { book.agreements.future($0, line.code, after: day, count: 16) }
                ?? [],
            additionalRequirement: membership.flatMap {
                book.agreements.additionalRequirement($0, line.code, on: day)
            }, journey: journey)
    }

    /// Which rate of a line a kind is.
    private static func part(_ kind: BestRate.Kind, _ line: TariffLine) -> TariffLine.Part {
        switch kind {
        case .general: .general
        case .provisional: .provisional
        case .inQuota: line.provisional == nil ? .mfn : .provisional
        case .mfn, .agreement, .special: .mfn
        }
    }

    /// By what is owed, then by what has to be shown; what cannot be computed comes last.
    private func isBefore(_ left: BestRate.Candidate, _ right: BestRate.Candidate) -> Bool {
        switch (left.order, right.order) {
        case (let one?, let other?) where one != other: one < other
        case (nil, .some): false
        case (.some, nil): true
        default: left.proof < right.proof
        }
    }
}
