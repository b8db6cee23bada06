import Kernel
import Tariff

/// What a declaration owes, through the tariff: rates of one day, currencies of another.
///
/// Rates are those of the day the declaration was accepted or, for goods declared before they came,
/// of the day their means of transport declared entry; currencies are always those of acceptance
/// (关税法 第二十条; 海关总署令第272号).
struct EntryTax: Sendable {
    let book: TariffBook

    /// What came out.
    struct Result: Sendable {
        let value: Fixed
        let total: Fixed
        /// Customs value and duty of each line, in yuan.
        let lines: [(value: Fixed, duty: Fixed)]
        let explanation: Explanation
    }

    /// Codes of fewer than ten digits are taken as the dearest of those below: that is what a
    /// guarantee has to cover at most.
    ///
    /// - Throws: `EntryRefusal.input` with a fault for each line that cannot be taxed.
    func assess(_ document: EntryDocument, rates: Day, currencies: Day) throws -> Result {
        var faults: [Fault] = []
        var lines: [Consignment.Line] = []
        for (index, line) in document.lines.enumerated() {
            do {
                lines.append(try taxable(line, rates, currencies))
            } catch let refusal as EntryRefusal {
                throw refusal
            } catch is NumberFault {
                faults.append(EntryFault.tooLarge.fault(at: "/lines/\(index)/price"))
            } catch let refusal as any Refusal {
                faults.append(EntryFault.refused(refusal).fault(at: "/lines/\(index)/code"))
            } catch let fault as Fault {
                faults.append(
                    Fault(
                        code: fault.code, path: "/lines/\(index)" + fault.path,
                        message: fault.message, fix: fault.fix))
            }
        }
        guard faults.isEmpty else { throw EntryRefusal.input(faults) }
        do {
            return try result(document, lines, rates, currencies)
        } catch is NumberFault {
            throw EntryRefusal.input([EntryFault.tooLarge.fault(at: "/lines")])
        }
    }

    private func result(
        _ document: EntryDocument, _ lines: [Consignment.Line], _ rates: Day, _ currencies: Day
    ) throws -> Result {
        var faults: [Fault] = []
        let consignment = Consignment(
            day: rates, currencyDay: currencies,
            terms: Consignment.Terms(rawValue: document["terms"]) ?? .cif,
            freight: try money(document, "freight", "freightCurrency"),
            insurance: try money(document, "insurance", "insuranceCurrency"),
            lines: lines)
        let taxes = try book.taxes(of: consignment)
        for result in taxes.lines {
            if case .failure(let fault) = result {
                faults.append(
                    EntryFault.refused(fault.refusal).fault(at: "/lines/\(fault.number - 1)/code"))
            }
        }
        guard faults.isEmpty, let total = taxes.total else { throw EntryRefusal.input(faults) }
        let value = try taxes.taxed.reduce(Fixed.zero) { try $0.adding($1.value) }
        return Result(
            value: value, total: total,
            lines: taxes.taxed.map { ($0.value, $0.levied(.duty)) },
            explanation: book.explanation(of: taxes, consignment))
    }

    private func taxable(
        _ line: [String: String], _ rates: Day, _ currencies: Day
    ) throws -> Consignment.Line {
        let digits = line["code"] ?? ""
        guard digits.utf8.count < 10 else {
            try checkUnit(line, try book.line(digits, on: rates))
            return try consignment(line, digits)
        }
        let below = book.codes.lines(under: digits, on: rates)
        guard !below.isEmpty else {
            // Says why: never was, no longer is.
            _ = try book.line(digits, on: rates)
            throw EntryFault.code.fault(at: "/code")
        }
        var dearest: (Fixed, Consignment.Line)?
        for candidate in below {
            let trial = try consignment(line, candidate.code.text)
            let taxes = try book.taxes(
                of: Consignment(day: rates, currencyDay: currencies, lines: [trial]))
            guard let total = taxes.total else { throw EntryFault.tenDigits.fault(at: "/code") }
            if dearest.map({ $0.0 < total }) ?? true { dearest = (total, trial) }
        }
        guard let dearest else { throw EntryFault.tenDigits.fault(at: "/code") }
        return dearest.1
    }

    private func checkUnit(_ line: [String: String], _ tariff: TariffLine) throws {
        guard let legal = tariff.unit1, line["unit"] != legal else { return }
        throw EntryFault.unit(book.unit(legal, on: tariff.from), code: legal).fault(at: "/unit")
    }

    private func consignment(
        _ line: [String: String], _ code: String
    ) throws -> Consignment.Line {
        let price = try Fixed(line["price"] ?? "")
        let currency = try book.currency(line["currency"] ?? "")
        return Consignment.Line(
            hs10: code, origin: line["origin"],
            price: Money(price, currency),
            quantities: Self.quantities(line))
    }

    /// What a line has of each of its units.
    static func quantities(_ line: [String: String]) -> [Quantity] {
        [("quantity", "unit"), ("secondQuantity", "secondUnit")].compactMap { amount, unit in
            guard let number = try? Fixed(line[amount] ?? ""), let unit = line[unit] else {
                return nil
            }
            return Quantity(number, unit: unit)
        }
    }

    private func money(
        _ document: EntryDocument, _ amount: String, _ currency: String
    ) throws -> Money? {
        guard let number = document.amount(amount) else { return nil }
        let code =
            document[currency].isEmpty
            ? CurrencyCode.cny : try book.currency(document[currency])
        return Money(number, code)
    }
}
