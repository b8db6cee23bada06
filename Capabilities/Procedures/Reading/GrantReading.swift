import Kernel
import Wire

/// What a grant does outside its own application.
extension ServiceReader {
    /// The register of another room that the grant is written into.
    mutating func records(_ grant: YAML) -> RecordsRule? {
        guard let map = grant["records"] else { return nil }
        let register = cursor.text("in", in: map)
        guard let names = GrantRecords.names[register] else {
            cursor.add(
                map.line, zh: "没有登记册 \(register)。", en: "There is no register \(register).")
            return nil
        }
        cursor.only(["in"] + names, in: map)
        var values: [String: String] = [:]
        for name in names {
            let value = cursor.text(name, in: map)
            if kinds[value] == nil {
                cursor.add(
                    map[name]?.line ?? map.line, zh: "\(value) 不是字段或计算项。",
                    en: "\(value) is neither a field nor computed.")
            }
            values[name] = value
        }
        return RecordsRule(register: register, values: values)
    }

    /// What a firm is given in a year at most.
    mutating func yearly(_ grant: YAML) -> YearlyRule? {
        guard let map = grant["yearly"] else { return nil }
        cursor.only(["amount", "most"], in: map)
        let rule = YearlyRule(
            amount: cursor.text("amount", in: map), most: cursor.text("most", in: map))
        for name in [rule.amount, rule.most] where kinds[name] != .number {
            cursor.add(
                map.line, zh: "\(name) 应为数字字段、计算项或参数。",
                en: "\(name) must be a number: a field, computed, or a parameter.")
        }
        return rule
    }
}
