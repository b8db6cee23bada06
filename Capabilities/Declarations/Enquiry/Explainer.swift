import Kernel
import Parties
import Tariff

/// Makes the explanation of a decision from the facts kept with it, by the rules that decided it.
/// Where the rules of today give another figure than the one decided, it says so.
struct Explainer: Sendable {
    let judge: Judge

    func explain(_ decision: Decision, _ file: CaseFile, for eyes: Eyes) -> Explanation {
        var steps = [matching(decision)]
        if let tax = decision.tax { steps += taxes(tax, decision, file, eyes) }
        if let used = decision.used { steps.append(refusedQuota(used, eyes)) }
        if let value = decision.exportValue { steps.append(export(value, decision, file)) }
        if let draw = decision.draw {
            let risk = judge.risk.judge(
                file.list, isImport: file.record.type == .importInventory,
                valueYuan: decision.tax?.value ?? decision.exportValue ?? .zero,
                on: decision.day, draw: draw
            ) { judge.rate(of: file.list, file.record, decision) }
            steps.append(
                eyes.seeRiskRules
                    ? risk.explanation
                    : RiskRules.outcome(decision.verdict ?? risk.verdict))
        }
        // Which rules look for borrowed identities is told to officers alone, as with risk.
        if decision.person != nil, eyes.seeRiskRules {
            steps.append(
                judge.identities.rules.explanation(decision.identity, on: decision.day))
        }
        return Explanation(
            rule: "declarations.decision",
            title: Localized(zh: "审核结论", en: "Decision"),
            inputs: [
                .init(
                    Localized(zh: "适用规则日期（完成申报之日）", en: "Rules as of the day it was complete"),
                    decision.day.text)
            ],
            outcome: decision.findings.isEmpty
                ? Localized(zh: "逻辑校验通过", en: "All checks passed")
                : Localized(
                    zh: "退单：共 \(decision.findings.count) 项不符",
                    en: decision.findings.count == 1
                        ? "Rejected: 1 thing does not fit"
                        : "Rejected: \(decision.findings.count) things do not fit"),
            citations: [Law.dayOfRates], children: steps)
    }

    private func matching(_ decision: Decision) -> Explanation {
        Explanation(
            rule: "declarations.match",
            title: Localized(zh: "单证比对与校验", en: "Match and checks"),
            outcome: decision.findings.isEmpty
                ? Localized(zh: "一致", en: "Everything corresponds")
                : Localized(zh: "不一致", en: "Something does not correspond"),
            citations: [Law.supervision],
            children: decision.findings.map { finding in
                Explanation(
                    rule: "declarations.match.\(finding.element)", title: finding.message,
                    inputs: [
                        .init(Localized(zh: "单证与字段", en: "Document and field"), finding.element)
                    ], outcome: finding.fix, citations: [finding.citation])
            })
    }

    private func taxes(
        _ tax: Decision.Tax, _ decision: Decision, _ file: CaseFile, _ eyes: Eyes
    ) -> [Explanation] {
        var steps: [Explanation] = []
        if let again = try? judge.duties.assess(
            order: judge.retailOrder(file.list, on: decision.releaseDay), on: decision.day,
            releasedOn: decision.releaseDay, usedThisYear: tax.used)
        {
            if again.taxes?.total == tax.total {
                steps.append(
                    eyes.seeBuyersYear
                        ? again.explanation
                        : again.explanation.replacing(again.limit.withoutBuyersYear))
            } else {
                steps.append(changed(tax, again.taxes?.total))
            }
        }
        steps.append(
            Explanation(
                rule: "declarations.quota",
                title: Localized(zh: "个人年度交易限值", en: "Yearly quota of the buyer"),
                inputs: usedBefore(tax.used, eyes) + [
                    .init(Localized(zh: "本单计入", en: "Counted now"), "¥\(tax.value.grouped)")
                ],
                outcome: eyes.seeBuyersYear
                    ? Localized(zh: "已从个人额度扣减", en: "Taken from the quota")
                    : Localized(
                        zh: "已从个人额度扣减。" + BuyersYear.withheld.zh,
                        en: "Taken from the quota. " + BuyersYear.withheld.en),
                citations: [Citation(document: "财关税〔2018〕49号")]))
        if !decision.cappedLines.isEmpty,
            let quantities = YearlyQuantity.explanation(
                judge.retailOrder(file.list, on: decision.releaseDay), judge.duties,
                on: decision.releaseDay)
        {
            steps.append(quantities)
        }
        if decision.guaranteeTransfer != nil {
            steps.append(
                Explanation(
                    rule: "declarations.guarantee",
                    title: Localized(zh: "税款担保", en: "Tax guarantee"),
                    inputs: [
                        .init(
                            Localized(zh: "担保企业", en: "Guarantor"), file.list.guarantor),
                        .init(Localized(zh: "占用担保", en: "Taken"), "¥\(tax.total.grouped)"),
                    ],
                    outcome: Localized(zh: "担保额度充足", en: "The guarantee suffices"),
                    citations: [Law.supervision]))
        }
        if decision.stock != nil {
            steps.append(
                Explanation(
                    rule: "declarations.zone-stock",
                    title: Localized(zh: "账册库存", en: "Stock of the account book"),
                    inputs: [
                        .init(
                            Localized(zh: "账册号", en: "Account book"), file.list.accountBook)
                    ]
                        + file.list.lines.map { line in
                            .init(
                                Localized(same: line.recordNo),
                                "\(line.quantity.grouped) (\(line.unit))")
                        },
                    outcome: Localized(zh: "已从账册扣减", en: "Taken from the account book"),
                    citations: [Law.zone]))
        }
        return steps
    }

    private func usedBefore(_ used: Fixed, _ eyes: Eyes) -> [Explanation.Input] {
        let name = Localized(zh: "本年已用", en: "Used before")
        return eyes.seeBuyersYear ? [.init(name, "¥\(used.grouped)")] : []
    }

    /// Why a list was kept out by a limit; the finding names the limit.
    private func refusedQuota(_ used: Fixed, _ eyes: Eyes) -> Explanation {
        Explanation(
            rule: "declarations.quota",
            title: Localized(zh: "个人年度交易限值", en: "Yearly quota of the buyer"),
            inputs: usedBefore(used, eyes),
            outcome: eyes.seeBuyersYear
                ? Localized(zh: "未从个人额度扣减", en: "Nothing was taken from the quota")
                : BuyersYear.withheld,
            citations: [Citation(document: "财关税〔2018〕49号")])
    }

    private func changed(_ tax: Decision.Tax, _ now: Fixed?) -> Explanation {
        Explanation(
            rule: "tariff.retail-import-tax",
            title: Localized(zh: "税款（按当时决定）", en: "Tax as decided"),
            inputs: [
                .init(Localized(zh: "关税", en: "Duty"), "¥\(tax.duty.grouped)"),
                .init(Localized(zh: "消费税", en: "Consumption tax"), "¥\(tax.consumption.grouped)"),
                .init(Localized(zh: "增值税", en: "VAT"), "¥\(tax.vat.grouped)"),
                .init(
                    Localized(zh: "按现有数据重算", en: "By the data of today"),
                    now.map { "¥\($0.grouped)" } ?? "—"),
            ],
            outcome: Localized(
                zh: "合计 ¥\(tax.total.grouped)；规则数据其后有更正，以当时决定为准",
                en:
                    "¥\(tax.total.grouped) in all; the data were"
                    + " corrected since, the decision stands"
            ))
    }

    private func business(_ value: Fixed, _ decision: Decision, _ file: CaseFile) -> Explanation {
        let limit = judge.settings.value("b2b.list-value", on: decision.day)
        return Explanation(
            rule: "declarations.b2b-list", version: limit?.from,
            title: Localized(zh: "跨境电商B2B出口按清单申报", en: "B2B export by list"),
            inputs: [
                .init(Localized(zh: "监管方式", en: "Trade mode"), file.list.tradeMode),
                .init(Localized(zh: "清单总值", en: "Value"), "¥\(value.grouped)"),
                .init(
                    Localized(zh: "金额上限（元）", en: "Highest value in yuan"),
                    limit?.value.grouped ?? "–"),
                .init(
                    Localized(zh: "涉及许可证件", en: "Licence"),
                    file.list.licence.isEmpty ? "否 / no" : "是 / yes"),
            ],
            outcome: decision.findings.isEmpty
                ? Localized(zh: "低值货物，可按清单申报", en: "Low value: by list")
                : Localized(zh: "须填报关单", en: "A declaration is needed"),
            citations: [limit?.citation ?? Law.supervision])
    }

    private func export(_ value: Fixed, _ decision: Decision, _ file: CaseFile) -> Explanation {
        if file.list.isBusinessExport { return business(value, decision, file) }
        let summary = judge.simplified(file.list, value, decision.day)
        return Explanation(
            rule: "declarations.export-value",
            title: Localized(zh: "出口清单", en: "Export list"),
            inputs: [
                .init(Localized(zh: "清单总值", en: "Value"), "¥\(value.grouped)"),
                .init(Localized(zh: "统计标志", en: "Statistics flag"), file.list.statisticsFlag),
            ],
            outcome: file.list.statisticsFlag == "A"
                ? Localized(zh: "清单核放、汇总统计", en: "Release by list, statistics only")
                : Localized(zh: "清单核放、汇总申报", en: "Release by list, summary declaration later"),
            citations: [Law.supervision],
            children: file.list.statisticsFlag == "A"
                ? [summary?.explanation].compactMap { $0 } : [])
    }
}
