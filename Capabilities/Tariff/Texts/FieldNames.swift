import Kernel

extension LookupRefusal {
    /// What a field of a question is called, with its name in addresses and files.
    static func name(_ field: String) -> Localized {
        guard let name = names[field] else {
            return Localized(zh: " \(field) ", en: field)
        }
        return Localized(zh: "“\(name.zh)”（\(field)）", en: "\(name.en) (\(field))")
    }

    /// The message of a refusal without what its field is called in the interface: people see the
    /// field.
    static func toldToPeople(_ refusal: any Refusal) -> Localized {
        guard let field = refusal.field else { return refusal.message }
        return Localized(
            zh: refusal.message.zh.replacing("（\(field)）", with: ""),
            en: refusal.message.en.replacing(" (\(field))", with: ""))
    }

    private static let names: [String: Localized] = [
        "code": Localized(zh: "品名或编号", en: "Goods or code"),
        "origin": Localized(zh: "原产地", en: "Country of origin"),
        "value": Localized(zh: "完税价格", en: "Customs value"),
        "quantity": Localized(zh: "数量/单位", en: "Quantity/unit"),
        "currency": Localized(zh: "币制", en: "Currency"),
        "on": Localized(zh: "日期", en: "Day"),
        "q": Localized(zh: "查询词", en: "Search words"),
        "price": Localized(zh: "价格", en: "Price"),
        "freight": Localized(zh: "运费", en: "Freight"),
        "insurance": Localized(zh: "保险费", en: "Insurance"),
        "terms": Localized(zh: "成交方式", en: "Terms of delivery"),
        "claim": Localized(zh: "主张的税率", en: "Rate claimed"),
        "vat": Localized(zh: "增值税率", en: "VAT rate"),
        "duty": Localized(zh: "关税税率", en: "Duty rate"),
        "document": Localized(zh: "依据文件", en: "Document"),
        "file": Localized(zh: "文件", en: "File"),
        "refund": Localized(zh: "退税率", en: "Refund rate"),
        "threshold": Localized(zh: "比例门槛", en: "Threshold"),
        "flag": Localized(zh: "零税率标记", en: "What a rate of zero means"),
        "amount": Localized(zh: "金额", en: "Amount"),
        "tax": Localized(zh: "税款", en: "Tax"),
        "revenue": Localized(zh: "收入总额", en: "Revenue"),
        "fob": Localized(zh: "离岸价", en: "FOB"),
        "exported": Localized(zh: "出口日期", en: "Day of export"),
        "from": Localized(zh: "起始日", en: "First day"),
        "to": Localized(zh: "截止日", en: "Last day"),
        "material": Localized(zh: "进口料件 编号:价格", en: "Imported materials, CODE:VALUE"),
        "class": Localized(zh: "类别", en: "Class"),
        "action": Localized(zh: "怎么办", en: "What to do"),
        "whole": Localized(zh: "整表替换", en: "Whole table"),
        "dropMost": Localized(zh: "去掉大半行", en: "Dropping most lines"),
        "largeChange": Localized(zh: "确认异常数值", en: "Unusual figures"),
        "route": Localized(zh: "途经地", en: "On the way"),
        "lines": Localized(zh: "各项货物", en: "Lines of goods"),
    ]
}
