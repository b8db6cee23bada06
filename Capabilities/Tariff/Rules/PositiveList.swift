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
    public func verdict(_ code: GoodsCode, on day: Day) -> Verdict {
        if let from = loaded.listedFrom, from <= day {
            for digits in [10, 8, 6, 4] {
                let found = loaded.headings(code.prefix(digits)).last {
                    $0.value == digits && $0.holds(on: day)
                }
                if let found {
                    return .listed(heading: String(code.text.prefix(digits)), found.citation)
                }
            }
            return .notListed
        }
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
}
