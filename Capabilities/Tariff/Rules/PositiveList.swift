public import Kernel
import Reference

/// The list of goods that may be imported by retail (跨境电子商务零售进口商品清单).
///
/// The list itself is not part of this repository: `Data/positive-list.csv` holds one row `*` that
/// says so, and every heading is admitted. As soon as a heading stands in the file, the list is
/// enforced from that heading's first day.
public struct PositiveList: Sendable {
    /// What the list says of a code.
    public enum Verdict: Sendable, Hashable {
        /// The list is not loaded; every heading is admitted.
        case notEnforced(Citation)
        /// The code stands under this heading of the list.
        case listed(heading: String, Citation)
        /// It stands there for others alone: not for this enterprise, not for this origin.
        case onlyFor(ListedFor, heading: String, Citation)
        case notListed
    }

    private struct Heading: Sendable {
        let text: String
        let digits: Int
        let number: UInt64
        let dated: Dated<Bool>
    }

    private let headings: [UInt64: [Heading]]
    private let earliest: Day?
    private let open: [Dated<Bool>]
    var loaded = LoadedEditions()

    static func load(_ share: Share) throws(DataFault) -> PositiveList {
        try read(try DataFile("\(folder)/positive-list.csv", in: share))
    }

    static func read(_ source: DataFile) throws(DataFault) -> PositiveList {
        var file = source
        let heading = try file.column("heading")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let origin = try file.column("source")
        var headings: [UInt64: [Heading]] = [:]
        var earliest: Day?
        var open: [Dated<Bool>] = []
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            let dated = Dated(
                from: first, to: try row.day(to, "valid_to"), value: true,
                citation: Citation(document: try row.required(origin, "source")))
            let text = row.text(heading)
            if text == "*" {
                open.append(dated)
                continue
            }
            guard let number = GoodsCode.pack(text), [4, 6, 8, 10].contains(text.utf8.count) else {
                throw row.fault("heading")
            }
            headings[number, default: []].append(
                Heading(text: text, digits: text.utf8.count, number: number, dated: dated))
            earliest = min(earliest ?? first, first)
        }
        return PositiveList(headings: headings, earliest: earliest, open: open)
    }

    /// Whether a code is admitted on a day.
    ///
    /// - Parameters:
    ///   - origin: the customs' number of the country; empty where it is not known.
    ///   - isDrugPilot: whether the seller is in the pilot for drugs and home medical devices.
    public func verdict(
        _ code: GoodsCode, on day: Day, origin: String = "", isDrugPilot: Bool = false
    ) -> Verdict {
        var others: Verdict?
        for (heading, row) in rows(code, on: day) {
            if row.value.listedFor.admits(origin: origin, isDrugPilot: isDrugPilot) {
                return .listed(heading: heading, row.citation)
            }
            others = others ?? .onlyFor(row.value.listedFor, heading: heading, row.citation)
        }
        if let others { return others }
        if loaded.isListed(on: day) { return .notListed }
        if let earliest, earliest <= day {
            for digits in [10, 8, 6, 4] {
                let number = code.prefix(digits)
                for heading in headings[number] ?? []
                where heading.digits == digits && heading.dated.holds(on: day) {
                    return .listed(heading: heading.text, heading.dated.citation)
                }
            }
            return .notListed
        }
        return open.inForce(on: day).map { .notEnforced($0.citation) } ?? .notListed
    }

    /// What a loaded list remarks on a code, in its order.
    func remarks(_ code: GoodsCode, on day: Day) -> [Localized] {
        rows(code, on: day).map(\.row.value.remark).filter { !$0.zh.isEmpty }
    }

    /// The yearly quantity a loaded list remarks on a code, that of the longest heading.
    func quantityCap(of code: GoodsCode, on day: Day) -> Dated<RetailQuantityCap>? {
        rows(code, on: day).lazy.compactMap { heading, row in
            row.value.yearly.map { yearly in
                Dated(
                    from: row.from, to: row.to,
                    value: RetailQuantityCap(
                        id: heading, name: Localized(same: heading), quantity: yearly.quantity,
                        unit: yearly.unit, unitName: Localized(same: yearly.unit)),
                    citation: row.citation)
            }
        }.first
    }

    /// Rows of a loaded list a code stands under, the longest heading first, of one heading the
    /// last that was loaded.
    private func rows(_ code: GoodsCode, on day: Day)
        -> [(heading: String, row: Dated<LoadedHeading>)]
    {
        [10, 8, 6, 4].flatMap { digits in
            loaded.headings(code.prefix(digits), on: day).reversed()
                .filter { $0.value.digits == digits && $0.holds(on: day) }
                .map { (String(code.text.prefix(digits)), $0) }
        }
    }
}
