import Kernel
import Origin
import Reference

/// What is held of an agreement for each partner: rates loaded for the partner alone, for all of
/// them, and shipped schedules, which are made for groups of partners. What an edition changes, or
/// its withdrawal, is told partner by partner, for a rate that is new to one may take the place of
/// another's.
struct RatesHeld {
    let book: TariffBook
    let day: Day

    /// Partners for whom the same is held of an agreement, and what was and will be.
    struct Turn {
        var partners: [String]
        let old: String?
        let new: String?

        /// `9 → 3`, or the new rate alone where there was none.
        var text: String {
            guard let old else { return new ?? "–" }
            return "\(old) → \(new ?? "–")"
        }
    }

    /// The rate of a line for a partner, `U` for one left out; nil where none is held. A rate for
    /// the partner alone goes before one for all, ten digits before eight.
    func rate(
        _ agreement: String, _ partner: String, _ code: String, _ state: LoadedEditions.State
    ) -> String? {
        let names = ["\(agreement):\(partner)", agreement]
        let begun = names.flatMap { state.schedules[$0] ?? [] }.filter { $0 <= day }.max()
        for name in names {
            for digits in [10, 8] where digits <= code.utf8.count {
                let found = state.rates[name]?[String(code.prefix(digits))]?.last { version in
                    version.from <= day && (version.to.map { day <= $0 } ?? true)
                        && (begun.map { $0 <= version.from } ?? true)
                }
                if let found { return found.rate?.notation ?? "U" }
            }
        }
        if begun != nil { return nil }
        return book.agreements.shippedRate(agreement, of: partner, code, on: day)
    }

    /// Partners of an agreement on the day, those together for whom the same is held: they share a
    /// shipped schedule, and nothing was loaded for one of them alone.
    func groups(of agreement: String, _ states: [LoadedEditions.State]) -> [[String]] {
        guard let state = states.last else { return [] }
        let members = EditionReading(book: book).treaties(on: day, state)
            .filter { $0.id.utf8.elementsEqual(agreement.utf8) && $0.holds(on: day) }
            .flatMap(\.partners).filter { $0.holds(on: day) && $0.iso3 != "CHN" }.map(\.iso3)
        var found: [String: [String]] = [:]
        for partner in Set(members).sorted() {
            let name = "\(agreement):\(partner)"
            let isAlone = states.contains { $0.rates[name] != nil || $0.schedules[name] != nil }
            let schedule = book.agreements.scheduleNames[
                AgreementRates.ScheduleName(agreement: agreement, partner: partner)]?.0
            found[isAlone ? name : "/" + (schedule ?? ""), default: []].append(partner)
        }
        // Rates may be loaded before anybody takes part.
        return found.isEmpty ? [[""]] : found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What holds of a line for each group of partners.
    func rates(
        _ agreement: String, _ code: String, _ groups: [[String]], _ state: LoadedEditions.State
    ) -> [String?] {
        groups.map { group in group.first.flatMap { rate(agreement, $0, code, state) } }
    }

    /// What becomes of a line; groups for whom the same happens are put together.
    static func turns(_ groups: [[String]], from old: [String?], to new: [String?]) -> [Turn] {
        groups.indices.reduce(into: []) { found, index in
            let (was, will) = (old[index], new[index])
            if let place = found.firstIndex(where: { $0.old == was && $0.new == will }) {
                found[place].partners = (found[place].partners + groups[index]).sorted()
            } else {
                found.append(Turn(partners: groups[index], old: was, new: will))
            }
        }
    }

    /// The same as a change of a report.
    static func change(_ subject: String, _ turns: [Turn]) -> EditionReport.Change {
        let differing = turns.filter { $0.old != $0.new }
        let what: EditionReport.Change.What =
            if differing.isEmpty { .same }
            else if differing.allSatisfy({ $0.old == nil }) { .new }
            else if differing.allSatisfy({ $0.new == nil }) { .ended }
            else { .changed }
        return EditionReport.Change(
            what: what, subject: subject,
            details: turns.count == 1
                ? differing.map(\.text)
                : differing.map { turn in
                    let old = turn.old ?? "–"
                    return "\(turn.partners.joined(separator: " ")) \(old) → \(turn.new ?? "–")"
                })
    }

    /// What changes of agreements between two states, line by line.
    func difference(
        from old: LoadedEditions.State, to new: LoadedEditions.State
    ) -> [EditionReport.Change] {
        let names = Set(old.rates.keys).union(new.rates.keys)
            .union(old.schedules.keys).union(new.schedules.keys)
        let reading = EditionReading(book: book)
        var codes: [String: Set<String>] = [:]
        for name in names {
            let agreement = String(name.prefix { $0 != ":" })
            for state in [old, new] {
                codes[agreement, default: []].formUnion((state.rates[name] ?? [:]).keys)
                codes[agreement]?.formUnion(reading.lines(of: name, day, state))
            }
        }
        return codes.sorted { $0.key < $1.key }.flatMap { agreement, digits in
            let groups = groups(of: agreement, [old, new])
            return digits.sorted().compactMap { code -> EditionReport.Change? in
                let found = RatesHeld.change(
                    "\(agreement) \(code)",
                    RatesHeld.turns(
                        groups, from: rates(agreement, code, groups, old),
                        to: rates(agreement, code, groups, new)))
                return found.what == .same ? nil : found
            }
        }
    }
}
