import Kernel
import Reference
import Wire

/// Values of messages as they stand on paper and on pages: codes with their names, days and times
/// as people write them.
extension CodeTables {
    func shown(_ value: FieldValue, on day: Day, _ language: Language) -> String {
        switch value.codes {
        case .table(let name):
            guard let table = SheetTemplate.table(name) else { return value.value }
            return named(value.value, table, day, language)
        case .values(let codes):
            let code = codes.first { $0.code.utf8.elementsEqual(value.value.utf8) }
            return code.map { Self.named($0.name[language], value.value, language) } ?? value.value
        case .none: return Self.time(value) ?? value.value
        }
    }

    /// A name and its code: English with a blank between them, so that a narrow column breaks the
    /// line there and not within the code.
    static func named(_ name: String, _ code: String, _ language: Language) -> String {
        language == .en ? "\(name) (\(code))" : "\(name)(\(code))"
    }

    /// A currency as columns of a table have it: the three letters where there are any.
    func currency(_ value: FieldValue, on day: Day, _ language: Language) -> String {
        let entry = self[.currencies].entries(on: day).first {
            $0.code.utf8.elementsEqual(value.value.utf8)
        }
        guard language == .en, let letters = entry?.iso else {
            return shown(value, on: day, language)
        }
        return letters
    }

    /// An amount of a message as people write it, 1798 as 1,798.00; what is none as it stands.
    static func amount(_ text: String) -> String { (try? Fixed(text))?.grouped ?? text }

    /// `20261120140509` as 2026-11-20 14:05:09, `20261120` as 2026-11-20.
    private static func time(_ value: FieldValue) -> String? {
        let name = value.element.lowercased()
        guard name.hasSuffix("date") || name.hasSuffix("time") else { return nil }
        let digits = Array(value.value.utf8)
        guard digits.count == 8 || digits.count == 14,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        func part(_ from: Int, _ to: Int) -> String {
            String(decoding: digits[from..<to], as: UTF8.self)
        }
        let day = "\(part(0, 4))-\(part(4, 6))-\(part(6, 8))"
        guard digits.count == 14 else { return day }
        return "\(day) \(part(8, 10)):\(part(10, 12)):\(part(12, 14))"
    }
}
