import Kernel
import Reference
import Wire

/// Codes by the names of their tables: people write 法国 and 瓶 into cells, the message wants 305
/// and 142. Only whole names are taken, and only where one code has them.
struct EntryCodes: Sendable {
    /// For each table a form asks for, the codes in force by name.
    private let tables: [String: Names]

    private struct Names: Sendable {
        var codes: Set<String> = []
        var byName: [String: String] = [:]
        /// Names that several codes have.
        var shared: Set<String> = []

        mutating func add(_ code: String, _ name: Localized) {
            codes.insert(code)
            for key in Set([EntryCodes.key(name.zh), EntryCodes.key(name.en)]) where !key.isEmpty {
                if byName.updateValue(code, forKey: key) != nil { shared.insert(key) }
            }
        }

        func code(_ typed: String) -> String? {
            let key = EntryCodes.key(typed)
            return shared.contains(key) ? nil : byName[key]
        }
    }

    init(_ form: EntryForm, _ codes: CodeTables, on day: Day) {
        var tables: [String: Names] = [:]
        for field in form.headFields + form.lineFields {
            let key = EntryCodes.table(field)
            guard !key.isEmpty, tables[key] == nil else { continue }
            var names = Names()
            switch field.codes {
            case .none: break
            case .values(let values):
                for value in values { names.add(value.code, value.name) }
            case .table(let name):
                guard let table = SheetTemplate.table(name) else { continue }
                for entry in codes[table].entries(on: day) { names.add(entry.code, entry.name) }
            }
            tables[key] = names
        }
        self.tables = tables
    }

    /// What the message is to say; unchanged where it cannot be told.
    func value(_ typed: String, for field: MessageField) -> String {
        let value = EntryTyping.value(typed, for: field)
        guard !value.isEmpty, let names = tables[EntryCodes.table(field)],
            !names.codes.contains(value)
        else { return value }
        return names.code(EntryTyping.trimmed(typed)) ?? names.code(value) ?? value
    }

    /// Fields with values of their own have a table of their own.
    private static func table(_ field: MessageField) -> String {
        switch field.codes {
        case .none: ""
        case .values: "=" + field.name
        case .table(let name): name
        }
    }

    private static func key(_ name: String) -> String {
        EntryTyping.halfWidth(name).lowercased()
    }
}
