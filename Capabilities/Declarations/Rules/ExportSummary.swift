import Kernel

/// Puts released export lists together into draft declarations (清单核放、汇总申报): lists of one
/// header go together, lines of one kind are added up, and a declaration holds so many lines at
/// most. Which list lines went into which line is kept, for refund and audit.
struct ExportSummary: Sendable {
    /// What a list brings along.
    struct List: Sendable, Hashable {
        let invtNo: String
        let waybill: String
        let list: Inventory
    }

    /// What lists of one declaration have in common.
    struct Header: Sendable, Hashable {
        let tradeMode: String
        let seller: String
        /// Producing or selling unit; empty when summarised by seller only.
        let owner: String
        let transport: String
        let country: String
        let port: String

        fileprivate var order: [String] { [tradeMode, seller, owner, transport, country, port] }
    }

    /// Where a line of a list went.
    struct Source: Sendable, Hashable {
        let invtNo: String
        let waybill: String
        let gnum: String
    }

    struct Line: Sendable, Hashable {
        let code: String
        let name: String
        /// Country of final destination.
        let country: String
        let currency: String
        let unit: String
        var quantity: Fixed
        var amount: Fixed
        /// Amount over quantity, to five decimals.
        var unitPrice: Fixed
        var sources: [Source]
    }

    struct Declaration: Sendable, Hashable {
        let header: Header
        let lines: [Line]
        /// Masses of the lists whose first line stands here.
        let grossMassKilograms: Fixed
        let netMassKilograms: Fixed
    }

    /// By what lines are added up.
    private struct Key: Hashable {
        let code: String
        let country: String
        let currency: String
        let unit: String
        let name: String

        var order: [String] { [code, country, currency, unit, name] }
    }

    /// Whether the producing unit tells headers apart (汇总标志 2).
    let byOwner: Bool
    /// Whether lines of different names stay apart (品名归并标志 1).
    let byName: Bool
    /// Lines a declaration holds at most.
    let mostLines: Int

    /// The declarations, always in the same order for the same lists.
    func declarations(of lists: [List]) throws(NumberFault) -> [Declaration] {
        let groups = Dictionary(grouping: lists, by: { header($0.list) })
        var declarations: [Declaration] = []
        for header in groups.keys.sorted(by: { $0.order.lexicographicallyPrecedes($1.order) }) {
            let members = (groups[header] ?? []).sorted { $0.invtNo < $1.invtNo }
            let lines = try lines(of: members)
            var open = Set(members.map(\.invtNo))
            for start in stride(from: 0, to: lines.count, by: max(1, mostLines)) {
                let page = Array(lines[start..<min(start + max(1, mostLines), lines.count)])
                let here = Set(page.flatMap(\.sources).map(\.invtNo)).intersection(open)
                open.subtract(here)
                let weighed = members.filter { here.contains($0.invtNo) }.map(\.list)
                declarations.append(
                    Declaration(
                        header: header, lines: page,
                        grossMassKilograms: try sum(weighed.map(\.grossMassKilograms)),
                        netMassKilograms: try sum(weighed.map(\.netMassKilograms))))
            }
        }
        return declarations
    }

    private func header(_ list: Inventory) -> Header {
        Header(
            tradeMode: list.tradeMode, seller: list.seller, owner: byOwner ? list.owner : "",
            transport: list.transport, country: list.country, port: list.port)
    }

    private func lines(of lists: [List]) throws(NumberFault) -> [Line] {
        var found: [Key: Line] = [:]
        for list in lists {
            for line in list.list.lines {
                let key = Key(
                    code: line.code, country: line.country, currency: line.currency,
                    unit: line.unit, name: byName ? line.name : "")
                var sum =
                    found[key]
                    ?? Line(
                        code: line.code, name: line.name, country: line.country,
                        currency: line.currency, unit: line.unit, quantity: .zero, amount: .zero,
                        unitPrice: .zero, sources: [])
                sum.quantity = try sum.quantity.adding(line.quantity)
                sum.amount = try sum.amount.adding(line.total)
                sum.sources.append(
                    Source(invtNo: list.invtNo, waybill: list.waybill, gnum: line.number))
                found[key] = sum
            }
        }
        var lines: [Line] = []
        for key in found.keys.sorted(by: { $0.order.lexicographicallyPrecedes($1.order) }) {
            guard var line = found[key] else { continue }
            if line.quantity > .zero {
                line.unitPrice = try line.amount.scaled(
                    Int128(Fixed.scale), over: Int128(line.quantity.raw))
            }
            lines.append(line)
        }
        return lines
    }

    private func sum(_ masses: [Fixed]) throws(NumberFault) -> Fixed {
        var total = Fixed.zero
        for mass in masses { total = try total.adding(mass) }
        return total
    }
}

extension ExportSummary {
    /// The day by which the lists of a month are to be summarised: a day of the next month, before
    /// days off are looked at.
    static func dueDay(of month: String, day: Int) -> Day? {
        Day("\(month)-01")?.adding(months: 1).adding(days: day - 1)
    }
}
