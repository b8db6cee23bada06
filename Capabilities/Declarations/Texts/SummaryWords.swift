import Kernel

/// What summary applications are told.
enum SummaryWords {
    private static let law = Citation(
        document: "海关总署公告2018年第194号", article: "三、通关管理")

    static let halfPeriod = Finding(
        "", "701 startTime",
        Localized(
            zh: "汇总开始时间和结束时间须同时填写或同时不填",
            en: "Give both startTime and endTime, or neither"),
        fix: Localized(
            zh: "按期间汇总的两项都填；按清单汇总的两项都不填",
            en: "Both for a period; neither to name the lists"))

    static let backwards = Finding(
        "", "701 endTime",
        Localized(zh: "汇总结束时间早于开始时间", en: "The period ends before it begins"),
        fix: Localized(zh: "核对起止时间", en: "Check both times"))

    static let nothing = Finding(
        "", "701 invtNo",
        Localized(zh: "既未填写期间，也未列明清单", en: "Neither a period nor a list is given"),
        fix: Localized(
            zh: "填写 startTime 和 endTime，或在表体列明清单编号",
            en: "Give startTime and endTime, or name the lists in lines"))

    static let noneInPeriod = Finding(
        "", "701 startTime",
        Localized(
            zh: "该期间没有可汇总的清单（已结关、统计标志为 B、尚未汇总）",
            en: "No list of this time can be summarised: closed, flag B, not summarised yet"),
        fix: Localized(
            zh: "核对期间、关区和电商企业；未离境的先报送离境单（CEB509）",
            en: "Check time, district and seller; send the departure (CEB509) of what has not left"
        ))

    static func tooMany(_ most: Int) -> Finding {
        Finding(
            "", "701 startTime",
            Localized(
                zh: "该期间的清单超过 \(most) 份", en: "More than \(most) lists lie in this time"),
            fix: Localized(zh: "缩短期间，分次汇总", en: "Apply for shorter times, one by one"))
    }

    static func twice(_ number: String) -> Finding {
        line(
            number, Localized(zh: "清单 \(number) 重复", en: "List \(number) stands here twice"),
            fix: Localized(zh: "每份清单只列一次", en: "Name each list once"))
    }

    static func noList(_ number: String) -> Finding {
        line(
            number,
            Localized(
                zh: "系统中不存在本企业申报的出口清单 \(number)",
                en: "There is no export list \(number) that this declarant declared"),
            fix: Localized(zh: "核对清单编号", en: "Check the number"))
    }

    static func simplified(_ number: String) -> Finding {
        line(
            number,
            Localized(
                zh: "清单 \(number) 统计标志为 A，已按汇总统计办理，不再汇总申报",
                en: "List \(number) has flag A: it is counted only, and no declaration follows"),
            fix: Localized(zh: "从申请中剔除", en: "Take it out"))
    }

    static func otherSeller(_ number: String) -> Finding {
        line(
            number,
            Localized(
                zh: "清单 \(number) 的电商企业与申请不一致",
                en: "List \(number) is another seller's than the application's"),
            fix: Localized(zh: "按电商企业分别申请", en: "Apply for each seller by itself"))
    }

    static func otherDistrict(_ number: String, _ district: String) -> Finding {
        line(
            number,
            Localized(
                zh: "清单 \(number) 由 \(district) 海关受理，与申请的关区不一致",
                en: "List \(number) lies at district \(district), not at the application's"),
            fix: Localized(zh: "按申报关区分别申请", en: "Apply at each district by itself"))
    }

    static func notClosed(_ number: String, _ status: Status) -> Finding {
        line(
            number,
            Localized(
                zh: "清单 \(number) 状态为“\(status.name.zh)”，尚未结关",
                en: "List \(number) is at “\(status.name.en)”, not closed"),
            fix: Localized(
                zh: "货物离境、离境单（CEB509）核对相符后再汇总",
                en: "Summarise it once the goods have left and the departure (CEB509) fits"),
            citation: law)
    }

    static func already(_ number: String, _ application: String) -> Finding {
        line(
            number,
            Localized(
                zh: "清单 \(number) 已由 \(application) 汇总",
                en: "List \(number) was summarised by \(application) already"),
            fix: Localized(zh: "从申请中剔除", en: "Take it out"))
    }

    private static func line(
        _ number: String, _ message: Localized, fix: Localized,
        citation: Citation = Law.specification
    ) -> Finding {
        Finding("", "701 invtNo", message, fix: fix, citation: citation)
    }

    static func done(_ lists: Int, _ declarations: Int, _ sumNo: String) -> Step {
        Step(
            .concluded,
            info: coded(
                "2300", ReceiptPhrase.summarised.told("\(lists)", "\(declarations)", sumNo)),
            citation: law.text)
    }

    /// How the declarations came about.
    static func explanation(
        _ rule: ExportSummary, lists: Int, declarations: [ExportSummary.Declaration], on day: Day
    ) -> Explanation {
        let lines = declarations.reduce(0) { $0 + $1.lines.count }
        return Explanation(
            rule: "declarations.export-summary", version: day,
            title: Localized(zh: "清单核放、汇总申报", en: "Summary declaration of released lists"),
            inputs: [
                .init(Localized(zh: "清单份数", en: "Lists"), String(lists)),
                .init(
                    Localized(zh: "表头归并依据", en: "Header is made by"),
                    rule.byOwner
                        ? "监管方式、收发货人、生产销售单位、运输方式、运抵国、出境关别 / "
                            + "mode, seller, producing unit, transport, country, exit district"
                        : "监管方式、收发货人、运输方式、运抵国、出境关别 / "
                            + "mode, seller, transport, country, exit district"),
                .init(
                    Localized(zh: "商品项归并依据", en: "Lines are added up by"),
                    rule.byName
                        ? "10 位商品编码、最终目的国、币制、计量单位、商品名称 / "
                            + "10-digit code, destination, currency, unit, name"
                        : "10 位商品编码、最终目的国、币制、计量单位 / "
                            + "10-digit code, destination, currency, unit"),
                .init(
                    Localized(zh: "每份报关单项数上限", en: "Lines of a declaration at most"),
                    String(rule.mostLines)),
            ],
            outcome: Localized(
                zh: "归并为 \(declarations.count) 份报关单、\(lines) 项商品；数量、金额相加，单价＝金额÷数量。",
                en: "\(declarations.count) declaration(s) with \(lines) line(s); quantities and "
                    + "amounts are added up, the price is amount over quantity."),
            citations: [law])
    }
}
