import Kernel

/// Words of the rate policy.
enum RateWords {
    static func name(_ factor: RateFactor) -> Localized {
        switch factor {
        case .base: Localized(zh: "基准查验率", en: "Base rate")
        case .goods: Localized(zh: "商品风险", en: "Risk of the goods")
        case .level: Localized(zh: "企业信用等级", en: "Credit level of the enterprise")
        case .agent: Localized(zh: "申报企业信用等级", en: "Credit level of the declarant")
        case .finding: Localized(zh: "查验异常记录", en: "Findings on record")
        case .clean: Localized(zh: "查验无异常记录", en: "Clean inspections on record")
        case .badSample: Localized(zh: "监测不合格记录", en: "Bad samples on record")
        case .origin: Localized(zh: "原产国（地区）", en: "Country of origin")
        case .destination: Localized(zh: "最终目的国（地区）", en: "Country of destination")
        case .levelLeast: Localized(zh: "该信用等级最低查验率", en: "Least rate of the credit level")
        case .least: Localized(zh: "最低查验率", en: "Least rate")
        case .most: Localized(zh: "最高查验率", en: "Greatest rate")
        case .window: Localized(zh: "记录统计天数", en: "Days a record counts")
        }
    }

    static func name(_ level: CreditLevel) -> Localized {
        switch level {
        case .advanced: Localized(zh: "高级认证企业", en: "advanced certified (AEO)")
        case .certified: Localized(zh: "认证企业", en: "certified (AEO)")
        case .regular: Localized(zh: "常规管理企业", en: "regular")
        case .discredited: Localized(zh: "失信企业", en: "discredited")
        case .seriouslyDiscredited: Localized(zh: "严重失信企业", en: "seriously discredited")
        }
    }

    static func level(_ level: CreditLevel) -> Localized { name(level) }
    static func count(_ count: Int) -> Localized { Localized(same: String(count)) }
    static func mode(_ mode: String) -> Localized { Localized(same: mode) }

    /// 119 is 1.19%.
    static func share(_ tenThousandths: Int) -> Localized {
        Localized(same: percent(tenThousandths))
    }

    static func percent(_ tenThousandths: Int) -> String {
        let rest = tenThousandths % 100
        return "\(tenThousandths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    static func state(_ state: PolicyEdition.State) -> Localized {
        switch state {
        case .proposed: Localized(zh: "待复核", en: "Proposed")
        case .confirmed: Localized(zh: "已生效或待生效", en: "Confirmed")
        case .rejected: Localized(zh: "已否决", en: "Rejected")
        }
    }

    static func direction(_ direction: RateRow.Direction) -> Localized {
        switch direction {
        case .any: Localized(zh: "进出口", en: "both")
        case .import: Localized(zh: "进口", en: "import")
        case .export: Localized(zh: "出口", en: "export")
        }
    }
}
