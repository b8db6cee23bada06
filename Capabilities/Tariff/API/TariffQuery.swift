import Kernel
import Web

/// What an address or a form asks of the tariff: everything read strictly, blanks as not given.
struct TariffQuery: Sendable {
    let form: Form
    let today: Day

    init(_ form: Form, today: Day) {
        self.form = form
        self.today = today
    }

    /// From named values; those that are nil were not given.
    init(_ pairs: [(String, String?)], today: Day) {
        self.init(
            Form(pairs.compactMap { name, value in value.map { Form.Pair(name, $0) } }),
            today: today)
    }

    /// Names whose values add up; of any other the second would not be read.
    private static let repeatable: Set<String> = ["quantity", "material"]

    /// Refuses a name that is given twice with different values: which one counts is not guessed.
    func once() throws(LookupRefusal) {
        var first: [String: String] = [:]
        for pair in form.pairs where !TariffQuery.repeatable.contains(pair.name) {
            guard let before = first.updateValue(pair.value, forKey: pair.name),
                !before.utf8.elementsEqual(pair.value.utf8)
            else { continue }
            let name = LookupRefusal.name(pair.name)
            throw .contradictory(
                field: pair.name,
                Localized(
                    zh: "\(name.zh)写了两次：“\(before)”和“\(pair.value)”。",
                    en: "\(name.en) is given twice: “\(before)” and “\(pair.value)”."),
                fix: Localized(zh: "只写一次。", en: "Give it once."))
        }
    }

    /// The value of a field; nil when it is empty.
    subscript(name: String) -> String? {
        form[name].map(\.halfWidth).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The day asked about; today when none is. Classification calls it `day`: taken here too.
    var day: Day {
        get throws(LookupRefusal) {
            guard let text = self["on"] ?? self["day"] else { return today }
            guard let day = Day(text) ?? Day(compact: text) else { throw .dayForm(text) }
            return day
        }
    }

    func required(_ name: String) throws(LookupRefusal) -> String {
        guard let text = self[name] else { throw .missing(field: name) }
        return text
    }

    /// A number not below zero; nil when not given. Commas count only between thousands.
    func amount(_ name: String) throws(LookupRefusal) -> Fixed? {
        guard let text = self[name] else { return nil }
        return try TariffQuery.amount(text, name)
    }

    func requiredAmount(_ name: String) throws(LookupRefusal) -> Fixed {
        try TariffQuery.amount(required(name), name)
    }

    /// A number above zero.
    func requiredPositive(_ name: String) throws(LookupRefusal) -> Fixed {
        try TariffQuery.positive(required(name), name)
    }

    static func positive(_ text: String, _ name: String) throws(LookupRefusal) -> Fixed {
        let number = try amount(text, name)
        guard !number.isZero else { throw .numberForm(field: name, text, isPositive: true) }
        return number
    }

    static func amount(_ text: String, _ name: String) throws(LookupRefusal) -> Fixed {
        guard let plain = withoutGroups(text.halfWidth), let number = try? Fixed(plain),
            !number.isNegative, number < Fixed(raw: 1_000_000_000_000 * Fixed.scale)
        else { throw .numberForm(field: name, text) }
        return number
    }

    /// The digits without commas between thousands, `12,345.67`; nil when commas stand elsewhere:
    /// `10,5` is ten and a half to whoever wrote it, and `0,500` a half, so neither is guessed.
    private static func withoutGroups(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: ",")) else { return text }
        let whole = bytes.prefix { $0 != UInt8(ascii: ".") }
        let isDigit: (UInt8) -> Bool = { $0 >= 0x30 && $0 <= 0x39 }
        let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let rest = bytes.dropFirst(whole.count)
        guard let first = groups.first, (1...3).contains(first.count), first.first != 0x30,
            groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ $0.allSatisfy(isDigit) }),
            rest.isEmpty || (rest.count > 1 && rest.dropFirst().allSatisfy(isDigit))
        else { return nil }
        return String(decoding: bytes.filter { $0 != UInt8(ascii: ",") }, as: UTF8.self)
    }

    /// Quantities as `2000/035`, repeated or with blanks between them.
    func quantities(_ name: String = "quantity") throws(LookupRefusal) -> [Quantity] {
        var found: [Quantity] = []
        for text in form.all(name) { found += try TariffQuery.quantities(text, name) }
        return found
    }

    static func quantities(_ text: String, _ name: String) throws(LookupRefusal) -> [Quantity] {
        var found: [Quantity] = []
        for word in text.halfWidth.split(whereSeparator: { $0 == " " || $0 == ";" }) {
            let parts = word.utf8.split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].count == 3,
                parts[1].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
            else { throw .numberForm(field: name, String(word)) }
            let number = try positive(String(Substring(parts[0])), name)
            found.append(Quantity(number, unit: String(Substring(parts[1]))))
        }
        return found
    }
}

extension Visit {
    /// Whether a table is wanted as CSV: by `format=csv` or by what is accepted.
    var wantsCSV: Bool {
        query["format"] == "csv" || (headers["accept"] ?? "").utf8.starts(with: "text/csv".utf8)
    }
}

extension Language {
    /// Address of a page in this language.
    func address(_ path: String, query: [Form.Pair] = []) -> String {
        Address.path("/\(rawValue)\(path)", query: query)
    }
}
