import Kernel

/// Whether an export list may be declared simplified, for statistics only (清单核放、汇总统计):
/// statistics flag A. Everything else is flag B, with a summary declaration later.
/// Source: 海关总署公告2018年第194号; interface specification 202205, CEB603.
enum ExportListIsSimplified {
    /// The dated values of the rule.
    struct Limits: Sendable, Hashable {
        /// Highest value of one list in yuan.
        let valueYuan: Fixed
    }

    static func findings(_ list: Inventory, valueYuan: Fixed, limits: Dated<Limits>) -> [Finding] {
        guard list.statisticsFlag == "A" else {
            return list.statisticsFlag == "B"
                ? []
                : [
                    Finding(
                        "", "603 statisticsFlag",
                        Localized(zh: "统计标志只能为 A 或 B", en: "The statistics flag is A or B"),
                        fix: Localized(
                            zh: "简化申报填 A，汇总申报填 B",
                            en: "A for simplified declaration, B to be summarised"))
                ]
        }
        var found: [Finding] = []
        if !list.licence.isEmpty {
            found.append(
                refused(
                    Localized(zh: "涉及许可证件", en: "a licence is involved"), limits.citation))
        }
        if valueYuan > limits.value.valueYuan {
            found.append(
                refused(
                    Localized(
                        zh: "清单总值 \(valueYuan.grouped) 元超过 \(limits.value.valueYuan.grouped) 元",
                        en: "the list's value CNY \(valueYuan.grouped) is above CNY"
                            + " \(limits.value.valueYuan.grouped)"), limits.citation))
        }
        return found
    }

    private static func refused(_ reason: Localized, _ citation: Citation) -> Finding {
        Finding(
            "", "603 statisticsFlag",
            Localized(
                zh: "不能按“清单核放、汇总统计”办理：\(reason.zh)",
                en: "Not admitted for release by list with statistics only: \(reason.en)"),
            fix: Localized(
                zh: "统计标志改为 B（清单核放、汇总申报），商品编码按 10 位填写",
                en: "Use flag B (summary declaration) with ten-digit codes"),
            citation: citation)
    }
}
