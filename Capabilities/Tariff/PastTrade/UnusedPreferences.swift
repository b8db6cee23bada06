import Kernel

/// What lines of earlier declarations could lawfully have owed (TR-07).
///
/// A lower rate was open when an agreement with the origin, or a rate nobody has to claim, came to
/// less duty than was paid. Whether the goods met the origin rule is for the firm to show: the
/// rule, the proof and the day until which taxes can be claimed back stand with each line. Rates
/// inside a tariff quota are left out, for nobody gets a quota certificate afterwards.
struct UnusedPreferences: Sendable {
    let book: TariffBook
    let today: Day

    /// One line looked at.
    struct Outcome: Sendable {
        let line: PastLine
        var finding: Finding
        /// Agreements under which a lower rate than the unclaimed one was open.
        var eligible: [String] = []
        /// Agreements of which this house has no rate for the line; it may be lower still.
        var notStated: [Localized] = []
    }

    enum Finding: Sendable {
        /// Nothing lower was open than what was paid, and every rate that was open is held.
        case nothingLower
        /// Nothing lower among the rates held here; a rate that is not held may be lower, so it
        /// cannot be told.
        case notTold
        case overpaid(Overpaid)
        /// Nothing can be said; why.
        case refused(any Refusal)
    }

    /// A lower rate that was not used.
    struct Overpaid: Sendable {
        let best: BestRate
        let candidate: BestRate.Candidate
        let paidDuty: Fixed
        /// Duty paid too much, in yuan.
        let duty: Fixed
        /// With the taxes that rest on it; the duty alone where those cannot be computed.
        let total: Fixed
        /// What earns the rate; nil for one that nobody has to claim.
        let needed: OriginNeeded?
        /// Last day the taxes can be claimed back.
        let lastDay: Day
        let window: Citation
    }

    /// How much of the trade that could have claimed an agreement did.
    struct Utilisation: Sendable {
        let agreement: String
        var lines = 0
        var claimedLines = 0
        var value = Fixed.zero
        var claimedValue = Fixed.zero

        /// Share of the value that claimed, in per cent to one place; nil without any.
        var pct: Fixed? {
            guard value > .zero else { return nil }
            return try? claimedValue.scaled(
                100 * Int128(Fixed.scale), over: Int128(value.raw), places: 1)
        }
    }

    struct Report: Sendable {
        let outcomes: [Outcome]
        let today: Day

        var overpaid: [(line: PastLine, found: Overpaid)] {
            outcomes.compactMap { outcome in
                guard case .overpaid(let found) = outcome.finding else { return nil }
                return (outcome.line, found)
            }
        }

        /// Overpaid duty; everything with taxes on it; of that what can still be claimed back.
        var sums: (duty: Fixed, total: Fixed, open: Fixed) {
            var sums = (duty: Fixed.zero, total: Fixed.zero, open: Fixed.zero)
            for (_, found) in overpaid {
                sums.duty = (try? sums.duty.adding(found.duty)) ?? sums.duty
                sums.total = (try? sums.total.adding(found.total)) ?? sums.total
                if found.lastDay >= today {
                    sums.open = (try? sums.open.adding(found.total)) ?? sums.open
                }
            }
            return sums
        }

        /// Lines of which it cannot be told whether a rate that is not held is lower.
        var notTold: [Outcome] {
            outcomes.filter { if case .notTold = $0.finding { true } else { false } }
        }

        var refused: Int {
            outcomes.count { if case .refused = $0.finding { true } else { false } }
        }

        /// By agreement, the one with most eligible trade first.
        var utilisation: [Utilisation] {
            var found: [String: Utilisation] = [:]
            for outcome in outcomes {
                for agreement in outcome.eligible {
                    var one = found[agreement] ?? Utilisation(agreement: agreement)
                    one.lines += 1
                    one.value = (try? one.value.adding(outcome.line.value)) ?? one.value
                    if outcome.line.claim == agreement {
                        one.claimedLines += 1
                        one.claimedValue =
                            (try? one.claimedValue.adding(outcome.line.value)) ?? one.claimedValue
                    }
                    found[agreement] = one
                }
            }
            return found.values.sorted { ($1.value, $0.agreement) < ($0.value, $1.agreement) }
        }
    }

    func look(at lines: [PastLine]) -> Report {
        Report(outcomes: lines.map(outcome), today: today)
    }

    private func outcome(_ line: PastLine) -> Outcome {
        do {
            let best = try book.bestRate(
                line.code, from: book.origin(line.origin), on: line.declaredOn, value: line.value,
                quantities: line.quantities)
            let open = best.candidates.filter { $0.proof != .quota && $0.duty != nil }
            let paid = try paidDuty(line, best)
            var outcome = Outcome(line: line, finding: try finding(line, best, open, paid: paid))
            outcome.eligible = open.compactMap(\.agreement?.agreement)
            let missing = notHeld(line, best)
            outcome.notStated = missing.map(\.name)
            // The rate of the very agreement that was claimed is what was paid.
            let others = missing.contains { !$0.agreement.utf8.elementsEqual(line.claim.utf8) }
            if case .nothingLower = outcome.finding, others, !paid.isZero {
                outcome.finding = .notTold
            }
            return outcome
        } catch let refusal as any Refusal {
            return Outcome(line: line, finding: .refused(refusal))
        } catch {
            return Outcome(
                line: line,
                finding: .refused(LookupRefusal.numberForm(field: "value", line.value.text)))
        }
    }

    /// Agreements open to the line whose rate is not held, or cannot be computed from what is
    /// known of the line.
    private func notHeld(
        _ line: PastLine, _ best: BestRate
    ) -> [AgreementRates.Membership] {
        best.passedOver.filter { $0.reason == .notStated || $0.reason == .noLine }
            .compactMap(\.agreement)
            + best.candidates.filter { $0.proof == .origin && $0.duty == nil }
            .compactMap(\.agreement)
    }

    private func paidDuty(_ line: PastLine, _ best: BestRate) throws -> Fixed {
        if let duty = line.duty { return duty }
        let used: BestRate.Candidate?
        if line.claim.isEmpty {
            used = best.unclaimed
        } else {
            used = best.candidates.first { $0.agreement?.agreement == line.claim }
            if used == nil {
                throw LookupRefusal.notStated(
                    field: "claim",
                    Localized(
                        zh: "本系统没有 \(line.claim) 对该编号的税率，请填写实缴关税税额。",
                        en: "No rate under \(line.claim) is held for this code: give the duty "
                            + "that was paid."))
            }
        }
        if let trouble = used?.trouble { throw trouble }
        guard let duty = used?.duty else { throw LookupRefusal.missing(field: "duty") }
        return duty
    }

    private func finding(
        _ line: PastLine, _ best: BestRate, _ open: [BestRate.Candidate], paid: Fixed
    ) throws -> Finding {
        guard
            let lowest = open.min(by: {
                ($0.duty ?? .zero, $0.proof) < ($1.duty ?? .zero, $1.proof)
            }), let duty = lowest.duty, duty < paid
        else { return .nothingLower }
        let goods = TaxedGoods(
            number: 1, line: best.line, value: line.value, quantities: line.quantities,
            day: line.declaredOn)
        let over = try paid.subtracting(duty)
        var total = over
        if let whole = try? book.taxes(duty: paid, of: goods).total,
            let less = lowest.taxes?.total
        {
            total = try whole.subtracting(less)
        }
        let months = try book.thresholds.amount(.refundClaim, on: line.paidOn)
        return .overpaid(
            Overpaid(
                best: best, candidate: lowest, paidDuty: paid, duty: over, total: total,
                needed: lowest.agreement.flatMap {
                    book.originNeeded($0.agreement, lowest.code, on: line.declaredOn)
                }, lastDay: line.paidOn.adding(months: Int(months.value.raw / Fixed.scale)),
                window: months.citation))
    }
}
