import Kernel
import Paper
import Papers
import Parties
import Web
import Wire

/// The exports of a quarter that are exempt without purchase invoice, as they stand now.
struct ExemptionPaper: Sendable {
    let quarter: InvoiceExemptionQuarter
    let seller: String
    let day: Day
    let register: EnterpriseRegister

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .invoiceExemption, tenant: seller, subject: quarter.quarter, isSnapshot: true,
            number: quarter.quarter, issuer: Localized(zh: "单一窗口", en: "Single window"),
            day: day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "电商企业", en: "Seller"), register.name(of: seller).zh,
                    register.enterprise(id: seller)?.creditCode ?? "")
            ],
            data: .object([
                .init("quarter", .text(quarter.quarter)), .init("count", .integer(quarter.count)),
                .init("revenueYuan", .text(quarter.revenue.text)),
                .init("assessedYuan", .text(quarter.assessed.text)),
                .init("incomeTaxYuan", .optional(quarter.tax?.text)),
                .init(
                    "lists",
                    .array(
                        quarter.exemptions.map {
                            .object([
                                .init("invtNo", .text($0.invtNo)),
                                .init("exportedOn", .text($0.exportedOn.text)),
                                .init("revenueYuan", .text($0.revenue.text)),
                                .init("assessedYuan", .text($0.assessed.text)),
                            ])
                        })),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var blocks: [PaperBlock] = [
            .grid(
                [
                    PaperField(word("季度", "Quarter"), quarter.quarter),
                    PaperField(word("已登记清单（份）", "Registered lists"), String(quarter.count)),
                    PaperField(word("收入总额（元）", "Revenue (yuan)"), quarter.revenue.grouped),
                    PaperField(
                        word("核定应税所得（元）", "Assessed income (yuan)"),
                        quarter.assessed.grouped),
                    PaperField(
                        word("应纳企业所得税（元）", "Enterprise income tax (yuan)"),
                        quarter.tax?.grouped ?? "–"),
                ], columns: 3),
            .table(
                PaperTable(
                    [
                        .init(word("清单编号", "List"), weight: 2.2),
                        .init(word("出口日", "Exported on"), weight: 1.2),
                        .init(word("收入（元）", "Revenue"), weight: 1.2),
                        .init(word("核定所得（元）", "Assessed"), weight: 1.2),
                    ],
                    rows: quarter.exemptions.map {
                        [
                            $0.invtNo, $0.exportedOn.text, $0.revenue.grouped,
                            $0.assessed.grouped,
                        ]
                    })),
        ]
        if quarter.next != nil {
            blocks.append(
                .note(
                    word(
                        "合计包括全部清单；明细只列前 \(quarter.exemptions.count) 份。",
                        "The sums are of all lists; \(quarter.exemptions.count) are named.")))
        }
        return blocks + [
            .heading(word("依据", "Why")), .steps(quarter.explanation, language),
        ]
    }
}

/// A master bill with its lines, each under its own rules, as it stands now.
struct MasterBillPaper: Sendable {
    let view: MasterBillDesk.View
    let register: EnterpriseRegister

    var draft: PaperDraft {
        let paper = self
        let bill = view.bill
        return PaperDraft(
            .masterBill, tenant: bill.holder, subject: bill.number, isSnapshot: true,
            number: bill.number, issuer: Localized(zh: "单一窗口", en: "Single window"),
            day: bill.at.day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "申报企业", en: "Declarant"), register.name(of: bill.holder).zh,
                    register.enterprise(id: bill.holder)?.creditCode ?? "")
            ],
            data: .object([
                .init("billNo", .text(bill.number)), .init("customsCode", .text(bill.district)),
                .init("vehicle", .text(bill.vehicle)), .init("voyage", .text(bill.voyage)),
                .init("exportValueYuan", .text(view.exportValue.text)),
                .init(
                    "lines",
                    .array(
                        view.lines.map { shown in
                            .object([
                                .init("line", .integer(shown.line.number)),
                                .init("regime", .text(shown.line.regime.rawValue)),
                                .init("source", .text(shown.line.source)),
                                .init("mode", .text(shown.line.mode)),
                                .init("status", .integer(shown.line.status.rawValue)),
                            ])
                        })),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let bill = view.bill
        var blocks: [PaperBlock] = [
            .grid(
                [
                    PaperField(word("总单号", "Master bill"), bill.number),
                    PaperField(word("关区", "Customs district"), bill.district),
                    PaperField(word("运输工具", "Vehicle"), "\(bill.vehicle) \(bill.voyage)"),
                    PaperField(
                        word("出口总值（元）", "Exports (yuan)"), view.exportValue.grouped),
                ], columns: 2)
        ]
        for regime in MasterBill.Regime.allCases {
            let lines = view.lines.filter { $0.line.regime == regime }
            guard !lines.isEmpty else { continue }
            blocks += [
                .heading(regime.name[language]),
                .table(
                    PaperTable(
                        [
                            .init(word("序号", "Line"), weight: 0.5),
                            .init(word("清单或退货", "List or return"), weight: 2.2),
                            .init(word("品名", "Goods"), weight: 1.6),
                            .init(word("监管方式", "Mode"), weight: 0.8),
                            .init(word("状态", "State"), weight: 1.2),
                        ],
                        rows: lines.map {
                            [
                                String($0.line.number), $0.line.source, $0.name, $0.line.mode,
                                $0.line.status.name[language],
                            ]
                        })),
            ]
        }
        return blocks
    }
}

/// `…/master-bills/{billNo}/pdf`, `…/invoice-exemptions/pdf`: for whoever may see them.
struct ExportPapersResource: Sendable {
    let bills: MasterBillDesk
    let exemptions: InvoiceExemptionDesk
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].flatMap { start in
            [
                route(start + "/master-bills/{billNo}/pdf", .masterBill) { visit in
                    let view = try await bills.view(
                        visit.parameters["billNo"] ?? "", holder: visit.query["holder"],
                        for: try visit.person())
                    return MasterBillPaper(view: view, register: bills.reader.register).draft
                },
                route(start + "/invoice-exemptions/pdf", .invoiceExemption) { visit in
                    let person = try visit.person()
                    let found = try await exemptions.quarter(
                        visit.query["quarter"] ?? exemptions.thisQuarter, for: person)
                    guard let day = found.exemptions.first?.at.day else {
                        throw PapersRefusal.notIssued
                    }
                    return ExemptionPaper(
                        quarter: found, seller: person.enterprise, day: day,
                        register: exemptions.reader.register
                    ).draft
                },
            ]
        }
    }

    private func route(
        _ path: String, _ kind: PaperKind,
        _ draw: @escaping @Sendable (Visit) async throws -> PaperDraft
    ) -> Route {
        Route(
            .get, path, access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "\(kind.title.zh)（PDF）", en: "\(kind.title.en) as PDF"),
            rate: PaperDesk.rate
        ) { visit in try await papers.answer(try await draw(visit), visit) }
    }

    /// What these papers would say now, for the verifier.
    var current: PaperDesk.Current {
        [
            .masterBill: { holder, number in
                let own = Principal(kind: .key, id: "verifier", name: "", enterprise: holder)
                // Only what is not there is outdated: a store that does not answer says so itself.
                do {
                    let view = try await bills.view(number, holder: nil, for: own)
                    return MasterBillPaper(view: view, register: bills.reader.register).draft
                } catch MasterBillRefusal.notFound {
                    return nil
                }
            },
            .invoiceExemption: { seller, quarter in
                let own = Principal(kind: .key, id: "verifier", name: "", enterprise: seller)
                let found = try await exemptions.quarter(quarter, for: own)
                guard let day = found.exemptions.first?.at.day
                else { return nil }
                return ExemptionPaper(
                    quarter: found, seller: seller, day: day,
                    register: exemptions.reader.register
                ).draft
            },
        ]
    }
}
