import Kernel
import Origin
import Store

/// What withdrawing an edition changes: what the tables say on its day with it, held against what
/// they would say without it.
extension EditionReading {
    func difference(
        _ kind: Edition.Kind, on day: Day, from with: LoadedEditions.State,
        to without: LoadedEditions.State
    ) -> [EditionReport.Change] {
        if kind == .codes { return codesDiffering(day, with, without) }
        if kind == .agreementRates {
            return RatesHeld(book: book, day: day).difference(from: with, to: without)
        }
        let old = said(kind, on: day, with)
        let new = said(kind, on: day, without)
        let changes = Set(old.keys).union(new.keys).sorted().compactMap { key in
            changed(key, old[key], new[key])
        }
        let stops = kind == .positiveList && with.listedFrom.map { $0 <= day } ?? false
            && !(without.listedFrom.map { $0 <= day } ?? false)
        guard stops else { return changes }
        return [
            EditionReport.Change(
                what: .changed, subject: "positive-list", details: ["enforced → not enforced"])
        ] + changes
    }

    private func changed(
        _ key: String, _ old: [String]?, _ new: [String]?
    ) -> EditionReport.Change? {
        guard let new else {
            return EditionReport.Change(what: .ended, subject: key, details: old ?? [])
        }
        let change = told(key, old, new)
        return change.what == .same ? nil : change
    }

    private func codesDiffering(
        _ day: Day, _ with: LoadedEditions.State, _ without: LoadedEditions.State
    ) -> [EditionReport.Change] {
        Set(with.lines.keys).union(without.lines.keys).sorted().compactMap { packed in
            let code = GoodsCode(packed: packed)
            let (before, after) = (
                book.codes.line(code, on: day, with: with),
                book.codes.line(code, on: day, with: without)
            )
            guard before != nil || after != nil else { return nil }
            let change = EditionReading.change(code.text, before, after)
            return change.what == .same ? nil : change
        }
    }

    /// What is loaded of a table and holds on a day, by key, part by part.
    private func said(
        _ kind: Edition.Kind, on day: Day, _ state: LoadedEditions.State
    ) -> [String: [String]] {
        switch kind {
        case .originRules:
            return Set(state.rules.map(\.list.agreement)).reduce(into: [:]) { found, name in
                for (entry, test) in book.rules.entries(of: name, on: day, with: state.rules) {
                    found["\(name) \(entry)"] = [book.rules.words(of: test).en]
                }
            }
        case .exportDuties:
            return keyed(exportsInForce(on: day, state)) { code in
                state.exports[code]?.last { $0.holds(on: day) }
                    .map { NotHeldWords.rate(.stated($0)).en }
            }
        case .legalNotes:
            return keyed(notesInForce(on: day, state)) { place in
                state.notes[place]?.last { $0.from <= day }?.text.zh
            }
        case .exchangeRates:
            return state.exchange.reduce(into: [:]) { found, entry in
                let own = entry.value.last { $0.holds(on: day) }?.value
                guard let rate = own ?? book.exchange.shipped(entry.key, on: day) else { return }
                let told = "\(rate.units.text): \(rate.cny.text)"
                found[book.letters(of: entry.key, on: day)] = [told]
            }
        case .refundRates:
            return keyed(refundsInForce(on: day, state)) { code in
                state.refunds[code]?.last {
                    $0.from <= day && ($0.to.map { day <= $0 } ?? true)
                }?.rate.pct.text
            }
        case .positiveList: return keyed(headingsInForce(on: day, state)) { _ in "listed" }
        default: return SmallTable.of(kind)?.told(book, day, state) ?? [:]
        }
    }

    private func keyed(
        _ keys: [String], _ text: (String) -> String?
    ) -> [String: [String]] {
        keys.reduce(into: [:]) { found, key in found[key] = text(key).map { [$0] } }
    }
}

extension EditionDesk {
    /// What holds on a day with an edition, and what would hold without it.
    struct Withdrawing: Sendable {
        let record: EditionShelf.Record
        let kind: Edition.Kind
        let from: Day
        let with: LoadedEditions.State
        let without: LoadedEditions.State
    }

    /// Looks at what withdrawing an edition from a day on would change; nothing is kept.
    ///
    /// - Throws: why it cannot be withdrawn.
    func withdrawing(
        _ number: Int64, from day: Day?, _ reason: String
    ) async throws -> Withdrawing {
        try await takeUp()
        let (record, first, records) = try await store.read { session in
            // What is only looked at needs no reason.
            let (record, first) = try withdrawable(
                number, from: day, reason.isEmpty ? "–" : reason, in: session)
            return (record, first, try EditionShelf().all(in: session))
        }
        guard let kind = record.edition?.kind else { throw EditionRefusal.unknown(number) }
        let held = records.filter { one in
            one.number != number && one.everHolds
                && one.withdrawal.map { first < $0.from } ?? true
        }
        var without = LoadedEditions.State()
        _ = EditionReading(book: book).put(held, on: &without)
        return Withdrawing(
            record: record, kind: kind, from: first, with: book.codes.loaded.now(on: first),
            without: without)
    }

    /// The same as a report of what would hold again, and what no longer.
    func report(withdrawing one: Withdrawing) -> EditionReport {
        return EditionReport(
            kind: one.kind, from: one.from, isWhole: one.record.isWhole,
            changes: EditionReading(book: book).difference(
                one.kind, on: one.from, from: one.with, to: one.without), before: 0)
    }
}
