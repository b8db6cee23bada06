import Kernel
import Reference
import Tariff

/// What the parcel of a draft would owe today, line by line.
struct EntryTax: Sendable {
    /// Tax of each line, by its number on the form; empty when it cannot be told.
    var lines: [Int: Fixed] = [:]
    var value = Fixed.zero
    var total: Fixed?
    var explanation: Explanation?
    /// Why nothing or not all can be told.
    var notes: [Localized] = []

    /// - Parameter day: today; its rates are shown, those of the day on which the documents are
    ///   complete apply.
    init(_ draft: EntryDraft, duties: RetailImportDuties, on day: Day) {
        var numbers: [Int] = []
        var lines: [RetailImportOrder.Line] = []
        for (index, values) in draft.lines.enumerated() where !values.isEmpty {
            guard let line = EntryTax.line(values) else {
                notes = [EntryTax.incomplete(index + 1)]
                return
            }
            numbers.append(index + 1)
            lines.append(line)
        }
        guard !lines.isEmpty else { return }
        let order = RetailImportOrder(
            lines: lines, freight: EntryTax.amount(draft.head["freight"]),
            insurance: EntryTax.amount(draft.head["insuredFee"]))
        do throws(TariffRefusal) {
            let found = try duties.assess(order: order, on: day, usedThisYear: .zero)
            value = found.limit.value
            explanation = found.explanation
            guard let taxes = found.taxes else {
                notes = [EntryTax.overLimit(found.limit)]
                return
            }
            total = taxes.total
            for line in taxes.lines where numbers.indices.contains(line.number - 1) {
                self.lines[numbers[line.number - 1]] = line.total
            }
        } catch {
            let faults = error.faults
            notes = faults.isEmpty ? [error.message] : faults.map(\.message)
        }
    }

    private static func line(_ values: [String: String]) -> RetailImportOrder.Line? {
        guard let code = values["gcode"], let unit = values["unit"], let first = values["unit1"],
            let price = values["totalPrice"].flatMap({ try? Fixed($0) }),
            let quantity = values["qty"].flatMap({ try? Fixed($0) }),
            let statutory = values["qty1"].flatMap({ try? Fixed($0) })
        else { return nil }
        var amounts = [Quantity(statutory, unit: first)]
        if let second = values["unit2"], let amount = values["qty2"].flatMap({ try? Fixed($0) }) {
            amounts.append(Quantity(amount, unit: second))
        }
        return RetailImportOrder.Line(
            hs10: code, price: price, quantity: Quantity(quantity, unit: unit),
            statutory: amounts)
    }

    private static func amount(_ text: String?) -> Fixed {
        text.flatMap { try? Fixed($0) } ?? .zero
    }

    private static func incomplete(_ line: Int) -> Localized {
        Localized(
            zh: "第 \(line) 项的编码、数量、单位或总价未填全，补全后计算税款。",
            en: "Line \(line) lacks code, quantity, unit or total; the tax follows once they are"
                + " there.")
    }

    private static func overLimit(_ limit: RetailImportLimitDecision) -> Localized {
        let order = limit.limits.value.order.grouped
        return Localized(
            zh: "完税价格 \(limit.value.grouped) 元，超过单笔限额 \(order) 元或年度限额，"
                + "不能按跨境电商零售进口办理。",
            en: "CNY \(limit.value.grouped) is above the limit of one purchase, CNY \(order), or"
                + " of the year: not admitted as retail import.")
    }
}
