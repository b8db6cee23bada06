import Kernel
import Tariff

/// Goods codes stand in the tariff of the day, and the first statutory unit is the tariff's.
///
/// Told when a list comes, and again at the desk: the day on which it is complete may have another
/// tariff.
enum GoodsCodesKnown {
    static func findings(
        _ list: Inventory, isImport: Bool, tariff: GoodsCodes, on day: Day
    ) -> [Finding] {
        let message = isImport ? "621" : "603"
        return list.lines.compactMap { line in
            // Only the heading counts in a simplified export list, and the subheading between
            // enterprises, so there is no unit to compare.
            if !isImport, list.statisticsFlag == "A" {
                let digits = list.isBusinessExport ? 6 : 4
                return tariff.contains(prefix: String(line.code.prefix(digits)))
                    ? nil : unknown(line, message)
            }
            guard let known = tariff.line(hs10: line.code, on: day) else {
                return unknown(line, message)
            }
            guard let unit = known.unit1, unit != line.unit1 else { return nil }
            return Finding(
                "", "\(message) unit1",
                Localized(
                    zh: "第 \(line.number) 项法定第一计量单位 \(line.unit1) 与税则不符：商品编码"
                        + " \(line.code) 的法定第一单位是 \(unit)",
                    en: "Line \(line.number): first statutory unit \(line.unit1); the tariff counts"
                        + " \(line.code) in \(unit)"),
                fix: Localized(
                    zh: "法定第一单位填写 \(unit)，法定第一数量按该单位计",
                    en: "Put \(unit), and the first statutory quantity in that unit"),
                citation: known.citation)
        }
    }

    private static func unknown(_ line: Inventory.Line, _ message: String) -> Finding {
        let simplified = Localized(
            zh: "；简化申报时前 4 位（9710、9810 为前 6 位）须有效",
            en: "; with flag A the first 4 digits must exist (6 for 9710 and 9810)")
        let isImport = message == "621"
        return Finding(
            "", "\(message) gcode",
            Localized(
                zh: "第 \(line.number) 项商品编码 \(line.code) 不在税则中",
                en: "Line \(line.number): code \(line.code) is not in the tariff"),
            fix: Localized(
                zh: "填写现行税则的 10 位编码" + (isImport ? "" : simplified.zh),
                en: "Use a ten-digit code of the tariff" + (isImport ? "" : simplified.en)))
    }
}
