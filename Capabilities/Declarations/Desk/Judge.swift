import Balances
import Inspections
import Kernel
import Parties
import Reference
import Store
import Tariff

/// What the rules say about a list, and from which allowance its value is taken.
struct Assessment: Sendable {
    var decision: Decision
    var quota: Allowance?
    /// Yearly quantities per person that its lines take.
    var quantities: [YearlyQuantity] = []
    /// What the list shows of its buyer.
    var marks: [IdentityMark] = []
    /// What its inspection rate hangs on, and the rate.
    var rateFacts: RateFacts?
    var rateShare: Int?
}

/// Applies the rules to a complete case file. It changes nothing: what it finds is carried out by
/// `Steps`.
struct Judge: Sendable {
    let duties: RetailImportDuties
    let summary: ExportSummaryRule
    let rates: ExchangeRates
    let risk: RiskRules
    let inspections: InspectionRates
    let orders: InspectionOrders
    let settings: DatedSettings
    let register: EnterpriseRegister
    let buyerKey: BuyerKey
    let stock: ZoneStock
    let identities: IdentityWatch

    /// What does not fit between the documents; empty while something is still missing.
    func findings(_ file: CaseFile) -> [Finding] {
        guard file.missing.isEmpty else { return [] }
        guard file.taken.isEmpty else { return file.taken.map(taken) }
        let file = CodeForms(register: register).unified(file)
        guard let order = file.order, let waybill = file.waybill else { return [] }
        if file.record.type == .importInventory {
            guard let payment = file.payment else { return [] }
            return ImportDocumentsMatch.findings(
                order: order, payment: payment, waybill: waybill, inventory: file.list)
        }
        return ExportDocumentsMatch.findings(
            order: order, receipt: file.payment, waybill: waybill, inventory: file.list)
    }

    private func taken(_ document: DocumentShelf.Document) -> Finding {
        Finding(
            "", "\(document.place.type.rawValue) \(document.place.number)",
            Localized(
                zh: "\(document.place.type.name.zh) \(document.place.number) 已用于清单"
                    + " \(document.usedBy ?? "")",
                en: "\(document.place.type.name.en) \(document.place.number) is in use by list"
                    + " \(document.usedBy ?? "")"),
            fix: Localized(
                zh: "一份单证只能用于一份清单，请核对编号",
                en: "A document counts for one list only; check the number"))
    }

    /// Limits, tax, guarantee (import) or simplification and value (export), then risk. What keeps
    /// the list from being accepted stands in the findings.
    func assess(_ file: CaseFile, _ decision: Decision, ledger: Ledger, in session: Session) throws
        -> Assessment
    {
        var result = Assessment(decision: decision)
        if file.record.type == .importInventory {
            try assessImport(file, &result, ledger: ledger, in: session)
        } else {
            try assessExport(file, &result.decision, in: session)
        }
        if let person = result.decision.person {
            let identity = try identities.examine(
                file, of: person, on: decision.day, in: session)
            result.decision.findings += identity.refusals
            result.decision.identity = identity.findings
            result.marks = identity.marks
        }
        guard result.decision.findings.isEmpty else { return result }
        let draw = buyerKey.draw(of: file.list)
        let facts = rateFacts(file.list, file.record)
        let standing = inspections.standing(of: facts, on: decision.day)
        result.decision.draw = draw
        let rate = inspections.outcome(facts, standing, on: decision.day)
        result.decision.standing = standing
        result.rateFacts = facts
        result.rateShare = rate.share
        result.decision.verdict =
            risk.judge(
                file.list, isImport: file.record.type == .importInventory,
                valueYuan: result.decision.tax?.value ?? result.decision.exportValue ?? .zero,
                on: decision.day, draw: draw
            ) { rate }.verdict
        if !result.decision.identity.isEmpty, result.decision.verdict != .inspection {
            result.decision.verdict = .review
        }
        return result
    }

    private func assessImport(
        _ file: CaseFile, _ result: inout Assessment, ledger: Ledger, in session: Session
    ) throws {
        let release = result.decision.releaseDay
        guard let limits = duties.limits(on: release) else {
            throw TariffRefusal.noRuleOnDay(release)
        }
        let person = buyerKey.of(file.list.buyer)
        let quota = QuotaAccount.allowance(on: release, limits: limits)
        let used = try ledger.state(of: quota, tenant: person, in: session).used
        let assessment: RetailImportAssessment
        do throws(TariffRefusal) {
            assessment = try duties.assess(
                order: retailOrder(file.list, on: release), on: result.decision.day,
                releasedOn: release, usedThisYear: used)
        } catch {
            // Of several lines each says for itself what is wrong with it.
            result.decision.findings = error.faults.map {
                Finding("", "621 gcode", $0.message, fix: $0.fix, citation: Law.retail)
            }
            return
        }
        let short = try stock.findings(
            file.list, isImport: true, on: release, in: session)
        guard short.isEmpty else {
            result.decision.findings = short
            return
        }
        guard let taxes = assessment.taxes else {
            result.decision.used = used
            result.decision.findings = [overLimit(assessment.limit, file)]
            return
        }
        let quantities = try YearlyQuantity.uses(
            retailOrder(file.list, on: release), file.list, duties, on: release)
        let over = try YearlyQuantity.findings(quantities, of: person, ledger, in: session)
        guard over.isEmpty else {
            result.decision.findings = over
            return
        }
        result.quota = quota
        result.quantities = quantities
        result.decision.person = person
        result.decision.tax = Decision.Tax(
            value: assessment.limit.value, used: used, duty: taxes.duty,
            consumption: taxes.consumption, vat: taxes.vat, total: taxes.total,
            lines: zip(file.list.lines, taxes.lines).map { line, taxed in
                TaxBill.Line(
                    number: line.number, code: line.code, value: taxed.value, duty: taxed.duty,
                    vat: taxed.vat, consumption: taxed.consumption)
            })
        try checkGuarantee(file, taxes.total, &result.decision, ledger: ledger, in: session)
    }

    /// The list as the tariff looks at it.
    ///
    /// - Parameter day: on which the seller or the platform has to be in a pilot.
    func retailOrder(_ list: Inventory, on day: Day) -> RetailImportOrder {
        let isPilot = [list.seller, list.platform].contains {
            register.find(code: $0)?.holds(.drugPilot, on: day) ?? false
        }
        return RetailImportOrder(
            lines: list.lines.map { line in
                var statutory = [Quantity(line.quantity1, unit: line.unit1)]
                if let amount = line.quantity2, let unit = line.unit2 {
                    statutory.append(Quantity(amount, unit: unit))
                }
                return RetailImportOrder.Line(
                    hs10: line.code, price: line.total,
                    quantity: Quantity(line.quantity, unit: line.unit), statutory: statutory,
                    origin: line.country)
            }, freight: list.freight, insurance: list.insurance, isDrugPilot: isPilot)
    }

    private func overLimit(_ limit: RetailImportLimitDecision, _ file: CaseFile) -> Finding {
        let year = limit.limits.value.year
        let order = limit.limits.value.order
        let citation = limit.limits.citation
        if case .refused(.aboveOrderLimitSeveralItems) = limit.treatment {
            return Finding(
                "-621005", "621 totalPrice",
                Localized(
                    zh:
                        "清单[\(file.record.copNo)]的购买金额 \(limit.value.grouped)"
                        + " 元超过单笔限额 \(order.grouped) 元，且不是单件商品",
                    en: "CNY \(limit.value.grouped) is above the limit of one purchase, CNY"
                        + " \(order.grouped), and the order holds several articles"),
                fix: Localized(
                    zh: "按一般贸易办理，或由消费者分别购买（不得拆单逃避限额）",
                    en:
                        "Declare as general trade; splitting an order to"
                        + " evade the limit is not allowed"
                ),
                citation: citation)
        }
        // Everybody with a part in the list reads this: how much was used stands in the
        // explanation, which knows who looks.
        return Finding(
            "-621018", "621 buyerIdNumber",
            Localized(
                zh:
                    "本单 \(limit.value.grouped) 元计入后，订购人本年度累计将超过年度限额"
                    + " \(year.grouped) 元",
                en: "With this list's CNY \(limit.value.grouped) the buyer would exceed the"
                    + " yearly limit of CNY \(year.grouped)"),
            fix: Localized(
                zh: "按一般贸易办理，或待下一年度再购买",
                en: "Declare as general trade, or buy in the next year"), citation: citation)
    }

    private func checkGuarantee(
        _ file: CaseFile, _ tax: Fixed, _ decision: inout Decision, ledger: Ledger,
        in session: Session
    ) throws {
        guard !tax.isZero else { return }
        let guarantor: Enterprise
        switch GuarantorCheck(register: register).outcome(of: file.list, on: decision.releaseDay) {
        case .stands(let enterprise): guarantor = enterprise
        case .refused(let finding):
            decision.tax = nil
            decision.findings = [finding]
            return
        }
        decision.guarantor = guarantor.id
        var available = Fixed.zero
        do {
            available = try GuaranteeAccount.available(
                of: guarantor.id, on: decision.releaseDay, ledger, in: session)
        } catch BalanceRefusal.noSuchAccount {}
        guard available < tax else { return }
        // Everybody with a part in the list reads this: what the guarantor has left is its own.
        decision.tax = nil
        decision.findings = [
            Finding(
                "", "621 assureCode",
                Localized(
                    zh: "担保企业的税款担保可用额不足本单税款 \(tax.grouped) 元",
                    en: "What the guarantor has available does not suffice for the tax of this"
                        + " list, CNY \(tax.grouped)"),
                fix: Localized(
                    zh: "追加税款担保或缴清已放行清单的税款后重新申报",
                    en: "Add guarantee or pay taxes outstanding, then declare again"),
                citation: Law.supervision)
        ]
    }

    private func assessExport(
        _ file: CaseFile, _ decision: inout Decision, in session: Session
    ) throws {
        var value = Fixed.zero
        for line in file.list.lines {
            guard let currency = CurrencyCode(line.currency) else { continue }
            do {
                value = try value.adding(
                    rates.yuan(Money(line.total, currency), on: decision.day))
            } catch let refusal as TariffRefusal {
                decision.findings.append(
                    Finding("", "603 currency", refusal.message, fix: refusal.fix))
            } catch {
                decision.findings.append(
                    Finding(
                        "", "603 totalPrice",
                        Localized(zh: "清单总值超出范围", en: "The value of the list is out of range"),
                        fix: Localized(zh: "核对各行总价", en: "Check the totals of the lines")))
            }
        }
        decision.exportValue = value
        decision.findings += GoodsCodesKnown.findings(
            file.list, isImport: false, tariff: duties.codes, on: decision.day)
        if file.list.isBusinessExport {
            decision.findings += business(file.list, value, decision.day)
        } else if file.list.statisticsFlag == "A",
            let summary = simplified(file.list, value, decision.day),
            !summary.isAllowed
        {
            decision.findings += summary.reasons.map { reason in
                Finding(
                    reason.rawValue, "603 statisticsFlag",
                    Localized(
                        zh: "不能按“清单核放、汇总统计”办理：\(reason.text.zh)",
                        en: "Not admitted for release with summary statistics: \(reason.text.en)"),
                    fix: Localized(
                        zh: "统计标志改为 B，并填写 10 位商品编码",
                        en: "Use flag B and ten-digit codes"),
                    citation: summary.explanation.citations.first ?? Law.supervision)
            }
        }
        decision.findings += try stock.findings(
            file.list, isImport: false, on: decision.releaseDay, in: session)
    }

    /// Why a B2B export may not be declared by list (低值货物).
    private func business(_ list: Inventory, _ value: Fixed, _ day: Day) -> [Finding] {
        guard let limit = settings.value("b2b.list-value", on: day) else { return [] }
        let isPilotZone = settings.value("pilot-zone.\(list.district.prefix(2))", on: day) != nil
        var reasons = BusinessListAdmitted.reasons(
            value: value, needsLicence: !list.licence.isEmpty, needsInspection: false,
            bearsDuty: false, limit: limit.value)
        if list.statisticsFlag == "A", !isPilotZone {
            reasons.append(
                Localized(
                    zh: "申报海关不在综试区，不能按 6 位编码简化申报",
                    en: "the office is in no pilot zone: six digits are not enough"))
        }
        return reasons.map { reason in
            Finding(
                "", "603 tradeMode",
                Localized(
                    zh: "监管方式 \(list.tradeMode) 不能按清单申报：\(reason.zh)",
                    en: "Mode \(list.tradeMode) cannot be declared by list: \(reason.en)"),
                fix: Localized(
                    zh: "改用报关单申报（随附订单或订仓单编号），或改正清单",
                    en: "Use a declaration with the order's number, or correct the list"),
                citation: limit.citation)
        }
    }

    /// The decision on summary statistics; nil when no rule is in force on the day.
    func simplified(_ list: Inventory, _ value: Fixed, _ day: Day) -> ExportSummaryDecision? {
        let zone = settings.value("pilot-zone.\(list.district.prefix(2))", on: day) != nil
        return try? summary.decide(
            ExportSummaryFacts(
                inPilotZone: zone, bearsExportDuty: false, claimsRefund: false,
                needsLicence: !list.licence.isEmpty, value: value), on: day)
    }
}
