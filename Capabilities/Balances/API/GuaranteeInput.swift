import Kernel
import Wire

/// A guarantee as somebody wrote it, by form or by program: nothing in it is believed yet.
struct GuaranteeInput: Sendable {
    /// Names of the fields in the order of the form, with their path in the API's JSON.
    enum Name: String, CaseIterable, Sendable {
        case enterprise, form, reference, issuer, amount, validFrom, validTo, document, article

        var path: String {
            switch self {
            case .document, .article: "/citation/" + rawValue
            default: "/" + rawValue
            }
        }
    }

    private(set) var values: [Name: String] = [:]
    /// What is wrong with the shape of the JSON.
    private(set) var faults: [Fault] = []

    /// From a form's pairs; blanks around a value are of the hand that typed it.
    init(_ value: (String) -> String?) {
        for name in Name.allCases { values[name] = value(name.rawValue).map(trimmed) }
    }

    /// From the API. Amounts may be numbers or texts; unknown members are faults.
    init(json: JSON) {
        read(json, at: "")
    }

    private mutating func read(_ json: JSON, at path: String) {
        for member in json.members {
            let here = path + "/" + member.name
            if here == "/citation", case .object = member.value {
                read(member.value, at: here)
            } else if let name = Name.allCases.first(where: { $0.path == here }) {
                switch member.value {
                case .null: break
                case .text(let text): values[name] = text
                case .number(let digits) where name == .amount: values[name] = digits
                default: faults.append(InputFault.text.fault(at: here))
                }
            } else {
                faults.append(InputFault.unknown.fault(at: here))
            }
        }
    }

    subscript(name: Name) -> String { values[name] ?? "" }

    /// The guarantee and its holder, or everything that is wrong at once.
    ///
    /// - Parameters:
    ///   - holders: those whose guarantees may be added.
    ///   - issuers: who is in the register: an issuer named by code is noted as what it is.
    func checked(
        on today: Day, holders: HolderDirectory, issuers: HolderDirectory
    ) throws(BalanceRefusal) -> (Guarantee, Holder) {
        var check = Check(input: self, faults: faults)
        let holder = check.holder(holders)
        let form = check.form()
        let reference = check.line(.reference, most: 100)
        let issuer = check.line(.issuer, most: 200, isNeeded: form == .bankLetter)
        let amount = check.amount()
        let from = check.day(.validFrom, isNeeded: false) ?? today
        let to = check.day(.validTo, isNeeded: form == .bankLetter)
        check.period(from, to, today: today)
        let document = check.line(.document, most: 100)
        let article = check.line(.article, most: 100, isNeeded: false)
        guard check.faults.isEmpty, let holder, let form, let amount else {
            throw .input(check.faults)
        }
        let known = issuers.find(issuer)
        let guarantee = Guarantee(
            reference: reference, form: form, issuer: known?.name.zh ?? issuer,
            issuerID: known?.tenant ?? "", amount: amount, validFrom: from, validTo: to,
            citation: Citation(document: document, article: article))
        return (guarantee, holder)
    }
}

/// Collects what is wrong, field after field.
private struct Check {
    let input: GuaranteeInput
    var faults: [Fault]

    mutating func holder(_ holders: HolderDirectory) -> Holder? {
        guard need(.enterprise) else { return nil }
        if let holder = holders.find(input[.enterprise]) { return holder }
        add(.holder, .enterprise)
        return nil
    }

    mutating func line(_ name: GuaranteeInput.Name, most: Int, isNeeded: Bool = true) -> String {
        let value = input[name]
        guard !value.isEmpty else {
            if isNeeded { _ = need(name) }
            return ""
        }
        let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        if !isPlain || value.utf8.count > most { add(.line(most: most), name) }
        return value
    }

    mutating func form() -> Guarantee.Form? {
        guard need(.form) else { return nil }
        if let form = Guarantee.Form(rawValue: input[.form]) { return form }
        add(.choice(Guarantee.Form.allCases.map(\.rawValue)), .form)
        return nil
    }

    mutating func amount() -> Fixed? {
        guard need(.amount) else { return nil }
        if let amount = try? Fixed(input[.amount]), amount > .zero, amount.raw <= largestBalance,
            amount == amount.rounded(to: 2)
        {
            return amount
        }
        add(.amount, .amount)
        return nil
    }

    mutating func day(_ name: GuaranteeInput.Name, isNeeded: Bool) -> Day? {
        if input[name].isEmpty {
            if isNeeded { _ = need(name) }
            return nil
        }
        if let day = Day(input[name]) { return day }
        add(.day, name)
        return nil
    }

    mutating func period(_ from: Day, _ to: Day?, today: Day) {
        guard let to else { return }
        if to < from {
            add(.period, .validTo)
        } else if to < today {
            add(.expired, .validTo)
        }
    }

    private mutating func need(_ name: GuaranteeInput.Name) -> Bool {
        if !input[name].isEmpty { return true }
        // A value of the wrong kind has its fault already.
        if !faults.contains(where: { $0.path == name.path }) { add(.missing, name) }
        return false
    }

    private mutating func add(_ fault: InputFault, _ name: GuaranteeInput.Name) {
        faults.append(fault.fault(at: name.path))
    }
}

func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let start = bytes.firstIndex { $0 != 0x20 } ?? bytes.endIndex
    let end = bytes.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? start
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
}
