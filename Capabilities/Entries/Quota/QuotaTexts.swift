import Kernel

/// Words about certificates of tariff quota.
enum QuotaTexts {
    static let title = Localized(zh: "关税配额证", en: "Quota certificates")
    static let lede = Localized(
        zh: "电子配额证的余额和核销记录。报关时在商品项填写证号，系统联网核查并自动核销，无需纸面证书。",
        en: "What is left on each certificate and what took it. Name it at a line of a "
            + "declaration: it is verified and written off at once, without paper.")
    static let note = Localized(
        zh: "证上余额、核销记录；报关前先核对够不够。",
        en: "Balances and write-offs; check a line before you declare it.")
    static let officeLede = Localized(
        zh: "凭证号核查：持证数量、余额、核销记录。",
        en: "Verify a certificate by its number: quantity, balance, write-offs.")
    static let check = Localized(zh: "核对一项商品", en: "Check a line")
    static let ask = Localized(zh: "核对", en: "Check")
    static let number = Localized(zh: "配额证号", en: "Certificate")
    static let goods = Localized(zh: "品种", en: "Goods")
    static let granted = Localized(zh: "准予数量", en: "Granted")
    static let left = Localized(zh: "余额", en: "Left")
    static let valid = Localized(zh: "有效期", en: "Valid")
    static let code = Localized(zh: "商品编号", en: "Goods code")
    static let amount = Localized(zh: "数量", en: "Quantity")
    static let unit = Localized(zh: "单位（035 千克，070 吨）", en: "Unit (035 kg, 070 tonnes)")
    static let uses = Localized(zh: "核销记录", en: "Write-offs")
    static let entry = Localized(zh: "报关单", en: "Entry")
    static let givenBack = Localized(zh: "交还", en: "given back")
    static let moved = Localized(zh: "核销（－）或退回（＋）", en: "Taken (−) or given back (+)")
    static let time = Localized(zh: "时间", en: "Time")
    static let none = Localized(zh: "还没有配额证", en: "No certificates yet")
    static let noneHint = Localized(
        zh: "在“我要办”中申请粮食、棉花或食糖、羊毛、化肥进口关税配额。",
        en: "Apply under Services for a quota of grain, cotton, sugar, wool or fertiliser.")
    static let apply = Localized(zh: "申请关税配额", en: "Apply for a quota")
    static let catalogue = Localized(zh: "关税配额商品", en: "Goods under quotas")
}
