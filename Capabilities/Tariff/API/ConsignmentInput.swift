import Kernel
import Web
import Wire

/// A consignment as it is sent: JSON, or a table (CSV, XLSX) with a line for each good.
struct ConsignmentInput: Sendable {
    let book: TariffBook
    let today: Day

    /// Most lines of one consignment.
    static let mostLines = 20_000

    /// `{"on", "terms", "freight", "insurance", "currency", "lines": [{"code", "origin", "price",
    /// "currency", "additions", "deductions", "quantity": "2000/035 …", "claim"}]}`
    func json(_ body: [UInt8]) throws -> Consignment {
        guard let json = try? JSON(body), case .object = json else {
            throw LookupRefusal.fileLine(
                1, column: "",
                Localized(zh: "内容不是一个 JSON 对象", en: "this is no JSON object"))
        }
        guard (json["lines"]?.elements.count ?? 0) <= ConsignmentInput.mostLines else {
            throw LookupRefusal.fileLine(
                1, column: "lines", ConsignmentInput.tooLong)
        }
        func text(_ object: JSON, _ name: String) -> String? {
            switch object[name] {
            case .text(let text): text.halfWidth.isEmpty ? nil : text
            case .number(let digits): digits
            default: nil
            }
        }
        try ConsignmentInput.known(json, ConsignmentInput.members)
        let currency = try self.currency(text(json, "currency"))
        let all = json["lines"]?.elements ?? []
        let lines = try all.enumerated().map { index, line in
            let cells = Cells { text(line, $0) }
            // Of several goods the fault says which.
            do throws(LookupRefusal) {
                try ConsignmentInput.known(line, ConsignmentInput.lineMembers)
            } catch {
                guard all.count > 1 else { throw error }
                throw LookupRefusal.fileLine(
                    index + 1, column: error.field ?? "", error.message, mend: error.fix)
            }
            return all.count > 1
                ? try self.line(cells, at: index + 1, number: index + 1, currency)
                : try self.line(cells, number: index + 1, currency: currency)
        }
        return try whole(Cells { text(json, $0) }, currency: currency, lines: lines)
    }

    private static let members = [
        "on", "day", "terms", "freight", "insurance", "currency", "lines",
    ]
    private static let lineMembers = [
        "code", "origin", "price", "currency", "additions", "deductions", "quantity", "claim",
    ]

    /// The columns of a table: the same names as in JSON.
    static let columns = FileColumns(known: [
        .init(name: "code", zh: "商品编号", isRequired: true),
        .init(name: "origin", zh: "原产国"),
        .init(name: "price", zh: "价格", isRequired: true),
        .init(name: "currency", zh: "币制"), .init(name: "additions", zh: "计入项目"),
        .init(name: "deductions", zh: "扣减项目"), .init(name: "quantity", zh: "数量"),
        .init(name: "claim", zh: "优惠协定"),
    ])

    /// Refuses a member nobody reads: a slip in `origin` would cost the general rate.
    private static func known(_ object: JSON, _ names: [String]) throws(LookupRefusal) {
        if let other = object.others(than: names).first {
            throw .fieldUnknown(other, allowed: names)
        }
    }

    /// Columns `code`, `origin`, `price` and, as wanted, `currency`, `additions`, `deductions`,
    /// `quantity`, `claim`. What holds for the whole stands in the address.
    func csv(_ body: [UInt8], _ query: TariffQuery) throws -> Consignment {
        let currency = try self.currency(query["currency"])
        let lines: [Consignment.Line]
        do {
            lines = try rows(of: body, currency: currency)
        } catch let fault as Fault {
            throw LookupRefusal.fileLine(max(1, fault.line), column: "", fault.mending)
        }
        return try whole(Cells { query[$0] }, currency: currency, lines: lines)
    }

    private func rows(of body: [UInt8], currency: CurrencyCode) throws -> [Consignment.Line] {
        var table = try GoodsTable(body)
        let columns = try ConsignmentInput.columns.places(table.columns)
        var lines: [Consignment.Line] = []
        while let row = try table.next() {
            guard lines.count < ConsignmentInput.mostLines else {
                throw LookupRefusal.fileLine(row.line, column: "", ConsignmentInput.tooLong)
            }
            try columns.refuseNameless(row)
            let cells = Cells { columns.cell($0, row) }
            lines.append(try line(cells, at: row.line, number: lines.count + 1, currency))
        }
        return lines
    }

    private static let tooLong = Localized(
        zh: "一份文件最多 \(mostLines) 行。", en: "A file has at most \(mostLines) lines.")

    /// A line of a file; a fault names the file's line.
    private func line(_ cells: Cells, at place: Int, number: Int, _ currency: CurrencyCode) throws
        -> Consignment.Line
    {
        do {
            return try line(cells, number: number, currency: currency)
        } catch {
            throw LookupRefusal.fileLine(
                place, column: error.field ?? "", error.message, mend: error.fix)
        }
    }

    /// One good from the fields of a page.
    func form(_ query: TariffQuery) throws -> Consignment {
        let currency = try self.currency(query["currency"])
        let quantities = try query.quantities()
        let cells = Cells { query[$0] }
        let line = try self.line(cells, number: 1, currency: currency)
        let one = Consignment.Line(
            hs10: line.hs10, origin: line.origin, price: line.price, additions: line.additions,
            deductions: line.deductions, quantities: quantities, claim: line.claim)
        return try whole(cells, currency: currency, lines: [one])
    }

    /// A source of named values.
    private struct Cells {
        let find: (String) -> String?
        init(_ find: @escaping (String) -> String?) { self.find = find }
        subscript(name: String) -> String? { find(name) }

        func amount(_ name: String) throws(LookupRefusal) -> Fixed? {
            guard let text = find(name) else { return nil }
            return try TariffQuery.amount(text, name)
        }
    }

    private func whole(_ cells: Cells, currency: CurrencyCode, lines: [Consignment.Line]) throws
        -> Consignment
    {
        var day = today
        if let text = cells["on"] ?? cells["day"] {
            guard let read = Day(text) ?? Day(compact: text) else {
                throw LookupRefusal.dayForm(text)
            }
            day = read
        }
        var terms = Consignment.Terms.cif
        if let text = cells["terms"] {
            guard let read = Consignment.Terms(rawValue: text.lowercased()) else {
                throw LookupRefusal.choice(
                    field: "terms", text, allowed: Consignment.Terms.allCases.map(\.rawValue))
            }
            terms = read
        }
        return Consignment(
            day: day, terms: terms,
            freight: try cells.amount("freight").map { Money($0, currency) },
            insurance: try cells.amount("insurance").map { Money($0, currency) }, lines: lines)
    }

    private func line(_ cells: Cells, number: Int, currency: CurrencyCode) throws(LookupRefusal)
        -> Consignment.Line
    {
        guard let code = cells["code"] else { throw .missing(field: "code") }
        guard let price = try cells.amount("price") else { throw .missing(field: "price") }
        let own = try cells["currency"].map { text throws(LookupRefusal) in
            try book.currency(text)
        }
        return Consignment.Line(
            hs10: code.codeDigits ?? code, origin: cells["origin"],
            price: Money(price, own ?? currency), additions: try cells.amount("additions") ?? .zero,
            deductions: try cells.amount("deductions") ?? .zero,
            quantities: try TariffQuery.quantities(cells["quantity"] ?? "", "quantity"),
            claim: cells["claim"])
    }

    private func currency(_ text: String?) throws(LookupRefusal) -> CurrencyCode {
        guard let text else { return .cny }
        return try book.currency(text)
    }
}
