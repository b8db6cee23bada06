import Kernel

/// Where a fault stands, in words: `/materials/0/code` is row 1 of the materials, its code.
enum FieldPlaces {
    /// Nil for a path whose fields have no names of their own on the page.
    static func told(_ path: String, _ language: Language) -> String? {
        var words: [String] = []
        for part in path.split(separator: "/").map(String.init) {
            if let index = Int(part) {
                let row = Localized(zh: "第 \(index + 1) 行", en: "row \(index + 1)")
                words.append(row[language])
            } else if let name = names[part] {
                words.append(name[language])
            } else {
                return nil
            }
        }
        return words.isEmpty ? nil : words.joined(separator: language == .zh ? "，" : ", ")
    }

    private static let names: [String: Localized] = [
        "materials": Localized(zh: "材料", en: "Materials"),
        "lines": Localized(zh: "货物", en: "Goods"),
        "name": Localized(zh: "品名", en: "name"),
        "code": Localized(zh: "税号", en: "code"),
        "value": Localized(zh: "金额", en: "value"),
        "origin": Localized(zh: "原产国", en: "country of origin"),
        "originating": Localized(zh: "是否原产", en: "originating"),
        "weight": Localized(zh: "重量", en: "weight"),
        "kind": Localized(zh: "种类", en: "kind"),
        "exporter": Localized(zh: "出口国", en: "Exporting country"),
        "importer": Localized(zh: "进口国", en: "Importing country"),
        "fob": Localized(zh: "离岸价", en: "FOB value"),
        "on": Localized(zh: "日期", en: "Day"),
        "currency": Localized(zh: "币制", en: "Currency"),
        "labour": Localized(zh: "直接人工", en: "Direct labour"),
        "overhead": Localized(zh: "直接经营费用", en: "Direct overhead"),
        "profit": Localized(zh: "利润", en: "Profit"),
        "other": Localized(zh: "其他成本", en: "Other cost"),
        "worksheet": Localized(zh: "工作表", en: "worksheet"),
        "quantity": Localized(zh: "数量", en: "quantity"),
        "unit": Localized(zh: "计量单位", en: "unit"),
        "agreement": Localized(zh: "协定", en: "Agreement"),
        "declaration": Localized(zh: "报关单号", en: "Declaration"),
        "proof": Localized(zh: "原产地证明", en: "Proof of origin"),
        "country": Localized(zh: "国家（地区）", en: "country"),
    ]
}
