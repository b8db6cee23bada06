import Kernel
public import Origin

extension TariffBook {
    /// Taxes of goods with and without a preference, as claims on proofs with defects ask for them.
    /// Where the agreement's rate is not held here the whole duty is secured: not stated is neither
    /// zero nor a reason to release unsecured.
    public var forClaims: ClaimTaxation {
        ClaimTaxation { goods in
            do {
                return try claimed(goods)
            } catch let refusal as any Refusal {
                return .refused(ClaimFaults.fault(refusal, at: "/code"))
            } catch {
                return .refused(
                    ClaimFaults.fault(TariffRefusal.amountOutOfRange, at: "/value"))
            }
        }
    }

    private func claimed(_ goods: ClaimTaxation.Goods) throws -> ClaimTaxation.Outcome {
        let quantities: [Quantity]
        do {
            quantities = try TariffQuery.quantities(goods.quantity, "quantity")
        } catch { return .refused(ClaimFaults.fault(error, at: "/quantity")) }
        let best = try bestRate(
            goods.code, from: try origin(goods.country), on: goods.day, value: goods.value,
            quantities: quantities)
        guard let whole = best.unclaimed else { throw TariffRefusal.amountOutOfRange }
        guard let full = whole.taxes else {
            return .refused(ClaimFaults.fault(whole.trouble ?? .amountOutOfRange))
        }
        let words = RateWords(book: self, day: goods.day)
        let told = Self.told(RateWords.title(whole), words.told(whole.rate))
        let taken = best.candidates.first { $0.agreement?.agreement == goods.agreement }
        if let taken, let taxes = taken.taxes {
            return .taxes(
                full: Self.owed(told, full),
                preferential: Self.owed(
                    Self.told(RateWords.title(taken), words.told(taken.rate)), taxes),
                citations: [whole.citation, taken.citation])
        }
        if let taken {
            return .refused(ClaimFaults.fault(taken.trouble ?? .amountOutOfRange))
        }
        let passed = best.passedOver.first { $0.agreement?.agreement == goods.agreement }
        if let passed, [.notLower, .excluded].contains(passed.reason) {
            return .nothingToGain(
                full: told,
                preferential: passed.rate.map(words.told)
                    ?? Localized(zh: "不在降税范围内", en: "left out of the agreement"))
        }
        let taxed = TaxedGoods(
            number: 1, line: best.line, value: goods.value, quantities: quantities,
            day: goods.day)
        let free = try taxes(.adValorem(pct: .zero), of: taxed)
        guard free.total < full.total else {
            return .nothingToGain(
                full: told, preferential: Localized(zh: "不可能更低", en: "cannot be lower"))
        }
        return .taxes(
            full: Self.owed(told, full),
            preferential: Self.owed(
                Localized(
                    zh: "协定税率本系统未载有，按关税全额担保",
                    en: "rate of the agreement not held here: the whole duty is secured"), free),
            citations: [whole.citation])
    }

    private static func told(_ kind: Localized, _ rate: Localized) -> Localized {
        Localized(zh: "\(kind.zh) \(rate.zh)", en: "\(kind.en) \(rate.en)")
    }

    private static func owed(_ rate: Localized, _ taxes: ImportTaxes) -> ClaimTaxation.Owed {
        ClaimTaxation.Owed(
            rate: rate, duty: taxes.duty, consumption: taxes.consumption, vat: taxes.vat,
            total: taxes.total)
    }
}

/// Refusals of the tariff as faults of a claim's fields.
private enum ClaimFaults {
    static func fault(_ refusal: any Refusal, at path: String) -> Fault {
        Fault(code: refusal.code, path: path, message: refusal.message, fix: refusal.fix)
    }

    /// A quantity that is missing is a field to fill in; everything else is about the code.
    static func fault(_ refusal: TariffRefusal) -> Fault {
        if case .quantityMissing = refusal { return fault(refusal, at: "/quantity") }
        return fault(refusal, at: "/code")
    }
}
