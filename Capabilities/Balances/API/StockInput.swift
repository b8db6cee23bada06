import Kernel
import Web
import Wire

/// What somebody wrote about an account book, by form or by program: nothing in it is believed yet.
struct StockInput: Sendable {
    /// Names of the fields in the order of the forms.
    enum Name: String, CaseIterable, Sendable {
        case enterprise, book, reference, item, name, unit, quantity, counted, decision, reason

        var path: String { "/" + rawValue }

        static let entry: [Name] = [.enterprise, .book, .reference, .item, .name, .unit, .quantity]
        static let count: [Name] = [
            .enterprise, .book, .item, .unit, .reference, .counted, .decision, .reason,
        ]
    }

    let names: [Name]
    private var values: [Name: String] = [:]
    private(set) var faults: [Fault] = []

    /// From a form's pairs.
    init(_ names: [Name], _ value: (String) -> String?) {
        self.names = names
        for name in names { values[name] = value(name.rawValue).map(trimmed) }
    }

    /// From the API. Quantities may be numbers or texts; unknown members are faults.
    init(_ names: [Name], json: JSON) {
        self.names = names
        for member in json.members {
            guard let name = names.first(where: { $0.rawValue == member.name }) else {
                faults.append(InputFault.unknown.fault(at: "/" + member.name))
                continue
            }
            switch member.value {
            case .null: break
            case .text(let text): values[name] = text
            case .number(let digits) where name == .quantity || name == .counted:
                values[name] = digits
            default: faults.append(InputFault.text.fault(at: name.path))
            }
        }
    }

    subscript(name: Name) -> String { values[name] ?? "" }

    /// The entry and its holder, or everything that is wrong at once.
    func entry(holders: HolderDirectory) throws(BalanceRefusal) -> (StockEntry, Holder) {
        var check = self
        let holder = check.holder(holders)
        let entry = StockEntry(
            book: check.line(.book, most: 30), reference: check.line(.reference, most: 60),
            item: check.line(.item, most: 30), name: check.line(.name, most: 250),
            unit: check.unit(), quantity: check.quantity(.quantity, isAboveZero: true))
        guard check.faults.isEmpty, let holder else { throw .input(check.faults) }
        return (entry, holder)
    }

    /// The count and its holder, or everything that is wrong at once.
    func count(holders: HolderDirectory) throws(BalanceRefusal) -> (StockCount, Holder) {
        var check = self
        let holder = check.holder(holders)
        let decision = StockCount.Decision(rawValue: self[.decision])
        if check.need(.decision), decision == nil {
            check.add(.choice(StockCount.Decision.allCases.map(\.rawValue)), .decision)
        }
        let count = StockCount(
            book: check.line(.book, most: 30), item: check.line(.item, most: 30),
            unit: check.unit(), reference: check.line(.reference, most: 60),
            counted: check.quantity(.counted, isAboveZero: false),
            decision: decision ?? .keep, reason: check.line(.reason, most: 600))
        guard check.faults.isEmpty, let holder else { throw .input(check.faults) }
        return (count, holder)
    }

    private mutating func holder(_ holders: HolderDirectory) -> Holder? {
        guard need(.enterprise) else { return nil }
        if let holder = holders.find(self[.enterprise]) { return holder }
        add(.holder, .enterprise)
        return nil
    }

    private mutating func line(_ name: Name, most: Int) -> String {
        guard need(name) else { return "" }
        let value = self[name]
        let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        if !isPlain || value.utf8.count > most { add(.line(most: most), name) }
        return value
    }

    private mutating func unit() -> String {
        guard need(.unit) else { return "" }
        if BalanceUnit(code: "unit-" + self[.unit]) == nil { add(.unit, .unit) }
        return self[.unit]
    }

    private mutating func quantity(_ name: Name, isAboveZero: Bool) -> Fixed {
        guard need(name) else { return .zero }
        if let amount = try? Fixed(self[name]), !amount.isNegative,
            amount.raw <= largestBalance, !isAboveZero || !amount.isZero
        {
            return amount
        }
        add(.quantity, name)
        return .zero
    }

    private mutating func need(_ name: Name) -> Bool {
        if !self[name].isEmpty { return true }
        if !faults.contains(where: { $0.path == name.path }) { add(.missing, name) }
        return false
    }

    private mutating func add(_ fault: InputFault, _ name: Name) {
        faults.append(fault.fault(at: name.path))
    }
}

/// Which part of the books is asked for.
struct StockQuery: Sendable {
    let book: String?
    let from: Day
    let to: Day

    /// The whole year up to today when nothing is said.
    init(_ query: Form, today: Day) throws(BalanceRefusal) {
        var faults: [Fault] = []
        func day(_ name: String, else standard: Day) -> Day {
            guard let text = query[name], !text.isEmpty else { return standard }
            if let day = Day(text) { return day }
            faults.append(InputFault.day.fault(at: "/" + name))
            return standard
        }
        book = query["book"].flatMap { $0.isEmpty ? nil : $0 }
        to = day("to", else: today)
        from = day("from", else: Day(year: today.year, month: 1, day: 1) ?? today)
        guard faults.isEmpty else { throw .input(faults) }
        if to < from { throw .input([InputFault.period.fault(at: "/to")]) }
    }
}
