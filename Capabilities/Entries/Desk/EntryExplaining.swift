import Kernel

/// How it came to what an entry is: every rule with its facts, worked out anew from what was kept.
extension EntryDesk {
    ///
    /// - Parameter isOfficer: shows how it was drawn for inspection as well.
    func explanation(of entry: GoodsEntry, isOfficer: Bool) -> Explanation {
        var steps: [Explanation] = []
        if entry.isAdvance { steps.append(advance(entry)) }
        if entry.isTwoStep { steps.append(twoStep(entry)) }
        steps.append(rateDay(entry))
        if let tax = try? tax.assess(
            entry.document, rates: entry.rateDay, currencies: entry.acceptedOn)
        {
            steps.append(tax.explanation)
        }
        if let fee = lateFee(entry) { steps.append(fee) }
        steps.append(payment(entry))
        if isOfficer, let judgement = judgement(of: entry) { steps.append(judgement) }
        return Explanation(
            rule: "entries.entry", title: entry.state.name,
            inputs: [
                .init(Localized(zh: "报关单号", en: "Entry"), entry.number),
                .init(Localized(zh: "完税价格（元）", en: "Customs value"), entry.value.grouped),
                .init(Localized(zh: "税款（元）", en: "Tax"), entry.tax.grouped),
                .init(Localized(zh: "滞报金（元）", en: "Late declaration fee"), entry.fee.grouped),
                .init(Localized(zh: "应缴合计（元）", en: "Owed in all"), entry.owed.grouped),
            ], outcome: entry.next, children: steps)
    }

    private func advance(_ entry: GoodsEntry) -> Explanation {
        let last = try? EntryClock.lastDay(entry, settings)
        let rule = try? settings.value("advance.lapse-days", on: entry.acceptedOn)
        return Explanation(
            rule: "entries.advance", version: rule?.from,
            title: Localized(zh: "提前申报", en: "Advance declaration"),
            inputs: [
                .init(Localized(zh: "启运日期", en: "Departed on"), entry.document["departedOn"]),
                .init(Localized(zh: "申报日期", en: "Declared on"), entry.acceptedOn.text),
                .init(Localized(zh: "预计抵港", en: "Expected on"), entry.document["arrivesOn"]),
                .init(
                    Localized(zh: "进境日期", en: "Entered on"), entry.enteredOn?.text ?? "–"),
                .init(Localized(zh: "计入差错的更正", en: "Corrections counted"), String(entry.errors)),
            ],
            outcome: Localized(
                zh: "运输工具已启运、有舱单数据，可在运抵前申报；"
                    + "至 \(last?.text ?? "–") 仍未运抵则失效。",
                en: "The transport had left and the manifest is there; lapses when the goods are "
                    + "not there by \(last?.text ?? "–")."),
            citations: [Citation(document: "海关总署公告2014年第74号")]
                + (rule.map { [$0.citation] } ?? []))
    }

    private func twoStep(_ entry: GoodsEntry) -> Explanation {
        let title = Localized(zh: "两步申报", en: "Two-step declaration")
        guard let entered = entry.enteredOn,
            let term = try? LateDeclaration(
                entered, settings, calendar, term: "two-step.term-days")
        else {
            return Explanation(
                rule: "entries.two-step", title: title,
                outcome: Localized(
                    zh: "期限自运输工具申报进境之日起算，尚未进境。",
                    en: "The term begins when the transport declares entry, which it has not."))
        }
        return Explanation(
            rule: "entries.two-step", version: term.term.from, title: title,
            inputs: [
                .init(Localized(zh: "进境日期", en: "Entered on"), entered.text),
                .init(Localized(zh: "期限（日）", en: "Term (days)"), term.term.value.text),
                .init(
                    Localized(zh: "完整申报日期", en: "Completed on"),
                    entry.completedOn?.text ?? "–"),
            ],
            outcome: Localized(
                zh: "完整申报不晚于 \(term.due.text)，\(term.start.day.text) 起计滞报金"
                    + "（起征日遇休息日顺延）。",
                en: "The full declaration is due on \(term.due.text); the late fee starts on "
                    + "\(term.start.day.text), rolled over days off."),
            citations: [term.term.citation])
    }

    private func rateDay(_ entry: GoodsEntry) -> Explanation {
        let outcome: Localized
        if !entry.isAdvance {
            outcome = Localized(
                zh: "适用完成申报之日 \(entry.acceptedOn.text) 的税率和汇率。",
                en: "Rates and currencies of the day of declaration, \(entry.acceptedOn.text).")
        } else if let entered = entry.enteredOn {
            outcome = Localized(
                zh: "提前申报适用运输工具申报进境之日 \(entered.text) 的税率，"
                    + "汇率按申报之日 \(entry.acceptedOn.text)。",
                en: "Declared in advance: rates of \(entered.text), when the transport declared "
                    + "entry; currencies of the day of declaration, \(entry.acceptedOn.text).")
        } else {
            outcome = Localized(
                zh: "税率以运输工具申报进境之日为准，现按 \(entry.acceptedOn.text) 估算。",
                en: "Rates will be those of the day of entry; estimated by those of "
                    + "\(entry.acceptedOn.text).")
        }
        return Explanation(
            rule: "entries.rate-day", title: Localized(zh: "税率适用日", en: "Day of the rates"),
            outcome: outcome,
            citations: [
                Citation(document: "中华人民共和国关税法", article: "第二十条"),
                Citation(document: "海关总署令第272号"),
            ])
    }

    private func lateFee(_ entry: GoodsEntry) -> Explanation? {
        guard let entered = entry.enteredOn,
            let rule = try? LateDeclaration(
                entered, settings, calendar,
                term: entry.isTwoStep ? "two-step.term-days" : "declaration.term-days")
        else { return nil }
        let declared = entry.isTwoStep ? entry.completedOn : entry.acceptedOn
        guard let declared else { return nil }
        let days = rule.days(declared)
        return Explanation(
            rule: "entries.late-declaration", version: rule.perMille.from,
            title: Localized(zh: "滞报金", en: "Late declaration fee"),
            inputs: [
                .init(Localized(zh: "申报期限末日", en: "Last day"), rule.due.text),
                .init(Localized(zh: "起征日", en: "The fee starts on"), rule.start.day.text),
                .init(Localized(zh: "申报日期", en: "Declared on"), declared.text),
                .init(Localized(zh: "滞报天数", en: "Days late"), String(days)),
                .init(Localized(zh: "完税价格（元）", en: "Customs value"), entry.value.grouped),
                .init(Localized(zh: "每日（‰）", en: "Per mille a day"), rule.perMille.value.text),
            ],
            outcome: days == 0
                ? Localized(zh: "未滞报。", en: "Not late.")
                : Localized(
                    zh: "\(entry.value.grouped) × \(rule.perMille.value.text)‰ × \(days) 日，"
                        + "计至元，\(entry.fee.grouped) 元（不足 \(rule.floor.value.text) 元不征）。",
                    en: "\(entry.value.grouped) × \(rule.perMille.value.text)‰ × \(days) days, "
                        + "whole yuan: \(entry.fee.grouped) (below "
                        + "\(rule.floor.value.text) none)."),
            citations: [rule.term.citation, rule.perMille.citation, rule.floor.citation])
    }

    private func payment(_ entry: GoodsEntry) -> Explanation {
        var citations = [Citation(document: "中华人民共和国海关事务担保条例", article: "第四条")]
        var outcome = Localized(
            zh: "\(entry.taxation.name.zh)；占用担保 \(entry.security.grouped) 元。",
            en: "\(entry.taxation.name.en); \(entry.security.grouped) yuan are reserved.")
        if let period = entry.period, let month = MonthlyPayment(period: period),
            let (due, rule) = try? month.due(settings, calendar)
        {
            citations.append(rule.citation)
            outcome = Localized(
                zh: outcome.zh + "计入 \(period) 汇总，缴款期限 \(due.day.text)"
                    + "（次月第 \(rule.value.text) 个工作日）。",
                en: outcome.en + " Paid with \(period), by \(due.day.text) (working day "
                    + "\(rule.value.text) of the next month).")
        }
        return Explanation(
            rule: "entries.payment", title: Localized(zh: "税款缴纳与担保", en: "Payment and security"),
            outcome: outcome, citations: citations)
    }
}
