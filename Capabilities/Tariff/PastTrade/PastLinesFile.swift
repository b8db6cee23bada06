import Kernel
import Wire

/// A firm's past import lines as a table: columns by their English or Chinese names, in any order.
struct PastLinesFile: Sendable {
    let book: TariffBook
    /// No line is of a later day.
    let today: Day

    /// Most lines of one file.
    static let mostLines = 20_000

    /// English name of each column and what Chinese spreadsheets call it.
    static let columns: [FileColumns.Column] = [
        .init(name: "entry", zh: "报关单号", isRequired: true), .init(name: "line", zh: "项号"),
        .init(name: "declared_on", zh: "申报日期", isRequired: true),
        .init(name: "paid_on", zh: "缴税日期"),
        .init(name: "code", zh: "商品编号", isRequired: true),
        .init(name: "name", zh: "商品名称"), .init(name: "origin", zh: "原产国", isRequired: true),
        .init(name: "value", zh: "完税价格", isRequired: true), .init(name: "currency", zh: "币制"),
        .init(name: "quantity", zh: "数量"), .init(name: "claim", zh: "优惠协定"),
        .init(name: "duty", zh: "关税税额"),
    ]

    /// Reads every line, or refuses the whole by the line that is broken.
    func read(_ body: [UInt8]) throws -> [PastLine] {
        do {
            var table = try GoodsTable(body)
            let places = try FileColumns(known: PastLinesFile.columns).places(table.columns)
            var lines: [PastLine] = []
            var seen: Set<String> = []
            while let row = try table.next() {
                guard lines.count < PastLinesFile.mostLines else {
                    throw fault(
                        row.line, "", "一份文件最多 \(PastLinesFile.mostLines) 行",
                        "a file has at most \(PastLinesFile.mostLines) lines")
                }
                let cell: (String) -> String? = { places.cell($0, row) }
                do {
                    try places.refuseNameless(row)
                    let line = try self.line(cell, number: lines.count + 1)
                    guard seen.insert("\(line.entry)/\(line.line)").inserted else {
                        throw fault(
                            row.line, "line", "报关单号与项号重复",
                            "this declaration and line stand here twice")
                    }
                    lines.append(line)
                } catch let refusal as LookupRefusal {
                    if case .fileLine = refusal { throw refusal }
                    throw LookupRefusal.fileLine(
                        row.line, column: refusal.field ?? "", refusal.message,
                        mend: refusal.fix)
                }
            }
            guard !lines.isEmpty else { throw LookupRefusal.missing(field: "file") }
            return lines
        } catch let fault as Fault {
            throw LookupRefusal.fileLine(max(1, fault.line), column: "", fault.mending)
        }
    }

    private var plausible: PastLinePlausible { PastLinePlausible(book: book, today: today) }

    private func fault(_ line: Int, _ column: String, _ zh: String, _ en: String) -> LookupRefusal {
        .fileLine(line, column: column, Localized(zh: zh, en: en))
    }

    private func line(_ cell: (String) -> String?, number: Int) throws(LookupRefusal) -> PastLine {
        func needed(_ name: String) throws(LookupRefusal) -> String {
            guard let text = cell(name) else { throw .missing(field: name) }
            return text
        }
        func day(_ text: String) throws(LookupRefusal) -> Day {
            guard let day = Day(text) ?? Day(compact: text) else { throw .dayForm(text) }
            return day
        }
        let declared = try day(needed("declared_on"))
        let paid = try cell("paid_on").map { text throws(LookupRefusal) in try day(text) }
        try plausible.passed(declared, "declared_on")
        if let paid { try plausible.passed(paid, "paid_on") }
        var value = try TariffQuery.amount(needed("value"), "value")
        guard value > .zero else { throw .numberForm(field: "value", value.text) }
        if let text = cell("currency") {
            let currency = try book.currency(text)
            do throws(TariffRefusal) {
                value = try book.exchange.yuan(Money(value, currency), on: declared)
            } catch { throw .notStated(field: "currency", error.message) }
        }
        let claim = cell("claim") ?? ""
        guard claim.isEmpty || book.knowsAgreement(claim) else {
            throw .choice(field: "claim", claim, allowed: book.agreementNames)
        }
        let code = try needed("code")
        guard let digits = code.codeDigits, digits.utf8.count == 10 else {
            throw code.codeDigits.flatMap { book.lostZero($0, on: declared) } ?? .codeForm(code)
        }
        let place = try cell("line").map { text throws(LookupRefusal) in
            guard let place = Int(text), (1..<100_000).contains(place) else {
                throw .numberForm(field: "line", text)
            }
            return place
        }
        let line = PastLine(
            entry: String(try needed("entry").prefix(40)), line: place ?? number,
            declaredOn: declared,
            paidOn: paid ?? declared, code: digits,
            name: String((cell("name") ?? "").prefix(200)),
            origin: try book.origin(needed("origin")).code, value: value,
            quantities: try TariffQuery.quantities(cell("quantity") ?? "", "quantity"),
            claim: claim,
            duty: try cell("duty").map { text throws(LookupRefusal) in
                try TariffQuery.amount(text, "duty")
            })
        try plausible.duty(of: line)
        return line
    }
}
