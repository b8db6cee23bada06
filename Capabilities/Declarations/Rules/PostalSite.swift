import Kernel

/// Exports that leave by post (邮路出口) do so through a site of the exchange bureau (国际邮件互换局)
/// of their district, which the list names.
enum PostalSite {
    /// Post, among the modes of transport (运输方式 6).
    static let transport = "6"

    static func findings(
        _ list: Inventory, site: String, isImport: Bool, settings: DatedSettings, on day: Day
    ) -> [Finding] {
        guard !isImport, list.transport == transport else { return [] }
        guard !site.isEmpty else {
            return [
                finding(
                    Localized(
                        zh: "邮路出口未填监管场所代码", en: "An export by post names no site"), list)
            ]
        }
        guard let district = settings.whole("postal-site.\(site)", on: day) else {
            return [
                finding(
                    Localized(
                        zh: "监管场所 \(site) 未登记为国际邮件互换局场所",
                        en: "Site \(site) is not registered as one of the exchange bureau"), list)
            ]
        }
        guard list.district == String(district) else {
            return [
                finding(
                    Localized(
                        zh: "监管场所 \(site) 属于 \(district) 关区，与申报关区 \(list.district) 不一致",
                        en: "Site \(site) lies in district \(district), not \(list.district)"),
                    list)
            ]
        }
        return []
    }

    private static func finding(_ message: Localized, _ list: Inventory) -> Finding {
        Finding(
            "", "603 loctNo", message,
            fix: Localized(
                zh: "填写申报关区内的国际邮件互换局监管场所代码；不走邮路的，改填运输方式",
                en: "Name the site of the exchange bureau in the district, or another transport"))
    }
}
